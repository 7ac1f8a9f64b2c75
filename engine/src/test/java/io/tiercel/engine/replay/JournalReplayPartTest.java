package io.tiercel.engine.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.replay.ReplayResult.Divergence;
import io.tiercel.engine.replay.WrittenJournal.Recorder;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown around a divergence, and replays of a part of a journal. */
final class JournalReplayPartTest {
    private static final int CUMULATIVE_QUANTITY = 8 + 16;

    @TempDir
    Path temporary;

    private Path folder() {
        return temporary.resolve("journal");
    }

    @Test
    void shouldShowTenEventsBeforeDivergenceAndBothSidesOfIt() {
        write(2, 10, (cause, ordinal, output, length, writer) -> {
            if (cause == 105 && ordinal == 1) {
                output.putLong(CUMULATIVE_QUANTITY, 7_777, ByteOrder.LITTLE_ENDIAN);
            }
            WrittenJournal.asItIs(cause, ordinal, output, length, writer);
        });

        final DivergenceContext context = replay(2).context();

        assertEquals(
                List.of("102/0", "102/1", "103", "103/0", "103/1", "104", "104/0", "104/1", "105", "105/0"),
                context.before().stream().map(JournalReplayPartTest::place).toList());
        for (final ReplayEvent event : context.before()) {
            assertEquals(event.recorded(), event.replayed());
        }
        assertEquals("Tick", context.before().get(2).replayed().name());
        assertEquals("103", context.before().get(3).replayed().fields().get("cumulativeQuantity"));
        assertEquals("105/1", place(context.event()));
        assertEquals(105, context.event().timeNs());
        assertEquals("7777", context.event().recorded().fields().get("cumulativeQuantity"));
        assertEquals("105", context.event().replayed().fields().get("cumulativeQuantity"));
        assertEquals("1051", context.event().recorded().fields().get("orderId"));
    }

    @Test
    void shouldShowWhatThereIsBeforeAnEarlyDivergence() {
        write(3, 10, WrittenJournal::asItIs);

        final DivergenceContext context = replay(2).context();

        assertEquals(
                List.of("101", "101/0", "101/1"),
                context.before().stream().map(JournalReplayPartTest::place).toList());
        assertEquals("OrderChanged", context.event().recorded().name());
        assertNull(context.event().replayed());
    }

    @Test
    void shouldShowNoRecordedSideOfOutputThatIsMissing() {
        write(2, 10, (cause, ordinal, output, length, writer) -> {
            if (cause != 104 || ordinal != 1) {
                WrittenJournal.asItIs(cause, ordinal, output, length, writer);
            }
        });

        final DivergenceContext context = replay(2).context();

        assertEquals("104/1", place(context.event()));
        assertNull(context.event().recorded());
        assertEquals("1041", context.event().replayed().fields().get("orderId"));
    }

    @Test
    void shouldShowTheFirstOutputThatIsMissingOfSessionThatEnded() {
        try (WrittenJournal journal = new WrittenJournal(folder(), 1)) {
            journal.ticks(5)
                    .ticks(40, (cause, ordinal, output, length, writer) -> {})
                    .end();
        }

        final DivergenceContext context = replay(1).context();

        assertEquals("106/0", place(context.event()));
        assertEquals("106", place(context.before().get(9)));
    }

    @Test
    void shouldShowTheInputAtWhichTheCoreFails() {
        write(1, 10, WrittenJournal::asItIs);

        final DivergenceContext context = JournalReplay.run(
                        folder(), new EchoCore(1, 105), false, ReplayRange.ALL, ReplayPace.FREE)
                .context();

        assertNull(context.event());
        assertEquals("105/0", place(context.before().get(9)));
        assertEquals("105", place(context.before().get(8)));
        assertNull(context.before().get(9).recorded());
    }

    @Test
    void shouldCompareOnlyTheRangeAndCountWhatIsBefore() {
        write(2, 10, (cause, ordinal, output, length, writer) -> {
            if (cause == 103 || cause == 108) {
                output.putLong(CUMULATIVE_QUANTITY, 7_777, ByteOrder.LITTLE_ENDIAN);
            }
            WrittenJournal.asItIs(cause, ordinal, output, length, writer);
        });

        final ReplayResult within = replay(2, new ReplayRange(104, Long.MIN_VALUE, 107, Long.MAX_VALUE));
        final ReplayResult before = replay(2, new ReplayRange(103, Long.MIN_VALUE, 107, Long.MAX_VALUE));
        final ReplayResult after = replay(2, new ReplayRange(0, 104, Long.MAX_VALUE, 108));

        assertTrue(within.equal());
        assertEquals(4, within.events());
        assertEquals(8, within.outputs());
        assertEquals(new ReplayResult.Coverage(0, 3, 107, false), within.coverage());
        assertEquals(103, before.divergence().sequence());
        assertEquals(108, after.divergence().sequence());
        assertEquals(3, after.coverage().skipped());
        assertEquals(5, after.events());
    }

    @Test
    void shouldComeToTheStateOfTheRangesEnd() {
        final long digest;
        try (WrittenJournal journal = new WrittenJournal(folder(), 1)) {
            digest = journal.ticks(5).digest();
            journal.ticks(5).end();
        }

        assertEquals(
                digest,
                replay(1, new ReplayRange(103, Long.MIN_VALUE, 105, Long.MAX_VALUE))
                        .digest());
    }

    @Test
    void shouldShowUncomparedEventsBeforeTheRange() {
        write(1, 10, (cause, ordinal, output, length, writer) -> {
            output.putLong(CUMULATIVE_QUANTITY, 7_777, ByteOrder.LITTLE_ENDIAN);
            WrittenJournal.asItIs(cause, ordinal, output, length, writer);
        });

        final DivergenceContext context = replay(
                        1, new ReplayRange(103, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE))
                .context();

        assertEquals("103/0", place(context.event()));
        assertEquals("102/0", place(context.before().get(3)));
        assertNull(context.before().get(3).recorded());
        assertEquals("102", context.before().get(3).replayed().fields().get("cumulativeQuantity"));
    }

    @Test
    void shouldFindNothingInARangeBetweenTwoInputs() {
        write(1, 10, WrittenJournal::asItIs);

        final ReplayResult result = replay(1, new ReplayRange(105, Long.MIN_VALUE, Long.MAX_VALUE, 104));

        assertTrue(result.equal());
        assertEquals(0, result.events());
    }

    @Test
    void shouldNotTakeLossFromSessionThatEndedBehindTheRangeForCrash() {
        try (WrittenJournal journal = new WrittenJournal(folder(), 1)) {
            journal.ticks(5)
                    .ticks(5, (cause, ordinal, output, length, writer) -> {})
                    .end();
        }
        final ReplayRange range = new ReplayRange(0, Long.MIN_VALUE, 107, Long.MAX_VALUE);

        assertEquals(106, replay(1, range).divergence().sequence());
    }

    @Test
    void shouldLookForTheSessionsEndWithoutReadingWhatIsBetween() throws IOException {
        try (WrittenJournal journal = new WrittenJournal(folder(), 1)) {
            journal.ticks(5)
                    .ticks(15, (cause, ordinal, output, length, writer) -> {})
                    .end();
        }
        damageInput(115);

        final ReplayResult result = replay(1, new ReplayRange(0, Long.MIN_VALUE, Long.MAX_VALUE, 107));

        assertEquals(106, result.divergence().sequence());
        assertEquals(List.of(), result.faults());
        assertEquals(1, replay(1).faults().size());
    }

    /** Its sequence and its time are the same number. */
    private void damageInput(final long sequence) throws IOException {
        final Path file;
        try (java.util.stream.Stream<Path> files = Files.list(folder().resolve("inputs"))) {
            file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (bytes.getLong(at) != sequence || bytes.getLong(at + Long.BYTES) != sequence) {
            at += Integer.BYTES;
        }
        bytes.put(at, (byte) (bytes.get(at) ^ 1));
        Files.write(file, bytes.array());
    }

    @Test
    void shouldCountInputsOfTheRangeWhoseOutputsCrashCutOff() {
        write(1, 10, (cause, ordinal, output, length, writer) -> {
            if (cause < 106) {
                WrittenJournal.asItIs(cause, ordinal, output, length, writer);
            }
        });

        final ReplayResult result = replay(1, new ReplayRange(0, Long.MIN_VALUE, 107, Long.MAX_VALUE));

        assertTrue(result.equal());
        assertEquals(2, result.unrecorded());
    }

    @Test
    void shouldEndWithWhatWasComparedWhenStopped() {
        write(1, 10, WrittenJournal::asItIs);

        final ReplayResult result = JournalReplay.verify(
                folder(), new EchoCore(1), false, ReplayRange.ALL, (sequence, timeNs, inRange) -> sequence < 105);

        assertTrue(result.equal());
        assertEquals(4, result.events());
        assertEquals(new ReplayResult.Coverage(0, 0, 104, true), result.coverage());
    }

    @Test
    void shouldTellOfFailureBeforeTheRange() {
        write(1, 10, WrittenJournal::asItIs);
        final ReplayRange range = new ReplayRange(105, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

        final ReplayResult result = JournalReplay.verify(folder(), new EchoCore(1, 103), false, range, ReplayPace.FREE);

        assertEquals(new Divergence(103, 0, "core", "goes on", "fails"), result.divergence());
        assertEquals(3, result.coverage().skipped());
        assertEquals(0, result.events());
    }

    private void write(final int outputsPerTick, final int ticks, final Recorder recorder) {
        try (WrittenJournal journal = new WrittenJournal(folder(), outputsPerTick)) {
            journal.ticks(ticks, recorder);
        }
    }

    private static String place(final ReplayEvent event) {
        return event.sequence() + (event.stream() == Stream.OUTPUT ? "/" + event.ordinal() : "");
    }

    private ReplayResult replay(final int outputsPerTick, final ReplayRange range) {
        return JournalReplay.verify(folder(), new EchoCore(outputsPerTick), false, range, ReplayPace.FREE);
    }

    private ReplayResult replay(final int outputsPerTick) {
        return JournalReplay.verify(folder(), new EchoCore(outputsPerTick), false, ReplayRange.ALL, ReplayPace.FREE);
    }
}
