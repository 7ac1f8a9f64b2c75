package io.tiercel.bench.micro;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;

/** A book with one price on each side, which is set: what stages after the books are measured with. */
final class QuoteBook implements Book {
    static final long TICK_NANOS = 10_000_000;

    private static final TickTable TICKS = new TickTable(1, new long[] {0}, new long[] {TICK_NANOS});

    private final Instrument instrument;
    private long bidPriceNanos;
    private long bidQuantity;
    private long askPriceNanos;
    private long askQuantity;

    QuoteBook(final int instrumentId) {
        instrument = instrument(instrumentId);
        quote(100_000_000_000L, 100, 100_000_000_000L + TICK_NANOS, 100);
    }

    static Instrument instrument(final int id) {
        return new Instrument(id, "S" + id, "S" + id, 1, 0, true, 1, 1, "USD", 0, 0, TICKS);
    }

    void quote(final long bid, final long newBidQuantity, final long ask, final long newAskQuantity) {
        bidPriceNanos = bid;
        bidQuantity = newBidQuantity;
        askPriceNanos = ask;
        askQuantity = newAskQuantity;
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
        return 1;
    }

    @Override
    public long levelPriceNanos(final Side side, final int index) {
        return side == Side.BUY ? bidPriceNanos : askPriceNanos;
    }

    @Override
    public long levelQuantity(final Side side, final int index) {
        return side == Side.BUY ? bidQuantity : askQuantity;
    }

    @Override
    public int levelOrderCount(final Side side, final int index) {
        return 1;
    }

    @Override
    public long lastTradePriceNanos() {
        return bidPriceNanos;
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
        return true;
    }
}
