package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.Arrays;

/**
 * Which inbound sequences of a venue's session have come: a bit for each of the last {@link #size}. Every sequence is
 * let through once; one that lies before the window counts as seen.
 */
@HotPath
final class InboundWindow {
    /** The first time this sequence comes. */
    static final int NEW = 0;
    /** It came before. */
    static final int DUPLICATE = 1;
    /** It lies before the window. */
    static final int TOO_OLD = 2;

    private final int size;
    private final long[] bits;
    private long first;
    private long next;
    private long missing;
    private long gapFrom;

    /** @param size a power of two, at least 64 */
    InboundWindow(final int size) {
        this.size = size;
        bits = new long[size >>> 6];
    }

    /** A session whose first sequence is this one. */
    void start(final long firstSequence) {
        Arrays.fill(bits, 0);
        first = firstSequence;
        next = firstSequence;
        missing = 0;
        gapFrom = 0;
    }

    /** One more than the greatest sequence so far. */
    long next() {
        return next;
    }

    /** How many sequences inside the window have not come. */
    long missing() {
        return missing;
    }

    /** The first that has not come of those inside the window, from this one on; 0: there is none. */
    long firstMissing(final long from) {
        long sequence = Math.max(from, Math.max(first, next - size));
        while (missing > 0 && sequence < next) {
            if (!isSet(sequence)) {
                return sequence;
            }
            final boolean wholeWord = (sequence & 63) == 0 && bits[word(sequence)] == -1L;
            sequence += wholeWord ? Long.SIZE : 1;
        }
        return 0;
    }

    /** The last that has not come of those inside the window; 0: there is none. */
    long lastMissing() {
        long sequence = next - 1;
        while (missing > 0 && sequence >= first && sequence >= next - size) {
            if (!isSet(sequence)) {
                return sequence;
            }
            sequence--;
        }
        return 0;
    }

    /**
     * The first of the sequences that the last {@link #accept} jumped over, up to the one before it; 0: it jumped
     * over none.
     */
    long gapFrom() {
        return gapFrom;
    }

    int accept(final long sequence) {
        gapFrom = 0;
        if (sequence < next) {
            return acceptLate(sequence);
        }
        if (sequence > next) {
            gapFrom = next;
            skipTo(sequence);
        }
        leave(next - size);
        set(next);
        next++;
        return NEW;
    }

    private int acceptLate(final long sequence) {
        if (sequence < next - size || sequence < first) {
            return TOO_OLD;
        }
        if (isSet(sequence)) {
            return DUPLICATE;
        }
        set(sequence);
        missing--;
        return NEW;
    }

    /** Everything from the next sequence to the one before this is missing now. */
    void skipTo(final long sequence) {
        if (sequence - next >= size) {
            Arrays.fill(bits, 0);
            // Nothing of the window stays; what is inside it now has not come.
            missing = size;
            next = sequence;
            return;
        }
        while (next < sequence) {
            leave(next - size);
            missing++;
            next++;
        }
    }

    /** A sequence goes out of the window: if it had not come, nobody waits for it any more. */
    private void leave(final long sequence) {
        if (sequence < first) {
            return;
        }
        if (isSet(sequence)) {
            bits[word(sequence)] &= ~(1L << sequence);
        } else {
            missing--;
        }
    }

    private boolean isSet(final long sequence) {
        return (bits[word(sequence)] & (1L << sequence)) != 0;
    }

    private void set(final long sequence) {
        bits[word(sequence)] |= 1L << sequence;
    }

    private int word(final long sequence) {
        return (int) (sequence & (size - 1)) >>> 6;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putLong(first);
        writer.putLong(next);
        writer.putLong(missing);
        for (final long word : bits) {
            writer.putLong(word);
        }
    }

    void restoreFrom(final StateReader reader) {
        first = reader.takeLong();
        next = reader.takeLong();
        missing = reader.takeLong();
        gapFrom = 0;
        for (int i = 0; i < bits.length; i++) {
            bits[i] = reader.takeLong();
        }
    }
}
