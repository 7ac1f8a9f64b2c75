package io.tiercel.engine.feed.history;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.feed.MarketDataSink;

/**
 * Events of one feed, applied to books as they come: what {@link BookLine} makes of messages, without them. That takes
 * 60 ns for one of ITCH in place of 100 (docs/performance.md).
 */
final class BookSink implements MarketDataSink {
    private final int feedId;
    private final BookLine line;
    private final Books books;
    private long timeNs;

    BookSink(final int feedId, final BookLine line, final Books books) {
        this.feedId = feedId;
        this.line = line;
        this.books = books;
    }

    @Override
    public void time(final long newTimeNs) {
        timeNs = newTimeNs;
        line.time(newTimeNs);
    }

    @Override
    public boolean fetches() {
        return books.fetches();
    }

    @Override
    public void expect(final int instrumentId, final long orderId) {
        books.expect(instrumentId, orderId);
    }

    @Override
    public void fetch() {
        books.fetch();
    }

    @Override
    public void add(
            final int instrumentId, final Side side, final long orderId, final long priceNanos, final long quantity) {
        if (line.wanted(instrumentId, timeNs)) {
            books.add(instrumentId, side, orderId, priceNanos, quantity);
        }
    }

    @Override
    public void execute(
            final int instrumentId,
            final long orderId,
            final long priceNanos,
            final long quantity,
            final long matchId) {
        if (line.wanted(instrumentId, timeNs)) {
            books.execute(instrumentId, Side.NULL_VAL, orderId, priceNanos, quantity);
        }
    }

    @Override
    public void cancel(final int instrumentId, final long orderId, final long quantity) {
        if (line.wanted(instrumentId, timeNs)) {
            books.cancel(instrumentId, Side.NULL_VAL, orderId, quantity);
        }
    }

    @Override
    public void delete(final int instrumentId, final long orderId) {
        if (line.wanted(instrumentId, timeNs)) {
            books.delete(instrumentId, Side.NULL_VAL, orderId);
        }
    }

    @Override
    public void replace(
            final int instrumentId,
            final long orderId,
            final long newOrderId,
            final long priceNanos,
            final long quantity) {
        if (line.wanted(instrumentId, timeNs)) {
            books.replace(instrumentId, Side.NULL_VAL, orderId, newOrderId, priceNanos, quantity);
        }
    }

    @Override
    public void clear(final int instrumentId) {
        endPacket();
        if (line.wanted(instrumentId, timeNs)) {
            line.clear(instrumentId);
        }
        endPacket();
    }

    @Override
    public void trade(final int instrumentId, final long priceNanos, final long quantity, final long matchId) {
        if (line.wanted(instrumentId, timeNs)) {
            books.trade(instrumentId, Side.NULL_VAL, priceNanos, quantity);
        }
    }

    @Override
    public void statistic(
            final int instrumentId,
            final StatisticKind kind,
            final long priceNanos,
            final long quantity,
            final int code,
            final long referenceTimeNs) {
        if (line.wanted(instrumentId, timeNs)) {
            line.statistic(instrumentId, kind, priceNanos, quantity, code);
        }
    }

    @Override
    public void withdraw(final int instrumentId, final StatisticKind kind) {
        if (line.wanted(instrumentId, timeNs)) {
            line.withdraw(instrumentId, kind);
        }
    }

    @Override
    public void clearFacts(final int instrumentId) {
        if (line.wanted(instrumentId, timeNs)) {
            line.clearFacts(instrumentId);
        }
    }

    @Override
    public void instrumentStatus(final int instrumentId, final TradingStatus status) {
        endPacket();
    }

    @Override
    public void sessionPhase(final Phase phase, final int tradingDate) {
        endPacket();
    }

    @Override
    public void feedStatus(final FeedState state) {
        endPacket();
        if (line.wanted(MARKET, timeNs)) {
            line.feedStatus(feedId, state);
        }
    }

    @Override
    public void endPacket() {
        line.endIf(true);
    }

    @Override
    public int send() {
        return 0;
    }
}
