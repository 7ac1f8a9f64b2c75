package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.TickEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalVerifier;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TiercelTest {
    private static final String EXAMPLE =
            Path.of("..", "config", "tiercel.conf").toString();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(errBytes, true, StandardCharsets.UTF_8);

    @Test
    void shouldReadOptionsOfRun() {
        final RunCommand run = parse(
                new RunCommand(out, err),
                "--config",
                "a.conf",
                "--duration",
                "30s",
                "--seed",
                "7",
                "--headless",
                "--json",
                "--virtual",
                "--journal",
                "dir",
                "--set",
                "a=1",
                "--set",
                "b=2,3");

        assertEquals(
                new RunOptions(
                        Path.of("a.conf"),
                        OptionalLong.of(30_000_000_000L),
                        OptionalLong.of(7),
                        true,
                        true,
                        Optional.of(Path.of("dir")),
                        true,
                        List.of("a=1", "b=2,3")),
                run.options());
    }

    @Test
    void shouldReadOptionsOfReplay() {
        final ReplayCommand replay = parse(new ReplayCommand(out, err), "dir", "--verify");

        assertEquals(new ReplayOptions(Path.of("dir"), true, false), replay.options());
    }

    @Test
    void shouldFindConfigurationByPropertyThenEnvironmentThenHome() {
        final Properties properties = new Properties();
        final Map<String, String> environment = Map.of("TIERCEL_CONFIG", "e.conf", "TIERCEL_HOME", "/e");

        assertEquals(Path.of("config/tiercel.conf"), ConfigurationFiles.byDefault(properties, Map.of()));
        assertEquals(
                Path.of("/e/config/tiercel.conf"),
                ConfigurationFiles.byDefault(properties, Map.of("TIERCEL_HOME", "/e")));
        assertEquals(Path.of("e.conf"), ConfigurationFiles.byDefault(properties, environment));
        properties.setProperty("tiercel.config", "p.conf");
        assertEquals(Path.of("p.conf"), ConfigurationFiles.byDefault(properties, environment));
    }

    @Test
    void shouldRefuseBadUsageInOneLine() {
        assertEquals(2, execute());
        assertEquals("tiercel: a command is missing; see tiercel --help\n", err());
        assertEquals(2, execute("run", "--duration", "30"));
        assertEquals(
                "tiercel: Invalid value for option '--duration': \"30\" has no unit, so it is not a length of time;"
                        + " write a number and ns, us, ms, s, m, h or d; see tiercel run --help\n",
                err());
        assertEquals(2, execute("run", "--speed"));
        assertEquals("tiercel: Unknown option: '--speed'; see tiercel run --help\n", err());
        assertEquals(2, execute("replay"));
        assertEquals("tiercel: Missing required parameter: 'DIR'; see tiercel replay --help\n", err());
        assertEquals("", out());
    }

    @Test
    void shouldHelpEverywhere() {
        for (final String[] command : new String[][] {
            {"--help"},
            {"run", "--help"},
            {"replay", "-h"},
            {"command", "--help"},
            {"command", "halt", "--help"},
            {"command", "resume", "--help"},
            {"command", "kill", "--help"},
            {"command", "limit", "--help"},
            {"command", "parameter", "--help"},
            {"journal", "--help"},
            {"journal", "dump", "--help"},
            {"journal", "verify", "--help"},
            {"journal", "stat", "--help"},
            {"journal", "diff", "--help"},
            {"journal", "export", "--help"},
            {"journal", "repair", "--help"},
            {"journal", "archive", "--help"},
            {"journal", "restore", "--help"},
            {"journal", "prune", "--help"},
            {"config", "--help"},
            {"config", "check", "--help"},
            {"config", "explain", "--help"}
        }) {
            assertEquals(0, execute(command));
            assertTrue(out().startsWith("Usage: tiercel"));
        }
        assertEquals(0, execute("--version"));
        assertTrue(out().startsWith("tiercel "));
    }

    @Test
    void shouldDumpAndVerifyJournal() {
        final Path journal = folder.resolve("journal");
        final UnsafeBuffer message = new UnsafeBuffer(new byte[16]);
        new TickEncoder()
                .wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
                .reserved((short) 0);
        try (JournalWriter writer = Journals.create(journal, 1, 0x1234, 5, 1 << 20)) {
            writer.appendInput(5, 1_000, TickEncoder.TEMPLATE_ID, message, 0, 9);
            writer.appendInput(6, 2_000, TickEncoder.TEMPLATE_ID, message, 0, 9);
        }

        assertEquals(0, execute("journal", "dump", journal.toString(), "--jsonl"));
        assertTrue(
                out().startsWith("{\"stream\":\"input\",\"sequence\":5,\"timeNs\":1000,\"kind\":\"Tick\",\"cause\":0"),
                out());
        assertEquals(2, out().lines().count());
        assertEquals(0, execute("journal", "verify", journal.toString()));
        assertEquals(journal + " is whole: 2 inputs, 0 outputs\n", out());
        assertEquals(0, execute("journal", "stat", "--json", journal.toString()));
        assertEquals(
                "{\"journal\":\"" + journal + "\",\"journalId\":\"0000000000001234\",\"records\":2,\"ok\":true,"
                        + "\"faults\":[],\"inputs\":{\"records\":2,\"recordsBehind\":0,\"firstSequence\":5,"
                        + "\"lastSequence\":6,\"firstTimeNs\":1000,\"lastTimeNs\":2000,\"segments\":1},\"outputs\":{\"records\":0,"
                        + "\"recordsBehind\":0,\"firstSequence\":0,\"lastSequence\":0,\"firstTimeNs\":0,"
                        + "\"lastTimeNs\":0,\"segments\":1},\"telemetry\":null}\n",
                out());
        assertEquals(0, execute("journal", "repair", journal.toString()));
        assertEquals(journal + " is whole: nothing to repair\n", out());
        assertEquals(0, execute("journal", "repair", journal.toString(), "--json"));
        assertEquals("{\"journal\":\"" + journal + "\",\"repaired\":false,\"mended\":[],\"cuts\":[]}\n", out());
    }

    @Test
    void shouldDumpWhatIsAskedFor() {
        final Path journal = folder.resolve("journal");
        try (JournalWriter writer = Journals.create(journal, 1, 0x1234, 5, 1 << 20)) {
            ticks(writer, 5, 9, 1_000_000_000L);
        }

        assertEquals(List.of(6L, 7L), dumped(journal, "--from", "6", "--to", "7"));
        assertEquals(List.of(8L, 9L), dumped(journal, "--from", "1970-01-01T00:00:08Z"));
        assertEquals(List.of(5L, 6L), dumped(journal, "--to", "1970-01-01T00:00:06Z"));
        assertEquals(List.of(5L), dumped(journal, "--limit", "1", "--kind", "Tick", "--stream", "inputs"));
        assertEquals(List.of(), dumped(journal, "--stream", "outputs"));
        assertEquals(List.of(), dumped(journal, "--kind", "NewOrder"));
        for (final String[] bad : new String[][] {
            {"--kind", "Tock"}, {"--from", "soon"}, {"--stream", "both"}, {"--limit", "0"}, {"--order", "x"}
        }) {
            assertEquals(2, execute("journal", "dump", journal.toString(), bad[0], bad[1]));
            assertTrue(err().contains(bad[0]), err());
        }
    }

    @Test
    void shouldRefuseToDumpWhereNothingCanBe() {
        final Path journal = folder.resolve("journal");
        try (JournalWriter writer = Journals.create(journal, 1, 0x1234, 5, 1 << 20)) {
            ticks(writer, 5, 9, 1_000_000_000L);
        }
        final String limits =
                "; its inputs are 5 to 9, from 1970-01-01T00:00:05Z to 1970-01-01T00:00:09Z; see tiercel journal dump";

        assertEquals(
                "tiercel: --from 8 is after --to 7" + limits, refused("dump", journal, "--from", "8", "--to", "7"));
        assertEquals(
                "tiercel: --from 10 is after the journal's last input" + limits,
                refused("dump", journal, "--from", "10"));
        assertEquals(
                "tiercel: --to 1970-01-01T00:00:04Z is before the journal's first input" + limits,
                refused("dump", journal, "--to", "1970-01-01T00:00:04Z"));
        assertEquals(
                "tiercel: --instrument 1 is not defined in the journal; it defines none; see tiercel journal dump",
                refused("dump", journal, "--instrument", "1"));
    }

    @Test
    void shouldDumpWhatThereIsOfARangeThatReachesBeyondTheJournalAndSaySo() {
        final Path journal = folder.resolve("journal");
        try (JournalWriter writer = Journals.create(journal, 1, 0x1234, 5, 1 << 20)) {
            ticks(writer, 5, 9, 1_000_000_000L);
        }

        assertEquals(List.of(8L, 9L), dumped(journal, "--from", "8", "--to", "20"));
        assertEquals("--to 20 is beyond the journal, which ends at input 9, 1970-01-01T00:00:09Z\n", err());
        assertEquals(List.of(5L), dumped(journal, "--from", "1000000000ns", "--to", "5"));
        assertEquals(
                "--from 1000000000ns is before the journal, which begins at input 5, 1970-01-01T00:00:05Z\n", err());
        assertEquals(List.of(5L, 6L, 7L, 8L, 9L), dumped(journal, "--from", "5", "--to", "9"));
        assertEquals("", err());
        assertEquals(List.of(), dumped(journal, "--from", "7500000000ns", "--to", "7900000000ns"));
        assertEquals("no record of the journal is what was asked for\n", err());
    }

    private String refused(final String name, final Path journal, final String... options) {
        final List<String> command = new ArrayList<>(List.of("journal", name, journal.toString()));
        command.addAll(List.of(options));
        assertEquals(2, execute(command.toArray(new String[0])), this::out);
        assertEquals("", out());
        return err().lines().findFirst().orElseThrow().replaceAll(" --help$", "");
    }

    @Test
    void shouldCompareJournals() {
        final Path one = folder.resolve("one");
        final Path same = folder.resolve("same");
        final Path other = folder.resolve("other");
        try (JournalWriter a = Journals.create(one, 1, 1, 5, 1 << 20);
                JournalWriter b = Journals.create(same, 1, 2, 5, 1 << 20);
                JournalWriter c = Journals.create(other, 1, 3, 5, 1 << 20)) {
            ticks(a, 5, 9, 1_000);
            ticks(b, 5, 9, 1_000);
            ticks(c, 5, 6, 1_000);
            ticks(c, 7, 7, 1_001);
        }

        assertEquals(0, execute("journal", "diff", one.toString(), same.toString(), "--json"));
        assertTrue(out().contains("\"same\":true,\"first\":null"), out());
        assertEquals(1, execute("journal", "diff", one.toString(), other.toString()));
        assertEquals(
                "a " + one + "\nb " + other
                        + "\nfirst difference: inputs sequence 7, Tick timeNs: a 7000, b 7007"
                        + "\nTick: 2 the same, 1 different, 2 only in a, 0 only in b\n",
                out());
        assertEquals(1, execute("journal", "diff", other.toString(), one.toString(), "--json"));
        assertTrue(
                out().contains("\"first\":{\"stream\":\"inputs\",\"sequence\":7,\"kind\":\"Tick\",\"field\":\"timeNs\","
                        + "\"a\":\"7007\",\"b\":\"7000\"},\"kinds\":[{\"kind\":\"Tick\",\"same\":2,\"different\":1,"
                        + "\"onlyA\":0,\"onlyB\":2}]"),
                out());
        assertEquals(2, execute("journal", "diff", one.toString(), folder.toString()));
    }

    private static void ticks(final JournalWriter writer, final long first, final long last, final long nsEach) {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[16]);
        new TickEncoder()
                .wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
                .reserved((short) 0);
        for (long sequence = first; sequence <= last; sequence++) {
            writer.appendInput(sequence, sequence * nsEach, TickEncoder.TEMPLATE_ID, message, 0, 9);
        }
    }

    private List<Long> dumped(final Path journal, final String... options) {
        final List<String> command = new ArrayList<>(List.of("journal", "dump", journal.toString()));
        command.addAll(List.of(options));
        assertEquals(0, execute(command.toArray(new String[0])));
        return out().lines()
                .map(line -> Long.parseLong(line.replaceAll(".*\"sequence\":([0-9]+),.*", "$1")))
                .collect(Collectors.toList());
    }

    @Test
    void shouldSayWhereJournalIsDamaged() {
        final JournalFault fault =
                new JournalFault("q.cq4", 0x1F, 7, JournalFault.Kind.CHECKSUM, "expected 1, found 2");
        final JournalVerifier.Report report = new JournalVerifier.Report(
                1,
                new JournalVerifier.StreamReport(Stream.INPUT, 6, 1, 6, 0, 0, 3, 1, List.of(fault)),
                new JournalVerifier.StreamReport(Stream.OUTPUT, 0, 0, 0, 0, 0, 0, 1, List.of()),
                null);

        assertEquals(
                "inputs CHECKSUM at sequence 7, offset 31 of q.cq4: expected 1, found 2\n"
                        + "inputs: 6 whole records before the first fault, 3 behind it",
                JournalReport.verdict(folder, report));
    }

    @Test
    void shouldRefuseFolderWithoutJournal() {
        for (final String command : List.of("dump", "verify", "stat", "repair")) {
            assertEquals(2, execute("journal", command, folder.toString()));
            assertTrue(err().startsWith("tiercel: "));
            assertEquals("", out());
        }
    }

    @Test
    void shouldCheckConfiguration() {
        assertEquals(0, execute("config", "check", "--config", EXAMPLE, "--json"));

        assertEquals(
                "{\"correct\":true,\"file\":\"" + EXAMPLE
                        + "\",\"keys\":N,\"instruments\":4,\"strategies\":2,\"problems\":[],\"warnings\":[]}\n",
                out().replaceAll("\"keys\":[0-9]+", "\"keys\":N"));
        assertEquals("", err());
    }

    @Test
    void shouldWarnOfExpiredInstrument(@TempDir final Path folder) throws IOException {
        final Path instruments = folder.resolve("instruments.csv");
        final String text = Files.readString(Path.of("..", "config", "reference", "instruments.csv"));
        Files.writeString(instruments, text.replace("2030-12-20", "2025-12-19"));
        final String set = "reference.instruments=" + instruments.toAbsolutePath();

        assertEquals(0, execute("config", "check", "--config", EXAMPLE, "--set", set));
        assertTrue(out().contains("GYRFALCON expired on 20251219"), this::out);

        assertEquals(0, execute("config", "check", "--config", EXAMPLE, "--set", set, "--json"));
        assertTrue(out().contains("\"warnings\":[\"instrument GYRFALCON expired"), this::out);
    }

    @Test
    void shouldShowWhatIsWrongWithConfiguration() {
        assertEquals(2, execute("config", "check", "--config", EXAMPLE, "--set", "engine.id=200"));
        assertEquals("tiercel: --set: engine.id = \"200\" is above the greatest value; write 0 to 127\n", err());
        assertEquals(2, execute("config", "check", "--config", EXAMPLE, "--set", "engine.id=200", "--json"));
        assertEquals(
                "{\"correct\":false,\"file\":\"" + EXAMPLE
                        + "\",\"problems\":[\"--set: engine.id = \\\"200\\\" is above the greatest value;"
                        + " write 0 to 127\"]}\n",
                out());
    }

    @Test
    void shouldNotCheckUnknownStrategyClassAsCorrect() {
        final String[] check = {
            "config", "check", "--config", EXAMPLE, "--set", "strategies.makerKestrel.class=com.example.Mine"
        };

        assertEquals(2, execute(check));
        assertEquals(
                "tiercel: " + EXAMPLE + ": strategies.makerKestrel.class: strategy class \"com.example.Mine\": not a"
                        + " shipped strategy; set one of MarketMaker, MinimumVariance, Momentum, Pairs\n",
                err());
    }

    @Test
    void shouldNotCheckWrongStrategyParameterAsCorrect() {
        final String[] check = {
            "config",
            "check",
            "--config",
            Path.of("..", "config", "covariance.conf").toString(),
            "--set",
            "strategies.basket.parameters.lane=nowhere"
        };

        assertEquals(2, execute(check));
        assertEquals(
                "tiercel: strategies.basket.parameters.lane = \"nowhere\": no such analytics lane; set the name of one"
                        + " of lanes in the configuration\n",
                err());
    }

    @Test
    void shouldLeaveNothingBehindWhenAParameterIsWrong() {
        final Path journal = folder.resolve("journal");

        assertEquals(
                2,
                execute(
                        "run",
                        "--virtual",
                        "--headless",
                        "--journal",
                        journal.toString(),
                        "--config",
                        EXAMPLE,
                        "--set",
                        "strategies.makerKestrel.parameters.sizee=5"));

        assertTrue(err().contains("sizee"), this::err);
        assertFalse(Files.exists(journal));
    }

    @Test
    void shouldExplainKeys() {
        assertEquals(0, execute("config", "explain", "engine.id", "--config", EXAMPLE));
        assertEquals(
                "engine.id = 1   (" + EXAMPLE + ":N)\n"
                        + "    Part of every order id; two engines at one venue need two ids. whole number, 0 to 127,"
                        + " default 1\n    environment: TIERCEL_ENGINE_ID\n",
                out().replaceFirst(":[0-9]+\\)", ":N)"));
        assertEquals(2, execute("config", "explain", "engin", "--config", EXAMPLE));
        assertEquals(
                "tiercel: no key in force is engin or begins with it; leave it out to see all;"
                        + " see tiercel config explain --help\n",
                err());
    }

    @Test
    void shouldRewriteReferenceOfKeys() throws IOException {
        final Path document = Files.writeString(
                folder.resolve("a.md"), "before\n<!-- keys: begin -->\nold\n<!-- keys: end -->\nafter\n");

        assertEquals(0, execute("config", "explain", "--markdown", document.toString()));

        final String text = Files.readString(document);
        assertTrue(text.startsWith("before\n<!-- keys: begin -->\n\n### engine\n"), text);
        assertTrue(text.endsWith("|\n\n<!-- keys: end -->\nafter\n"), text);
    }

    @Test
    void shouldNameDetailFileInsteadOfStackTrace() throws IOException {
        assertEquals(3, Failures.report(new IllegalStateException("broken\nin two"), false, err));

        final String line = err();
        assertTrue(line.startsWith("tiercel: unexpected: IllegalStateException: broken in two; details are in "), line);
        final Path detail = Path.of(line.replaceAll(".* are in (.*), or run.*\n", "$1"));
        assertTrue(Files.readString(detail).contains("at io.tiercel"));
        Files.delete(detail);
    }

    @Test
    void shouldShowStackTraceOnlyWhenAsked() {
        assertEquals(3, Failures.report(new IllegalStateException("broken"), true, err));
        assertTrue(err().contains("at io.tiercel"));
        assertEquals(3, Failures.report(new JournalException("the disk is full"), false, err));
        assertEquals("tiercel: the disk is full\n", err());
        assertEquals(2, Failures.report(new ConfigurationException(List.of("a", "b")), false, err));
        assertEquals("tiercel: a\ntiercel: b\n", err());
    }

    private int execute(final String... args) {
        outBytes.reset();
        errBytes.reset();
        return Tiercel.execute(out, err, args);
    }

    private String out() {
        return outBytes.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        final String text = errBytes.toString(StandardCharsets.UTF_8);
        errBytes.reset();
        return text;
    }

    private static <T> T parse(final T command, final String... args) {
        new CommandLine(command).parseArgs(args);
        assertFalse(args.length == 0);
        return command;
    }
}
