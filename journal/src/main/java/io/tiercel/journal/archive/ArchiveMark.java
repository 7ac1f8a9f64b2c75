package io.tiercel.journal.archive;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** Says in a journal's folder where the archive of all of it is. */
final class ArchiveMark {
    static final String FILE = "archived";

    private final Path journal;

    ArchiveMark(final Path journal) {
        this.journal = journal;
    }

    /** The folder stays as old as it was: the newest of several journals is found by that. */
    void write(final Path archive) throws IOException {
        final FileTime before = Files.getLastModifiedTime(journal);
        final byte[] text = (archive + "\n").getBytes(StandardCharsets.UTF_8);
        WholeFile.write(journal.resolve(FILE), out -> out.write(text));
        Files.setLastModifiedTime(journal, before);
    }

    /** Why what feeds captured beside the journal would be lost with it, or null when it would not. */
    String captureDoubt() {
        final Path file = journal.resolve(FILE);
        try {
            if (CaptureArchive.of(journal).isEmpty()) {
                return null;
            }
            if (!Files.exists(file)) {
                return "it holds captures, and is not archived whole";
            }
            return new CaptureArchive(Path.of(Files.readString(file).strip())).doubt(journal);
        } catch (final ArchiveException e) {
            return e.getMessage();
        } catch (final IOException | InvalidPathException e) {
            return "where its archive is cannot be read from " + file + ": " + DiskFailure.text(e);
        }
    }

    /** Reads the archive back. Why the journal cannot be told to be archived, or null when it is. */
    String doubt(final long journalId, final Progress progress) {
        final Path file = journal.resolve(FILE);
        if (!Files.exists(file)) {
            return "it is not archived whole";
        }
        try {
            final ArchiveFolder archive =
                    new ArchiveFolder(Path.of(Files.readString(file).strip()));
            final Manifest manifest = archive.manifest();
            if (!manifest.whole() || manifest.journalId() != journalId) {
                return "its archive " + archive.path() + " is of another journal, or not whole";
            }
            progress.begin(manifest.bytes());
            final List<String> damages = archive.damages(manifest, progress);
            damages.addAll(new CaptureArchive(archive.path()).damages(progress));
            return damages.isEmpty() ? null : "its archive is damaged: " + String.join("; ", damages);
        } catch (final ArchiveException e) {
            return "its archive cannot be read: " + e.getMessage();
        } catch (final IOException | InvalidPathException e) {
            return "where its archive is cannot be read from " + file + ": " + DiskFailure.text(e);
        }
    }
}
