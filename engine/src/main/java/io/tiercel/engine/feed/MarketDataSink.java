package io.tiercel.engine.feed;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;

/**
 * Takes the market data of one feed, event by event: {@link FeedSender} makes messages of them for an engine elsewhere,
 * others apply them to books at once.
 */
public interface MarketDataSink {
    /** Of the next events, UTC. */
    void time(long timeNs);

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
