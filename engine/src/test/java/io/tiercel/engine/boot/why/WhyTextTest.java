package io.tiercel.engine.boot.why;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.replay.story.OrderStory;
import io.tiercel.engine.replay.story.OrderStory.Message;
import io.tiercel.engine.replay.story.OrderStory.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WhyTextTest {
    private static final Message REFERENCE = new Message(
            70,
            1_000,
            "PacketReference",
            Map.of(
                    "feedId",
                    "1",
                    "packetSequence",
                    "9",
                    "venueSequence",
                    "4711",
                    "channelId",
                    "3",
                    "receiveTimeNs",
                    "1767225600000000123"));
    private static final Message DELETE =
            new Message(71, 1_000, "L3Delete", Map.of("feedId", "1", "packetSequence", "9", "flags", "0x1"));

    @Test
    void shouldEndAtThePacketOfTheExchange() {
        final String text = why(List.of(REFERENCE, DELETE));

        assertTrue(text.contains("packet 9 of feed 1, input 71"), text);
        assertTrue(text.contains("the exchange's packet 4711 of channel 3, received 2026-01-01"), text);
        assertTrue(text.contains("71  L3Delete"), text);
        assertFalse(text.contains("PacketReference"), text);
    }

    @Test
    void shouldSayNothingOfPacketsWithoutReference() {
        assertFalse(why(List.of(DELETE)).contains("the exchange's packet"));
    }

    private static String why(final List<Message> cause) {
        return WhyText.of(
                new OrderStory(
                        new Target(5, 71, 0, 1, 1, 72), "maker", null, cause, null, null, List.of(), List.of(), 2_000),
                List.of());
    }
}
