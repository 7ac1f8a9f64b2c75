package io.tiercel.engine.feed.soupbintcp;

/** What became of a connection last, and how often: written by the lane's thread, read by any. */
public final class LineWord {
    private volatile String text = "";
    private volatile boolean connected;
    private volatile long loginCount;
    private volatile long failureCount;
    private volatile long receiveBuffer;
    private String ended = "";

    LineWord() {}

    void accepted(final String session, final long sequence) {
        loginCount = loginCount + 1;
        connected = true;
        // A server tells of the session's end whoever asks whether another one has begun.
        if (!session.equals(ended)) {
            ended = "";
            follows(session, sequence);
        }
    }

    void follows(final String session, final long sequence) {
        text = "follows session " + session + " from message " + sequence;
    }

    /** @param round from 1 */
    void catchesUp(final String session, final long sequence, final long newest, final int round) {
        text = "catches up with session " + session + " from message " + sequence + " to " + newest
                + (round == 1 ? "" : ", the newest when it was asked for the " + round + ". time");
    }

    void ended(final String session) {
        connected = false;
        if (!session.equals(ended)) {
            ended = session;
            text = "session " + session + " has ended";
        }
    }

    void failed(final String why) {
        failureCount = failureCount + 1;
        connected = false;
        ended = "";
        text = why;
    }

    /** Why a login is refused, in words. */
    static String refusal(final char reason) {
        return switch (reason) {
            case 'A' -> "not authorised (A): it does not know this user and password, or has somebody by that name";
            case 'S' -> "it does not have the session (S)";
            default -> "for the reason " + reason + ", which is none of the protocol's";
        };
    }

    static String millis(final long timeNs) {
        return timeNs / 1_000_000L + " ms";
    }

    void receiveBuffer(final long bytes) {
        receiveBuffer = bytes;
    }

    /** For people. */
    public String text() {
        return text;
    }

    public boolean connected() {
        return connected;
    }

    /** That were accepted. */
    public long loginCount() {
        return loginCount;
    }

    /** Connections that failed, or were lost. */
    public long failureCount() {
        return failureCount;
    }

    /** What the host gave, bytes; 0 before the first connection. */
    public long receiveBuffer() {
        return receiveBuffer;
    }
}
