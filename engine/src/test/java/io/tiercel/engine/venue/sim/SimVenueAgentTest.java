package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import io.tiercel.codecs.types.Side;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Venue, engine stand-in, Aeron client and driver, all invoked by the test's thread, on a clock of its own. */
class SimVenueAgentTest {
    private static final long START = 1_767_225_600_000_000_000L;
    private static final SimInstrument ABC = new SimInstrument(1, "ABC", 10_000_000L, 1, 0, 1, 100_000_000_000L);
    private static final String IPC = "aeron:ipc?term-length=64k";
    private static final int ORDERS = 1;
    private static final int FEED = 2;
    private static final int EXECUTIONS = 3;
    /** Turns of the loop that are more than enough for anything. */
    private static final int MANY = 100_000;

    @TempDir
    private Path folder;

    private final RecordingSink sink = new RecordingSink();
    private final OracleBook book = new OracleBook();
    private final Requests requests = new Requests();
    private final FragmentHandler onFeed = (buffer, offset, length, header) -> {
        sink.onFeed(buffer, offset, length);
        book.onFeed(buffer, offset, length);
    };
    private final FragmentHandler onExecution =
            (buffer, offset, length, header) -> sink.onExecution(buffer, offset, length);

    private MediaDriver driver;
    private Aeron aeron;
    private ExclusivePublication orders;
    private long nowNs = START;

    @BeforeEach
    void launch() {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(folder.resolve("aeron").toString())
                .threadingMode(ThreadingMode.INVOKER)
                .termBufferSparseFile(true)
                .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .useConductorAgentInvoker(true)
                .driverAgentInvoker(driver.sharedAgentInvoker()));
    }

    @AfterEach
    void close() {
        aeron.close();
        driver.close();
    }

    @Test
    void shouldAnswerOrdersOverAeron() {
        final SimVenueAgent agent = agent(0);
        agent.doWork();
        assertFalse(agent.venue().started(), "nobody listens yet");
        final Subscription feed = aeron.addSubscription(IPC, FEED);
        final Subscription executions = aeron.addSubscription(IPC, EXECUTIONS);
        pump(agent, feed, executions, 2);
        sink.takeFeed();
        assertEquals(List.of("sessionUp 1 next 1"), sink.takeExecutions());

        requests.limit(5, Side.BUY, 99_000_000_000L, 3);
        assertTrue(orders.offer(requests.buffer, 0, requests.length) > 0);
        pump(agent, feed, executions, 1);

        assertEquals(List.of("accepted 5 BUY 3@99000000000"), sink.takeExecutions());
        assertEquals(List.of("add 3 BUY 3@99000000000 *"), sink.takeFeed());
        agent.onClose();
        agent.onClose();
    }

    @Test
    void shouldSlowDownAndLoseNothingWhenTheFeedIsNotRead() {
        final SimVenueAgent agent = agent(50_000);
        final Subscription feed = aeron.addSubscription(IPC, FEED);
        final Subscription executions = aeron.addSubscription(IPC, EXECUTIONS);
        int turns = 0;
        while (agent.feedRefusedCount() < 100 && turns++ < MANY) {
            nowNs += 50_000;
            driver.sharedAgentInvoker().invoke();
            agent.doWork();
        }
        assertTrue(agent.feedRefusedCount() >= 100, "the feed was never behind");
        final long decisions = agent.venue().flowDecisionCount();
        nowNs += 1_000_000_000;
        agent.doWork();
        assertEquals(decisions, agent.venue().flowDecisionCount());

        agent.stopFlow();
        pump(agent, feed, executions, 1);

        assertEquals(List.of(), book.faults);
        assertEquals(agent.venue().exchange().packetSequence(), book.packetCount);
        assertEquals(MatcherTest.queue(agent.venue().exchange().matcher(1), Side.BUY), book.queue(1, Side.BUY));
    }

    @Test
    void shouldSayWhenEverythingSentIsSettled() {
        final SimVenueAgent agent = agent(0);
        final Subscription feed = aeron.addSubscription(IPC, FEED);
        final Subscription executions = aeron.addSubscription(IPC, EXECUTIONS);
        pump(agent, feed, executions, 2);
        requests.limit(5, Side.BUY, 99_000_000_000L, 3);
        orders.offer(requests.buffer, 0, requests.length);
        pump(agent, feed, executions, 1);
        assertEquals(0, agent.settledCount());

        requests.cancel(5);
        orders.offer(requests.buffer, 0, requests.length);
        pump(agent, feed, executions, 1);

        assertEquals(2, agent.settledCount());
    }

    private SimVenueAgent agent(final double eventsPerSecond) {
        final Subscription incoming = aeron.addSubscription(IPC, ORDERS);
        orders = aeron.addExclusivePublication(IPC, ORDERS);
        return new SimVenueAgent(
                new SimVenueConfig().eventsPerSecond(eventsPerSecond),
                List.of(ABC),
                VenueLog.none(),
                incoming,
                aeron.addExclusivePublication(IPC, FEED),
                aeron.addExclusivePublication(IPC, EXECUTIONS),
                NativeFeed.NONE,
                () -> nowNs,
                aeron.conductorAgentInvoker());
    }

    /** Until as much came as is wanted, and nothing is left. */
    private void pump(
            final SimVenueAgent agent, final Subscription feed, final Subscription executions, final int messages) {
        final long wanted = sink.messageCount + messages;
        int idle = 0;
        for (int turn = 0; turn < MANY && idle < 20; turn++) {
            int work = driver.sharedAgentInvoker().invoke() + agent.doWork();
            work += feed.poll(onFeed, 64) + executions.poll(onExecution, 64);
            idle = work == 0 && sink.messageCount >= wanted ? idle + 1 : 0;
        }
        assertTrue(sink.messageCount >= wanted, "only " + sink.messageCount + " messages came");
    }
}
