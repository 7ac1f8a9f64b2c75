package io.tiercel.engine.feed.arbitration;

/**
 * How long an {@link Arbiter} waits, in packets and in time.
 *
 * @param heldPackets      that wait for one before them; more than {@code reorderPackets}
 * @param packetBytes      of one that is held; a longer one is missing
 * @param reorderPackets   held packets after which what is before them is missing
 * @param reorderNs        time after which it is
 * @param requestMessages  the greatest gap that is asked for; 0 without a request server
 * @param requestAttempts  without any answer
 * @param requestNs        until the next attempt
 * @param recoveryNs       for all requests of one gap
 * @param snapshotAttempts 0 without snapshots
 * @param snapshotNs       for each
 * @param resetPackets     behind the sequence, none of them known, after which it has begun anew
 * @param resetNs          from the first to the last of those, with nothing in order between
 * @param silentNs         without a packet on any line
 */
public record ArbitrationBounds(
        int heldPackets,
        int packetBytes,
        int reorderPackets,
        long reorderNs,
        int requestMessages,
        int requestAttempts,
        long requestNs,
        long recoveryNs,
        int snapshotAttempts,
        long snapshotNs,
        int resetPackets,
        long resetNs,
        long silentNs) {
    private static final long MILLISECOND = 1_000_000L;

    /** A feed on a network of one site, without request and snapshot servers. */
    public static final ArbitrationBounds DEFAULT = new ArbitrationBounds(
            4_096,
            2_048,
            64,
            2 * MILLISECOND,
            0,
            5,
            20 * MILLISECOND,
            500 * MILLISECOND,
            0,
            5_000 * MILLISECOND,
            64,
            3_000 * MILLISECOND,
            3_000 * MILLISECOND);

    /** @throws IllegalArgumentException when they do not fit together */
    public ArbitrationBounds {
        if (reorderPackets >= heldPackets) {
            throw new IllegalArgumentException("a reorder window of " + reorderPackets + " packets has no room in "
                    + heldPackets + " held ones; make it smaller, or hold more");
        }
    }

    /** Of what can wait. */
    public ArbitrationBounds withHeld(final int packets, final int bytes) {
        return new ArbitrationBounds(
                packets,
                bytes,
                reorderPackets,
                reorderNs,
                requestMessages,
                requestAttempts,
                requestNs,
                recoveryNs,
                snapshotAttempts,
                snapshotNs,
                resetPackets,
                resetNs,
                silentNs);
    }

    /** Of how lines are judged. */
    public ArbitrationBounds withLines(
            final int newReorderPackets, final long newReorderNs, final int newResetPackets, final long newResetNs) {
        return new ArbitrationBounds(
                heldPackets,
                packetBytes,
                newReorderPackets,
                newReorderNs,
                requestMessages,
                requestAttempts,
                requestNs,
                recoveryNs,
                snapshotAttempts,
                snapshotNs,
                newResetPackets,
                newResetNs,
                silentNs);
    }

    public ArbitrationBounds withRequests(final int messages) {
        return new ArbitrationBounds(
                heldPackets,
                packetBytes,
                reorderPackets,
                reorderNs,
                messages,
                requestAttempts,
                requestNs,
                recoveryNs,
                snapshotAttempts,
                snapshotNs,
                resetPackets,
                resetNs,
                silentNs);
    }

    public ArbitrationBounds withSnapshots(final int attempts) {
        return new ArbitrationBounds(
                heldPackets,
                packetBytes,
                reorderPackets,
                reorderNs,
                requestMessages,
                requestAttempts,
                requestNs,
                recoveryNs,
                attempts,
                snapshotNs,
                resetPackets,
                resetNs,
                silentNs);
    }
}
