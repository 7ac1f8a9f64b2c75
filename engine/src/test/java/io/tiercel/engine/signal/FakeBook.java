package io.tiercel.engine.signal;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;

/** A book of best prices that a test sets as it likes. */
final class FakeBook implements Book {
    private final Instrument instrument;
    private long bidPriceNanos = NO_PRICE;
    private long bidQuantity;
    private long askPriceNanos = NO_PRICE;
    private long askQuantity;
    private boolean suspect;
    private FeedState feedState = FeedState.LIVE;

    FakeBook(final int instrumentId, final int quantityScale) {
        instrument = new Instrument(
                instrumentId,
                "I" + instrumentId,
                "V" + instrumentId,
                1,
                quantityScale,
                true,
                1,
                1,
                "USD",
                0,
                1,
                new TickTable(1, new long[] {0}, new long[] {1}));
    }

    FakeBook quote(final long bid, final long bidSize, final long ask, final long askSize) {
        bidPriceNanos = bid;
        bidQuantity = bidSize;
        askPriceNanos = ask;
        askQuantity = askSize;
        return this;
    }

    FakeBook suspect(final boolean value) {
        suspect = value;
        return this;
    }

    FakeBook feed(final FeedState state) {
        feedState = state;
        return this;
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
        return bidQuantity;
    }

    @Override
    public long askPriceNanos() {
        return askPriceNanos;
    }

    @Override
    public long askQuantity() {
        return askQuantity;
    }

    @Override
    public int levelCount(final Side side) {
        return 0;
    }

    @Override
    public long levelPriceNanos(final Side side, final int index) {
        return NO_PRICE;
    }

    @Override
    public long levelQuantity(final Side side, final int index) {
        return 0;
    }

    @Override
    public int levelOrderCount(final Side side, final int index) {
        return 0;
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
        return feedState;
    }

    @Override
    public boolean tradable() {
        return bidPriceNanos != NO_PRICE
                && askPriceNanos != NO_PRICE
                && bidPriceNanos < askPriceNanos
                && !suspect
                && feedState == FeedState.LIVE;
    }
}
