package io.tiercel.engine.signal;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A changed book or a trade; a list of them is the whole history that an oracle calculates from. */
record MarketEvent(
        boolean trade,
        long timeNs,
        long bid,
        long bidQuantity,
        long ask,
        long askQuantity,
        boolean suspect,
        boolean live,
        long price,
        long quantity) {
    static final long START_NS = 1_700_000_000_123_456_789L;

    private static final long TICK = 10_000_000L;

    boolean tradable() {
        return !trade && bid != Book.NO_PRICE && ask != Book.NO_PRICE && bid < ask && !suspect && live;
    }

    /** Whoever trades at the bid sells. */
    Side aggressor() {
        return price == bid ? Side.SELL : Side.BUY;
    }

    double mid() {
        return (bid + (ask - bid) / 2) / 1e9;
    }

    void applyTo(final FakeBook book) {
        if (!trade) {
            book.quote(bid, bidQuantity, ask, askQuantity)
                    .suspect(suspect)
                    .feed(live ? FeedState.LIVE : FeedState.STALE);
        }
    }

    void feed(final Signals signals, final FakeBook book) {
        applyTo(book);
        if (trade) {
            signals.onTrade(book, aggressor(), price, quantity, timeNs);
        } else {
            signals.onBook(book, true, timeNs);
        }
    }

    /**
     * A random walk with pauses of every length, equal times, and books that are one-sided, crossed, suspect or stale.
     */
    static List<MarketEvent> random(final long seed, final int count) {
        final Random random = new Random(seed);
        final List<MarketEvent> events = new ArrayList<>(count);
        long timeNs = START_NS + random.nextInt(1_000_000_000);
        long bid = 100_000_000_000L;
        for (int i = 0; i < count; i++) {
            timeNs += pauseNs(random);
            bid = Math.max(TICK, bid + TICK * (random.nextInt(4) == 0 ? random.nextInt(5) - 2 : 0));
            final long ask = bid + TICK * (1 + random.nextInt(3));
            final int fault = random.nextInt(60);
            events.add(new MarketEvent(
                    random.nextInt(4) == 0,
                    timeNs,
                    fault == 0 ? Book.NO_PRICE : bid,
                    fault == 0 ? 0 : 1 + random.nextInt(500),
                    fault == 1 ? bid - TICK : fault == 2 ? Book.NO_PRICE : ask,
                    fault == 2 ? 0 : 1 + random.nextInt(500),
                    fault == 3,
                    fault != 4,
                    random.nextBoolean() ? bid : ask,
                    1 + random.nextInt(300)));
        }
        return events;
    }

    private static long pauseNs(final Random random) {
        switch (random.nextInt(20)) {
            case 0:
            case 1:
            case 2:
                return 0;
            case 3:
                return random.nextInt(2_000_000_000);
            case 4:
                return random.nextInt(20) == 0 ? 20_000_000_000L : random.nextInt(1_000);
            default:
                return random.nextInt(20_000_000);
        }
    }
}
