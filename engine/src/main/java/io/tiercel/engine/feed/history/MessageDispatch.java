package io.tiercel.engine.feed.history;

import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Takes what channels carry apart into messages. */
final class MessageDispatch extends Dispatch {
    private final MessageListener listener;
    private final boolean showsOthers;
    private final Map<Channel, MessageReader> readers = new HashMap<>();

    /** @param showsOthers whether who listens is shown what is of no protocol, too */
    MessageDispatch(
            final HistoryFiles files, final Faults faults, final boolean showsOthers, final MessageListener listener) {
        super(files.protocols().named(), files.protocols().all(), faults);
        this.showsOthers = showsOthers;
        this.listener = listener;
    }

    @Override
    boolean showsOthers() {
        return showsOthers;
    }

    @Override
    void session(final Protocol protocol, final Origin origin, final String session, final long next) {
        reader(protocol, origin).onSession(origin, session, next, listener);
    }

    @Override
    void datagram(
            final Protocol protocol,
            final Origin origin,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        reader(protocol, origin).onDatagram(origin, buffer, offset, length, listener);
    }

    @Override
    void message(
            final Protocol protocol,
            final Origin origin,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        reader(protocol, origin).onMessage(origin, buffer, offset, length, listener);
    }

    @Override
    void lost(final Protocol protocol, final Origin origin) {
        // It is told as a fault, too.
    }

    private MessageReader reader(final Protocol protocol, final Origin origin) {
        return readers.computeIfAbsent(origin.channel(), missing -> protocol.reader());
    }
}
