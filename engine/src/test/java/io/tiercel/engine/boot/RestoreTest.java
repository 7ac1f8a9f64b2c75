package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.Digest;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.engine.boot.JournalInputs.Input;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A core that took over the state of another one in the middle of a run. */
final class RestoreTest {
    private static final Outputs NOWHERE = (cause, ordinal, buffer, offset, length) -> {};

    @TempDir
    Path temporary;

    @Test
    void shouldComeToDigestOfUninterruptedRunWhereverItTookOver() {
        final Path journal = temporary.resolve("journal");
        final Program program = new Program();
        final int exitCode = program.execute(Program.virtualRun(Path.of("..", "config", "tiercel.conf"), journal, 7));
        assertEquals(0, exitCode, program::err);
        final String digest = program.json().getString("digest");
        final EngineConfiguration configuration =
                EngineConfiguration.fromResolved(JournalHead.read(journal).configuration());
        final List<Input> inputs = JournalInputs.read(journal);
        final int ready = readyAt(inputs);
        assertTrue(inputs.size() > ready + 1_000, "only " + inputs.size() + " inputs");

        for (final int percent : new int[] {0, 1, 13, 37, 50, 77, 99, 100}) {
            final int k = ready + 1 + (inputs.size() - ready - 1) * percent / 100;
            final TradingCore first = CoreFactory.create(configuration);
            give(first, inputs, 0, k);
            final StateBuffer state = new StateBuffer();
            first.snapshotTo(state);

            final TradingCore second = CoreFactory.create(configuration);
            give(second, inputs, 0, ready + 1);
            second.restoreFrom(state.reader());
            final StateBuffer again = new StateBuffer();
            second.snapshotTo(again);

            assertArrayEquals(state.toByteArray(), again.toByteArray(), "written again after input " + k);
            assertEquals(first.digest(), second.digest(), "taken over after input " + k);
            assertEquals(first.nextDeadlineNs(), second.nextDeadlineNs(), "taken over after input " + k);
            assertEquals(first.hasContinuation(), second.hasContinuation(), "taken over after input " + k);
            give(second, inputs, k, inputs.size());
            assertEquals(digest, Digest.format(second.digest()), "taken over after input " + k);
        }
    }

    private static int readyAt(final List<Input> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).kind() == SessionReadyDecoder.TEMPLATE_ID) {
                return i;
            }
        }
        throw new AssertionError("the session never was ready");
    }

    private static void give(final TradingCore core, final List<Input> inputs, final int from, final int to) {
        for (int i = from; i < to; i++) {
            inputs.get(i).give(core, NOWHERE);
        }
    }
}
