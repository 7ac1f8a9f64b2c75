package io.tiercel.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.ingress.Bytes;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.QueuedSource;
import io.tiercel.engine.ingress.VirtualClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others see of the layout's threads, and how they end when somebody gives up. */
@Timeout(60)
final class FusedWatchTest {
    private static final int FIRST = 41;
    private static final int INPUTS = 5;

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final QueuedSource feed = new QueuedSource();
    private final SteeredCore core = new SteeredCore(events);
    private final FusedLoop loop = new FusedLoop(
            core,
            new RecordingJournal(events),
            new Gate(1_000),
            new Nobody(),
            new FusedSettings(512, 1 << 14, WaitMode.PARK, TimeUnit.SECONDS.toNanos(20)),
            new VirtualClock(900),
            FIRST,
            1_000_000,
            InputSource.NONE,
            InputSource.NONE,
            feed);

    private static final class Nobody implements InputProbe {
        @Override
        public void onOutput(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final boolean left,
                final DirectBuffer buffer,
                final int offset,
                final int length) {}

        @Override
        public void onInputDone(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final DirectBuffer buffer,
                final int offset,
                final int length) {}
    }

    @AfterEach
    void end() {
        core.permits.drainPermits();
        core.running();
        loop.halt();
    }

    @Test
    void shouldJournalAllThatIsSequencedWhenCoreBreaks() {
        core.failure = new IllegalStateException("a bug");
        start();
        core.running();

        assertTrue(loop.halt());

        assertTrue(loop.ended());
        assertEquals(FIRST + INPUTS - 1, loop.lastSequence());
        assertEquals(
                INPUTS,
                events.stream().filter(event -> event.startsWith("input ")).count(),
                events::toString);
    }

    @Test
    void shouldNameTheInputAtWhichCoreBroke() {
        core.failure = new IllegalStateException("a bug");
        start();
        core.running();

        assertSame(core.failure, assertThrows(IllegalStateException.class, this::workForEver));
        loop.halt();

        assertEquals(FIRST, loop.brokenSequence());
    }

    @Test
    void shouldBeatOnAllThreadsButTheOneThatIsStuck() {
        start();
        final StagePulse stuck = pulse(Stage.CORE);
        while (stuck.sequence() < FIRST) {
            Thread.yield();
        }
        final long before = stuck.heartbeat().rounds();
        for (final Stage stage : List.of(Stage.JOURNAL, Stage.GATE)) {
            final long rounds = pulse(stage).heartbeat().rounds();
            while (pulse(stage).heartbeat().rounds() < rounds + 5) {
                Thread.yield();
            }
        }

        assertEquals(before, stuck.heartbeat().rounds());
        assertEquals(FIRST, stuck.sequence());
        assertEquals("tiercel-core", stuck.thread().getName());
    }

    @Test
    void shouldEndTheWatchOfStagesThatEnd() {
        start();
        core.running();

        loop.close();

        for (final StagePulse pulse : loop.stages()) {
            assertEquals(Heartbeat.ENDED, pulse.heartbeat().rounds());
        }
        assertTrue(loop.ended());
    }

    @Test
    void shouldThrowWhatItWasGivenUpFor() {
        start();
        final RuntimeException cause = new IllegalStateException("a hang");

        loop.giveUp(cause);

        assertSame(cause, assertThrows(IllegalStateException.class, this::workForEver));
        assertFalse(loop.ended());
        core.running();
        assertTrue(loop.halt());
    }

    @Test
    void shouldCopyNumbersOnTheThreadsThatOwnThem() {
        final List<String> copied = Collections.synchronizedList(new ArrayList<>());
        loop.statusTo(new StatusWriter() {
            @Override
            public void onIngress(final long timeNs) {
                copied.add("ingress on " + Thread.currentThread().getName() + " at " + timeNs);
            }

            @Override
            public void onCore(final long timeNs) {
                copied.add("core on " + Thread.currentThread().getName() + " at " + timeNs);
            }

            @Override
            public void onGate(final long timeNs) {
                copied.add("gate on " + Thread.currentThread().getName() + " at " + timeNs);
            }
        });
        start();
        core.running();

        loop.settle();

        Collections.sort(copied);
        assertEquals(
                List.of(
                        "core on tiercel-core at 900",
                        "gate on tiercel-gate at 900",
                        "ingress on " + Thread.currentThread().getName() + " at 900"),
                copied);
    }

    private StagePulse pulse(final Stage stage) {
        return loop.stages().get(stage.ordinal());
    }

    private void start() {
        loop.start(stage -> {});
        for (int i = 0; i < INPUTS; i++) {
            feed.add(Bytes.add(1, true));
        }
        assertEquals(INPUTS, loop.doWork());
    }

    private void workForEver() {
        while (true) {
            loop.doWork();
        }
    }
}
