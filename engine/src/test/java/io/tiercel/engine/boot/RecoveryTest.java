package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.replay.Recovered;
import io.tiercel.engine.replay.Recovery;
import io.tiercel.engine.replay.SnapshotTaker;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Snapshots;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that ends in the midst of its session. */
final class RecoveryTest {
    private static final long JOURNAL_ID = 99;
    private static final int BLOCK_BYTES = 1 << 20;

    @TempDir
    Path temporary;

    private final List<String> told = new ArrayList<>();
    private Path whole;
    private Path cut;
    private EngineConfiguration configuration;
    private List<JournalInputs.Input> inputs;
    private int count;

    @BeforeEach
    void cutShort() {
        whole = temporary.resolve("whole");
        cut = temporary.resolve("cut");
        final Program program = new Program();
        assertEquals(
                0,
                program.execute(Program.virtualRun(Path.of("..", "config", "tiercel.conf"), whole, 3)),
                program::err);
        configuration = EngineConfiguration.fromResolved(JournalHead.read(whole).configuration());
        inputs = JournalInputs.read(whole);
        count = inputs.size() * 3 / 4;
        copy(Integer.MAX_VALUE);
    }

    /** @param changedOutput which of them gets another byte */
    private void copy(final int changedOutput) {
        try (JournalReader outputs = Journals.read(whole, Stream.OUTPUT);
                JournalWriter writer = Journals.create(cut, 1, JOURNAL_ID, 1, BLOCK_BYTES)) {
            boolean more = outputs.next() == JournalReader.Result.RECORD;
            int copied = 0;
            for (final JournalInputs.Input input : inputs.subList(0, count)) {
                writer.appendInput(
                        input.sequence(),
                        input.timeNs(),
                        input.kind(),
                        input.bytes(),
                        0,
                        input.bytes().capacity());
                while (more && outputs.cause() <= input.sequence()) {
                    final UnsafeBuffer bytes = new UnsafeBuffer(new byte[outputs.length()]);
                    outputs.buffer().getBytes(outputs.offset(), bytes, 0, outputs.length());
                    if (copied++ == changedOutput) {
                        bytes.putByte(outputs.length() - 1, (byte) (bytes.getByte(outputs.length() - 1) ^ 1));
                    }
                    writer.appendOutput(
                            outputs.cause(),
                            outputs.ordinal(),
                            outputs.timeNs(),
                            outputs.kind(),
                            bytes,
                            0,
                            outputs.length());
                    more = outputs.next() == JournalReader.Result.RECORD;
                }
            }
        }
    }

    private TradingCore core() {
        return CoreFactory.create(configuration);
    }

    private Recovered recover() {
        return Recovery.read(cut, this::core, told::add).orElseThrow();
    }

    private void takeSnapshots(final int every) {
        try (SnapshotTaker taker = new SnapshotTaker(cut, core(), every, Snapshots.KEPT)) {
            while (taker.doWork() > 0) {
                // To the end
            }
        }
    }

    private void requireRight(final Recovered recovered) {
        final TradingCore twin = core();
        inputs.subList(0, count).forEach(input -> input.give(twin, (cause, ordinal, buffer, offset, length) -> {}));
        assertEquals(inputs.get(count - 1).sequence(), recovered.sequence());
        assertEquals(inputs.get(count - 1).timeNs(), recovered.timeNs());
        assertEquals(twin.digest(), recovered.digest());
        assertEquals(twin.openOrderCount(), recovered.openOrders());
    }

    @Test
    void shouldComeToTheStateOfACoreThatWasNotInterrupted() {
        final Recovered recovered = recover();

        requireRight(recovered);
        assertEquals(count, recovered.inputs());
        assertEquals(List.of(), told);
    }

    @Test
    void shouldComeToTheSameFromASnapshotWithTheTailAlone() {
        final Recovered before = recover();
        takeSnapshots(count / 5);

        final Recovered recovered = recover();

        requireRight(recovered);
        assertTrue(recovered.inputs() < count / 4, recovered.inputs() + " of " + count);
        assertArrayEquals(before.state(), recovered.state());
        assertEquals(before.definitions().size(), recovered.definitions().size());
        assertEquals(List.of(), told);
    }

    @Test
    void shouldFallBackToTheSnapshotBeforeADamagedOneAndSaySo() throws IOException {
        takeSnapshots(count / 5);
        final Path newest = Snapshots.newestFirst(cut).get(0);
        final byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 4;
        Files.write(newest, bytes);

        final Recovered recovered = recover();

        requireRight(recovered);
        assertEquals(1, told.size());
        assertTrue(told.get(0).contains("is damaged"), told::toString);
        assertTrue(recovered.inputs() < count / 2, recovered.inputs() + " of " + count);
    }

    @Test
    void shouldBeginAtTheBeginningWhenNoSnapshotIsGood() throws IOException {
        takeSnapshots(count / 5);
        for (final Path file : Snapshots.newestFirst(cut)) {
            Files.write(file, new byte[10]);
        }

        final Recovered recovered = recover();

        requireRight(recovered);
        assertEquals(count, recovered.inputs());
        assertEquals(3, told.size());
    }

    @Test
    void shouldNotUseASnapshotOfAnotherJournal() throws IOException {
        try (SnapshotTaker taker = new SnapshotTaker(whole, core(), count, Snapshots.KEPT)) {
            taker.doWork();
            taker.take();
        }
        Files.createDirectories(cut.resolve("snapshots"));
        for (final Path file : Snapshots.newestFirst(whole)) {
            Files.copy(file, cut.resolve("snapshots").resolve(file.getFileName()));
        }

        requireRight(recover());

        assertTrue(told.get(0).contains("it is of journal "), told::toString);
    }

    @Test
    void shouldNotUseASnapshotBehindTheJournalsEnd() throws IOException {
        takeSnapshots(count / 5);
        final long[] taken = Snapshots.newestFirst(cut).stream()
                .mapToLong(file -> Snapshots.read(file).sequence())
                .toArray();
        final Path snapshots = Files.move(cut.resolve("snapshots"), temporary.resolve("snapshots"));
        IoUtil.delete(cut.toFile(), true);
        count = (int) (taken[0] - inputs.get(0).sequence());
        copy(Integer.MAX_VALUE);
        Files.move(snapshots, cut.resolve("snapshots"));

        final Recovered recovered = recover();

        requireRight(recovered);
        assertEquals(taken[0] - 1 - taken[1], recovered.inputs());
        assertEquals(1, told.size());
        assertTrue(told.get(0).contains(" has no record " + taken[0] + " in its inputs"), told::toString);
    }

    @Test
    void shouldRefuseAJournalThatCannotBeReadToItsEnd() throws IOException {
        final Path file;
        try (java.util.stream.Stream<Path> files = Files.list(cut.resolve("inputs"))) {
            file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        // As when pages were not written that lie before others which were
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(Files.size(file) / 3);
            access.write(new byte[4096]);
        }

        final JournalException refused = assertThrows(JournalException.class, this::recover);

        assertTrue(refused.getMessage().startsWith(cut + " is damaged: "), refused.getMessage());
    }

    @Test
    void shouldFindNothingToGoOnFromWhenTheSessionEnded() {
        assertEquals(Optional.empty(), Recovery.read(whole, this::core, told::add));
    }

    @Test
    void shouldRefuseOutputsThatThisCodeDoesNotMake() throws IOException {
        IoUtil.delete(cut.toFile(), true);
        copy(20);

        final JournalException refused = assertThrows(JournalException.class, this::recover);

        assertTrue(refused.getMessage().contains("what it did is not what this code does"), refused.getMessage());
    }
}
