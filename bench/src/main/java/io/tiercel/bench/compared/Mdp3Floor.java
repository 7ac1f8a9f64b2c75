package io.tiercel.bench.compared;

import io.tiercel.bench.peers.PacketPeer;
import io.tiercel.bench.peers.Packets;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.mdp3.sbe.MDIncrementalRefreshBook46Decoder;
import org.agrona.concurrent.UnsafeBuffer;

/** The least that reads packets of MDP 3.0: generated code for their messages, and a sum of all fields. */
public final class Mdp3Floor implements PacketPeer {
    private static final int BODY = Mdp3PacketFlyweight.HEADER_LENGTH + Mdp3PacketFlyweight.MESSAGE_HEADER_LENGTH;

    private final MDIncrementalRefreshBook46Decoder message = new MDIncrementalRefreshBook46Decoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer();
    private long total;

    @Override
    public void apply(final Packets packets, final int from, final int to) {
        buffer.wrap(packets.bytes(), 0, packets.bytes().capacity());
        for (int i = from; i < to; i++) {
            message.wrap(
                    buffer,
                    packets.begin(i) + BODY,
                    MDIncrementalRefreshBook46Decoder.BLOCK_LENGTH,
                    MDIncrementalRefreshBook46Decoder.SCHEMA_VERSION);
            add();
        }
    }

    private void add() {
        total += message.transactTime();
        final MDIncrementalRefreshBook46Decoder.NoMDEntriesDecoder entries = message.noMDEntries();
        while (entries.hasNext()) {
            entries.next();
            total += entries.mDEntryPx().mantissa()
                    + entries.mDEntrySize()
                    + entries.securityID()
                    + entries.rptSeq()
                    + entries.numberOfOrders()
                    + entries.mDPriceLevel()
                    + entries.mDUpdateActionRaw()
                    + entries.mDEntryTypeRaw();
        }
    }

    @Override
    public long result() {
        return total;
    }

    @Override
    public long orderCount() {
        return 0;
    }
}
