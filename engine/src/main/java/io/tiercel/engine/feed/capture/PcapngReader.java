package io.tiercel.engine.feed.capture;

import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A capture of the new format: blocks in sections, each section with its own byte order and interfaces, each interface
 * with its own link type and resolution of stamps. Blocks that are not of packets are passed over.
 *
 * <table>
 * <caption>Blocks: each begins with type 0/4 and length 4/4, and ends with the length again</caption>
 * <tr><td>0A0D0D0A section</td><td>byte order 8/4: 1A2B3C4D, options 24; 1: comment</td></tr>
 * <tr><td>1 interface</td><td>link type 8/2, most bytes of a packet 12/4, options 16</td></tr>
 * <tr><td>2 packet, as it was</td><td>interface 8/2, stamp 12/4 and 16/4, bytes there 20/4, bytes that it had 24/4,
 * packet 28</td></tr>
 * <tr><td>3 simple packet</td><td>bytes that it had 8/4, packet 12; of the first interface, without a stamp</td></tr>
 * <tr><td>6 packet</td><td>as 2, but interface 8/4; options behind it, 4: packets lost before it</td></tr>
 * <tr><td>options</td><td>code 0/2, length 2/2, value, filled to 4; 2: name, 9: resolution of stamps, 14:
 * their offset</td></tr>
 * </table>
 */
public final class PcapngReader extends PacketReader {
    static final int SECTION = 0x0A0D0D0A;

    private static final int INTERFACE = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int PACKET = 6;
    private static final int ORDER_MARK = 0x1A2B3C4D;
    private static final int BLOCK_HEADER = 8;
    private static final int LEAST_BLOCK = 12;
    private static final int LEAST_SECTION = 28;
    private static final int LEAST_INTERFACE = 20;
    private static final int LEAST_PACKET = 32;
    private static final int LEAST_SIMPLE_PACKET = 16;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_NAME = 2;
    private static final int OPTION_LOST = 4;
    private static final int OPTION_RESOLUTION = 9;
    private static final int OPTION_OFFSET = 14;
    private static final int MICROSECONDS = 6;
    private static final int MAX_INTERFACES = 1 << 12;
    /** Seconds; of either sign. */
    private static final long MAX_OFFSET = 1L << 33;

    private final List<Interface> interfaces = new ArrayList<>();
    /** By their place, of which it was told that they are not read. */
    private final BitSet told = new BitSet();

    private int blockLength;
    private boolean ended;
    private boolean answered;
    private boolean answer;
    private boolean hasSnapshots;
    private boolean ofSnapshot;
    private long lostBefore;
    private ArbitrationBounds bounds = CapturedBounds.DEFAULT;

    /** @param snapLength 0 for no limit */
    private record Interface(
            int linkType, long snapLength, int resolution, long offsetSeconds, boolean answers, boolean snapshots) {}

    PcapngReader(final FileBytes bytes, final FaultListener faults) {
        super(bytes, faults);
    }

    static boolean isPcapng(final FileBytes bytes) {
        return bytes.has(LEAST_BLOCK)
                && bytes.buffer().getInt(bytes.position(), ByteOrder.BIG_ENDIAN) == SECTION
                && orderOf(bytes) != null;
    }

    private static ByteOrder orderOf(final FileBytes bytes) {
        final int mark = bytes.buffer().getInt(bytes.position() + BLOCK_HEADER, ByteOrder.BIG_ENDIAN);
        return mark == ORDER_MARK
                ? ByteOrder.BIG_ENDIAN
                : Integer.reverseBytes(mark) == ORDER_MARK ? ByteOrder.LITTLE_ENDIAN : null;
    }

    @Override
    public boolean next() {
        bytes.skip(blockLength);
        blockLength = 0;
        while (!ended) {
            if (!bytes.has(1)) {
                ended = true;
                return end();
            }
            begin();
            if (block()) {
                return true;
            }
            bytes.skip(blockLength);
            blockLength = 0;
        }
        return false;
    }

    @Override
    public long lostBefore() {
        return lostBefore;
    }

    @Override
    public boolean answered() {
        return answered;
    }

    @Override
    public boolean isAnswer() {
        return answer;
    }

    @Override
    public boolean hasSnapshots() {
        return hasSnapshots;
    }

    @Override
    public boolean isOfSnapshot() {
        return ofSnapshot;
    }

    @Override
    public ArbitrationBounds bounds() {
        return bounds;
    }

    /** Whether it is a packet; false with a length to pass over, or at the end. */
    private boolean block() {
        if (!bytes.has(LEAST_BLOCK)) {
            return endWithin("a block", LEAST_BLOCK);
        }
        final int at = bytes.position();
        final boolean section = bytes.buffer().getInt(at, ByteOrder.BIG_ENDIAN) == SECTION;
        if (section && !section()) {
            return false;
        }
        final long length = unsignedInt(at + 4);
        if (length < LEAST_BLOCK || length > FileBytes.MAX_PIECE || length % Integer.BYTES != 0) {
            fault("a block of " + length + " bytes; blocks have " + LEAST_BLOCK + " to " + FileBytes.MAX_PIECE
                    + " bytes, a multiple of 4, so where the next one begins is not known");
            ended = true;
            return false;
        }
        if (!bytes.has((int) length)) {
            return endWithin("a block", length);
        }
        blockLength = (int) length;
        final int begin = bytes.position();
        final long again = unsignedInt(begin + blockLength - Integer.BYTES);
        if (again != length) {
            fault("a block has " + length + " bytes by its begin and " + again + " by its end");
            return false;
        }
        return switch (section ? SECTION : bytes.buffer().getInt(begin, order)) {
            case SECTION -> comment(begin);
            case INTERFACE -> addInterface(begin);
            case PACKET, OLD_PACKET -> packet(begin);
            case SIMPLE_PACKET -> simplePacket(begin);
            default -> {
                takeBack();
                yield false;
            }
        };
    }

    private boolean endWithin(final String what, final long wanted) {
        torn(what, wanted);
        ended = true;
        return false;
    }

    private boolean section() {
        final ByteOrder found = orderOf(bytes);
        if (found == null) {
            fault("a section's byte order is neither big nor little endian, so it cannot be read");
            ended = true;
            return false;
        }
        order = found;
        interfaces.clear();
        told.clear();
        answered = false;
        hasSnapshots = false;
        if (unsignedInt(bytes.position() + 4) < LEAST_SECTION) {
            fault("a section's block of " + unsignedInt(bytes.position() + 4) + " bytes; it has at least "
                    + LEAST_SECTION);
            ended = true;
            return false;
        }
        return true;
    }

    private boolean comment(final int begin) {
        takeBack();
        final int option = option(OPTION_COMMENT, begin + 24, begin + blockLength - Integer.BYTES);
        bounds = option < 0
                ? CapturedBounds.DEFAULT
                : CapturedBounds.of(bytes.buffer().getStringWithoutLengthAscii(option + 4, unsignedShort(option + 2)));
        return false;
    }

    /** Where the first one with that code is, whole; -1 without it. */
    private int option(final int code, final int options, final int end) {
        int option = options;
        while (option + 4 <= end && unsignedShort(option) != 0) {
            final int length = unsignedShort(option + 2);
            final int value = option + 4;
            if (unsignedShort(option) == code && value + length <= end) {
                return option;
            }
            option = value + (length + 3 & ~3);
        }
        return -1;
    }

    private boolean addInterface(final int begin) {
        if (blockLength < LEAST_INTERFACE) {
            fault("an interface's block of " + blockLength + " bytes; it has at least " + LEAST_INTERFACE);
            return false;
        }
        if (interfaces.size() == MAX_INTERFACES) {
            fault("more than " + MAX_INTERFACES + " interfaces in a section");
            return false;
        }
        takeBack();
        String name = "";
        int resolution = MICROSECONDS;
        long offsetSeconds = 0;
        final int end = begin + blockLength - Integer.BYTES;
        int option = begin + 16;
        while (option + 4 <= end && unsignedShort(option) != 0) {
            final int length = unsignedShort(option + 2);
            final int value = option + 4;
            if (value + length > end) {
                break;
            }
            if (unsignedShort(option) == OPTION_NAME) {
                name = bytes.buffer().getStringWithoutLengthAscii(value, length);
            } else if (unsignedShort(option) == OPTION_RESOLUTION && length >= 1) {
                resolution = bytes.buffer().getByte(value);
            } else if (unsignedShort(option) == OPTION_OFFSET && length >= Long.BYTES) {
                offsetSeconds = bytes.buffer().getLong(value, order);
            }
            option = value + (length + 3 & ~3);
        }
        final boolean ofAnswers = CapturedSocket.ANSWERS.equals(name);
        final boolean ofSnapshots = CapturedSocket.SNAPSHOT.equals(name);
        answered |= ofAnswers;
        hasSnapshots |= ofSnapshots;
        interfaces.add(new Interface(
                unsignedShort(begin + 8), unsignedInt(begin + 12), resolution, offsetSeconds, ofAnswers, ofSnapshots));
        return false;
    }

    private boolean packet(final int begin) {
        if (blockLength < LEAST_PACKET) {
            fault("a packet's block of " + blockLength + " bytes; it has at least " + LEAST_PACKET);
            return false;
        }
        final boolean old = bytes.buffer().getInt(begin, order) == OLD_PACKET;
        final long index = old ? unsignedShort(begin + 8) : unsignedInt(begin + 8);
        final long there = unsignedInt(begin + 20);
        if (index >= interfaces.size()) {
            fault("a packet of interface " + index + "; the section has " + interfaces.size());
            return false;
        }
        if (there > blockLength - LEAST_PACKET) {
            fault("a packet of " + there + " bytes in a block with room for " + (blockLength - LEAST_PACKET));
            return false;
        }
        final Interface source = interfaces.get((int) index);
        final long stamp = unsignedInt(begin + 12) << Integer.SIZE | unsignedInt(begin + 16);
        final long time = timeNs(stamp, source);
        if (time < 0) {
            fault("its stamp of " + Long.toUnsignedString(stamp) + " units is beyond the year 2262");
            return false;
        }
        answer = source.answers();
        ofSnapshot = source.snapshots();
        lostBefore = old ? 0 : lostBefore(begin + 28 + ((int) there + 3 & ~3), begin + blockLength - Integer.BYTES);
        packet(begin + 28, (int) there, unsignedInt(begin + 24), source.linkType(), time);
        tellLinkOf((int) index);
        return true;
    }

    private long lostBefore(final int options, final int end) {
        final int option = option(OPTION_LOST, options, end);
        return option >= 0 && unsignedShort(option + 2) == Long.BYTES
                ? Math.max(0, bytes.buffer().getLong(option + 4, order))
                : 0;
    }

    private boolean simplePacket(final int begin) {
        if (blockLength < LEAST_SIMPLE_PACKET || interfaces.isEmpty()) {
            fault(
                    interfaces.isEmpty()
                            ? "a packet before any interface"
                            : "a simple packet's block of " + blockLength + " bytes; it has at least "
                                    + LEAST_SIMPLE_PACKET);
            return false;
        }
        final Interface source = interfaces.get(0);
        final long original = unsignedInt(begin + 8);
        final long kept = source.snapLength() == 0 ? original : Math.min(original, source.snapLength());
        if (kept > blockLength - LEAST_SIMPLE_PACKET) {
            fault("a packet of " + kept + " bytes in a block with room for " + (blockLength - LEAST_SIMPLE_PACKET));
            return false;
        }
        answer = source.answers();
        ofSnapshot = source.snapshots();
        lostBefore = 0;
        packet(begin + 12, (int) kept, original, source.linkType(), 0);
        tellLinkOf(0);
        return true;
    }

    private void tellLinkOf(final int index) {
        if (!told.get(index) && tellLink(interfaces.get(index).linkType())) {
            told.set(index);
        }
    }

    /** -1 when it is out of range. */
    static long timeNs(final long stamp, final int resolution) {
        final int exponent = resolution & 0x7F;
        if ((resolution & 0x80) != 0) {
            if (exponent > 63) {
                return 0;
            }
            final long fraction = stamp & (1L << exponent) - 1;
            // 33 bits times a second in ns fit 63 bits; finer than that is below a ns.
            final int drop = Math.max(0, exponent - 33);
            return nanos(stamp >>> exponent, (fraction >>> drop) * SECOND_NS >>> exponent - drop);
        }
        if (exponent > 19) {
            return 0;
        }
        long perSecond = 1;
        for (int i = 0; i < exponent; i++) {
            perSecond *= 10;
        }
        final long fraction = Long.remainderUnsigned(stamp, perSecond);
        long ns = fraction;
        for (int i = exponent; i < 9; i++) {
            ns *= 10;
        }
        for (int i = 9; i < exponent; i++) {
            ns = Long.divideUnsigned(ns, 10);
        }
        return nanos(Long.divideUnsigned(stamp, perSecond), ns);
    }

    private static long timeNs(final long stamp, final Interface source) {
        final long time = timeNs(stamp, source.resolution());
        final long seconds = source.offsetSeconds();
        if (time < 0 || seconds == 0) {
            return time;
        }
        return seconds < -MAX_OFFSET || seconds > MAX_OFFSET ? -1 : time + seconds * SECOND_NS;
    }
}
