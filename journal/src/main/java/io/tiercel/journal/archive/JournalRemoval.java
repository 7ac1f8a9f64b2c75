package io.tiercel.journal.archive;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalLock;
import io.tiercel.journal.LostTail;
import io.tiercel.journal.PartialFolder;
import io.tiercel.journal.Snapshots;
import io.tiercel.journal.Stream;
import io.tiercel.journal.readmodel.ReadModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/** Removes a whole journal: it gets another name first, so that one half of it never stands where it was. */
final class JournalRemoval {
    private static final String SUFFIX = ".removing";
    private static final String LEFT = ".+\\.removing(-[0-9]+)?";
    private static final String CUT = "(inputs|outputs|telemetry)-cut-at-.+";
    private static final Set<String> OWN = Set.of(
            Stream.INPUT.folder(),
            Stream.OUTPUT.folder(),
            Stream.TELEMETRY.folder(),
            Snapshots.FOLDER,
            ReadModels.FOLDER,
            JournalLock.FILE,
            ArchiveMark.FILE,
            CaptureArchive.FOLDER,
            LostTail.FILE);

    private JournalRemoval() {}

    /** Why it must stay, or null. Whether somebody writes it, or it has captures, is not looked at. */
    static String refusal(final Path journal, final Set<Path> needed) {
        if (isAmong(needed, journal)) {
            return "the run that wrote it came to no end, and the next start of its engine reads it:"
                    + " the ledger names it";
        }
        try (java.util.stream.Stream<Path> entries = Files.list(journal)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !OWN.contains(name) && !name.matches(CUT))
                    .sorted()
                    .findFirst()
                    .map(name -> "it holds " + name + ", which is of no journal; move that away")
                    .orElse(null);
        } catch (final IOException e) {
            return "it cannot be listed: " + DiskFailure.text(e);
        }
    }

    /** By whatever path it is named. */
    static boolean isAmong(final Set<Path> journals, final Path journal) {
        final Path place = place(journal);
        return journals.stream().anyMatch(each -> place(each).equals(place));
    }

    /** Without links, as far as it is there. */
    static Path place(final Path journal) {
        try {
            return journal.toRealPath();
        } catch (final IOException notThere) {
            return journal.toAbsolutePath().normalize();
        }
    }

    /** The caller has its lock. */
    static void remove(final Path journal) throws IOException {
        final Path aside = new PartialFolder(journal).makeBeside(SUFFIX);
        Files.move(journal, aside, StandardCopyOption.ATOMIC_MOVE);
        PartialFolder.delete(aside);
    }

    /** Whether it is what a removal left that was interrupted. */
    static boolean isLeft(final Path folder) {
        return folder.getFileName().toString().matches(LEFT);
    }
}
