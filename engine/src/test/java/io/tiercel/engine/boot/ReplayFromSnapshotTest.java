package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.control.SessionStartDecoder;
import io.tiercel.codecs.control.SessionStartEncoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.NewOrderEncoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.strategies.UserJar;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.JournalSpan;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Snapshot;
import io.tiercel.journal.Snapshots;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part of a journal with a user's own strategy, replayed from a snapshot and from the journal's beginning. */
final class ReplayFromSnapshotTest {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int SNAPSHOTS = 6;

    /** Buys a share more each time, so that what it does depends on a field of its own. */
    private static final String COUNTING = """
            package acme;
            import io.tiercel.codecs.types.Side;
            import io.tiercel.engine.book.Book;
            import io.tiercel.engine.state.*;
            import io.tiercel.engine.strategy.*;
            public class Counting implements Strategy {
                private final StrategyContext context;
                private long count;
                private long nextNs;
                public Counting(final StrategySetup setup) {
                    context = setup.context();
                    setup.instrument("instrument");
                }
                @Override public void onBook(final Book book) {
                    if (book.tradable() && context.timeNs() > nextNs) {
                        nextNs = context.timeNs() + 20_000_000;
                        count++;
                        context.orders().take(book.instrumentId(), count % 2 == 0 ? Side.SELL : Side.BUY,
                                count % 2 == 0 ? book.bidPriceNanos() : book.askPriceNanos(), 100 + count % 7);
                    }
                }
                @Override public void snapshotTo(final StateWriter writer) {
                    writer.putLong(count);
                    writer.putLong(nextNs);
                }
                @Override public void restoreFrom(final StateReader reader) {
                    count = reader.takeLong();
                    nextNs = reader.takeLong();
                }
            }
            """;

    @TempDir
    static Path shared;

    private static Path recorded;
    private static JournalSpan span;

    @TempDir
    Path temporary;

    private final Program program = new Program();
    private Path journal;

    @BeforeAll
    static void run() throws IOException {
        UserJar.write(shared, "counting.jar", COUNTING);
        recorded = shared.resolve("journal");
        final Path shipped = Path.of("..", "config").toAbsolutePath().normalize();
        Files.copy(shipped.resolve("tiercel.conf"), shared.resolve("tiercel.conf"));
        final Path reference = Files.createDirectory(shared.resolve("reference"));
        for (final String name : new String[] {"instruments.csv", "ticks.csv", "calendar.csv", "positions.csv"}) {
            Files.copy(shipped.resolve("reference").resolve(name), reference.resolve(name));
        }
        final Path configuration = Files.writeString(shared.resolve("own.conf"), """
                include "tiercel.conf"
                strategies.own { jar = counting.jar, class = acme.Counting, parameters { instrument = KESTREL } }
                """);
        final Program first = new Program();
        assertEquals(0, first.execute(Program.virtualRun(configuration, recorded, 11)), first::err);
        assertTrue(
                first.json().getConfigList("positions").stream()
                        .anyMatch(position -> position.getString("strategy").equals("own")),
                first::out);
        span = JournalSpan.find(recorded);
    }

    @BeforeEach
    void copy() {
        journal = temporary.resolve("journal");
        EditedJournal.copy(recorded, journal, (stream, record, message) -> {});
    }

    private void takeSnapshots(final Path of) {
        final long every = (span.lastSequence() - span.firstSequence()) / SNAPSHOTS;
        assertEquals(
                0,
                program.execute("journal", "snapshot", of.toString(), "--every", "" + every, "--keep", "100"),
                program::err);
    }

    /** The last input of each, the latest first. */
    private static List<Long> snapshots(final Path of) {
        return Snapshots.newestFirst(of).stream()
                .map(file -> Snapshots.read(file).sequence())
                .toList();
    }

    private Config verify(final int exitCode, final Path of, final String... range) {
        final List<String> arguments = new ArrayList<>(List.of("replay", of.toString(), "--verify", "--json"));
        arguments.addAll(List.of(range));
        assertEquals(exitCode, program.execute(arguments.toArray(String[]::new)), program::err);
        return program.json();
    }

    @Test
    void shouldComeToTheSameAsFromTheBeginning() {
        final List<String[]> ranges = new ArrayList<>();
        final long step = (span.lastSequence() - span.firstSequence()) / 9;
        for (int i = 2; i < 9; i += 3) {
            final long from = span.firstSequence() + i * step;
            ranges.add(new String[] {"--from", "" + from});
            ranges.add(new String[] {"--from", "" + from, "--to", "" + (from + step)});
        }
        final long middleNs = (span.firstTimeNs() + span.lastTimeNs()) / 2;
        ranges.add(new String[] {"--from", middleNs + "ns"});
        final List<Config> before = new ArrayList<>();
        ranges.forEach(range -> before.add(verify(0, journal, range)));
        takeSnapshots(journal);

        for (int i = 0; i < ranges.size(); i++) {
            final Config whole = before.get(i);
            final Config part = verify(0, journal, ranges.get(i));

            assertTrue(part.getBoolean("equal"));
            for (final String key : new String[] {"digest", "events", "outputs", "range.skippedAfter"}) {
                assertEquals(whole.getString(key), part.getString(key), key + " of " + String.join(" ", ranges.get(i)));
            }
            assertTrue(whole.getIsNull("range.snapshot"));
            assertEquals(
                    whole.getLong("range.skippedBefore"),
                    part.getLong("range.snapshot") - span.firstSequence() + 1 + part.getLong("range.skippedBefore"));
            assertTrue(part.getLong("range.skippedBefore") <= 2 * step, part::toString);
        }
    }

    @Test
    void shouldBeginAtTheSnapshotRightBeforeTheRange() {
        takeSnapshots(journal);
        final long snapshot = snapshots(journal).get(2);

        assertEquals(snapshot, verify(0, journal, "--from", "" + (snapshot + 1)).getLong("range.snapshot"));
        assertEquals(0, program.json().getLong("range.skippedBefore"));
        assertEquals(
                snapshots(journal).get(3),
                verify(0, journal, "--from", "" + snapshot).getLong("range.snapshot"));
        assertTrue(verify(0, journal, "--from", "" + (span.firstSequence() + 1)).getIsNull("range.snapshot"));
        assertTrue(verify(0, journal, "--to", "" + span.lastSequence()).getIsNull("range.snapshot"));
        assertEquals(0, program.execute("replay", journal.toString(), "--from", "" + (snapshot + 1)), program::err);
        assertTrue(
                program.out().contains("begun at the snapshot after input " + snapshot + ", 0 inputs before the range"),
                program::out);
    }

    @Test
    void shouldFallBackToTheSnapshotBeforeAMisnamedOneAndSaySo() throws IOException {
        takeSnapshots(journal);
        final long from = snapshots(journal).get(1);
        final List<Path> files = Snapshots.newestFirst(journal);
        final long next = snapshots(journal).get(3);
        Files.move(files.get(0), files.get(2), StandardCopyOption.REPLACE_EXISTING);

        final Config result = verify(0, journal, "--from", "" + from);

        assertEquals(next, result.getLong("range.snapshot"));
        assertTrue(program.err().contains("which is not what its name says: it is left out"), program::err);
    }

    @Test
    void shouldEndSnapshotsWhereTheJournalIsDamagedWithTheCodeOfDamage() throws IOException {
        damageRecordAfter(Stream.INPUT, (span.firstSequence() + span.lastSequence()) / 2);

        assertEquals(1, program.execute("journal", "snapshot", journal.toString()), program::err);
        assertTrue(program.err().contains(journal + " is damaged: CHECKSUM at sequence "), program::err);
        assertEquals(2, program.execute("journal", "snapshot", temporary.toString()), program::err);
    }

    @Test
    void shouldFallBackToTheSnapshotBeforeADamagedOneAndSaySo() throws IOException {
        takeSnapshots(journal);
        final Path damaged = Snapshots.newestFirst(journal).get(1);
        final long from = snapshots(journal).get(0);
        final String digest = verify(0, journal, "--from", "" + from).getString("digest");
        final byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 4;
        Files.write(damaged, bytes);

        final Config result = verify(0, journal, "--from", "" + from);

        assertTrue(
                program.err().contains("snapshot " + damaged.getFileName() + " is not used: ")
                        && program.err().contains("is damaged, its checksum is wrong"),
                program::err);
        assertEquals(
                Snapshots.read(Snapshots.newestFirst(journal).get(2)).sequence(), result.getLong("range.snapshot"));
        assertEquals(digest, result.getString("digest"));
        for (final Path file : Snapshots.newestFirst(journal)) {
            Files.write(file, new byte[10]);
        }
        assertTrue(verify(0, journal, "--from", "" + from).getIsNull("range.snapshot"));
        assertEquals(digest, program.json().getString("digest"));
    }

    @Test
    void shouldFindATimeWithoutReadingWhatIsBeforeOrSnapshotsBehind() throws IOException {
        takeSnapshots(journal);
        final Snapshot before = Snapshots.read(Snapshots.newestFirst(journal).get(2));
        final Path later = Snapshots.newestFirst(journal).get(1);
        final long fromNs = (before.timeNs() + Snapshots.read(later).timeNs()) / 2;
        final String digest = verify(0, journal, "--from", fromNs + "ns").getString("digest");
        final long snapshotBefore =
                Snapshots.read(Snapshots.newestFirst(journal).get(3)).sequence();
        Files.write(later, new byte[10]);
        // between the snapshot before that one and itself
        damageRecordAfter(Stream.INPUT, snapshotBefore);
        damageRecordAfter(Stream.OUTPUT, snapshotBefore);

        final Config result = verify(0, journal, "--from", fromNs + "ns");

        assertEquals(before.sequence(), result.getLong("range.snapshot"));
        assertEquals(digest, result.getString("digest"));
        assertEquals("", program.err());
        assertEquals(1, program.execute("replay", journal.toString(), "--verify"), program::err);
    }

    @Test
    void shouldNotReadWhatIsBehindATime() throws IOException {
        final long toNs = span.firstTimeNs() + (span.lastTimeNs() - span.firstTimeNs()) / 4;
        final long middle = span.firstSequence() + (span.lastSequence() - span.firstSequence()) / 2;
        final Config whole = verify(0, journal, "--to", toNs + "ns");
        damageRecordAfter(Stream.INPUT, middle);
        damageRecordAfter(Stream.OUTPUT, middle);

        final Config result = verify(0, journal, "--to", toNs + "ns");

        assertEquals(whole.getString("digest"), result.getString("digest"));
        assertEquals(whole.getLong("events"), result.getLong("events"));
        assertEquals(whole.getLong("range.skippedAfter"), result.getLong("range.skippedAfter"));
        assertEquals(0, program.execute("journal", "dump", journal.toString(), "--to", toNs + "ns"), program::err);
        assertEquals(1, program.execute("journal", "dump", journal.toString()));
        assertEquals(1, program.execute("replay", journal.toString(), "--verify"), program::err);
    }

    /** The first that is, or is of an input, behind this one. */
    private void damageRecordAfter(final Stream stream, final long sequence) throws IOException {
        final ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (JournalReader reader = Journals.readFrom(journal, stream, sequence + 1, Long.MIN_VALUE)) {
            assertEquals(JournalReader.Result.RECORD, reader.next());
            numbers.putLong(reader.sequence()).putLong(reader.timeNs());
        }
        final Path file;
        try (java.util.stream.Stream<Path> files = Files.list(journal.resolve(stream.folder()))) {
            file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        final byte[] bytes = Files.readAllBytes(file);
        int at = 0;
        while (!Arrays.equals(numbers.array(), 0, 2 * Long.BYTES, bytes, at, at + 2 * Long.BYTES)) {
            at += Integer.BYTES;
        }
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void shouldFindTheSameDivergence() {
        final Path copy = temporary.resolve("copy");
        final long[] changed = new long[1];
        final long late = span.firstSequence() + (span.lastSequence() - span.firstSequence()) * 2 / 3;
        EditedJournal.copy(recorded, copy, (stream, record, message) -> {
            if (stream == Stream.OUTPUT
                    && record.kind() == NewOrderDecoder.TEMPLATE_ID
                    && record.cause() > late
                    && changed[0] == 0) {
                message.putLong(
                        HEADER + NewOrderEncoder.priceNanosEncodingOffset(), 123_000_000_000L, ByteOrder.LITTLE_ENDIAN);
                changed[0] = record.cause();
            }
        });
        final Config whole = verify(1, copy, "--from", "" + late);
        takeSnapshots(copy);

        final Config part = verify(1, copy, "--from", "" + late);

        assertFalse(part.getIsNull("range.snapshot"));
        assertEquals(changed[0], part.getLong("firstDivergence.sequence"));
        assertEquals(whole.getConfig("firstDivergence"), part.getConfig("firstDivergence"));
    }

    @Test
    void shouldNotUseSnapshotsOfOtherCode() throws IOException {
        final Path copy = temporary.resolve("copy");
        EditedJournal.copy(recorded, copy, (stream, record, message) -> {
            if (stream == Stream.INPUT && record.kind() == SessionStartDecoder.TEMPLATE_ID) {
                message.setMemory(
                        HEADER + SessionStartEncoder.coreHashEncodingOffset(),
                        SessionStartDecoder.coreHashLength(),
                        (byte) 0);
            }
        });
        takeSnapshots(journal);
        Files.move(journal.resolve("snapshots"), copy.resolve("snapshots"));

        program.execute("replay", copy.toString(), "--json", "--allow-code", "--from", "" + (span.lastSequence() - 5));

        assertTrue(program.json().getIsNull("range.snapshot"), program::out);
        assertTrue(
                program.err().contains("the snapshots are of the code that wrote the journal, which this is not"),
                program::err);
    }

    @Test
    void shouldRefuseToKeepNone() {
        assertEquals(2, program.execute("journal", "snapshot", journal.toString(), "--keep", "0"));
        assertTrue(program.err().contains("--keep 0 is below 1"), program::err);
    }
}
