package io.tiercel.engine.feed.capture;

import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a lane judged its lines, in a capture's comment: so that who reads it can judge them in the same way. */
final class CapturedBounds {
    private static final Pattern TEXT = Pattern.compile("; reorderPackets=([0-9]{1,9}); reorderTime=([0-9]{1,18})ns"
            + "; resetPackets=([0-9]{1,9}); resetTime=([0-9]{1,18})ns");
    /** A file takes no more room than this for packets that wait, whatever it says. */
    private static final int MAX_REORDER_PACKETS = ArbitrationBounds.DEFAULT.heldPackets() - 1;

    private CapturedBounds() {}

    /** To stand at the end of a comment. */
    static String text(final ArbitrationBounds bounds) {
        return "; reorderPackets=" + bounds.reorderPackets() + "; reorderTime=" + bounds.reorderNs()
                + "ns; resetPackets=" + bounds.resetPackets() + "; resetTime=" + bounds.resetNs() + "ns";
    }

    /** What a comment says of them; else as by default. */
    static ArbitrationBounds of(final String comment) {
        final Matcher said = TEXT.matcher(comment);
        return said.find()
                ? ArbitrationBounds.DEFAULT.withLines(
                        Math.max(1, Math.min(Integer.parseInt(said.group(1)), MAX_REORDER_PACKETS)),
                        Long.parseLong(said.group(2)),
                        Math.max(1, Integer.parseInt(said.group(3))),
                        Long.parseLong(said.group(4)))
                : ArbitrationBounds.DEFAULT;
    }
}
