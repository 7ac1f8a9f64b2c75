package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * The last samples of one or two series of whole numbers, taken on a fixed grid of time: what stood at a grid point is
 * what was there last, strictly before it. Grid points between two updates have the same sample and are held as one
 * run, so an update adds at most one run and each is taken out once: O(1) in the mean, however long nothing came.
 */
@HotPath
abstract class SampleWindow {
    static final int MAX_SAMPLES = 1 << 16;

    private final long sampleNs;
    private final int samples;

    private final long[] xs;
    private final long[] ys;
    private final int[] lengths;
    private int head;
    private int runCount;
    private int sampleCount;

    private long cell;
    private long cellEndNs;

    SampleWindow(final long sampleNs, final int samples) {
        this.sampleNs = sampleNs;
        this.samples = samples;
        xs = new long[samples];
        ys = new long[samples];
        lengths = new int[samples];
    }

    /** So many samples of these values come in, or go out when the number is negative. Exact, or the sums drift. */
    abstract void count(long x, long y, int number);

    /** Nothing is held any more, and the first value of a new series stands from now on. */
    final void begin(final long timeNs) {
        empty();
        enter(timeNs / sampleNs);
    }

    /** All sums are 0. */
    abstract void clear();

    /** Whether a grid point went by since the last update. */
    final boolean due(final long timeNs) {
        return timeNs >= cellEndNs;
    }

    /** These values stood at each grid point since the last update. */
    final void sample(final long timeNs, final long x, final long y) {
        final long newCell = timeNs / sampleNs;
        final int number = (int) Math.min(newCell - cell, samples);
        drop(sampleCount + number - samples);
        append(x, y, number);
        enter(newCell);
    }

    final boolean full() {
        return sampleCount == samples;
    }

    final int sampleCount() {
        return sampleCount;
    }

    final void snapshotTo(final StateWriter writer) {
        writer.putLong(cell);
        writer.putInt(runCount);
        // From the oldest on: where the ring begins is no part of the state.
        for (int i = 0; i < runCount; i++) {
            final int slot = slot(i);
            writer.putLong(xs[slot]);
            writer.putLong(ys[slot]);
            writer.putInt(lengths[slot]);
        }
    }

    final void restoreFrom(final StateReader reader) {
        empty();
        enter(reader.takeLong());
        final int held = reader.takeInt();
        for (int i = 0; i < held; i++) {
            final long x = reader.takeLong();
            final long y = reader.takeLong();
            append(x, y, reader.takeInt());
        }
    }

    private void empty() {
        head = 0;
        runCount = 0;
        sampleCount = 0;
        clear();
    }

    private void enter(final long newCell) {
        cell = newCell;
        cellEndNs = (newCell + 1) * sampleNs;
    }

    private void drop(final int number) {
        int left = number;
        while (left > 0) {
            final int going = Math.min(left, lengths[head]);
            count(xs[head], ys[head], -going);
            lengths[head] -= going;
            sampleCount -= going;
            left -= going;
            if (lengths[head] == 0) {
                head = slot(1);
                runCount--;
            }
        }
    }

    private void append(final long x, final long y, final int number) {
        final int slot = slot(runCount);
        xs[slot] = x;
        ys[slot] = y;
        lengths[slot] = number;
        runCount++;
        sampleCount += number;
        count(x, y, number);
    }

    private int slot(final int index) {
        final int slot = head + index;
        return slot < samples ? slot : slot - samples;
    }
}
