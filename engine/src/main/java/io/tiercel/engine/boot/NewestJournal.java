package io.tiercel.engine.boot;

import io.tiercel.journal.PartialFolder;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the journal of the last run among those that runs leave in one folder. */
final class NewestJournal {
    private NewestJournal() {}

    /** The one that was begun last; of several begun at the same moment the last one by name. */
    static Optional<Path> in(final Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        final List<Path> journals = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(
                folder,
                entry -> !PartialFolder.isPartial(entry) && Files.isDirectory(entry.resolve(Stream.INPUT.folder())))) {
            entries.forEach(journals::add);
        }
        journals.sort(null);
        Path newest = null;
        for (final Path journal : journals) {
            if (newest == null
                    || Files.getLastModifiedTime(journal).compareTo(Files.getLastModifiedTime(newest)) >= 0) {
                newest = journal;
            }
        }
        return Optional.ofNullable(newest);
    }
}
