package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.Digest;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.state.StateHash;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All signals on several instruments, run through one history: the same events must give the same bits, wherever. */
class SignalsReplayTest {
    private static final int INSTRUMENTS = 3;

    @Test
    void shouldGiveTheSameBitsOnEveryPlatform() {
        final Run run = new Run();
        final List<MarketEvent> events = MarketEvent.random(2026, 100_000);

        run.feed(events, 0, events.size());

        assertTrue(run.toldCount > 200_000, "only " + run.toldCount + " values told");
        assertEquals("3cd8cf1e9d2327b4", Digest.format(run.told));
        assertEquals("fd32538afb8f5b63", Digest.format(run.state()));
    }

    @Test
    void shouldGoOnTheSameAfterARestore() {
        for (long seed = 1; seed <= 5; seed++) {
            final List<MarketEvent> events = MarketEvent.random(seed, 4_000);
            final Run whole = new Run();
            whole.feed(events, 0, events.size());

            Run run = new Run();
            int from = 0;
            for (final int to : new int[] {0, 1, 2, 7, 100, 101, 1_500, 3_000, events.size()}) {
                run.feed(events, from, to);
                run = run.restored();
                from = to;
            }

            assertEquals(whole.told, run.told, "told, seed " + seed);
            assertEquals(whole.state(), run.state(), "state, seed " + seed);
        }
    }

    @Test
    void shouldNoticeMissingEvents() {
        final List<MarketEvent> events = MarketEvent.random(1, 500);
        final Run whole = new Run();
        whole.feed(events, 0, events.size());

        final Run shorter = new Run();
        shorter.feed(events, 0, 250);
        shorter.feed(events, 260, events.size());

        assertNotEquals(whole.state(), shorter.state());
    }

    /** Signals with a chained hash of all that was told. */
    private static final class Run {
        final FakeBook[] books = new FakeBook[INSTRUMENTS + 1];
        final Signals signals;
        long told = Digest.SEED;
        int toldCount;

        Run() {
            signals = new Signals(INSTRUMENTS, (signalId, signal) -> {
                told = Digest.mix(Digest.mix(told, signalId), signal.value());
                toldCount++;
            });
            for (int id = 1; id <= INSTRUMENTS; id++) {
                books[id] = new FakeBook(id, id);
                StandardSet.declare(signals, id);
            }
            StandardSet.declarePair(signals, 3, 1);
            StandardSet.declarePair(signals, 2, 3);
        }

        void feed(final List<MarketEvent> events, final int from, final int to) {
            for (int i = from; i < to; i++) {
                events.get(i).feed(signals, books[1 + i % INSTRUMENTS]);
            }
        }

        /** Another run at the same point, restored from a snapshot of this one. */
        Run restored() {
            final StateBuffer buffer = new StateBuffer();
            signals.snapshotTo(buffer);
            final Run copy = new Run();
            copy.signals.restoreFrom(buffer.reader());
            copy.told = told;
            copy.toldCount = toldCount;

            final StateBuffer again = new StateBuffer();
            copy.signals.snapshotTo(again);
            assertArrayEquals(buffer.toByteArray(), again.toByteArray());
            return copy;
        }

        long state() {
            final StateHash hash = new StateHash();
            signals.snapshotTo(hash);
            return hash.value();
        }
    }
}
