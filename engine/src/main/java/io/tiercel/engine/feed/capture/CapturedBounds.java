package io.tiercel.engine.feed.capture;

import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a lane judged its lines, in a capture's comment: so that who reads it can judge them in the same way. */
public final class CapturedBounds {
    /** A feed of a file takes no more memory than this for packets that wait, whatever the file says. */
    static final int MAX_HELD_BYTES = 16 << 20;
    /** Of one that waits for an answer: a frame of Ethernet with the longest payload that is in use. */
    private static final int LONGEST_PACKET = 9_216;

    /** Of a capture that says nothing. */
    public static final ArbitrationBounds DEFAULT =
            ArbitrationBounds.DEFAULT.withHeld(MAX_HELD_BYTES / LONGEST_PACKET, LONGEST_PACKET);

    private static final Pattern TEXT = Pattern.compile("; reorderPackets=([0-9]{1,9}); reorderTime=([0-9]{1,18})ns"
            + "; resetPackets=([0-9]{1,9}); resetTime=([0-9]{1,18})ns");
    /** They may have room for any datagram each, and one comes after them. */
    private static final int MAX_REORDER_PACKETS = MAX_HELD_BYTES / FeedLane.MAX_DATAGRAM_BYTES - 1;

    private CapturedBounds() {}

    /**
     * As live where a line's behaviour is judged. That no line says anything is no loss: the next packet tells.
     *
     * @param waits for what comes of servers, too; else books go on at once without what is missing
     */
    public static ArbitrationBounds ofFile(final ArbitrationBounds live, final boolean waits) {
        return new ArbitrationBounds(
                waits ? live.heldPackets() : live.reorderPackets() + 1,
                live.packetBytes(),
                live.reorderPackets(),
                live.reorderNs(),
                waits ? Integer.MAX_VALUE : 0,
                Integer.MAX_VALUE,
                live.requestNs(),
                Long.MAX_VALUE,
                0,
                live.snapshotNs(),
                live.resetPackets(),
                live.resetNs(),
                Long.MAX_VALUE);
    }

    /** To stand at the end of a comment. */
    static String text(final ArbitrationBounds bounds) {
        return "; reorderPackets=" + bounds.reorderPackets() + "; reorderTime=" + bounds.reorderNs()
                + "ns; resetPackets=" + bounds.resetPackets() + "; resetTime=" + bounds.resetNs() + "ns";
    }

    /** What a comment says of them; else as by default. */
    static ArbitrationBounds of(final String comment) {
        final Matcher said = TEXT.matcher(comment);
        return said.find()
                ? DEFAULT.withLines(
                        Math.max(1, Math.min(Integer.parseInt(said.group(1)), MAX_REORDER_PACKETS)),
                        Long.parseLong(said.group(2)),
                        Math.max(1, Integer.parseInt(said.group(3))),
                        Long.parseLong(said.group(4)))
                : DEFAULT;
    }
}
