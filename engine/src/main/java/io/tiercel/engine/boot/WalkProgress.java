package io.tiercel.engine.boot;

import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.journal.JournalSpan;
import io.tiercel.journal.dump.JournalWalk;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Shows how far a walk over a journal is, and ends it when asked to. */
final class WalkProgress implements JournalWalk.Watch {
    private static final long FIRST_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long SCREEN_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LINE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);
    /** So many inputs pass without a look at the clock. */
    private static final int CLOCK_MASK = (1 << 10) - 1;

    private final JournalSpan span;
    private final ProgressBar bar;
    private final LongSupplier clock;
    private long nextShowNs;
    private long calls;
    // Written by the thread of a signal, read by the one that walks.
    private volatile boolean stop;

    /** @param span null when it is not known */
    WalkProgress(final JournalSpan span, final ProgressBar bar) {
        this(span, bar, System::nanoTime);
    }

    WalkProgress(final JournalSpan span, final ProgressBar bar, final LongSupplier clock) {
        this.span = span;
        this.bar = bar;
        this.clock = clock;
        nextShowNs = clock.getAsLong() + FIRST_NS;
    }

    /** The walk ends before its next input. Any thread. */
    void stop() {
        stop = true;
    }

    @Override
    public boolean onInput(final long sequence) {
        if ((++calls & CLOCK_MASK) == 0) {
            showIfDue(sequence);
        }
        return !stop;
    }

    private void showIfDue(final long sequence) {
        final long nowNs = clock.getAsLong();
        if (nowNs - nextShowNs < 0) {
            return;
        }
        nextShowNs = nowNs + (bar.interactive() ? SCREEN_INTERVAL_NS : LINE_INTERVAL_NS);
        if (span == null) {
            bar.show(Double.NaN, String.format(Locale.ROOT, "input %,d", sequence));
            return;
        }
        final double all = Math.max(1, span.lastSequence() - span.firstSequence());
        bar.show(
                Math.min(1, (sequence - span.firstSequence()) / all),
                String.format(Locale.ROOT, "input %,d of %,d", sequence, span.lastSequence()));
    }
}
