package io.tiercel.engine.boot;

import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.journal.archive.Progress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows how many bytes are archived or restored, when that takes long. */
final class ArchiveProgress implements Progress {
    private static final long FIRST_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long SCREEN_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LINE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);
    /** So many bytes pass without a look at the clock. */
    private static final long STEP_BYTES = 1 << 20;

    private static final long MEBIBYTE = 1 << 20;

    private final ProgressBar bar;
    private long nextShowNs = System.nanoTime() + FIRST_NS;
    private long all;
    private long done;
    private long nextLook = STEP_BYTES;

    ArchiveProgress(final ProgressBar bar) {
        this.bar = bar;
    }

    @Override
    public void begin(final long bytes) {
        all = bytes;
        done = 0;
        nextLook = STEP_BYTES;
    }

    @Override
    public void onBytes(final long bytes) {
        done += bytes;
        if (done < nextLook) {
            return;
        }
        nextLook = done + STEP_BYTES;
        final long nowNs = System.nanoTime();
        if (nowNs - nextShowNs >= 0) {
            nextShowNs = nowNs + (bar.interactive() ? SCREEN_INTERVAL_NS : LINE_INTERVAL_NS);
            bar.show(
                    Math.min(1, done / (double) Math.max(1, all)),
                    String.format(Locale.ROOT, "%,d of %,d MiB", done / MEBIBYTE, all / MEBIBYTE));
        }
    }
}
