package io.tiercel.engine.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.ExecutionResendRequestDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OpenOrdersRequestDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderCancelledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.OrderReplacedDecoder;
import io.tiercel.codecs.orders.OrderStatusRequestDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.order.VenueMessage.Kind;
import io.tiercel.engine.state.StateBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnOrdersTest {
    private static final long TIMEOUT_NS = 1_000;

    private final ManualTimers timers = new ManualTimers();
    private final RecordingListener heard = new RecordingListener();
    private final OwnOrders orders = new OwnOrders(4, 2, 2, TIMEOUT_NS, timers, heard);
    private long nextInbound = 1;
    private long timeNs = 10;

    @Test
    void shouldWalkThroughThePlainCourse() {
        final Order order = open(7, 10);
        assertEquals(OrderState.PENDING_NEW, order.state());
        accept(7);
        assertEquals(1_007, order.venueOrderId());
        fill(7, 4, 6);
        assertTrue(orders.startCancel(order, timeNs));
        assertEquals(OrderState.PENDING_CANCEL, order.state());
        assertFalse(orders.startCancel(order, timeNs));
        cancelled(7, 4);

        assertEquals(
                List.of("accepted 7 LIVE", "filled 7 LIVE 4 reserved 4", "closed 7 CANCELLED NONE released 6"),
                heard.take());
        assertEquals(0, orders.openCount());
        assertTrue(timers.running.isEmpty());
    }

    @Test
    void shouldEndWithTheLastFill() {
        open(7, 10);
        fill(7, 10, 0);

        assertEquals(List.of("filled 7 FILLED 10 reserved 10", "closed 7 FILLED NONE released 0"), heard.take());
    }

    @Test
    void shouldEndRejectedOrder() {
        open(7, 10);
        final VenueMessage rejected = message(Kind.REJECTED, 7);
        rejected.reason = VenueReason.WOULD_TAKE;
        deliver(rejected);

        assertEquals(List.of("closed 7 REJECTED WOULD_TAKE released 10"), heard.take());
    }

    @Test
    void shouldEndExpiredOrder() {
        live(7, 10);
        deliver(message(Kind.EXPIRED, 7));

        assertEquals(List.of("closed 7 EXPIRED NONE released 10"), heard.take());
    }

    @Test
    void shouldTellAcceptanceThatComesAfterAFill() {
        open(7, 10);
        fill(7, 4, 6);
        accept(7);

        assertEquals(List.of("filled 7 LIVE 4 reserved 4", "accepted 7 LIVE"), heard.take());
    }

    @Test
    void shouldGiveBackADecreaseWhenItIsConfirmed() {
        final Order order = live(7, 10);
        assertTrue(orders.startReplace(order, 2, 6, timeNs));
        assertEquals(OrderState.PENDING_REPLACE, order.state());
        assertEquals(10, order.reservedQuantity());
        fill(7, 3, 7);
        replaced(order, 6, 3);

        assertEquals(List.of("filled 7 PENDING_REPLACE 3 reserved 3", "replaced 7 LIVE change -4"), heard.take());
        assertEquals(3, order.leavesQuantity());
        assertEquals(2, order.priceNanos());
        assertEquals(2, order.venueToken());
    }

    @Test
    void shouldReserveAnIncreaseFromTheBeginAndGiveItBackWhenRefused() {
        final Order order = live(7, 10);
        orders.startReplace(order, 1, 15, timeNs);
        assertEquals(15, order.reservedQuantity());
        refused(7, order.venueToken(), VenueReason.INVALID_PRICE);

        assertEquals(List.of("refused 7 LIVE INVALID_PRICE change -5"), heard.take());
        assertEquals(10, order.reservedQuantity());
    }

    @Test
    void shouldKeepAnIncreaseThatIsConfirmed() {
        final Order order = live(7, 10);
        orders.startReplace(order, 1, 15, timeNs);
        replaced(order, 15, 15);

        assertEquals(List.of("replaced 7 LIVE change 0"), heard.take());
    }

    @Test
    void shouldEndWhenAReplaceLeavesNothing() {
        final Order order = live(7, 10);
        orders.startReplace(order, 1, 6, timeNs);
        fill(7, 6, 4);
        replaced(order, 6, 0);

        assertEquals(
                List.of(
                        "filled 7 PENDING_REPLACE 6 reserved 6",
                        "replaced 7 FILLED change -4",
                        "closed 7 FILLED NONE released 0"),
                heard.take());
    }

    @Test
    void shouldEndWhenFilledBeforeAReplaceThatAsksForMore() {
        final Order order = live(7, 10);
        orders.startReplace(order, 1, 15, timeNs);
        fill(7, 10, 0);
        refused(7, 1, VenueReason.TOO_LATE);

        assertEquals(List.of("filled 7 FILLED 10 reserved 10", "closed 7 FILLED NONE released 5"), heard.take());
        assertEquals(1, orders.counts().redundant());
    }

    @Test
    void shouldStayOpenWhenAFillOfTheReplaceComesBeforeIt() {
        final Order order = live(7, 10);
        orders.startReplace(order, 1, 15, timeNs);
        fill(7, 12, 3);
        assertEquals(OrderState.PENDING_REPLACE, order.state());
        replaced(order, 15, 3);

        assertEquals(List.of("filled 7 PENDING_REPLACE 12 reserved 12", "replaced 7 LIVE change 0"), heard.take());
    }

    @Test
    void shouldNoticeOverFillWhenTheReplaceThatExplainedItIsRefused() {
        final Order order = live(7, 10);
        orders.startReplace(order, 1, 15, timeNs);
        fill(7, 12, 3);
        heard.take();
        refused(7, 1, VenueReason.INVALID_PRICE);

        assertEquals(
                List.of(
                        "refused 7 FILLED INVALID_PRICE change -3",
                        "alert OVER_FILL 7 12 10",
                        "closed 7 FILLED NONE released 0"),
                heard.take());
    }

    @Test
    void shouldReplaceOnlyLiveOrders() {
        final Order order = open(7, 10);
        assertFalse(orders.startReplace(order, 1, 5, timeNs));
        accept(7);
        assertFalse(orders.startReplace(order, 1, 0, timeNs));
        assertTrue(orders.startReplace(order, 1, 5, timeNs));
        assertFalse(orders.startReplace(order, 1, 4, timeNs));
        assertTrue(orders.startCancel(order, timeNs));
        assertEquals(OrderState.PENDING_CANCEL, order.state());
    }

    @Test
    void shouldAnswerReplaceBeforeTheCancelThatFollowedIt() {
        final Order order = live(7, 10);
        orders.startReplace(order, 1, 15, timeNs);
        orders.startCancel(order, timeNs);
        refused(7, 1, VenueReason.INVALID_PRICE);
        refused(7, 1, VenueReason.TOO_LATE);

        assertEquals(
                List.of("refused 7 PENDING_CANCEL INVALID_PRICE change -5", "refused 7 LIVE TOO_LATE change 0"),
                heard.take());
    }

    @Test
    void shouldTakeUnknownForAnOldTokenAsARefusedCancel() {
        final Order order = live(7, 10);
        orders.startReplace(order, 1, 8, timeNs);
        orders.startCancel(order, timeNs);
        replaced(order, 8, 8);
        heard.take();
        final VenueMessage unknown = message(Kind.UNKNOWN, 7);
        unknown.token = 1;
        deliver(unknown);

        assertEquals(List.of("refused 7 LIVE UNKNOWN_ORDER change 0"), heard.take());
        assertTrue(timers.running.isEmpty());
        assertTrue(orders.startCancel(order, timeNs));
    }

    @Test
    void shouldWaitForTheFillThatMadeACancelTooLate() {
        final Order order = live(7, 10);
        orders.startCancel(order, timeNs);
        refused(7, 1, VenueReason.TOO_LATE);
        assertEquals(List.of("refused 7 LIVE TOO_LATE change 0"), heard.take());

        timers.fireUpTo(timeNs + TIMEOUT_NS, orders);
        assertEquals(List.of("in doubt 7"), heard.take());
        fill(7, 10, 0);
        assertEquals(List.of("filled 7 FILLED 10 reserved 10", "closed 7 FILLED NONE released 0"), heard.take());
        assertEquals(OrderState.FILLED, order.state());
    }

    @Test
    void shouldIgnoreRefusalOfACancelThatCameAfterTheEnd() {
        final Order order = live(7, 10);
        orders.startCancel(order, timeNs);
        fill(7, 10, 0);
        heard.take();
        refused(7, 1, VenueReason.TOO_LATE);
        deliver(message(Kind.UNKNOWN, 7));

        assertEquals(List.of(), heard.take());
        assertEquals(2, orders.counts().redundant());
    }

    @Test
    void shouldCountLateAndOverFills() {
        final Order order = live(7, 10);
        cancelled(7, 0);
        heard.take();
        fill(7, 4, 0);
        fill(7, 7, 0);

        assertEquals(
                List.of(
                        "filled 7 CANCELLED 4 reserved 0",
                        "alert LATE_FILL 7 4 4",
                        "filled 7 CANCELLED 7 reserved 0",
                        "alert LATE_FILL 7 7 11",
                        "alert OVER_FILL 7 11 10"),
                heard.take());
        assertEquals(11, order.cumulativeQuantity());
        assertEquals(2, orders.counts().lateFill());
        assertEquals(1, orders.counts().overFill());
    }

    @Test
    void shouldReserveNoMoreThanWasOpenForAnOverFill() {
        live(7, 10);
        fill(7, 13, 0);

        assertEquals(
                List.of("filled 7 FILLED 13 reserved 10", "alert OVER_FILL 7 13 10", "closed 7 FILLED NONE released 0"),
                heard.take());
    }

    @Test
    void shouldSurviveFillsThatDoNotFit() {
        live(7, 10);
        fill(7, Long.MAX_VALUE, 0);
        fill(7, Long.MAX_VALUE, 0);
        fill(7, 0, 0);
        fill(7, Long.MIN_VALUE, 0);

        assertEquals(Long.MAX_VALUE, orders.get(7).cumulativeQuantity());
        assertEquals(2, orders.counts().illegalTransition());
    }

    @Test
    void shouldHoldOrderThatIsOverUntilItsFillsHaveCome() {
        final Order order = live(7, 10);
        orders.startCancel(order, timeNs);
        cancelled(7, 6);
        assertEquals(List.of("alert EXECUTION_GAP 7 6 0"), heard.take());
        assertEquals(OrderState.IN_DOUBT, order.state());
        assertEquals(10, order.reservedQuantity());
        assertFalse(orders.startCancel(order, timeNs));
        fill(7, 2, 8);
        fill(7, 4, 4);

        assertEquals(
                List.of(
                        "filled 7 IN_DOUBT 2 reserved 2",
                        "filled 7 CANCELLED 4 reserved 4",
                        "closed 7 CANCELLED NONE released 4"),
                heard.take());
    }

    @Test
    void shouldAskWhenNoAnswerComesAndStopAsking() {
        final Order order = open(7, 10);
        timers.fireUpTo(timeNs + TIMEOUT_NS - 1, orders);
        assertEquals(List.of(), heard.take());
        timers.fireUpTo(timeNs + TIMEOUT_NS, orders);
        assertEquals(List.of("in doubt 7"), heard.take());
        assertEquals(OrderState.IN_DOUBT, order.state());
        timers.fireUpTo(timeNs + 100 * TIMEOUT_NS, orders);

        assertEquals(
                List.of("in doubt 7", "in doubt 7", "in doubt 7", "in doubt 7", "alert ORDER_IN_DOUBT 7 5 5"),
                heard.take());
        assertTrue(timers.running.isEmpty());
        assertEquals(10, order.reservedQuantity());
        assertTrue(orders.startCancel(order, timeNs));
    }

    @Test
    void shouldSettleDoubtByStatusOfAnOpenOrder() {
        final Order order = open(7, 10);
        orders.startCancel(order, timeNs);
        timers.fireUpTo(timeNs + TIMEOUT_NS, orders);
        heard.take();
        status(7, true, 1, 10, 0);

        assertEquals(List.of("accepted 7 LIVE", "refused 7 LIVE NONE change 0"), heard.take());
        assertTrue(timers.running.isEmpty());
        accept(7);
        assertEquals(List.of(), heard.take());
        assertEquals(OrderState.LIVE, order.state());
    }

    @Test
    void shouldNotTakeAnswerForCancelThatWasSentAfterTheQuestion() {
        final Order order = open(7, 10);
        timers.fireUpTo(timeNs + TIMEOUT_NS, orders);
        orders.startCancel(order, timeNs);
        heard.take();
        status(7, true, 1, 10, 0);

        assertEquals(List.of("accepted 7 PENDING_CANCEL"), heard.take());
        assertEquals(1, timers.running.size());
    }

    @Test
    void shouldSettleReplaceInDoubtByTheTokenOfTheStatus() {
        final Order inForce = live(7, 10);
        final Order refused = live(8, 10);
        orders.startReplace(inForce, 1, 15, timeNs);
        orders.startReplace(refused, 1, 15, timeNs);
        timers.fireUpTo(timeNs + TIMEOUT_NS, orders);
        heard.take();
        status(7, true, inForce.pendingToken(), 15, 0);
        status(8, true, refused.venueToken(), 10, 0);

        assertEquals(List.of("replaced 7 LIVE change 0", "refused 8 LIVE NONE change -5"), heard.take());
        assertEquals(15, inForce.quantity());
        assertEquals(10, refused.quantity());
    }

    @Test
    void shouldBelieveReplaceThatWasHeldToBeRefused() {
        final Order order = live(7, 10);
        orders.startReplace(order, 1, 15, timeNs);
        final long token = order.pendingToken();
        timers.fireUpTo(timeNs + TIMEOUT_NS, orders);
        status(7, true, order.venueToken(), 10, 0);
        heard.take();
        final VenueMessage replaced = message(Kind.REPLACED, 7);
        replaced.newToken = token;
        replaced.quantity = 15;
        replaced.leaves = 15;
        deliver(replaced);

        assertEquals(
                List.of(
                        "replaced 7 LIVE change 5",
                        "alert ILLEGAL_TRANSITION 7 " + OrderReplacedDecoder.TEMPLATE_ID + " 2"),
                heard.take());
        assertEquals(token, order.venueToken());
    }

    @Test
    void shouldSettleDoubtByStatusOfAnOrderThatIsOver() {
        open(7, 10);
        timers.fireUpTo(timeNs + TIMEOUT_NS, orders);
        heard.take();
        status(7, false, 1, 10, 0);

        assertEquals(List.of("closed 7 CANCELLED NONE released 10"), heard.take());
    }

    @Test
    void shouldEndOrderThatTheVenueDoesNotKnow() {
        open(7, 10);
        timers.fireUpTo(timeNs + TIMEOUT_NS, orders);
        heard.take();
        deliver(message(Kind.UNKNOWN, 7));

        assertEquals(List.of("closed 7 UNKNOWN NONE released 10"), heard.take());
    }

    @Test
    void shouldNotEndUnknownOrderWhileExecutionsAreMissing() {
        final Order order = live(7, 10);
        nextInbound++;
        deliver(message(Kind.UNKNOWN, 7));
        assertEquals(List.of("gap 1 1 2 2"), heard.take());
        assertEquals(OrderState.LIVE, order.state());

        final VenueMessage missing = message(Kind.FILLED, 7).sequence(1, 2, 99);
        missing.quantity = 10;
        missing.deliver(orders, timeNs);
        assertEquals(List.of("filled 7 FILLED 10 reserved 10", "closed 7 FILLED NONE released 0"), heard.take());
    }

    @Test
    void shouldTakeBackWhatWasNotSent() {
        final Order order = live(7, 10);
        open(8, 10);
        orders.startReplace(order, 1, 15, timeNs);
        notSent(7, ReplaceOrderDecoder.TEMPLATE_ID);
        orders.startCancel(order, timeNs);
        notSent(7, CancelOrderDecoder.TEMPLATE_ID);
        notSent(8, NewOrderDecoder.TEMPLATE_ID);
        notSent(7, OrderStatusRequestDecoder.TEMPLATE_ID);
        notSent(99, NewOrderDecoder.TEMPLATE_ID);

        assertEquals(
                List.of(
                        "refused 7 LIVE NONE change -5",
                        "refused 7 LIVE NONE change 0",
                        "closed 8 NOT_SENT NONE released 10"),
                heard.take());
        assertEquals(5, orders.counts().notSent());
        assertTrue(timers.running.isEmpty());
    }

    @Test
    void shouldAlertOfWhatCannotBe() {
        live(7, 10);
        accept(7);
        deliver(message(Kind.REJECTED, 7));
        refused(7, 1, VenueReason.NONE);
        cancelled(7, 0);
        cancelled(7, 0);
        status(7, true, 1, 10, 0);

        final int cancelRejected = io.tiercel.codecs.orders.CancelRejectedDecoder.TEMPLATE_ID;
        final int status = io.tiercel.codecs.orders.OrderStatusDecoder.TEMPLATE_ID;
        assertEquals(
                List.of(
                        "alert ILLEGAL_TRANSITION 7 " + OrderAcceptedDecoder.TEMPLATE_ID + " 2",
                        "alert ILLEGAL_TRANSITION 7 " + OrderRejectedDecoder.TEMPLATE_ID + " 2",
                        "alert ILLEGAL_TRANSITION 7 " + cancelRejected + " 2",
                        "closed 7 CANCELLED NONE released 10",
                        "alert ILLEGAL_TRANSITION 7 " + OrderCancelledDecoder.TEMPLATE_ID + " 7",
                        "alert ILLEGAL_TRANSITION 7 " + status + " 7"),
                heard.take());
        assertEquals(5, orders.counts().illegalTransition());
    }

    @Test
    void shouldAlertOfExecutionsOfUnknownOrders() {
        fill(7, 4, 0);
        accept(8);

        assertEquals(
                List.of("alert UNKNOWN_ORDER_EXECUTION none 0 4", "alert UNKNOWN_ORDER_EXECUTION none 0 0"),
                heard.take());
        assertEquals(2, orders.counts().unknownOrder());
    }

    @Test
    void shouldBookNoFillThatIsNotWhatWasOrdered() {
        final Order order = live(7, 10);
        final VenueMessage otherInstrument = message(Kind.FILLED, 7);
        otherInstrument.quantity = 4;
        otherInstrument.leaves = 6;
        otherInstrument.instrumentId = 2;
        deliver(otherInstrument);
        final VenueMessage otherSide = message(Kind.FILLED, 7);
        otherSide.quantity = 3;
        otherSide.leaves = 7;
        otherSide.side = Side.SELL;
        deliver(otherSide);

        final long token = order.venueToken();
        assertEquals(
                List.of(
                        "alert UNKNOWN_ORDER_EXECUTION none " + token + " 4",
                        "alert UNKNOWN_ORDER_EXECUTION none " + token + " 3"),
                heard.take());
        assertEquals(0, order.cumulativeQuantity());
        assertEquals(2, orders.counts().unknownOrder());
    }

    @Test
    void shouldFindOrderByTokenWhenTheVenueNamesNoId() {
        final Order order = live(7, 10);
        orders.startReplace(order, 1, 9, timeNs);
        replaced(order, 9, 9);
        heard.take();
        for (final long token : new long[] {1, 2}) {
            final VenueMessage filled = message(Kind.FILLED, 0);
            filled.token = token;
            filled.quantity = 1;
            filled.leaves = 5;
            deliver(filled);
        }

        assertEquals(List.of("filled 7 LIVE 1 reserved 1", "filled 7 LIVE 1 reserved 1"), heard.take());
    }

    @Test
    void shouldIgnoreWhatComesTwice() {
        live(7, 10);
        final VenueMessage filled = message(Kind.FILLED, 7);
        filled.quantity = 4;
        filled.leaves = 6;
        deliver(filled);
        deliver(filled);
        deliver(filled.copy(1, nextInbound++));
        orders.onSessionUp(1, 2, 1, timeNs);
        deliver(filled.copy(2, 1));
        deliver(filled.copy(1, 77));

        assertEquals(List.of("filled 7 LIVE 4 reserved 4", "list 1"), heard.take());
        assertEquals(4, orders.counts().duplicate());
        assertEquals(1, orders.counts().foreignSession());
    }

    @Test
    void shouldTellAGapOnceAndTakeWhatComesLate() {
        live(7, 10);
        nextInbound = 5;
        fill(7, 1, 5);
        fill(7, 1, 4);
        nextInbound = 3;
        fill(7, 1, 7);

        assertEquals(
                List.of(
                        "gap 1 1 2 4",
                        "filled 7 LIVE 1 reserved 1",
                        "filled 7 LIVE 1 reserved 1",
                        "filled 7 LIVE 1 reserved 1"),
                heard.take());
        assertEquals(3, orders.counts().executionGap());
    }

    @Test
    void shouldTellTheGapThatAResumedSessionShows() {
        live(7, 10);
        orders.onSessionDown(1, 1, timeNs);
        orders.onSessionUp(1, 1, 4, timeNs);
        orders.onSessionUp(1, 1, 2, timeNs);
        orders.onSessionUp(9, 1, 2, timeNs);

        assertEquals(List.of("gap 1 1 2 3"), heard.take());
        assertEquals(1, orders.counts().unknownVenue());
    }

    @Test
    void shouldAskAboutUnansweredOrdersWhenASessionBegins() {
        final Order waiting = open(7, 10);
        live(8, 10);
        final Order changing = live(9, 10);
        orders.startCancel(changing, timeNs);
        orders.onSessionDown(1, 1, timeNs);
        timers.fireUpTo(timeNs + 9 * TIMEOUT_NS, orders);
        assertEquals(List.of(), heard.take());
        assertEquals(OrderState.IN_DOUBT, waiting.state());
        orders.onSessionUp(1, 2, 1, timeNs);

        assertEquals(List.of("in doubt 7", "in doubt 9", "list 1"), heard.take());
        assertEquals(3, timers.running.size());
    }

    @Test
    void shouldAskForMissingExecutionsAgainUntilTheyCome() {
        live(7, 10);
        nextInbound = 5;
        fill(7, 1, 5);
        heard.take();
        timers.fireUpTo(timeNs + TIMEOUT_NS, orders);
        assertEquals(List.of("resend 1 1 2 4"), heard.take());
        nextInbound = 2;
        fill(7, 1, 9);
        heard.take();
        timers.fireUpTo(timeNs + 2 * TIMEOUT_NS, orders);
        assertEquals(List.of("resend 1 1 3 4"), heard.take());
        fill(7, 1, 8);
        fill(7, 1, 7);
        heard.take();
        timers.fireUpTo(timeNs + 20 * TIMEOUT_NS, orders);

        assertEquals(List.of(), heard.take());
        assertTrue(timers.running.isEmpty());
    }

    @Test
    void shouldAskAboutOrdersWhenMissingExecutionsDoNotCome() {
        live(7, 10);
        nextInbound = 5;
        fill(7, 1, 5);
        heard.take();
        timers.fireUpTo(timeNs + 4 * TIMEOUT_NS, orders);
        assertEquals(List.of("resend 1 1 2 4", "resend 1 1 2 4", "resend 1 1 2 4", "resend 1 1 2 4"), heard.take());
        timers.fireUpTo(timeNs + 5 * TIMEOUT_NS, orders);

        assertEquals(List.of("alert EXECUTION_GAP none 2 4", "in doubt 7"), heard.take());
        nextInbound = 9;
        fill(7, 1, 4);
        assertEquals("gap 1 1 6 8", heard.take().get(0));
        timers.fireUpTo(timeNs + TIMEOUT_NS, orders);
        assertEquals(List.of("resend 1 1 6 8"), heard.take());
    }

    @Test
    void shouldCountRequestsOfALaterGapOnItsOwn() {
        live(7, 10);
        nextInbound = 5;
        fill(7, 1, 5);
        timers.fireUpTo(timeNs + 4 * TIMEOUT_NS, orders);
        nextInbound = 8;
        fill(7, 1, 4);
        heard.take();
        timers.fireUpTo(timeNs + 5 * TIMEOUT_NS, orders);

        assertEquals(List.of("resend 1 1 6 7", "alert EXECUTION_GAP none 2 4", "in doubt 7"), heard.take());
    }

    @Test
    void shouldAskForMissingExecutionsAgainAfterRequestWasNotSent() {
        live(7, 10);
        timers.capacity = 0;
        nextInbound = 5;
        fill(7, 1, 5);
        timers.capacity = 9;
        heard.take();
        notSent(0, ExecutionResendRequestDecoder.TEMPLATE_ID);
        timers.fireUpTo(timeNs + TIMEOUT_NS, orders);

        assertEquals(List.of("resend 1 1 2 4"), heard.take());
    }

    @Test
    void shouldWaitWithMissingExecutionsForTheSession() {
        live(7, 10);
        nextInbound = 5;
        fill(7, 1, 5);
        orders.onSessionDown(1, 1, timeNs);
        heard.take();
        timers.fireUpTo(timeNs + 9 * TIMEOUT_NS, orders);
        assertEquals(List.of(), heard.take());
        orders.onSessionUp(1, 1, 6, timeNs);
        assertEquals(List.of("resend 1 1 2 4"), heard.take());
        orders.onSessionUp(1, 2, 1, timeNs);
        assertEquals(List.of("alert EXECUTION_GAP none 2 4", "list 1"), heard.take());
    }

    @Test
    void shouldAskForTheListOnlyInANewSessionWithOpenOrders() {
        orders.onSessionUp(1, 1, 1, timeNs);
        orders.onSessionUp(1, 2, 1, timeNs);
        assertEquals(List.of(), heard.take());
        open(7, 10);
        final VenueMessage accepted =
                new VenueMessage(Kind.ACCEPTED).sequence(2, 1, 101).of(7, 1);
        accepted.quantity = 10;
        deliver(accepted);
        heard.take();
        orders.onSessionUp(2, 5, 1, timeNs);
        orders.onSessionUp(1, 2, 2, timeNs);
        assertEquals(List.of(), heard.take());
        orders.onSessionUp(1, 3, 1, timeNs);

        assertEquals(List.of("list 1"), heard.take());
    }

    @Test
    void shouldAskAboutEveryOrderWhenTheListDoesNotCome() {
        live(7, 10);
        live(8, 10);
        orders.onSessionUp(1, 2, 1, timeNs);
        notSent(0, OpenOrdersRequestDecoder.TEMPLATE_ID);
        heard.take();
        timers.fireUpTo(timeNs + TIMEOUT_NS, orders);

        assertEquals(List.of("in doubt 7", "in doubt 8"), heard.take());
    }

    @Test
    void shouldFindOrderThatTheNewSessionsListLeavesOut() {
        live(7, 10);
        orders.onSessionUp(1, 2, 1, timeNs);
        heard.take();
        new VenueMessage(Kind.BEGIN).sequence(2, 1, 0).of(0, 0).deliver(orders, timeNs);
        new VenueMessage(Kind.END).sequence(2, 2, 0).of(0, 0).deliver(orders, timeNs);

        assertEquals(List.of("in doubt 7"), heard.take());
        assertEquals(1, timers.running.size());
    }

    @Test
    void shouldAskAboutOrdersThatTheVenuesListLeavesOut() {
        live(7, 10);
        live(8, 10);
        deliver(message(Kind.BEGIN, 0));
        final VenueMessage item = message(Kind.ITEM, 7);
        item.quantity = 10;
        deliver(item);
        deliver(message(Kind.END, 0));

        assertEquals(List.of("in doubt 8"), heard.take());
    }

    @Test
    void shouldAlertWhenThereIsNoTimer() {
        timers.capacity = 0;
        open(7, 10);
        assertEquals(List.of("alert TIMER_CAPACITY 7 " + (timeNs + TIMEOUT_NS) + " 0"), heard.take());
        accept(7);
        assertEquals(List.of("accepted 7 LIVE"), heard.take());
    }

    @Test
    void shouldIgnoreTimersThatAreNotTheirs() {
        open(7, 10);
        orders.onTimer(555, 7, timeNs);
        orders.onTimer(0, 7, timeNs);
        orders.onTimer(1, 8, timeNs);

        assertEquals(List.of(), heard.take());
    }

    @Test
    void shouldRefuseToOpenWhatItCannotKeep() {
        open(1, 10);
        assertNull(openOrNull(1, 1, 10));
        assertNull(openOrNull(0, 1, 10));
        assertNull(openOrNull(2, 0, 10));
        assertNull(openOrNull(2, 3, 10));
        assertNull(openOrNull(2, 1, 0));
        open(2, 10);
        open(3, 10);
        open(4, 10);
        assertNull(openOrNull(5, 1, 10));
        assertEquals(4, orders.openCount());
    }

    @Test
    void shouldListOpenOrdersById() {
        open(30, 1);
        open(10, 1);
        open(20, 1);
        accept(20);
        cancelled(20, 0);

        assertEquals(10, orders.nextOpen(0).orderId());
        assertEquals(30, orders.nextOpen(10).orderId());
        assertEquals(30, orders.nextOpen(20).orderId());
        assertNull(orders.nextOpen(30));
    }

    @Test
    void shouldForgetTheOrderThatEndedFirst() {
        for (int id = 1; id <= 3; id++) {
            live(id, 1);
            cancelled(id, 0);
        }

        assertNull(orders.get(1));
        assertNotNull(orders.get(2));
        assertNotNull(orders.get(3));
    }

    @Test
    void shouldNeverGiveOutATokenTwice() {
        final Order first = live(1, 10);
        orders.startReplace(first, 1, 9, timeNs);
        assertEquals(2, first.pendingToken());
        orders.raiseTokenFloor(1_000);
        assertEquals(1_000, open(2, 10).venueToken());
        orders.raiseTokenFloor(5);
        assertEquals(1_001, open(3, 10).venueToken());
        assertEquals(1_000, openOrNull(4, 2, 10).venueToken());
    }

    @Test
    void shouldRestoreWhatItWrote() {
        final Order order = live(1, 10);
        open(2, 10);
        live(3, 10);
        fill(3, 10, 0);
        orders.startReplace(order, 1, 15, timeNs);
        nextInbound += 3;
        fill(1, 2, 8);
        orders.raiseTokenFloor(500);
        final StateBuffer buffer = new StateBuffer();
        orders.snapshotTo(buffer);

        final RecordingListener heardByRestored = new RecordingListener();
        final OwnOrders restored = new OwnOrders(4, 2, 2, TIMEOUT_NS, timers, heardByRestored);
        restored.restoreFrom(buffer.reader());
        final StateBuffer again = new StateBuffer();
        restored.snapshotTo(again);
        assertArrayEquals(buffer.toByteArray(), again.toByteArray());

        heard.take();
        final VenueMessage late = message(Kind.FILLED, 1).sequence(1, 5, 1234);
        late.quantity = 1;
        late.leaves = 7;
        late.deliver(orders, timeNs);
        late.deliver(restored, timeNs);
        assertEquals(1, heardByRestored.events.size());
        assertEquals(heard.take(), heardByRestored.take());
        assertEquals(order.orderId(), restored.nextOpen(0).orderId());
    }

    @Test
    void shouldRefuseSizesThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> new OwnOrders(0, 1, 1, 1, timers, heard));
        assertThrows(IllegalArgumentException.class, () -> new OwnOrders(1, 0, 1, 1, timers, heard));
        assertThrows(IllegalArgumentException.class, () -> new OwnOrders(1, 1, 0, 1, timers, heard));
        assertThrows(IllegalArgumentException.class, () -> new OwnOrders(1, 1, 1, 0, timers, heard));
        final StateBuffer buffer = new StateBuffer();
        orders.snapshotTo(buffer);
        final OwnOrders other = new OwnOrders(4, 2, 3, TIMEOUT_NS, timers, heard);
        assertThrows(IllegalStateException.class, () -> other.restoreFrom(buffer.reader()));
    }

    private Order open(final long orderId, final long quantity) {
        final Order order = openOrNull(orderId, 1, quantity);
        assertNotNull(order);
        return order;
    }

    private Order openOrNull(final long orderId, final int venueId, final long quantity) {
        final Order order = orders.prepare(
                orderId, 0, 1, venueId, 1, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, false, 1, quantity);
        if (order != null) {
            orders.open(order, timeNs);
        }
        return order;
    }

    private Order live(final long orderId, final long quantity) {
        final Order order = open(orderId, quantity);
        accept(orderId);
        heard.take();
        return order;
    }

    private VenueMessage message(final Kind kind, final long orderId) {
        final Order order = orders.get(orderId);
        final long inbound = nextInbound++;
        return new VenueMessage(kind)
                .sequence(1, inbound, 100 + inbound)
                .of(orderId, order == null ? 0 : order.venueToken());
    }

    private void deliver(final VenueMessage message) {
        message.deliver(orders, timeNs);
    }

    private void accept(final long orderId) {
        final VenueMessage message = message(Kind.ACCEPTED, orderId);
        message.quantity = 10;
        deliver(message);
    }

    private void fill(final long orderId, final long quantity, final long leaves) {
        final VenueMessage message = message(Kind.FILLED, orderId);
        message.quantity = quantity;
        message.leaves = leaves;
        deliver(message);
    }

    private void cancelled(final long orderId, final long cumulative) {
        final VenueMessage message = message(Kind.CANCELLED, orderId);
        message.cumulative = cumulative;
        deliver(message);
    }

    private void replaced(final Order order, final long quantity, final long leaves) {
        final VenueMessage message = message(Kind.REPLACED, order.orderId());
        message.newToken = order.pendingToken();
        message.price = order.pendingPriceNanos();
        message.quantity = quantity;
        message.leaves = leaves;
        deliver(message);
    }

    private void refused(final long orderId, final long token, final VenueReason reason) {
        final VenueMessage message = message(Kind.CANCEL_REJECTED, orderId);
        message.token = token;
        message.reason = reason;
        deliver(message);
    }

    private void status(
            final long orderId, final boolean open, final long token, final long quantity, final long cumulative) {
        final VenueMessage message = message(Kind.STATUS, orderId);
        message.token = token;
        message.open = open;
        message.price = 1;
        message.quantity = quantity;
        message.cumulative = cumulative;
        deliver(message);
    }

    private void notSent(final long orderId, final int templateId) {
        final VenueMessage message = new VenueMessage(Kind.NOT_SENT).of(orderId, 0);
        message.templateId = templateId;
        deliver(message);
    }
}
