package io.tiercel.bench.compared;

import io.tiercel.bench.peers.PacketPeer;
import io.tiercel.bench.peers.Packets;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.feed.BrokenTrades;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MarketDataSink;
import io.tiercel.engine.feed.capture.CapturedBounds;
import io.tiercel.engine.feed.itch.ItchFileHandler;
import java.time.ZoneOffset;
import org.agrona.concurrent.UnsafeBuffer;

/** Packets into the engine's books on one thread, with no messages between: as files are read. */
public final class EngineItchBooks implements PacketPeer {
    private final ShownBooks shown;
    private final ItchFileHandler handler;
    private final UnsafeBuffer buffer = new UnsafeBuffer();

    public EngineItchBooks(final int instruments, final int liveOrders) {
        shown = new ShownBooks(instruments, liveOrders, true);
        handler = new ItchFileHandler(
                new Sink(shown.books()),
                new FeedCounts(),
                new Directory(),
                BrokenTrades.NOBODY,
                ZoneOffset.UTC,
                EngineItchLane.MIDDAY,
                CapturedBounds.DEFAULT,
                false,
                false);
    }

    @Override
    public void apply(final Packets packets, final int from, final int to) {
        buffer.wrap(packets.bytes(), 0, packets.bytes().capacity());
        for (int i = from; i < to; i++) {
            final int begin = packets.begin(i);
            handler.onDatagram(0, buffer, begin, packets.end(i) - begin, 0);
        }
    }

    @Override
    public long result() {
        return shown.chain();
    }

    @Override
    public long orderCount() {
        return shown.books().orderCount();
    }

    /** The directory lists the instruments in the order of their ids. */
    private static final class Directory implements InstrumentDirectory {
        private int count;

        @Override
        public int add(final long code, final String symbol) {
            count++;
            return count;
        }

        @Override
        public void rename(final int instrumentId, final long code, final String symbol) {}
    }

    private record Sink(Books books) implements MarketDataSink {
        @Override
        public void time(final long timeNs) {}

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
                final int instrumentId,
                final Side side,
                final long orderId,
                final long priceNanos,
                final long quantity) {
            books.add(instrumentId, side, orderId, priceNanos, quantity);
        }

        @Override
        public void execute(
                final int instrumentId,
                final long orderId,
                final long priceNanos,
                final long quantity,
                final long matchId) {
            books.execute(instrumentId, Side.NULL_VAL, orderId, priceNanos, quantity);
        }

        @Override
        public void cancel(final int instrumentId, final long orderId, final long quantity) {
            books.cancel(instrumentId, Side.NULL_VAL, orderId, quantity);
        }

        @Override
        public void delete(final int instrumentId, final long orderId) {
            books.delete(instrumentId, Side.NULL_VAL, orderId);
        }

        @Override
        public void replace(
                final int instrumentId,
                final long orderId,
                final long newOrderId,
                final long priceNanos,
                final long quantity) {
            books.replace(instrumentId, Side.NULL_VAL, orderId, newOrderId, priceNanos, quantity);
        }

        @Override
        public void clear(final int instrumentId) {
            books.clear(instrumentId);
        }

        @Override
        public void trade(final int instrumentId, final long priceNanos, final long quantity, final long matchId) {
            books.trade(instrumentId, Side.NULL_VAL, priceNanos, quantity);
        }

        @Override
        public void instrumentStatus(final int instrumentId, final TradingStatus status) {}

        @Override
        public void sessionPhase(final Phase phase, final int tradingDate) {}

        @Override
        public void feedStatus(final FeedState state) {}

        @Override
        public void endPacket() {}

        @Override
        public int send() {
            return 0;
        }
    }
}
