package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.ConfigurationItemEncoder;
import io.tiercel.codecs.control.SessionReadyEncoder;
import io.tiercel.codecs.control.StrategyDefinitionEncoder;
import io.tiercel.codecs.control.TickTableEntryEncoder;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.marketdata.InstrumentDefinitionEncoder;
import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.OrderCancelledEncoder;
import io.tiercel.codecs.orders.VenueSessionUpEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.core.CoreSettings;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.Bytes;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.QueuedSource;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.observe.CoreStatus;
import io.tiercel.engine.observe.EngineStatus;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.observe.StatusPage;
import io.tiercel.engine.observe.StatusReader;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.Heartbeat;
import io.tiercel.engine.pipeline.InlineLoop;
import io.tiercel.engine.pipeline.RecordingJournal;
import io.tiercel.engine.pipeline.VenuePort.Result;
import io.tiercel.engine.risk.RiskLimits;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import io.tiercel.journal.Room;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.junit.jupiter.api.Test;

final class EngineLoopTest {
    private static final long NANO = 1_000_000_000L;
    private static final long STOP_TIMEOUT_NS = 5 * NANO;

    private final List<String> events = new ArrayList<>();
    private final List<byte[]> sent = new ArrayList<>();
    private final VirtualClock clock = new VirtualClock(1_000 * NANO);
    private final QueuedSource executions = new QueuedSource();
    private final QueuedSource feed = new QueuedSource();
    private final RecordingJournal journal = new RecordingJournal(events);
    private final Gate gate = new Gate(100);
    private final TradingCore core = new TradingCore(
            new CoreSettings(
                    1,
                    4,
                    1_000,
                    1_000,
                    2,
                    2,
                    100,
                    100,
                    4,
                    100,
                    100,
                    100 * NANO,
                    0,
                    7,
                    8,
                    new RiskLimits(1_000, Long.MAX_VALUE / 4, 10_000, 10_000, 100, 10_000)),
            name -> BuyOnce::new);
    private final SessionMetrics metrics = new SessionMetrics(clock, 1);
    private final StatusPage page = StatusPage.create(
            StatusPage.memory(core.instruments().maxInstruments(), 1),
            1,
            clock.timeNs(),
            core.instruments().maxInstruments(),
            List.of("maker"),
            "inline",
            "USD");
    private final CoreStatus status = new CoreStatus(core, gate, metrics, () -> 0, page, 1);
    private final InlineLoop inline;
    private final EngineLoop loop;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long inbound;

    /** Sends one order when it first sees a book. */
    private static final class BuyOnce implements Strategy {
        private final StrategyContext context;
        private final int instrument;
        private boolean done;

        BuyOnce(final StrategySetup setup) {
            context = setup.context();
            instrument = setup.instrument("instrument").id();
        }

        @Override
        public void onBook(final Book book) {
            if (!done && book.askQuantity() > 0) {
                done = true;
                context.orders().limit(instrument, Side.BUY, 99 * NANO, 10);
            }
        }
    }

    EngineLoopTest() {
        gate.connect(1, this::take);
        inline = new InlineLoop(core, journal, gate, metrics, clock, 1, 1_000_000, InputSource.NONE, executions, feed);
        inline.statusTo(status);
        loop = new EngineLoop(inline, core, journal, SessionCommit.NONE, gate, status, page, clock, STOP_TIMEOUT_NS);
        say(new ConfigurationItemEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .key("strategies.buyer.parameters.instrument")
                .value("KESTREL"));
        say(new TickTableEntryEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .tickTableId(1)
                .fromPriceNanos(0)
                .tickNanos(NANO / 100));
        say(new InstrumentDefinitionEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(1)
                .venueId((short) 1)
                .quantityScale((short) 0)
                .depthKind((short) 1)
                .tickTableId(1)
                .lotQuantity(1)
                .multiplier(1)
                .expiryDate(0)
                .calendarId(0)
                .symbol("KESTREL")
                .venueSymbol("KES")
                .currency("EUR"));
        say(new StrategyDefinitionEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(1)
                .enabled(BooleanFlag.TRUE)
                .name("buyer")
                .className("BuyOnce"));
        say(new SessionReadyEncoder().wrapAndApplyHeader(buffer, 0, header).reserved((short) 0));
        say(new VenueSessionUpEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) 1)
                .sessionId(1)
                .nextInbound(1));
        say(new FeedStatusEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(0)
                .feedId(1)
                .state(FeedState.LIVE));
        say(add(1, Side.BUY, 100 * NANO));
        say(add(2, Side.SELL, 101 * NANO));
        events.clear();
    }

    @Test
    void shouldCancelOpenOrdersAndWaitForTheirEnds() {
        say(accepted());
        assertEquals(1, core.openOrderCount());
        loop.requestStop();
        rounds(10);
        assertFalse(loop.stopped());
        assertEquals(CancelOrderDecoder.TEMPLATE_ID, templateOf(sent.get(1)));

        executions.add(cancelled());
        rounds(3);

        assertTrue(loop.stopped());
        assertTrue(loop.endedClean());
        assertTrue(gate.latched());
        assertEquals("journal is synced", events.get(events.size() - 1));
        assertTrue(events.stream().anyMatch(event -> event.matches("input \\d+ of kind 213 .*")), events::toString);
        assertEquals(Long.MAX_VALUE, loop.nextDeadlineNs());
    }

    @Test
    void shouldTellCoreOfTheRoomForTheJournal() {
        journal.room = Room.SHORT;
        rounds(2);
        journal.room = Room.AMPLE;
        rounds(2);

        assertEquals(2, countOf("input \\d+ of kind 214 .*"), events::toString);
        assertFalse(loop.stopped());
        assertFalse(loop.outOfRoom());
    }

    @Test
    void shouldCancelAndEndWhenTheReserveOfTheJournalRunsOut() {
        say(accepted());
        journal.room = Room.EMERGENCY;
        rounds(3);
        assertEquals(CancelOrderDecoder.TEMPLATE_ID, templateOf(sent.get(1)));
        assertFalse(loop.stopped());

        feed.add(Bytes.add(9, true));
        executions.add(cancelled());
        rounds(3);

        assertTrue(loop.stopped());
        assertTrue(loop.outOfRoom());
        assertTrue(loop.endedClean());
        assertEquals(1, countOf("input \\d+ of kind 213 .*"), events::toString);
        assertEquals(0, countOf("input \\d+ of kind 1 .*"), events::toString);
    }

    private long countOf(final String pattern) {
        return events.stream().filter(event -> event.matches(pattern)).count();
    }

    @Test
    void shouldNotWaitForEndsBeyondTheTimeout() {
        say(accepted());
        loop.requestStop();
        rounds(3);
        clock.advanceTo(clock.timeNs() + STOP_TIMEOUT_NS - 10_000_000);
        rounds(3);
        assertFalse(loop.stopped());
        clock.advanceTo(clock.timeNs() + 10_000_000);

        rounds(3);

        assertTrue(loop.stopped());
        assertFalse(loop.endedClean());
        assertEquals(1, core.openOrderCount());
    }

    @Test
    void shouldLatchMassCancelAndSyncWhenSomethingBreaks() {
        loop.fail(new IllegalStateException("broken"));

        assertTrue(loop.stopped());
        assertTrue(gate.latched());
        assertEquals(104, templateOf(sent.get(sent.size() - 1)));
        assertEquals(List.of("journal is synced"), events);
        assertFalse(loop.endedClean());
    }

    @Test
    void shouldStillMassCancelWhenItIsTheJournalThatBroke() {
        journal.broken = true;
        final IllegalStateException cause = new IllegalStateException("broken");

        loop.fail(cause);

        assertEquals(104, templateOf(sent.get(sent.size() - 1)));
        assertEquals(1, cause.getSuppressed().length);
    }

    @Test
    void shouldBeatWithEachRoundIdleOrNotUntilTheEnd() {
        say(accepted());
        final long before = loop.heartbeat().rounds();
        rounds(5);
        loop.doWork();
        assertEquals(before + 6, loop.heartbeat().rounds());

        loop.requestStop();
        rounds(3);
        assertEquals(before + 9, loop.heartbeat().rounds());
        executions.add(cancelled());
        rounds(3);

        assertTrue(loop.stopped());
        assertEquals(Heartbeat.ENDED, loop.heartbeat().rounds());
    }

    @Test
    void shouldNotBeWatchedAnyMoreWhenSomethingBroke() {
        loop.doWork();

        loop.fail(new IllegalStateException("broken"));

        assertEquals(Heartbeat.ENDED, loop.heartbeat().rounds());
    }

    @Test
    void shouldShowNumbersOnTheBoard() {
        clock.advanceTo(clock.timeNs() + NANO);
        feed.add(Bytes.add(9, true));

        loop.doWork();

        final EngineStatus shown = new StatusReader(page).read(clock.timeNs());
        assertEquals(core.inputCount(), shown.totals().get("events"));
        assertEquals(1, shown.totals().get("openOrders"));
        assertEquals(1, shown.totals().get("orders"));
        assertEquals(100 * NANO, shown.instruments().get(0).bidPriceNanos());
        assertEquals(101 * NANO, shown.instruments().get(0).askPriceNanos());
        assertEquals(EngineStatus.State.TRADING, shown.state());
    }

    private Result take(final DirectBuffer message, final int offset, final int length) {
        final byte[] copy = new byte[length];
        message.getBytes(offset, copy);
        sent.add(copy);
        return Result.SENT;
    }

    private static int templateOf(final byte[] message) {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(message), 0).templateId();
    }

    private void rounds(final int count) {
        for (int i = 0; i < count && !loop.stopped(); i++) {
            clock.advanceTo(clock.timeNs() + 1_000_000);
            loop.doWork();
        }
    }

    private MessageEncoderFlyweight add(final long orderId, final Side side, final long priceNanos) {
        final L3AddEncoder add = new L3AddEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(1)
                .feedId(1)
                .side(side)
                .orderId(orderId)
                .priceNanos(priceNanos)
                .quantity(100);
        add.flags().clear().endOfPacket(true);
        return add;
    }

    private MessageEncoderFlyweight accepted() {
        return new OrderAcceptedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) 1)
                .sessionId(1)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(1)
                .orderId(ofOrder(0))
                .venueToken(ofOrder(8))
                .priceNanos(99 * NANO)
                .quantity(10);
    }

    private byte[] cancelled() {
        return Bytes.copy(new OrderCancelledEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) 1)
                .sessionId(1)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(1)
                .orderId(ofOrder(0))
                .venueToken(ofOrder(8))
                .reason(VenueReason.REQUESTED)
                .cumulativeQuantity(0));
    }

    /** The id of the order that was sent, and behind it the token. */
    private long ofOrder(final int offset) {
        return new UnsafeBuffer(sent.get(0))
                .getLong(MessageHeaderEncoder.ENCODED_LENGTH + 8 + offset, ByteOrder.LITTLE_ENDIAN);
    }

    private void say(final MessageEncoderFlyweight message) {
        inline.ingress().sequenceNow(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }
}
