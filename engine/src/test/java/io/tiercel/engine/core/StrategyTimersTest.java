package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.state.TimerQueue;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many timers of several strategies on several instruments, against a sorted list. */
final class StrategyTimersTest {
    private static final int INSTRUMENTS = 8;
    private static final int STRATEGIES = 3;
    private static final int LIMIT = CoreHarness.settings().maxTimers() / 4;

    private final List<Timed> strategies = new ArrayList<>();

    private record Running(long deadlineNs, long id, Timed owner, long data) {}

    private static final class Timed implements Strategy {
        private final StrategyContext context;
        private Oracle oracle;

        private Timed(final StrategySetup setup) {
            context = setup.context();
        }

        @Override
        public void onTimer(final long timerId, final long data) {
            oracle.onTimer(this, timerId, data);
        }
    }

    /** Does what it says, to the strategies and to its own list, also from inside their callbacks. */
    private static class Oracle {
        private final List<Running> running = new ArrayList<>();
        private final Random random;
        private int fired;

        private Oracle(final long seed) {
            random = new Random(seed);
        }

        private void act(final Timed strategy) {
            if (random.nextInt(3) > 0 || running.isEmpty()) {
                final long delayNs = random.nextInt(50) - 5;
                final long data = 1 + random.nextInt(INSTRUMENTS);
                final long id = strategy.context.startTimer(delayNs, data);
                assertNotEquals(0, id);
                running.add(new Running(strategy.context.timeNs() + Math.max(1, delayNs), id, strategy, data));
            } else {
                final Running timer = running.get(random.nextInt(running.size()));
                final boolean own = timer.owner == strategy;
                assertEquals(own, strategy.context.cancelTimer(timer.id));
                if (own) {
                    running.remove(timer);
                }
            }
        }

        void onTimer(final Timed strategy, final long timerId, final long data) {
            final Running first = running.stream()
                    .min(Comparator.comparingLong(Running::deadlineNs).thenComparingLong(Running::id))
                    .orElseThrow();
            assertEquals(first, new Running(first.deadlineNs, timerId, strategy, data));
            assertTrue(first.deadlineNs <= strategy.context.timeNs());
            assertFalse(strategy.context.cancelTimer(timerId));
            running.remove(first);
            fired++;
            if (running.size() < 500) {
                act(strategy);
            }
        }
    }

    private CoreHarness open() {
        final CoreHarness harness = new CoreHarness(CoreHarness.catalogue("Timed", setup -> {
            final Timed strategy = new Timed(setup);
            strategies.add(strategy);
            return strategy;
        }));
        return harness.open(INSTRUMENTS, "Timed", "Timed", "Timed");
    }

    @Test
    void shouldFireAsASortedListDoesAlsoAfterARestart() {
        for (long seed = 1; seed <= 20; seed++) {
            try {
                compareWithSortedList(seed);
            } catch (final AssertionError error) {
                throw new AssertionError("seed " + seed, error);
            }
        }
    }

    private void compareWithSortedList(final long seed) {
        strategies.clear();
        CoreHarness harness = open();
        final Oracle oracle = new Oracle(seed);
        strategies.forEach(strategy -> strategy.oracle = oracle);
        for (int step = 0; step < 2_000; step++) {
            oracle.act(strategies.get(oracle.random.nextInt(STRATEGIES)));
            if (oracle.random.nextInt(3) == 0) {
                harness.after(oracle.random.nextInt(10)).tick();
                final long nowNs = harness.timeNs();
                assertTrue(oracle.running.stream().allMatch(timer -> timer.deadlineNs > nowNs));
            }
            if (step % 500 == 499) {
                harness = restarted(harness, oracle);
            }
        }
        assertTrue(oracle.fired > 500, "only " + oracle.fired);
    }

    private CoreHarness restarted(final CoreHarness before, final Oracle oracle) {
        final List<Timed> old = List.copyOf(strategies);
        final StateBuffer state = new StateBuffer();
        before.core.snapshotTo(state);
        strategies.clear();
        final CoreHarness after = open();
        after.core.restoreFrom(state.reader());
        after.goOnFrom(before);
        assertEquals(before.core.digest(), after.core.digest());
        strategies.forEach(strategy -> strategy.oracle = oracle);
        oracle.running.replaceAll(
                timer -> new Running(timer.deadlineNs, timer.id, strategies.get(old.indexOf(timer.owner)), timer.data));
        return after;
    }

    @Test
    void shouldGiveOneStrategyNoMoreThanItsShareAndTheOthersTheirs() {
        final CoreHarness harness = open();
        harness.outputs.takeLines();
        final StrategyContext greedy = strategies.get(0).context;
        long last = 0;
        for (int i = 0; i < LIMIT; i++) {
            last = greedy.startTimer(1_000, i);
        }

        assertNotEquals(0, last);
        assertEquals(0, greedy.startTimer(1_000, 0));
        assertEquals(List.of("alert TIMER_CAPACITY"), harness.outputs.takeLines());
        assertNotEquals(0, strategies.get(1).context.startTimer(1_000, 0));
        assertTrue(greedy.cancelTimer(last));
        assertNotEquals(0, greedy.startTimer(1_000, 0));
    }

    @Test
    void shouldHaveRoomAgainAfterTimersFired() {
        final CoreHarness harness = open();
        final Oracle counting = new Oracle(1) {
            @Override
            void onTimer(final Timed strategy, final long timerId, final long data) {}
        };
        strategies.get(0).oracle = counting;
        for (int i = 0; i < LIMIT; i++) {
            strategies.get(0).context.startTimer(10, i);
        }

        harness.after(10).tick();

        assertNotEquals(0, strategies.get(0).context.startTimer(10, 0));
    }

    @Test
    void shouldLeaveOneTimerToAStrategyOfTheSmallestQueue() {
        assertEquals(1, new StrategyTimers(new TimerQueue(1), 1).limit());
    }
}
