package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.Digest;
import io.tiercel.codecs.control.ContinueDecoder;
import io.tiercel.codecs.control.ContinueEncoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.core.RecordedOutputs.Sent;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Strategies that order and cancel without measure, under a small bound: it holds after every input, nothing that waits
 * is lost, and whoever takes over in the middle goes on the same.
 */
final class OutputBoundScheduleTest {
    private static final int BOUND = 16;
    private static final int STRATEGIES = 2;
    private static final int INPUTS = 10_000;
    private static final long SEED = 20_261_121;
    private static final long SECOND = CoreHarness.NANO;

    private record Input(long timeNs, byte[] message) {
        int templateId() {
            return new MessageHeaderDecoder().wrap(new UnsafeBuffer(message), 0).templateId();
        }
    }

    /** A core, and all that it was given. */
    private static final class Run {
        final RecordedOutputs outputs = new RecordedOutputs();
        final TradingCore core =
                new TradingCore(CoreHarness.settings(BOUND), CoreHarness.catalogue("Greedy", Greedy::new)::get);
        final List<Input> inputs = new ArrayList<>();

        void give(final Input input) {
            inputs.add(input);
            outputs.greatestOrdinal = -1;
            core.onEvent(
                    inputs.size(), input.timeNs, new UnsafeBuffer(input.message), 0, input.message.length, outputs);
            final int count = outputs.greatestOrdinal + 1;
            assertTrue(
                    count <= OutputBoundTest.greatest(BOUND, STRATEGIES),
                    () -> count + " outputs of input " + inputs.size() + ", seed " + SEED);
        }

        void give(final List<Input> some) {
            some.forEach(this::give);
        }
    }

    private final Run run = new Run();
    private final Random random = new Random(SEED);
    private final CoreHarness outside = new CoreHarness(
                    CoreHarness.catalogue("none", null), null, CoreHarness.settings(BOUND))
            .forwardTo(this::take);
    private final Map<Long, Sent> open = new HashMap<>();
    private int acceptedCount;
    private int cancelledCount;
    private int opening;

    private void take(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        run.give(new Input(outside.timeNs(), message));
    }

    private void giveContinue() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final ContinueEncoder message = new ContinueEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .causeSequence(run.inputs.size());
        outside.raw(buffer, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }

    private void trade() {
        outside.configure("strategies.strategy1.parameters.instruments", "S1")
                .configure("strategies.strategy2.parameters.instruments", "S1")
                .open(2, "Greedy", "Greedy");
        opening = run.inputs.size();
        outside.quoteAll();
        while (run.inputs.size() < INPUTS) {
            outside.after(random.nextInt(4_000_000));
            if (run.core.hasContinuation() && random.nextInt(3) > 0) {
                giveContinue();
            } else {
                event();
            }
        }
        for (int strategyId = 1; strategyId <= STRATEGIES; strategyId++) {
            assertNull(run.core.strategies().failure(strategyId), "seed " + SEED);
        }
        outside.stop();
        for (int i = 0; i < 10_000 && unfinished(); i++) {
            if (run.core.hasContinuation()) {
                giveContinue();
            } else {
                outside.after(SECOND / 5).tick();
                run.outputs.orders.forEach(outside::cancelled);
            }
        }
    }

    private boolean unfinished() {
        return run.core.hasContinuation()
                || run.core.openOrderCount() > 0
                || run.core.router().openParentCount() > 0;
    }

    private void event() {
        final int kind = random.nextInt(1_000);
        if (kind < 300) {
            outside.add(1, Side.BUY, 1_000_000 + run.inputs.size(), 9_000 + random.nextInt(900), 10, true);
        } else if (kind < 500) {
            outside.tick();
        } else if (kind < 960) {
            answer();
        } else if (kind < 970) {
            outside.kill(random.nextInt(STRATEGIES + 1));
        } else if (kind < 985) {
            outside.resume(0).resume(1).resume(2);
        } else if (kind < 992) {
            outside.sessionUp(run.inputs.size());
        } else {
            // Whatever waits for an answer does so for too long; so do books for their feed.
            outside.after(6 * SECOND).tick().feedLive();
        }
    }

    /** A few orders are accepted, of which some are filled later on, and a few cancelled; neither all nor at once. */
    private void answer() {
        for (int i = random.nextInt(20); i > 0 && acceptedCount < run.outputs.orders.size(); i--) {
            final Sent order = run.outputs.orders.get(acceptedCount++);
            open.put(order.orderId(), order);
            if (random.nextInt(20) > 0) {
                outside.accept(order);
            }
            if (random.nextInt(10) == 0) {
                outside.fill(order, order.quantity(), 0);
            }
        }
        for (int i = random.nextInt(20); i > 0 && cancelledCount < run.outputs.cancelledIds.size(); i--) {
            final Sent order = open.remove(run.outputs.cancelledIds.get(cancelledCount++));
            if (order != null && random.nextInt(20) > 0) {
                outside.cancelled(order);
            }
        }
    }

    @Test
    void shouldKeepToTheBoundAndLoseNothingWhateverStrategiesDo() {
        trade();

        assertEquals(0, run.core.openOrderCount(), "orders are left open, seed " + SEED);
        assertEquals(0, run.core.router().openParentCount(), "parents are left open, seed " + SEED);
        assertFalse(run.core.hasContinuation());
        final long continues = run.inputs.stream()
                .filter(input -> input.templateId() == ContinueDecoder.TEMPLATE_ID)
                .count();
        assertTrue(continues > INPUTS / 10, continues + " continues, seed " + SEED);
        assertTrue(run.outputs.orders.size() > INPUTS / 4, run.outputs.orders.size() + " orders, seed " + SEED);
    }

    @Test
    void shouldComeToSameDigestWhenReplayedAndWhereverItIsTakenOver() {
        trade();
        final List<Input> inputs = run.inputs;
        final Run replay = new Run();
        int takenOverAtWork = 0;

        for (int k = 0; k < inputs.size(); k++) {
            if (k > opening && k % (INPUTS / 10) == 0) {
                takenOverAtWork += replay.core.hasContinuation() ? 1 : 0;
                assertEquals(run.core.digest(), takeOver(replay, inputs, k), "taken over at " + k + ", seed " + SEED);
            }
            replay.give(inputs.get(k));
        }

        assertEquals(run.core.digest(), replay.core.digest());
        assertEquals(run.outputs.lines, replay.outputs.lines);
        assertTrue(takenOverAtWork > 2, "taken over with work left: " + takenOverAtWork + ", seed " + SEED);
    }

    private long takeOver(final Run from, final List<Input> inputs, final int k) {
        final StateBuffer state = new StateBuffer();
        from.core.snapshotTo(state);
        final Run second = new Run();
        second.give(inputs.subList(0, opening));
        second.core.restoreFrom(state.reader());
        second.inputs.addAll(inputs.subList(opening, k));
        second.give(inputs.subList(k, inputs.size()));
        return second.core.digest();
    }

    /** What it does follows from the time and from how often it was called. */
    private static final class Greedy implements Strategy {
        private static final int REMEMBERED = 256;

        private final StrategyContext context;
        private final long[] ids = new long[REMEMBERED];
        private long idCount;
        private long callCount;
        private long chance;

        Greedy(final StrategySetup setup) {
            context = setup.context();
            setup.instruments("instruments");
        }

        private int chance(final int range) {
            chance = Digest.mix(chance, context.timeNs());
            return (int) Long.remainderUnsigned(chance >>> 7, range);
        }

        private void act(final int count) {
            chance = Digest.mix(Digest.SEED, ++callCount);
            for (int i = 0; i < count; i++) {
                final int kind = chance(100);
                if (kind < 40) {
                    remember(context.orders().limit(1, Side.BUY, 80 * SECOND, 2));
                } else if (kind < 80) {
                    context.orders().cancel(any());
                } else if (kind < 88) {
                    context.orders().replace(any(), 81 * SECOND, 1 + chance(4));
                } else if (kind < 96) {
                    remember(context.orders().submitTwap(1, Side.BUY, 80 * SECOND, 6, 1_000_000L * (3 + chance(9)), 3));
                } else if (kind < 99) {
                    context.startTimer(chance(3_000_000), kind);
                } else if (chance(10) == 0) {
                    for (int j = 0; j < REMEMBERED; j++) {
                        context.orders().cancel(ids[j]);
                    }
                } else if (chance(10) == 0) {
                    context.orders().cancelAll(0);
                }
            }
        }

        private long any() {
            return ids[chance(REMEMBERED)];
        }

        private void remember(final long id) {
            ids[(int) (idCount++ % REMEMBERED)] = id;
        }

        @Override
        public void onBook(final Book book) {
            act(chance(60));
        }

        @Override
        public void onExecution(final Execution execution) {
            if (execution.kind() != Execution.Kind.REFUSED) {
                act(chance(4));
            }
        }

        @Override
        public void onTimer(final long timerId, final long data) {
            act(chance(30));
        }

        @Override
        public void snapshotTo(final StateWriter writer) {
            for (final long id : ids) {
                writer.putLong(id);
            }
            writer.putLong(idCount);
            writer.putLong(callCount);
            writer.putLong(chance);
        }

        @Override
        public void restoreFrom(final StateReader reader) {
            for (int i = 0; i < REMEMBERED; i++) {
                ids[i] = reader.takeLong();
            }
            idCount = reader.takeLong();
            callCount = reader.takeLong();
            chance = reader.takeLong();
        }
    }
}
