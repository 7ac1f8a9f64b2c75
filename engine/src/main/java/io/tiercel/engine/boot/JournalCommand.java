package io.tiercel.engine.boot;

import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalRepair;
import io.tiercel.journal.JournalVerifier;
import io.tiercel.journal.dump.JournalDiff;
import io.tiercel.journal.dump.JournalDump;
import io.tiercel.journal.dump.Selection;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiercel journal}. */
@Command(
        name = "journal",
        description = "Looks into a journal, repairs its end, lays it away.",
        subcommands = {
            JournalCommand.Dump.class,
            JournalCommand.Verify.class,
            JournalCommand.Stat.class,
            JournalCommand.Diff.class,
            ExportCommand.class,
            JournalCommand.Repair.class,
            ArchiveCommand.class,
            ArchiveCommand.Restore.class,
            PruneCommand.class,
            SnapshotCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class JournalCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    JournalCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: dump, verify, stat, diff, export, repair, archive, restore, prune or snapshot");
    }

    /** What the commands share: a folder, and that a folder without a journal is bad input. */
    private abstract static class OnJournal implements Callable<Integer> {
        final PrintStream out;
        final PrintStream err;

        @Parameters(paramLabel = "DIR", description = "The journal's folder.")
        private Path folder;

        OnJournal(final PrintStream out, final PrintStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public final Integer call() throws IOException {
            try {
                return call(folder);
            } catch (final JournalException e) {
                err.println("tiercel: " + e.getMessage());
                return ExitCode.BAD_INPUT;
            }
        }

        abstract int call(Path journal) throws IOException;
    }

    /** {@code tiercel journal dump}. */
    @Command(
            name = "dump",
            description = "Prints each record as a line of JSON: every input, then its outputs and its telemetry.",
            sortOptions = false,
            footer = {
                "",
                "Exit codes: 0 all that was asked for is printed, which may be nothing; 1 the journal is damaged, and the dump"
                        + " ends there; 2 bad usage, no journal, or a range outside of it."
            })
    static final class Dump extends OnJournal {
        @Option(names = "--jsonl", description = "One JSON object a line. There is no other form.")
        private boolean jsonLines;

        @Mixin
        private SelectionOptions selection;

        Dump(final PrintStream out, final PrintStream err) {
            super(out, err);
        }

        @Override
        int call(final Path journal) throws IOException {
            final Writer writer = new BufferedWriter(
                    new OutputStreamWriter(StandardOutput.failing(out), StandardCharsets.UTF_8), 1 << 16);
            final Selection selected = selection.selection(journal, err::println);
            final JournalDump.Result result;
            try {
                result = new JournalDump(journal).writeTo(writer, selected);
                writer.flush();
            } catch (final IOException | JournalException e) {
                if (out.checkError()) {
                    // Who ends the program asks why, and a reader that has enough is no failure.
                    return ExitCode.DONE;
                }
                throw e;
            }
            if (result.fault() != null) {
                err.println("tiercel: the journal is damaged: " + result.fault());
                return ExitCode.DIFFERENCE;
            }
            if (result.records() == 0) {
                err.println(SelectionOptions.NOTHING);
            }
            return ExitCode.DONE;
        }
    }

    /** {@code tiercel journal verify}. */
    @Command(
            name = "verify",
            description = "Checks every record of a journal.",
            sortOptions = false,
            footer = {
                "",
                "Exit codes: 0 nothing is wrong; 1 something is, and each place is named; 2 bad usage or no journal."
            })
    static final class Verify extends OnJournal {
        @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
        private boolean json;

        Verify(final PrintStream out, final PrintStream err) {
            super(out, err);
        }

        @Override
        int call(final Path journal) {
            final JournalVerifier.Report report = new JournalVerifier(journal).verify();
            if (json) {
                out.println(JournalReport.json(journal, report));
            } else {
                out.println(JournalReport.verdict(journal, report));
            }
            return report.clean() ? ExitCode.DONE : ExitCode.DIFFERENCE;
        }
    }

    /** {@code tiercel journal stat}. */
    @Command(
            name = "stat",
            description = "Says what a journal holds: records, sequences, times.",
            sortOptions = false,
            footer = {
                "",
                "Exit codes: 0 also when something is wrong, which is named: verify is the check; 2 bad usage or no journal."
            })
    static final class Stat extends OnJournal {
        @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
        private boolean json;

        Stat(final PrintStream out, final PrintStream err) {
            super(out, err);
        }

        @Override
        int call(final Path journal) {
            final JournalVerifier.Report report = new JournalVerifier(journal).verify();
            out.println(json ? JournalReport.json(journal, report) : JournalReport.text(journal, report));
            return ExitCode.DONE;
        }
    }

    /** {@code tiercel journal repair}. */
    @Command(
            name = "repair",
            description = "Cuts a torn tail off a journal, so that it ends with its last whole record.",
            sortOptions = false,
            footer = {
                "",
                "What is cut is kept in a file in the journal's folder. Damage elsewhere than at the end is left as it is, and so"
                        + " is a journal that a process is writing.",
                "--lost-tail is for after a loss of power, when the disk kept later records and lost earlier ones: inputs that"
                        + " are whole are lost with those before them, and orders may be at venues that nothing here knows of.",
                "Exit codes: 0 the journal is whole; 2 bad usage, no journal, or it is left as it is, and why."
            })
    static final class Repair extends OnJournal {
        @Option(
                names = "--lost-tail",
                description =
                        "Cuts behind the last input that is whole with all before it, also where whole ones follow.")
        private boolean lostTail;

        @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
        private boolean json;

        Repair(final PrintStream out, final PrintStream err) {
            super(out, err);
        }

        @Override
        int call(final Path journal) {
            final JournalRepair repair = new JournalRepair(journal);
            final JournalRepair.Loss loss =
                    lostTail ? repair.cutLostTail() : new JournalRepair.Loss(repair.repair(), null);
            out.println(
                    json
                            ? RepairReport.json(journal, loss, repair.mended())
                            : RepairReport.text(journal, loss, repair.mended()));
            return ExitCode.DONE;
        }
    }

    /** {@code tiercel journal diff}. */
    @Command(
            name = "diff",
            description = "Compares two journals, record by record of the same stream and sequence.",
            sortOptions = false,
            footer = {
                "",
                "Exit codes: 0 they are the same; 1 they differ, or one of them is damaged; 2 bad usage, or one is no journal."
            })
    static final class Diff implements Callable<Integer> {
        private final PrintStream out;
        private final PrintStream err;

        @Parameters(index = "0", paramLabel = "A", description = "A journal's folder.")
        private Path left;

        @Parameters(index = "1", paramLabel = "B", description = "The folder of the journal it is compared with.")
        private Path right;

        @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
        private boolean json;

        Diff(final PrintStream out, final PrintStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() {
            final JournalDiff.Result result;
            try {
                result = new JournalDiff(left, right).compare();
            } catch (final JournalException e) {
                err.println("tiercel: " + e.getMessage());
                return ExitCode.BAD_INPUT;
            }
            out.println(json ? DiffReport.json(left, right, result) : DiffReport.text(left, right, result));
            if (result.fault() != null) {
                err.println("tiercel: a journal is damaged: " + result.fault());
            }
            return result.first() == null && result.fault() == null ? ExitCode.DONE : ExitCode.DIFFERENCE;
        }
    }
}
