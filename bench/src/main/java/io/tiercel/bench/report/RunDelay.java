package io.tiercel.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long a thread was ready to run and had to wait for its processor, as Linux counts it. Reading allocates and takes
 * microseconds: between measured spans only.
 */
public final class RunDelay {
    private static final Path THREAD_SELF = Path.of("/proc/thread-self");
    private static final RunDelay UNKNOWN = new RunDelay(null);

    private final Path file;

    private RunDelay(final Path file) {
        this.file = file;
    }

    /** Of the calling thread; others may read it. */
    public static RunDelay ofCurrentThread() {
        if (!Files.exists(THREAD_SELF.resolve("schedstat"))) {
            return UNKNOWN;
        }
        try {
            return new RunDelay(THREAD_SELF
                    .resolveSibling(Files.readSymbolicLink(THREAD_SELF))
                    .resolve("schedstat"));
        } catch (final IOException failure) {
            throw new UncheckedIOException("cannot tell the thread's own number from " + THREAD_SELF, failure);
        }
    }

    /** @param schedstat a thread's, of this process or of another one */
    public static RunDelay of(final Path schedstat) {
        return Files.exists(schedstat) ? new RunDelay(schedstat) : UNKNOWN;
    }

    /** False where the system does not count it: then no window is known to be clean. */
    public boolean known() {
        return file != null;
    }

    /** In ns since the thread began. */
    public long totalNs() {
        if (file == null) {
            return 0;
        }
        try {
            return parse(Files.readString(file));
        } catch (final IOException failure) {
            throw new UncheckedIOException("cannot read " + file + ": has the measured thread ended?", failure);
        }
    }

    /**
     * Whether the thread waited for its processor since then; also where nobody knows.
     *
     * @param beforeNs what {@link #totalNs} was
     */
    public boolean grewSince(final long beforeNs) {
        return file == null || totalNs() > beforeNs;
    }

    /** The second of: time on a processor, time waited for one, both in ns, and the number of slices. */
    static long parse(final String schedstat) {
        return Long.parseLong(schedstat.strip().split(" ")[1]);
    }
}
