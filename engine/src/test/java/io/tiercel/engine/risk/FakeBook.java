package io.tiercel.engine.risk;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;

/** A book that shows what a test sets. Starts tradable at 99.00 to 101.00, so its middle is 100. */
final class FakeBook implements Book {
    static final long NANOS = 1_000_000_000L;
    static final long TICK = NANOS / 100;

    private final Instrument instrument;
    long bidPriceNanos = 99 * NANOS;
    long askPriceNanos = 101 * NANOS;
    long lastTradePriceNanos = NO_PRICE;
    boolean suspect;
    boolean tradable = true;
    FeedState feedState = FeedState.LIVE;

    FakeBook(final int id, final int quantityScale, final long lotQuantity, final long multiplier) {
        final TickTable ticks = new TickTable(1, new long[] {0}, new long[] {TICK});
        instrument = new Instrument(
                id, "S" + id, "V" + id, 1, quantityScale, true, lotQuantity, multiplier, "EUR", 0, 1, ticks);
    }

    void noPrices() {
        bidPriceNanos = NO_PRICE;
        askPriceNanos = NO_PRICE;
        tradable = false;
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
        return bidPriceNanos;
    }

    @Override
    public long bidQuantity() {
        return bidPriceNanos == NO_PRICE ? 0 : 1;
    }

    @Override
    public long askPriceNanos() {
        return askPriceNanos;
    }

    @Override
    public long askQuantity() {
        return askPriceNanos == NO_PRICE ? 0 : 1;
    }

    @Override
    public int levelCount(final Side side) {
        return (side == Side.BUY ? bidPriceNanos : askPriceNanos) == NO_PRICE ? 0 : 1;
    }

    @Override
    public long levelPriceNanos(final Side side, final int index) {
        return side == Side.BUY ? bidPriceNanos : askPriceNanos;
    }

    @Override
    public long levelQuantity(final Side side, final int index) {
        return 1;
    }

    @Override
    public int levelOrderCount(final Side side, final int index) {
        return 1;
    }

    @Override
    public long lastTradePriceNanos() {
        return lastTradePriceNanos;
    }

    @Override
    public boolean suspect() {
        return suspect;
    }

    @Override
    public FeedState feedState() {
        return feedState;
    }

    @Override
    public boolean tradable() {
        return tradable;
    }
}
