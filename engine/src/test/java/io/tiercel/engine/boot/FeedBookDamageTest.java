package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing of files, and what their books are called then. */
final class FeedBookDamageTest {
    private static final int STOCKS = 5;
    private static final String SESSION = "DAY-000001";
    private static final long OPEN_NS = 1_577_716_200_000_000_000L;

    @TempDir
    Path folder;

    private final Program program = new Program();
    private final HandMadeItch itch = new HandMadeItch(1).day(STOCKS, 4_000);
    private final byte[] first = itch.file(0, 2_000);
    private final byte[] rest = itch.file(2_000, itch.messages.size());

    @Test
    void shouldTrustNoBookWhenALaterGzipMemberIsDamaged() throws IOException {
        final byte[] begin = gzip(first);
        final byte[] end = gzip(rest);
        final byte[] spoilt = end.clone();
        spoilt[1] = (byte) 0x8C;

        assertBooks("live", 0, Frames.join(begin, end, new byte[512]));
        assertTrustsNone("at byte " + begin.length + " of the file no member begins", Frames.join(begin, spoilt));
        assertTrustsNone("it ends within a member's header", Frames.join(begin, Arrays.copyOf(end, 5)));
        assertTrustsNone("stand zeros, and at byte", Frames.join(begin, new byte[512], end));
    }

    @Test
    void shouldTrustNoBookWhenALaterZstdFrameIsDamaged() throws IOException {
        final byte[] begin = zstd(first);
        final byte[] end = zstd(rest);
        final byte[] spoilt = end.clone();
        spoilt[0] = 0;
        final byte[] withoutData = {0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 'a', 'b'};

        assertBooks("live", 0, Frames.join(withoutData, begin, end));
        assertTrustsNone("at byte " + begin.length + " of the file no frame begins", Frames.join(begin, spoilt));
        assertTrustsNone("it ends within a frame's header", Frames.join(begin, Arrays.copyOf(end, 3)));
        assertTrustsNone("it ends within a block", Frames.join(begin, Arrays.copyOf(end, end.length / 2)));
    }

    @Test
    void shouldTakeALengthOfZeroForTheEndOfTheSession() throws IOException {
        final byte[] mark = new byte[2];
        final byte[] day = Frames.join(first, rest);

        assertBooks("live", 0, Frames.join(day, mark));
        assertBooks("live", 0, gzip(Frames.join(day, mark)));
        assertBooks("live", 0, Frames.join(day, mark), Frames.join(day, mark));

        final String over = write("over", Frames.join(first, mark));
        assertEquals(0, program.execute("feed", "book", "--json", over, write("within", rest)), program::err);
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);
        assertFalse(program.out().contains("\"state\":\"live\""), program::out);
    }

    @Test
    void shouldTrustNoBookWhereMoreFollowsTheEndOfTheSession() throws IOException {
        final String reason = "a length of 0, which is the session's end and the file's, and more bytes behind it";

        assertTrustsNone(reason, Frames.join(first, new byte[2], rest));
        assertTrustsNone(reason, Frames.join(first, rest, new byte[4]));
        assertTrustsNone(
                "the file ends within a message's length: 1 of 2 bytes are there", Frames.join(first, new byte[1]));
    }

    @Test
    void shouldTrustNoBookBehindATornCapture() throws IOException {
        final byte[] capture = capture(0, 100);
        final byte[] whole = capture(0, 99);

        assertBooks("live", 0, capture);
        for (int length = whole.length + 1; length < capture.length; length += 7) {
            assertBooks("stale", 1, Arrays.copyOf(capture, length));
        }
        final byte[] zipped = gzip(capture);
        assertBooks("stale", 1, Arrays.copyOf(zipped, zipped.length - 20));
        final byte[] packed = Frames.join(zstd(whole), zstd(Arrays.copyOfRange(capture, whole.length, capture.length)));
        assertBooks("stale", 1, Arrays.copyOf(packed, packed.length - 20));
    }

    @Test
    void shouldTrustNoBookBehindABlockThatCannotBeFollowed() throws IOException {
        final Captures capture = Captures.pcapng(ByteOrder.LITTLE_ENDIAN).networkInterface(1, 9, 0);
        capture.enhancedPacket(0, OPEN_NS, line(0, 100));
        final byte[] whole = capture.bytes();
        final byte[] spoilt = Frames.join(whole, new byte[] {6, 0, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0});

        assertBooks("live", 0, whole);
        assertBooks("stale", 1, spoilt);
    }

    @Test
    void shouldBeLiveAgainWhereTheNextCaptureShowsThatNothingIsMissing() throws IOException {
        final byte[] both = capture(0, 100);
        final byte[] torn = Arrays.copyOf(both, both.length - 1);

        assertBooks("live", 1, torn, capture(99, 200));
        assertBooks("stale", 1, torn, capture(100, 200));
    }

    @Test
    void shouldBeLiveAtATimeBeforeTheTear() throws IOException {
        final byte[] both = capture(0, itch.messages.size());
        final byte[] torn = Arrays.copyOf(both, both.length - 1);
        final String time = LocalTime.ofNanoOfDay(itch.times.get(1_000)).toString();

        assertEquals(0, program.execute("feed", "book", "--json", write("whole", both), "--at", time), program::err);
        final String books = program.out();
        assertEquals(0, program.execute("feed", "book", "--json", write("torn", torn), "--at", time), program::err);

        assertEquals(books.replaceFirst("\"malformed.*", ""), program.out().replaceFirst("\"malformed.*", ""));
        assertEquals(STOCKS + 1, books.split("\"state\":\"live\"").length, books);
    }

    @Test
    void shouldTrustNoBookBehindADatagramThatWasCutOffOrAFragment() throws IOException {
        final byte[] next = line(100, 101);
        final byte[] headers = Arrays.copyOf(next, 42);
        final byte[] fragment = next.clone();
        fragment[20] = 0x20;
        final byte[] laterFragment = next.clone();
        laterFragment[21] = 1;
        final byte[] toAnother = Frames.udp("10.0.0.1", 5_000, "233.54.12.9", 26_400, itch.packet(SESSION, 100, 101));

        for (final byte[] lost : List.of(headers, fragment, laterFragment)) {
            final Captures capture = captures(0, 100).packet(OPEN_NS + 1_000, lost, next.length);
            assertBooks("stale", 0, capture.bytes());
            assertBooks("live", 0, capture.packet(OPEN_NS + 1_001, next).bytes());
        }
        assertBooks(
                "live",
                0,
                captures(0, 100)
                        .packet(OPEN_NS + 1_000, Arrays.copyOf(toAnother, 42), toAnother.length)
                        .bytes());
    }

    @Test
    void shouldTrustNoBookOfAStreamInATornCapture() throws IOException {
        final byte[] stream = soup();
        final int half = stream.length / 2;
        final byte[] begin = segments(stream, 0, half);
        final byte[] torn = Frames.join(begin, new byte[] {1, 2, 3});

        assertBooks("live", 0, begin);
        assertBooks("stale", 1, torn);
        assertBooks("live", 1, torn, segments(stream, half, stream.length));
        assertBooks("stale", 2, torn, segments(stream, half + 1, stream.length));
    }

    private byte[] soup() {
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(packet('A', (SESSION + "                   1").getBytes(StandardCharsets.US_ASCII)));
        itch.messages.forEach(message -> stream.writeBytes(packet('S', message)));
        return stream.toByteArray();
    }

    private static byte[] packet(final char type, final byte[] content) {
        return Frames.join(Frames.two(1 + content.length), new byte[] {(byte) type}, content);
    }

    private static byte[] segments(final byte[] stream, final int from, final int end) {
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        for (int at = from; at < end; at += 1_000) {
            final byte[] bytes = Arrays.copyOfRange(stream, at, Math.min(at + 1_000, end));
            capture.packet(OPEN_NS + at, Frames.tcp("10.0.0.1", 7_000, "10.0.0.2", 8_000, 100 + at, 0x10, bytes));
        }
        return capture.bytes();
    }

    /** A packet for each message. */
    private byte[] capture(final int from, final int end) {
        return captures(from, end).bytes();
    }

    private Captures captures(final int from, final int end) {
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        for (int i = from; i < end; i++) {
            capture.packet(OPEN_NS + i, line(i, i + 1));
        }
        return capture;
    }

    private byte[] line(final int from, final int end) {
        return Frames.udp("10.0.0.1", 5_000, "233.54.12.1", 26_400, itch.packet(SESSION, from, end));
    }

    /** Of the file as far as it can be read, and nothing where that is not to be. */
    private void assertTrustsNone(final String reason, final byte[] file) throws IOException {
        assertBooks("stale", 1, file);
        assertTrue(program.err().contains(reason), program::err);

        assertEquals(
                2,
                program.execute(
                        "feed",
                        "book",
                        "--json",
                        "--strict",
                        folder.resolve("file").toString()));
        assertEquals("", program.out());
        assertTrue(program.err().contains(reason), program::err);
    }

    private void assertBooks(final String state, final int malformed, final byte[]... files) throws IOException {
        final String[] arguments = new String[3 + files.length];
        arguments[0] = "feed";
        arguments[1] = "book";
        arguments[2] = "--json";
        for (int i = 0; i < files.length; i++) {
            arguments[3 + i] = write("file" + (i == 0 ? "" : i), files[i]);
        }
        assertEquals(0, program.execute(arguments), program::err);
        assertEquals(STOCKS + 1, program.out().split("\"state\":\"" + state + "\"").length, program::out);
        assertTrue(program.out().contains("\"malformed\":" + malformed), program::out);
    }

    private String write(final String name, final byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    private static byte[] gzip(final byte[] content) throws IOException {
        final ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(target)) {
            stream.write(content);
        }
        return target.toByteArray();
    }

    private static byte[] zstd(final byte[] content) throws IOException {
        final ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream stream = new ZstdOutputStream(target)) {
            stream.write(content);
        }
        return target.toByteArray();
    }
}
