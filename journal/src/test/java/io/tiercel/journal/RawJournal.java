package io.tiercel.journal;

import io.tiercel.codecs.journal.JournalOpenedEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes what a writer never would: any record, in any order, into the queues of a journal. */
final class RawJournal implements AutoCloseable {
    static final long ID = 0x0BAD_CAFE_0000_0001L;
    static final int KIND = 77;

    private final FrameFlyweight frame = new FrameFlyweight();
    private final ChronicleQueue[] queues = new ChronicleQueue[Stream.values().length];
    private final ExcerptAppender[] appenders = new ExcerptAppender[queues.length];

    RawJournal(final Path folder) {
        for (final Stream stream : Stream.values()) {
            queues[stream.ordinal()] =
                    Queues.create(folder.resolve(stream.folder()), Queues.MIN_BLOCK_BYTES, 1_700_000_000_000L);
            appenders[stream.ordinal()] = queues[stream.ordinal()].createAppender();
        }
    }

    RawJournal opened(final Stream stream, final long journalId, final long sequence) {
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[64]);
        final JournalOpenedEncoder message = new JournalOpenedEncoder()
                .wrapAndApplyHeader(payload, 0, new MessageHeaderEncoder())
                .journalId(journalId)
                .engineId((short) 1)
                .frameVersion((short) FrameFlyweight.VERSION)
                .createdNs(1);
        final int length = frame.encode(
                journalId,
                stream.code(),
                JournalOpenedEncoder.TEMPLATE_ID,
                0,
                sequence,
                0,
                0,
                payload,
                0,
                MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
        return document(stream, length);
    }

    /** Both streams begun, inputs at 1. */
    RawJournal opened() {
        return opened(Stream.INPUT, ID, 0).opened(Stream.OUTPUT, ID, 0);
    }

    RawJournal input(final long sequence) {
        return input(ID, sequence, 1_000 + sequence);
    }

    RawJournal inputs(final long first, final long last) {
        for (long sequence = first; sequence <= last; sequence++) {
            input(sequence);
        }
        return this;
    }

    RawJournal input(final long journalId, final long sequence, final long timeNs) {
        return document(Stream.INPUT, encode(journalId, Stream.INPUT, sequence, timeNs));
    }

    RawJournal output(final long sequence, final long cause) {
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[48]);
        final int length = frame.encode(
                ID, Stream.OUTPUT.code(), KIND, 0, sequence, 1_000 + cause, cause, payload, 0, payload.capacity());
        return document(Stream.OUTPUT, length);
    }

    /** A record that belongs to another stream than the one it is written to. */
    RawJournal strayed(final Stream stream, final Stream written, final long sequence) {
        return document(written, encode(ID, stream, sequence, 1_000 + sequence));
    }

    /** A record of another layout, whole otherwise. */
    RawJournal ofVersion(final int version, final long sequence) {
        final int length = encode(ID, Stream.INPUT, sequence, 1_000 + sequence);
        frame.buffer().putByte(FrameFlyweight.VERSION_OFFSET, (byte) version);
        frame.buffer().putInt(FrameFlyweight.CHECKSUM_OFFSET, frame.sumOf(ID));
        return document(Stream.INPUT, length);
    }

    /** Only a part of a record. */
    RawJournal cut(final long sequence, final int documentLength) {
        encode(ID, Stream.INPUT, sequence, 1_000 + sequence);
        return document(Stream.INPUT, documentLength);
    }

    /** A record that is begun and never completed, as when the process ends in the middle of it. */
    @SuppressWarnings("resource")
    RawJournal unfinished(final long sequence) {
        return begun(encode(ID, Stream.INPUT, sequence, 1_000 + sequence) / 2);
    }

    /** All of it is written, and it is not said that it is. */
    RawJournal unended(final long sequence) {
        return begun(encode(ID, Stream.INPUT, sequence, 1_000 + sequence));
    }

    private RawJournal begun(final int length) {
        final DocumentContext context = appenders[Stream.INPUT.ordinal()].writingDocument();
        final Bytes<?> bytes = context.wire().bytes();
        for (int i = 0; i < length; i++) {
            bytes.writeByte(frame.buffer().getByte(i));
        }
        return this;
    }

    private int encode(final long journalId, final Stream stream, final long sequence, final long timeNs) {
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[48]);
        for (int i = 0; i < payload.capacity(); i++) {
            payload.putByte(i, (byte) (sequence * 31 + i));
        }
        return frame.encode(journalId, stream.code(), KIND, 0, sequence, timeNs, 0, payload, 0, payload.capacity());
    }

    private RawJournal document(final Stream stream, final int length) {
        final Bytes<?> bytes = Bytes.wrapForRead(frame.bytes().duplicate().clear());
        bytes.readPositionRemaining(0, length);
        appenders[stream.ordinal()].writeBytes(bytes);
        return this;
    }

    @Override
    public void close() {
        for (int i = 0; i < queues.length; i++) {
            appenders[i].close();
            queues[i].close();
        }
    }
}
