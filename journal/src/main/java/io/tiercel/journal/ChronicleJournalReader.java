package io.tiercel.journal;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;

/**
 * Reads one stream of a journal over its segments. At the end of one it goes on in the next as soon as that has begun:
 * the writer completes all records of a segment before it begins the next, so there is nothing more to come then.
 */
@HotPath
final class ChronicleJournalReader implements JournalReader {
    private final Path folder;
    private final Stream stream;
    private final long journalId;
    private final int engineId;
    private final long firstSequence;
    private SegmentReader segment;
    private SegmentAhead ahead;
    /** Where it was last looked what stands behind the end, as a position in the segment there. */
    private long lookedBehind = -1;
    /** Records are missing here, before whole ones; null without. */
    private JournalFault gap;

    /** @param folder the stream's */
    ChronicleJournalReader(final Path folder, final Stream stream) throws IOException {
        this.folder = folder;
        this.stream = stream;
        final long[] numbers = Segments.numbers(folder);
        segment = new SegmentReader(Segments.file(folder, numbers[0]), stream, numbers[0], 0, 0);
        ahead = new SegmentAhead(folder, segment.number());
        journalId = segment.journalId();
        engineId = segment.engineId();
        firstSequence = segment.firstSequence();
        if (segment.number() > SegmentHead.FIRST) {
            // where the inputs began only that segment knows
            gap = MissingSegments.fault(stream, SegmentHead.FIRST - 1, stream == Stream.INPUT ? 0 : 1, segment);
        }
    }

    @Override
    public long journalId() {
        return journalId;
    }

    @Override
    public int engineId() {
        return engineId;
    }

    @Override
    public long firstSequence() {
        return firstSequence;
    }

    @Override
    public Result next() {
        if (gap != null) {
            return Result.FAULT;
        }
        final Result result = segment.next();
        return result == Result.END ? nextBehindEnd() : result;
    }

    @Override
    public long sequence() {
        return segment.frame().sequence();
    }

    @Override
    public long timeNs() {
        return segment.frame().timeNs();
    }

    @Override
    public int kind() {
        return segment.frame().kind();
    }

    @Override
    public long cause() {
        return segment.frame().cause();
    }

    @Override
    public int ordinal() {
        return segment.frame().ordinal();
    }

    @Override
    public DirectBuffer buffer() {
        return segment.frame().buffer();
    }

    @Override
    public int offset() {
        return FrameFlyweight.HEADER_LENGTH;
    }

    @Override
    public int length() {
        return segment.frame().payloadLength();
    }

    @Override
    public JournalFault fault() {
        return gap == null ? segment.fault() : gap;
    }

    @Override
    public void close() {
        ahead.close();
        segment.close();
    }

    /** Says whether the folder's other stream, known by its id, belongs to this one; 0 is not known. */
    void checkSameJournal(final long otherId) {
        segment.checkSameJournal(otherId);
    }

    /** The one that is being read. */
    SegmentReader segment() {
        return segment;
    }

    /** The stream's folder. */
    Path folder() {
        return folder;
    }

    @ColdPath
    private Result nextBehindEnd() {
        Result result = lookBehind();
        while (result == Result.END) {
            final SegmentReader next = following();
            if (next == null) {
                return Result.END;
            }
            result = segment.next();
            if (result != Result.END || !segment.isFollowedBy(next)) {
                next.close();
                return result == Result.RECORD ? result : Result.FAULT;
            }
            goTo(next);
            result = next.next();
        }
        return result;
    }

    /**
     * Where nobody writes, what stands behind the end is no record in the making: the next record, when only what the
     * queue wrote before it is damaged, or later ones, when it is missing.
     */
    private Result lookBehind() {
        final long position = segment.position();
        if (lookedBehind == position || journalId == 0 || JournalLock.isTaken(folder.getParent())) {
            return Result.END;
        }
        lookedBehind = position;
        final String leftover = FileTail.leftover(segment.file(), position);
        if (leftover == null) {
            return Result.END;
        }
        final long found =
                FileTail.nextSequence(segment.file(), position, journalId, stream, segment.expectedSequence());
        if (found == segment.expectedSequence()) {
            return segment.resume() ? Result.RECORD : Result.END;
        }
        if (found == 0) {
            return Result.END;
        }
        gap = new JournalFault(
                segment.file().toString(),
                position,
                segment.expectedSequence(),
                JournalFault.Kind.TORN,
                stream.folder() + ": " + leftover + "; the next whole record is " + found);
        return Result.FAULT;
    }

    /** Null when none has begun. */
    private SegmentReader following() {
        try {
            final long number = ahead.begun();
            if (number == 0) {
                return null;
            }
            final SegmentReader next = open(number, segment.expectedSequence());
            if (next == null || next.fault() == null) {
                return next;
            }
            // what was read while it was written is read once more
            next.close();
            return open(number, segment.expectedSequence());
        } catch (final IOException e) {
            throw unreadable(e);
        }
    }

    private void goTo(final SegmentReader next) {
        segment.close();
        segment = next;
        lookedBehind = -1;
        ahead.close();
        ahead = new SegmentAhead(folder, next.number());
    }

    /** Null when it has not begun. */
    private SegmentReader open(final long number, final long sequence) throws IOException {
        final Path file = Segments.file(folder, number);
        if (file == null) {
            return null;
        }
        final SegmentReader reader = new SegmentReader(file, stream, number, journalId, sequence);
        if (!reader.begun()) {
            reader.close();
            return null;
        }
        return reader;
    }

    /**
     * Goes to the last record for which {@code early} holds, as it does for all before it, without reading those
     * between; stays where it is when it holds for none behind. The head of a segment counts as the last record before
     * it.
     */
    @ColdPath
    Result toLast(final Predicate<FrameFlyweight> early) {
        if (fault() != null || journalId == 0) {
            return fault() == null ? Result.END : Result.FAULT;
        }
        try {
            final long[] numbers = Segments.numbers(folder);
            int low = Math.max(0, Arrays.binarySearch(numbers, segment.number()));
            int high = numbers.length - 1;
            while (low < high) {
                final int middle = low + (high - low + 1) / 2;
                final SegmentReader reader = open(numbers[middle], 0);
                if (reader != null && !isCutShort(reader) && (reader.fault() != null || early.test(reader.frame()))) {
                    goTo(reader);
                    if (reader.fault() != null) {
                        return Result.FAULT;
                    }
                    low = middle;
                } else {
                    high = middle - 1;
                    closeUnused(reader);
                }
            }
        } catch (final IOException e) {
            throw unreadable(e);
        }
        return segment.toLast(early);
    }

    /** A crash can leave that: whoever reads on from the segment before meets it, and what may stand behind it. */
    private static boolean isCutShort(final SegmentReader reader) {
        return reader.fault() != null && reader.fault().kind() == JournalFault.Kind.TORN;
    }

    private static void closeUnused(final SegmentReader reader) {
        if (reader != null) {
            reader.close();
        }
    }

    private JournalException unreadable(final IOException cause) {
        return new JournalException(
                "cannot read " + folder + ": " + DiskFailure.text(cause) + "; check its permissions", cause);
    }
}
