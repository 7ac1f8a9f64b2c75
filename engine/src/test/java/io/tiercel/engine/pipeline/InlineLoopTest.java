package io.tiercel.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.ingress.Bytes;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.ManualClock;
import io.tiercel.engine.ingress.QueuedSource;
import io.tiercel.engine.pipeline.VenuePort.Result;
import io.tiercel.journal.JournalException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

final class InlineLoopTest {
    private static final long NOW_NS = 900;

    private final List<String> events = new ArrayList<>();
    private final ManualClock clock = new ManualClock(NOW_NS);
    private final QueuedSource feed = new QueuedSource();
    private final RecordingJournal journal = new RecordingJournal(events);
    private final RecordingPort venue = new RecordingPort("venue", events);
    private final Gate gate = new Gate(1_000);
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
            events.add("probe sees output of kind " + templateId + " of input " + sequence + " at " + inputTimeNs
                    + (left ? "" : ", not sent"));
        }

        @Override
        public void onInputDone(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            events.add("probe sees input " + sequence + " of kind " + templateId + " at " + inputTimeNs + " done");
        }
    };

    @Test
    void shouldRecordInputBeforeCoreSeesItAndOutputAfterItLeft() {
        final InlineLoop loop = loop(journal, Messages.newOrder(1, 5), Messages.orderChanged(5));
        feed.add(Bytes.add(1, true));

        assertEquals(1, loop.doWork());

        assertEquals(
                List.of(
                        "input 41 of kind 1 at 900 is recorded",
                        "core sees 41 of kind 1 at 900",
                        "venue takes 101",
                        "probe sees output of kind 101 of input 41 at 900",
                        "output 41.0 of kind 101 at 900 is recorded",
                        "probe sees output of kind 151 of input 41 at 900",
                        "output 41.1 of kind 151 at 900 is recorded",
                        "probe sees input 41 of kind 1 at 900 done"),
                events);
    }

    @Test
    void shouldHoldOrderUntilTheDiskHasItsCauseWhileAllElseGoesOn() {
        final InlineLoop loop = loop(journal, Messages.newOrder(1, 5));
        final ManualCommit commit = new ManualCommit();
        loop.holdUntilSynced(commit, 64);
        feed.add(Bytes.add(1, true));
        loop.doWork();
        assertEquals(
                List.of(
                        "input 41 of kind 1 at 900 is recorded",
                        "core sees 41 of kind 1 at 900",
                        "output 41.0 of kind 101 at 900 is recorded",
                        "probe sees input 41 of kind 1 at 900 done"),
                events);
        events.clear();

        commit.synced = 41;
        loop.doWork();

        assertEquals(
                List.of("venue takes 101", "probe sees output of kind 101 of input 41 at 900", "journal is idle"),
                events);
    }

    @Test
    void shouldBringBackWhatWasNotSentAsNextInput() {
        final InlineLoop loop = loop(journal, Messages.newOrder(1, 5));
        venue.answers(Result.DOWN);
        feed.add(Bytes.add(1, true));
        loop.doWork();
        assertTrue(events.contains("probe sees output of kind 101 of input 41 at 900, not sent"), events::toString);
        events.clear();

        assertEquals(1, loop.doWork());

        assertEquals(
                List.of(
                        "input 42 of kind 140 at 900 is recorded",
                        "core sees 42 of kind 140 at 900",
                        "probe sees input 42 of kind 140 at 900 done"),
                events);
    }

    @Test
    void shouldSendNothingForInputThatCouldNotBeRecorded() {
        final InlineLoop loop = loop(journal, Messages.newOrder(1, 5));
        feed.add(Bytes.add(1, true));
        journal.broken = true;

        assertThrows(JournalException.class, loop::doWork);

        assertEquals(List.of(), events);
        assertEquals(0, gate.sentCount());
    }

    @Test
    void shouldStillCancelPastTheCoreAfterJournalBroke() {
        final InlineLoop loop = loop(journal, Messages.newOrder(1, 5));
        feed.add(Bytes.add(1, true));
        journal.broken = true;
        assertThrows(JournalException.class, loop::doWork);

        gate.latch();
        gate.massCancelAll();

        assertEquals(List.of("venue takes 104"), events);
    }

    @Test
    void shouldLetJournalUseIdleRounds() {
        final InlineLoop loop = loop(journal);
        clock.set(-1);

        assertEquals(0, loop.doWork());

        assertEquals(List.of("journal is idle"), events);
    }

    @Test
    void shouldRunWithoutJournalForMeasurements() {
        final InlineLoop loop = loop(null, Messages.newOrder(1, 5));
        feed.add(Bytes.add(1, true));
        clock.set(-1);

        loop.doWork();
        loop.doWork();

        assertEquals("core sees 41 of kind 1 at 0", events.get(0));
        assertEquals("venue takes 101", events.get(1));
    }

    private InlineLoop loop(final RecordingJournal itsJournal, final byte[]... answers) {
        gate.connect(1, venue);
        return new InlineLoop(
                new ScriptedCore(events, answers),
                itsJournal,
                gate,
                probe,
                clock,
                41,
                1_000_000,
                InputSource.NONE,
                InputSource.NONE,
                feed);
    }
}
