package io.tiercel.engine.book;

import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.engine.reference.Instrument;

/**
 * What an exchange says of an instrument besides its book and its trades: its last word of each kind. A live view: it
 * changes with the next message. Of what was never said, or was withdrawn, each field is {@link #NONE}.
 */
public interface MarketFacts {
    /** In place of a price, a quantity, a time or a code that is not there. */
    long NONE = Long.MIN_VALUE;

    /** Null for what holds for the whole market of {@link #venueId()}. */
    Instrument instrument();

    /** 0 for what holds for the whole market. */
    int instrumentId();

    int venueId();

    /** Whether the packet that is told just now has a word of this kind: one that withdraws it, too. */
    boolean changed(StatisticKind kind);

    /** Whether there is a word of this kind that holds. */
    boolean has(StatisticKind kind);

    long priceNanos(StatisticKind kind);

    long quantity(StatisticKind kind);

    /** What else there is to the kind: {@link StatisticKind} says which have one. */
    long code(StatisticKind kind);

    /** Which day, UTC midnight, or which time it is about; {@link #NONE} where that goes without saying. */
    long referenceTimeNs(StatisticKind kind);

    /** When the exchange said it, UTC ns. */
    long venueTimeNs(StatisticKind kind);

    /** Between which prices the exchange lets trade; never null. */
    PriceLimits limits(PriceLimitScope scope);

    /** How an auction that is to come stands; never null. */
    AuctionImbalance imbalance();
}
