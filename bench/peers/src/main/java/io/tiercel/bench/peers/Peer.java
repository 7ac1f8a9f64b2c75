package io.tiercel.bench.peers;

/** Books of some instruments, or the matcher of one. */
public interface Peer {
    /**
     * Each has a loop of its own here, so that the compiler knows for each what is called in it.
     *
     * @param to the index behind the last
     */
    void apply(Operations operations, int from, int to);

    /** In ticks, or 0 when that side is empty. */
    long bestPrice(int instrument, boolean buy);

    /** Of all orders at the best price, or 0. */
    long bestQuantity(int instrument, boolean buy);
}
