package io.tiercel.engine.feed.capture;

import java.nio.ByteOrder;

/**
 * A capture of the old format. Both byte orders, stamps of microseconds and of nanoseconds.
 *
 * <table>
 * <caption>Layout</caption>
 * <tr><th>offset</th><th>bytes</th><th>file header</th><th>packet header</th></tr>
 * <tr><td>0</td><td>4</td><td>magic: A1B2C3D4, of nanoseconds A1B23C4D</td><td>seconds</td></tr>
 * <tr><td>4</td><td>4</td><td>version: major 2 bytes, minor 2</td><td>microseconds or nanoseconds</td></tr>
 * <tr><td>8</td><td>4</td><td>zone, not used</td><td>bytes that are there</td></tr>
 * <tr><td>12</td><td>4</td><td>accuracy, not used</td><td>bytes that the packet had</td></tr>
 * <tr><td>16</td><td>4</td><td>most bytes of a packet</td><td></td></tr>
 * <tr><td>20</td><td>4</td><td>link type, 16 bits; what is above them is not used</td><td></td></tr>
 * </table>
 */
public final class PcapReader extends PacketReader {
    static final int FILE_HEADER = 24;
    static final int PACKET_HEADER = 16;

    private static final int MAGIC_MICROS = 0xA1B2C3D4;
    private static final int MAGIC_NANOS = 0xA1B23C4D;
    private static final int MAJOR_VERSION = 2;
    private static final int MICRO_NS = 1_000;

    private final int linkType;
    private final int unitNs;
    private int packetLength;
    private boolean ended;
    private boolean linkTold;

    /** The file begins with one of the magics. */
    PcapReader(final FileBytes bytes, final FaultListener faults) {
        super(bytes, faults);
        final int magic = bytes.buffer().getInt(bytes.position(), ByteOrder.BIG_ENDIAN);
        final boolean big = magic == MAGIC_MICROS || magic == MAGIC_NANOS;
        order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        final int at = bytes.position();
        unitNs = bytes.buffer().getInt(at, order) == MAGIC_NANOS ? 1 : MICRO_NS;
        if (!bytes.has(FILE_HEADER)) {
            torn("the capture's header", FILE_HEADER);
            linkType = 0;
            ended = true;
            return;
        }
        final int begin = bytes.position();
        final int major = unsignedShort(begin + 4);
        if (major != MAJOR_VERSION) {
            fault("the capture is of version " + major + ", and " + MAJOR_VERSION + " can be read");
            ended = true;
        }
        linkType = (int) unsignedInt(begin + 20) & 0xFFFF;
        bytes.skip(FILE_HEADER);
    }

    static boolean isPcap(final FileBytes bytes) {
        if (!bytes.has(Integer.BYTES)) {
            return false;
        }
        final int big = bytes.buffer().getInt(bytes.position(), ByteOrder.BIG_ENDIAN);
        final int little = Integer.reverseBytes(big);
        return big == MAGIC_MICROS || big == MAGIC_NANOS || little == MAGIC_MICROS || little == MAGIC_NANOS;
    }

    @Override
    public boolean next() {
        bytes.skip(packetLength);
        packetLength = 0;
        while (!ended) {
            if (!bytes.has(1)) {
                ended = true;
                return end();
            }
            begin();
            if (!bytes.has(PACKET_HEADER)) {
                ended = true;
                torn("a packet's header", PACKET_HEADER);
                return false;
            }
            if (packet()) {
                return true;
            }
        }
        return false;
    }

    /** False when this one is no good; the next one may be. */
    private boolean packet() {
        final int header = bytes.position();
        final long seconds = unsignedInt(header);
        final long fraction = unsignedInt(header + 4);
        final long there = unsignedInt(header + 8);
        final long original = unsignedInt(header + 12);
        if (there > MAX_PACKET) {
            fault("a packet of " + there + " bytes is more than " + MAX_PACKET
                    + "; where the next one begins is not known");
            ended = true;
            return false;
        }
        bytes.skip(PACKET_HEADER);
        if (!bytes.has((int) there)) {
            torn("a packet", there);
            ended = true;
            return false;
        }
        if (fraction * unitNs >= SECOND_NS) {
            fault("its stamp has " + fraction + (unitNs == 1 ? " nanoseconds" : " microseconds")
                    + ", a second or more");
            bytes.skip(there);
            return false;
        }
        packetLength = (int) there;
        packet(bytes.position(), packetLength, original, linkType, nanos(seconds, fraction * unitNs));
        linkTold = linkTold || tellLink(linkType);
        return true;
    }
}
