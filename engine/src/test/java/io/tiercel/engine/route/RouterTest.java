package io.tiercel.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.state.StateBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final long START = 1_000_000;
    private static final long PRICE = 99_000_000_000L;

    private final OrderIds orderIds = new OrderIds();
    private final ManualTimers timers = new ManualTimers(2);
    private final RecordingRouteListener listener = new RecordingRouteListener();
    private final Router router = new Router(2, timers, orderIds, listener);

    @BeforeEach
    void startInput() {
        orderIds.startInput(0, 1);
    }

    @Test
    void shouldSendFirstSliceAtOnce() {
        final long parent = submit(1000, 10, 4);

        assertEquals(4096, parent);
        assertEquals(List.of(live(4096, 0, 1000), order(4097, 4096, 250)), listener.takeCalls());
        assertEquals(START + 1000, timers.nextDeadlineNs());
    }

    @Test
    void shouldSpreadOddLotsAsEarlyAsEachCanBe() {
        submit(70, 10, 4);
        final List<String> first = listener.takeCalls();
        fillAndClose(4096, 4097, 20);
        listener.takeCalls();

        timers.fireNext(router, 0);
        assertEquals(List.of(order(4098, 4096, 20)), listener.takeCalls());
        fillAndClose(4096, 4098, 20);
        listener.takeCalls();
        timers.fireNext(router, 0);
        assertEquals(List.of(order(4099, 4096, 20)), listener.takeCalls());
        fillAndClose(4096, 4099, 20);
        listener.takeCalls();
        timers.fireNext(router, 0);

        assertEquals(List.of(live(4096, 0, 70), order(4097, 4096, 20)), first);
        assertEquals(List.of(order(4100, 4096, 10)), listener.takeCalls());
    }

    @Test
    void shouldReplaceOpenSliceWhenNextOneIsDue() {
        submit(1000, 10, 4);
        router.onChildFilled(4096, 4097, 100);
        listener.takeCalls();

        timers.fireNext(router, 0);
        assertEquals(List.of("cancel 4097"), listener.takeCalls());
        router.onChildClosed(4096, 4097, 150);

        assertEquals(List.of(order(4098, 4096, 400)), listener.takeCalls());
    }

    @Test
    void shouldCountFillThatComesBetweenCancelAndItsAnswer() {
        submit(1000, 10, 4);
        timers.fireNext(router, 0);
        listener.takeCalls();

        router.onChildFilled(4096, 4097, 200);
        router.onChildClosed(4096, 4097, 50);

        assertEquals(List.of(live(4096, 200, 800), order(4098, 4096, 300)), listener.takeCalls());
    }

    @Test
    void shouldRepeatCancelThatWasLost() {
        submit(1000, 10, 4, 4_000_000_000L);
        timers.fireNext(router, 0);
        listener.takeCalls();

        assertEquals(START + 1_000_000_000L + Router.CANCEL_RETRY_NS, timers.nextDeadlineNs());
        timers.fireNext(router, 0);

        assertEquals(List.of("cancel 4097"), listener.takeCalls());
    }

    @Test
    void shouldNotCancelSuccessorWhenRetryTimerFiresAfterAll() {
        submit(1000, 10, 4, 4_000_000_000L);
        timers.fireNext(router, 0);
        router.onChildClosed(4096, 4097, 250);
        listener.takeCalls();

        timers.fireNext(router, 0);

        assertEquals(List.of(), listener.takeCalls());
        assertEquals(START + 2_000_000_000L, timers.nextDeadlineNs());
    }

    @Test
    void shouldKeepRefusedQuantityForNextSlice() {
        listener.answerOrder = (ids, quantity) -> router.onChildClosed(ids[0], ids[1], quantity);
        submit(1000, 10, 4);
        assertEquals(List.of(live(4096, 0, 1000), order(4097, 4096, 250)), listener.takeCalls());
        assertEquals(1000, router.unsentQuantity(4096));

        timers.fireNext(router, 0);

        assertEquals(List.of(order(4098, 4096, 500)), listener.takeCalls());
    }

    @Test
    void shouldCatchUpWhenSlicesWereMissed() {
        submit(1000, 10, 4);
        fillAndClose(4096, 4097, 250);
        listener.takeCalls();

        timers.fireNext(router, 1500);

        assertEquals(List.of(order(4098, 4096, 500)), listener.takeCalls());
        assertEquals(START + 3000, timers.nextDeadlineNs());
    }

    @Test
    void shouldEndFilledWithLastFill() {
        submit(1000, 10, 1);
        listener.takeCalls();

        router.onChildFilled(4096, 4097, 1000);

        assertEquals(List.of(parent(4096, "FILLED", 1000, 0)), listener.takeCalls());
        assertFalse(router.isOpenParent(4096));
        assertEquals(0, timers.count());
    }

    @Test
    void shouldExpireAtEndOnceOpenSliceIsOver() {
        submit(1000, 10, 1);
        router.onChildFilled(4096, 4097, 400);
        listener.takeCalls();

        timers.fireNext(router, 0);
        assertEquals(List.of(parent(4096, "PENDING_CANCEL", 400, 600), "cancel 4097"), listener.takeCalls());
        router.onChildClosed(4096, 4097, 600);

        assertEquals(List.of(parent(4096, "EXPIRED", 400, 0)), listener.takeCalls());
        assertEquals(0, timers.count());
    }

    @Test
    void shouldExpireAtOnceWhenNothingIsOpen() {
        submit(1000, 10, 1);
        router.onChildClosed(4096, 4097, 1000);
        listener.takeCalls();

        timers.fireNext(router, 0);

        assertEquals(List.of(parent(4096, "EXPIRED", 0, 0)), listener.takeCalls());
    }

    @Test
    void shouldEndFilledWhenRestExecutesWhileBeingCancelled() {
        submit(1000, 10, 1);
        assertTrue(router.cancel(4096));
        listener.takeCalls();

        router.onChildFilled(4096, 4097, 1000);

        assertEquals(List.of(parent(4096, "FILLED", 1000, 0)), listener.takeCalls());
    }

    @Test
    void shouldCancelOpenSliceWithParent() {
        submit(1000, 10, 4);
        listener.takeCalls();

        assertTrue(router.cancel(4096));
        assertTrue(router.cancel(4096));
        router.onChildClosed(4096, 4097, 250);

        assertEquals(
                List.of(parent(4096, "PENDING_CANCEL", 0, 1000), "cancel 4097", parent(4096, "CANCELLED", 0, 0)),
                listener.takeCalls());
        assertFalse(router.cancel(4096));
        assertEquals(0, timers.count());
    }

    @Test
    void shouldSurviveAnswerInsideCancel() {
        submit(1000, 10, 4);
        listener.answerCancel = orderId -> router.onChildClosed(4096, orderId, 250);
        listener.takeCalls();

        timers.fireNext(router, 0);
        assertEquals(List.of("cancel 4097", order(4098, 4096, 500)), listener.takeCalls());
        listener.answerCancel = orderId -> router.onChildClosed(4096, orderId, 500);
        router.cancel(4096);

        assertEquals(
                List.of(parent(4096, "PENDING_CANCEL", 0, 1000), "cancel 4098", parent(4096, "CANCELLED", 0, 0)),
                listener.takeCalls());
    }

    @Test
    void shouldCancelAllOfStrategyAndInstrument() {
        submitFor(1, 7, 100);
        submitFor(2, 8, 100);
        listener.takeCalls();

        router.cancelAll(1, 8);
        router.cancelAll(2, 7);
        assertEquals(List.of(), listener.takeCalls());
        router.cancelAll(2, 0);
        assertEquals(
                List.of("parent 4098 strategy 2 instrument 8 BUY PENDING_CANCEL done 0 leaves 100", "cancel 4099"),
                listener.takeCalls());
        router.cancelAll(0, 0);

        assertEquals(
                List.of("parent 4096 strategy 1 instrument 7 BUY PENDING_CANCEL done 0 leaves 100", "cancel 4097"),
                listener.takeCalls());
    }

    @Test
    void shouldCancelAllWhileParentsEndInsideCalls() {
        submitFor(1, 7, 100);
        submitFor(2, 8, 100);
        listener.answerCancel = orderId -> router.onChildClosed(orderId - 1, orderId, 100);
        listener.takeCalls();

        router.cancelAll(0, 0);

        assertEquals(0, router.openParentCount());
    }

    @Test
    void shouldRefuseParentBeyondCapacity() {
        submitFor(1, 7, 100);
        submitFor(1, 7, 100);
        listener.takeCalls();

        assertEquals(OrderIds.NONE, submitFor(1, 7, 100));
        assertEquals(List.of(), listener.takeCalls());
    }

    @Test
    void shouldRefuseParentWithoutTimer() {
        final Router timerless = new Router(2, new ManualTimers(0), orderIds, listener);

        assertEquals(OrderIds.NONE, timerless.submitTwap(3, 7, Side.BUY, PRICE, 100, 10, 100, 2, START));
        assertEquals(0, timerless.openParentCount());
        assertEquals(List.of(), listener.takeCalls());
    }

    @Test
    void shouldRefuseRequestThatMakesNoSense() {
        final long[] refused = {
            router.submitTwap(3, 7, Side.BUY, PRICE, 105, 10, 100, 2, START),
            router.submitTwap(3, 7, Side.BUY, PRICE, 0, 10, 100, 2, START),
            router.submitTwap(3, 7, Side.BUY, PRICE, -10, 10, 100, 2, START),
            router.submitTwap(3, 7, Side.BUY, PRICE, 100, 0, 100, 2, START),
            router.submitTwap(3, 7, Side.NULL_VAL, PRICE, 100, 10, 100, 2, START),
            router.submitTwap(3, 7, null, PRICE, 100, 10, 100, 2, START),
            router.submitTwap(3, 7, Side.BUY, PRICE, 100, 10, 1, 2, START),
            router.submitTwap(3, 7, Side.BUY, PRICE, 100, 10, 100, 0, START),
            router.submitTwap(3, 7, Side.BUY, PRICE, 100, 10, 1L << 60, Router.MAX_SLICES + 1, START),
            router.submitTwap(3, 7, Side.BUY, PRICE, 100, 10, Long.MAX_VALUE - START, 2, START)
        };

        for (final long id : refused) {
            assertEquals(OrderIds.NONE, id);
        }
        assertEquals(List.of(), listener.takeCalls());
    }

    @Test
    void shouldTreatMissingOrderIdAsRefusedSlice() {
        submit(1000, 10, 4);
        fillAndClose(4096, 4097, 250);
        while (orderIds.next() != OrderIds.NONE) {
            // Uses up what this input can give out.
        }
        listener.takeCalls();

        timers.fireNext(router, 0);
        assertEquals(List.of(), listener.takeCalls());
        assertEquals(1, router.unsentSliceCount());
        orderIds.startInput(0, 2);
        timers.fireNext(router, 0);

        assertEquals(List.of(order(8192, 4096, 500)), listener.takeCalls());
    }

    @Test
    void shouldEndWhenTimersRunOut() {
        final ManualTimers one = new ManualTimers(1);
        final Router cramped = new Router(2, one, orderIds, listener);
        cramped.submitTwap(3, 7, Side.BUY, PRICE, 1000, 10, 4000, 4, START);
        cramped.onChildClosed(4096, 4097, 250);
        listener.takeCalls();

        one.capacity(0);
        one.fireNext(cramped, 0);

        assertEquals(List.of(parent(4096, "CANCELLED", 0, 0)), listener.takeCalls());
    }

    @Test
    void shouldCountOverFillAndLateFillWithoutSendingThemAgain() {
        submit(1000, 10, 2);
        router.onChildClosed(4096, 4097, 500);
        router.onChildFilled(4096, 4097, 500);
        timers.fireNext(router, 0);
        listener.takeCalls();

        router.onChildFilled(4096, 4098, 700);

        assertEquals(List.of(parent(4096, "FILLED", 1200, 0)), listener.takeCalls());
    }

    @Test
    void shouldCancelOpenSliceThatWouldBeTooMuchAfterALateFill() {
        submit(1000, 10, 2);
        // Given up as unknown, so all of it is wanted again; then it turns out to have executed.
        router.onChildClosed(4096, 4097, 500);
        timers.fireNext(router, 0);
        assertEquals(1000, router.openQuantity(4096));
        listener.takeCalls();

        router.onChildFilled(4096, 4097, 500);
        router.onChildClosed(4096, 4098, 1000);

        assertEquals(List.of(live(4096, 500, 500), "cancel 4098", order(4099, 4096, 500)), listener.takeCalls());
    }

    @Test
    void shouldCancelOpenSliceWhenLateFillCompletesParent() {
        submit(1000, 10, 2);
        router.onChildClosed(4096, 4097, 500);
        timers.fireNext(router, 0);
        router.onChildFilled(4096, 4098, 500);
        listener.takeCalls();

        router.onChildFilled(4096, 4097, 500);
        router.onChildClosed(4096, 4098, 500);

        assertEquals(
                List.of(parent(4096, "PENDING_CANCEL", 1000, 0), "cancel 4098", parent(4096, "FILLED", 1000, 0)),
                listener.takeCalls());
    }

    @Test
    void shouldCountWhatNobodyWaitsFor() {
        router.onTimer(5, 4096, START);
        router.onChildFilled(4096, 4097, 10);
        router.onChildClosed(4096, 4097, 10);

        assertEquals(3, router.ignoredEventCount());
        assertEquals(List.of(), listener.takeCalls());
    }

    @Test
    void shouldTellWhoOwnsOpenParent() {
        final long parent = submitFor(1, 7, 100);

        assertEquals(1, router.strategyOf(parent));
        assertTrue(router.isOpenParent(parent));
        assertEquals(0, router.strategyOf(parent + 1));
        assertFalse(router.isOpenParent(OrderIds.NONE));
    }

    @Test
    void shouldContinueFromSnapshot() {
        submit(1000, 10, 4);
        router.onChildFilled(4096, 4097, 100);
        final StateBuffer written = new StateBuffer();
        router.snapshotTo(written);
        final Router restored = new Router(2, timers, orderIds, listener);
        restored.restoreFrom(written.reader());
        listener.takeCalls();

        timers.fireNext(restored, 0);
        restored.onChildClosed(4096, 4097, 150);

        assertEquals(List.of("cancel 4097", order(4098, 4096, 400)), listener.takeCalls());
    }

    private long submit(final long quantity, final long lot, final int slices) {
        return submit(quantity, lot, slices, slices * 1000L);
    }

    private long submit(final long quantity, final long lot, final int slices, final long durationNs) {
        return router.submitTwap(3, 7, Side.BUY, PRICE, quantity, lot, durationNs, slices, START);
    }

    private long submitFor(final int strategyId, final int instrumentId, final long quantity) {
        return router.submitTwap(strategyId, instrumentId, Side.BUY, PRICE, quantity, 10, 1000, 1, START);
    }

    private void fillAndClose(final long parent, final long order, final long quantity) {
        router.onChildFilled(parent, order, quantity);
        router.onChildClosed(parent, order, 0);
    }

    private static String live(final long parent, final long done, final long leaves) {
        return parent(parent, "LIVE", done, leaves);
    }

    private static String parent(final long parent, final String state, final long done, final long leaves) {
        return "parent " + parent + " strategy 3 instrument 7 BUY " + state + " done " + done + " leaves " + leaves;
    }

    private static String order(final long order, final long parent, final long quantity) {
        return "order " + order + " of " + parent + " strategy 3 instrument 7 BUY LIMIT DAY " + quantity + " at "
                + PRICE;
    }
}
