package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.HotPath;

/** When who publishes a market's data has something to do besides its events. The market's thread. */
@HotPath
public final class FeedPace {
    private static final long HEARTBEAT_NS = 1_000_000_000L;
    /** How often the servers are looked at. */
    private static final long SERVE_NS = 1_000_000L;

    private long quietSinceNs;
    private long seenCount;
    private long nextServeNs = Long.MIN_VALUE;

    /**
     * Whether a heartbeat is due: a second after the last packet, and after the last heartbeat.
     *
     * @param packetCount packets so far, without heartbeats
     */
    public boolean isQuiet(final long packetCount, final long timeNs) {
        final boolean more = packetCount != seenCount;
        final boolean quiet = !more && timeNs - quietSinceNs >= HEARTBEAT_NS;
        if (more || quiet) {
            seenCount = packetCount;
            quietSinceNs = timeNs;
        }
        return quiet;
    }

    /** Whether it is time to serve those who ask. */
    public boolean serves(final long timeNs) {
        if (timeNs < nextServeNs) {
            return false;
        }
        nextServeNs = timeNs + SERVE_NS;
        return true;
    }
}
