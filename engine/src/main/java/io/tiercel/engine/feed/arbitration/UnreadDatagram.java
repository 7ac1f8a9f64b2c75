package io.tiercel.engine.feed.arbitration;

/**
 * Whether a datagram of a line came that could not be read: what it carried may be missing, until packets behind it say
 * that nothing is. A line's packets come in order, so its own next one says it, or one with something new of any line.
 */
public final class UnreadDatagram {
    private static final int NOTHING = Integer.MIN_VALUE;
    private static final int SEVERAL_LINES = -2;

    private int line = NOTHING;

    /** One came on this line. */
    public void onLine(final int newLine) {
        line = line == NOTHING || line == newLine ? newLine : SEVERAL_LINES;
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
