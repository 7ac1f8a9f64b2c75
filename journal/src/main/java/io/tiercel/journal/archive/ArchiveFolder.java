package io.tiercel.journal.archive;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.SegmentCopy;
import io.tiercel.journal.WholeFile;
import io.tiercel.journal.archive.ArchiveException.Kind;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The folder of one archive: its manifest, and a compressed file for each segment. */
final class ArchiveFolder {
    private static final int CHUNK = 64 << 10;

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

    /** Whether it is there, with its length. */
    boolean has(final ArchiveFile file) throws IOException {
        return Files.exists(file(file)) && Files.size(file(file)) == file.compressedBytes();
    }

    /** Reads all of it back; what is wrong, a line for each file. */
    List<String> damages(final Manifest manifest, final SegmentCopy.Progress progress) {
        final List<String> damages = new ArrayList<>();
        for (final ArchiveFile file : manifest.files()) {
            String damage;
            try {
                damage = Files.exists(file(file))
                        ? extract(file, OutputStream.nullOutputStream(), progress)
                        : "it is missing";
            } catch (final IOException e) {
                damage = "it cannot be read: " + DiskFailure.text(e);
            }
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
        final long length = Files.size(file(file));
        if (length != file.compressedBytes()) {
            return "it has " + length + " bytes, " + file.compressedBytes() + " were written";
        }
        final Sha256 raw = new Sha256(out);
        try (InputStream compressed = new FileInputStream(file(file).toFile());
                DigestInputStream read = new DigestInputStream(compressed, Sha256.digest())) {
            final String damage = copy(read, raw, file.bytes(), progress);
            if (damage != null) {
                return damage;
            }
            read.transferTo(OutputStream.nullOutputStream());
            final String compressedSum =
                    HexFormat.of().formatHex(read.getMessageDigest().digest());
            if (!compressedSum.equals(file.compressedSha256())) {
                return "its SHA-256 is " + compressedSum + ", of what was written " + file.compressedSha256();
            }
        }
        final String sum = raw.hex();
        if (raw.bytes() != file.bytes() || !sum.equals(file.sha256())) {
            return "its content is of " + raw.bytes() + " bytes with SHA-256 " + sum + ", the segment's of "
                    + file.bytes() + " with " + file.sha256();
        }
        return null;
    }

    private static String copy(
            final InputStream compressed, final Sha256 raw, final long most, final SegmentCopy.Progress progress)
            throws IOException {
        final byte[] chunk = new byte[CHUNK];
        // what the writing throws is not for this to judge, so it is outside
        final GZIPInputStream in;
        try {
            in = new GZIPInputStream(compressed, CHUNK);
        } catch (final ZipException | EOFException e) {
            return "it is damaged: " + DiskFailure.text(e);
        }
        while (true) {
            final int count;
            try {
                count = in.read(chunk);
            } catch (final ZipException | EOFException e) {
                return "it is damaged: " + DiskFailure.text(e);
            }
            if (count < 0) {
                return null;
            }
            if (raw.bytes() + count > most) {
                return "it is damaged: its content is longer than the " + most + " bytes of the segment";
            }
            raw.write(chunk, 0, count);
            progress.onBytes(count);
        }
    }
}
