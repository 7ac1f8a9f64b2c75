package io.tiercel.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.orders.NotSentDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.ManualClock;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.journal.JournalException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OrderHoldTest {
    private static final int CAPACITY = 16;
    private static final int MARKET_DATA = 1;
    private static final InputSource.Consumer NOBODY = (buffer, offset, length) -> {};
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<String> events = new ArrayList<>();
    private final Gate gate = new Gate(1_000);
    private final ManualCommit commit = new ManualCommit();
    private final InputProbe probe = new InputProbe() {
        @Override
        public void onOutput(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final boolean left,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            events.add("probe: " + templateId + " of " + sequence + (left ? "" : " not sent"));
        }

        @Override
        public void onLateOutput(
                final long sequence,
                final long inputTimeNs,
                final boolean ofMarketData,
                final int templateId,
                final boolean left,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            events.add("probe, late: " + templateId + " of " + sequence + " at " + inputTimeNs
                    + (ofMarketData ? "" : ", no market data") + (left ? "" : " not sent"));
        }

        @Override
        public void onInputDone(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final DirectBuffer buffer,
                final int offset,
                final int length) {}
    };
    private final OutputExit exit = new OutputExit(gate, probe);

    @BeforeEach
    void connect() {
        gate.connect(1, new RecordingPort("first", events));
        gate.connect(2, new RecordingPort("second", events));
        exit.holdUntilSynced(commit, CAPACITY);
        commit.synced = 10;
    }

    @Test
    void shouldLetLeaveAtOnceWhatIsOnTheDisk() {
        output(10, Messages.newOrder(1, 5));

        assertEquals(List.of("first takes 101", "probe: 101 of 10"), events);
        assertEquals(0, exit.heldCount());
    }

    @Test
    void shouldHoldOrdersInOrderUntilTheirCauseIsOnTheDisk() {
        output(11, Messages.newOrder(1, 5));
        output(12, Messages.replace(2, 6));
        output(12, Messages.newOrder(1, 7));
        assertEquals(0, exit.release());
        assertEquals(List.of(), events);

        commit.synced = 11;
        assertEquals(1, exit.release());
        assertEquals(List.of("first takes 101", "probe, late: 101 of 11 at 1100"), takeEvents());
        // Its cause is on the disk; what stands before it has not left.
        output(11, Messages.newOrder(2, 8));
        assertEquals(List.of(), events);
        commit.synced = 12;
        assertEquals(3, exit.release());

        assertEquals(
                List.of(
                        "second takes 103",
                        "probe, late: 103 of 12 at 1200",
                        "first takes 101",
                        "probe, late: 101 of 12 at 1200",
                        "second takes 101",
                        "probe, late: 101 of 11 at 1100"),
                events);
        assertEquals(4, exit.heldCount());
        assertEquals(List.of(), notSent());
    }

    @Test
    void shouldLetCancelsPassWhatIsHeld() {
        output(11, Messages.newOrder(1, 5));

        output(12, Messages.cancel(1, 6));

        assertEquals(List.of("first takes 102", "probe: 102 of 12"), events);
    }

    @Test
    void shouldTellBackOrderThatIsCancelledWhileItWaits() {
        output(11, Messages.newOrder(1, 5));
        output(11, Messages.newOrder(1, 6));

        output(12, Messages.cancel(1, 5));
        commit.synced = 12;
        exit.release();

        assertEquals(List.of("101 of order 5: WITHDRAWN", "102 of order 5: WITHDRAWN"), notSent());
        assertEquals(
                List.of(
                        "probe, late: 101 of 11 at 1100 not sent",
                        "probe: 102 of 12 not sent",
                        "first takes 101",
                        "probe, late: 101 of 11 at 1100"),
                events);
    }

    @Test
    void shouldCancelAtTheVenueWhenOnlyTheReplaceWaits() {
        output(11, Messages.replace(1, 5));

        output(12, Messages.cancel(1, 5));
        commit.synced = 12;
        exit.release();

        assertEquals(List.of("103 of order 5: WITHDRAWN"), notSent());
        assertEquals(List.of("probe, late: 103 of 11 at 1100 not sent", "first takes 102", "probe: 102 of 12"), events);
    }

    @Test
    void shouldTellBackWhatIsHeldForAVenueThatIsToCancelEverything() {
        output(11, Messages.newOrder(1, 5));
        output(11, Messages.newOrder(2, 6));

        output(12, Messages.massCancel(1));
        commit.synced = 12;
        exit.release();

        assertEquals(List.of("101 of order 5: WITHDRAWN"), notSent());
        assertTrue(events.contains("first takes 104"), events::toString);
        assertTrue(events.contains("second takes 101"), events::toString);
    }

    /** The venue would say that it does not know the order, and then get it. */
    @Test
    void shouldAskAboutOrdersOnlyBehindThem() {
        output(11, Messages.newOrder(1, 5));
        output(12, Messages.statusRequest(1, 5));
        output(12, Messages.openOrdersRequest(1));
        output(12, Messages.openOrdersRequest(2));
        output(12, Messages.resendRequest(1));
        assertEquals(
                List.of("second takes 106", "probe: 106 of 12", "first takes 107", "probe: 107 of 12"), takeEvents());

        commit.synced = 12;
        exit.release();

        events.removeIf(event -> event.startsWith("probe"));
        assertEquals(List.of("first takes 101", "first takes 105", "first takes 106"), events);
    }

    @Test
    void shouldTellBackWhatFindsNoRoom() {
        for (int i = 0; i < CAPACITY; i++) {
            output(11, Messages.newOrder(1, i + 1));
        }

        output(11, Messages.newOrder(1, 99));
        commit.synced = 11;

        assertEquals(List.of("101 of order 99: HOLD_FULL"), notSent());
        assertEquals(CAPACITY, exit.release());
        output(12, Messages.newOrder(1, 100));
        assertEquals(List.of(), notSent());
        assertEquals(CAPACITY + 1, exit.heldCount());
    }

    @Test
    void shouldTellBackEverythingNewWhileTheDiskIsTooSlow() {
        output(11, Messages.newOrder(1, 5));
        output(11, Messages.statusRequest(1, 4));
        commit.slow = true;

        assertEquals(2, exit.release());
        output(12, Messages.newOrder(1, 6));
        output(12, Messages.cancel(1, 4));

        assertEquals(List.of("101 of order 5: JOURNAL_SLOW", "101 of order 6: JOURNAL_SLOW"), notSent());
        events.removeIf(event -> event.startsWith("probe"));
        assertEquals(List.of("first takes 105", "first takes 102"), events);

        commit.slow = false;
        commit.synced = 13;
        output(13, Messages.newOrder(1, 7));
        assertEquals("first takes 101", events.get(2));
    }

    @Test
    void shouldTellBackEverythingAndBreakWhenTheDiskRefuses() {
        output(11, Messages.newOrder(1, 5));
        output(11, Messages.replace(1, 6));
        commit.failure = new JournalException("cannot sync journal x: Input/output error; check the disk");

        final JournalException broken = assertThrows(JournalException.class, exit::release);

        assertTrue(broken.getMessage().contains("cannot sync journal x: Input/output error"), broken::getMessage);
        assertEquals(List.of("101 of order 5: JOURNAL_FAILED", "103 of order 6: JOURNAL_FAILED"), notSent());
        assertEquals(0, gate.sentCount());
    }

    @Test
    void shouldTellBackWhatWaitedWhenTheGateLatched() {
        output(11, Messages.newOrder(1, 5));
        gate.latch();
        commit.synced = 11;

        exit.release();

        assertEquals(List.of("101 of order 5: LATCHED"), notSent());
    }

    @Test
    void shouldHoldAndLetGoWithoutAllocation() {
        final Gate silentGate = new Gate(1_000);
        silentGate.connect(1, (buffer, offset, length) -> VenuePort.Result.SENT);
        final OutputExit silent = new OutputExit(silentGate, new SessionMetrics(new ManualClock(5), 1));
        silent.holdUntilSynced(commit, CAPACITY);
        final UnsafeBuffer order = new UnsafeBuffer(Messages.newOrder(1, 5));
        final UnsafeBuffer cancel = new UnsafeBuffer(Messages.cancel(1, 5));
        holdAndLetGo(silent, silentGate.notSentSource(), order, cancel, 50_000);

        final long before =
                THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        holdAndLetGo(silent, silentGate.notSentSource(), order, cancel, 50_000);
        final long bytes =
                THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertEquals(200_000, silent.heldCount());
        // What the measurement itself takes, at the most.
        assertTrue(bytes < 1_000, () -> bytes + " bytes");
    }

    private void holdAndLetGo(
            final OutputExit silent,
            final InputSource cameBack,
            final UnsafeBuffer order,
            final UnsafeBuffer cancel,
            final int rounds) {
        for (int i = 0; i < rounds; i++) {
            final long cause = commit.synced + 1;
            silent.startInput(MARKET_DATA);
            silent.onOutput(cause, cause, 101, order, 0, order.capacity());
            silent.onOutput(cause, cause, 102, cancel, 0, cancel.capacity());
            silent.onOutput(cause, cause, 101, order, 0, order.capacity());
            commit.synced = cause;
            silent.release();
            // Cancelled ones come back: their queue must not run full.
            cameBack.poll(NOBODY, 1_000);
        }
    }

    private void output(final long cause, final byte[] message) {
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        exit.startInput(MARKET_DATA);
        exit.onOutput(cause, cause * 100, InputSlot.templateId(buffer, 0), buffer, 0, message.length);
    }

    private List<String> takeEvents() {
        final List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    private List<String> notSent() {
        final List<String> told = new ArrayList<>();
        gate.notSentSource()
                .poll(
                        (buffer, offset, length) -> {
                            final NotSentDecoder message =
                                    new NotSentDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                            told.add(message.templateId() + " of order " + message.orderId() + ": " + message.reason());
                        },
                        Integer.MAX_VALUE);
        return told;
    }
}
