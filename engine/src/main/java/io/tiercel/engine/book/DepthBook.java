package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** What books by order and by level have in common: two ladders, faults, and the state of the feed. */
@HotPath
abstract class DepthBook implements Book {
    final OrderPool orders;
    final LevelPool levels;
    final Ladder bids;
    final Ladder asks;
    /** By the place of their side. */
    final Ladder[] ladders;

    final BookListener listener;
    final int instrumentId;

    private final FaultCounts faults;
    private Instrument instrument;
    private FeedState feedState = FeedState.STALE;
    private long lastTradePriceNanos = NO_PRICE;
    private boolean faulty;
    private boolean crossed;

    /** What was shown at the end of the last packet. */
    private long shownBidPriceNanos = NO_PRICE;

    private long shownBidQuantity;
    private long shownAskPriceNanos = NO_PRICE;
    private long shownAskQuantity;
    private boolean shownTradable;

    DepthBook(
            final BookMemory memory,
            final Instrument instrument,
            final Ladder bids,
            final Ladder asks,
            final FaultCounts faults) {
        this.orders = memory.orders;
        this.levels = memory.levels;
        this.listener = memory.listener;
        this.instrument = instrument;
        this.instrumentId = instrument.id();
        this.bids = bids;
        this.asks = asks;
        ladders = new Ladder[] {bids, asks};
        this.faults = faults;
        ticks();
    }

    /** Takes orders and levels out, without a word to the listener. */
    abstract void empty();

    /** Writes the queue or the sums of a level. */
    abstract void snapshotLevel(StateWriter writer, int level);

    abstract void restoreLevel(StateReader reader, Ladder ladder, int level);

    @Override
    public final Instrument instrument() {
        return instrument;
    }

    @Override
    public final int instrumentId() {
        return instrumentId;
    }

    @Override
    public final long bidPriceNanos() {
        return bids.bestPriceNanos();
    }

    @Override
    public final long bidQuantity() {
        return quantityOf(bids.bestLevel());
    }

    @Override
    public final long askPriceNanos() {
        return asks.bestPriceNanos();
    }

    @Override
    public final long askQuantity() {
        return quantityOf(asks.bestLevel());
    }

    @Override
    public final int levelCount(final Side side) {
        return ladder(side).count();
    }

    @Override
    public final long levelPriceNanos(final Side side, final int index) {
        final int level = ladder(side).levelAt(index);
        return level == LevelPool.NONE ? NO_PRICE : levels.priceNanos(level);
    }

    @Override
    public final long levelQuantity(final Side side, final int index) {
        return quantityOf(ladder(side).levelAt(index));
    }

    @Override
    public final int levelOrderCount(final Side side, final int index) {
        final int level = ladder(side).levelAt(index);
        return level == LevelPool.NONE ? 0 : levels.orderCount(level);
    }

    @Override
    public final long lastTradePriceNanos() {
        return lastTradePriceNanos;
    }

    @Override
    public final boolean suspect() {
        return faulty || crossed;
    }

    @Override
    public final FeedState feedState() {
        return feedState;
    }

    @Override
    public final boolean tradable() {
        return feedState == FeedState.LIVE && !faulty && !crossed && twoSided() && !crossedNow();
    }

    final void instrument(final Instrument newInstrument) {
        instrument = newInstrument;
        ticks();
    }

    private void ticks() {
        bids.ticks(instrument.tickTable());
        asks.ticks(instrument.tickTable());
    }

    /** What is no known state counts as stale. */
    final void feedState(final FeedState state) {
        feedState = state == FeedState.LIVE || state == FeedState.RECOVERING ? state : FeedState.STALE;
    }

    /** The book that this one takes the place of showed something at its best. */
    final void showedLast(final DepthBook before) {
        shownBidPriceNanos = before.shownBidPriceNanos;
        shownBidQuantity = before.shownBidQuantity;
        shownAskPriceNanos = before.shownAskPriceNanos;
        shownAskQuantity = before.shownAskQuantity;
        shownTradable = before.shownTradable;
    }

    final FaultCounts faults() {
        return faults;
    }

    final void clear() {
        empty();
        faulty = false;
        crossed = false;
        listener.onBookChanged(this);
    }

    final void trade(final Side aggressorSide, final long priceNanos, final long quantity) {
        if (!Limits.isPrice(priceNanos)) {
            fault(BookFault.PRICE_OUT_OF_RANGE, priceNanos);
        } else if (!Limits.isQuantity(quantity)) {
            fault(BookFault.QUANTITY_OUT_OF_RANGE, quantity);
        } else {
            tellTrade(aggressorSide, priceNanos, quantity);
        }
    }

    final void tellTrade(final Side aggressorSide, final long priceNanos, final long quantity) {
        lastTradePriceNanos = priceNanos;
        listener.onTrade(this, aggressorSide, priceNanos, quantity);
    }

    /** Whether what is shown at the best is other than at the end of the last packet. */
    final boolean endOfPacket() {
        lookForCross();
        final long bidPriceNanos = bidPriceNanos();
        final long bidQuantity = bidQuantity();
        final long askPriceNanos = askPriceNanos();
        final long askQuantity = askQuantity();
        final boolean tradable = tradable();
        if (bidPriceNanos == shownBidPriceNanos
                && bidQuantity == shownBidQuantity
                && askPriceNanos == shownAskPriceNanos
                && askQuantity == shownAskQuantity
                && tradable == shownTradable) {
            return false;
        }
        shownBidPriceNanos = bidPriceNanos;
        shownBidQuantity = bidQuantity;
        shownAskPriceNanos = askPriceNanos;
        shownAskQuantity = askQuantity;
        shownTradable = tradable;
        return true;
    }

    private void lookForCross() {
        final boolean now = twoSided() && crossedNow();
        if (now != crossed) {
            crossed = now;
            if (now) {
                faults.increment(BookFault.CROSSED);
                listener.onFault(this, BookFault.CROSSED, bids.bestPriceNanos());
            }
        }
    }

    final void fault(final BookFault fault, final long value) {
        faults.increment(fault);
        faulty = true;
        listener.onFault(this, fault, value);
    }

    /** Of a side that is one. Sides come at random: to look there is quicker than a branch that cannot be foreseen. */
    final Ladder ladder(final Side side) {
        return ladders[placeOf(side)];
    }

    /** 0 to buy, 1 to sell; what is no side has none of them. */
    static int placeOf(final Side side) {
        return side.value() - Side.BUY.value();
    }

    static boolean isSide(final Side side) {
        return placeOf(side) >>> 1 == 0;
    }

    final void snapshotTo(final StateWriter writer) {
        writer.putInt(instrumentId);
        writer.putBoolean(instrument.byOrder());
        writer.putInt(feedState.value());
        writer.putBoolean(faulty);
        writer.putBoolean(crossed);
        writer.putLong(lastTradePriceNanos);
        writer.putLong(shownBidPriceNanos);
        writer.putLong(shownBidQuantity);
        writer.putLong(shownAskPriceNanos);
        writer.putLong(shownAskQuantity);
        writer.putBoolean(shownTradable);
        faults.snapshotTo(writer);
        snapshotLadder(writer, bids);
        snapshotLadder(writer, asks);
    }

    /** Takes over what follows the instrument's id. */
    final void restoreFrom(final StateReader reader) {
        final boolean byOrder = reader.takeBoolean();
        if (byOrder != instrument.byOrder()) {
            throw new IllegalStateException("snapshot has a book by " + (byOrder ? "order" : "level")
                    + " for instrument " + instrumentId + ", its definition says by " + (byOrder ? "level" : "order")
                    + ": restore the definitions of the same snapshot first");
        }
        empty();
        feedState(FeedState.get((short) reader.takeInt()));
        faulty = reader.takeBoolean();
        crossed = reader.takeBoolean();
        lastTradePriceNanos = reader.takeLong();
        shownBidPriceNanos = reader.takeLong();
        shownBidQuantity = reader.takeLong();
        shownAskPriceNanos = reader.takeLong();
        shownAskQuantity = reader.takeLong();
        shownTradable = reader.takeBoolean();
        faults.restoreFrom(reader);
        restoreLadder(reader, bids);
        restoreLadder(reader, asks);
    }

    private void snapshotLadder(final StateWriter writer, final Ladder ladder) {
        final int count = ladder.count();
        writer.putInt(count);
        for (int depth = 0; depth < count; depth++) {
            final int level = ladder.levelAt(depth);
            writer.putLong(levels.priceNanos(level));
            snapshotLevel(writer, level);
        }
    }

    private void restoreLadder(final StateReader reader, final Ladder ladder) {
        final int count = reader.takeInt();
        for (int depth = 0; depth < count; depth++) {
            final long priceNanos = reader.takeLong();
            final int index = ladder.find(priceNanos);
            if (!Limits.isPrice(priceNanos) || index != -1) {
                throw new IllegalStateException("snapshot of instrument " + instrumentId + " has price " + priceNanos
                        + " at depth " + depth + ", where it is out of range or not worse than the level before");
            }
            if (levels.full()) {
                throw new IllegalStateException("snapshot has more levels than there is room for, at instrument "
                        + instrumentId + ": configure at least as many as the snapshot's engine had");
            }
            restoreLevel(reader, ladder, ladder.insert(0, priceNanos));
        }
    }

    private boolean twoSided() {
        return bids.count() > 0 && asks.count() > 0;
    }

    private boolean crossedNow() {
        return bids.bestPriceNanos() >= asks.bestPriceNanos();
    }

    private long quantityOf(final int level) {
        return level == LevelPool.NONE ? 0 : levels.quantity(level);
    }
}
