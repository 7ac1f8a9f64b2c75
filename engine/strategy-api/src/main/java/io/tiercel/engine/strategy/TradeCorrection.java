package io.tiercel.engine.strategy;

import io.tiercel.codecs.types.Side;

/** An exchange took a trade back, or changed it. A view, valid only during the call that it is given to. */
public interface TradeCorrection {
    /** It counts as if it had never been. Else it has the price and the quantity of this correction. */
    boolean broken();

    /** The number that {@link Strategy#onTrade(io.tiercel.engine.book.Book, Side, long, long, long)} had. */
    long matchId();

    /** Null where the exchange does not say it, as with trades. */
    Side aggressorSide();

    /** {@link io.tiercel.engine.book.MarketFacts#NONE} where the exchange names the trade alone. */
    long priceNanos();

    /** {@link io.tiercel.engine.book.MarketFacts#NONE} where the exchange names the trade alone. */
    long quantity();
}
