package io.tiercel.engine.feed.history;

import io.tiercel.codecs.itch.GlimpseSnapshot;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.arbitration.SendingTimes;
import org.agrona.DirectBuffer;

/** ITCH 5.0 in one channel: packets of MoldUDP64, or messages of a stream, which may be a snapshot of GLIMPSE. */
final class ItchReader implements MessageReader {
    private final MoldUdp64Flyweight packet = new MoldUdp64Flyweight();
    private final ItchMessage message = new ItchMessage();
    private final SnapshotMessage snapshot = new SnapshotMessage();
    private final UnknownMessage unknown = new UnknownMessage();
    private String session = "";
    private long sessionHigh;
    private int sessionLow = -1;
    private long next = 1;

    @Override
    public void onSession(
            final Origin origin, final String newSession, final long newNext, final MessageListener listener) {
        session = newSession;
        // Where nobody says which message it is, they are counted from here.
        next = Math.max(1, newNext);
    }

    @Override
    public void onDatagram(
            final Origin origin,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final MessageListener listener) {
        if (!packet.wrap(buffer, offset, length)) {
            listener.onFault(origin, "a datagram of " + length + " bytes is no whole packet of MoldUDP64");
            return;
        }
        if (packet.sessionHigh() != sessionHigh || packet.sessionLow() != sessionLow) {
            sessionHigh = packet.sessionHigh();
            sessionLow = packet.sessionLow();
            session = MoldUdp64Flyweight.sessionName(sessionHigh, sessionLow);
        }
        next = packet.sequence();
        listener.onPacket(origin, session, next, packet.messageCount(), SendingTimes.NOT_SAID);
        for (int i = 1; packet.next(); i++) {
            take(origin, buffer, packet.messageOffset(), packet.messageLength(), i, listener);
        }
    }

    @Override
    public void onMessage(
            final Origin origin,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final MessageListener listener) {
        listener.onPacket(origin, session, next, 1, SendingTimes.NOT_SAID);
        if (GlimpseSnapshot.is(buffer, offset, length)) {
            takeSnapshot(origin, buffer, offset, listener);
        } else {
            take(origin, buffer, offset, length, 0, listener);
        }
    }

    private void takeSnapshot(
            final Origin origin, final DirectBuffer buffer, final int offset, final MessageListener listener) {
        final String fault = snapshot.wrap(buffer, offset, next);
        if (fault != null) {
            listener.onFault(origin, fault);
        } else {
            listener.onMessage(origin, snapshot);
        }
        next++;
    }

    /** @param place in its packet, from 1; 0 where there is none */
    private void take(
            final Origin origin,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final int place,
            final MessageListener listener) {
        final String fault = message.wrap(buffer, offset, length, next);
        if (fault != null) {
            listener.onFault(origin, place == 0 ? fault : "message " + place + " of the packet: " + fault);
        } else if (message.known()) {
            listener.onMessage(origin, message);
        } else {
            listener.onMessage(origin, unknown.of(message.type(), length, next));
        }
        next++;
    }
}
