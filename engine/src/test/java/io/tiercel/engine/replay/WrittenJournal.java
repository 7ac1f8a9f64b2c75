package io.tiercel.engine.replay;

import io.tiercel.codecs.control.ConfigurationItemEncoder;
import io.tiercel.codecs.control.SessionEndEncoder;
import io.tiercel.codecs.control.SessionReadyEncoder;
import io.tiercel.codecs.control.SessionStartEncoder;
import io.tiercel.codecs.control.TickEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** A journal as a test wants it: what an EchoCore said, or something else in its place. */
final class WrittenJournal implements AutoCloseable {
    static final long FIRST = 101;

    private final JournalWriter writer;
    private final EchoCore core;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long sequence = FIRST - 1;

    /** What is written for an output of the core; the bytes may be changed before. */
    interface Recorder {
        void record(long cause, int ordinal, UnsafeBuffer output, int length, JournalWriter writer);
    }

    WrittenJournal(final Path folder, final int outputsPerTick) {
        writer = Journals.create(folder, 1, 0x7157, FIRST, 1 << 20);
        core = new EchoCore(outputsPerTick);
    }

    static void asItIs(
            final long cause,
            final int ordinal,
            final UnsafeBuffer output,
            final int length,
            final JournalWriter writer) {
        final int kind = new MessageHeaderDecoder().wrap(output, 0).templateId();
        writer.appendOutput(cause, ordinal, cause, kind, output, 0, length);
    }

    WrittenJournal ticks(final int count) {
        return ticks(count, WrittenJournal::asItIs);
    }

    WrittenJournal ticks(final int count, final Recorder recorder) {
        for (int i = 0; i < count; i++) {
            input(new TickEncoder().wrapAndApplyHeader(buffer, 0, header).reserved((short) 0), recorder);
        }
        return this;
    }

    WrittenJournal start(final String coreVersion) {
        final SessionStartEncoder start = new SessionStartEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .engineId((short) 1)
                .recovered(BooleanFlag.FALSE)
                .firstSequence(FIRST);
        for (int i = 0; i < 32; i++) {
            start.coreHash(i, (short) (255 - i));
        }
        return input(start.coreVersion(coreVersion), WrittenJournal::asItIs);
    }

    WrittenJournal item(final String key, final String value) {
        return input(
                new ConfigurationItemEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .key(key)
                        .value(value),
                WrittenJournal::asItIs);
    }

    WrittenJournal ready() {
        return input(
                new SessionReadyEncoder().wrapAndApplyHeader(buffer, 0, header).reserved((short) 0),
                WrittenJournal::asItIs);
    }

    WrittenJournal end() {
        return input(
                new SessionEndEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .reconciled(BooleanFlag.TRUE)
                        .exitCode((short) 0)
                        .reason("stopped"),
                WrittenJournal::asItIs);
    }

    private WrittenJournal input(final MessageEncoderFlyweight message, final Recorder recorder) {
        sequence++;
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        final int kind = new MessageHeaderDecoder().wrap(buffer, 0).templateId();
        writer.appendInput(sequence, sequence, kind, buffer, 0, length);
        core.onEvent(sequence, sequence, buffer, 0, length, (cause, ordinal, output, offset, outputLength) -> {
            final UnsafeBuffer copy = new UnsafeBuffer(new byte[512]);
            output.getBytes(offset, copy, 0, outputLength);
            recorder.record(cause, ordinal, copy, outputLength, writer);
        });
        return this;
    }

    long digest() {
        return core.digest();
    }

    @Override
    public void close() {
        writer.close();
    }
}
