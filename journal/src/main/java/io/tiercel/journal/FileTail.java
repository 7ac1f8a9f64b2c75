package io.tiercel.journal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What stands in a queue's file after its last whole record. A reader stops at a document that is not complete or
 * whose header is zero, and takes it for the end: this looks whether anything follows.
 */
final class FileTail {
    private FileTail() {}

    /** In words what is left over after {@code position}, or null when there is nothing, or more whole records only. */
    static String leftover(final Path path, final long position) {
        try (QueueFile file = new QueueFile(path.toFile())) {
            long at = QueueFile.align(position);
            while (true) {
                final int header = file.header(at);
                if (header == 0) {
                    final long found = file.firstByte(at);
                    return found < 0
                            ? null
                            : "the last whole record ends at " + position + ", yet data stands at " + found;
                }
                if ((header & QueueFile.NOT_COMPLETE) != 0) {
                    return "an unfinished record stands at file position " + at;
                }
                if ((header & QueueFile.OWN_DATA) == 0) {
                    return null;
                }
                at = QueueFile.align(at + QueueFile.DOCUMENT_HEADER + (header & QueueFile.LENGTH_MASK));
            }
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * Where behind {@code position} the first whole input of this journal with a sequence above {@code sequence}
     * stands, or -1. The one there that was begun and not ended never was an input, though all of it may be written:
     * its header has no length yet.
     */
    static long wholeRecord(final Path path, final long position, final long journalId, final long sequence) {
        try (QueueFile file = new QueueFile(path.toFile())) {
            final long end = QueueFile.align(position);
            final boolean begun = (file.header(end) & ~QueueFile.NOT_COMPLETE) == 0;
            final long from = begun ? end + QueueFile.DOCUMENT_HEADER : end;
            final long document =
                    file.find(from, Long.MAX_VALUE, journalId, Stream.INPUT, sequence + 1, Long.MAX_VALUE);
            return document < 0 ? -1 : document + QueueFile.DOCUMENT_HEADER;
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The sequence of the first whole record there that is not before this one; 0 when there is none. */
    static long nextSequence(
            final Path path, final long position, final long journalId, final Stream stream, final long leastSequence) {
        try (QueueFile file = new QueueFile(path.toFile())) {
            return file.find(position, Long.MAX_VALUE, journalId, stream, leastSequence, Long.MAX_VALUE) < 0
                    ? 0
                    : file.found().sequence();
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Whether nothing was ever written there, as when a stream came to no start. */
    static boolean isBare(final Path path, final long position) {
        try (QueueFile file = new QueueFile(path.toFile())) {
            return file.header(position) == 0 && file.firstByte(position) < 0;
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    private static JournalException unreadable(final Path path, final IOException cause) {
        return new JournalException(
                "cannot read " + path + ": " + DiskFailure.text(cause) + "; check its permissions", cause);
    }
}
