package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.capture.CapturedBounds;
import io.tiercel.engine.feed.capture.Endpoint;

/** A stream of bytes within files: a multicast group and port, a TCP connection's direction, or a file itself. */
public final class Channel {
    private final String name;
    private final int index;
    private Protocol protocol;
    private int unknownCount;
    private boolean answered;
    private boolean answers;
    private boolean hasSnapshots;
    private boolean isSnapshot;
    private boolean over;
    /** Null of what is no datagrams. */
    private Endpoint endpoint;

    private String server = "";
    private ArbitrationBounds bounds = CapturedBounds.DEFAULT;

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

    /** Where its datagrams go to. */
    void endpoint(final Endpoint to) {
        endpoint = to;
    }

    /** Whether datagrams to there are its, or, where the port is not known, may be. */
    boolean receives(final Endpoint to, final boolean anyPort) {
        return endpoint != null
                && endpoint.ipv6() == to.ipv6()
                && endpoint.high() == to.high()
                && endpoint.low() == to.low()
                && (anyPort || endpoint.port() == to.port());
    }

    /** Whether its stream has said that it is over. */
    boolean isOver() {
        return over;
    }

    void over(final boolean said) {
        over = said;
    }

    /** Whether it is no line, but what a request server answers. */
    boolean answers() {
        return answers;
    }

    /** Whether its capture has the answers of a request server, too. */
    boolean answered() {
        return answered;
    }

    /** @param itself whether those are what it carries */
    void answered(final boolean itself) {
        answered = true;
        answers = itself;
    }

    /** Whether its capture has snapshots of a server, too. */
    boolean hasSnapshots() {
        return hasSnapshots;
    }

    /** Whether it is no line, but one of those. */
    boolean isSnapshot() {
        return isSnapshot;
    }

    /** @param itself whether it is one */
    void snapshots(final boolean itself) {
        hasSnapshots = true;
        isSnapshot = itself;
    }

    /** Of a TCP stream, who sends it; empty of others. */
    String server() {
        return server;
    }

    void server(final String sender) {
        server = sender;
    }

    /** By which its lane judged its lines, where the capture says it. */
    ArbitrationBounds bounds() {
        return bounds;
    }

    void bounds(final ArbitrationBounds said) {
        bounds = said;
    }

    /** How many datagrams came that no protocol recognised. */
    int unknownCount() {
        return unknownCount;
    }

    void countUnknown() {
        unknownCount++;
    }
}
