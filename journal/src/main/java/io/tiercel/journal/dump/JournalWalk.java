package io.tiercel.journal.dump;

import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;
import uk.co.real_logic.sbe.otf.TokenListener;

/** Walks over the records of a journal that are selected: each input, then its outputs, then its telemetry. */
public final class JournalWalk {
    private final Path folder;
    private final Selection selection;
    private final RecordListener listener;
    private final FieldDecoder fields;
    private final MessageSchemas schemas;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageIds ids = new MessageIds();
    private long records;

    /** @param values where the fields of each message go, between its begin and its end */
    public JournalWalk(
            final Path folder,
            final MessageSchemas schemas,
            final Selection selection,
            final RecordListener listener,
            final FieldValues values) {
        this.folder = folder;
        this.schemas = schemas;
        this.selection = selection;
        this.listener = listener;
        fields = new FieldDecoder(values);
    }

    /** Watches a walk from the thread that walks. */
    public interface Watch {
        /**
         * Before each input.
         *
         * @return false to end the walk here
         */
        boolean onInput(long sequence);
    }

    /**
     * What became of it.
     *
     * @param records that were told
     * @param stopped whether the watch ended it
     * @param fault   where a stream could not be read on; null when all were read to their ends
     */
    public record Result(long records, boolean stopped, JournalFault fault) {}

    /**
     * @throws io.tiercel.journal.JournalException when there is no journal in the folder
     * @throws IOException what the listener throws
     */
    public Result walk(final Watch watch) throws IOException {
        try (JournalReader inputs = read(Stream.INPUT);
                JournalReader outputs = read(Stream.OUTPUT);
                JournalReader telemetry = Journals.has(folder, Stream.TELEMETRY) ? read(Stream.TELEMETRY) : null) {
            return merge(
                    inputs,
                    new Following(Stream.OUTPUT, outputs),
                    telemetry == null ? null : new Following(Stream.TELEMETRY, telemetry),
                    watch);
        }
    }

    /** From the first record on that can be wanted. */
    private JournalReader read(final Stream stream) {
        return Journals.readFrom(folder, stream, selection.firstSequence(), selection.firstTimeNs());
    }

    private Result merge(
            final JournalReader inputs, final Following outputs, final Following telemetry, final Watch watch)
            throws IOException {
        while (inputs.next() == JournalReader.Result.RECORD) {
            if (selection.isOver(inputs.sequence(), inputs.timeNs(), records)) {
                return new Result(records, false, null);
            }
            if (!watch.onInput(inputs.sequence())) {
                return new Result(records, true, null);
            }
            tell(Stream.INPUT, inputs, inputs.sequence());
            outputs.tellUpTo(inputs.sequence());
            if (telemetry != null) {
                telemetry.tellUpTo(inputs.sequence());
            }
        }
        // where the inputs end early, by damage or by a crash
        outputs.tellUpTo(Long.MAX_VALUE);
        JournalFault fault = inputs.fault() == null ? outputs.reader.fault() : inputs.fault();
        if (telemetry != null) {
            telemetry.tellUpTo(Long.MAX_VALUE);
            fault = fault == null ? telemetry.reader.fault() : fault;
        }
        return new Result(records, false, fault);
    }

    /** A stream whose records name inputs as their causes. */
    private final class Following {
        private final Stream stream;
        private final JournalReader reader;
        private boolean hasRecord;

        Following(final Stream stream, final JournalReader reader) {
            this.stream = stream;
            this.reader = reader;
            hasRecord = reader.next() == JournalReader.Result.RECORD;
        }

        void tellUpTo(final long cause) throws IOException {
            while (hasRecord
                    && reader.cause() <= cause
                    && !selection.isOver(reader.cause(), reader.timeNs(), records)) {
                tell(stream, reader, reader.cause());
                hasRecord = reader.next() == JournalReader.Result.RECORD;
            }
        }
    }

    private void tell(final Stream stream, final JournalReader reader, final long inputSequence) throws IOException {
        final List<Token> message = schemas.message(reader, header);
        final String kind =
                message == null ? "unknown-" + reader.kind() : message.get(0).name();
        if (!selection.takes(stream, inputSequence, reader.timeNs(), kind)) {
            return;
        }
        if (selection.asksForIds()) {
            ids.clear();
            if (message == null || !decode(reader, message, ids) || !selection.takes(ids)) {
                return;
            }
        }
        records++;
        if (message != null) {
            listener.onBegin(stream, reader, kind);
            if (decode(reader, message, fields)) {
                listener.onEnd();
                return;
            }
        }
        listener.onUndecoded(stream, reader, kind);
    }

    /** False when the message does not end where its record does. */
    private boolean decode(final JournalReader reader, final List<Token> message, final TokenListener to) {
        try {
            final int end = OtfMessageDecoder.decode(
                    reader.buffer(),
                    reader.offset() + MessageHeaderDecoder.ENCODED_LENGTH,
                    header.version(),
                    header.blockLength(),
                    message,
                    to);
            return end == reader.offset() + reader.length();
        } catch (final IndexOutOfBoundsException | NegativeArraySizeException e) {
            return false;
        }
    }
}
