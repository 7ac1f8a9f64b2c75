package io.tiercel.engine.feed.capture;

/**
 * A socket of a lane, an interface of its captures.
 *
 * @param name        such as A, the feed's first line
 * @param description in words
 * @param to          where its datagrams go; null of what comes by TCP, whose connections have an own end each
 * @param from        who alone sends to it, or null
 */
public record CapturedSocket(String name, String description, Endpoint to, Endpoint from) {
    /** The name of a socket that brings what a request server answers: no line. */
    public static final String ANSWERS = "answers";

    /** The name of what brings snapshots of a GLIMPSE server. */
    public static final String SNAPSHOT = "snapshot";

    /** The name of what brings packets that a TCP replay gives again. */
    public static final String REPLAY = "replay";

    /** Whether it is what a server sends by TCP. */
    boolean isStream() {
        return to == null;
    }
}
