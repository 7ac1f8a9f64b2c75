package io.tiercel.engine.boot;

import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.engine.replay.ReplayPace;
import io.tiercel.engine.replay.ReplayRange;
import io.tiercel.journal.JournalSpan;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Runs a replay at its speed, shows how far it is, and ends it when asked to. The inputs of the range are paced by
 * their recorded times; those before it are not.
 */
final class ReplayConductor implements ReplayPace {
    /** As fast as it goes. */
    static final double MAX_SPEED = Double.POSITIVE_INFINITY;

    private static final long FIRST_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long SCREEN_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LINE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);
    /** A stop is seen within this time. */
    private static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(50);
    /** So many inputs are run without a look at the clock. */
    private static final int CLOCK_MASK = (1 << 12) - 1;

    private static final double NANOS = 1e9;

    private final double speed;
    private final ReplayRange range;
    private final JournalSpan span;
    private final ProgressBar bar;
    private final LongSupplier clock;
    private final LongConsumer sleeper;
    private final long startNs;
    private long nextShowNs;
    private long calls;
    /** Of the first input that is run, which need not be the journal's. */
    private long firstSequence;

    private long firstTimeNs;
    private boolean begun;
    private boolean pacing;
    private long paceStartNs;
    private long paceStartTimeNs;
    // Written by the thread of a signal, read by the replaying one, or the other way round.
    private volatile boolean stop;
    private volatile long sequence;

    /** @param span null when it is not known */
    ReplayConductor(final double speed, final ReplayRange range, final JournalSpan span, final ProgressBar bar) {
        this(speed, range, span, bar, System::nanoTime, LockSupport::parkNanos);
    }

    ReplayConductor(
            final double speed,
            final ReplayRange range,
            final JournalSpan span,
            final ProgressBar bar,
            final LongSupplier clock,
            final LongConsumer sleeper) {
        this.speed = speed;
        this.range = range;
        this.span = span;
        this.bar = bar;
        this.clock = clock;
        this.sleeper = sleeper;
        startNs = clock.getAsLong();
        nextShowNs = startNs + FIRST_NS;
    }

    /** The replay ends before its next input. Any thread. */
    void stop() {
        stop = true;
    }

    /** The input that is being run, or waited for. Any thread. */
    long sequence() {
        return sequence;
    }

    @Override
    public boolean await(final long newSequence, final long timeNs, final boolean inRange) {
        sequence = newSequence;
        if (!begun) {
            begun = true;
            firstSequence = newSequence;
            firstTimeNs = timeNs;
        }
        if (inRange && speed != MAX_SPEED) {
            waitUntilDue(timeNs);
        } else if ((++calls & CLOCK_MASK) == 0) {
            showIfDue(clock.getAsLong(), timeNs);
        }
        return !stop;
    }

    private void waitUntilDue(final long timeNs) {
        long nowNs = clock.getAsLong();
        if (!pacing) {
            pacing = true;
            paceStartNs = nowNs;
            paceStartTimeNs = timeNs;
        }
        final long dueNs = (long) ((timeNs - paceStartTimeNs) / speed);
        while (nowNs - paceStartNs < dueNs && !stop) {
            sleeper.accept(Math.min(SLICE_NS, dueNs - (nowNs - paceStartNs)));
            nowNs = clock.getAsLong();
            showIfDue(nowNs, timeNs);
        }
        showIfDue(nowNs, timeNs);
    }

    private void showIfDue(final long nowNs, final long timeNs) {
        if (nowNs - nextShowNs < 0) {
            return;
        }
        nextShowNs = nowNs + (bar.interactive() ? SCREEN_INTERVAL_NS : LINE_INTERVAL_NS);
        if (span == null) {
            bar.show(Double.NaN, String.format(Locale.ROOT, "input %,d", sequence));
            return;
        }
        final long done = sequence - firstSequence;
        final double elapsed = (nowNs - startNs) / NANOS;
        final double fraction = fraction(timeNs);
        final double left = pacing
                ? Math.max(0, (lastTimeNs() - timeNs) / speed / NANOS)
                : fraction > 0 ? elapsed * (1 - fraction) / fraction : Double.NaN;
        bar.show(
                fraction,
                String.format(
                        Locale.ROOT,
                        "input %,d of %,d to %,d, %,.0f/s%s",
                        sequence,
                        span.firstSequence(),
                        span.lastSequence(),
                        done / elapsed,
                        Double.isNaN(left) ? "" : ", " + duration(left) + " left"));
    }

    /** Of the way to the range's end: by time where the pace, or the range's end, is a matter of time. */
    private double fraction(final long timeNs) {
        final double byTime = (double) (timeNs - firstTimeNs) / Math.max(1, lastTimeNs() - firstTimeNs);
        final double bySequence = (double) (sequence - firstSequence + 1)
                / (Math.min(range.toSequence(), span.lastSequence()) - firstSequence + 1);
        return Math.min(1, pacing || range.toTimeNs() < span.lastTimeNs() ? byTime : bySequence);
    }

    private long lastTimeNs() {
        return Math.min(range.toTimeNs(), span.lastTimeNs());
    }

    private static String duration(final double seconds) {
        final long whole = (long) Math.ceil(seconds);
        final long minutes = TimeUnit.SECONDS.toMinutes(whole);
        final long hours = TimeUnit.MINUTES.toHours(minutes);
        final long ofMinute = whole - TimeUnit.MINUTES.toSeconds(minutes);
        return hours > 0
                ? hours + " h " + (minutes - TimeUnit.HOURS.toMinutes(hours)) + " min"
                : minutes > 0 ? minutes + " min " + ofMinute + " s" : ofMinute + " s";
    }
}
