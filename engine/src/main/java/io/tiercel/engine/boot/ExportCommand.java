package io.tiercel.engine.boot;

import io.tiercel.engine.boot.session.StopSignal;
import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalSpan;
import io.tiercel.journal.dump.Selection;
import io.tiercel.journal.export.ExportException;
import io.tiercel.journal.export.ExportFormat;
import io.tiercel.journal.export.JournalExport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiercel journal export}. */
@Command(
        name = "export",
        description = "Writes a journal as tables for pandas, Polars and the like: a file for each kind of message.",
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 all that was asked for is in the folder; 1 the journal is damaged, or it was stopped by a"
                    + " signal: what could be read stands in a folder of another name, which is said; 2 bad usage, no journal, a"
                    + " range outside of it, or the folder is there; 3 it could not be written, and nothing of it stays."
        })
final class ExportCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(paramLabel = "DIR", description = "The journal's folder.")
    private Path journal;

    @Option(names = "--format", required = true, paramLabel = "NAME", description = "csv or parquet.")
    private String format;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "Where the tables go: a new folder, or an empty one.")
    private Path target;

    @Option(names = "--force", description = "Replaces an export that stands in the folder.")
    private boolean replace;

    @Mixin
    private SelectionOptions selection;

    @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    ExportCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        final ExportFormat known = format();
        final Selection selected;
        try {
            selected = selection.selection(journal, err::println);
        } catch (final JournalException e) {
            err.println("tiercel: " + e.getMessage());
            return ExitCode.BAD_INPUT;
        }
        final JournalExport export = new JournalExport(journal, known, target, replace, selected);
        final StopSignal signal = new StopSignal(err);
        int exitCode = ExitCode.ENVIRONMENT;
        final ProgressBar bar = new ProgressBar(err);
        try {
            final WalkProgress progress = new WalkProgress(JournalSpan.find(journal), bar);
            signal.connect(progress::stop);
            final JournalExport.Result result = export.run(progress);
            bar.close();
            export.removed().forEach(left -> err.println(left + " was of an export that was interrupted: removed"));
            out.println(json ? ExportReport.json(journal, result) : ExportReport.text(result));
            exitCode = verdict(result);
        } catch (final JournalException e) {
            bar.close();
            err.println("tiercel: " + e.getMessage());
            exitCode = ExitCode.BAD_INPUT;
        } catch (final ExportException e) {
            bar.close();
            err.println("tiercel: " + e.getMessage());
        } finally {
            bar.close();
            signal.finish(exitCode);
        }
        return exitCode;
    }

    private int verdict(final JournalExport.Result result) {
        if (result.whole()) {
            if (result.records() == 0) {
                err.println(SelectionOptions.NOTHING);
            }
            return ExitCode.DONE;
        }
        final String why =
                result.fault() == null ? "the export was stopped" : "the journal is damaged: " + result.fault();
        err.println("tiercel: " + why + "; the " + result.records() + " records before that are in " + result.folder()
                + ", and " + target + " is as it was");
        return ExitCode.DIFFERENCE;
    }

    private ExportFormat format() {
        for (final ExportFormat each : ExportFormat.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(format)) {
                return each;
            }
        }
        throw new ParameterException(spec.commandLine(), "--format " + format + " is neither csv nor parquet");
    }
}
