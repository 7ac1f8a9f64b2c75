package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatesTest {
    @Test
    void shouldAgreeWithTheCalendarOnEveryDate() {
        final LocalDate last = LocalDate.of(2200, 12, 31);
        for (LocalDate date = LocalDate.of(1970, 1, 1); !date.isAfter(last); date = date.plusDays(1)) {
            final int number = date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
            assertEquals((date.toEpochDay() + 1) * 86_400_000_000_000L, Dates.endNs(number), date::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 19691231, 22010101, 20260001, 20261301, 20260100, 20260132, -20260101, Integer.MAX_VALUE})
    void shouldRefuseWhatIsNoDate(final int number) {
        assertThrows(IllegalArgumentException.class, () -> Dates.endNs(number));
    }
}
