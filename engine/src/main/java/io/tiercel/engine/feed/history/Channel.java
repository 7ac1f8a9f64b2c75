package io.tiercel.engine.feed.history;

/** A stream of bytes within files: a multicast group and port, a TCP connection's direction, or a file itself. */
public final class Channel {
    private final String name;
    private final int index;
    private Protocol protocol;
    private int unknownCount;

    Channel(final String name, final int index, final Protocol protocol) {
        this.name = name;
        this.index = index;
        this.protocol = protocol;
    }

    public String name() {
        return name;
    }

    /** From 0, in the order in which they were seen. */
    public int index() {
        return index;
    }

    /** Null until something was recognised. */
    public Protocol protocol() {
        return protocol;
    }

    void protocol(final Protocol found) {
        protocol = found;
    }

    /** How many datagrams came that no protocol recognised. */
    int unknownCount() {
        return unknownCount;
    }

    void countUnknown() {
        unknownCount++;
    }
}
