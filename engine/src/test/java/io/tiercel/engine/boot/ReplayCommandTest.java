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
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.journal.JournalSpan;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The replay of one journal, as a script and a person see it. */
final class ReplayCommandTest {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final long OTHER_PRICE = 123_000_000_000L;

    @TempDir
    static Path shared;

    private static Path journal;
    private static JournalSpan span;

    @TempDir
    Path temporary;

    private final Program program = new Program();

    @BeforeAll
    static void run() {
        journal = shared.resolve("journal");
        final Program first = new Program();
        assertEquals(
                0, first.execute(Program.virtualRun(Path.of("..", "config", "tiercel.conf"), journal, 7)), first::err);
        span = JournalSpan.find(journal);
    }

    @Test
    void shouldShowBothSidesOfADivergenceAndTenEventsBeforeIt() {
        final long[] changed = new long[1];
        final Path copy = withOtherPrice(changed);

        assertEquals(1, program.execute("replay", copy.toString(), "--verify", "--json"), program::err);

        final Config divergence = program.json().getConfig("firstDivergence");
        assertEquals(changed[0], divergence.getLong("sequence"));
        assertEquals("NewOrder.priceNanos", divergence.getString("field"));
        assertEquals(String.valueOf(OTHER_PRICE), divergence.getString("recorded"));
        final Config event = divergence.getConfig("event");
        assertEquals("NewOrder", event.getString("recorded.kind"));
        assertEquals(String.valueOf(OTHER_PRICE), event.getString("recorded.fields.priceNanos"));
        assertEquals(divergence.getString("replayed"), event.getString("replayed.fields.priceNanos"));
        final List<? extends Config> before = divergence.getConfigList("before");
        assertEquals(10, before.size());
        for (final Config earlier : before) {
            assertEquals(earlier.getConfig("recorded"), earlier.getConfig("replayed"));
            assertTrue(earlier.getLong("sequence") <= changed[0]);
        }
        assertTrue(
                before.stream().anyMatch(earlier -> earlier.getString("stream").equals("input")));
    }

    @Test
    void shouldShowADivergenceInTwoColumns() {
        final long[] changed = new long[1];
        final Path copy = withOtherPrice(changed);

        assertEquals(1, program.execute("replay", copy.toString(), "--verify"), program::err);

        final List<String> lines = program.out().lines().toList();
        assertTrue(
                lines.get(0).startsWith("input " + changed[0] + ", output ")
                        && lines.get(0).contains("NewOrder.priceNanos: recorded " + OTHER_PRICE + ", replayed "),
                lines.get(0));
        assertTrue(lines.get(1).matches(" +recorded +replayed"), lines.get(1));
        final List<String> starred =
                lines.stream().filter(line -> line.startsWith("*")).toList();
        assertEquals(1, starred.size(), program::out);
        assertTrue(starred.get(0).matches("\\* +priceNanos +" + OTHER_PRICE + " +[0-9]+"), starred.get(0));
        assertEquals(
                11,
                lines.stream()
                        .filter(line -> line.matches("  (in|out)put [0-9/]+ .*"))
                        .count());
    }

    @Test
    void shouldVerifyARangeAndCountTheRest() {
        final long from = span.firstSequence() + 1_000;
        final long to = span.firstSequence() + 1_499;

        assertEquals(
                0,
                program.execute(
                        "replay", journal.toString(), "--verify", "--json", "--from", "" + from, "--to", "" + to));

        final Config result = program.json();
        assertTrue(result.getBoolean("equal"));
        assertEquals(500, result.getLong("events"));
        assertEquals(1_000, result.getLong("range.skippedBefore"));
        assertEquals(span.lastSequence() - to, result.getLong("range.skippedAfter"));
        assertEquals("" + from, result.getString("range.from"));
        assertFalse(result.getBoolean("stopped"));
        assertEquals(
                0, program.execute("replay", journal.toString(), "--verify", "--from", "" + from, "--to", "" + to));
        assertTrue(program.out().startsWith("equal\n1,000 inputs before the range were run and not compared, "));
    }

    @Test
    void shouldTakeTimesForTheEndsOfARange() {
        final long middle = (span.firstTimeNs() + span.lastTimeNs()) / 2;

        assertEquals(
                0, program.execute("replay", journal.toString(), "--json", "--to", middle - 1 + "ns"), program::err);
        final Config first = program.json();
        assertEquals(
                0,
                program.execute(
                        "replay",
                        journal.toString(),
                        "--json",
                        "--from",
                        ReplayPlan.utc(middle).toString()),
                program::err);
        final Config second = program.json();

        assertEquals(first.getLong("events"), second.getLong("range.skippedBefore"));
        assertEquals(first.getLong("range.skippedAfter"), second.getLong("events"));
        assertEquals(
                span.lastSequence() - span.firstSequence() + 1, first.getLong("events") + second.getLong("events"));
    }

    @Test
    void shouldRefuseRangesThatAreNotInTheJournalAndNameItsLimits() {
        final String limits = "; its inputs are " + span.firstSequence() + " to " + span.lastSequence() + ", from "
                + ReplayPlan.utc(span.firstTimeNs()) + " to " + ReplayPlan.utc(span.lastTimeNs()) + "\n";

        assertEquals("tiercel: --from 20 is after --to 10" + limits, refusal("--from", "20", "--to", "10"));
        final String beyond = String.valueOf(span.lastSequence() + 1);
        assertEquals(
                "tiercel: --from " + beyond + " is after the journal's last input" + limits, refusal("--from", beyond));
        assertEquals(
                "tiercel: --to 2001-01-01T00:00:00Z is before the journal's first input" + limits,
                refusal("--to", "2001-01-01T00:00:00Z"));
        assertEquals(
                "tiercel: no input lies in the range --from " + span.lastSequence() + " --to " + span.firstTimeNs()
                        + "ns" + limits,
                refusal("--from", "" + span.lastSequence(), "--to", span.firstTimeNs() + "ns"));
    }

    @Test
    void shouldRunWhatThereIsOfARangeThatReachesBeyondTheJournalAndSaySo() {
        final String first = " is before the journal, which begins at input " + span.firstSequence() + ", "
                + ReplayPlan.utc(span.firstTimeNs()) + "\n";
        final String last = " is beyond the journal, which ends at input " + span.lastSequence() + ", "
                + ReplayPlan.utc(span.lastTimeNs()) + "\n";
        final String beyond = String.valueOf(span.lastSequence() + 1);
        final String[][] ranges = {
            {"--from", "0", "--to", beyond},
            {"--from", "2001-01-01T00:00:00Z", "--to", "2101-01-01T00:00:00Z"}
        };

        for (final String[] range : ranges) {
            assertEquals(
                    0,
                    program.execute(
                            "replay", journal.toString(), "--verify", "--json", range[0], range[1], range[2], range[3]),
                    program::err);

            assertEquals("--from " + range[1] + first + "--to " + range[3] + last, program.err());
            assertEquals(
                    span.lastSequence() - span.firstSequence() + 1,
                    program.json().getLong("events"));
            assertEquals(0, program.json().getLong("range.skippedAfter"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "-5", "2026-13-01T00:00:00Z", "9999-01-01T00:00:00Z", "99999999999999999999ns"})
    void shouldRefuseWhatIsNoPoint(final String text) {
        assertEquals(2, program.execute("replay", journal.toString(), "--from=" + text));
        assertTrue(
                program.err()
                        .contains("\"" + text + "\" is neither the sequence of an input, as 12345, nor a UTC time"),
                program::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "0x", "2000000x", "-1x", "1"})
    void shouldRefuseWhatIsNoSpeed(final String text) {
        assertEquals(2, program.execute("replay", journal.toString(), "--speed=" + text));
        assertTrue(program.err().contains("\"" + text + "\" is no speed; write max, 1x, or a number of"), program::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--from=200", "--to=200", "--speed=1x"})
    void shouldRefuseAPartOrAPaceOfAWhatIf(final String option) {
        assertEquals(2, program.execute("replay", journal.toString(), "--set", "", option));
        assertTrue(program.err().contains("--set runs the whole journal as fast as it goes"), program::err);
    }

    @Test
    void shouldComeToTheSameAtASpeed() {
        assertEquals(0, program.execute("replay", journal.toString(), "--verify", "--json", "--speed", "100000x"));
        final Config paced = program.json();
        assertEquals(0, program.execute("replay", journal.toString(), "--verify", "--json"));

        assertEquals(program.json().getString("digest"), paced.getString("digest"));
        assertTrue(paced.getBoolean("equal"));
    }

    @Test
    void shouldRefuseOtherCodeUntilItIsAllowed() {
        final Path copy = byOtherCode();
        final String own = HexFormat.of().formatHex(EngineCode.running().sha256());
        final String other = HexFormat.of().formatHex(new byte[32]);

        assertEquals(2, program.execute("replay", copy.toString(), "--verify", "--json"));
        assertEquals("", program.out());
        assertTrue(program.err().startsWith("tiercel: the journal was written by other code: "), program::err);
        assertTrue(
                program.err().contains(" " + other + ", this is ")
                        && program.err().contains(own),
                program::err);

        program.execute("replay", copy.toString(), "--verify", "--json", "--allow-code");
        final Config code = program.json().getConfig("code");
        assertEquals(other, code.getString("recorded.sha256"));
        assertEquals(own, code.getString("running.sha256"));
        assertFalse(code.getBoolean("same"));
        assertTrue(code.getBoolean("allowed"));
        program.execute("replay", copy.toString(), "--allow-code");
        assertTrue(program.out().startsWith("the journal was written by other code: "), program::out);
    }

    @Test
    void shouldAskOtherCodeWhatWouldHaveBeenOnlyWhenItIsAllowed() {
        final Path copy = byOtherCode();

        assertEquals(2, program.execute("replay", copy.toString(), "--json", "--set", ""));
        assertEquals("", program.out());
        assertTrue(program.err().startsWith("tiercel: the journal was written by other code: "), program::err);
        assertTrue(program.err().contains("or with --allow-code"), program::err);

        program.execute("replay", copy.toString(), "--json", "--allow-code", "--set", "");
        final Config code = program.json().getConfig("code");
        assertFalse(code.getBoolean("same"));
        assertTrue(code.getBoolean("allowed"));
        program.execute("replay", copy.toString(), "--allow-code", "--set", "");
        assertTrue(program.out().startsWith("the journal was written by other code: "), program::out);
        program.execute("replay", journal.toString(), "--json", "--set", "");
        assertTrue(program.json().getBoolean("code.same"), program::out);
    }

    @Test
    void shouldNameTheCodeOfAReplayByTheSameCode() {
        assertEquals(0, program.execute("replay", journal.toString(), "--json"), program::err);

        final Config code = program.json().getConfig("code");
        assertTrue(code.getBoolean("same"));
        assertFalse(code.getBoolean("allowed"));
        assertEquals(code.getConfig("recorded"), code.getConfig("running"));
        assertEquals(List.of(), code.getList("strategyJars"));
    }

    @Test
    void shouldTellDamageAsJsonWhereverItIs() throws IOException {
        final Path copy = temporary.resolve("copy");
        EditedJournal.copy(journal, copy, (stream, record, message) -> {});
        final Path file = dataFile(copy);
        final long[] documents = {524_700, Files.size(file) / 3};

        for (final long position : documents) {
            flip(file, position);
            final int exitCode = program.execute("replay", copy.toString(), "--verify", "--json");
            flip(file, position);

            assertEquals(1, exitCode, program::err);
            assertFalse(program.json().getBoolean("equal"));
            final Config fault = program.json().getConfigList("faults").get(0);
            // As the place is a record's length, or something else in it
            assertTrue(Set.of("CHECKSUM", "TORN").contains(fault.getString("kind")), fault::toString);
            assertEquals(file.toString(), fault.getString("file"));
            assertEquals("", program.err());
        }
        flip(file, 524_700);
        assertEquals(1, program.execute("replay", copy.toString()));
        assertTrue(
                program.out().startsWith("the journal is damaged before its session was ready, so nothing was run: "),
                program::out);
    }

    @Test
    void shouldHaveNoFaultsOfAWholeJournal() {
        assertEquals(0, program.execute("replay", journal.toString(), "--json"), program::err);

        assertEquals(List.of(), program.json().getList("faults"));
    }

    private String refusal(final String... options) {
        final String[] arguments = IntStream.range(0, options.length + 2)
                .mapToObj(i -> i == 0 ? "replay" : i == 1 ? journal.toString() : options[i - 2])
                .toArray(String[]::new);
        assertEquals(2, program.execute(arguments), program::out);
        assertEquals("", program.out());
        return program.err();
    }

    /** The third order was recorded with another price. */
    private Path withOtherPrice(final long[] sequence) {
        final Path copy = temporary.resolve("copy");
        final int[] orders = new int[1];
        EditedJournal.copy(journal, copy, (stream, record, message) -> {
            if (stream == Stream.OUTPUT && record.kind() == NewOrderDecoder.TEMPLATE_ID && ++orders[0] == 3) {
                message.putLong(
                        HEADER + NewOrderEncoder.priceNanosEncodingOffset(), OTHER_PRICE, ByteOrder.LITTLE_ENDIAN);
                sequence[0] = record.cause();
            }
        });
        return copy;
    }

    private Path byOtherCode() {
        final Path copy = temporary.resolve("copy");
        EditedJournal.copy(journal, copy, (stream, record, message) -> {
            if (stream == Stream.INPUT && record.kind() == SessionStartDecoder.TEMPLATE_ID) {
                message.setMemory(
                        HEADER + SessionStartEncoder.coreHashEncodingOffset(),
                        SessionStartDecoder.coreHashLength(),
                        (byte) 0);
            }
        });
        return copy;
    }

    private static Path dataFile(final Path folder) throws IOException {
        try (java.util.stream.Stream<Path> files = Files.list(folder.resolve("inputs"))) {
            return files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flip(final Path file, final long position) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(position);
            final int before = access.read();
            access.seek(position);
            access.write(before ^ 4);
        }
    }
}
