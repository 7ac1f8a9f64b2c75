package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Matcher, exchange, background, latency and log together. The virtual machine itself takes a few hundred bytes on a
 * thread when it drops compiled code and has to put objects back that the code had done without; that can come late. So
 * what is asked for is a stretch without a single byte, as long as a market is in use.
 */
class VenueAllocationTest {
    private static final long START = 1_767_225_600_000_000_000L;
    private static final long STEP_NS = 1_000_000;
    private static final int ROUND_MESSAGES = 250_000;
    /** So many rounds in a row: a million messages. */
    private static final int QUIET_ROUNDS = 4;

    private static final int MAX_ROUNDS = 40;
    private static final SimInstrument ABC = new SimInstrument(1, "ABC", 10_000_000L, 1, 0, 1, 100_000_000_000L);
    private static final SimInstrument XYZ = new SimInstrument(2, "XYZ", 10_000_000L, 100, 0, 1, 25_000_000_000L);

    @TempDir
    private Path folder;

    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static class CountingSink implements VenueSink {
        long count;

        @Override
        public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
            count++;
            return true;
        }

        @Override
        public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
            count++;
            return true;
        }
    }

    /** As a careless sink would: it keeps something of a rare message. */
    private static final class KeepingSink extends CountingSink {
        private byte[] kept;

        @Override
        public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
            kept = new byte[length];
            return super.onExecution(buffer, offset, length);
        }
    }

    @Test
    void shouldAllocateNothingOnceWarm() {
        final List<Long> rounds = allocatedBytes(new CountingSink(), MAX_ROUNDS);

        assertEquals(QUIET_ROUNDS, quietRounds(rounds), "bytes in rounds of " + ROUND_MESSAGES + ": " + rounds);
    }

    @Test
    void shouldBeNoticedWhenSomethingAllocates() {
        final KeepingSink sink = new KeepingSink();
        final List<Long> rounds = allocatedBytes(sink, 1);

        assertEquals(0, quietRounds(rounds), "bytes: " + rounds + ", kept " + Arrays.hashCode(sink.kept));
    }

    /** Of each round, until enough in a row were without. */
    private List<Long> allocatedBytes(final CountingSink sink, final int maxRounds) {
        final SimVenueConfig config = new SimVenueConfig()
                .seed(3)
                .eventsPerSecond(20_000)
                .orderLatency(5_000, 5_000)
                .feedLatency(2_000, 3_000)
                .executionLatency(2_000, 3_000);
        final List<Long> rounds = new ArrayList<>();
        try (VenueLog log = VenueLog.create(folder.resolve("venue.csv"))) {
            final SimVenue venue = new SimVenue(config, List.of(ABC, XYZ), sink, log);
            final RandomTrader trader = new RandomTrader(5, ABC, XYZ);
            venue.start(START);
            long timeNs = START;
            final long thread = Thread.currentThread().getId();
            while (rounds.size() < maxRounds && quietRounds(rounds) < QUIET_ROUNDS) {
                final long end = sink.count + ROUND_MESSAGES;
                final long before = threads.getThreadAllocatedBytes(thread);
                while (sink.count < end) {
                    timeNs += STEP_NS;
                    venue.advanceTo(timeNs, Integer.MAX_VALUE);
                    trader.act(venue, timeNs);
                    log.work(timeNs);
                }
                rounds.add(threads.getThreadAllocatedBytes(thread) - before);
            }
            assertTrue(venue.ignoredCount() == 0, "every order was one");
        }
        return rounds;
    }

    private static int quietRounds(final List<Long> rounds) {
        int quiet = 0;
        for (final long bytes : rounds) {
            quiet = bytes == 0 ? quiet + 1 : 0;
        }
        return quiet;
    }
}
