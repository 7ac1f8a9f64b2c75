package io.tiercel.engine.boot;

import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal's inputs in memory, to be given to a core as often as a test wants. */
final class JournalInputs {
    private JournalInputs() {}

    record Input(long sequence, long timeNs, int kind, UnsafeBuffer bytes) {
        void give(final StateMachine core, final Outputs outputs) {
            core.onEvent(sequence, timeNs, bytes, 0, bytes.capacity(), outputs);
        }
    }

    static List<Input> read(final Path journal) {
        final List<Input> all = new ArrayList<>();
        try (JournalReader inputs = Journals.read(journal, Stream.INPUT)) {
            while (inputs.next() == JournalReader.Result.RECORD) {
                final byte[] bytes = new byte[inputs.length()];
                inputs.buffer().getBytes(inputs.offset(), bytes);
                all.add(new Input(inputs.sequence(), inputs.timeNs(), inputs.kind(), new UnsafeBuffer(bytes)));
            }
        }
        return all;
    }
}
