package io.tiercel.journal.archive;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.SegmentCopy;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A compressed file of an archive, and what it has to be.
 *
 * @param bytes            of its content
 * @param sha256           of that
 * @param compressedBytes  of itself
 * @param compressedSha256 of itself
 */
record CompressedFile(Path path, long bytes, String sha256, long compressedBytes, String compressedSha256) {
    private static final int CHUNK = 64 << 10;

    /** Whether it is there, with its length. */
    boolean isThere() throws IOException {
        return Files.exists(path) && Files.size(path) == compressedBytes;
    }

    /** Reads all of it back; what is wrong with it, or null. */
    String damage(final SegmentCopy.Progress progress) {
        try {
            return Files.exists(path) ? extract(OutputStream.nullOutputStream(), progress) : "it is missing";
        } catch (final IOException e) {
            return "it cannot be read: " + DiskFailure.text(e);
        }
    }

    /**
     * Writes its content, never more than it has to have.
     *
     * @return what is wrong with the file, null when nothing is
     */
    String extract(final OutputStream out, final SegmentCopy.Progress progress) throws IOException {
        final long length = Files.size(path);
        if (length != compressedBytes) {
            return "it has " + length + " bytes, " + compressedBytes + " were written";
        }
        final Sha256 raw = new Sha256(out);
        try (InputStream compressed = new FileInputStream(path.toFile());
                DigestInputStream read = new DigestInputStream(compressed, Sha256.digest())) {
            final String damage = copy(read, raw, progress);
            if (damage != null) {
                return damage;
            }
            read.transferTo(OutputStream.nullOutputStream());
            final String compressedSum =
                    HexFormat.of().formatHex(read.getMessageDigest().digest());
            if (!compressedSum.equals(compressedSha256)) {
                return "its SHA-256 is " + compressedSum + ", of what was written " + compressedSha256;
            }
        }
        final String sum = raw.hex();
        if (raw.bytes() != bytes || !sum.equals(sha256)) {
            return "its content is of " + raw.bytes() + " bytes with SHA-256 " + sum + ", what was archived of " + bytes
                    + " with " + sha256;
        }
        return null;
    }

    private String copy(final InputStream compressed, final Sha256 raw, final SegmentCopy.Progress progress)
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
            if (raw.bytes() + count > bytes) {
                return "it is damaged: its content is longer than the " + bytes + " bytes that were archived";
            }
            raw.write(chunk, 0, count);
            progress.onBytes(count);
        }
    }
}
