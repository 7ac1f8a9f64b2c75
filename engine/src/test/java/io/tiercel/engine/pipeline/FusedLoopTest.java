package io.tiercel.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.ingress.Bytes;
import io.tiercel.engine.ingress.ManualClock;
import io.tiercel.engine.ingress.QueuedSource;
import io.tiercel.engine.pipeline.VenuePort.Result;
import io.tiercel.journal.JournalException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FusedLoopTest {
    private static final long NOW_NS = 900;
    private static final long SILENCE_NS = 1_000_000;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);
    private static final int SLOTS = 512;
    private static final int OUTPUT_BYTES = 1 << 14;

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final ManualClock clock = new ManualClock(NOW_NS);
    private final QueuedSource commands = new QueuedSource();
    private final QueuedSource executions = new QueuedSource();
    private final QueuedSource feed = new QueuedSource();
    private final RecordingJournal journal = new RecordingJournal(events);
    private final RecordingPort venue = new RecordingPort("venue", events);
    private final Gate gate = new Gate(1_000);
    private final CountDownLatch portOpen = new CountDownLatch(1);
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
            events.add("probe sees output of kind " + templateId + (left ? "" : ", not sent"));
        }

        @Override
        public void onInputDone(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            events.add("probe sees input of kind " + templateId + " done");
        }
    };
    private final SteeredCore core = new SteeredCore(events, Messages.newOrder(1, 5), Messages.orderChanged(5));
    private boolean leavesBeforeRecord;
    private FusedLoop loop;

    @AfterEach
    void end() {
        core.permits.drainPermits();
        core.running();
        portOpen.countDown();
        loop.halt();
    }

    @Test
    void shouldLetOutputsLeaveInOrderAndRecordThemAfterwards() {
        start(venue, PATIENCE_NS);
        core.running();
        feed.add(Bytes.add(1, true));

        assertEquals(1, loop.doWork());
        loop.close();

        final List<String> ofGate = new ArrayList<>(events);
        ofGate.removeAll(List.of("input 41 of kind 1 at 900 is recorded", "core sees 41 of kind 1 at 900"));
        assertEquals(
                List.of(
                        "venue takes 101",
                        "probe sees output of kind 101",
                        "output 41.0 of kind 101 at 900 is recorded",
                        "probe sees output of kind 151",
                        "output 41.1 of kind 151 at 900 is recorded",
                        "probe sees input of kind 1 done"),
                ofGate);
        assertEquals(8, events.size(), events::toString);
    }

    /** The core is done with each input long before its record is written. */
    @Test
    void shouldHoldOutputsBackUntilTheirCauseIsRecorded() {
        journal.beforeInput = sequence -> awaitEvent("core sees " + sequence + " of kind 1 at 900");
        start(venue, PATIENCE_NS);
        core.running();
        for (int i = 0; i < 300; i++) {
            feed.add(Bytes.add(1, true));
            loop.doWork();
        }
        loop.close();

        int recorded = 0;
        int left = 0;
        for (final String event : List.copyOf(events)) {
            recorded += event.startsWith("input") ? 1 : 0;
            left += event.startsWith("venue") ? 1 : 0;
            assertTrue(left <= recorded, "an order left before its cause was recorded");
        }
        assertEquals(300, left);
    }

    /** The first of an input's orders, at least, is gone when its record is begun; the records keep their order. */
    @Test
    void shouldLetOutputsLeaveBeforeTheRecordOfTheirInputWhenThatIsAllowed() {
        final AtomicLong taken = new AtomicLong();
        journal.beforeInput = sequence -> awaitCount(() -> taken.get() >= sequence - 40);
        leavesBeforeRecord = true;
        start(
                (buffer, offset, length) -> {
                    taken.incrementAndGet();
                    return Result.SENT;
                },
                PATIENCE_NS);
        core.running();
        for (int i = 0; i < 300; i++) {
            feed.add(Bytes.add(1, true));
            loop.doWork();
        }
        loop.close();

        assertEquals(300, taken.get());
        long recorded = 40;
        final List<String> outputs = new ArrayList<>();
        for (final String event : List.copyOf(events)) {
            if (event.startsWith("input")) {
                recorded++;
            } else if (event.startsWith("output")) {
                outputs.add(event);
                assertTrue(event.startsWith("output " + recorded + "."), () -> event + " before its cause");
            }
        }
        assertEquals(600, outputs.size());
    }

    /** One input ahead of the journal, and no more. */
    @Test
    void shouldNotGoOnToTheNextInputBeforeTheRecordOfTheOneBefore() {
        final CountDownLatch recording = new CountDownLatch(1);
        journal.beforeInput = sequence -> {
            while (recording.getCount() > 0) {
                Thread.yield();
            }
        };
        leavesBeforeRecord = true;
        start(venue, PATIENCE_NS);
        core.running();
        for (int i = 0; i < 3; i++) {
            feed.add(Bytes.add(1, true));
            loop.doWork();
        }
        awaitEvent("core sees 43 of kind 1 at 900");
        awaitEvent("venue takes 101");

        assertEquals(1, gate.sentCount());
        recording.countDown();
        loop.close();
        assertEquals(3, gate.sentCount());
    }

    @Test
    void shouldHoldOrdersUntilTheDiskHasTheirCauseWhileAllElseGoesOn() {
        final ManualCommit commit = new ManualCommit();
        commit.synced = 40;
        loop = loop(venue, PATIENCE_NS);
        loop.holdUntilSynced(commit, 64);
        loop.start(stage -> {});
        core.running();
        for (int i = 0; i < 20; i++) {
            feed.add(Bytes.add(1, true));
            loop.doWork();
        }
        loop.settle();
        assertEquals(20, seenByCore());
        assertEquals(0, gate.sentCount());
        assertEquals(20, loop.heldCount());

        // Nothing else comes any more: the gate looks by itself.
        commit.synced = 50;
        awaitCount(() ->
                List.copyOf(events).stream().filter("venue takes 101"::equals).count() == 10);
        commit.synced = 60;
        awaitCount(() ->
                List.copyOf(events).stream().filter("venue takes 101"::equals).count() == 20);
        loop.close();
    }

    @Test
    void shouldBreakWhenTheDiskRefusesWhatOrdersWaitFor() {
        final ManualCommit commit = new ManualCommit();
        loop = loop(venue, PATIENCE_NS);
        loop.holdUntilSynced(commit, 64);
        loop.start(stage -> {});
        core.running();
        feed.add(Bytes.add(1, true));
        loop.doWork();
        loop.settle();

        commit.failure = new JournalException("the disk is gone");

        final JournalException broken = assertThrows(JournalException.class, this::workForEver);
        assertTrue(broken.getMessage().contains("the disk is gone"), broken::getMessage);
        assertTrue(loop.halt());
        assertEquals(0, gate.sentCount());
        assertEquals(1, gate.notSentCount());
    }

    @Test
    void shouldBringBackWhatWasNotSentAsInput() {
        start(venue.answers(Result.DOWN), PATIENCE_NS);
        core.running();
        feed.add(Bytes.add(1, true));
        loop.doWork();
        loop.settle();

        assertEquals(1, loop.doWork());
        loop.close();

        assertTrue(events.contains("probe sees output of kind 101, not sent"), events::toString);
        assertTrue(events.contains("input 42 of kind 140 at 900 is recorded"), events::toString);
        assertTrue(events.contains("core sees 42 of kind 140 at 900"), events::toString);
    }

    @Test
    void shouldKeepRoomForCommandsAndExecutionsWhenRingIsFull() {
        start(venue, PATIENCE_NS);
        for (int i = 0; i < 2 * SLOTS; i++) {
            feed.add(Bytes.add(1, true));
        }
        while (loop.ingress().feedWaitCount() == 0) {
            loop.doWork();
        }
        final int leftOnFeed = feed.size();
        final long before = loop.ingress().lastSequence();
        executions.add(Bytes.cancelled(1));
        commands.add(Bytes.halt(1));

        assertEquals(2, loop.doWork());
        assertEquals(leftOnFeed, feed.size());
        assertEquals(before + 2, loop.ingress().lastSequence());
        assertEquals(0, loop.ingress().otherWaitCount());
        assertEquals(1, loop.ingress().feedWaitCount());

        core.running();
        while (feed.size() > 0) {
            loop.doWork();
        }
        loop.close();
        assertEquals(2 * SLOTS + 2, seenByCore());
    }

    @Test
    void shouldLetCommandsWaitToo() {
        start(venue, PATIENCE_NS);
        for (int i = 0; i < 2 * SLOTS; i++) {
            executions.add(Bytes.cancelled(1));
        }
        while (loop.ingress().otherWaitCount() == 0) {
            loop.doWork();
        }
        commands.add(Bytes.halt(1));

        assertEquals(0, loop.doWork());
        assertEquals(1, commands.size());
        assertEquals(1, loop.ingress().otherWaitCount());

        core.running();
        while (commands.size() + executions.size() > 0) {
            loop.doWork();
        }
        loop.close();
        assertEquals(2 * SLOTS + 1, seenByCore());
    }

    @Test
    void shouldLetFeedWaitInTheMiddleOfPacket() {
        loop = loop(venue, PATIENCE_NS);
        for (int i = 0; i < SLOTS; i++) {
            feed.add(Bytes.add(1, i == SLOTS - 1));
        }
        loop.start(stage -> {});
        final Thread helper = new Thread(() -> {
            awaitCount(() -> loop.ringFullCount() > 0);
            core.running();
        });
        helper.start();

        assertEquals(SLOTS, loop.doWork());
        loop.close();

        assertEquals(0, loop.ingress().brokenPacketCount());
        assertEquals(SLOTS, seenByCore());
    }

    @Test
    void shouldSupplyAsManyContinuesAsTheCoreNeeds() {
        core.continues = 3;
        start(venue, PATIENCE_NS);
        core.running();
        feed.add(Bytes.add(1, true));
        clock.moving(1);
        while (loop.ingress().lastSequence() < 44) {
            loop.doWork();
        }
        loop.settle();

        assertEquals(0, loop.doWork());
        assertEquals(
                3,
                List.copyOf(events).stream()
                        .filter(event -> event.startsWith("core sees") && event.contains("of kind 202"))
                        .count(),
                events::toString);
    }

    @Test
    void shouldSendOneContinueAtATime() {
        core.continues = 3;
        start(venue, PATIENCE_NS);
        core.permits.release(1);
        feed.add(Bytes.add(1, true));
        loop.doWork();
        loop.settle();

        int continues = 0;
        for (int i = 0; i < 100; i++) {
            continues += loop.doWork();
        }

        assertEquals(1, continues);
    }

    @Test
    void shouldTickOnceForDeadlineWhileCoreIsBehind() {
        core.deadlineAfterNs = 50;
        start(venue, PATIENCE_NS);
        core.permits.release(1);
        feed.add(Bytes.add(1, true));
        loop.doWork();
        loop.settle();
        clock.set(NOW_NS + 60);

        int ticks = 0;
        for (int i = 0; i < 100; i++) {
            ticks += loop.doWork();
        }

        assertEquals(1, ticks);
    }

    @Test
    void shouldSendNothingForInputThatCouldNotBeRecorded() {
        journal.broken = true;
        start(venue, PATIENCE_NS);
        core.running();
        feed.add(Bytes.add(1, true));

        assertThrows(JournalException.class, this::workForEver);
        assertTrue(loop.halt());

        assertEquals(0, gate.sentCount());
        gate.latch();
        assertEquals(0, gate.massCancelAll());
        assertTrue(events.contains("venue takes 104"));
        assertFalse(events.contains("venue takes 101"));
    }

    @Test
    void shouldStopWhenCoreThrows() {
        core.failure = new IllegalStateException("a bug");
        start(venue, PATIENCE_NS);
        core.running();
        feed.add(Bytes.add(1, true));

        assertSame(core.failure, assertThrows(IllegalStateException.class, this::workForEver));
        assertTrue(loop.halt());
        assertEquals(0, gate.sentCount());
    }

    @Test
    void shouldStopWhenPortThrows() {
        final RuntimeException broken = new IllegalStateException("unmapped");
        start(
                (buffer, offset, length) -> {
                    throw broken;
                },
                PATIENCE_NS);
        core.running();
        feed.add(Bytes.add(1, true));

        assertSame(broken, assertThrows(IllegalStateException.class, this::workForEver));
        assertTrue(loop.halt());
        assertFalse(events.stream().anyMatch(event -> event.startsWith("output")), events::toString);
    }

    @Test
    void shouldTellOnCloseWhatBrokeSinceTheLastRound() {
        core.failure = new IllegalStateException("a bug");
        start(venue, PATIENCE_NS);
        core.running();
        feed.add(Bytes.add(1, true));
        loop.doWork();

        assertSame(core.failure, assertThrows(IllegalStateException.class, loop::close));
    }

    @Test
    void shouldLetCoreWaitForGateAndLoseNothing() {
        start(
                (buffer, offset, length) -> {
                    awaitPort();
                    return venue.send(buffer, offset, length);
                },
                PATIENCE_NS);
        core.running();
        for (int i = 0; i < 300; i++) {
            feed.add(Bytes.add(1, true));
            loop.doWork();
        }
        awaitCount(() -> loop.outputsFullCount() > 0);
        portOpen.countDown();
        while (feed.size() > 0) {
            loop.doWork();
        }
        loop.close();

        assertEquals(300, gate.sentCount());
        assertEquals(
                600,
                List.copyOf(events).stream()
                        .filter(event -> event.startsWith("output"))
                        .count());
    }

    @Test
    void shouldEndWhenGateHangs() {
        start(
                (buffer, offset, length) -> {
                    awaitPort();
                    return Result.SENT;
                },
                TimeUnit.MILLISECONDS.toNanos(100));
        core.running();
        for (int i = 0; i < 300; i++) {
            feed.add(Bytes.add(1, true));
        }

        final IllegalStateException hangs = assertThrows(IllegalStateException.class, this::workForEver);

        // Whichever of the two began to wait first: the core for the gate, or ingress for both.
        assertTrue(
                hangs.getMessage()
                        .matches("waited 100 ms for (room for outputs of the core|room on the ring of inputs"
                                + "|the core), the limit: a thread hangs"),
                hangs.getMessage());
        assertFalse(loop.halt());
    }

    @Test
    void shouldEndWhenCoreHangs() {
        start(venue, TimeUnit.MILLISECONDS.toNanos(100));
        feed.add(Bytes.add(1, true));

        final IllegalStateException hangs = assertThrows(IllegalStateException.class, this::workForEver);

        assertEquals("waited 100 ms for the core, the limit: a thread hangs", hangs.getMessage());
        assertFalse(loop.halt());
    }

    @Test
    void shouldRefuseSizesThatAreNoPowersOfTwo() {
        start(venue, PATIENCE_NS);

        assertThrows(
                IllegalArgumentException.class, () -> new FusedSettings(1_000, OUTPUT_BYTES, WaitMode.PARK, 1_000));
        assertThrows(IllegalArgumentException.class, () -> new FusedSettings(SLOTS, 1_024, WaitMode.PARK, 1_000));
        assertThrows(IllegalArgumentException.class, () -> new FusedSettings(SLOTS, OUTPUT_BYTES, WaitMode.PARK, 0));
    }

    private long seenByCore() {
        return List.copyOf(events).stream()
                .filter(event -> event.startsWith("core sees"))
                .count();
    }

    private void workForEver() {
        while (true) {
            loop.doWork();
        }
    }

    private void awaitEvent(final String event) {
        awaitCount(() -> events.contains(event));
    }

    private static void awaitCount(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.yield();
        }
    }

    private void awaitPort() {
        try {
            portOpen.await();
        } catch (final InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void start(final VenuePort port, final long stallLimitNs) {
        loop = loop(port, stallLimitNs);
        loop.start(stage -> {});
    }

    private FusedLoop loop(final VenuePort port, final long stallLimitNs) {
        gate.connect(1, port);
        return new FusedLoop(
                core,
                journal,
                gate,
                probe,
                new FusedSettings(SLOTS, OUTPUT_BYTES, WaitMode.PARK, stallLimitNs, leavesBeforeRecord),
                clock,
                41,
                SILENCE_NS,
                commands,
                executions,
                feed);
    }
}
