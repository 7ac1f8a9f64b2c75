package io.tiercel.engine.book;

/** Between which prices an exchange lets trade, as it said last: a part of {@link MarketFacts}, a live view. */
public interface PriceLimits {
    /** Whether the packet that is told just now has them. */
    boolean changed();

    /** {@link MarketFacts#NONE}: no limit. */
    long lowPriceNanos();

    /** {@link MarketFacts#NONE}: no limit. */
    long highPriceNanos();

    /** What they were made from, where the exchange says it. */
    long referencePriceNanos();

    /** How far from the last price an order may be, where the exchange says it. */
    long variationNanos();

    /** How often those of an auction were widened, where the exchange says it. */
    long extension();

    /** When the exchange said it, UTC ns; {@link MarketFacts#NONE} when it never did. */
    long venueTimeNs();
}
