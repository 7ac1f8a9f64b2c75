package io.tiercel.engine.observe.readmodel;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.journal.readmodel.ModelEntry;

/**
 * Last prices of an instrument, in 1e-9 of its currency; {@link Book#NO_PRICE} where there is none.
 *
 * @param quantityScale digits behind the point of its quantities
 * @param multiplier    of its notional
 * @param suspect       the book may differ from the venue's
 */
public record Prices(
        int instrumentId,
        String symbol,
        String currency,
        int venueId,
        int quantityScale,
        long multiplier,
        TradingStatus status,
        FeedState feed,
        boolean suspect,
        long bidPriceNanos,
        long bidQuantity,
        long askPriceNanos,
        long askQuantity,
        long lastTradePriceNanos) {
    static final int KIND = 6;

    static Prices of(final Book book) {
        final Instrument instrument = book.instrument();
        return new Prices(
                instrument.id(),
                EntryBuffer.cut(instrument.symbol()),
                EntryBuffer.cut(instrument.currency()),
                instrument.venueId(),
                instrument.quantityScale(),
                instrument.multiplier(),
                instrument.status(),
                book.feedState(),
                book.suspect(),
                book.bidPriceNanos(),
                book.bidQuantity(),
                book.askPriceNanos(),
                book.askQuantity(),
                book.lastTradePriceNanos());
    }

    ModelEntry entry() {
        return EntryBuffer.empty()
                .put(symbol)
                .put(currency)
                .put(venueId)
                .put(quantityScale)
                .put(multiplier)
                .put(status.value())
                .put(feed.value())
                .put(suspect)
                .put(bidPriceNanos)
                .put(bidQuantity)
                .put(askPriceNanos)
                .put(askQuantity)
                .put(lastTradePriceNanos)
                .entry(KIND, instrumentId);
    }

    static Prices of(final ModelEntry entry) {
        final EntryBuffer from = EntryBuffer.of(entry);
        return new Prices(
                (int) entry.id(),
                from.takeText(),
                from.takeText(),
                from.takeInt(),
                from.takeInt(),
                from.take(),
                TradingStatus.get((short) from.take()),
                FeedState.get((short) from.take()),
                from.takeBoolean(),
                from.take(),
                from.take(),
                from.take(),
                from.take(),
                from.take());
    }
}
