package io.tiercel.engine.boot;

import io.tiercel.journal.JournalReader;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** A copy of a journal in which records say something else; whole as far as a journal can tell. */
final class EditedJournal {
    private EditedJournal() {}

    /** Changes a message in its place. */
    interface Editor {
        void edit(Stream stream, JournalReader record, UnsafeBuffer message);
    }

    static void copy(final Path from, final Path to, final Editor editor) {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[512]);
        try (JournalReader inputs = Journals.read(from, Stream.INPUT);
                JournalReader outputs = Journals.read(from, Stream.OUTPUT);
                JournalWriter writer = Journals.create(
                        to, inputs.engineId(), inputs.journalId(), inputs.firstSequence(), 1 << 20, 4 << 20)) {
            boolean output = outputs.next() == JournalReader.Result.RECORD;
            while (inputs.next() == JournalReader.Result.RECORD) {
                inputs.buffer().getBytes(inputs.offset(), message, 0, inputs.length());
                editor.edit(Stream.INPUT, inputs, message);
                writer.appendInput(inputs.sequence(), inputs.timeNs(), inputs.kind(), message, 0, inputs.length());
                while (output && outputs.cause() == inputs.sequence()) {
                    outputs.buffer().getBytes(outputs.offset(), message, 0, outputs.length());
                    editor.edit(Stream.OUTPUT, outputs, message);
                    writer.appendOutput(
                            outputs.cause(),
                            outputs.ordinal(),
                            outputs.timeNs(),
                            outputs.kind(),
                            message,
                            0,
                            outputs.length());
                    output = outputs.next() == JournalReader.Result.RECORD;
                }
            }
        }
    }
}
