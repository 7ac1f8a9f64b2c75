package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long a warm-up lasts at most. */
class WarmUpTimeTest {
    @Test
    void shouldEndSoThatTheEngineIsReadyInTime() {
        assertEquals(ms(3_000), WarmUp.lastsNs(ms(3_000), ms(5_000), ms(1_200)));
        assertEquals(ms(1_600), WarmUp.lastsNs(ms(3_000), ms(5_000), ms(3_000)));
    }

    @Test
    void shouldLastAWhileHoweverLateItBegins() {
        assertEquals(ms(500), WarmUp.lastsNs(ms(3_000), ms(5_000), ms(9_000)));
        assertEquals(ms(100), WarmUp.lastsNs(ms(100), ms(5_000), ms(9_000)));
    }

    @Test
    void shouldLastAsLongAsItMayWhereNoTimeIsSet() {
        assertEquals(ms(30_000), WarmUp.lastsNs(ms(30_000), 0, ms(9_000)));
    }

    private static long ms(final long milliseconds) {
        return TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }
}
