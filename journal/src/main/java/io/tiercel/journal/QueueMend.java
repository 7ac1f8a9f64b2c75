package io.tiercel.journal;

import io.tiercel.journal.JournalVerifier.StreamReport;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes anew what a queue keeps of its own beside whole records: the headers of their documents, the file's header,
 * the index. All of it follows from the records.
 */
final class QueueMend {
    private QueueMend() {}

    /** The files of a stream in which such damage was found. */
    static List<Path> damaged(final StreamReport report) {
        return report.faults().stream()
                .filter(fault -> fault.kind() == JournalFault.Kind.QUEUE)
                .map(fault -> Path.of(fault.file()))
                .distinct()
                .toList();
    }

    /** @param stream the stream's folder */
    static void mend(final Path stream, final StreamReport report) throws IOException {
        final List<Path> files = damaged(report);
        final long[] numbers = Segments.numbers(stream);
        for (final long number : numbers) {
            final Path path = Segments.file(stream, number);
            if (files.contains(path)) {
                try (SegmentReader reader = new SegmentReader(path, report.stream(), number, 0, 0);
                        QueueFile source = new QueueFile(path.toFile());
                        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                    if (reader.journalId() != 0) {
                        mend(reader, source, file);
                    }
                }
            }
        }
    }

    private static void mend(final SegmentReader reader, final QueueFile source, final RandomAccessFile file)
            throws IOException {
        final RecordPositions positions = new RecordPositions();
        do {
            final long document = reader.documentStart();
            final int header = FrameFlyweight.documentLength(reader.frame().length());
            if (source.header(document) != header) {
                file.seek(document);
                file.writeInt(Integer.reverseBytes(header));
            }
            positions.add(document);
        } while (next(reader));
        final long[] pages = Arrays.stream(reader.ownDocuments())
                .filter(page -> page < reader.position())
                .toArray();
        QueueIndex.rewrite(file, positions, pages);
        file.getFD().sync();
    }

    /** Goes on behind a document whose header is damaged, if the next record stands there. */
    private static boolean next(final SegmentReader reader) {
        if (reader.next() == JournalReader.Result.RECORD) {
            return true;
        }
        final long expected = reader.expectedSequence();
        return reader.resume() && reader.frame().sequence() == expected;
    }
}
