package io.tiercel.engine.boot.session;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Where a run's journal goes. */
final class SessionFolder {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int ATTEMPTS = 1000;

    private SessionFolder() {}

    /** A new folder, named by the time, below {@code parent}. */
    static Path create(final Path parent, final Instant now) {
        final String name = NAME.format(now);
        try {
            Files.createDirectories(parent);
        } catch (final IOException failure) {
            throw cannotMake(parent, failure);
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            final Path folder = parent.resolve(i == 0 ? name : name + "-" + i);
            try {
                Files.createDirectory(folder);
                return folder;
            } catch (final FileAlreadyExistsException taken) {
                // Another run began in the same second: the next name is tried.
                continue;
            } catch (final IOException failure) {
                throw cannotMake(folder, failure);
            }
        }
        throw new JournalException("journal folder " + parent + " already holds " + ATTEMPTS + " runs of this second");
    }

    private static JournalException cannotMake(final Path folder, final IOException failure) {
        return new JournalException(
                "journal folder " + folder + " cannot be made (" + DiskFailure.text(failure)
                        + "): check journal.folder, its rights and the disk's free space",
                failure);
    }
}
