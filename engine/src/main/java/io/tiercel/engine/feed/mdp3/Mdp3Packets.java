package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.mdp3.sbe.AdminHeartbeat12Encoder;
import io.tiercel.codecs.mdp3.sbe.MessageHeaderEncoder;
import io.tiercel.engine.feed.PlayedLines;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts messages of one feed of a channel into packets, numbers them, and sends them by lines. For the side that has a
 * feed to send; its thread's.
 */
@HotPath
public final class Mdp3Packets {
    /** What fits into an Ethernet frame. */
    public static final int FRAME_BYTES = 1_400;
    /** What a datagram carries. */
    public static final int DATAGRAM_BYTES = 65_507;
    /** Messages are laid out as in this version of the exchange's templates. */
    public static final int VERSION = 9;

    /** Behind it the count begins anew. */
    private static final long MAX_SEQUENCE = 0xFFFF_FFFFL;

    /** Hears of each packet that is sent. */
    public interface Listener {
        Listener NOBODY = (buffer, offset, length) -> {};

        void onSent(DirectBuffer buffer, int offset, int length);
    }

    private final PlayedLines lines;
    private final Listener listener;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 16);
    private final UnsafeBuffer packet = new UnsafeBuffer(bytes);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AdminHeartbeat12Encoder heartbeat = new AdminHeartbeat12Encoder();
    private long sequence;
    private long timeNs;
    private int length = Mdp3PacketFlyweight.HEADER_LENGTH;

    public Mdp3Packets(final PlayedLines lines, final Listener listener) {
        this.lines = lines;
        this.listener = listener;
    }

    /** Packets are counted from 1 again. None may be begun. */
    public void begin() {
        sequence = 0;
    }

    /** Packets that follow are sent at this time, UTC ns. */
    public void time(final long newTimeNs) {
        timeNs = newTimeNs;
    }

    /**
     * Where the next message begins, with its SBE header; what does not fit beside others within so many bytes begins
     * another packet.
     *
     * @param messageLength with its SBE header
     */
    public int next(final int messageLength, final int most) {
        if (!fits(messageLength, most)) {
            send();
        }
        return length + Short.BYTES;
    }

    /** Whether the packet has room for a message of this length, SBE header included, within so many bytes. */
    public boolean fits(final int messageLength, final int most) {
        return length + Short.BYTES + messageLength <= most;
    }

    /** The packet; all behind what it has is 0. */
    public MutableDirectBuffer buffer() {
        return packet;
    }

    /** The message that was written at {@link #next} is whole, and this long. */
    public void add(final int messageLength) {
        packet.putShort(
                length + MessageHeaderEncoder.versionEncodingOffset() + Short.BYTES,
                (short) VERSION,
                MessageHeaderEncoder.BYTE_ORDER);
        length = Mdp3PacketFlyweight.encodeSize(packet, length, messageLength);
    }

    /** The same of a message that stands elsewhere. */
    public void add(final DirectBuffer message, final int offset, final int messageLength) {
        packet.putBytes(length + Short.BYTES, message, offset, messageLength);
        add(messageLength);
    }

    /** Whether no message waits to be sent. */
    public boolean isEmpty() {
        return length == Mdp3PacketFlyweight.HEADER_LENGTH;
    }

    /** Of the last packet that was sent; 0 before the first one. */
    public long sequence() {
        return sequence;
    }

    /** Sends the packet, if it has messages. */
    public void send() {
        if (isEmpty()) {
            return;
        }
        sequence = sequence == MAX_SEQUENCE ? 1 : sequence + 1;
        Mdp3PacketFlyweight.encodeHeader(packet, 0, sequence, timeNs);
        bytes.limit(length).position(0);
        lines.send(bytes);
        listener.onSent(packet, 0, length);
        packet.setMemory(0, length, (byte) 0);
        length = Mdp3PacketFlyweight.HEADER_LENGTH;
    }

    /** Says that the line is alive, and how far packets are. None may be begun. */
    public void heartbeat() {
        final int at = next(MessageHeaderEncoder.ENCODED_LENGTH, FRAME_BYTES);
        heartbeat.wrapAndApplyHeader(packet, at, header);
        add(MessageHeaderEncoder.ENCODED_LENGTH);
        send();
    }
}
