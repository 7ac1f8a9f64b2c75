package io.tiercel.bench.peers.isolated;

import io.tiercel.bench.peers.PacketPeer;
import io.tiercel.bench.peers.Peer;
import io.tiercel.bench.peers.Peers;
import io.tiercel.bench.peers.Trades;

/** The one class that is asked for by its name. */
public final class IsolatedPeers implements Peers {
    @Override
    public Peer parityBook(final int instruments) {
        return new ParityBook(instruments);
    }

    @Override
    public Peer exchangeCoreBook(final int instruments) {
        return new ExchangeCoreBook(instruments);
    }

    @Override
    public Peer exchangeCoreMatcher(final Trades trades) {
        return new ExchangeCoreMatcher(trades);
    }

    @Override
    public Peer parityMatcher(final Trades trades, final boolean shows) {
        return new ParityMatcher(trades, shows);
    }

    @Override
    public PacketPeer junctureBook(final int instruments) {
        return new JunctureBook(instruments);
    }

    @Override
    public PacketPeer junctureDecoder() {
        return new JunctureDecoder();
    }
}
