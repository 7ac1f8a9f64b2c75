package io.tiercel.engine.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long ingress waits for the end of a packet. Each reading of the clock takes 1 ms. */
final class PacketEndTest {
    private static final long MILLI = 1_000_000L;
    private static final int ADD = L3AddDecoder.TEMPLATE_ID;
    private static final int STATUS = FeedStatusDecoder.TEMPLATE_ID;

    private final ManualClock clock = new ManualClock(1_000 * MILLI).moving(MILLI);
    private final List<Integer> templates = new ArrayList<>();
    private final Halting feed = new Halting();
    private final Ingress ingress = new Ingress(
            clock,
            new IdleCore(),
            (sequence, timeNs, buffer, offset, length) -> templates.add(
                    new MessageHeaderDecoder().wrap(buffer, offset).templateId()),
            1,
            Long.MAX_VALUE / 4,
            InputSource.NONE,
            InputSource.NONE,
            InputSource.NONE,
            feed);

    /** Hands over one message, has nothing for a while, then hands over the rest. */
    private static final class Halting implements InputSource {
        private final QueuedSource source = new QueuedSource();
        private int emptyPolls;
        private boolean begun;

        @Override
        public int poll(final Consumer consumer, final int limit) {
            if (begun && emptyPolls > 0) {
                emptyPolls--;
                return 0;
            }
            begun = true;
            return source.poll(consumer, 1);
        }
    }

    private void packetWithBreakOf(final int emptyPolls) {
        feed.source.add(Bytes.add(1, false)).add(Bytes.add(2, true));
        feed.emptyPolls = emptyPolls;
    }

    @Test
    void shouldWaitFiveMillisecondsUnlessToldOtherwise() {
        packetWithBreakOf(4);

        ingress.poll();

        assertEquals(List.of(ADD, ADD), templates);
        assertEquals(0, ingress.brokenPacketCount());
    }

    @Test
    void shouldBreakPacketWhenTimeIsOver() {
        packetWithBreakOf(5);

        ingress.poll();

        assertEquals(List.of(ADD, STATUS), templates);
        assertEquals(1, ingress.brokenPacketCount());
    }

    @Test
    void shouldWaitAsLongAsItIsTold() {
        ingress.packetEndTimeoutNs(20 * MILLI);
        packetWithBreakOf(19);

        ingress.poll();

        assertEquals(List.of(ADD, ADD), templates);
    }

    @Test
    void shouldWaitNoLongerThanItIsTold() {
        ingress.packetEndTimeoutNs(2 * MILLI);
        packetWithBreakOf(2);

        ingress.poll();

        assertEquals(List.of(ADD, STATUS), templates);
    }

    @Test
    void shouldWaitWholeTimeHoweverOftenItPolls() {
        clock.moving(1);
        ingress.packetEndTimeoutNs(2 * MILLI);
        packetWithBreakOf((1 << 20) + 1);

        ingress.poll();

        assertEquals(List.of(ADD, ADD), templates);
        assertTrue(feed.emptyPolls == 0);
    }
}
