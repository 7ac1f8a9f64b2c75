package io.tiercel.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The segments of a journal that nothing is written to any more, for whoever keeps copies of them. As long as it is
 * open nobody else changes a journal that nobody wrote when it was opened.
 */
public final class JournalSegments implements AutoCloseable {
    private static final int PAGE_BYTES = 4 << 10;

    private final Path journal;
    private final JournalLock lock;
    private final long journalId;
    private final int engineId;
    private final List<Segment> closed = new ArrayList<>();
    private final List<Segment> begun = new ArrayList<>();

    /** @param file holds its records */
    public record Segment(Stream stream, long number, Path file) {}

    private JournalSegments(final Path journal, final JournalLock lock) throws IOException {
        this.journal = journal;
        this.lock = lock;
        try (ChronicleJournalReader inputs = Journals.readChecked(journal, Stream.INPUT)) {
            if (inputs.fault() != null) {
                throw new JournalException("the journal is damaged: " + inputs.fault(), inputs.fault());
            }
            journalId = inputs.journalId();
            engineId = inputs.engineId();
        }
        for (final Stream stream : Stream.values()) {
            if (Journals.has(journal, stream)) {
                list(stream);
            }
        }
    }

    /**
     * Looks which there are.
     *
     * @throws JournalException when there is no journal in the folder; with a fault when it is damaged
     */
    public static JournalSegments open(final Path journal) throws IOException {
        // that there is a journal, before a lock is made
        Journals.readChecked(journal, Stream.INPUT).close();
        final JournalLock lock = JournalLock.take(journal);
        try {
            return new JournalSegments(journal, lock);
        } catch (final IOException | RuntimeException e) {
            if (lock != null) {
                lock.close();
            }
            throw e;
        }
    }

    private void list(final Stream stream) throws IOException {
        final Path folder = journal.resolve(stream.folder());
        final int first = begun.size();
        for (final long number : Segments.numbers(folder)) {
            final Path file = Segments.file(folder, number);
            try (SegmentReader reader = new SegmentReader(file, stream, number, 0, 0)) {
                if (reader.begun()) {
                    begun.add(new Segment(stream, number, file));
                }
            }
        }
        final int end = isEnded() ? begun.size() : begun.size() - 1;
        closed.addAll(begun.subList(first, Math.max(first, end)));
    }

    /** Whether nobody writes it. */
    public boolean isEnded() {
        return lock != null;
    }

    public long journalId() {
        return journalId;
    }

    public int engineId() {
        return engineId;
    }

    /** Inputs first, then outputs, then telemetry, and in their order. */
    public List<Segment> closed() {
        return List.copyOf(closed);
    }

    /** Those that are written, too. */
    public List<Segment> begun() {
        return List.copyOf(begun);
    }

    /** Up to the end of its last record, found without reading all of it. */
    public static long bytes(final Segment segment) {
        return SegmentCopy.bytes(segment);
    }

    /** Of the inputs, so far; one less than the first one's without any. */
    public long lastSequence() {
        try (ChronicleJournalReader inputs = Journals.readChecked(journal, Stream.INPUT)) {
            inputs.toLast(any -> true);
            return inputs.segment().expectedSequence() - 1;
        }
    }

    /**
     * Of a journal that has ended, whose segments are whole.
     *
     * @throws JournalException when there may have been more inputs than there are
     */
    public void checkEnd() {
        final String doubt = JournalEnd.find(journal).doubt();
        if (doubt != null) {
            throw new JournalException(
                    "the journal is damaged: " + doubt,
                    new JournalFault(journal.toString(), 0, lastSequence(), JournalFault.Kind.MISSING, doubt));
        }
    }

    /** For one of {@link #closed()}. */
    public SegmentCopy copy(final Segment segment) throws IOException {
        final int at = begun.indexOf(segment);
        final boolean hasNext = at + 1 < begun.size() && begun.get(at + 1).stream() == segment.stream();
        final boolean hasBefore = at > 0 && begun.get(at - 1).stream() == segment.stream();
        final long before = hasBefore ? begun.get(at - 1).number() : SegmentHead.FIRST - 1;
        return new SegmentCopy(segment, before, journalId, hasNext ? begun.get(at + 1) : null);
    }

    /** The folder of a segment's data file. */
    public static Path folder(final Path journal, final Stream stream, final long number) {
        return Segments.folder(journal.resolve(stream.folder()), number);
    }

    /** How long a data file with these bytes of records has to be: zeros behind them are the end to a reader. */
    public static long fileLength(final long bytes) {
        return ((bytes + PAGE_BYTES - 1) & -PAGE_BYTES) + PAGE_BYTES;
    }

    /** Whether this can be the name of a data file. */
    public static boolean isDataFile(final String name) {
        return name.matches("[0-9A-Za-z-]{1,64}\\.[0-9a-z]{1,8}") && Queues.isDataFile(name);
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
