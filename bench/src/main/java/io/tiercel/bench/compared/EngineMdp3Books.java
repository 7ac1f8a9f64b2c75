package io.tiercel.bench.compared;

import io.tiercel.bench.market.Mdp3Flow;
import io.tiercel.bench.peers.PacketPeer;
import io.tiercel.bench.peers.Packets;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.mdp3.Mdp3Handler;
import io.tiercel.engine.feed.mdp3.Mdp3Instrument;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Packets of MDP 3.0 to messages, and these to the engine's books. */
public final class EngineMdp3Books implements PacketPeer {
    private static final int MAX_PENDING = 1_000;
    private static final int MAX_ORDERS = 1;

    private final ShownBooks shown;
    private final FeedSender sender;
    private final Mdp3Handler handler;
    private final UnsafeBuffer buffer = new UnsafeBuffer();

    public EngineMdp3Books(final int instruments) {
        shown = new ShownBooks(instruments, 0, false);
        final FeedCounts counts = new FeedCounts();
        final List<Mdp3Instrument> listed = new ArrayList<>();
        for (int id = 1; id <= instruments; id++) {
            final FeedInstrument instrument = new FeedInstrument(id, "F" + id, 0);
            listed.add(new Mdp3Instrument(instrument, Mdp3Flow.security(id), Mdp3Flow.DEPTH, 0, false));
        }
        final int staged =
                Mdp3Handler.stagedMessages(instruments, FeedLane.MAX_DATAGRAM_BYTES, MAX_PENDING, MAX_ORDERS);
        sender = new FeedSender(1, new MessageBooks(shown), counts, staged);
        handler = new Mdp3Handler(sender, counts, listed, MAX_PENDING, MAX_ORDERS);
    }

    @Override
    public void apply(final Packets packets, final int from, final int to) {
        buffer.wrap(packets.bytes(), 0, packets.bytes().capacity());
        for (int i = from; i < to; i++) {
            final int begin = packets.begin(i);
            handler.onPacket(buffer, begin, packets.end(i) - begin);
            sender.send();
        }
    }

    @Override
    public long result() {
        return shown.chain();
    }

    @Override
    public long orderCount() {
        return 0;
    }
}
