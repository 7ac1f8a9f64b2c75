package io.tiercel.engine.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of its orders, a pair stays hedged where it can be, and ends flat. */
class PairsRandomTest {
    private static final int STEPS = 20_000;
    private static final long SIZE = 100;
    private static final long HEDGE = 50;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 20_260_101, -9})
    void shouldKeepItsRules(final long seed) {
        try {
            final Run run = new Run(seed, 0);
            run.work();
            assertTrue(run.sent.size() > STEPS / 20, "it hardly traded: " + run.sent.size());
            assertTrue(run.hedgedCount > 20, "it was hardly ever a whole pair: " + run.hedgedCount);
            assertTrue(run.lateCount > 5, "hardly a late fill: " + run.lateCount);
        } catch (final AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void shouldSendTheSameAfterEachRestore(final long seed) {
        final Run whole = new Run(seed, 0);
        final Run broken = new Run(seed, 13);

        whole.work();
        broken.work();

        assertEquals(whole.sent, broken.sent, "seed " + seed);
    }

    /** An order, and what its venue knows of it. */
    private static final class Taking {
        long id;
        int instrumentId;
        Side side;
        long quantity;
        long done;
        boolean cancelling;
    }

    private static final class Run implements OrderPort {
        final PairRig rig = new PairRig();
        final List<String> sent = new ArrayList<>();
        int hedgedCount;
        int lateCount;
        private final Random random;
        private final int restoreEvery;
        private final List<Taking> open = new ArrayList<>();
        private Taking over;
        private boolean calm;
        private boolean stopping;
        private long lastId;

        Run(final long seed, final int restoreEvery) {
            random = new Random(seed);
            this.restoreEvery = restoreEvery;
            rig.orders = this;
            rig.set("backOff", "1ms");
            rig.set("legOutTimeout", "20ms");
            rig.set("maxHolding", "2s");
        }

        void work() {
            for (int step = 1; step <= STEPS; step++) {
                step();
                if (restoreEvery > 0 && step % restoreEvery == 0) {
                    rig.restore();
                }
                if (step % 100 == 0) {
                    beHedged();
                }
            }
            beFlat();
            rig.signals(3, 0.5);
            stopping = true;
            rig.pairs.onSession(0, Phase.STOPPING);
            for (int i = 0; i < 100; i++) {
                rig.advance(1 + random.nextInt(50));
                rig.books();
            }
        }

        private void step() {
            rig.timeNs += random.nextInt(1_000_000);
            switch (random.nextInt(9)) {
                case 0, 1 -> rig.at(random.nextInt(900) / 100.0 - 4.5);
                case 2 -> rig.books();
                case 3 -> rig.fire();
                case 4 -> {
                    final FakeBook book = random.nextBoolean() ? rig.acme : rig.bolt;
                    book.suspect(random.nextInt(3) == 0);
                    rig.pairs.onBook(book);
                }
                case 5 -> lateFill();
                default -> happen();
            }
        }

        /** With time, and a market that gives what is asked for, nothing stays unhedged. */
        private void beHedged() {
            calmDown(1);
            final double firstShare = (double) rig.firstPosition / SIZE;
            final double secondShare = (double) -rig.secondPosition / HEDGE;
            // One lot of each leg: 10 of 100, 5 of 50
            assertTrue(
                    Math.abs(firstShare - secondShare) < 0.2,
                    () -> "unhedged: " + rig.firstPosition + " and " + rig.secondPosition);
            if (Math.abs(rig.firstPosition) >= 10) {
                hedgedCount++;
            }
            calm = false;
        }

        private void beFlat() {
            rig.set("trading", "false");
            calmDown(3);
            assertTrue(Math.abs(rig.firstPosition) < 10, () -> "not flat: " + rig.firstPosition);
            assertTrue(Math.abs(rig.secondPosition) < 5, () -> "not flat: " + rig.secondPosition);
        }

        private void calmDown(final double z) {
            calm = true;
            rig.acme.suspect(false);
            rig.bolt.suspect(false);
            for (int i = 0; i < 100; i++) {
                rig.advance(2);
                rig.at(z);
                while (!open.isEmpty()) {
                    happen();
                }
            }
        }

        /** Something happens to one order. */
        private void happen() {
            if (open.isEmpty()) {
                return;
            }
            final Taking order = open.get(random.nextInt(open.size()));
            final int luck = calm ? 9 : random.nextInt(10);
            if (luck == 0) {
                tell(order, Execution.Kind.IN_DOUBT, false);
            } else if (luck == 1 && order.cancelling) {
                order.cancelling = false;
                tell(order, Execution.Kind.CANCEL_REJECTED, false);
            } else if (luck < 4) {
                final Execution.Kind[] kinds = {
                    Execution.Kind.CANCELLED,
                    Execution.Kind.REJECTED,
                    Execution.Kind.EXPIRED,
                    Execution.Kind.NOT_SENT,
                    Execution.Kind.UNKNOWN
                };
                tell(order, kinds[random.nextInt(kinds.length)], true);
            } else if (luck == 4) {
                tell(order, Execution.Kind.ACCEPTED, false);
            } else {
                fill(
                        order,
                        calm ? order.quantity - order.done : 1 + random.nextInt((int) (order.quantity - order.done)));
                tell(order, Execution.Kind.FILLED, order.done == order.quantity);
            }
        }

        /** Of an order that everybody thought was over. */
        private void lateFill() {
            if (over != null && over.quantity > over.done && random.nextInt(8) == 0) {
                fill(over, 1 + random.nextInt((int) (over.quantity - over.done)));
                tell(over, Execution.Kind.FILLED, true);
                over = null;
                lateCount++;
            }
        }

        private void fill(final Taking order, final long quantity) {
            order.done += quantity;
            rig.fill(order.instrumentId, order.side == Side.BUY ? quantity : -quantity);
        }

        private void tell(final Taking order, final Execution.Kind kind, final boolean closed) {
            final FakeExecution execution = FakeExecution.of(
                            7, kind, order.id, order.side, 0, order.quantity - order.done)
                    .executed(0, order.done);
            if (closed) {
                open.remove(order);
                over = order;
            }
            rig.pairs.onExecution(closed ? execution.over() : execution);
        }

        @Override
        public long submit(
                final int instrumentId,
                final Side side,
                final OrderType type,
                final TimeInForce timeInForce,
                final boolean postOnly,
                final long priceNanos,
                final long quantity) {
            sent.add(rig.timeNs + " " + instrumentId + " " + side + " " + quantity + " at " + priceNanos);
            final boolean isFirst = instrumentId == PairRig.FIRST;
            check(!stopping, "an order after the word to stop");
            check(timeInForce == TimeInForce.IOC && !postOnly, "an order that could rest");
            check(open.stream().noneMatch(order -> order.instrumentId == instrumentId), "a second order for a leg");
            check(quantity > 0 && quantity % (isFirst ? 10 : 5) == 0, "no whole lots: " + quantity);
            check(rig.book(instrumentId).tradable(), "an order on a book that cannot be trusted");
            final long before = isFirst ? rig.firstPosition : rig.secondPosition;
            final long worst = side == Side.BUY ? before + quantity : before - quantity;
            // Late fills may have taken it further; it must not go there itself
            check(
                    Math.abs(worst) <= Math.max(isFirst ? SIZE : HEDGE, Math.abs(before)),
                    "more than its size: " + worst);
            if (random.nextInt(30) == 0) {
                return 0;
            }
            final Taking order = new Taking();
            order.id = ++lastId;
            order.instrumentId = instrumentId;
            order.side = side;
            order.quantity = quantity;
            open.add(order);
            return order.id;
        }

        @Override
        public boolean cancel(final long orderId) {
            for (final Taking order : open) {
                if (order.id == orderId) {
                    check(!order.cancelling, "a second cancel before the answer to the first");
                    order.cancelling = true;
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean replace(final long orderId, final long priceNanos, final long quantity) {
            throw new AssertionError("a leg never changes an order");
        }

        @Override
        public long submitTwap(
                final int instrumentId,
                final Side side,
                final long limitPriceNanos,
                final long quantity,
                final long durationNs,
                final int sliceCount) {
            throw new AssertionError("a leg sends no parent orders");
        }

        @Override
        public void cancelAll(final int instrumentId) {
            throw new AssertionError("a leg cancels its own orders only");
        }

        private static void check(final boolean holds, final String what) {
            if (!holds) {
                throw new AssertionError("the pair sent " + what);
            }
        }
    }
}
