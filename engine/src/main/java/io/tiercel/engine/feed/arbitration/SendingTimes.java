package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.HotPath;

/**
 * When the newest packets of a sequence were sent, by their own word: who comes later in it was sent no earlier. A few
 * of them may say something wrong, so no single one is believed, and what it said goes with it.
 */
@HotPath
public final class SendingTimes {
    /** In place of a time. */
    public static final long NOT_SAID = Long.MIN_VALUE;
    /** Lines may send the same packet at times that differ by less. */
    static final long LINES_NS = 1_000_000_000L;

    private static final int COUNT = 5;

    private final long[] newest = new long[COUNT];
    private long added;

    /** The sequence is over. */
    public void clear() {
        added = 0;
    }

    /** Those of the other one are ours; unless it knows none. */
    void take(final SendingTimes other) {
        if (other.added > 0) {
            System.arraycopy(other.newest, 0, newest, 0, COUNT);
            added = other.added;
        }
    }

    /** Of the next packet of the sequence. */
    public void add(final long sentNs) {
        if (sentNs != NOT_SAID) {
            newest[(int) (added % COUNT)] = sentNs;
            added++;
        }
    }

    boolean isAny() {
        return added > 0;
    }

    private int count() {
        return (int) Math.min(added, COUNT);
    }

    /** Sent no later than most of the newest ones. */
    public boolean isLate(final long sentNs) {
        final int count = count();
        int notEarlier = 0;
        for (int i = 0; i < count; i++) {
            notEarlier += newest[i] >= sentNs ? 1 : 0;
        }
        return sentNs != NOT_SAID && notEarlier > count / 2;
    }

    /** Sent so much later than all of the newest ones that it is no copy of one that is known. */
    public boolean isLater(final long sentNs) {
        final int count = count();
        boolean later = count > 0 && sentNs != NOT_SAID;
        for (int i = 0; i < count; i++) {
            later &= sentNs > newest[i] && sentNs - newest[i] > LINES_NS;
        }
        return later;
    }

    /** Sent after all of the newest ones, or there are none. */
    public boolean isNewest(final long sentNs) {
        final int count = count();
        boolean isNewest = sentNs != NOT_SAID;
        for (int i = 0; i < count; i++) {
            isNewest &= sentNs > newest[i];
        }
        return isNewest;
    }

    /** Sent so much earlier than all of the newest ones that no line brings it in order. */
    boolean isEarlier(final long sentNs) {
        // A few may all say something wrong.
        boolean earlier = added >= COUNT;
        for (int i = 0; i < COUNT; i++) {
            earlier &= sentNs < newest[i] && newest[i] - sentNs > LINES_NS;
        }
        return earlier;
    }

    /** The newest of them that is before this one, or none. */
    public long before(final long sentNs) {
        long before = NOT_SAID;
        for (int i = 0; i < count(); i++) {
            before = newest[i] < sentNs ? Math.max(before, newest[i]) : before;
        }
        return before;
    }
}
