package io.tiercel.journal;

import io.tiercel.codecs.journal.JournalOpenedDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads a stream of a {@link SimulatedDisk}: the real frame and its real check, and sequences as all readers. */
public final class SimulatedReader implements JournalReader {
    private final Stream stream;
    private final List<byte[]> documents;
    private final boolean careful;
    private final FrameFlyweight frame = new FrameFlyweight();
    private final FrameCheck check;
    private int engineId;
    private long journalId;
    private long firstSequence;
    private long expectedSequence;
    private long lastTimeNs = Long.MIN_VALUE;
    private int index;
    private JournalFault fault;

    SimulatedReader(final Stream stream, final List<byte[]> documents, final boolean careful) {
        this.stream = stream;
        this.documents = documents;
        this.careful = careful;
        check = new FrameCheck(stream, frame);
        open();
    }

    private void open() {
        final byte[] first = documents.get(0);
        frame.load(new UnsafeBuffer(first), 0, first.length);
        final JournalOpenedDecoder opened = new JournalOpenedDecoder()
                .wrapAndApplyHeader(frame.buffer(), FrameFlyweight.HEADER_LENGTH, new MessageHeaderDecoder());
        journalId = opened.journalId();
        engineId = opened.engineId();
        firstSequence = frame.sequence() + 1;
        expectedSequence = firstSequence;
        index = 1;
    }

    @Override
    public Result next() {
        if (fault != null) {
            return Result.FAULT;
        }
        if (index == documents.size() || documents.get(index) == null) {
            return Result.END;
        }
        final byte[] document = documents.get(index++);
        frame.load(new UnsafeBuffer(document), 0, document.length);
        if (!careful) {
            expectedSequence++;
            return frame.lengthHolds(document.length) ? Result.RECORD : next();
        }
        if (!frame.lengthHolds(document.length)) {
            return fail(JournalFault.Kind.TORN, "a record of another length than its document");
        }
        if (!check.holds(journalId)) {
            return fail(check.kind(), check.detail());
        }
        if (frame.sequence() != expectedSequence) {
            return fail(JournalFault.Kind.SEQUENCE, "expected " + expectedSequence + ", found " + frame.sequence());
        }
        if (stream == Stream.INPUT && frame.timeNs() < lastTimeNs) {
            return fail(JournalFault.Kind.TIME, "time " + frame.timeNs() + " is before " + lastTimeNs);
        }
        lastTimeNs = frame.timeNs();
        expectedSequence++;
        return Result.RECORD;
    }

    private Result fail(final JournalFault.Kind kind, final String detail) {
        fault = new JournalFault(stream.folder(), index - 1, expectedSequence, kind, detail);
        return Result.FAULT;
    }

    /** After a fault: goes on behind that record. False when nothing is there. */
    boolean resume() {
        fault = null;
        expectedSequence = firstSequence + index - 1;
        return index < documents.size();
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
        // Nothing is open.
    }
}
