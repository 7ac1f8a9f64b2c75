package io.tiercel.engine.feed.history;

import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import java.time.ZoneId;
import org.agrona.DirectBuffer;

/** NASDAQ TotalView-ITCH 5.0: over MoldUDP64, over SoupBinTCP, or in a file of messages. */
final class ItchProtocol implements Protocol {
    static final ZoneId ZONE = ZoneId.of("America/New_York");

    private final MoldUdp64Flyweight packet = new MoldUdp64Flyweight();

    @Override
    public String name() {
        return "itch50";
    }

    @Override
    public ZoneId timesOfDayIn() {
        return ZONE;
    }

    @Override
    public String numbered() {
        return "messages";
    }

    @Override
    public boolean recognisesDatagram(final DirectBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length) || packet.sequence() < 1) {
            return false;
        }
        for (int i = 0; i < MoldUdp64Flyweight.SESSION_LENGTH; i++) {
            final byte letter = buffer.getByte(offset + i);
            if (letter < ' ' || letter > '~') {
                return false;
            }
        }
        while (packet.next()) {
            if (!recognisesMessage(buffer, packet.messageOffset(), packet.messageLength())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean recognisesMessage(final DirectBuffer buffer, final int offset, final int length) {
        return length > 0 && ItchType.length(buffer.getByte(offset)) == length;
    }

    @Override
    public MessageReader reader() {
        return new ItchReader();
    }

    @Override
    public boolean breaksTrades() {
        return true;
    }

    @Override
    public BookFeed books(final BookTarget target, final HistoryFiles files) {
        return new ItchBooks(target);
    }
}
