package io.tiercel.journal.archive;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.SegmentCopy;
import io.tiercel.journal.WholeFile;
import io.tiercel.journal.archive.ArchiveException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder of one archive: its manifest, and a compressed file for each segment. */
final class ArchiveFolder {
    private final Path folder;

    ArchiveFolder(final Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    Path file(final ArchiveFile file) {
        return folder.resolve(file.name());
    }

    boolean hasManifest() {
        return Files.exists(folder.resolve(Manifest.FILE));
    }

    Manifest manifest() throws ArchiveException {
        final Path file = folder.resolve(Manifest.FILE);
        if (!hasManifest()) {
            throw new ArchiveException(
                    Kind.INPUT,
                    folder + " holds no archive: there is no " + file
                            + "; name the folder that journal archive made, FOLDER/NAME-OF-JOURNAL");
        }
        try {
            return Manifest.parse(Files.readString(file));
        } catch (final IllegalArgumentException | CharacterCodingException e) {
            throw new ArchiveException(
                    Kind.DAMAGE,
                    file + " is damaged: " + (e instanceof CharacterCodingException ? "it is no text" : e.getMessage())
                            + "; take the archive from a copy, or archive the journal to another folder",
                    e);
        } catch (final IOException e) {
            throw new ArchiveException(
                    Kind.ENVIRONMENT, "cannot read " + file + ": " + DiskFailure.text(e) + "; check its rights", e);
        }
    }

    void write(final Manifest manifest) throws IOException {
        final byte[] text = manifest.text().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(folder.resolve(Manifest.FILE), out -> out.write(text));
    }

    private CompressedFile compressed(final ArchiveFile file) {
        return new CompressedFile(
                file(file), file.bytes(), file.sha256(), file.compressedBytes(), file.compressedSha256());
    }

    /** Whether it is there, with its length. */
    boolean has(final ArchiveFile file) throws IOException {
        return compressed(file).isThere();
    }

    /** Reads all of it back; what is wrong, a line for each file. */
    List<String> damages(final Manifest manifest, final SegmentCopy.Progress progress) {
        final List<String> damages = new ArrayList<>();
        for (final ArchiveFile file : manifest.files()) {
            final String damage = compressed(file).damage(progress);
            if (damage != null) {
                damages.add(file(file) + ": " + damage);
            }
        }
        return damages;
    }

    /**
     * Writes the segment's bytes, never more than it has to have.
     *
     * @return what is wrong with the file, null when nothing is
     */
    String extract(final ArchiveFile file, final OutputStream out, final SegmentCopy.Progress progress)
            throws IOException {
        return compressed(file).extract(out, progress);
    }
}
