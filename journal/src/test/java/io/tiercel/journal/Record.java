package io.tiercel.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a reader handed out, as a value to compare. */
record Record(long sequence, long timeNs, int kind, long cause, int ordinal, String payload) {
    static Record of(final JournalReader reader) {
        final byte[] bytes = new byte[reader.length()];
        reader.buffer().getBytes(reader.offset(), bytes);
        return new Record(
                reader.sequence(),
                reader.timeNs(),
                reader.kind(),
                reader.cause(),
                reader.ordinal(),
                HexFormat.of().formatHex(bytes));
    }

    static List<Record> readAll(final JournalReader reader) {
        final List<Record> records = new ArrayList<>();
        while (reader.next() == JournalReader.Result.RECORD) {
            records.add(of(reader));
        }
        return records;
    }

    static List<Record> readAll(final Path folder, final Stream stream) {
        try (JournalReader reader = Journals.read(folder, stream)) {
            return readAll(reader);
        }
    }
}
