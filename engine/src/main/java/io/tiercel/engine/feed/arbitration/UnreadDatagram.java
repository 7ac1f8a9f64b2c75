package io.tiercel.engine.feed.arbitration;

/**
 * Whether a datagram of a line came that could not be read: what it carried may be missing, until packets behind it say
 * that nothing is. A line's packets come in order, so its own next one says it, or one with something new of any line.
 */
public final class UnreadDatagram {
    /** It is not known which, or it was several: only something new settles it. */
    public static final int ANY_LINE = -2;

    private static final int NOTHING = Integer.MIN_VALUE;

    private int line = NOTHING;

    /** One came on this line. */
    public void onLine(final int newLine) {
        line = line == NOTHING || line == newLine ? newLine : ANY_LINE;
    }

    /** What came next shows that nothing is missing. */
    public void settle() {
        line = NOTHING;
    }

    public boolean isOpen() {
        return line != NOTHING;
    }

    /**
     * A packet was read after it. Returns whether that settles it, and says so once.
     *
     * @param expected before the packet: of the next message
     * @param arbiter  that has taken it, as far as nothing is missing
     */
    public boolean settles(final int newLine, final long expected, final Arbiter arbiter) {
        final boolean told = isOpen()
                && (newLine == line || arbiter.expected() != expected)
                && (arbiter.isLive() || arbiter.state() == ArbiterState.ENDED);
        line = told ? NOTHING : line;
        return told;
    }
}
