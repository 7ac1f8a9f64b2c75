package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.engine.book.Book;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MicropriceTest {
    private static final long BID = 100_000_000_000L;
    private static final long ASK = 100_020_000_000L;

    private final SignalRig rig = new SignalRig(StandardSignals.microprice(SignalRig.INSTRUMENT));

    @Test
    void shouldLeanTowardsTheThinnerSide() {
        rig.book(1, BID, 300, ASK, 100);

        assertEquals(100.015, rig.signal.value(), 1e-12);
    }

    @Test
    void shouldBeReadyWithTheFirstTradableBook() {
        rig.book(1, BID, 300, Book.NO_PRICE, 0);
        assertFalse(rig.signal.ready());

        rig.book(2, BID, 300, ASK, 100);
        assertTrue(rig.signal.ready());
    }

    @Test
    void shouldKeepItsValueWhileTheBookIsNotTradable() {
        rig.book(1, BID, 300, ASK, 100);

        rig.book(2, BID, 1, Book.NO_PRICE, 0);
        rig.book(3, ASK, 1, BID, 1);
        rig.book.suspect(true);
        rig.book(4, BID, 1, ASK, 1);
        rig.book.suspect(false).feed(FeedState.STALE);
        rig.book(5, BID, 1, ASK, 1);

        assertEquals(100.015, rig.signal.value(), 1e-12);
        assertEquals(1, rig.toldCount);
    }

    @Test
    void shouldSkipABookWithoutQuantity() {
        rig.book(1, BID, 0, ASK, 0);

        assertFalse(rig.signal.ready());
        assertEquals(0, rig.signal.value());
    }

    @Test
    void shouldNeverLeaveTheSpread() {
        final Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            final long bid = random.nextInt(1_000_000_000) * 1_000_000L;
            final long ask = bid + 1 + random.nextInt(1_000_000);
            rig.book(i, bid, 1 + random.nextLong() >>> 20, ask, 1 + random.nextLong() >>> 20);

            final double value = rig.signal.value();
            assertTrue(bid / 1e9 <= value && value <= ask / 1e9, () -> "seed 11: " + bid + " " + value + " " + ask);
        }
    }

    @Test
    void shouldMatchTheDefinition() {
        SignalRig.assertMatches(StandardSignals.microprice(SignalRig.INSTRUMENT), 1e-14, 0, SignalOracles::microprice);
    }
}
