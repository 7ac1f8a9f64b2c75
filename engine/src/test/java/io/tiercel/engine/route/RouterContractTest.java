package io.tiercel.engine.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The router and the slow one go through the same random fates of children and must say the same, word for word. */
class RouterContractTest {
    private static final int STEPS = 3_000;
    private static final int MAX_PARENTS = 5;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 20_260_101, -5})
    void shouldBehaveAsSlowRouter(final long seed) {
        final Run run = new Run(seed);
        final Set<String> seen = new TreeSet<>();
        for (int step = 0; step < STEPS; step++) {
            final int failedStep = step;
            run.step(step);
            final List<String> calls = run.listener.takeCalls();
            assertEquals(
                    run.slowListener.takeCalls(), calls, () -> "calls differ: seed " + seed + " step " + failedStep);
            for (final String call : calls) {
                seen.addAll(List.of(call.split(" ")));
            }
            assertEquals(
                    run.slow.accounts(), run.accounts(), () -> "accounts differ: seed " + seed + " step " + failedStep);
            assertEquals(
                    run.slow.wakeTimes(),
                    run.timers.deadlines(),
                    () -> "timers differ: seed " + seed + " step " + failedStep);
            if (step % 500 == 250) {
                run.restart();
            }
        }
        assertTrue(
                seen.containsAll(List.of("LIVE", "PENDING_CANCEL", "FILLED", "CANCELLED", "EXPIRED", "cancel")),
                () -> "the run was too tame: seed " + seed + " saw " + seen);
    }

    /** A child that was sent and is not known to be over. */
    private record Child(long parentId, long orderId, long quantity) {}

    private static final class Run {
        final ManualTimers timers = new ManualTimers(MAX_PARENTS);
        final RecordingRouteListener listener = new RecordingRouteListener();
        final RecordingRouteListener slowListener = new RecordingRouteListener();
        final SlowRouter slow;
        Router router;

        private final long seed;
        private final Random random;
        private final OrderIds orderIds = new OrderIds();
        private final OrderIds slowOrderIds = new OrderIds();
        private final List<Child> children = new ArrayList<>();
        private final List<Long> parents = new ArrayList<>();
        private long nowNs = 1_000_000_000L;

        Run(final long seed) {
            this.seed = seed;
            random = new Random(seed);
            router = new Router(MAX_PARENTS, timers, orderIds, listener);
            slow = new SlowRouter(MAX_PARENTS, slowOrderIds, slowListener);
            listener.answerOrder = (ids, quantity) -> {
                if (refuses(ids[1])) {
                    router.onChildClosed(ids[0], ids[1], quantity);
                } else {
                    children.add(new Child(ids[0], ids[1], quantity));
                }
            };
            slowListener.answerOrder = (ids, quantity) -> {
                if (refuses(ids[1])) {
                    slow.closed(ids[0], ids[1]);
                }
            };
            listener.answerCancel = orderId -> {
                final Child child = child(orderId);
                if (child != null && answersCancelAtOnce(orderId)) {
                    router.onChildClosed(child.parentId, orderId, 0);
                }
            };
            slowListener.answerCancel = orderId -> {
                final Child child = child(orderId);
                if (child != null && answersCancelAtOnce(orderId)) {
                    slow.closed(child.parentId, orderId);
                }
            };
        }

        void step(final int step) {
            orderIds.startInput(1, step + 1);
            slowOrderIds.startInput(1, step + 1);
            switch (random.nextInt(10)) {
                case 0, 1 -> submit();
                case 2, 3, 4 -> advance();
                case 5, 6 -> fill();
                case 7, 8 -> close();
                default -> cancel();
            }
        }

        /** A fresh router goes on from the snapshot, which must read back to the same bytes. */
        void restart() {
            final StateBuffer before = new StateBuffer();
            router.snapshotTo(before);
            router = new Router(MAX_PARENTS, timers, orderIds, listener);
            router.restoreFrom(before.reader());
            final StateBuffer after = new StateBuffer();
            router.snapshotTo(after);
            assertArrayEquals(before.toByteArray(), after.toByteArray(), () -> "snapshot differs: seed " + seed);
        }

        List<String> accounts() {
            final List<String> result = new ArrayList<>();
            for (final long id : parents) {
                if (router.isOpenParent(id)) {
                    result.add(id + " " + router.cumulativeQuantity(id) + " " + router.openQuantity(id) + " "
                            + router.unsentQuantity(id));
                }
            }
            return result;
        }

        private void submit() {
            final long lot = 1 + random.nextInt(3);
            final long quantity = lot * (1 + random.nextInt(40));
            final int slices = 1 + random.nextInt(7);
            final long duration = slices + random.nextInt(random.nextBoolean() ? 20 : 1_000_000_000);
            final int strategyId = 1 + random.nextInt(2);
            final int instrumentId = 1 + random.nextInt(2);
            final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            final long id =
                    router.submitTwap(strategyId, instrumentId, side, 100, quantity, lot, duration, slices, nowNs);
            assertEquals(slow.submit(strategyId, instrumentId, side, 100, quantity, lot, duration, slices, nowNs), id);
            if (id != OrderIds.NONE) {
                parents.add(id);
            }
        }

        /** Fires every timer up to some time; often late, as when nothing else comes in. */
        private void advance() {
            final long next = timers.nextDeadlineNs();
            if (next == Long.MAX_VALUE) {
                return;
            }
            nowNs = Math.max(nowNs, next + (random.nextInt(3) == 0 ? random.nextInt(300_000_000) : 0));
            // A timer that is set while others fire waits for the next step, so both sides see the same ones.
            for (int i = timers.count(); i > 0 && timers.nextDeadlineNs() <= nowNs; i--) {
                slow.wake(timers.nextData(), nowNs);
                timers.fireNext(router, nowNs - timers.nextDeadlineNs());
            }
        }

        private void fill() {
            if (children.isEmpty()) {
                return;
            }
            final Child child = children.get(random.nextInt(children.size()));
            // Sometimes more than is left, or after its end: over-fills and late fills.
            final long quantity = 1 + random.nextInt((int) child.quantity);
            router.onChildFilled(child.parentId, child.orderId, quantity);
            slow.filled(child.parentId, child.orderId, quantity);
        }

        private void close() {
            if (children.isEmpty()) {
                return;
            }
            final int index = Math.max(0, children.size() - 1 - random.nextInt(4));
            final Child child = children.get(index);
            router.onChildClosed(child.parentId, child.orderId, 0);
            slow.closed(child.parentId, child.orderId);
            if (children.size() > 20) {
                children.remove(0);
            }
        }

        private void cancel() {
            if (random.nextInt(4) == 0) {
                final int strategyId = random.nextInt(3);
                final int instrumentId = random.nextInt(3);
                router.cancelAll(strategyId, instrumentId);
                slow.cancelAll(strategyId, instrumentId);
            } else if (!parents.isEmpty()) {
                final long id = parents.get(Math.max(0, parents.size() - 1 - random.nextInt(6)));
                assertEquals(slow.cancel(id), router.cancel(id), () -> "cancel differs: seed " + seed);
            }
        }

        private Child child(final long orderId) {
            for (final Child child : children) {
                if (child.orderId == orderId) {
                    return child;
                }
            }
            return null;
        }

        private boolean refuses(final long orderId) {
            return new Random(seed ^ orderId * 31).nextInt(6) == 0;
        }

        private boolean answersCancelAtOnce(final long orderId) {
            return new Random(seed ^ orderId * 37).nextInt(3) == 0;
        }
    }
}
