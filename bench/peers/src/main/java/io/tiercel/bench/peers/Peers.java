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
}
