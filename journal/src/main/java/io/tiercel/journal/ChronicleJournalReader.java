package io.tiercel.journal;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.journal.JournalOpenedDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.io.File;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;

/**
 * Reads the queue of one stream. A record is copied before it is checked, so what was checked is what is handed
 * out.
 */
@HotPath
final class ChronicleJournalReader implements JournalReader {
    /** Before each document stands its length and state. */
    static final int DOCUMENT_HEADER = Integer.BYTES;

    private final Path folder;
    private final Stream stream;
    private final File file;
    /** Null, as the tailer can be, when the queue's own part of the file is damaged: that is the fault then. */
    private final ChronicleQueue queue;

    private final ExcerptTailer tailer;
    private final FrameFlyweight frame = new FrameFlyweight();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final JournalOpenedDecoder openedMessage = new JournalOpenedDecoder();

    private long journalId;
    private int engineId;
    private long firstSequence;
    private boolean opened;
    private long expectedSequence;
    private long lastTimeNs = Long.MIN_VALUE;
    private long index;
    /** Where the next document can begin, as a position in the file. */
    private long position;

    private long fileLength;
    private JournalFault fault;

    ChronicleJournalReader(final Path folder, final Stream stream) {
        this.folder = folder;
        this.stream = stream;
        this.file = Queues.file(folder).toFile();
        this.fileLength = file.length();
        Queues.keepQuiet(true);
        try {
            queue = openQueue();
            tailer = queue == null ? null : openTailer();
            // a writer is handed out with its first record written
            if (tailer != null && open() == Result.END) {
                fail(JournalFault.Kind.TORN, "the first record is missing");
            }
        } finally {
            Queues.keepQuiet(false);
        }
    }

    private ChronicleQueue openQueue() {
        final String wrong = Queues.wrongBegin(folder);
        if (wrong != null) {
            fail(JournalFault.Kind.HEADER, wrong);
            return null;
        }
        try {
            return Queues.read(folder);
        } catch (final Exception | InternalError | AssertionError e) {
            // Chronicle throws checked exceptions that it does not declare
            fail(JournalFault.Kind.HEADER, unreadable(e));
            return null;
        }
    }

    private ExcerptTailer openTailer() {
        try {
            return queue.createTailer();
        } catch (final Exception | InternalError | AssertionError e) {
            fail(JournalFault.Kind.HEADER, unreadable(e));
            return null;
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
        if (fault != null) {
            return Result.FAULT;
        }
        if (!opened) {
            final Result result = open();
            if (result != Result.RECORD) {
                return result;
            }
        }
        final Result result = take();
        return result == Result.RECORD ? check() : result;
    }

    @Override
    public long sequence() {
        return frame.sequence();
    }

    @Override
    public long timeNs() {
        return frame.timeNs();
    }

    @Override
    public int kind() {
        return frame.kind();
    }

    @Override
    public long cause() {
        return frame.cause();
    }

    @Override
    public int ordinal() {
        return frame.ordinal();
    }

    @Override
    public DirectBuffer buffer() {
        return frame.buffer();
    }

    @Override
    public int offset() {
        return FrameFlyweight.HEADER_LENGTH;
    }

    @Override
    public int length() {
        return frame.payloadLength();
    }

    @Override
    public JournalFault fault() {
        return fault;
    }

    @Override
    public void close() {
        if (tailer != null) {
            tailer.close();
        }
        if (queue != null) {
            queue.close();
        }
    }

    /** Says whether the folder's other stream, known by its id, belongs to this one; 0 is not known. */
    void checkSameJournal(final long otherId) {
        if (fault == null && opened && otherId != 0 && otherId != journalId) {
            fail(
                    JournalFault.Kind.FOREIGN,
                    "this stream is of journal " + Long.toHexString(journalId) + ", the other one of "
                            + Long.toHexString(otherId));
        }
    }

    /**
     * Goes to the last record at once, without looking at those between.
     *
     * @return what stands there; its sequence is not checked
     */
    Result toLast() {
        if (fault != null) {
            return Result.FAULT;
        }
        Queues.keepQuiet(true);
        try {
            if (!tailer.moveToIndex(queue.lastIndex())) {
                return Result.END;
            }
        } catch (final Exception | InternalError | AssertionError e) {
            return fail(JournalFault.Kind.TORN, "the queue's last record cannot be found: " + e);
        } finally {
            Queues.keepQuiet(false);
        }
        final Result result = take();
        return result == Result.RECORD ? checkFrame(journalId) : result;
    }

    /** The data file. */
    Path file() {
        return file.toPath();
    }

    /** Where in the file the last record ends, at the end of a file. */
    long position() {
        return position;
    }

    /** Turns {@link Result#END} into a fault: something stands after the last record. */
    void tornAfterEnd(final String detail) {
        index++;
        fail(JournalFault.Kind.TORN, detail);
    }

    private Result open() {
        final Result result = take();
        if (result != Result.RECORD) {
            return result;
        }
        if (frame.kind() != JournalOpenedDecoder.TEMPLATE_ID
                || frame.payloadLength() < MessageHeaderDecoder.ENCODED_LENGTH + JournalOpenedDecoder.BLOCK_LENGTH) {
            return fail(
                    JournalFault.Kind.SEQUENCE,
                    "the stream does not begin with a JournalOpened record, but with kind " + frame.kind());
        }
        openedMessage.wrapAndApplyHeader(frame.buffer(), FrameFlyweight.HEADER_LENGTH, header);
        final long id = openedMessage.journalId();
        final Result checked = checkFrame(id);
        if (checked != Result.RECORD) {
            return checked;
        }
        journalId = id;
        engineId = openedMessage.engineId();
        firstSequence = frame.sequence() + 1;
        expectedSequence = firstSequence;
        opened = true;
        return Result.RECORD;
    }

    /** Copies the next document. */
    private Result take() {
        try {
            if (position + DOCUMENT_HEADER > fileLength && fileEndsBefore(position + DOCUMENT_HEADER)) {
                return endsEarly(position);
            }
            try (DocumentContext context = tailer.readingDocument()) {
                return context.isPresent() ? copy(context) : Result.END;
            }
        } catch (final Exception | InternalError | AssertionError e) {
            return position == 0
                    ? fail(JournalFault.Kind.HEADER, unreadable(e))
                    : fail(JournalFault.Kind.TORN, "the queue cannot be read on from here: " + e);
        }
    }

    private Result copy(final DocumentContext context) {
        final Bytes<?> bytes = context.wire().bytes();
        final long start = bytes.readPosition();
        final long length = bytes.readRemaining();
        index = context.index();
        if (length < FrameFlyweight.HEADER_LENGTH || length > FrameFlyweight.MAX_DOCUMENT_LENGTH) {
            return fail(
                    JournalFault.Kind.TORN,
                    "a document of " + length + " bytes at file position " + start + ", outside "
                            + FrameFlyweight.HEADER_LENGTH + " to " + FrameFlyweight.MAX_DOCUMENT_LENGTH);
        }
        if (start + length > fileLength && fileEndsBefore(start + length)) {
            return endsEarly(start);
        }
        position = start + length;
        frame.load(bytes.addressForRead(start), (int) length);
        if (!frame.lengthHolds((int) length)) {
            return fail(
                    JournalFault.Kind.TORN,
                    "a record of " + frame.length() + " bytes in a document of " + length + ", at file position "
                            + start);
        }
        return Result.RECORD;
    }

    private Result check() {
        final Result result = checkFrame(journalId);
        if (result != Result.RECORD) {
            return result;
        }
        if (frame.sequence() != expectedSequence) {
            return fail(
                    JournalFault.Kind.SEQUENCE,
                    "expected sequence " + expectedSequence + ", found " + frame.sequence());
        }
        if (stream == Stream.INPUT && frame.timeNs() < lastTimeNs) {
            return fail(JournalFault.Kind.TIME, "time " + frame.timeNs() + " ns is before " + lastTimeNs);
        }
        expectedSequence++;
        lastTimeNs = frame.timeNs();
        return Result.RECORD;
    }

    private Result checkFrame(final long id) {
        if (!frame.checksumHolds(id)) {
            return wrongChecksum();
        }
        if (frame.version() != FrameFlyweight.VERSION) {
            return fail(
                    JournalFault.Kind.VERSION,
                    "frame version " + frame.version() + "; this program reads " + FrameFlyweight.VERSION);
        }
        if (frame.stream() != stream.code()) {
            return fail(
                    JournalFault.Kind.STREAM,
                    "expected a record of stream " + stream.code() + " (" + stream.folder() + "), found stream "
                            + frame.stream());
        }
        return Result.RECORD;
    }

    private Result wrongChecksum() {
        final long sequence = frame.sequence();
        if (frame.kind() == JournalOpenedDecoder.TEMPLATE_ID
                && frame.payloadLength() >= MessageHeaderDecoder.ENCODED_LENGTH + JournalOpenedDecoder.BLOCK_LENGTH) {
            openedMessage.wrapAndApplyHeader(frame.buffer(), FrameFlyweight.HEADER_LENGTH, header);
            final long otherId = openedMessage.journalId();
            if (frame.checksumHolds(otherId)) {
                return fail(
                        JournalFault.Kind.FOREIGN,
                        "the first record of journal " + Long.toHexString(otherId) + " stands here");
            }
        }
        return fail(
                JournalFault.Kind.CHECKSUM,
                "checksum " + Integer.toHexString(frame.checksum())
                        + " is wrong for this journal; the record calls itself " + sequence);
    }

    /** Chronicle's words can go on with a dump of the file, line by line. */
    @ColdPath
    private static String unreadable(final Throwable thrown) {
        return "the queue's own records, before the first one of the journal, cannot be read: "
                + String.valueOf(thrown).lines().findFirst().orElse("");
    }

    private boolean fileEndsBefore(final long end) {
        fileLength = file.length();
        return end > fileLength;
    }

    private Result endsEarly(final long start) {
        return fail(
                JournalFault.Kind.TORN,
                "the file ends at " + fileLength + ", within or before the record at position " + start);
    }

    private Result fail(final JournalFault.Kind kind, final String detail) {
        fault = new JournalFault(file.getPath(), index, expectedSequence, kind, folder.getFileName() + ": " + detail);
        return Result.FAULT;
    }
}
