package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What each line is worth: how often it was first and by how much, what it lost, repeated and brought late. Written by
 * the lane's thread with a release store for each count, read by any. It remembers the newest packets by their
 * sequence; what comes after it has forgotten the packet counts as new.
 */
@HotPath
public final class LineStatistics {
    /** What is counted for each line. */
    public enum Count {
        PACKETS("packets"),
        /** Packets that no other line had brought before. */
        FIRST("first"),
        /** Messages, by the line's own sequence; without those that came late. */
        LOST("lost"),
        /** Packets that the line itself had brought before. */
        REPEATED("repeated"),
        /** Packets behind others of the line. */
        REORDERED("reordered");

        private final String title;

        Count(final String title) {
            this.title = title;
        }

        /** As reports call it. */
        public String title() {
            return title;
        }
    }

    /** How a packet stands to those before it. */
    enum Judgement {
        NEW,
        /** None was like it, but it goes on where its line was: lines may cut the same messages into other packets. */
        NEXT,
        KNOWN,
        /** One with this sequence came, and said something else. */
        CONFLICT
    }

    /** A lead of n bits: from 2^(n-1) to 2^n - 1 ns. */
    public static final int LEAD_BUCKETS = 40;

    private static final Count[] COUNTS = Count.values();
    private static final int REMEMBERED = 1 << 13;
    private static final int LINE_BYTES = (COUNTS.length + LEAD_BUCKETS) * Long.BYTES;

    private final int lineCount;
    private final UnsafeBuffer values;
    private final long[] nextSequences;
    private final long[] sequences = new long[REMEMBERED];
    private final long[] fingerprints = new long[REMEMBERED];
    private final long[] timesNs = new long[REMEMBERED];
    /** A bit for each line that brought it; the first line above those. */
    private final int[] lines = new int[REMEMBERED];

    public LineStatistics(final int lineCount) {
        if (lineCount < 1 || lineCount > 8) {
            throw new IllegalArgumentException("a feed has 1 to 8 lines, and not " + lineCount);
        }
        this.lineCount = lineCount;
        values = new UnsafeBuffer(ByteBuffer.allocateDirect(lineCount * LINE_BYTES));
        nextSequences = new long[lineCount];
        restart();
    }

    /** The sequence begins anew; the counts go on. */
    void restart() {
        Arrays.fill(sequences, -1);
        Arrays.fill(nextSequences, 0);
    }

    Judgement judge(final LinePacket packet) {
        final int line = packet.line;
        if (packet.count == 0) {
            follow(packet);
            return Judgement.NEW;
        }
        add(line, Count.PACKETS, 1);
        final int place = (int) (packet.sequence & REMEMBERED - 1);
        final boolean remembered = sequences[place] == packet.sequence;
        if (remembered && fingerprints[place] != packet.fingerprint) {
            return Judgement.CONFLICT;
        }
        if (remembered && (lines[place] & 1 << line) != 0) {
            add(line, Count.REPEATED, 1);
            return Judgement.KNOWN;
        }
        final boolean next = packet.sequence == nextSequences[line];
        follow(packet);
        if (remembered) {
            lines[place] |= 1 << line;
            lead(lines[place] >>> 8, packet.timeNs - timesNs[place]);
            return Judgement.KNOWN;
        }
        add(line, Count.FIRST, 1);
        if (packet.sequence > sequences[place]) {
            // One that is behind takes no newer one's place: what that says is what contradicts another sequence.
            sequences[place] = packet.sequence;
            fingerprints[place] = packet.fingerprint;
            timesNs[place] = packet.timeNs;
            lines[place] = line << 8 | 1 << line;
        }
        return next ? Judgement.NEXT : Judgement.NEW;
    }

    /** The line's own sequence. */
    private void follow(final LinePacket packet) {
        final int line = packet.line;
        final long next = nextSequences[line];
        if (packet.sequence >= next) {
            if (next != 0) {
                add(line, Count.LOST, packet.sequence - next);
            }
            nextSequences[line] = packet.end();
        } else if (packet.count > 0) {
            add(line, Count.REORDERED, 1);
            add(line, Count.LOST, -Math.min(packet.count, get(line, Count.LOST)));
        }
    }

    private void lead(final int firstLine, final long leadNs) {
        final int bits = Math.min(LEAD_BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, leadNs)));
        increment(firstLine * LINE_BYTES + (COUNTS.length + bits) * Long.BYTES, 1);
    }

    private void add(final int line, final Count count, final long value) {
        increment(line * LINE_BYTES + count.ordinal() * Long.BYTES, value);
    }

    private void increment(final int index, final long value) {
        values.putLongOrdered(index, values.getLong(index) + value);
    }

    public int lineCount() {
        return lineCount;
    }

    /** Any thread. */
    public long get(final int line, final Count count) {
        return values.getLongVolatile(line * LINE_BYTES + count.ordinal() * Long.BYTES);
    }

    /** How often the line was first and another one followed by a time of so many bits of ns. Any thread. */
    public long lead(final int line, final int bits, final boolean orMore) {
        long sum = 0;
        for (int i = bits; i < (orMore ? LEAD_BUCKETS : bits + 1); i++) {
            sum += values.getLongVolatile(line * LINE_BYTES + (COUNTS.length + i) * Long.BYTES);
        }
        return sum;
    }

    /** For people: each line's counts, and by how much it leads where it does. Any thread. */
    @ColdPath
    public String text() {
        final StringBuilder text = new StringBuilder();
        for (int line = 0; line < lineCount; line++) {
            text.append(line == 0 ? "" : "; ").append("line ").append((char) ('A' + line));
            for (final Count count : COUNTS) {
                text.append(count == Count.PACKETS ? ": " : ", ")
                        .append(get(line, count))
                        .append(' ')
                        .append(count.title);
            }
            final long leads = lead(line, 0, true);
            if (leads > 0) {
                text.append(", leads by ")
                        .append(leadNs(line, 50.0))
                        .append(" ns (p50), ")
                        .append(leadNs(line, 99.0))
                        .append(" ns (p99) at most");
            }
        }
        return text.toString();
    }

    /** What so many percent of the line's leads, where it was first, are at most; 0 without one. Any thread. */
    @ColdPath
    public long leadNs(final int line, final double percent) {
        final long leads = lead(line, 0, true);
        return leads == 0 ? 0 : leadNs(line, (long) ((leads - 1) * percent / 100));
    }

    /** The greatest lead of the bucket in which the one with this rank is. */
    private long leadNs(final int line, final long rank) {
        long sum = 0;
        for (int bits = 0; bits < LEAD_BUCKETS; bits++) {
            sum += lead(line, bits, false);
            if (sum > rank) {
                return (1L << bits) - 1;
            }
        }
        return 0;
    }
}
