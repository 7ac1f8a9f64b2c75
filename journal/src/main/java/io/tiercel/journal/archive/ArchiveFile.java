package io.tiercel.journal.archive;

import io.tiercel.journal.JournalSegments;
import io.tiercel.journal.Stream;
import java.util.Locale;

/**
 * One segment in an archive.
 *
 * @param segment          its number in its stream
 * @param dataFile         name of the file that held its records
 * @param firstSequence    of its first record
 * @param lastSequence     of its last one; without records one less than the first
 * @param bytes            of it, up to the end of its last record
 * @param sha256           of these bytes
 * @param compressedBytes  of the file in the archive
 * @param compressedSha256 of that file
 */
public record ArchiveFile(
        Stream stream,
        long segment,
        String dataFile,
        long firstSequence,
        long lastSequence,
        long bytes,
        String sha256,
        long compressedBytes,
        String compressedSha256) {
    private static final String SUFFIX = ".gz";
    private static final int WORDS = 9;

    /** Of the file in the archive. */
    public String name() {
        return name(stream, segment);
    }

    static String name(final Stream stream, final long segment) {
        return String.format(Locale.ROOT, "%s-%08d%s", stream.folder(), segment, SUFFIX);
    }

    String line() {
        return String.join(
                " ",
                stream.folder(),
                Long.toString(segment),
                dataFile,
                Long.toString(firstSequence),
                Long.toString(lastSequence),
                Long.toString(bytes),
                sha256,
                Long.toString(compressedBytes),
                compressedSha256);
    }

    /** @throws IllegalArgumentException when it cannot be one */
    static ArchiveFile parse(final String line) {
        final String[] words = line.split(" ", -1);
        if (words.length != WORDS) {
            throw new IllegalArgumentException(WORDS + " words are expected, not " + words.length);
        }
        int next = 0;
        final Stream stream = stream(words[next++]);
        final long segment = Long.parseLong(words[next++]);
        final String dataFile = words[next++];
        if (segment < 1 || !JournalSegments.isDataFile(dataFile)) {
            throw new IllegalArgumentException("segment " + segment + " in " + dataFile + " cannot be");
        }
        return new ArchiveFile(
                stream,
                segment,
                dataFile,
                Long.parseLong(words[next++]),
                Long.parseLong(words[next++]),
                Long.parseLong(words[next++]),
                words[next++],
                Long.parseLong(words[next++]),
                words[next]);
    }

    private static Stream stream(final String name) {
        for (final Stream each : Stream.values()) {
            if (each.folder().equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("there is no stream " + name);
    }
}
