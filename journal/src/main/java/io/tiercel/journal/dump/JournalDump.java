package io.tiercel.journal.dump;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;

/**
 * Prints a journal as JSON, a record a line: each input, then its outputs, then its telemetry. A line holds stream,
 * sequence, timeNs, kind (the message's name), cause, for outputs ordinal, then the message's fields by the schema's
 * names. Numbers are JSON numbers of up to 64 bits, enums names, sets arrays of names, bytes hexadecimal digits; what
 * is not set is null.
 */
public final class JournalDump {
    private final Path folder;

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
        final Lines lines = new Lines(out);
        try {
            final JournalWalk.Result result =
                    new JournalWalk(folder, new MessageSchemas(), selection, lines, lines.json).walk(any -> true);
            return new Result(result.records(), result.fault());
        } catch (final IOException e) {
            throw new JournalException(
                    "cannot write the dump of " + folder + ": " + DiskFailure.text(e) + "; check the target", e);
        }
    }

    /** A record a line. */
    private static final class Lines implements RecordListener {
        private final Appendable out;
        private final JsonText json = new JsonText();

        Lines(final Appendable out) {
            this.out = out;
        }

        @Override
        public void onBegin(final Stream stream, final JournalReader record, final String kind) {
            json.beginObject();
            json.name("stream").string(stream.recordName());
            json.name("sequence").number(record.sequence());
            json.name("timeNs").number(record.timeNs());
            json.name("kind").string(kind);
            json.name("cause").number(record.cause());
            if (stream == Stream.OUTPUT) {
                json.name("ordinal").number(record.ordinal());
            }
        }

        @Override
        public void onEnd() throws IOException {
            out.append(json.endObject());
        }

        @Override
        public void onUndecoded(final Stream stream, final JournalReader record, final String kind) throws IOException {
            onBegin(stream, record, kind);
            json.name("bytes").string(FieldDecoder.hex(record.buffer(), record.offset(), record.length()));
            onEnd();
        }
    }
}
