package io.tiercel.bench.compared;

import io.tiercel.bench.peers.PacketPeer;
import io.tiercel.bench.peers.Packets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Packets of a feed, taken by one that made its books of those before them. */
public final class PacketTrial implements Trial {
    /** So many at a call that the compiler's code for a call is measured, not that for a loop it was found in. */
    private static final int BATCH = 32;

    private final PacketPeer peer;
    private final Packets fill;
    private final Packets tape;

    private PacketTrial(final PacketPeer peer, final Packets fill, final Packets tape) {
        this.peer = peer;
        this.fill = fill;
        this.tape = tape;
    }

    public static Entrant entrant(
            final String name, final Supplier<PacketPeer> maker, final Packets fill, final Packets tape) {
        return new Entrant(name, () -> new PacketTrial(maker.get(), fill, tape));
    }

    @Override
    public void prepare() {
        apply(fill, fill.count());
    }

    @Override
    public void run() {
        apply(tape, tape.count());
    }

    @Override
    public long result() {
        return peer.result();
    }

    private void apply(final Packets packets, final int to) {
        for (int from = 0; from < to; from += BATCH) {
            peer.apply(packets, from, Math.min(from + BATCH, to));
        }
    }

    /** What differs first between two, each so many packets of a tape; and at its end by how many orders they have. */
    public static Optional<String> firstDifference(
            final PacketPeer one, final PacketPeer other, final Packets fill, final Packets tape, final int every) {
        final int count = tape.count();
        for (final PacketPeer each : List.of(one, other)) {
            each.apply(fill, 0, fill.count());
        }
        for (int from = 0; from < count; from += every) {
            final int to = Math.min(from + every, count);
            one.apply(tape, from, to);
            other.apply(tape, from, to);
            if (one.result() != other.result()) {
                return Optional.of("packets " + from + " to " + (to - 1) + " lead to different results");
            }
        }
        final long orders = one.orderCount();
        final long others = other.orderCount();
        return orders == others
                ? Optional.empty()
                : Optional.of("after " + count + " packets there are " + orders + " and " + others + " orders");
    }
}
