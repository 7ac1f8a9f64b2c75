package io.tiercel.engine.feed.history;

import io.tiercel.codecs.dbn.DbnFlyweight;
import io.tiercel.codecs.layout.FieldWriter;
import io.tiercel.codecs.layout.RecordLayout;
import io.tiercel.engine.feed.arbitration.SendingTimes;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Databento's records as messages. */
final class DbnReader implements MessageReader, Message {
    private final DbnProtocol protocol;
    private final DbnFlyweight record = new DbnFlyweight();
    private final UnknownMessage unknown = new UnknownMessage();
    private DirectBuffer buffer;
    private int offset;
    private RecordLayout layout;

    DbnReader(final DbnProtocol protocol) {
        this.protocol = protocol;
    }

    @Override
    public void onSession(final Origin origin, final String session, final long next, final MessageListener listener) {
        // Files have no sessions.
    }

    @Override
    public void onDatagram(
            final Origin origin,
            final DirectBuffer datagram,
            final int at,
            final int length,
            final MessageListener listener) {
        throw new IllegalStateException("records of files do not come as datagrams");
    }

    @Override
    public void onMessage(
            final Origin origin,
            final DirectBuffer newBuffer,
            final int newOffset,
            final int length,
            final MessageListener listener) {
        listener.onPacket(origin, "", NONE, 1, SendingTimes.NOT_SAID);
        buffer = newBuffer;
        offset = newOffset;
        record.wrap(buffer, offset);
        layout = protocol.layout(record.type());
        final String fault = protocol.fault(record, length);
        if (fault != null) {
            listener.onFault(origin, fault);
        } else if (layout == null) {
            listener.onMessage(origin, unknown.of(type(), length, NONE));
        } else {
            listener.onMessage(origin, this);
        }
    }

    @Override
    public String type() {
        return String.format(Locale.ROOT, "%02X", record.type());
    }

    @Override
    public String name() {
        return layout.name();
    }

    @Override
    public long instrumentId() {
        return record.instrumentId() == 0 ? NONE : record.instrumentId();
    }

    @Override
    public String symbol() {
        final String symbol = protocol.symbol(record.instrumentId());
        return symbol.isEmpty() ? null : symbol;
    }

    @Override
    public long timeNs() {
        return record.eventTimeNs();
    }

    @Override
    public long sequence() {
        return NONE;
    }

    @Override
    public void writeTo(final FieldWriter writer) {
        layout.write(buffer, offset, writer);
    }
}
