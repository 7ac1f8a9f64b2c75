package io.tiercel.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that a measurement makes for itself. */
final class Folders {
    private Folders() {}

    /** With all that is in it. */
    static void remove(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Folders::delete);
        }
    }

    private static void delete(final Path file) {
        try {
            Files.delete(file);
        } catch (final IOException failure) {
            throw new UncheckedIOException("cannot remove " + file + ": remove it by hand", failure);
        }
    }
}
