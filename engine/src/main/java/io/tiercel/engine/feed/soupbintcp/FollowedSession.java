package io.tiercel.engine.feed.soupbintcp;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;

/** The session that a connection follows, or followed last, and how far its server has been there. */
@HotPath
final class FollowedSession {
    private String name = "";
    private long high;
    private int low;
    private boolean begun;
    private boolean wentBack;
    /** That the next message has been. */
    private long greatest;

    /**
     * Why nothing is taken of a server that is at this message of this session; null when it may be there. A server
     * that is behind where it was is not believed until another session begins.
     *
     * @param asked what it was asked for; 0 for the newest
     */
    String refusal(final String newName, final long sequence, final long asked) {
        final long least = asked == 0 ? greatest - 1 : asked;
        wentBack = is(newName) && (wentBack || sequence < least);
        return wentBack
                ? "the server is at message " + sequence + " of session " + newName + ", behind message " + least
                        + ", where it was: nothing is taken of it until another session begins"
                : null;
    }

    /** It is there. */
    void enter(final String newName, final long sequence) {
        if (!is(newName)) {
            greatest = sequence;
            name = newName;
            high = MoldUdp64Flyweight.sessionHigh(newName);
            low = MoldUdp64Flyweight.sessionLow(newName);
            begun = true;
        }
    }

    void reach(final long next) {
        greatest = Math.max(greatest, next);
    }

    boolean is(final String other) {
        return begun && other.equals(name);
    }

    boolean is(final long otherHigh, final int otherLow) {
        return begun && high == otherHigh && low == otherLow;
    }

    /** Whether there was any. */
    boolean begun() {
        return begun;
    }

    String name() {
        return name;
    }

    long high() {
        return high;
    }

    int low() {
        return low;
    }
}
