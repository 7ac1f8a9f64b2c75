package io.tiercel.engine.book;

import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.Side;

/** How an auction that is to come stands, as its exchange said last: a part of {@link MarketFacts}, a live view. */
public interface AuctionImbalance {
    /** Whether the packet that is told just now has it. */
    boolean changed();

    /** NULL_VAL where the exchange does not say it, or never said anything. */
    AuctionKind auction();

    /** On which side there is more; NULL_VAL for neither, or where it is not known. */
    Side side();

    /** What would trade at the reference price. */
    long pairedQuantity();

    /** What would be left; {@link MarketFacts#NONE} where that cannot be calculated. */
    long imbalanceQuantity();

    long referencePriceNanos();

    /** At which all orders would match. */
    long nearPriceNanos();

    /** At which the auction's own orders alone would match. */
    long farPriceNanos();

    /** When the exchange said it, UTC ns; {@link MarketFacts#NONE} when it never did. */
    long venueTimeNs();
}
