package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VenueAllocationTest {
    private static final long START = 1_767_225_600_000_000_000L;
    private static final long STEP_NS = 1_000_000;
    private static final int EVENTS = 1_000_000;
    private static final SimInstrument ABC = new SimInstrument(1, "ABC", 10_000_000L, 1, 0, 1, 100_000_000_000L);
    private static final SimInstrument XYZ = new SimInstrument(2, "XYZ", 10_000_000L, 100, 0, 1, 25_000_000_000L);

    @TempDir
    private Path folder;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long messageCount;
    private Object kept;

    @Test
    void shouldAllocateNothingOnceWarm() {
        final VenueSink sink = new VenueSink() {
            @Override
            public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
                messageCount++;
                return true;
            }

            @Override
            public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
                messageCount++;
                return true;
            }
        };
        final SimVenueConfig config = new SimVenueConfig()
                .seed(3)
                .eventsPerSecond(20_000)
                .orderLatency(5_000, 5_000)
                .feedLatency(2_000, 3_000)
                .executionLatency(2_000, 3_000);
        try (VenueLog log = VenueLog.create(folder.resolve("venue.csv"))) {
            final SimVenue venue = new SimVenue(config, List.of(ABC, XYZ), sink, log);
            final RandomTrader trader = new RandomTrader(5, ABC, XYZ);
            venue.start(START);
            long timeNs = advance(venue, trader, log, START, EVENTS / 2);

            final long before = threads.getCurrentThreadAllocatedBytes();
            final long counted = threads.getCurrentThreadAllocatedBytes() - before;
            final long events = messageCount;
            timeNs = advance(venue, trader, log, timeNs, EVENTS);
            final long allocated = threads.getCurrentThreadAllocatedBytes() - before - counted;

            assertTrue(messageCount - events >= EVENTS, "events " + (messageCount - events));
            assertEquals(0, allocated, "bytes over " + (messageCount - events) + " messages");
        }
    }

    @Test
    void shouldNoticeAnAllocation() {
        final long before = threads.getCurrentThreadAllocatedBytes();
        kept = new byte[64];
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertTrue(allocated >= 64, "counted " + allocated + " bytes for " + kept);
    }

    private long advance(
            final SimVenue venue,
            final RandomTrader trader,
            final VenueLog log,
            final long fromNs,
            final int messages) {
        final long end = messageCount + messages;
        long timeNs = fromNs;
        while (messageCount < end) {
            timeNs += STEP_NS;
            venue.advanceTo(timeNs, Integer.MAX_VALUE);
            trader.act(venue, timeNs);
            log.work(timeNs);
        }
        return timeNs;
    }
}
