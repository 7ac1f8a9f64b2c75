package io.tiercel.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.order.VenueMessage.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Random schedules, legal and illegal, between our orders and a venue that is a plain map of the truth. */
class OrderScheduleTest {
    private static final int SEEDS = 20;
    private static final int STEPS = 300;

    @Test
    void shouldAgreeWithTheVenueWhenNothingGoesWrong() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            final OrderSchedule schedule = new OrderSchedule(seed, 0, 0, 0, 0);
            run(schedule);
            assertEquals(0, schedule.orders.counts().illegalTransition(), schedule.where());
            assertEquals(0, schedule.orders.counts().lateFill(), schedule.where());
            assertEquals(0, schedule.orders.counts().overFill(), schedule.where());
            assertEquals(0, schedule.orders.counts().executionGap(), schedule.where());
            assertAgrees(schedule);
        }
    }

    @Test
    void shouldAgreeWithTheVenueWhenMessagesComeTwice() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            final OrderSchedule schedule = new OrderSchedule(seed, 30, 0, 0, 0);
            run(schedule);
            assertTrue(schedule.orders.counts().duplicate() > 0, schedule.where());
            assertEquals(0, schedule.orders.counts().illegalTransition(), schedule.where());
            assertEquals(0, schedule.orders.counts().lateFill(), schedule.where());
            assertEquals(0, schedule.orders.counts().overFill(), schedule.where());
            assertAgrees(schedule);
        }
    }

    @Test
    void shouldAgreeWithTheVenueAfterRequestsWereLostAndSessionsBegunAnew() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            final OrderSchedule schedule = new OrderSchedule(seed, 20, 0, 20, 2);
            run(schedule);
            assertEquals(0, schedule.orders.counts().overFill(), schedule.where());
            assertAgrees(schedule);
        }
    }

    @Test
    void shouldAgreeWithTheVenueAfterMessagesCameOutOfOrderOrWereDropped() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            final OrderSchedule schedule = new OrderSchedule(seed, 20, 40, 10, 2);
            run(schedule);
            assertTrue(schedule.orders.counts().executionGap() > 0, schedule.where());
            assertAgrees(schedule);
        }
    }

    /**
     * Messages about anything, in any state, with any numbers: every invariant of {@link OrderSchedule#assertSound}
     * holds.
     */
    @Test
    void shouldStaySoundUnderAnythingAVenueMaySay() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            final OrderSchedule schedule = new OrderSchedule(seed, 10, 20, 10, 2);
            for (int step = 0; step < STEPS; step++) {
                schedule.step();
                schedule.nonsense();
            }
            assertTrue(schedule.orders.counts().illegalTransition() > 0, schedule.where());
            assertTrue(schedule.orders.counts().lateFill() > 0, schedule.where());
            assertTrue(schedule.orders.counts().overFill() > 0, schedule.where());
        }
    }

    private static void run(final OrderSchedule schedule) {
        for (int step = 0; step < STEPS; step++) {
            schedule.step();
        }
        schedule.settle();
    }

    /** Each order is where the venue says it is. */
    private static void assertAgrees(final OrderSchedule schedule) {
        int fills = 0;
        for (final Map.Entry<Long, ModelVenue.Truth> entry : schedule.venue.book.entrySet()) {
            final ModelVenue.Truth truth = entry.getValue();
            final Order order = schedule.orders.get(entry.getKey());
            final String where = schedule.where() + " order " + entry.getKey();
            assertNotNull(order, where);
            assertEquals(truth.cumulative, order.cumulativeQuantity(), where);
            assertEquals(truth.open, !order.closed(), where + " " + order.state());
            if (truth.open) {
                assertFalse(order.awaiting(), where + " " + order.state());
                assertEquals(truth.token, order.venueToken(), where);
                assertEquals(truth.quantity, order.quantity(), where);
                assertEquals(truth.price, order.priceNanos(), where);
            }
        }
        for (final VenueMessage message : schedule.venue.log) {
            fills += message.kind == Kind.FILLED ? 1 : 0;
        }
        for (final VenueMessage message : schedule.venue.history) {
            fills += message.kind == Kind.FILLED ? 1 : 0;
        }
        assertEquals(fills, schedule.fillCount(), schedule.where());
        for (Order order = schedule.orders.nextOpen(0);
                order != null;
                order = schedule.orders.nextOpen(order.orderId())) {
            final ModelVenue.Truth truth = schedule.venue.book.get(order.orderId());
            assertTrue(
                    truth != null && truth.open, schedule.where() + " order " + order.orderId() + " is open only here");
        }
    }
}
