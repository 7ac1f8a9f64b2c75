package io.tiercel.engine.feed.history;

import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.engine.feed.mdp3.dump.DecodedMessage;
import io.tiercel.engine.feed.mdp3.dump.DecodedPacket;
import io.tiercel.engine.feed.mdp3.dump.PacketDecoder;
import org.agrona.DirectBuffer;

/** Packets of MDP 3.0. They have no sessions, and numbers of their own, which their messages do not have. */
final class Mdp3Reader implements MessageReader {
    private static final String NO_SESSION = "";

    private final PacketDecoder decoder;
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    private final UnknownMessage unknown = new UnknownMessage();

    Mdp3Reader(final PacketDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void onSession(final Origin origin, final String session, final long next, final MessageListener listener) {
        // A stream that was said to be one of these: its messages are told as malformed.
    }

    @Override
    public void onDatagram(
            final Origin origin,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final MessageListener listener) {
        final DecodedPacket decoded = decoder.decode(buffer, offset, length);
        if (!decoded.fault().isEmpty()) {
            listener.onFault(origin, decoded.fault());
            return;
        }
        listener.onPacket(origin, NO_SESSION, decoded.sequence(), 1, decoded.sendingTimeNs());
        packet.wrap(buffer, offset, length);
        for (int i = 0; packet.next(); i++) {
            final DecodedMessage message = decoded.messages().get(i);
            if (message.name().isEmpty()) {
                final String type = Integer.toString(message.templateId());
                listener.onMessage(origin, unknown.of(type, packet.messageLength(), decoded.sequence()));
            } else if (message.fault().isEmpty()) {
                listener.onMessage(origin, new Mdp3Message(decoded, message));
            } else {
                listener.onFault(origin, "message " + (i + 1) + " of the packet: " + message.fault());
            }
        }
    }

    @Override
    public void onMessage(
            final Origin origin,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final MessageListener listener) {
        listener.onFault(origin, "a message of a stream; MDP 3.0 comes in datagrams");
    }
}
