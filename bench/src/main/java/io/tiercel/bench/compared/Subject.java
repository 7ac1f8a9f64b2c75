package io.tiercel.bench.compared;

import io.tiercel.bench.peers.Peer;
import io.tiercel.bench.peers.Trades;

/**
 * One of those that are compared.
 *
 * @param name as it stands in the report
 */
public record Subject(String name, Maker maker) {
    /** Makes empty ones. */
    @FunctionalInterface
    public interface Maker {
        /**
         * @param trades is told by a matcher what it trades
         * @param shows  whether best prices will be asked for
         */
        Peer make(Trades trades, boolean shows);
    }
}
