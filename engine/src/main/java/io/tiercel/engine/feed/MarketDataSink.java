package io.tiercel.engine.feed;

import io.tiercel.codecs.marketdata.PriceLimitsEncoder;
import io.tiercel.codecs.marketdata.StatisticEncoder;
import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.codecs.types.TradeChange;
import io.tiercel.codecs.types.TradingStatus;

/**
 * Takes the market data of one feed, event by event: {@link FeedSender} makes messages of them for an engine elsewhere,
 * others apply them to books at once.
 */
public interface MarketDataSink {
    /** In place of a price, a quantity, a time or a number of a trade that the exchange does not say. */
    long NO_VALUE = Long.MIN_VALUE;
    /** In place of a statistic's code. */
    int NO_CODE = StatisticEncoder.codeNullValue();
    /** In place of a number of extensions. */
    int NO_EXTENSION = PriceLimitsEncoder.extensionNullValue();
    /** In place of an instrument: the whole market. */
    int MARKET = 0;

    /** Of the next events, UTC. */
    void time(long timeNs);

    /** Whether it gains by hearing of a packet's orders before their events, as below. */
    default boolean fetches() {
        return false;
    }

    /** An event of this order comes in this packet; or does not, when it cannot be read. */
    default void expect(final int instrumentId, final long orderId) {}

    /** All orders of the packet were named; their events come next. */
    default void fetch() {}

    void add(int instrumentId, Side side, long orderId, long priceNanos, long quantity);

    /** @param priceNanos of the trade; null for that of the order */
    void execute(int instrumentId, long orderId, long priceNanos, long quantity, long matchId);

    void cancel(int instrumentId, long orderId, long quantity);

    void delete(int instrumentId, long orderId);

    void replace(int instrumentId, long orderId, long newOrderId, long priceNanos, long quantity);

    /** Empties a book, as a packet of its own. */
    void clear(int instrumentId);

    /** A trade that changed no visible order. */
    void trade(int instrumentId, long priceNanos, long quantity, long matchId);

    /**
     * A trade is no more, or another one. This and the next ones are for who passes facts on; they change no book.
     *
     * @param matchId that the trade came with
     */
    default void correction(
            final int instrumentId,
            final TradeChange change,
            final Side aggressorSide,
            final long priceNanos,
            final long quantity,
            final long matchId) {}

    /** @param instrumentId {@link #MARKET} for what holds for all of it */
    default void statistic(
            final int instrumentId,
            final StatisticKind kind,
            final long priceNanos,
            final long quantity,
            final int code,
            final long referenceTimeNs) {}

    /** What was said of this kind holds no more. */
    default void withdraw(final int instrumentId, final StatisticKind kind) {}

    /**
     * All that was said of it by {@link #statistic}, {@link #limits} and {@link #imbalance} holds no more, as a packet
     * of its own.
     *
     * @param instrumentId {@link #MARKET} for what holds for all of it
     */
    default void clearFacts(final int instrumentId) {}

    /** How an auction that is to come stands. */
    default void imbalance(
            final int instrumentId,
            final AuctionKind auction,
            final Side side,
            final long pairedQuantity,
            final long imbalanceQuantity,
            final long referencePriceNanos,
            final long nearPriceNanos,
            final long farPriceNanos) {}

    /** Between which prices the exchange lets trade: all there is to say of this scope. */
    default void limits(
            final int instrumentId,
            final PriceLimitScope scope,
            final long lowPriceNanos,
            final long highPriceNanos,
            final long referencePriceNanos,
            final long variationNanos,
            final int extension) {}

    void instrumentStatus(int instrumentId, TradingStatus status);

    /** @param tradingDate as yyyymmdd */
    void sessionPhase(Phase phase, int tradingDate);

    /** Of all books of the feed. */
    void feedStatus(FeedState state);

    /** The newest change of a book is the last one of its packet. */
    void endPacket();

    /** The next packets come from this one of the exchange's; for who tells where they come from. */
    default void from(final int channelId, final long venueSequence, final long receiveTimeNs) {}

    /** The next packets are the lane's own, or a snapshot's. */
    default void fromNowhere() {}

    /**
     * Passes on what waits, as far as there is room for it. What nobody is there to take is dropped and counted.
     *
     * @return how many messages were sent, or -1 when some were dropped
     */
    int send();
}
