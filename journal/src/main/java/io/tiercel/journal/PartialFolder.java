package io.tiercel.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A folder that is written under another name beside its place, and gets its own name when all is in it: what has that
 * name is whole.
 */
public final class PartialFolder {
    private final Path target;
    private Path partial;

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
        partial = makeBeside(".partial");
        return partial;
    }

    /** All is in it; at its place is nothing, or an empty folder. */
    public void commit() throws IOException {
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
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
