package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.market.Tape;
import io.tiercel.bench.report.RunDelay;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class CoreThroughputTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The round itself checks that no book is suspect and no alert was counted. */
    @Test
    void shouldEndEachRoundAlike() {
        final MarketFlow flow = new MarketFlow(3, 10, 100);
        final Tape fill = Tape.record(flow, (int) flow.fillCount());
        final Tape tape = Tape.record(flow, 20_000);
        final RunDelay delay = RunDelay.ofCurrentThread();

        final CoreThroughput.Round first =
                new CoreThroughput.CoreRound(10, 1_000, null).run(fill, tape, THREADS, delay);
        final CoreThroughput.Round second =
                new CoreThroughput.CoreRound(10, 1_000, null).run(fill, tape, THREADS, delay);

        assertEquals(first.digest(), second.digest());
        assertEquals(first.outputs(), second.outputs());
        assertTrue(first.orders() * 1_000 >= first.events(), () -> first.orders() + " orders");
        assertTrue(first.inputs() > first.events());
    }
}
