package io.tiercel.engine.order;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;

/** An empty book of an instrument with lot and tick 1. */
final class PlainBook implements Book {
    private final Instrument instrument;

    PlainBook(final int id) {
        final TickTable ticks = new TickTable(1, new long[] {0}, new long[] {1});
        instrument = new Instrument(id, "S" + id, "V" + id, 1, 0, true, 1, 1, "EUR", 0, 1, ticks);
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
        return NO_PRICE;
    }

    @Override
    public long bidQuantity() {
        return 0;
    }

    @Override
    public long askPriceNanos() {
        return NO_PRICE;
    }

    @Override
    public long askQuantity() {
        return 0;
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
        return false;
    }

    @Override
    public FeedState feedState() {
        return FeedState.LIVE;
    }

    @Override
    public boolean tradable() {
        return false;
    }
}
