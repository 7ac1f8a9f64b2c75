package io.tiercel.bench.compared;

import io.tiercel.bench.market.ItchFlow;
import io.tiercel.bench.peers.PacketPeer;
import io.tiercel.bench.peers.Packets;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.itch.ItchHandler;
import io.tiercel.engine.feed.itch.ItchMarket;
import io.tiercel.engine.feed.itch.SnapshotSource;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Requests;
import io.tiercel.engine.ingress.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A feed's lane between its socket and its stream: packets to messages, and these into the engine's books. */
public final class EngineItchLane implements PacketPeer {
    static final Clock MIDDAY = new Clock() {
        @Override
        public long timeNs() {
            return 43_200_000_000_000L;
        }

        @Override
        public long takeStepNs() {
            return 0;
        }
    };

    private final ShownBooks shown;
    private final FeedSender sender;
    private final ItchHandler handler;
    private final UnsafeBuffer buffer = new UnsafeBuffer();

    public EngineItchLane(final int instruments, final int liveOrders) {
        shown = new ShownBooks(instruments, liveOrders, true);
        final FeedCounts counts = new FeedCounts();
        final int staged = ItchHandler.stagedMessages(instruments, FeedLane.MAX_DATAGRAM_BYTES);
        sender = new FeedSender(1, new MessageBooks(shown), counts, staged);
        final List<FeedInstrument> listed = new ArrayList<>();
        for (int id = 1; id <= instruments; id++) {
            listed.add(new FeedInstrument(id, ItchFlow.symbol(id), 0));
        }
        handler = new ItchHandler(
                sender,
                counts,
                listed,
                new ItchHandler.Receiving(
                        "",
                        ArbitrationBounds.DEFAULT,
                        new LineStatistics(1),
                        MoldUdp64Requests.NONE,
                        SnapshotSource.NONE,
                        ItchMarket.NASDAQ),
                ZoneOffset.UTC,
                MIDDAY);
    }

    @Override
    public void apply(final Packets packets, final int from, final int to) {
        buffer.wrap(packets.bytes(), 0, packets.bytes().capacity());
        for (int i = from; i < to; i++) {
            final int begin = packets.begin(i);
            handler.onDatagram(0, buffer, begin, packets.end(i) - begin, 0, 0);
            sender.send();
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
}
