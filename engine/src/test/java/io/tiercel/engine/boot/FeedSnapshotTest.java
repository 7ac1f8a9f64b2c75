package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures of a line that misses a part, and of what a GLIMPSE server sent for it, byte by byte. */
final class FeedSnapshotTest {
    private static final String SESSION = "DAY-000001";
    private static final long OPEN_NS = 1_577_716_200_000_000_000L;
    /** Of the session's messages, those that no line brought. */
    private static final int FROM = 100;

    private static final int TO = 150;

    @TempDir
    Path folder;

    private final Program program = new Program();
    private final HandMadeItch itch = new HandMadeItch(21).day(1, 400);

    @Test
    void shouldGoOnFromAWholeSnapshot() throws IOException {
        book(snapshot(1, 0, TO));

        assertTrue(program.out().contains("\"state\":\"live\""), program::out);
        final String expected = itch.book(1);
        assertTrue(program.out().contains(expected.substring(0, expected.indexOf("\"crossed\""))), program::out);
        assertTrue(program.out().endsWith("\"malformed\":0}\n"), program::out);
    }

    /** What stood in the books before it nobody has said. */
    @Test
    void shouldTakeNothingOfASnapshotThatDoesNotBeginWithItsFirstMessage() throws IOException {
        final String file = book(snapshot(41, 40, TO));

        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);
        assertTrue(program.out().endsWith("\"malformed\":1}\n"), program::out);
        assertTrue(program.err().contains(file + ": record 3 at offset "), program::err);
        assertTrue(
                program.err()
                        .contains(
                                ": a snapshot that goes on with its message 41; what stands before it is not known, so"
                                        + " nothing of it is taken: one begins with message 1\n"),
                program::err);
    }

    /** One that says where the session goes on by what is no number of it. */
    @Test
    void shouldTrustNoSnapshotThatGoesOnNowhere() throws IOException {
        for (final String next : new String[] {"0", "-1", "x", "99999999999999999999"}) {
            book(Frames.join(packet('A', SESSION + number(1)), messages(0, TO), packet('S', "G" + left(next))));

            assertTrue(program.out().contains("\"state\":\"stale\""), program::out);
        }
    }

    private byte[] snapshot(final long first, final int from, final int to) {
        return Frames.join(
                packet('A', SESSION + number(first)), messages(from, to), packet('S', "G" + left("" + (to + 1))));
    }

    private byte[] messages(final int from, final int to) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] message : itch.messages.subList(from, to)) {
            all.writeBytes(packet('S', new String(message, StandardCharsets.ISO_8859_1)));
        }
        return all.toByteArray();
    }

    private static String number(final long value) {
        return String.format("%20d", value);
    }

    private static String left(final String text) {
        return String.format("%-20s", text);
    }

    private static byte[] packet(final char type, final String content) {
        return Frames.join(
                Frames.two(1 + content.length()),
                new byte[] {(byte) type},
                content.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The file's name, when its books were shown. */
    private String book(final byte[] snapshot) throws IOException {
        final Captures capture = Captures.pcapng(ByteOrder.LITTLE_ENDIAN)
                .networkInterface(1, 9, 0)
                .networkInterface("snapshot")
                .enhancedPacket(0, OPEN_NS, line(0, FROM))
                .enhancedPacket(0, OPEN_NS + 1, line(TO, 200));
        for (int at = 0; at < snapshot.length; at += 1_400) {
            final byte[] part = java.util.Arrays.copyOfRange(snapshot, at, Math.min(snapshot.length, at + 1_400));
            capture.enhancedPacket(
                    1, OPEN_NS + 2, Frames.tcp("10.0.0.1", 7_000, "10.0.0.2", 8_000, 100 + at, 0x10, part));
        }
        capture.enhancedPacket(0, OPEN_NS + 3, line(200, itch.messages.size()));
        final String file =
                Files.write(folder.resolve("day.pcapng"), capture.bytes()).toString();
        assertEquals(0, program.execute("feed", "book", "--json", file), program::err);
        return file;
    }

    private byte[] line(final int from, final int to) {
        return Frames.udp("10.0.0.1", 5_000, "233.54.12.1", 26_400, itch.packet(SESSION, from, to));
    }
}
