package io.tiercel.engine.boot;

import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.engine.feed.history.Fault;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.HistoryFiles;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that read files of market data have in common. */
final class FeedFileOptions extends FeedFormatOptions {
    private static final long PROGRESS_NS = 200_000_000L;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, in order; also compressed by gzip or zstd.")
    private List<Path> files;

    @Option(
            names = "--lines",
            description = "The files are captures of one time, such as one of each line of a feed: their packets are"
                    + " taken by their times, and not file after file.")
    private boolean lines;

    /** To be shown message by message. */
    HistoryFiles messageFiles() {
        return messageFiles(files, lines);
    }

    /** To make books, bars or a journal of. */
    HistoryFiles bookFiles() {
        return bookFiles(files, lines);
    }

    /** All that says how files are read, as texts: where it is a file, what stands in it. */
    List<String> reading() {
        return reading(lines);
    }

    /** Shown on standard error when that is a terminal. */
    static HistoryFiles.Progress progress(final ProgressBar bar) {
        final long[] nextNs = {System.nanoTime() + PROGRESS_NS};
        return (file, bytesRead, bytesOfAll) -> {
            if (bar.interactive() && System.nanoTime() - nextNs[0] > 0) {
                nextNs[0] = System.nanoTime() + PROGRESS_NS;
                bar.show(bytesOfAll == 0 ? 1 : (double) bytesRead / bytesOfAll, file.toString());
            }
            return true;
        };
    }

    /** What a command has to say of malformed records, and the exit code that it ends with. */
    static int verdict(final Faults faults, final PrintStream err) {
        if (faults.stopped()) {
            err.println("tiercel: " + faults.first().get(0)
                    + "; mend the file, or leave --strict out to count such records and go on");
            return ExitCode.BAD_INPUT;
        }
        for (final Fault fault : faults.first()) {
            err.println("malformed: " + fault);
        }
        if (faults.count() > Faults.KEPT) {
            err.println("malformed: " + (faults.count() - Faults.KEPT) + " more");
        }
        return ExitCode.DONE;
    }
}
