package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.BadValueException;
import io.tiercel.engine.boot.configuration.KeyType;
import io.tiercel.engine.boot.session.UnfinishedJournals;
import io.tiercel.journal.archive.JournalRetention;
import io.tiercel.journal.archive.JournalRetention.Entry;
import io.tiercel.journal.archive.JournalRetention.Outcome;
import io.tiercel.journal.archive.RetentionRule;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiercel journal prune}. */
@Command(
        name = "prune",
        description = "Removes the oldest journals of a folder that are beyond a rule, and says why the others stay.",
        sortOptions = false,
        footer = {
            "",
            "What is being written, the newest journal of each engine id, what a ledger names, and what has no whole archive"
                    + " (it is read back) stays.",
            "Exit codes: 0 done; 1 a journal beyond the rule could not be removed since it is not archived, is damaged, or holds something else; 2 bad usage or no folder; 3 a removal failed."
        })
final class PruneCommand implements Callable<Integer> {
    private static final long MOST_DAYS = 100_000;

    private final PrintStream out;
    private final PrintStream err;

    @Parameters(paramLabel = "FOLDER", description = "Holds journals, as journal.folder does.")
    private Path folder;

    @ArgGroup(multiplicity = "1")
    private Rule rule;

    @Option(names = "--dry-run", description = "Removes nothing, and says what it would.")
    private boolean dryRun;

    @Option(names = "--unarchived", description = "Removes journals that were not archived, too.")
    private boolean unarchived;

    @Option(
            names = "--ledgers",
            paramLabel = "FOLDER",
            description =
                    "Where the ledgers of engines are (journal.ledgerFolder); without it the folder of the journals.")
    private Path ledgers;

    @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    PruneCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** One of them. */
    private static final class Rule {
        @Option(names = "--keep-days", paramLabel = "N", description = "Keeps what ended in the last N days.")
        private Long days;

        @Option(
                names = "--keep-bytes",
                paramLabel = "SIZE",
                description = "Keeps the newest as long as their streams have at most SIZE together, as in 500GiB.")
        private String bytes;

        @Option(names = "--keep-count", paramLabel = "N", description = "Keeps the newest N.")
        private Long count;
    }

    @Override
    public Integer call() {
        final RetentionRule parsed = rule();
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(), folder + " is no folder; name the one that holds journals (journal.folder)");
        }
        return ArchiveCommand.run(err, bar -> {
            final List<Entry> entries = new JournalRetention(
                            folder,
                            parsed,
                            UnfinishedJournals.in(ledgers == null ? folder : ledgers),
                            unarchived,
                            dryRun)
                    .run(Instant.now(), new ArchiveProgress(bar));
            bar.close();
            out.println(
                    json ? ArchiveReport.json(folder, entries, dryRun) : ArchiveReport.text(folder, entries, dryRun));
            return verdict(entries);
        });
    }

    private static int verdict(final List<Entry> entries) {
        if (entries.stream().anyMatch(entry -> entry.outcome() == Outcome.FAILED)) {
            return ExitCode.ENVIRONMENT;
        }
        return entries.stream().anyMatch(entry -> entry.outcome() == Outcome.REFUSED)
                ? ExitCode.DIFFERENCE
                : ExitCode.DONE;
    }

    private RetentionRule rule() {
        if (rule.days != null) {
            return new RetentionRule(RetentionRule.Kind.DAYS, checked("--keep-days", rule.days, MOST_DAYS));
        }
        if (rule.count != null) {
            return new RetentionRule(RetentionRule.Kind.COUNT, checked("--keep-count", rule.count, Integer.MAX_VALUE));
        }
        try {
            return new RetentionRule(RetentionRule.Kind.BYTES, KeyType.SIZE.parse(rule.bytes));
        } catch (final BadValueException e) {
            throw new ParameterException(spec.commandLine(), "--keep-bytes \"" + rule.bytes + "\" " + e.getMessage());
        }
    }

    private long checked(final String option, final long value, final long most) {
        if (value < 0 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + value + " is outside 0 to " + most + "; write one within");
        }
        return value;
    }
}
