package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Side;
import java.util.List;
import java.util.function.Function;

/** One signal on one book. */
final class SignalRig {
    static final int INSTRUMENT = 3;
    static final int QUANTITY_SCALE = 2;

    final FakeBook book = new FakeBook(INSTRUMENT, QUANTITY_SCALE);
    final Signals signals;
    final Signal signal;
    int toldCount;

    SignalRig(final SignalSpec spec) {
        signals = new Signals(INSTRUMENT, (signalId, changed) -> toldCount++);
        signal = signals.signal(signals.declare(spec));
    }

    /** A book with 1,000.00 units on each side. */
    SignalRig book(final long timeNs, final long bid, final long ask) {
        return book(timeNs, bid, 100_000, ask, 100_000);
    }

    SignalRig book(final long timeNs, final long bid, final long bidQuantity, final long ask, final long askQuantity) {
        book.quote(bid, bidQuantity, ask, askQuantity);
        signals.onBook(book, true, timeNs);
        return this;
    }

    SignalRig trade(final long timeNs, final long price, final long quantity) {
        return trade(timeNs, Side.BUY, price, quantity);
    }

    SignalRig trade(final long timeNs, final Side aggressorSide, final long price, final long quantity) {
        signals.onTrade(book, aggressorSide, price, quantity, timeNs);
        return this;
    }

    /** Compares with the oracle after every single event, over several histories. */
    static void assertMatches(
            final SignalSpec spec,
            final double relativeTolerance,
            final double absoluteTolerance,
            final Function<List<MarketEvent>, Double> oracle) {
        int comparisons = 0;
        for (long seed = 1; seed <= 8; seed++) {
            final List<MarketEvent> events = MarketEvent.random(seed, 400);
            final SignalRig rig = new SignalRig(spec);
            for (int i = 0; i < events.size(); i++) {
                events.get(i).feed(rig.signals, rig.book);
                final double expected = oracle.apply(events.subList(0, i + 1));
                final String where = spec.key() + ", seed " + seed + ", event " + i;
                if (Double.isNaN(expected)) {
                    assertFalse(rig.signal.ready(), where);
                } else {
                    assertTrue(rig.signal.ready(), where);
                    final double tolerance = Math.abs(expected) * relativeTolerance + absoluteTolerance;
                    assertEquals(expected, rig.signal.value(), tolerance, where);
                    comparisons++;
                }
            }
        }
        assertTrue(comparisons > 800, "only " + comparisons + " values compared");
    }
}
