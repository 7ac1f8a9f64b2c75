package io.tiercel.bench.peers;

/** Takes the packets of a feed. */
public interface PacketPeer {
    /**
     * Each has a loop of its own here, so that the compiler knows for each what is called in it.
     *
     * @param to the index behind the last
     */
    void apply(Packets packets, int from, int to);

    /** What it made of all packets until now, as one number: the same for all that take them for the same. */
    long result();

    /** In all its books; 0 where it keeps none. May take long. */
    long orderCount();

    /** What {@link #result} makes of the best price of a side, 0 for none, and its quantity. */
    static long chain(final long chain, final long price, final long quantity) {
        return (chain * 31 + price) * 31 + quantity;
    }
}
