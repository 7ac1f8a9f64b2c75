package io.tiercel.engine.feed.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Captures of both formats, byte by byte as their descriptions have them. */
public final class Captures {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteOrder order;
    private final boolean nanos;

    private Captures(final ByteOrder order, final boolean nanos) {
        this.order = order;
        this.nanos = nanos;
    }

    public static Captures pcap(final ByteOrder order, final boolean nanos, final int linkType) {
        final Captures capture = new Captures(order, nanos);
        capture.bytes.writeBytes(capture.allocate(24)
                .putInt(nanos ? 0xA1B23C4D : 0xA1B2C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0)
                .putInt(65_535)
                .putInt(linkType)
                .array());
        return capture;
    }

    public static Captures pcapng(final ByteOrder order) {
        return new Captures(order, true).section();
    }

    /** Of Ethernet, with stamps of ns, as of a lane that says how it judges its lines. */
    public static Captures pcapng(final int reorderPackets, final int reorderMs) {
        final Captures capture = new Captures(ByteOrder.LITTLE_ENDIAN, true);
        final byte[] comment = ("feed F; reorderPackets=" + reorderPackets + "; reorderTime=" + reorderMs
                        + "000000ns; resetPackets=64; resetTime=3000000000ns")
                .getBytes(StandardCharsets.US_ASCII);
        return capture.block(
                        0x0A0D0D0A,
                        Frames.join(
                                capture.allocate(20)
                                        .putInt(0x1A2B3C4D)
                                        .putShort((short) 1)
                                        .putShort((short) 0)
                                        .putLong(-1)
                                        .putShort((short) 1)
                                        .putShort((short) comment.length)
                                        .array(),
                                comment))
                .networkInterface(1, 9, 0);
    }

    /** Of pcap. */
    public Captures packet(final long timeNs, final byte[] frame) {
        return packet(timeNs, frame, frame.length);
    }

    public Captures packet(final long timeNs, final byte[] frame, final int originalLength) {
        final int within = (int) (timeNs % 1_000_000_000);
        bytes.writeBytes(allocate(16)
                .putInt((int) (timeNs / 1_000_000_000))
                .putInt(nanos ? within : within / 1_000)
                .putInt(frame.length)
                .putInt(originalLength)
                .array());
        bytes.writeBytes(frame);
        return this;
    }

    public Captures section() {
        return block(
                0x0A0D0D0A,
                allocate(16)
                        .putInt(0x1A2B3C4D)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(-1)
                        .array());
    }

    /** @param resolution of stamps; negative for none said */
    public Captures networkInterface(final int linkType, final int resolution, final long offsetSeconds) {
        final ByteBuffer body = allocate(8 + 8 + 12 + 4)
                .putShort((short) linkType)
                .putShort((short) 0)
                .putInt(0)
                // A name first, which is passed over.
                .putShort((short) 2)
                .putShort((short) 2)
                .put(new byte[] {'e', '0', 0, 0});
        final ByteBuffer options = allocate(8 + 12 + 4);
        if (resolution >= 0) {
            options.putShort((short) 9).putShort((short) 1).put(new byte[] {(byte) resolution, 0, 0, 0});
        }
        if (offsetSeconds != 0) {
            options.putShort((short) 14).putShort((short) 8).putLong(offsetSeconds);
        }
        options.putInt(0);
        final byte[] head = java.util.Arrays.copyOf(body.array(), 16);
        return block(1, Frames.join(head, java.util.Arrays.copyOf(options.array(), options.position())));
    }

    /** Of Ethernet, with stamps of ns. */
    public Captures networkInterface(final String name) {
        final byte[] text = java.util.Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), name.length() + 3 & ~3);
        return block(
                1,
                Frames.join(
                        allocate(12)
                                .putShort((short) 1)
                                .putShort((short) 0)
                                .putInt(0)
                                .putShort((short) 2)
                                .putShort((short) name.length())
                                .array(),
                        text,
                        allocate(12)
                                .putShort((short) 9)
                                .putShort((short) 1)
                                .put(new byte[] {9, 0, 0, 0})
                                .putInt(0)
                                .array()));
    }

    public Captures enhancedPacket(final int index, final long stamp, final byte[] frame) {
        return block(
                6,
                Frames.join(
                        allocate(20)
                                .putInt(index)
                                .putInt((int) (stamp >>> 32))
                                .putInt((int) stamp)
                                .putInt(frame.length)
                                .putInt(frame.length)
                                .array(),
                        frame));
    }

    public Captures simplePacket(final byte[] frame) {
        return block(3, Frames.join(allocate(4).putInt(frame.length).array(), frame));
    }

    public Captures block(final int type, final byte[] body) {
        final int padded = body.length + 3 & ~3;
        bytes.writeBytes(allocate(8).putInt(type).putInt(12 + padded).array());
        bytes.writeBytes(java.util.Arrays.copyOf(body, padded));
        bytes.writeBytes(allocate(4).putInt(12 + padded).array());
        return this;
    }

    public Captures raw(final byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    private ByteBuffer allocate(final int length) {
        return ByteBuffer.allocate(length).order(order);
    }
}
