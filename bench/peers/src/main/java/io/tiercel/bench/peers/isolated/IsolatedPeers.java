package io.tiercel.bench.peers.isolated;

import io.tiercel.bench.peers.Peer;
import io.tiercel.bench.peers.Peers;

/** The one class that is asked for by its name. */
public final class IsolatedPeers implements Peers {
    @Override
    public Peer parityBook(final int instruments) {
        return new ParityBook(instruments);
    }
}
