package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.reference.TradingDay;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two days, the second one with instrument 1 alone: the expiry of instrument 2 is the first one. */
final class MarketDaysTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_767_225_600L * SECOND;
    private static final TradingDay FIRST = day(20260101, 0, 100);
    private static final TradingDay NEXT = day(20260102, 200, 300);

    private final RecordingSink sink = new RecordingSink();
    private final Requests requests = new Requests();
    private final SimVenue venue = venue(0);

    private static TradingDay day(final int date, final long open, final long close) {
        return new TradingDay(1, false, date, START + open * SECOND, START + close * SECOND);
    }

    private static TradingDay dayAt(final long timeNs) {
        return timeNs < FIRST.closeNs() ? FIRST : timeNs < NEXT.closeNs() ? NEXT : TradingHours.NO_DAY;
    }

    private SimVenue venue(final double eventsPerSecond) {
        return new SimVenue(
                new SimVenueConfig()
                        .eventsPerSecond(eventsPerSecond)
                        .sessionId(9)
                        .feedId(3),
                List.of(instrument(1, 0), instrument(2, FIRST.date())),
                sink,
                VenueLog.none());
    }

    private static SimInstrument instrument(final int id, final int expiryDate) {
        return new SimInstrument(id, "S" + id, 10, 100, 0, 1, 10_000, MarketDaysTest::dayAt, expiryDate);
    }

    private void at(final long second) {
        final long timeNs = START + second * SECOND;
        while (venue.nextEventNs() <= timeNs) {
            venue.advanceTo(venue.nextEventNs(), 1);
        }
    }

    private void order(final long token, final TimeInForce timeInForce, final int instrumentId, final long second) {
        requests.instrumentId = instrumentId;
        requests.order(token, Side.BUY, OrderType.LIMIT, timeInForce, 1_000, 300);
        requests.send(venue, START + second * SECOND);
    }

    @Test
    void shouldEndDayOrdersAndKeepTheOthersOverNight() {
        venue.start(START);
        order(1, TimeInForce.DAY, 1, 1);
        order(2, TimeInForce.GTC, 1, 2);
        order(3, TimeInForce.GTC, 2, 3);
        requests.instrumentId = 1;
        requests.replace(2, 4, 990, 300).send(venue, START + 4 * SECOND);
        sink.takeExecutions();
        sink.takeFeed();

        at(100);

        assertEquals(List.of("expired 1 executed 0", "expired 3 executed 0"), sink.takeExecutions());
        assertTrue(sink.takeFeed()
                .containsAll(List.of("instrument 1 CLOSED", "instrument 2 CLOSED", "phase CLOSED 20260101")));

        at(199);

        assertEquals(List.of("sessionDown 9", "sessionUp 10 next 1"), sink.takeExecutions());
        assertEquals(List.of("feed 3 LIVE", "phase PRE_OPEN 20260102"), sink.takeFeed());
        requests.openOrders().send(venue, START + 199 * SECOND);
        assertEquals(1, venue.openOrderCount());
        assertEquals(3, sink.takeExecutions().size());

        at(200);

        assertEquals(List.of("phase OPEN 20260102", "instrument 1 TRADING"), sink.takeFeed());
    }

    @Test
    void shouldRefuseOrdersOutsideHoursAndCancelThem() {
        venue.start(START);
        order(1, TimeInForce.GTC, 1, 1);
        at(150);
        sink.takeExecutions();

        order(2, TimeInForce.GTC, 1, 150);
        requests.cancel(1).send(venue, START + 151 * SECOND);

        assertEquals(List.of("rejected 2 NOT_TRADING", "cancelled 1 REQUESTED executed 0"), sink.takeExecutions());
    }

    @Test
    void shouldNotTakeAnOrderAtTheCloseItself() {
        venue.start(START);
        sink.takeExecutions();

        order(1, TimeInForce.DAY, 1, 100);
        at(100);

        assertEquals(List.of("rejected 1 NOT_TRADING"), sink.takeExecutions());
    }

    @Test
    void shouldPauseTheBackgroundWhileClosed() {
        final SimVenue busy = venue(100);
        busy.start(START);
        busy.advanceTo(FIRST.closeNs(), Integer.MAX_VALUE);
        final long atClose = busy.flowDecisionCount();
        assertTrue(atClose > 1_000, "only " + atClose);

        busy.advanceTo(NEXT.openNs() - 1, Integer.MAX_VALUE);
        assertEquals(atClose, busy.flowDecisionCount());

        busy.advanceTo(NEXT.closeNs(), Integer.MAX_VALUE);
        assertTrue(busy.flowDecisionCount() > atClose + 1_000);
        assertEquals(0, busy.refusedFlowCount());
        assertEquals(SimVenue.NO_EVENT, busy.nextEventNs());
    }

    @Test
    void shouldFillBooksAlsoWhenItStartsAtNight() {
        final SimVenue busy = venue(100);
        busy.start(FIRST.closeNs());
        assertTrue(sink.takeFeed().contains("phase CLOSED 20260102"));
        assertEquals(0, busy.refusedFlowCount());
        final long before = busy.flowDecisionCount();

        busy.advanceTo(NEXT.openNs() - 1, Integer.MAX_VALUE);
        assertEquals(before, busy.flowDecisionCount());

        busy.advanceTo(NEXT.closeNs(), Integer.MAX_VALUE);
        assertTrue(busy.flowDecisionCount() > before);
    }
}
