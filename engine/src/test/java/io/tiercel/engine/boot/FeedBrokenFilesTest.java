package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each command that reads files says of one that it cannot read: one line, and nothing else. */
final class FeedBrokenFilesTest {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("inspect"),
            List.of("inspect", "--json"),
            List.of("dump", "--jsonl"),
            List.of("book", "--json"),
            List.of("bars", "--session"),
            List.of("import", "--date", "2019-12-30"));

    @TempDir
    Path folder;

    private final Program program = new Program();

    @Test
    void shouldSayWhatCannotBeRead() throws IOException {
        final byte[] dbn = new HandMadeDbn(3, 0, 1).orders(9).bytes();
        final byte[] gzip = gzip(new HandMadeItch(1).everyType().file());
        refuse(folder.resolve("missing"), " does not exist; name files that do");
        refuse(folder, " is a folder; name the files in it");
        refuse(write(new byte[0]), " is empty; name a file of market data");
        refuse(
                write("Dear diary, nothing.".getBytes(StandardCharsets.US_ASCII)),
                " is of no format that is known: it begins with bytes 44 65 61 72 20 64 69 61; where it is one all the"
                        + " same, name it by --format");
        refuse(
                write(Arrays.copyOf(gzip, 12)),
                ": its compressed data (gzip) is damaged or ends too early: it ends within a member's data; is it"
                        + " whole?");
        refuse(
                write(Arrays.copyOf(dbn, 90)),
                " cannot be read: it ends within its metadata: 90 of 353 bytes are there; is it whole?");
        refuse(
                write(dbn),
                " is neither pcap nor pcapng: it begins with bytes 44 42 4E 03 59 01 00 00; leave --format out to have"
                        + " the format found",
                "--format",
                "pcap");
    }

    /** Of each format, a file that is none. */
    @Test
    void shouldSayThatAFileIsNotWhatItIsCalled() throws IOException {
        final Path file = write("Dear diary,\n\0\1nothing.\n".getBytes(StandardCharsets.US_ASCII));
        final String begin =
                ": it begins with bytes 44 65 61 72 20 64 69 61; leave --format out to have the format found";
        refuse(file, " is no file of ITCH messages" + begin, "--format", "itch-file");
        refuse(file, " is neither pcap nor pcapng" + begin, "--format", "pcap");
        refuse(file, " is no DBN" + begin, "--format", "dbn");
        refuse(
                file,
                " is no table of LOBSTER: neither of its first two lines is a message or an order book"
                        + begin.replace(": it", "; it"),
                "--format",
                "lobster");
        for (final String format : new String[] {"itch-file", "pcap", "dbn", "lobster", "csv", "jsonl"}) {
            refuse(write(new byte[0]), " is empty; name a file of market data", "--format", format);
        }
    }

    /** Times of day are before any moment. */
    @Test
    void shouldNotTakeTimesOfDayForMoments() throws IOException {
        final String file = write(new HandMadeItch(1).day(1, 10).file()).toString();

        assertEquals(2, program.execute("feed", "book", file, "--at", "2019-12-30T14:30:00Z"));
        assertEquals(
                "tiercel: the messages have times of day alone; say which day it is with --date, such as --date"
                        + " 2019-12-30\n",
                program.err());
        assertEquals(0, program.execute("feed", "book", file, "--at", "2019-12-30T14:30:00Z", "--date", "2019-12-30"));
    }

    /** Nothing but our own line is said, whatever the parser of XML would like to print. */
    @Test
    void shouldSayWhatIsNoSchema() throws IOException {
        final String capture = write(new byte[24]).toString();
        final Path schema = folder.resolve("schema.xml");
        refuseSchema(capture, schema, " does not exist");
        refuseSchema(capture, folder, " is a folder");
        for (final String content : new String[] {"", "no XML", "<a/>", "<messageSchema>"}) {
            refuseSchema(capture, Files.writeString(schema, content), " is no SBE schema");
        }
    }

    private void refuseSchema(final String capture, final Path schema, final String text) {
        final PrintStream console = System.err;
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertEquals(2, program.execute("feed", "dump", capture, "--schema", schema.toString()));
        } finally {
            System.setErr(console);
        }
        assertEquals("", said.toString(StandardCharsets.UTF_8));
        assertTrue(program.err().startsWith("tiercel: schema " + schema + text), program::err);
        assertTrue(
                program.err().contains("; name the file that the exchange publishes, such as templates_FixBinary.xml"),
                program::err);
        assertFalse(program.err().contains("null"), program::err);
    }

    /** What is malformed is all that is in it. */
    @Test
    void shouldSayWhyThereIsNothingToImport() throws IOException {
        final Path file = write(Arrays.copyOf(new HandMadeItch(1).everyType().file(), 20));

        assertEquals(2, program.execute("feed", "import", file.toString(), "--date", "2019-12-30"));

        assertEquals(
                "tiercel: these files name no instrument of which books or trades are known, and 1 of their records are"
                        + " malformed, the first in " + file
                        + ": record 2 at offset 14: the file ends within a message:"
                        + " 6 of 41 bytes are there; tiercel feed inspect says what is in them\n",
                program.err());
    }

    private void refuse(final Path file, final String text, final String... options) {
        for (final List<String> command : COMMANDS) {
            final List<String> arguments = new ArrayList<>(List.of("feed"));
            arguments.addAll(command);
            arguments.add(file.toString());
            arguments.addAll(List.of(options));

            assertEquals(2, program.execute(arguments.toArray(new String[0])), arguments::toString);

            assertEquals("tiercel: " + file + text + "\n", program.err(), arguments::toString);
            assertEquals("", program.out(), arguments::toString);
        }
        assertFalse(text.contains("null") || text.contains("Exception"), text);
        assertTrue(text.contains("; "), () -> "it says not what to do: " + text);
    }

    private Path write(final byte[] content) throws IOException {
        return Files.write(folder.resolve("any.bin"), content);
    }

    private static byte[] gzip(final byte[] plain) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(plain);
        }
        return bytes.toByteArray();
    }
}
