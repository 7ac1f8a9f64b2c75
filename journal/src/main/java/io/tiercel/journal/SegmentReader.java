package io.tiercel.journal;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.journal.JournalReader.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Reads one segment of a stream by walking over the documents of its queue. A record is copied before it is checked,
 * so what was checked is what is handed out. The queue's own header and index are not used, and where the header of a
 * document is damaged the record that has to follow is looked for: with its checksum and sequence right, nothing was
 * skipped.
 */
@HotPath
final class SegmentReader implements AutoCloseable {
    /** Behind the last record the next one is looked for so far: a page of the index can stand between. */
    private static final int SEARCH_BYTES = QueueIndex.MAX_PAGE_BYTES + (64 << 10);

    private final Stream stream;
    private final long number;
    /** 0 when any is right. */
    private final long expectedId;

    private final File file;
    private final QueueFile source;
    private final FrameFlyweight frame = new FrameFlyweight();
    private final FrameCheck frameCheck;
    private final SegmentHead head = new SegmentHead();

    private long journalId;
    private int engineId;
    /** As the head says. */
    private SegmentEnd before = new SegmentEnd(-1, 0);
    /** Of the last record. */
    private int checksum;

    private boolean opened;
    private long expectedSequence;
    private long lastTimeNs = Long.MIN_VALUE;
    /** Where the last record ends. */
    private long position;

    /** Where the last record's document begins. */
    private long documentStart;

    /** Where the queue's own documents begin that stand between records. */
    private long[] ownDocuments = {};

    private JournalFault queueFault;
    private JournalFault fault;

    /**
     * @param number     of the segment that has to be in the file, as its folder says
     * @param expectedId of the journal that it has to be of; 0 when that is not known yet
     * @param firstSequence behind its head, 0 when that is not known; only for the words of a fault
     */
    SegmentReader(
            final Path file, final Stream stream, final long number, final long expectedId, final long firstSequence)
            throws IOException {
        expectedSequence = firstSequence;
        this.stream = stream;
        this.number = number;
        this.expectedId = expectedId;
        this.file = file.toFile();
        source = new QueueFile(this.file);
        frameCheck = new FrameCheck(stream, frame);
        // a writer is handed out with its first record written
        if (open() == Result.END && number == SegmentHead.FIRST) {
            fail(JournalFault.Kind.TORN, position, "the first record is missing");
        }
    }

    /** Whether it has a first record, or something is wrong with that. */
    boolean begun() {
        return opened || fault != null;
    }

    long number() {
        return number;
    }

    long journalId() {
        return journalId;
    }

    int engineId() {
        return engineId;
    }

    long firstSequence() {
        return before.lastSequence() + 1;
    }

    Result next() {
        if (fault != null) {
            return Result.FAULT;
        }
        final Result result = step();
        return result == Result.FAULT ? stepAgain() : result;
    }

    /** What the next record has to have. */
    long expectedSequence() {
        return expectedSequence;
    }

    /** The last record, while that was not followed by an attempt to read another one. */
    FrameFlyweight frame() {
        return frame;
    }

    private Result step() {
        queueFault = null;
        final Result result = take();
        return result == Result.RECORD ? check() : result;
    }

    /** What was read while it was written is read once more: a whole window is not copied in one moment. */
    @ColdPath
    private Result stepAgain() {
        fault = null;
        source.forget();
        return step();
    }

    JournalFault fault() {
        return fault;
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (final IOException e) {
            throw new JournalException("cannot close " + file + ": " + DiskFailure.text(e), e);
        }
    }

    /** Says whether the folder's other stream, known by its id, belongs to this one; 0 is not known. */
    void checkSameJournal(final long otherId) {
        if (fault == null && opened && otherId != 0 && otherId != journalId) {
            fail(JournalFault.Kind.FOREIGN, documentStart, SegmentHead.unlike(journalId, otherId));
        }
    }

    /**
     * Goes to the last record for which {@code early} holds, as it does for all before it, without reading those
     * between; stays where it is when it holds for none behind.
     */
    @ColdPath
    Result toLast(final Predicate<FrameFlyweight> early) {
        if (fault != null || !opened) {
            return fault == null ? Result.END : Result.FAULT;
        }
        try {
            load(new RecordSearch(source, journalId, stream, SEARCH_BYTES).last(documentStart, early));
        } catch (final IOException e) {
            return fail(JournalFault.Kind.TORN, position, "the file cannot be read: " + DiskFailure.text(e));
        }
        expectedSequence = frame.sequence();
        lastTimeNs = Long.MIN_VALUE;
        return check();
    }

    /** The data file. */
    Path file() {
        return file.toPath();
    }

    /** Where in the file the last record ends. */
    long position() {
        return position;
    }

    /** Where in the file the last record's document begins. */
    long documentStart() {
        return documentStart;
    }

    /** Where the queue's own documents stand that were passed over after the first record. */
    long[] ownDocuments() {
        return ownDocuments.clone();
    }

    /** Damage to what the queue wrote of its own before the last record, which it did not hide; null without. */
    JournalFault queueFault() {
        return queueFault;
    }

    /** Whether the next one has the next number, and says of this one's end what it is; else that is a fault here. */
    boolean isFollowedBy(final SegmentReader next) {
        final SegmentEnd end = new SegmentEnd(expectedSequence - 1, Integer.toUnsignedLong(checksum));
        if (next.number > number + 1) {
            fault = MissingSegments.fault(stream, number, expectedSequence, next);
        } else if (next.fault == null && !next.before.equals(end)) {
            fail(JournalFault.Kind.SEGMENT, position, next.before.differs(next.number, end));
        }
        return fault == null;
    }

    /** Turns {@link Result#END} into a fault: something stands after the last record. */
    void tornAfterEnd(final String detail) {
        fail(JournalFault.Kind.TORN, position, detail);
    }

    /**
     * After a fault: takes the next whole record of this journal and stream, whatever is missing before it. False when
     * there is none. One that was never completed is none, unless a later one shows that it was.
     */
    boolean resume() {
        if (!opened) {
            return false;
        }
        try {
            source.forget();
            final long next = find(position, expectedSequence);
            if (next < 0) {
                return false;
            }
            final long sequence = source.found().sequence();
            if (source.unfinished(next) && find(next + QueueFile.DOCUMENT_HEADER, sequence + 1) < 0) {
                return false;
            }
            load(next);
        } catch (final IOException e) {
            return false;
        }
        expectedSequence = frame.sequence();
        lastTimeNs = Long.MIN_VALUE;
        fault = null;
        return check() == Result.RECORD;
    }

    private long find(final long from, final long leastSequence) throws IOException {
        return source.find(from, Long.MAX_VALUE, journalId, stream, leastSequence, Long.MAX_VALUE);
    }

    /** Where the first record stands is known, whatever its document's header says. */
    private Result open() {
        position = QueueIndex.FIRST_RECORD;
        Result result = take();
        if (result == Result.RECORD) {
            return checkOpened();
        }
        final JournalFault found = fault;
        try {
            if (source.header(position) != 0 && load(position)) {
                fault = null;
                result = checkOpened();
            }
        } catch (final IOException e) {
            return fail(JournalFault.Kind.TORN, position, "the file cannot be read: " + DiskFailure.text(e));
        }
        if (result == Result.RECORD) {
            queueFault = fault(
                    JournalFault.Kind.QUEUE,
                    documentStart,
                    "the first record's document is damaged, the record is whole");
            return Result.RECORD;
        }
        fault = found;
        return found == null ? Result.END : Result.FAULT;
    }

    private Result checkOpened() {
        if (!head.wrap(frame)) {
            return fail(
                    JournalFault.Kind.SEQUENCE,
                    documentStart,
                    "the stream does not begin with a JournalOpened record, but with kind " + frame.kind());
        }
        final long id = head.journalId();
        final Result checked = checkFrame(id);
        if (checked != Result.RECORD) {
            return checked;
        }
        if (expectedId != 0 && id != expectedId) {
            return fail(JournalFault.Kind.FOREIGN, documentStart, head.foreign(number, expectedId));
        }
        journalId = id;
        engineId = head.engineId();
        before = new SegmentEnd(frame.sequence(), head.previousChecksum());
        checksum = frame.checksum();
        expectedSequence = frame.sequence() + 1;
        lastTimeNs = number == SegmentHead.FIRST ? Long.MIN_VALUE : frame.timeNs();
        opened = true;
        ownDocuments = new long[0];
        position = documentStart + QueueFile.DOCUMENT_HEADER + FrameFlyweight.documentLength(frame.length());
        return head.segment() == number
                ? Result.RECORD
                : fail(JournalFault.Kind.SEGMENT, documentStart, head.misplaced(number));
    }

    /** Copies the next document. */
    private Result take() {
        try {
            return walk(position);
        } catch (final IOException e) {
            return fail(JournalFault.Kind.TORN, position, "the file cannot be read: " + DiskFailure.text(e));
        }
    }

    private Result walk(final long from) throws IOException {
        long at = QueueFile.align(from);
        while (true) {
            if (source.at(at, QueueFile.DOCUMENT_HEADER) < 0) {
                return endsEarly(at);
            }
            if (source.unfinished(at)) {
                source.forget();
                return Result.END;
            }
            final int documentHeader = source.header(at);
            final int length = documentHeader & QueueFile.LENGTH_MASK;
            if ((documentHeader & QueueFile.OWN_DATA) == 0) {
                return copy(at, length);
            }
            if (!opened || !QueueIndex.isPage(length)) {
                return takeExpected(at, "a document of the queue's own of " + length + " bytes, as there is none");
            }
            passOver(at);
            at = QueueFile.align(at + QueueFile.DOCUMENT_HEADER + length);
        }
    }

    private Result copy(final long at, final int length) throws IOException {
        if (length < FrameFlyweight.HEADER_LENGTH || length > FrameFlyweight.MAX_DOCUMENT_LENGTH) {
            return takeExpected(
                    at,
                    "a document of " + length + " bytes at file position " + at + ", outside "
                            + FrameFlyweight.HEADER_LENGTH + " to " + FrameFlyweight.MAX_DOCUMENT_LENGTH);
        }
        final int index = source.at(at + QueueFile.DOCUMENT_HEADER, length);
        if (index < 0) {
            return endsEarly(at);
        }
        documentStart = at;
        frame.load(source.buffer(), index, length);
        if (!frame.lengthHolds(length)) {
            return takeExpected(
                    at,
                    "a record of " + frame.length() + " bytes in a document of " + length + ", at file position " + at);
        }
        return Result.RECORD;
    }

    /** The document here cannot be; the record that has to follow may still stand behind the last one. */
    @ColdPath
    private Result takeExpected(final long at, final String detail) throws IOException {
        final long found = opened
                ? source.find(position, at + SEARCH_BYTES, journalId, stream, expectedSequence, expectedSequence)
                : -1;
        if (found < 0) {
            return fail(JournalFault.Kind.TORN, at, detail);
        }
        load(found);
        queueFault = fault(JournalFault.Kind.QUEUE, at, detail + "; the record itself is whole");
        return Result.RECORD;
    }

    private boolean load(final long at) throws IOException {
        documentStart = at;
        return source.load(at, frame);
    }

    @ColdPath
    private void passOver(final long at) {
        if (ownDocuments.length == 0 || ownDocuments[ownDocuments.length - 1] < at) {
            ownDocuments = Arrays.copyOf(ownDocuments, ownDocuments.length + 1);
            ownDocuments[ownDocuments.length - 1] = at;
        }
    }

    private Result check() {
        final Result result = checkFrame(journalId);
        if (result != Result.RECORD) {
            return result;
        }
        if (frame.sequence() != expectedSequence) {
            return fail(
                    JournalFault.Kind.SEQUENCE,
                    documentStart,
                    "expected sequence " + expectedSequence + ", found " + frame.sequence());
        }
        if (stream == Stream.INPUT && frame.timeNs() < lastTimeNs) {
            return fail(
                    JournalFault.Kind.TIME, documentStart, "time " + frame.timeNs() + " ns is before " + lastTimeNs);
        }
        expectedSequence++;
        lastTimeNs = frame.timeNs();
        checksum = frame.checksum();
        position = documentStart + QueueFile.DOCUMENT_HEADER + FrameFlyweight.documentLength(frame.length());
        return Result.RECORD;
    }

    private Result checkFrame(final long id) {
        return frameCheck.holds(id) ? Result.RECORD : fail(frameCheck.kind(), documentStart, frameCheck.detail());
    }

    private Result endsEarly(final long at) {
        return fail(
                JournalFault.Kind.TORN,
                at,
                "the file ends at " + source.length() + ", within or before the record at position " + at);
    }

    private Result fail(final JournalFault.Kind kind, final long at, final String detail) {
        fault = fault(kind, at, detail);
        return Result.FAULT;
    }

    private JournalFault fault(final JournalFault.Kind kind, final long at, final String detail) {
        return new JournalFault(file.getPath(), at, expectedSequence, kind, stream.folder() + ": " + detail);
    }
}
