package io.tiercel.engine.boot;

import io.tiercel.engine.boot.imports.HistoryImport;
import io.tiercel.engine.boot.imports.ImportRequest;
import io.tiercel.engine.boot.imports.ImportResult;
import io.tiercel.engine.boot.session.StopSignal;
import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.feed.history.HistoryException;
import io.tiercel.engine.feed.history.HistoryFiles;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tiercel feed import}. */
@Command(
        name = "import",
        description = "Makes a journal of files of market data, on the files' own time: to be replayed, exported, and"
                + " asked what strategies would have done. Several files, in order, are one stream.",
        sortOptions = false)
final class FeedImportCommand implements Callable<Integer> {
    private static final String AUTO = "auto";
    private static final String CONFIGURED = "configured";

    private final PrintStream out;
    private final PrintStream err;

    @Mixin
    private FeedFileOptions options;

    @Mixin
    private FeedDayOptions day;

    @Mixin
    private BookOrdersOptions orders;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration, with the instruments and the strategies; without it there are none but"
                    + " the instruments of the files.")
    private Path configuration;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets a key over the configuration and the environment. Can be repeated.")
    private final List<String> assignments = new ArrayList<>();

    @Option(
            names = "--instruments",
            paramLabel = "NAME",
            description = "auto: those of the files, which are read twice for it; configured: those of the"
                    + " configuration's reference data, by their venueSymbol. auto without --config, else configured.")
    private String instruments;

    @Option(
            names = "--venue",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The venue of the configuration whose instruments the files are about; its only one if not"
                    + " said.")
    private String venue;

    @Option(
            names = "--currency",
            paramLabel = "NAME",
            defaultValue = "USD",
            description = "Of the instruments that auto finds; USD if not said.")
    private String currency;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Folder of the journal, new or empty; without it a new one in journal.folder.")
    private Path journal;

    @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    FeedImportCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        final HistoryImport importing = new HistoryImport(request(), options::bookFiles, options.faults(), err);
        final StopSignal signal = new StopSignal(err);
        final AtomicBoolean stopped = new AtomicBoolean();
        signal.connect(() -> stopped.set(true));
        int exitCode = ExitCode.ENVIRONMENT;
        final ProgressBar bar = new ProgressBar(err);
        try {
            final HistoryFiles.Progress shown = FeedFileOptions.progress(bar);
            final ImportResult result = importing.run(
                    loaded -> {
                        StrategyClasses.check(loaded);
                        return StrategyJars.load(loaded);
                    },
                    (file, bytes, all) -> shown.onBytes(file, bytes, all) && !stopped.get());
            bar.close();
            exitCode = tell(importing, result);
        } catch (final HistoryException bad) {
            bar.close();
            err.println("tiercel: " + bad.getMessage());
            exitCode = ExitCode.BAD_INPUT;
        } catch (final RuntimeException failed) {
            exitCode = Failures.exitCode(failed);
            throw failed;
        } finally {
            bar.close();
            signal.finish(exitCode);
        }
        return exitCode;
    }

    private int tell(final HistoryImport importing, final ImportResult result) {
        if (result == null) {
            if (!importing.faults().stopped()) {
                err.println("stopped before there was a journal");
            }
            return FeedFileOptions.verdict(importing.faults(), err);
        }
        if (importing.faults().stopped()) {
            err.println("the journal ends there: " + result.journal());
            return FeedFileOptions.verdict(importing.faults(), err);
        }
        out.println(json ? ImportReport.json(result, importing.faults().count()) : ImportReport.text(result));
        ImportReport.warnings(result).forEach(err::println);
        return FeedFileOptions.verdict(importing.faults(), err);
    }

    private ImportRequest request() {
        day.refuseIdleZone("", false);
        final boolean generated = instruments == null ? configuration == null : instruments.equals(AUTO);
        check(
                instruments == null || generated || instruments.equals(CONFIGURED),
                "--instruments " + instruments + " is none of " + AUTO + ", " + CONFIGURED);
        check(generated || configuration != null, "--instruments " + CONFIGURED + " needs --config");
        check(
                venue.isEmpty() || !generated,
                "--venue is for instruments of a configuration; leave it or --instruments " + AUTO + " out");
        check(
                currency.matches("[A-Z]{3,4}"),
                "--currency " + currency + " is no currency; write its 3 or 4 capital letters, such as EUR");
        return new ImportRequest(
                configuration,
                assignments,
                generated,
                venue,
                currency,
                options.reading(),
                day.dayNs(),
                orders.maxOrders(),
                journal);
    }

    private void check(final boolean good, final String text) {
        if (!good) {
            throw new ParameterException(spec.commandLine(), text);
        }
    }
}
