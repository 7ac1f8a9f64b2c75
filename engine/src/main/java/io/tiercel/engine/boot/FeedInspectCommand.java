package io.tiercel.engine.boot;

import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.HistoryException;
import io.tiercel.engine.feed.history.HistoryFiles;
import io.tiercel.engine.feed.history.Inspection;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tiercel feed inspect}. */
@Command(
        name = "inspect",
        description =
                "Says what is in files of market data: protocol, channels, instruments, messages, time span, gaps.",
        sortOptions = false)
final class FeedInspectCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Mixin
    private FeedFileOptions options;

    @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
    private boolean json;

    FeedInspectCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        final Faults faults = options.faults();
        final ProgressBar bar = new ProgressBar(err);
        try {
            final HistoryFiles files = options.messageFiles();
            final Inspection inspection = new Inspection(files, faults);
            inspection.run(FeedFileOptions.progress(bar));
            bar.close();
            if (!faults.stopped()) {
                out.println(
                        json
                                ? InspectionReport.json(files, inspection, faults)
                                : InspectionReport.text(files, inspection, faults));
            }
            return FeedFileOptions.verdict(faults, err);
        } catch (final HistoryException bad) {
            bar.close();
            err.println("tiercel: " + bad.getMessage());
            return ExitCode.BAD_INPUT;
        } finally {
            bar.close();
        }
    }
}
