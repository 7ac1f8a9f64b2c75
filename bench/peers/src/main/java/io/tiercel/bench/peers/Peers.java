package io.tiercel.bench.peers;

/** Makes empty books of other projects. */
public interface Peers {
    /**
     * @param instruments the greatest
     */
    Peer parityBook(int instruments);
}
