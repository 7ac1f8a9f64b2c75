package io.tiercel.engine.boot;

import io.tiercel.engine.boot.session.UnfinishedJournals;
import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.archive.ArchiveException;
import io.tiercel.journal.archive.JournalArchive;
import io.tiercel.journal.archive.JournalRestore;
import io.tiercel.journal.archive.Manifest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tiercel journal archive}. */
@Command(
        name = "archive",
        description = "Lays a journal away: its segments, compressed, with checksums, in FOLDER/NAME-OF-JOURNAL.",
        sortOptions = false,
        footer = {
            "",
            "Of a journal that is being written all segments but the newest of each stream; a later call adds what is new."
                    + " One that was interrupted goes on with the next call.",
            "Exit codes: 0 done; 1 the journal is damaged, or the archive; 2 bad usage, no journal, or it may not be removed; 3 it could not be written."
        })
final class ArchiveCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(paramLabel = "DIR", description = "The journal's folder.")
    private Path journal;

    @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "Where archives are kept.")
    private Path target;

    @Option(
            names = "--remove",
            description = "Reads the archive back, and removes the journal, snapshots included. It must have ended.")
    private boolean remove;

    @Option(
            names = "--ledgers",
            paramLabel = "FOLDER",
            description =
                    "With --remove: where the ledgers of engines are (journal.ledgerFolder); without it the folder"
                            + " that the journal is in. A journal that one of them names stays.")
    private Path ledgers;

    @Option(
            names = "--without-captures",
            description =
                    "Leaves what feeds captured where it is. Without this it goes along when the journal has ended.")
    private boolean withoutCaptures;

    @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
    private boolean json;

    ArchiveCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        return run(err, bar -> {
            final JournalArchive archive = new JournalArchive(journal, target, !withoutCaptures);
            final ArchiveProgress progress = new ArchiveProgress(bar);
            final JournalArchive.Result result;
            if (remove) {
                final Path beside = archive.journal().resolveSibling("");
                result = archive.runAndRemove(progress, UnfinishedJournals.in(ledgers == null ? beside : ledgers));
            } else {
                result = archive.run(progress);
            }
            bar.close();
            out.println(json ? ArchiveReport.json(journal, result) : ArchiveReport.text(journal, result));
            return ExitCode.DONE;
        });
    }

    /** What is done with an archive. */
    @FunctionalInterface
    interface Work {
        /** @return an {@link ExitCode} */
        int run(ProgressBar bar) throws ArchiveException;
    }

    /** Says what went wrong. */
    static int run(final PrintStream err, final Work work) {
        final ProgressBar bar = new ProgressBar(err);
        try {
            return work.run(bar);
        } catch (final JournalException e) {
            bar.close();
            err.println("tiercel: " + e.getMessage());
            return ExitCode.BAD_INPUT;
        } catch (final ArchiveException e) {
            bar.close();
            err.println("tiercel: " + e.getMessage());
            return switch (e.kind()) {
                case INPUT -> ExitCode.BAD_INPUT;
                case DAMAGE -> ExitCode.DIFFERENCE;
                case ENVIRONMENT -> ExitCode.ENVIRONMENT;
            };
        } finally {
            bar.close();
        }
    }

    /** {@code tiercel journal restore}. */
    @Command(
            name = "restore",
            description = "Makes a journal of an archive again, after all of it was compared with its checksums.",
            sortOptions = false,
            footer = {
                "",
                "Exit codes: 0 done; 1 the archive is damaged, and nothing is restored: each file that is damaged or missing is"
                        + " named; 2 bad usage, no archive, or the folder is there; 3 it could not be written, and nothing of it stays."
            })
    static final class Restore implements Callable<Integer> {
        private final PrintStream out;
        private final PrintStream err;

        @Parameters(paramLabel = "ARCHIVE", description = "The archive's folder: FOLDER/NAME-OF-JOURNAL.")
        private Path archive;

        @Option(
                names = "--to",
                required = true,
                paramLabel = "DIR",
                description = "The journal's folder: a new one, or an empty one.")
        private Path target;

        @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
        private boolean json;

        Restore(final PrintStream out, final PrintStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() {
            return run(err, bar -> {
                final JournalRestore restore = new JournalRestore(archive, target);
                final Manifest restored = restore.run(new ArchiveProgress(bar));
                bar.close();
                restore.removed()
                        .forEach(left -> err.println(left + " was of a restore that was interrupted: removed"));
                out.println(
                        json
                                ? ArchiveReport.json(archive, target, restored)
                                : ArchiveReport.text(archive, target, restored));
                return ExitCode.DONE;
            });
        }
    }
}
