package io.tiercel.engine.feed.capture;

import io.tiercel.codecs.network.FrameFlyweight;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** The packets of a capture, one after the other. What it says of one holds until the next. */
public abstract class PacketReader {
    /** More than any network carries in one packet: a capture that says more is malformed. */
    static final int MAX_PACKET = 1 << 20;

    static final long SECOND_NS = 1_000_000_000L;
    static final long UNSIGNED_INT = 0xFFFF_FFFFL;
    private static final long MAX_SECONDS = Long.MAX_VALUE / SECOND_NS - 1;

    final FileBytes bytes;
    final FaultListener faults;
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private long record;
    private long recordOffset;
    private long timeNs;
    private int linkType;
    private int offset;
    private int length;
    private long originalLength;

    PacketReader(final FileBytes bytes, final FaultListener faults) {
        this.bytes = bytes;
        this.faults = faults;
    }

    /** Whether a capture begins here. */
    public static boolean isCapture(final FileBytes bytes) {
        return PcapReader.isPcap(bytes) || PcapngReader.isPcapng(bytes);
    }

    /** The reader for these bytes, or null when they are no capture. */
    public static PacketReader of(final FileBytes bytes, final FaultListener faults) {
        if (PcapReader.isPcap(bytes)) {
            return new PcapReader(bytes, faults);
        }
        return PcapngReader.isPcapng(bytes) ? new PcapngReader(bytes, faults) : null;
    }

    /** Goes to the next packet; false at the end, or where the file cannot be followed any further. */
    public abstract boolean next();

    /** Its number among the capture's packets, from 1. */
    public final long record() {
        return record;
    }

    /** Where its record begins. */
    public final long recordOffset() {
        return recordOffset;
    }

    /** When it was captured, UTC; 0 where the capture does not say. */
    public final long timeNs() {
        return timeNs;
    }

    public final int linkType() {
        return linkType;
    }

    /** Packets that the capture says it has lost right before this one, of the same interface. */
    public long lostBefore() {
        return 0;
    }

    /** Whether the capture says that it has what request servers answered. */
    public boolean answered() {
        return false;
    }

    /** Whether this packet was received from one. */
    public boolean isAnswer() {
        return false;
    }

    /** Whether the capture says that it has what snapshot servers sent. */
    public boolean hasSnapshots() {
        return false;
    }

    /** Whether this packet was received from one. */
    public boolean isOfSnapshot() {
        return false;
    }

    /** By which the lane judged its lines, where the capture is a lane's and says it; else the default ones. */
    public ArbitrationBounds bounds() {
        return CapturedBounds.DEFAULT;
    }

    public final DirectBuffer buffer() {
        return bytes.buffer();
    }

    public final int offset() {
        return offset;
    }

    public final int length() {
        return length;
    }

    /** Whether the capture kept only its first bytes. */
    public final boolean cut() {
        return length < originalLength;
    }

    /** A record begins here. */
    final void begin() {
        record++;
        recordOffset = bytes.offset();
    }

    /** It is no packet. */
    final void takeBack() {
        record--;
    }

    final void packet(final int at, final int bytesThere, final long bytesOriginal, final int link, final long time) {
        offset = at;
        length = bytesThere;
        originalLength = bytesOriginal;
        linkType = link;
        timeNs = time;
    }

    /** Says once of an interface that nothing of it is read, where that is so; returns whether it is. */
    final boolean tellLink(final int link) {
        if (FrameFlyweight.reads(link)) {
            return false;
        }
        fault("packets of link type " + link + ", which is not read, and nor are the interface's others; read are"
                + " Ethernet (1), any interface of Linux (113, 276), bare IP (12, 14, 101, 228, 229) and loopback (0,"
                + " 108): convert the file to one of them");
        return true;
    }

    final void fault(final String reason) {
        faults.onFault(record, recordOffset, reason);
    }

    /** The file ends within a record, or its compression does. */
    final void torn(final String what, final long wanted) {
        fault(
                bytes.damage() != null
                        ? bytes.damage()
                        : "the file ends within " + what + ": " + bytes.available() + " of " + wanted
                                + " bytes are there");
    }

    /** The compression may have ended where a record does. */
    final boolean end() {
        if (bytes.damage() != null) {
            record++;
            recordOffset = bytes.offset();
            fault(bytes.damage());
        }
        return false;
    }

    final long unsignedInt(final int at) {
        return bytes.buffer().getInt(at, order) & UNSIGNED_INT;
    }

    final int unsignedShort(final int at) {
        return bytes.buffer().getShort(at, order) & 0xFFFF;
    }

    /** -1 when it is beyond what 63 bits of ns reach. */
    static long nanos(final long seconds, final long nanosWithin) {
        return seconds < 0 || seconds > MAX_SECONDS ? -1 : seconds * SECOND_NS + nanosWithin;
    }
}
