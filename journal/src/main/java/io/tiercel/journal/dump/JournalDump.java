package io.tiercel.journal.dump;

import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;
import uk.co.real_logic.sbe.otf.TokenListener;

/**
 * Prints a journal as JSON, a record a line: each input, then its outputs. A line holds stream, sequence, timeNs,
 * kind (the message's name), cause, for outputs ordinal, then the message's fields by the schema's names. Numbers
 * are JSON numbers of up to 64 bits, enums names, sets arrays of names, bytes hexadecimal digits; what is not set
 * is null.
 */
public final class JournalDump {
    private final Path folder;
    private final MessageSchemas schemas = new MessageSchemas();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageIds ids = new MessageIds();
    private final JsonText json = new JsonText();
    private final JsonFields fields = new JsonFields(json);

    public JournalDump(final Path folder) {
        this.folder = folder;
    }

    /** The names of all messages there are. */
    public static SortedSet<String> kinds() {
        return new MessageSchemas().messageNames();
    }

    /**
     * What became of it.
     *
     * @param records printed
     * @param fault   where a stream could not be read on; null when both were read to their ends
     */
    public record Result(long records, JournalFault fault) {}

    /** @throws JournalException when there is no journal in the folder or {@code out} fails */
    public Result writeTo(final Appendable out) {
        return writeTo(out, new Selection());
    }

    /** @throws JournalException when there is no journal in the folder or {@code out} fails */
    public Result writeTo(final Appendable out, final Selection selection) {
        try (JournalReader inputs = Journals.readFromTime(folder, Stream.INPUT, selection.firstTimeNs());
                JournalReader outputs = Journals.readFromTime(folder, Stream.OUTPUT, selection.firstTimeNs())) {
            return merge(inputs, outputs, out, selection);
        } catch (final IOException e) {
            throw new JournalException("cannot write the dump of " + folder + ": " + e + "; check the target", e);
        }
    }

    private Result merge(
            final JournalReader inputs, final JournalReader outputs, final Appendable out, final Selection selection)
            throws IOException {
        long records = 0;
        boolean output = outputs.next() == JournalReader.Result.RECORD;
        while (inputs.next() == JournalReader.Result.RECORD) {
            if (selection.isOver(inputs.sequence(), inputs.timeNs(), records)) {
                return new Result(records, null);
            }
            records += print(Stream.INPUT, inputs, inputs.sequence(), out, selection);
            while (output
                    && outputs.cause() <= inputs.sequence()
                    && !selection.isOver(outputs.cause(), outputs.timeNs(), records)) {
                records += print(Stream.OUTPUT, outputs, outputs.cause(), out, selection);
                output = outputs.next() == JournalReader.Result.RECORD;
            }
        }
        // where the inputs end early, by damage or by a crash
        while (output && !selection.isOver(outputs.cause(), outputs.timeNs(), records)) {
            records += print(Stream.OUTPUT, outputs, outputs.cause(), out, selection);
            output = outputs.next() == JournalReader.Result.RECORD;
        }
        return new Result(records, inputs.fault() == null ? outputs.fault() : inputs.fault());
    }

    private int print(
            final Stream stream,
            final JournalReader reader,
            final long inputSequence,
            final Appendable out,
            final Selection selection)
            throws IOException {
        final List<Token> message = schemas.message(reader, header);
        final String kind =
                message == null ? "unknown-" + reader.kind() : message.get(0).name();
        if (!selection.takes(stream, inputSequence, reader.timeNs(), kind)) {
            return 0;
        }
        if (selection.asksForIds()) {
            ids.clear();
            if (message == null || !decode(reader, message, ids) || !selection.takes(ids)) {
                return 0;
            }
        }
        begin(stream, reader, kind);
        if (message == null || !decode(reader, message, fields)) {
            // what is no message of a known schema is still shown
            begin(stream, reader, kind);
            json.name("bytes").string(JsonFields.hex(reader.buffer(), reader.offset(), reader.length()));
        }
        out.append(json.endObject());
        return 1;
    }

    private void begin(final Stream stream, final JournalReader reader, final String kind) {
        json.beginObject();
        json.name("stream").string(stream == Stream.INPUT ? "input" : "output");
        json.name("sequence").number(reader.sequence());
        json.name("timeNs").number(reader.timeNs());
        json.name("kind").string(kind);
        json.name("cause").number(reader.cause());
        if (stream == Stream.OUTPUT) {
            json.name("ordinal").number(reader.ordinal());
        }
    }

    /** False when the message does not end where its record does. */
    private boolean decode(final JournalReader reader, final List<Token> message, final TokenListener listener) {
        try {
            final int end = OtfMessageDecoder.decode(
                    reader.buffer(),
                    reader.offset() + MessageHeaderDecoder.ENCODED_LENGTH,
                    header.version(),
                    header.blockLength(),
                    message,
                    listener);
            return end == reader.offset() + reader.length();
        } catch (final IndexOutOfBoundsException | NegativeArraySizeException e) {
            return false;
        }
    }
}
