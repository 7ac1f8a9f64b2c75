package io.tiercel.engine.boot.configuration;

/**
 * How the engine and a venue reach each other.
 *
 * @param log  of an external venue; empty when it is not known
 * @param itch how its market data goes out as ITCH, too; null when it does not
 * @param mdp3 how it goes out as MDP 3.0; null when it does not
 */
public record Lines(
        String feedChannel,
        String executionChannel,
        String orderChannel,
        long connectTimeoutNs,
        long silentAfterNs,
        String log,
        MarketItch itch,
        MarketMdp3 mdp3) {
    /** The channel of all that stays on one media driver. */
    public static final String IPC = "aeron:ipc?term-length=16m";

    /** Those of a venue in the engine's own process. */
    public static final Lines WITHIN = new Lines(IPC, IPC, IPC, 10_000_000_000L, 2_000_000_000L, "", null, null);

    /** Those of a rehearsal, whose time jumps: a silence says nothing. */
    static final Lines REHEARSED = new Lines(IPC, IPC, IPC, WITHIN.connectTimeoutNs, Long.MAX_VALUE, "", null, null);

    /** Whether any of them leaves the media driver's shared memory. */
    public boolean network() {
        return !ipc(feedChannel) || !ipc(executionChannel) || !ipc(orderChannel);
    }

    public boolean ordersOnNetwork() {
        return !ipc(orderChannel);
    }

    static boolean ipc(final String channel) {
        return channel.startsWith("aeron:ipc");
    }
}
