package io.tiercel.engine.feed.history;

import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.engine.feed.capture.ByteStream;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a TCP replay of MDP 3.0 sends: packets, each behind its length in two bytes, little endian. Those of the channel
 * are told like datagrams; a logon's answer and a logout are the server's own. A logout without any packet before it
 * is a refusal; behind some of them it is told from the end of an answer by nothing.
 */
final class ReplayStream implements ByteStream {
    /** By so many bytes it is known: a length, a packet's header, a message's size and header. */
    static final int BEGIN = 24;

    private static final int LENGTH_BYTES = 2;
    private static final int LOGIN = 15;
    private static final int LOGOUT = 16;

    private final Channel channel;
    private final Origin origin;
    private final ContentListener listener;
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[LENGTH_BYTES + 0xFFFF]);
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    private int filled;
    private boolean lost;
    /** Whether any packet of the channel came on this connection. */
    private boolean gives;

    /** @param channel of all connections to the same server */
    ReplayStream(final Channel channel, final Origin origin, final ContentListener listener) {
        this.channel = channel;
        this.origin = origin;
        this.listener = listener;
    }

    /** @param begin of a stream, {@link #BEGIN} bytes */
    static boolean recognises(final DirectBuffer begin) {
        final int length = begin.getShort(0, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        final int message = LENGTH_BYTES + Mdp3PacketFlyweight.HEADER_LENGTH;
        final int size = begin.getShort(message, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        final int schema = begin.getShort(message + 6, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        return schema == Mdp3PacketFlyweight.SCHEMA_ID
                && size >= 10
                && Mdp3PacketFlyweight.HEADER_LENGTH + size <= length;
    }

    @Override
    public void onBegin() {
        filled = 0;
        lost = false;
        gives = false;
    }

    @Override
    public void onBytes(final DirectBuffer buffer, final int offset, final int length) {
        int at = offset;
        int left = length;
        while (left > 0 && !lost) {
            final int wanted = filled < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + packetLength();
            final int taken = Math.min(left, wanted - filled);
            bytes.putBytes(filled, buffer, at, taken);
            filled += taken;
            at += taken;
            left -= taken;
            if (filled >= LENGTH_BYTES && filled == LENGTH_BYTES + packetLength()) {
                onPacket();
                filled = 0;
            }
        }
    }

    private int packetLength() {
        return bytes.getShort(0, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private void onPacket() {
        if (!packet.wrap(bytes, LENGTH_BYTES, packetLength())) {
            lose("the TCP stream " + channel.name() + " goes on with what is no packet of MDP 3.0");
            return;
        }
        final int template = packet.next() ? packet.templateId() : 0;
        if (template == LOGOUT && !gives) {
            place();
            listener.onRefused(origin);
        } else if (template != LOGIN && template != LOGOUT) {
            gives = true;
            place();
            listener.onDatagram(origin, bytes, LENGTH_BYTES, packetLength());
        }
    }

    @Override
    public void onLost(final long count) {
        if (!lost) {
            lose(count + " bytes of the TCP stream " + channel.name() + " are missing; the rest of it cannot be read");
        }
    }

    private void lose(final String reason) {
        lost = true;
        place();
        listener.onFault(origin, reason);
    }

    private void place() {
        origin.at(origin.record(), origin.offset(), origin.timeNs(), channel);
    }

    @Override
    public void onEnd() {
        filled = 0;
    }
}
