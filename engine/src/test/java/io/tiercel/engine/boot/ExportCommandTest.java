package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.control.TickEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.journal.JournalSpan;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportCommandTest {
    @TempDir
    private Path folder;

    private final Program program = new Program();
    private Path journal;
    private Path target;

    @BeforeEach
    void writeJournal() {
        journal = folder.resolve("journal");
        target = folder.resolve("tables");
        final UnsafeBuffer message = new UnsafeBuffer(new byte[16]);
        new TickEncoder()
                .wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
                .reserved((short) 4);
        try (JournalWriter writer = Journals.create(journal, 1, 0x1234, 5, 1 << 20)) {
            for (int sequence = 5; sequence <= 9; sequence++) {
                writer.appendInput(sequence, sequence * 1_000L, TickEncoder.TEMPLATE_ID, message, 0, 9);
            }
        }
    }

    @Test
    void shouldWriteWhatIsAskedFor() throws IOException {
        final int code = export("csv", "--from", "6", "--to", "7");

        assertEquals(0, code, program::err);
        assertEquals(
                "stream,sequence,timeNs,kind,cause,ordinal,reserved\r\n"
                        + "input,6,6000,Tick,0,,4\r\n"
                        + "input,7,7000,Tick,0,,4\r\n",
                Files.readString(target.resolve("Tick.csv")));
        assertTrue(program.out().contains(target + ": 2 records in 1 tables"), program::out);
    }

    @Test
    void shouldSayWhereARangeReachesBeyondTheJournalAndThatNothingWasFound() {
        assertEquals(0, export("csv", "--from", "9", "--to", "20"), program::err);
        assertEquals(
                "--to 20 is beyond the journal, which ends at input 9, 1970-01-01T00:00:00.000009Z\n", program.err());
        assertEquals(0, export("csv", "--force", "--stream", "outputs"), program::err);
        assertTrue(program.err().endsWith("no record of the journal is what was asked for\n"), program::err);
    }

    @Test
    void shouldPrintOneJsonObject() {
        assertEquals(0, export("parquet", "--json"), program::err);

        final Config json = program.json();
        assertEquals(target.toString(), json.getString("folder"));
        assertTrue(json.getBoolean("whole"));
        assertEquals(5, json.getLong("records"));
        final Config table = json.getConfigList("tables").get(0);
        assertEquals("Tick", table.getString("name"));
        assertEquals(5, table.getLong("records"));
        assertEquals(target.resolve("Tick.parquet").toFile().length(), table.getLong("bytes"));
        assertTrue(json.getIsNull("fault"));
    }

    @Test
    void shouldRefuseTargetThatIsThereUnlessForced() throws IOException {
        assertEquals(0, export("csv"));

        assertEquals(2, export("parquet"));
        assertTrue(program.err().contains("--force"), program::err);
        assertEquals(Set.of("Tick.csv"), names(target));
        assertEquals(0, export("parquet", "--force"), program::err);
        assertEquals(Set.of("Tick.parquet"), names(target));
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertEquals(2, export("xls"));
        assertTrue(program.err().contains("--format xls"), program::err);
        assertEquals(2, export("csv", "--kind", "Tock"));
        assertTrue(program.err().contains("Tock"), program::err);
        assertEquals(2, export("csv", "--from", "10"));
        assertTrue(program.err().contains("its inputs are 5 to 9"), program::err);
        assertEquals(2, export("csv", "--instrument", "3"));
        assertTrue(program.err().contains("--instrument 3 is not defined in the journal"), program::err);
        journal = folder.resolve("elsewhere");
        assertEquals(2, export("csv"));
        assertTrue(program.err().contains("there is no journal in"), program::err);
        assertFalse(Files.exists(target));
    }

    @Test
    void shouldFailWhereItCannotWrite() throws IOException {
        target = Files.writeString(folder.resolve("file"), "").resolve("below");

        assertEquals(3, export("csv"));
        assertTrue(program.err().contains("cannot write the export to " + target), program::err);
        assertFalse(program.err().contains("Exception"), program::err);
    }

    @Test
    void shouldNameDamageAndWhereTheRestIs() throws IOException {
        final Path file = names(journal.resolve("inputs")).stream()
                .filter(name -> name.endsWith(".cq4"))
                .map(journal.resolve("inputs")::resolve)
                .findFirst()
                .orElseThrow();
        final byte[] bytes = Files.readAllBytes(file);
        int last = bytes.length - 1;
        while (bytes[last] != 4) {
            last--;
        }
        bytes[last] = 5;
        Files.write(file, bytes);

        assertEquals(1, export("csv", "--json"));

        assertFalse(program.json().getBoolean("whole"));
        assertEquals("CHECKSUM", program.json().getString("fault.kind"));
        assertTrue(program.err().contains("the 4 records before that are in " + target + ".partial"), program::err);
        assertFalse(Files.exists(target));
    }

    @Test
    void shouldShowProgressByTheClockAndStopWhenTold() {
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final AtomicLong clock = new AtomicLong();
        final WalkProgress progress = new WalkProgress(
                new JournalSpan(1, 4_097, 0, 0), new ProgressBar(new PrintStream(err, true)), clock::get);
        for (int i = 1; i < 2_048; i++) {
            assertTrue(progress.onInput(i));
        }
        clock.set(TimeUnit.SECONDS.toNanos(3));
        assertTrue(progress.onInput(2_049));

        progress.stop();

        assertFalse(progress.onInput(2_050));
        assertEquals(
                List.of("50 % input 2,049 of 4,097"),
                err.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private int export(final String format, final String... options) {
        final List<String> command = new ArrayList<>(
                List.of("journal", "export", journal.toString(), "--format", format, "--out", target.toString()));
        command.addAll(List.of(options));
        return program.execute(command.toArray(String[]::new));
    }

    private static Set<String> names(final Path in) throws IOException {
        try (var files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
