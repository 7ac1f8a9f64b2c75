package io.tiercel.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tiercel.engine.state.StateBuffer;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TradingDaysTest {
    private final TradingDays days = new TradingDays();

    private static TradingDay day(final int calendarId, final int date, final boolean holiday) {
        return new TradingDay(calendarId, date % 3 == 0, date, date * 100L, date * 100L + (holiday ? 0 : 50));
    }

    @Test
    void shouldFindWhatASortedMapFinds() {
        for (long seed = 1; seed <= 50; seed++) {
            try {
                compareWithSortedMap(new Random(seed));
            } catch (final AssertionError error) {
                throw new AssertionError("seed " + seed, error);
            }
        }
    }

    private static void compareWithSortedMap(final Random random) {
        TradingDays found = new TradingDays();
        final TreeMap<Integer, TradingDay> oracle = new TreeMap<>();
        long timeNs = 0;
        for (int step = 0; step < 500; step++) {
            final TradingDay next = day(2, (int) (timeNs / 100) + random.nextInt(40), random.nextInt(4) == 0);
            found.put(next, timeNs);
            oracle.put(next.date(), next);
            timeNs += random.nextInt(60);
            final long nowNs = timeNs;
            final TradingDay expected = oracle.values().stream()
                    .filter(day -> !day.holiday() && day.closeNs() > nowNs)
                    .findFirst()
                    .orElse(null);
            assertEquals(expected, found.at(2, nowNs));
            assertNull(found.at(1, nowNs));
            assertNull(found.at(9, nowNs));
            final int date = (int) (nowNs / 100) + 1 + random.nextInt(40);
            assertEquals(oracle.get(date), found.on(2, date));
            if (step % 100 == 50) {
                found = copy(found);
            }
        }
    }

    private static TradingDays copy(final TradingDays days) {
        final StateBuffer state = new StateBuffer();
        days.snapshotTo(state);
        final TradingDays copy = new TradingDays();
        copy.put(day(7, 1, false), 0);
        copy.restoreFrom(state.reader());
        final StateBuffer again = new StateBuffer();
        copy.snapshotTo(again);
        assertArrayEquals(state.toByteArray(), again.toByteArray());
        return copy;
    }

    @Test
    void shouldRefuseDayThatClosesBeforeItOpens() {
        assertThrows(IllegalArgumentException.class, () -> days.put(new TradingDay(1, false, 5, 10, 9), 0));
        assertNull(days.on(1, 5));
    }

    @Test
    void shouldTakeNoMoreDaysThanThereIsRoomForUntilSomeAreOver() {
        for (int date = 1; date <= TradingDays.MAX_DAYS; date++) {
            days.put(day(1, date, false), 0);
        }
        final TradingDay oneMore = day(1, TradingDays.MAX_DAYS + 1, false);
        assertThrows(IllegalArgumentException.class, () -> days.put(oneMore, 0));

        days.put(oneMore, day(1, 1, false).closeNs());

        assertNull(days.on(1, 1));
        assertEquals(oneMore, days.on(1, oneMore.date()));
    }
}
