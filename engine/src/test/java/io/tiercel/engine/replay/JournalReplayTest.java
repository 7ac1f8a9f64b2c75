package io.tiercel.engine.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.replay.ReplayResult.Divergence;
import io.tiercel.engine.replay.WrittenJournal.Recorder;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalReplayTest {
    private static final int CUMULATIVE_QUANTITY = 8 + 16;
    private static final int SIDE = 8 + 3;

    @TempDir
    Path temporary;

    private Path folder() {
        return temporary.resolve("journal");
    }

    @Test
    void shouldFindJournalEqualToItself() {
        final long digest;
        try (WrittenJournal journal = new WrittenJournal(folder(), 2)) {
            digest = journal.ticks(10).end().digest();
        }

        final ReplayResult result = replay(2);

        assertTrue(result.equal());
        assertEquals(11, result.events());
        assertEquals(20, result.outputs());
        assertEquals(0, result.unrecorded());
        assertEquals(digest, result.digest());
        assertTrue(result.eventsPerSecond() > 0);
    }

    @Test
    void shouldNameFirstFieldThatDiffersWithBothValues() {
        write(2, 10, (cause, ordinal, output, length, writer) -> {
            if (cause >= 105 && ordinal == 1) {
                output.putLong(CUMULATIVE_QUANTITY, 7_777, ByteOrder.LITTLE_ENDIAN);
            }
            WrittenJournal.asItIs(cause, ordinal, output, length, writer);
        });

        final ReplayResult result = replay(2);

        assertFalse(result.equal());
        assertEquals(new Divergence(105, 1, "OrderChanged.cumulativeQuantity", "7777", "105"), result.divergence());
        assertEquals(
                "input 105, output 1, OrderChanged.cumulativeQuantity: recorded 7777, replayed 105",
                JournalReplay.describe(result.divergence()));
    }

    @Test
    void shouldNameEnumerationsByTheirNames() {
        write(1, 1, (cause, ordinal, output, length, writer) -> {
            output.putByte(SIDE, (byte) 2);
            WrittenJournal.asItIs(cause, ordinal, output, length, writer);
        });

        final Divergence divergence = replay(1).divergence();

        assertEquals(new Divergence(101, 0, "OrderChanged.side", "SELL", "BUY"), divergence);
    }

    @Test
    void shouldTellLengthThatDiffers() {
        write(
                1,
                1,
                (cause, ordinal, output, length, writer) ->
                        WrittenJournal.asItIs(cause, ordinal, output, length + 4, writer));

        assertEquals(
                new Divergence(101, 0, "OrderChanged.length", "44", "40"),
                replay(1).divergence());
    }

    @Test
    void shouldTellKindThatDiffers() {
        write(
                1,
                1,
                (cause, ordinal, output, length, writer) ->
                        writer.appendOutput(cause, ordinal, cause, 99, output, 0, length + 1));

        assertEquals(new Divergence(101, 0, "kind", "99", "151"), replay(1).divergence());
    }

    @Test
    void shouldTellOutputThatIsMissingInTheMiddle() {
        write(2, 10, (cause, ordinal, output, length, writer) -> {
            if (cause != 104 || ordinal != 1) {
                WrittenJournal.asItIs(cause, ordinal, output, length, writer);
            }
        });

        assertEquals(
                new Divergence(104, 1, "count", "next is output 0 of input 105", "kind 151"),
                replay(2).divergence());
    }

    @Test
    void shouldTellOutputThatDoesNotComeOutAgain() {
        write(3, 10, WrittenJournal::asItIs);

        assertEquals(
                new Divergence(101, 2, "count", "kind 151", "no such output"),
                replay(2).divergence());
    }

    @Test
    void shouldStopAtFirstDivergence() {
        write(3, 10, WrittenJournal::asItIs);

        assertEquals(1, replay(2).events());
    }

    @Test
    void shouldCountInputsWhoseOutputsCrashCutOff() {
        write(2, 10, (cause, ordinal, output, length, writer) -> {
            if (cause < 109 || cause == 109 && ordinal == 0) {
                WrittenJournal.asItIs(cause, ordinal, output, length, writer);
            }
        });

        final ReplayResult result = replay(2);

        assertTrue(result.equal());
        assertEquals(2, result.unrecorded());
        assertEquals(10, result.events());
        assertEquals(20, result.outputs());
    }

    @Test
    void shouldNotTakeLossFromSessionThatEndedForCrash() {
        try (WrittenJournal journal = new WrittenJournal(folder(), 1)) {
            journal.ticks(5)
                    .ticks(2, (cause, ordinal, output, length, writer) -> {})
                    .end();
        }

        assertEquals(
                new Divergence(106, 0, "count", "nothing from here on, though the session ended", "an output"),
                replay(1).divergence());
    }

    @Test
    void shouldTellChangedByteThatLiesInNoField() {
        write(1, 1, (cause, ordinal, output, length, writer) -> {
            output.putByte(6, (byte) 9);
            WrittenJournal.asItIs(cause, ordinal, output, length, writer);
        });

        assertEquals(
                new Divergence(101, 0, "OrderChanged, byte 6", "9", "1"),
                replay(1).divergence());
    }

    @Test
    void shouldNameDamagedInput() throws IOException {
        write(1, 200, WrittenJournal::asItIs);
        damage("inputs");

        final ReplayResult result = replay(1);

        assertFalse(result.equal());
        assertEquals(1, result.faults().size());
        assertNull(result.divergence());
        assertTrue(result.events() > 0 && result.events() < 200, "events " + result.events());
        assertEquals(101 + result.events(), result.faults().get(0).sequence());
    }

    @Test
    void shouldNameDamagedOutputAndStillRunAllInputs() throws IOException {
        write(1, 200, WrittenJournal::asItIs);
        damage("outputs");

        final ReplayResult result = replay(1);

        assertFalse(result.equal());
        assertEquals(1, result.faults().size());
        assertNull(result.divergence());
        assertEquals(200, result.events());
    }

    @Test
    void shouldTellThatCoreFailsWhereJournalEndsSinceItDid() {
        write(2, 10, (cause, ordinal, output, length, writer) -> {
            if (cause < 110 || ordinal == 0) {
                WrittenJournal.asItIs(cause, ordinal, output, length, writer);
            }
        });

        for (final ReplayResult result : List.of(
                JournalReplay.verify(folder(), new EchoCore(2, 110), false, ReplayRange.ALL, ReplayPace.FREE),
                JournalReplay.run(folder(), new EchoCore(2, 110), false, ReplayRange.ALL, ReplayPace.FREE))) {
            assertTrue(result.equal());
            assertEquals(10, result.events());
            assertEquals(19, result.outputs());
            assertEquals(0, result.unrecorded());
            assertEquals(110, result.failure().sequence());
            assertTrue(
                    result.failure()
                            .by()
                            .startsWith("java.lang.IllegalStateException: broken in two at "
                                    + "io.tiercel.engine.replay.EchoCore.onEvent("),
                    result.failure()::by);
        }
    }

    @Test
    void shouldPassOverInputsThatWereUnderWayWhenCoreFailed() {
        write(2, 10, (cause, ordinal, output, length, writer) -> {
            if (cause < 105 || cause == 105 && ordinal == 0) {
                WrittenJournal.asItIs(cause, ordinal, output, length, writer);
            }
        });

        for (final ReplayResult result : List.of(
                JournalReplay.verify(folder(), new EchoCore(2, 105), true, ReplayRange.ALL, ReplayPace.FREE),
                JournalReplay.run(folder(), new EchoCore(2, 105), true, ReplayRange.ALL, ReplayPace.FREE),
                JournalReplay.watch(folder(), new EchoCore(2, 105), true, new Onlooker()))) {
            assertTrue(result.equal());
            assertEquals(5, result.events());
            assertEquals(105, result.failure().sequence());
        }
        assertFalse(JournalReplay.verify(folder(), new EchoCore(2, 105), false, ReplayRange.ALL, ReplayPace.FREE)
                .equal());
    }

    @Test
    void shouldCallItDifferenceWhenCoreFailsThoughLaterInputsHaveOutputs() {
        write(2, 10, (cause, ordinal, output, length, writer) -> {
            if (cause != 105 || ordinal == 0) {
                WrittenJournal.asItIs(cause, ordinal, output, length, writer);
            }
        });

        final ReplayResult result =
                JournalReplay.verify(folder(), new EchoCore(2, 105), true, ReplayRange.ALL, ReplayPace.FREE);

        assertEquals(new Divergence(105, 0, "core", "goes on", "fails"), result.divergence());
    }

    @Test
    void shouldCallItDifferenceWhenCoreFailsWhereItWentOn() {
        write(1, 10, WrittenJournal::asItIs);

        for (final ReplayResult result : List.of(
                JournalReplay.verify(folder(), new EchoCore(1, 105), false, ReplayRange.ALL, ReplayPace.FREE),
                JournalReplay.run(folder(), new EchoCore(1, 105), false, ReplayRange.ALL, ReplayPace.FREE),
                JournalReplay.watch(folder(), new EchoCore(1, 105), false, new Onlooker()))) {
            assertFalse(result.equal());
            assertEquals(new Divergence(105, 0, "core", "goes on", "fails"), result.divergence());
            assertEquals(105, result.failure().sequence());
            assertEquals(5, result.events());
        }
    }

    @Test
    void shouldCallItDifferenceWhenCoreFailsBeforeItsRecordedOutputs() {
        write(2, 10, WrittenJournal::asItIs);

        final ReplayResult result =
                JournalReplay.verify(folder(), new EchoCore(2, 110), false, ReplayRange.ALL, ReplayPace.FREE);

        assertEquals(new Divergence(110, 1, "count", "kind 151", "no such output"), result.divergence());
        assertEquals(110, result.failure().sequence());
    }

    @Test
    void shouldRefuseFolderWithoutJournal() {
        assertThrows(JournalException.class, () -> replay(1));
    }

    private void write(final int outputsPerTick, final int ticks, final Recorder recorder) {
        try (WrittenJournal journal = new WrittenJournal(folder(), outputsPerTick)) {
            journal.ticks(ticks, recorder);
        }
    }

    private ReplayResult replay(final int outputsPerTick) {
        return JournalReplay.verify(folder(), new EchoCore(outputsPerTick), false, ReplayRange.ALL, ReplayPace.FREE);
    }

    /** Flips a bit in a record in the middle of a stream. */
    private void damage(final String stream) throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve(stream))) {
            final Path file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
            final byte[] bytes = Files.readAllBytes(file);
            // The tail of the file is empty: the last byte that is not zero belongs to the last record.
            int last = bytes.length - 1;
            while (bytes[last] == 0) {
                last--;
            }
            final int middle = last - 2_000;
            try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
                access.seek(middle);
                // More than the 4 bytes between two records: damage to those alone stops no reader.
                for (int i = 0; i < 2 * Integer.BYTES; i++) {
                    access.write(bytes[middle + i] ^ 4);
                }
            }
        }
    }

    /** Never has enough. */
    private static final class Onlooker implements InputWatch {
        @Override
        public void beforeInput(final JournalReader input) {
            // Nothing to note.
        }

        @Override
        public boolean afterInput(final long sequence) {
            return true;
        }

        @Override
        public void onOutput(
                final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
            // Nothing to note.
        }
    }
}
