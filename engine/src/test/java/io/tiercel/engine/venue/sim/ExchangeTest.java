package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.TradingStatus;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine alone at the exchange: no background, no latency, answers in place. */
class ExchangeTest {
    private static final long TICK = 10;
    private static final long LOT = 100;
    private static final SimInstrument FIRST = new SimInstrument(1, "ABC", TICK, LOT, 0, 1, 1_000 * TICK);
    private static final SimInstrument SECOND = new SimInstrument(4, "XYZ", TICK, LOT, 0, 1, 1_000 * TICK);
    private static final long START = 1_767_225_600_000_000_000L;

    private final RecordingSink sink = new RecordingSink();
    private final Requests requests = new Requests();
    private SimVenue venue;

    @BeforeEach
    void start() {
        venue = venue(config());
        venue.start(START);
    }

    @Test
    void shouldOpenSessionAndMarketAtStart() {
        assertEquals(List.of("sessionUp 9 next 1"), sink.takeExecutions());
        assertEquals(
                List.of("phase OPEN 20260101", "feed 3 LIVE", "instrument 1 TRADING", "instrument 4 TRADING"),
                sink.takeFeed());
    }

    @Test
    void shouldAcceptRestAndFill() {
        begin();

        requests.limit(1, Side.SELL, 1_000, 300).send(venue, START + 1);
        requests.limit(2, Side.BUY, 1_010, 500).send(venue, START + 2);

        assertEquals(
                List.of(
                        "accepted 1 SELL 300@1000",
                        "accepted 2 BUY 500@1010",
                        "filled 1 300@1000 leaves 0 fee -60 maker TRUE",
                        "filled 2 300@1000 leaves 200 fee 90 maker FALSE"),
                sink.takeExecutions());
        assertEquals(
                List.of("add 3 SELL 300@1000 *", "execute 3 BUY 300@1000", "add 5 BUY 200@1010 *"), sink.takeFeed());
    }

    @Test
    void shouldCancelWhatMayNotRest() {
        requests.limit(1, Side.SELL, 1_000, 300).send(venue, START + 1);
        begin();

        requests.order(2, Side.BUY, OrderType.LIMIT, TimeInForce.IOC, 1_000, 500)
                .send(venue, START + 2);
        requests.order(3, Side.BUY, OrderType.MARKET, TimeInForce.DAY, 0, 100).send(venue, START + 3);
        requests.order(4, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, 1_000, 100)
                .send(venue, START + 4);

        assertEquals(
                List.of(
                        "accepted 2 BUY 500@1000",
                        "filled 1 300@1000 leaves 0 fee -60 maker TRUE",
                        "filled 2 300@1000 leaves 200 fee 90 maker FALSE",
                        "cancelled 2 NOT_FILLABLE executed 300",
                        "accepted 3 BUY 100@0",
                        "cancelled 3 NOT_FILLABLE executed 0",
                        "accepted 4 BUY 100@1000",
                        "cancelled 4 NOT_FILLABLE executed 0"),
                sink.takeExecutions());
        assertEquals(List.of("execute 3 BUY 300@1000 *"), sink.takeFeed());
    }

    @Test
    void shouldRefuseWhatBreaksARule() {
        requests.limit(1, Side.SELL, 1_000, 300).send(venue, START);
        begin();

        requests.limit(1, Side.BUY, 900, 100).send(venue, START);
        requests.limit(2, Side.BUY, 905, 100).send(venue, START);
        requests.limit(3, Side.BUY, 0, 100).send(venue, START);
        requests.limit(4, Side.BUY, 900, 150).send(venue, START);
        requests.limit(5, Side.BUY, 900, 0).send(venue, START);
        requests.limit(6, Side.NULL_VAL, 900, 100).send(venue, START);
        requests.postOnly = true;
        requests.limit(7, Side.BUY, 1_000, 100).send(venue, START);
        requests.order(8, Side.BUY, OrderType.MARKET, TimeInForce.DAY, 0, 100).send(venue, START);
        requests.postOnly = false;
        requests.instrumentId = 2;
        requests.limit(9, Side.BUY, 900, 100).send(venue, START);
        requests.instrumentId = -1;
        requests.limit(10, Side.BUY, 900, 100).send(venue, START);

        assertEquals(
                List.of(
                        "rejected 1 DUPLICATE_TOKEN",
                        "rejected 2 INVALID_PRICE",
                        "rejected 3 INVALID_PRICE",
                        "rejected 4 INVALID_QUANTITY",
                        "rejected 5 INVALID_QUANTITY",
                        "rejected 6 UNSUPPORTED",
                        "rejected 7 WOULD_TAKE",
                        "rejected 8 UNSUPPORTED",
                        "rejected 9 UNKNOWN_INSTRUMENT",
                        "rejected 10 UNKNOWN_INSTRUMENT"),
                sink.takeExecutions());
        assertEquals(List.of(), sink.takeFeed());
    }

    @Test
    void shouldRefuseNewOrdersButCancelWhileHalted() {
        requests.limit(1, Side.BUY, 900, 100).send(venue, START);
        begin();

        venue.status(START + 1, 1, TradingStatus.HALTED);
        requests.limit(2, Side.BUY, 900, 100).send(venue, START + 2);
        requests.replace(1, 3, 890, 100).send(venue, START + 2);
        requests.cancel(1).send(venue, START + 3);

        assertEquals(
                List.of("rejected 2 NOT_TRADING", "cancelRejected 1 NOT_TRADING", "cancelled 1 REQUESTED executed 0"),
                sink.takeExecutions());
        assertEquals(List.of("instrument 1 HALTED", "delete 3 BUY *"), sink.takeFeed());
    }

    @Test
    void shouldAnswerCancels() {
        requests.limit(1, Side.BUY, 900, 100).send(venue, START);
        begin();

        requests.cancel(1).send(venue, START);
        requests.cancel(1).send(venue, START);
        requests.cancel(99).send(venue, START);

        assertEquals(
                List.of("cancelled 1 REQUESTED executed 0", "cancelRejected 1 TOO_LATE", "unknown 99 UNKNOWN_ORDER"),
                sink.takeExecutions());
    }

    @Test
    void shouldReplaceUnderNewToken() {
        requests.limit(1, Side.BUY, 900, 500).send(venue, START);
        requests.order(2, Side.SELL, OrderType.LIMIT, TimeInForce.IOC, 900, 100).send(venue, START);
        begin();

        requests.replace(1, 3, 900, 300).send(venue, START);
        requests.replace(3, 4, 910, 300).send(venue, START);
        requests.replace(4, 5, 910, 100).send(venue, START);
        requests.replace(4, 2, 910, 300).send(venue, START);
        requests.replace(77, 78, 910, 300).send(venue, START);
        requests.cancel(1).send(venue, START);

        assertEquals(
                List.of(
                        "replaced 1 by 3 300@900 leaves 200",
                        "replaced 3 by 4 300@910 leaves 200",
                        "cancelRejected 4 TOO_LATE",
                        "cancelRejected 4 DUPLICATE_TOKEN",
                        "unknown 77 UNKNOWN_ORDER",
                        "cancelled 4 REQUESTED executed 100"),
                sink.takeExecutions());
        assertEquals(List.of("cancel 3 BUY 200 *", "replace 3 by 9 BUY 200@910 *", "delete 9 BUY *"), sink.takeFeed());
    }

    @Test
    void shouldTradeWhenReplaceCrosses() {
        requests.limit(1, Side.SELL, 1_000, 100).send(venue, START);
        requests.limit(2, Side.BUY, 900, 200).send(venue, START);
        begin();

        requests.replace(2, 3, 1_000, 300).send(venue, START);

        assertEquals(
                List.of(
                        "replaced 2 by 3 300@1000 leaves 300",
                        "filled 1 100@1000 leaves 0 fee -20 maker TRUE",
                        "filled 3 100@1000 leaves 200 fee 30 maker FALSE"),
                sink.takeExecutions());
        assertEquals(List.of("delete 5 BUY", "execute 3 BUY 100@1000", "add 7 BUY 200@1000 *"), sink.takeFeed());
    }

    @Test
    void shouldCancelAllOfStrategyOrInstrument() {
        requests.limit(1, Side.BUY, 900, 100).send(venue, START);
        requests.strategyId = 8;
        requests.limit(2, Side.BUY, 900, 100).send(venue, START);
        requests.instrumentId = 4;
        requests.limit(3, Side.BUY, 900, 100).send(venue, START);
        requests.limit(4, Side.SELL, 990, 100).send(venue, START);
        begin();

        requests.massCancel(7, 0).send(venue, START);
        assertEquals(List.of("cancelled 1 REQUESTED executed 0"), sink.takeExecutions());
        requests.massCancel(8, 1).send(venue, START);
        assertEquals(List.of("cancelled 2 REQUESTED executed 0"), sink.takeExecutions());
        requests.massCancel(0, 0).send(venue, START);
        assertEquals(
                List.of("cancelled 3 REQUESTED executed 0", "cancelled 4 REQUESTED executed 0"), sink.takeExecutions());
        assertEquals(0, venue.openOrderCount());
    }

    @Test
    void shouldAnswerStatusAndOpenOrders() {
        requests.limit(1, Side.BUY, 900, 300).send(venue, START);
        requests.order(2, Side.SELL, OrderType.LIMIT, TimeInForce.IOC, 900, 100).send(venue, START);
        begin();

        requests.status(1).send(venue, START);
        requests.status(2).send(venue, START);
        requests.status(5).send(venue, START);
        requests.openOrders().send(venue, START);

        assertEquals(
                List.of(
                        "status 1 open TRUE executed 100/300",
                        "status 2 open FALSE executed 100/100",
                        "unknown 5 UNKNOWN_ORDER",
                        "openBegin 1",
                        "openItem 1 executed 100/300",
                        "openEnd"),
                sink.takeExecutions());
    }

    @Test
    void shouldSendExecutionsAgainAsTheyWere() {
        for (int token = 1; token <= 10; token++) {
            requests.limit(token, Side.BUY, 900, 100).send(venue, START + token);
        }
        final List<?> wanted = List.copyOf(sink.executions.subList(3, 6));
        sink.executions.clear();

        requests.resend(9, 3, 5).send(venue, START + 99);

        assertEquals(wanted, sink.executions);
        requests.resend(9, 8, 0).send(venue, START + 99);
        assertEquals(6, sink.executions.size());
        requests.resend(8, 1, 0).send(venue, START + 99);
        requests.resend(9, 12, 20).send(venue, START + 99);
        assertEquals(6, sink.executions.size());
    }

    @Test
    void shouldCountWhatIsNotKeptForResend() {
        venue = venue(config().executionHistory(16));
        venue.start(START);
        for (int token = 1; token <= 20; token++) {
            requests.limit(token, Side.BUY, 900, 100).send(venue, START + token);
        }
        begin();

        requests.resend(9, 1, 0).send(venue, START + 99);

        assertEquals(16, sink.executions.size());
        assertEquals("accepted 5 BUY 100@900", sink.takeExecutions().get(0));
        assertEquals(4, venue.lostHistoryCount());
    }

    @Test
    void shouldCancelOnDisconnectAndContinueTheNumbers() {
        requests.limit(1, Side.BUY, 900, 100).send(venue, START);
        begin();

        venue.disconnect(START + 1);
        requests.limit(2, Side.BUY, 900, 100).send(venue, START + 2);
        venue.connect(START + 3);
        requests.resend(9, 2, 0).send(venue, START + 4);

        assertEquals(
                List.of("sessionDown 9", "sessionUp 9 next 3", "cancelled 1 REQUESTED executed 0"),
                sink.takeExecutions());
        assertEquals(1, venue.ignoredCount());
    }

    @Test
    void shouldTellOfItsCancelsBeforeItEndsTheSession() {
        requests.limit(1, Side.BUY, 900, 100).send(venue, START);
        begin();

        venue.endSession(START + 1);

        assertEquals(List.of("cancelled 1 REQUESTED executed 0", "sessionDown 9"), sink.takeExecutions());
    }

    @Test
    void shouldForgetOldestClosedOrderOnlyWhenRoomIsNeeded() {
        venue = venue(config().maxSessionOrders(16));
        venue.start(START);
        for (int token = 1; token <= 20; token++) {
            requests.limit(token, Side.BUY, 900, 100).send(venue, START);
            requests.cancel(token).send(venue, START);
        }
        begin();

        requests.cancel(4).send(venue, START);
        requests.cancel(5).send(venue, START);
        for (int token = 21; token <= 36; token++) {
            requests.limit(token, Side.BUY, 900, 100).send(venue, START);
        }
        requests.limit(37, Side.BUY, 900, 100).send(venue, START);

        final List<String> executions = sink.takeExecutions();
        assertEquals("unknown 4 UNKNOWN_ORDER", executions.get(0));
        assertEquals("cancelRejected 5 TOO_LATE", executions.get(1));
        assertEquals("rejected 37 CAPACITY", executions.get(18));
    }

    @Test
    void shouldNotTakeTheSameInstrumentTwice() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new SimVenue(config(), List.of(FIRST, FIRST), sink, VenueLog.none()));
    }

    private static SimVenueConfig config() {
        return new SimVenueConfig().eventsPerSecond(0).sessionId(9).feedId(3).fees(-200_000, 300_000);
    }

    private SimVenue venue(final SimVenueConfig config) {
        return new SimVenue(config, List.of(FIRST, SECOND), sink, VenueLog.none());
    }

    private void begin() {
        sink.executions.clear();
        sink.feed.clear();
    }
}
