package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a strategy is told of its parent orders; two slices of 10, one second apart. */
final class ParentOrdersTest {
    private static final long SECOND = CoreHarness.NANO;
    private static final long PRICE = 99 * SECOND;

    private final List<String> told = new ArrayList<>();
    private final List<Teller> made = new ArrayList<>();
    private final CoreHarness harness = open(told, made);
    private final Teller teller = made.get(0);

    private static CoreHarness open(final List<String> told, final List<Teller> made) {
        final CoreHarness harness = new CoreHarness(CoreHarness.catalogue("Teller", setup -> {
                    final Teller teller = new Teller(setup, told);
                    made.add(teller);
                    return teller;
                }))
                .configure("strategies.strategy1.parameters.instrument", "S1")
                .open(1, "Teller");
        return harness.quoteAll();
    }

    @Test
    void shouldTellTheEndOfAParentThatExecutedInFull() {
        final long parent = begin(1);

        harness.fill(order(0), 20, 0);

        assertEquals(
                List.of(
                        "FILLED child of " + parent + " last 20 done 20 leaves 0 closed",
                        "FILLED " + parent + " at 99 BUY last 0 done 20 leaves 0 closed"),
                told);
    }

    @Test
    void shouldTellTheEndOfAParentWhoseTimeIsOver() {
        final long parent = begin(2);
        harness.fill(order(0), 10, 0);
        told.clear();

        harness.after(SECOND).tick();
        harness.accept(order(1));
        harness.after(SECOND).tick();
        harness.cancelled(order(1)).continueAll();

        assertEquals("EXPIRED " + parent + " at 99 BUY last 0 done 10 leaves 0 closed", told.get(told.size() - 1));
        assertEquals(
                1,
                told.stream()
                        .filter(line -> line.contains(" " + parent + " at"))
                        .count());
        assertEquals(0, harness.core.router().openParentCount());
    }

    @Test
    void shouldTellTheEndOfAParentThatItCancelled() {
        final long parent = begin(2);
        harness.accept(order(0));
        told.clear();

        assertTrue(teller.context.orders().cancel(parent));
        harness.cancelled(order(0));

        assertEquals(
                List.of(
                        "CANCELLED child of " + parent + " last 0 done 0 leaves 0 closed",
                        "CANCELLED " + parent + " at 99 BUY last 0 done 0 leaves 0 closed"),
                told);
    }

    @Test
    void shouldTellTheEndOfAParentThatAKillEnded() {
        final long parent = begin(2);
        harness.accept(order(0));

        harness.kill(0);
        harness.cancelled(order(0));

        assertEquals("CANCELLED " + parent + " at 99 BUY last 0 done 0 leaves 0 closed", told.get(told.size() - 1));
    }

    @Test
    void shouldRefuseParentWithTheReasonWhileKilledOrHalted() {
        harness.kill(1);
        harness.outputs.takeLines();
        final long killed = twap(2);
        harness.tick();
        harness.resume(1).halt(0).outputs.takeLines();
        final long halted = twap(2);
        harness.tick();

        assertEquals(0, killed);
        assertEquals(0, halted);
        assertEquals(List.of("refused HALTED 1/0"), harness.outputs.takeLines());
        assertEquals(List.of("REFUSED 0 at 99 BUY STRATEGY_KILLED", "REFUSED 0 at 99 BUY HALTED"), told);
        assertEquals(0, harness.core.router().openParentCount());
    }

    @Test
    void shouldRefuseParentOfAnUnknownInstrumentWithItsId() {
        teller.context.orders().submitTwap(9, Side.BUY, PRICE, 20, SECOND, 2);

        assertEquals(List.of("refused UNKNOWN_INSTRUMENT 9/1"), harness.outputs.takeLines());
    }

    /** The end is told after the callback that it is the end of: it waits in the queue, and in a snapshot. */
    @Test
    void shouldKeepAnEndThatIsStillToBeToldInTheSnapshot() {
        begin(2);
        harness.accept(order(0));
        harness.cancelled(order(0));
        told.clear();
        // Without a child to wait for the parent ends at once; the queue is emptied within the next input.
        assertTrue(teller.context.orders().cancel(teller.parent));
        final StateBuffer state = new StateBuffer();
        harness.core.snapshotTo(state);
        final List<String> otherTold = new ArrayList<>();
        final CoreHarness restored = open(otherTold, new ArrayList<>());
        restored.core.restoreFrom(state.reader());
        restored.goOnFrom(harness);
        otherTold.clear();

        harness.tick();
        restored.tick();

        assertEquals(List.of("CANCELLED " + teller.parent + " at 99 BUY last 0 done 0 leaves 0 closed"), told);
        assertEquals(told, otherTold);
        assertEquals(harness.core.digest(), restored.core.digest());
    }

    private long begin(final int slices) {
        final long parent = twap(slices);
        harness.tick();
        teller.parent = parent;
        return parent;
    }

    private long twap(final int slices) {
        return teller.context.orders().submitTwap(1, Side.BUY, PRICE, 20, slices * SECOND, slices);
    }

    private RecordedOutputs.Sent order(final int index) {
        return harness.outputs.orders.get(index);
    }

    private static final class Teller implements Strategy {
        private final StrategyContext context;
        private final List<String> told;
        private long parent;

        Teller(final StrategySetup setup, final List<String> told) {
            context = setup.context();
            setup.instrument("instrument");
            this.told = told;
        }

        @Override
        public void onExecution(final Execution execution) {
            final String what = execution.kind() + " "
                    + (execution.parentOrderId() != 0
                            ? "child of " + execution.parentOrderId()
                            : execution.orderId() + " at " + execution.priceNanos() / SECOND + " " + execution.side());
            told.add(
                    execution.kind() == Execution.Kind.REFUSED
                            ? what + " " + execution.riskReason()
                            : what + " last " + execution.lastQuantity() + " done " + execution.cumulativeQuantity()
                                    + " leaves " + execution.leavesQuantity() + (execution.closed() ? " closed" : ""));
        }
    }
}
