package io.tiercel.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are whole and on the disk when they have their name. */
public final class WholeFile {
    /** Behind the name of one that is not whole. */
    public static final String UNFINISHED = ".new";

    private WholeFile() {}

    /** Writes what is in it. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces one that is there. Where it fails, that one stays. */
    public static void write(final Path file, final Content content) throws IOException {
        final Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            writeSynced(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException | RuntimeException e) {
            try {
                Files.deleteIfExists(unfinished);
            } catch (final IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
        SegmentSync.syncFolder(file.getParent());
    }

    /** Under its own name, for one in a folder that is not whole yet. */
    public static void writeSynced(final Path file, final Content content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            content.writeTo(out);
            out.getFD().sync();
        }
    }

    /** Makes the names of what is in a folder durable. */
    public static void syncFolder(final Path folder) throws IOException {
        SegmentSync.syncFolder(folder);
    }
}
