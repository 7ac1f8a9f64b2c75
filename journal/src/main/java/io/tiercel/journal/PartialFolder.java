package io.tiercel.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that is written under another name beside its place, and gets its own name when all is in it: what has that
 * name is whole. While it is written it holds a locked file: what a process left that was killed is known by that, and
 * removed by the next one for the same place.
 */
public final class PartialFolder {
    private static final String SUFFIX = ".partial";

    private final Path target;
    private final List<Path> removed = new ArrayList<>();
    private Path partial;
    private JournalLock lock;

    public PartialFolder(final Path target) {
        this.target = target.toAbsolutePath().normalize();
    }

    /** The folder to write to. */
    public Path open() throws IOException {
        final Path parent = target.getParent();
        if (parent == null) {
            throw new JournalException(target + " cannot be a new folder; name one below it");
        }
        Files.createDirectories(parent);
        removeInterrupted(parent);
        partial = makeBeside(SUFFIX);
        lock = JournalLock.take(partial);
        if (lock == null) {
            throw new IOException(partial + " was just taken for one that was interrupted; try again");
        }
        return partial;
    }

    /** What calls left that were interrupted, and is gone now. */
    public List<Path> removed() {
        return List.copyOf(removed);
    }

    private void removeInterrupted(final Path parent) throws IOException {
        final String name = target.getFileName() + SUFFIX;
        final List<Path> left = new ArrayList<>();
        try (java.util.stream.Stream<Path> entries = Files.list(parent)) {
            entries.filter(entry -> isPartial(entry.getFileName().toString(), name))
                    .forEach(left::add);
        }
        left.sort(null);
        for (final Path each : left) {
            if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) || !Files.exists(each.resolve(JournalLock.FILE))) {
                continue;
            }
            try (JournalLock free = JournalLock.take(each)) {
                if (free != null) {
                    delete(each);
                    removed.add(each);
                }
            }
        }
    }

    private static boolean isPartial(final String entry, final String name) {
        return entry.startsWith(name) && entry.substring(name.length()).matches("(-[0-9]+)?");
    }

    /** Whether a folder's name says that it is, or was, on its way to another one. */
    public static boolean isPartial(final Path folder) {
        return folder.getFileName().toString().matches(".+\\" + SUFFIX + "(-[0-9]+)?");
    }

    /** All is in it; at its place is nothing, or an empty folder. */
    public void commit() throws IOException {
        keep();
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What is in it stays, under the name that it has. */
    public void keep() throws IOException {
        Files.delete(partial.resolve(JournalLock.FILE));
        lock.close();
    }

    /** A new folder with the target's name and this behind it, and a number where that is taken. */
    public Path makeBeside(final String suffix) throws IOException {
        int number = 1;
        while (true) {
            final String name = target.getFileName() + suffix + (number == 1 ? "" : "-" + number);
            try {
                return Files.createDirectory(target.resolveSibling(name));
            } catch (final FileAlreadyExistsException taken) {
                number++;
            }
        }
    }

    /** Nothing of it stays. */
    public void discard() throws IOException {
        if (partial != null) {
            delete(partial);
            if (lock != null) {
                lock.close();
            }
        }
    }

    /** With all that is in it; what a link names stays. */
    public static void delete(final Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(final Path each, final IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
