package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.feed.FeedSender;

/**
 * The book of one instrument by level, as the exchange counts its levels: outright and implied ones apart. What a
 * subscriber sees at a price is the sum of both.
 */
@HotPath
final class LevelBook {
    private final int instrumentId;
    private final long unit;
    private final FeedSender sender;
    private final PriceLevels bids;
    private final PriceLevels asks;
    private final PriceLevels impliedBids;
    private final PriceLevels impliedAsks;

    LevelBook(final Mdp3Instrument instrument, final long unit, final FeedSender sender) {
        instrumentId = instrument.instrument().id();
        this.unit = unit;
        this.sender = sender;
        bids = new PriceLevels(true, instrument.depth());
        asks = new PriceLevels(false, instrument.depth());
        impliedBids = new PriceLevels(true, instrument.impliedDepth());
        impliedAsks = new PriceLevels(false, instrument.impliedDepth());
    }

    void depth(final boolean implied, final int depth) {
        side(true, implied).depth(depth);
        side(false, implied).depth(depth);
    }

    int depth(final boolean implied) {
        return side(true, implied).depth();
    }

    void clear() {
        bids.clear();
        asks.clear();
        impliedBids.clear();
        impliedAsks.clear();
    }

    /**
     * Changes the book, and says so unless it is silent. False when the change does not fit: then the book is not the
     * exchange's.
     */
    boolean apply(final BookEntry entry, final boolean silent) {
        final PriceLevels levels = side(entry.buy, entry.implied);
        final int index = entry.level - 1;
        switch (entry.action) {
            case BookEntry.NEW -> {
                return insert(levels, index, entry, silent);
            }
            case BookEntry.CHANGE, BookEntry.OVERLAY -> {
                return change(levels, index, entry, silent);
            }
            case BookEntry.DELETE -> {
                return index >= 0
                        && index < levels.count()
                        && (entry.price == Mdp3Prices.NONE || entry.price == levels.price(index))
                        && delete(levels, index, 1, entry.buy, silent);
            }
            case BookEntry.DELETE_FROM -> {
                // The best ones, up to this level
                return delete(levels, 0, entry.level, entry.buy, silent);
            }
            case BookEntry.DELETE_THRU -> {
                return delete(levels, 0, levels.count(), entry.buy, silent);
            }
            default -> {
                return false;
            }
        }
    }

    private boolean insert(final PriceLevels levels, final int index, final BookEntry entry, final boolean silent) {
        if (!isWhole(entry)) {
            return false;
        }
        final boolean falls = levels.isFull() && levels.count() > 0;
        final long last = falls ? levels.price(levels.count() - 1) : 0;
        if (!levels.insert(index, entry.price, entry.size, entry.orders)) {
            return false;
        }
        if (!silent) {
            if (falls) {
                say(entry.buy, last);
            }
            say(entry.buy, entry.price);
        }
        return true;
    }

    private boolean change(final PriceLevels levels, final int index, final BookEntry entry, final boolean silent) {
        if (!isWhole(entry) || index < 0 || index >= levels.count()) {
            return false;
        }
        final long before = levels.price(index);
        if (!levels.change(index, entry.price, entry.size, entry.orders)) {
            return false;
        }
        if (!silent) {
            if (before != entry.price) {
                say(entry.buy, before);
            }
            say(entry.buy, entry.price);
        }
        return true;
    }

    /** One by one, so that each can be said when it is gone. */
    private boolean delete(
            final PriceLevels levels, final int index, final int number, final boolean buy, final boolean silent) {
        if (number < 0 || index + number > levels.count()) {
            return false;
        }
        for (int i = 0; i < number; i++) {
            final long price = levels.price(index);
            levels.delete(index, 1);
            if (!silent) {
                say(buy, price);
            }
        }
        return true;
    }

    /** All levels, as they stand. */
    void sayAll() {
        for (int i = 0; i < bids.count(); i++) {
            say(true, bids.price(i));
        }
        for (int i = 0; i < impliedBids.count(); i++) {
            if (bids.size(impliedBids.price(i)) == 0) {
                say(true, impliedBids.price(i));
            }
        }
        for (int i = 0; i < asks.count(); i++) {
            say(false, asks.price(i));
        }
        for (int i = 0; i < impliedAsks.count(); i++) {
            if (asks.size(impliedAsks.price(i)) == 0) {
                say(false, impliedAsks.price(i));
            }
        }
    }

    private void say(final boolean buy, final long price) {
        final PriceLevels outright = side(buy, false);
        final PriceLevels implied = side(buy, true);
        sender.level(
                instrumentId,
                buy ? Side.BUY : Side.SELL,
                price,
                (outright.size(price) + implied.size(price)) * unit,
                outright.orders(price) + implied.orders(price));
    }

    private static boolean isWhole(final BookEntry entry) {
        return entry.size > 0 && Mdp3Prices.isPrice(entry.price);
    }

    private PriceLevels side(final boolean buy, final boolean implied) {
        if (implied) {
            return buy ? impliedBids : impliedAsks;
        }
        return buy ? bids : asks;
    }
}
