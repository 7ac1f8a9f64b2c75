package io.tiercel.engine.feed.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CapturedBoundsTest {
    private static final int MOST_BYTES = 16 * 1_024 * 1_024;

    @Test
    void shouldBeThoseOfTheComment() {
        final ArbitrationBounds said = CapturedBounds.DEFAULT.withLines(255, 20_000_000, 70, 9_000_000_000L);

        assertEquals(said, CapturedBounds.of("feed F" + CapturedBounds.text(said)));
        assertEquals(CapturedBounds.DEFAULT, CapturedBounds.of("feed F"));
    }

    /** The greatest window that a lane can have, one that had all of the room before, and the greatest number. */
    @ParameterizedTest
    @ValueSource(ints = {65_536, 4_095, 999_999_999})
    void shouldTakeNoMoreMemoryWhateverACommentSays(final int reorderPackets) {
        final ArbitrationBounds bounds = CapturedBounds.of(
                "feed F; reorderPackets=" + reorderPackets + "; reorderTime=1ns; resetPackets=1; resetTime=1ns");

        assertEquals(255, bounds.reorderPackets());
        // Where nothing is waited for, the window has room for any datagrams, and one after them.
        assertTrue((bounds.reorderPackets() + 1L) * FeedLane.MAX_DATAGRAM_BYTES <= MOST_BYTES, bounds::toString);
        assertTrue((long) bounds.heldPackets() * bounds.packetBytes() <= MOST_BYTES, bounds::toString);
    }
}
