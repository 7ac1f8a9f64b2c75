package io.tiercel.engine.venue.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.sbe.ChannelReset4Encoder;
import io.tiercel.codecs.mdp3.sbe.HaltReason;
import io.tiercel.codecs.mdp3.sbe.MessageHeaderEncoder;
import io.tiercel.codecs.mdp3.sbe.SecurityStatus30Encoder;
import io.tiercel.codecs.mdp3.sbe.SecurityTradingEvent;
import io.tiercel.codecs.mdp3.sbe.SecurityTradingStatus;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.mdp3.Mdp3Packets;

/** Writes whether instruments trade, and that all books of the channel begin anew. */
@HotPath
final class StatusEncoder {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int NAME_LENGTH = SecurityStatus30Encoder.securityGroupLength();

    private final Mdp3Packets packets;
    private final int channelId;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SecurityStatus30Encoder status = new SecurityStatus30Encoder();
    private final ChannelReset4Encoder reset = new ChannelReset4Encoder();

    StatusEncoder(final Mdp3Packets packets, final int channelId) {
        this.packets = packets;
        this.channelId = channelId;
    }

    static SecurityTradingStatus status(final TradingStatus status) {
        return switch (status) {
            case TRADING -> SecurityTradingStatus.ReadyToTrade;
            case AUCTION -> SecurityTradingStatus.PreOpen;
            case CLOSED -> SecurityTradingStatus.Close;
            default -> SecurityTradingStatus.TradingHalt;
        };
    }

    void encode(final ListedBook book, final long timeNs) {
        final int length = HEADER + SecurityStatus30Encoder.BLOCK_LENGTH;
        final int at = packets.next(length, Mdp3Packets.FRAME_BYTES);
        status.wrapAndApplyHeader(packets.buffer(), at, header)
                .transactTime(timeNs)
                .securityID(book.securityId)
                .tradeDate(SecurityStatus30Encoder.tradeDateNullValue())
                .securityTradingStatus(status(book.status))
                .haltReason(book.status == TradingStatus.HALTED ? HaltReason.MarketEvent : HaltReason.GroupSchedule)
                .securityTradingEvent(SecurityTradingEvent.NoEvent)
                .matchEventIndicator()
                .clear()
                .endOfEvent(true);
        // It is about one instrument, by its number.
        for (int i = 0; i < NAME_LENGTH; i++) {
            status.securityGroup(i, (byte) 0);
            status.asset(i, (byte) 0);
        }
        packets.add(length);
    }

    void encodeReset(final long timeNs) {
        final int length = HEADER
                + ChannelReset4Encoder.BLOCK_LENGTH
                + ChannelReset4Encoder.NoMDEntriesEncoder.sbeHeaderSize()
                + ChannelReset4Encoder.NoMDEntriesEncoder.sbeBlockLength();
        final int at = packets.next(length, Mdp3Packets.FRAME_BYTES);
        reset.wrapAndApplyHeader(packets.buffer(), at, header)
                .transactTime(timeNs)
                .matchEventIndicator()
                .clear()
                .endOfEvent(true);
        reset.noMDEntriesCount(1).next().applID((short) channelId);
        packets.add(length);
    }
}
