package io.tiercel.engine.strategy.testing;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;

/** A book whose levels a test sets, best first. Prices are given in cents. */
public final class FakeBook implements Book {
    /** The tick of the instruments that this makes. */
    public static final long CENT = 10_000_000;

    private final Instrument instrument;
    private long[] bids = {};
    private long[] asks = {};
    private boolean suspect;

    /** Empty at first. */
    public FakeBook(final Instrument instrument) {
        this.instrument = instrument;
    }

    /** An instrument in cents at venue 1. */
    public static Instrument instrument(
            final int id, final String symbol, final int quantityScale, final long lotQuantity) {
        return new Instrument(
                id,
                symbol,
                symbol,
                1,
                quantityScale,
                true,
                lotQuantity,
                1,
                "USD",
                0,
                1,
                new TickTable(1, new long[] {0}, new long[] {CENT}));
    }

    /** Price and quantity of each level in turn. */
    public FakeBook bids(final long... levels) {
        bids = levels;
        return this;
    }

    /** Price and quantity of each level in turn. */
    public FakeBook asks(final long... levels) {
        asks = levels;
        return this;
    }

    /** Whether something did not fit, so that nobody may trade on it. */
    public FakeBook suspect(final boolean value) {
        suspect = value;
        return this;
    }

    /** In place, for tests that count allocations. */
    public void best(final long bidCents, final long askCents) {
        bids[0] = bidCents;
        asks[0] = askCents;
    }

    @Override
    public Instrument instrument() {
        return instrument;
    }

    @Override
    public int instrumentId() {
        return instrument.id();
    }

    @Override
    public long bidPriceNanos() {
        return bids.length == 0 ? NO_PRICE : bids[0] * CENT;
    }

    @Override
    public long bidQuantity() {
        return bids.length == 0 ? 0 : bids[1];
    }

    @Override
    public long askPriceNanos() {
        return asks.length == 0 ? NO_PRICE : asks[0] * CENT;
    }

    @Override
    public long askQuantity() {
        return asks.length == 0 ? 0 : asks[1];
    }

    @Override
    public int levelCount(final Side side) {
        return (side == Side.BUY ? bids : asks).length / 2;
    }

    @Override
    public long levelPriceNanos(final Side side, final int index) {
        return (side == Side.BUY ? bids : asks)[2 * index] * CENT;
    }

    @Override
    public long levelQuantity(final Side side, final int index) {
        return (side == Side.BUY ? bids : asks)[2 * index + 1];
    }

    @Override
    public int levelOrderCount(final Side side, final int index) {
        return 1;
    }

    @Override
    public long lastTradePriceNanos() {
        return NO_PRICE;
    }

    @Override
    public boolean suspect() {
        return suspect;
    }

    @Override
    public FeedState feedState() {
        return FeedState.LIVE;
    }

    @Override
    public boolean tradable() {
        return bids.length > 0 && asks.length > 0 && bids[0] < asks[0] && !suspect;
    }
}
