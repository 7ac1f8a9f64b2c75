package io.tiercel.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How long a thread, or several, was ready to run and had to wait for its processor, as Linux counts it. Reading
 * allocates and takes microseconds: between measured spans only.
 */
public final class RunDelay {
    private static final Path THREAD_SELF = Path.of("/proc/thread-self");
    private static final RunDelay UNKNOWN = new RunDelay(List.of());

    private final List<Path> files;

    private RunDelay(final List<Path> files) {
        this.files = List.copyOf(files);
    }

    /** Of the calling thread; others may read it. */
    public static RunDelay ofCurrentThread() {
        if (!Files.exists(THREAD_SELF.resolve("schedstat"))) {
            return UNKNOWN;
        }
        try {
            return new RunDelay(List.of(THREAD_SELF
                    .resolveSibling(Files.readSymbolicLink(THREAD_SELF))
                    .resolve("schedstat")));
        } catch (final IOException failure) {
            throw new UncheckedIOException("cannot tell the thread's own number from " + THREAD_SELF, failure);
        }
    }

    /** @param schedstats of threads, of this process or of another one; their times are added up */
    public static RunDelay of(final List<Path> schedstats) {
        return schedstats.stream().allMatch(Files::exists) ? new RunDelay(schedstats) : UNKNOWN;
    }

    /** False where the system does not count it: then no window is known to be clean. */
    public boolean known() {
        return !files.isEmpty();
    }

    /** In ns since the thread began. */
    public long totalNs() {
        long totalNs = 0;
        for (final Path file : files) {
            try {
                totalNs += parse(Files.readString(file));
            } catch (final IOException failure) {
                throw new UncheckedIOException("cannot read " + file + ": has the measured thread ended?", failure);
            }
        }
        return totalNs;
    }

    /**
     * Whether the thread waited for its processor since then; also where nobody knows.
     *
     * @param beforeNs what {@link #totalNs} was
     */
    public boolean grewSince(final long beforeNs) {
        return !known() || totalNs() > beforeNs;
    }

    /** The second of: time on a processor, time waited for one, both in ns, and the number of slices. */
    static long parse(final String schedstat) {
        return Long.parseLong(schedstat.strip().split(" ")[1]);
    }
}
