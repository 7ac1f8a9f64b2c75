package io.tiercel.journal.export;

import io.tiercel.journal.JournalException;
import io.tiercel.journal.PartialFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where an export goes. It is written to a folder of another name beside the target, which gets the target's name when
 * all is in it: what has that name is whole.
 */
final class ExportFolder {
    private static final String OLD = ".old";

    private final Path target;
    private final boolean replace;
    private final Set<String> fileNames;
    private final PartialFolder partial;

    /** @param fileNames of all files there can be in an export */
    ExportFolder(final Path target, final boolean replace, final Set<String> fileNames) {
        this.target = target.toAbsolutePath().normalize();
        this.replace = replace;
        this.fileNames = fileNames;
        partial = new PartialFolder(this.target);
    }

    /** @throws JournalException when something is there that must not be replaced */
    void check() throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new JournalException(target + " is no folder; name a new one for the export");
        }
        final List<Path> entries = entries(target);
        for (final Path entry : entries) {
            if (!fileNames.contains(entry.getFileName().toString()) || !Files.isRegularFile(entry)) {
                throw new JournalException(
                        target + " holds " + entry.getFileName() + ", which is of no export; name a new folder");
            }
        }
        if (!entries.isEmpty() && !replace) {
            throw new JournalException(target + " holds an export of " + entries.size()
                    + " tables already; name a new folder, or replace it with --force");
        }
    }

    /** The folder to write to. */
    Path open() throws IOException {
        return partial.open();
    }

    /** All is in it. */
    void commit() throws IOException {
        Path old = null;
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            check();
            removeOld();
            old = partial.makeBeside(OLD);
            // onto an empty folder, which a rename may replace
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            partial.commit();
        } catch (final IOException e) {
            if (old != null) {
                Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        if (old != null) {
            PartialFolder.delete(old);
        }
    }

    /** Of an export that was interrupted when its tables had their name. */
    private void removeOld() throws IOException {
        final Path left = target.resolveSibling(target.getFileName() + OLD);
        if (Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)
                && entries(left).stream()
                        .allMatch(
                                entry -> fileNames.contains(entry.getFileName().toString()))) {
            PartialFolder.delete(left);
        }
    }

    /** What could be written stays, under its other name. */
    void keep() throws IOException {
        partial.keep();
    }

    /** What exports to this folder left that were interrupted, and is gone now. */
    List<Path> removed() {
        return partial.removed();
    }

    /** Nothing of it stays. */
    void discard() throws IOException {
        partial.discard();
    }

    private static List<Path> entries(final Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
