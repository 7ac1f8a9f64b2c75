package io.tiercel.bench.peers;

/** Makes empty books and matchers of other projects. */
public interface Peers {
    /**
     * @param instruments the greatest
     */
    Peer parityBook(int instruments);

    /**
     * @param instruments the greatest
     */
    Peer exchangeCoreBook(int instruments);

    /** Of instrument 1. */
    Peer exchangeCoreMatcher(Trades trades);

    /**
     * Of instrument 1.
     *
     * @param shows whether best prices will be asked for: it has none to ask for, and keeping them takes time
     */
    Peer parityMatcher(Trades trades, boolean shows);

    /**
     * Books of ITCH 5.0; prices in 1e-4.
     *
     * @param instruments the greatest locate code
     */
    PacketPeer junctureBook(int instruments);

    /** Reads every field of ITCH 5.0. */
    PacketPeer junctureDecoder();
}
