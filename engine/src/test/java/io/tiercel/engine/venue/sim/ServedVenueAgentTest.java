package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.ingress.AeronRig;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A served market, engines that come and go, and driver and client, all on the test's thread and clock. */
final class ServedVenueAgentTest {
    private static final long START = 1_767_225_600_000_000_000L;
    private static final SimInstrument ABC = new SimInstrument(1, "ABC", 10_000_000L, 1, 0, 1, 100_000_000_000L);
    private static final int ORDERS = 1;
    private static final int FEED = 2;
    private static final int EXECUTIONS = 3;
    private static final long PRICE = 99_000_000_000L;

    @TempDir
    Path folder;

    private final RecordingSink sink = new RecordingSink();
    private final Requests requests = new Requests();
    private final FragmentHandler onFeed = (buffer, offset, length, header) -> sink.onFeed(buffer, offset, length);
    private final FragmentHandler onExecution =
            (buffer, offset, length, header) -> sink.onExecution(buffer, offset, length);

    private AeronRig rig;
    private ServedVenueAgent agent;
    private Subscription orders;
    private ExclusivePublication outgoingFeed;
    private Subscription feed;
    private Subscription executions;
    private long nowNs = START;

    @BeforeEach
    void serve() {
        rig = new AeronRig(folder);
        orders = rig.subscription(ORDERS);
        outgoingFeed = rig.publication(FEED);
        agent = new ServedVenueAgent(
                new SimVenueConfig().eventsPerSecond(0),
                List.of(ABC),
                VenueLog.none(),
                orders,
                outgoingFeed,
                rig.publication(EXECUTIONS),
                NativeFeed.NONE,
                () -> nowNs,
                null);
        feed = rig.subscription(FEED);
        executions = rig.subscription(EXECUTIONS);
    }

    @AfterEach
    void close() {
        agent.onClose();
        rig.close();
    }

    @Test
    void shouldBeginASessionWithAnImageWhenAnEngineComes() {
        turn();
        assertFalse(agent.sessionUp(), "nobody is there");

        engine(2);

        assertEquals("sessionUp 1 next 1", sink.takeExecutions().get(0));
        assertTrue(agent.imageCount() >= 1);
        assertEquals(1, agent.sessionCount());
    }

    /** The supervisor may send, but it does not hear: its publication lasts longer than the engine. */
    @Test
    void shouldNotTakeASupervisorForAnEngine() {
        rig.publication(ORDERS, 3);
        until(() -> orders.imageCount() == 1 && executions.isConnected());
        turn();

        assertFalse(agent.sessionUp());
        assertEquals(List.of(), sink.takeExecutions());
    }

    @Test
    void shouldTakeOrdersAndCancelAllWhenTheEngineIsGone() {
        final ExclusivePublication engine = engine(2);
        order(engine, 5);
        assertEquals(1, agent.venue().openOrderCount());

        engine.close();
        until(() -> !agent.sessionUp());

        assertEquals(0, agent.venue().openOrderCount());
    }

    @Test
    void shouldEndTheFirstEnginesOrdersWhenAnotherOneTakesOver() {
        final ExclusivePublication first = engine(2);
        order(first, 5);
        sink.takeExecutions();

        final ExclusivePublication second = rig.publication(ORDERS, 4);
        until(() -> agent.sessionCount() == 2);
        until(() -> executions.imageCount() == 1 && drained());

        final List<String> told = sink.takeExecutions();
        assertEquals("sessionDown 1", told.get(0));
        assertTrue(told.stream().anyMatch(line -> line.startsWith("sessionUp 1 next ")), told::toString);
        assertEquals(0, agent.venue().openOrderCount());
        order(second, 6);
        assertEquals(1, agent.venue().openOrderCount());
        // That the first one ends then is nothing to the second one.
        first.close();
        until(() -> orders.imageCount() == 1);
        turn();
        assertTrue(agent.sessionUp());
        assertEquals(1, agent.venue().openOrderCount());
    }

    @Test
    void shouldRepeatTheSessionAsASignOfLife() {
        engine(2);
        until(this::drained);
        sink.takeExecutions();

        nowNs += ServedVenueAgent.SIGN_INTERVAL_NS - 1;
        until(this::drained);
        final List<String> before = sink.takeExecutions();
        nowNs += 1;
        until(() -> sink.executions.size() == 1);

        assertEquals(List.of(), before);
        assertEquals(List.of("sessionUp 1 next 1"), sink.takeExecutions());
    }

    @Test
    void shouldGiveAnImageWhenWhoListensIsBack() {
        engine(2);
        final long images = agent.imageCount();

        feed.close();
        until(() -> !outgoingFeed.isConnected());
        turn();
        sink.feed.clear();
        feed = rig.subscription(FEED);
        until(() -> agent.imageCount() > images && drained());

        assertEquals(images + 1, agent.imageCount());
        assertTrue(agent.sessionUp(), "the executions went on");
        assertFalse(sink.feed.isEmpty());
    }

    @Test
    void shouldGiveAnImageAfterItStoodStill() {
        engine(2);
        final long images = agent.imageCount();

        nowNs += 999_999_999L;
        turn();
        final long before = agent.imageCount();
        nowNs += 1_000_000_000L;
        turn();

        assertEquals(images, before);
        assertEquals(images + 1, agent.imageCount());
    }

    @Test
    void shouldSayThatTheSessionIsDownAtItsEnd() {
        order(engine(2), 5);
        sink.takeExecutions();

        agent.requestEnd();
        until(() -> agent.ended() && drained());

        assertEquals(List.of("cancelled 5 REQUESTED executed 0", "sessionDown 1"), sink.takeExecutions());
        assertEquals(0, agent.venue().openOrderCount());
        assertFalse(agent.sessionUp());
    }

    private ExclusivePublication engine(final int sessionId) {
        final long sessions = agent.sessionCount();
        final ExclusivePublication engine = rig.publication(ORDERS, sessionId);
        until(() -> agent.sessionCount() > sessions && agent.imageCount() > 0 && drained());
        return engine;
    }

    private void order(final ExclusivePublication engine, final long token) {
        final long taken = agent.takenCount();
        requests.limit(token, Side.BUY, PRICE, 3);
        until(() -> engine.offer(requests.buffer, 0, requests.length) > 0);
        until(() -> agent.takenCount() > taken && drained());
    }

    private void until(final BooleanSupplier condition) {
        rig.until(() -> {
            turn();
            return condition.getAsBoolean();
        });
    }

    private void turn() {
        agent.doWork();
        if (!feed.isClosed()) {
            feed.poll(onFeed, 64);
        }
        executions.poll(onExecution, 64);
    }

    /** Nothing is on its way at the venue. */
    private boolean drained() {
        final long before = sink.messageCount;
        turn();
        return agent.venue().drained() && sink.messageCount == before;
    }
}
