package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeedBookCommandTest {
    private static final String SESSION = "DAY-000001";
    private static final int STOCKS = 5;
    private static final long OPEN_NS = 1_577_716_200_000_000_000L;

    @TempDir
    Path folder;

    private final Program program = new Program();

    @Test
    void shouldBuildTheBooksThatAFileSays() throws IOException {
        final HandMadeItch itch = new HandMadeItch(1).day(STOCKS, 20_000);

        compare(itch, "live", write("day.itch", itch.file()));
    }

    @Test
    void shouldTakeSeveralFilesAsOneStream() throws IOException {
        final HandMadeItch itch = new HandMadeItch(2).day(STOCKS, 5_000);
        final String first = write("1", itch.file(0, 2_000));
        final String second = write("2", itch.file(2_000, itch.messages.size()));

        compare(itch, "live", first, second);
    }

    @Test
    void shouldSayWhyBooksAreStaleBehindAMessageOfAnUnknownType() throws IOException {
        final HandMadeItch itch = new HandMadeItch(2).day(STOCKS, 1_000);
        final byte[] unknown = Frames.join(Frames.two(3), new byte[] {'z', 1, 2});
        final byte[] before = itch.file(0, 100);
        final String why = "a message of type z, which ITCH 5.0 does not have: what it changes is not known, so the"
                + " feed's books are stale from there on, until a session or a snapshot begins\n";
        final String file = write(
                "1", Frames.join(before, unknown, itch.file(100, 200), unknown, itch.file(200, itch.messages.size())));

        for (final String book : books(file)) {
            assertTrue(book.contains("\"state\":\"stale\""), book);
        }
        assertEquals(file + ": record 101 at offset " + before.length + ": " + why, program.err());

        // Which protocol it is the first datagram shows.
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(1_577_716_200_000_000_000L, datagram(itch.packet("DAY-000001", 0, 2)));
        final int second = capture.bytes().length;
        capture.packet(
                1_577_716_200_000_000_001L,
                datagram(Frames.join(
                        "DAY-000001".getBytes(StandardCharsets.US_ASCII),
                        Frames.eight(3),
                        Frames.two(2),
                        itch.file(2, 3),
                        unknown)));
        final String captured = write("2", capture.bytes());
        assertEquals(0, program.execute("feed", "book", "--json", captured), program::err);
        assertEquals(captured + ": record 2 at offset " + second + ": message 2 of the packet: " + why, program.err());
    }

    private static byte[] datagram(final byte[] packet) {
        return Frames.udp("10.0.0.1", 5_000, "233.54.12.1", 26_400, packet);
    }

    @Test
    void shouldTrustNoBookBehindATornFile() throws IOException {
        final HandMadeItch itch = new HandMadeItch(2).day(STOCKS, 5_000);
        final byte[] whole = itch.file(0, 2_000);
        final String torn = write("1", Arrays.copyOf(whole, whole.length - 1));
        final String second = write("2", itch.file(2_000, itch.messages.size()));

        for (final String book : books(torn, second)) {
            assertTrue(book.contains("\"state\":\"stale\""), book);
        }
    }

    /** Without the system event that begins a day, until another one begins with it. */
    @Test
    void shouldTrustNoBookOfAFileThatBeginsWithinADay() throws IOException {
        final HandMadeItch before = new HandMadeItch(3).day(STOCKS, 2_000);
        final HandMadeItch day = new HandMadeItch(4).day(STOCKS, 2_000);
        final String within = write("1", before.file(1, before.messages.size()));

        compare(before, "stale", within);
        assertEquals(0, program.execute("feed", "book", "--json", within, "--at", "09:00"), program::err);
        assertFalse(program.out().contains("live"), program::out);
        for (final String book : books(within, write("2", day.file()))) {
            assertTrue(book.contains("\"state\":\"live\""), book);
        }
        // Its first message cannot be read, the second one begins the day.
        final String torn = write("3", Frames.join(Frames.two(3), new byte[] {'A', 0, 0}, day.file()));
        compare(day, "live", torn);
    }

    @Test
    void shouldBeginAnewWithAnotherDay() throws IOException {
        final HandMadeItch before = new HandMadeItch(3).day(STOCKS, 2_000);
        final HandMadeItch day = new HandMadeItch(4).day(STOCKS, 2_000);

        final List<String> books = books(write("1", before.file()), write("2", day.file()));

        for (int locate = 1; locate <= STOCKS; locate++) {
            final String expected = day.book(locate);
            assertTrue(
                    books.get(locate - 1).contains(expected.substring(0, expected.indexOf("\"crossed\""))),
                    books.get(locate - 1));
        }
    }

    @Test
    void shouldBeLiveWithinTheFirstPacket() throws IOException {
        final HandMadeItch whole = new HandMadeItch(5).day(STOCKS, 40);
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        capture.packet(
                OPEN_NS,
                Frames.udp("10.0.0.1", 5_000, "233.54.12.1", 26_400, whole.packet(SESSION, 0, whole.messages.size())));
        final String file = write("first.pcap", capture.bytes());
        final String time = LocalTime.ofNanoOfDay(whole.times.get(whole.messages.size() / 2))
                .toString();

        assertEquals(0, program.execute("feed", "book", "--json", file, "--at", time), program::err);

        assertTrue(program.out().contains("\"live\""), program::out);
        assertFalse(program.out().contains("recovering") || program.out().contains("stale"), program::out);
    }

    @Test
    void shouldStopAtATime() throws IOException {
        final HandMadeItch whole = new HandMadeItch(5).day(STOCKS, 4_000);
        final HandMadeItch part = new HandMadeItch(5).day(STOCKS, 1_500);
        final String file = write("day.itch", whole.file());
        final long lastNs = part.times.get(part.times.size() - 1);
        final String time = LocalTime.ofNanoOfDay(lastNs).toString();

        compare(part, "live", file, "--at", time);
        compare(part, "live", file, "--date", "2019-12-30", "--at", time);
        final String utc = LocalDate.of(2019, 12, 30)
                .atStartOfDay(ZoneId.of("America/New_York"))
                .toInstant()
                .plusNanos(lastNs)
                .toString();
        compare(part, "live", file, "--date", "2019-12-30", "--at", utc);

        assertEquals(0, program.execute("feed", "book", file, "--date", "2019-12-30", "--at", "2019-12-29T00:00:00Z"));
        assertEquals("no instruments\n", program.out());
        assertEquals("no message of these files is of 2019-12-29T00:00:00Z or before\n", program.err());
    }

    /** It was played again ten minutes later, say: times are the exchange's, with a gap before and a session behind. */
    @Test
    void shouldStopAtTheExchangesTimeWhateverTheClockOfTheCapture() throws IOException {
        final HandMadeItch whole = new HandMadeItch(7).day(STOCKS, 4_000);
        final HandMadeItch part = new HandMadeItch(7).day(STOCKS, 1_500);
        final long lateNs = 600_000_000_000L;
        final long midnightNs = LocalDate.of(2019, 12, 30)
                        .atStartOfDay(ZoneId.of("America/New_York"))
                        .toEpochSecond()
                * 1_000_000_000L;
        final Captures kept = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        final Captures lost = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        for (int i = 0; i < whole.messages.size(); i += 5) {
            final int end = Math.min(i + 5, whole.messages.size());
            final byte[] packet = datagram(whole.packet(SESSION, i, end));
            final long timeNs = midnightNs + whole.times.get(end - 1) + lateNs;
            kept.packet(timeNs, packet);
            if (i != 1_000) {
                lost.packet(timeNs, packet);
            }
        }
        final String time =
                LocalTime.ofNanoOfDay(part.times.get(part.times.size() - 1)).toString();

        compare(part, "live", write("kept.pcap", kept.bytes()), "--at", time);
        for (final String book : books(write("lost.pcap", lost.bytes()), "--at", time)) {
            assertTrue(book.contains("\"state\":\"stale\""), book);
        }
        assertTrue(
                program.err()
                        .endsWith(": session " + SESSION + ": 5 messages before this packet are missing: the feed's"
                                + " books are stale from there on, until a session or a snapshot begins; in all 5"
                                + " messages are missing in 1 gaps; captures of its other lines, given with it and"
                                + " --lines, may have them\n"),
                program.err());
        final String before = LocalTime.ofNanoOfDay(whole.times.get(900)).toString();
        for (final String book : books(write("lost.pcap", lost.bytes()), "--at", before)) {
            assertTrue(book.contains("\"state\":\"live\""), book);
        }
    }

    @Test
    void shouldSayThatCapturesAreOfOneTime() throws IOException {
        final HandMadeItch itch = new HandMadeItch(7).day(STOCKS, 1_000);
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        for (int i = 0; i < 10; i++) {
            capture.packet(OPEN_NS + i * 1_000_000_000L, datagram(itch.packet(SESSION, 100 * i, 100 * i + 100)));
        }
        final String first = write("1.pcap", capture.bytes());
        final String second = write("2.pcap", capture.bytes());

        books(first, second);

        assertEquals(
                second + ": record 1 at offset 24: 8 packets from there on are of a time that the files before have"
                        + " been through, and are left out; give captures of one time with --lines\n",
                program.err());
    }

    /** It says nothing of those behind it; but its own book is not what the file says. */
    @Test
    void shouldGoOnBehindAMessageWhoseTimeIsFarAhead() throws IOException {
        final HandMadeItch whole = new HandMadeItch(5).day(STOCKS, 4_000);
        final HandMadeItch part = new HandMadeItch(5).day(STOCKS, 1_500);
        final byte[] wrong = whole.messages.stream()
                .skip(1_000)
                .filter(message -> message[0] == 'A' && message[2] == 2)
                .findFirst()
                .orElseThrow();
        // An hour is 0x0346_30B8_A000 ns.
        wrong[6] += 3;
        final String time =
                LocalTime.ofNanoOfDay(part.times.get(part.times.size() - 1)).toString();

        final List<String> books = books(write("day.itch", whole.file()), "--at", time);

        for (int locate = 1; locate <= STOCKS; locate++) {
            final String book = books.get(locate - 1);
            final String state = locate == 2 ? "stale" : "live";
            assertTrue(book.contains("\"state\":\"" + state + "\""), book);
            assertTrue(locate == 2 || book.contains(part.book(locate)), book);
        }
    }

    @Test
    void shouldShowOneInstrumentAndItsBestLevels() throws IOException {
        final HandMadeItch itch = new HandMadeItch(6).day(STOCKS, 3_000);
        final String file = write("day.itch", itch.file());

        assertEquals(
                0,
                program.execute("feed", "book", file, "--json", "--instrument", "STK3", "--levels", "2"),
                program::err);

        assertEquals(1, program.json().getConfigList("instruments").size());
        assertEquals(3, program.json().getConfigList("instruments").get(0).getInt("id"));
        assertEquals(
                2,
                program.json()
                        .getConfigList("instruments")
                        .get(0)
                        .getList("bids")
                        .size());
        final String expected = itch.book(3);
        assertTrue(program.out().contains(expected.substring(0, expected.indexOf("\"bids\""))), program::out);
        assertEquals(0, program.execute("feed", "book", file, "--instrument", "3"), program::err);
        assertTrue(program.out().startsWith("STK3 (3), live: "), program::out);
        assertEquals(6, program.out().lines().count());
        assertEquals(2, program.execute("feed", "book", file, "--instrument", "NONE"));
        assertTrue(program.err().contains("--instrument NONE is not in these files"), program::err);
    }

    @Test
    void shouldArbitrateTheLinesOfACapture() throws IOException {
        final HandMadeItch itch = new HandMadeItch(7).day(STOCKS, 6_000);
        final Random random = new Random(7);
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        int time = 0;
        for (int from = 0; from < itch.messages.size(); ) {
            final int to = Math.min(itch.messages.size(), from + 1 + random.nextInt(30));
            final byte[] packet = itch.packet(SESSION, from, to);
            final int lost = random.nextInt(3);
            for (int line = 0; line < 2; line++) {
                if (line != lost) {
                    capture.packet(OPEN_NS + time++, line(line, packet));
                }
            }
            from = to;
        }

        compare(itch, "live", write("ab.pcap", capture.bytes()));
    }

    @Test
    void shouldMarkBooksStaleWhenSomethingIsMissing() throws IOException {
        final HandMadeItch itch = new HandMadeItch(8).day(STOCKS, 1_000);
        final int end = itch.messages.size();
        final byte[] gap = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(OPEN_NS, line(0, itch.packet(SESSION, 0, 40)))
                .packet(OPEN_NS + 1, line(0, itch.packet(SESSION, 41, 80)))
                .bytes();
        final byte[] late = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(OPEN_NS, line(0, itch.packet(SESSION, 1, 40)))
                .bytes();

        for (final byte[] capture : List.of(gap, late)) {
            for (final String book : books(write("gap.pcap", capture))) {
                assertTrue(book.contains("\"state\":\"stale\""), book);
            }
        }
        assertTrue(end > 80);
    }

    @Test
    void shouldTrustNoBookBehindADatagramThatWasNotReadUntilTheNextOneSaysThatNothingIsMissing() throws IOException {
        final HandMadeItch itch = new HandMadeItch(8).day(STOCKS, 1_000);
        final int half = itch.messages.size() / 2;
        final byte[] first = line(0, itch.packet(SESSION, 0, half));
        final byte[] next = itch.packet(SESSION, half, half + 10);
        final byte[] torn = line(0, Arrays.copyOf(next, next.length - 1));
        final byte[] other = line(1, Arrays.copyOf(next, next.length - 1));
        final byte[] heartbeat = line(0, itch.packet(SESSION, half, half));

        assertStates("stale", first, torn);
        assertStates("live", first, torn, line(0, next));
        assertStates("live", first, torn, line(1, next));
        assertStates("live", first, torn, heartbeat);
        assertStates("stale", first, torn, line(1, itch.packet(SESSION, half, half)));
        assertStates("stale", first, torn, line(1, itch.packet(SESSION, 0, half)));
        assertStates("stale", first, torn, line(0, itch.packet(SESSION, half + 10, half + 20)));
        assertStates("live", first, line(1, itch.packet(SESSION, 0, half)), torn, other, line(0, next));
        assertStates("stale", first, line(1, itch.packet(SESSION, 0, half)), torn, other, heartbeat);
        assertStates("stale", first, torn, line(0, next), torn);
    }

    @Test
    void shouldNotFollowOnePacketWhoseNumberIsFarAhead() throws IOException {
        final HandMadeItch itch = new HandMadeItch(8).day(STOCKS, 1_000);
        final int half = itch.messages.size() / 2;
        final byte[] first = line(0, itch.packet(SESSION, 0, half));
        final byte[] next = itch.packet(SESSION, half, half + 10);
        final byte[] spoilt = next.clone();
        // The third byte of the sequence's eight, behind the session's ten
        spoilt[12] = 1;
        final byte[] behind = spoilt.clone();
        behind[17] += 10;

        assertStates("live", first, line(0, spoilt), line(0, next));
        assertStates("live", first, line(0, spoilt), line(1, next));
        assertStates("live", first, line(0, spoilt), line(0, itch.packet(SESSION, half, half)));
        assertStates("stale", first, line(0, spoilt));
        assertStates("stale", first, line(0, spoilt), line(0, spoilt));
        assertStates("stale", first, line(0, spoilt), line(1, spoilt), line(1, behind));
        assertStates("stale", first, line(0, spoilt), line(0, behind));
    }

    private void assertStates(final String state, final byte[]... frames) throws IOException {
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        for (int i = 0; i < frames.length; i++) {
            capture.packet(OPEN_NS + i, frames[i]);
        }
        for (final String book : books(write("unread.pcap", capture.bytes()))) {
            assertTrue(book.contains("\"state\":\"" + state + "\""), book);
        }
    }

    @Test
    void shouldChangeSessionWithinACapture() throws IOException {
        final HandMadeItch before = new HandMadeItch(9).day(STOCKS, 200);
        final HandMadeItch day = new HandMadeItch(10).day(STOCKS, 200);
        final Captures capture = Captures.pcapng(ByteOrder.LITTLE_ENDIAN).networkInterface(1, 9, 0);
        for (int i = 0; i < before.messages.size(); i++) {
            capture.enhancedPacket(0, OPEN_NS + i, line(0, before.packet(SESSION, i, i + 1)));
            capture.enhancedPacket(0, OPEN_NS + i, line(1, before.packet(SESSION, i, i + 1)));
        }
        for (int i = 0; i < day.messages.size(); i++) {
            capture.enhancedPacket(0, OPEN_NS + i, line(1, day.packet("DAY-000002", i, i + 1)));
            capture.enhancedPacket(0, OPEN_NS + i, line(0, day.packet("DAY-000002", i, i + 1)));
        }

        final List<String> books = books(write("two.pcapng", capture.bytes()));

        assertEquals(STOCKS, books.size());
        for (int locate = 1; locate <= STOCKS; locate++) {
            final String expected = day.book(locate);
            final String book = books.get(locate - 1);
            assertTrue(book.contains("\"state\":\"live\""), book);
            assertTrue(book.contains(expected.substring(0, expected.indexOf("\"crossed\""))), book);
        }
    }

    @Test
    void shouldReadSoupOutOfTcpStreams() throws IOException {
        final HandMadeItch itch = new HandMadeItch(11).day(STOCKS, 3_000);
        final byte[] stream = soup(itch);
        final Random random = new Random(11);
        final List<byte[]> frames = new ArrayList<>();
        frames.add(segment(99, 0x02, new byte[0]));
        for (int at = 0; at < stream.length; ) {
            final int length = Math.min(stream.length - at, 1 + random.nextInt(1_400));
            frames.add(segment(100 + at, 0x10, java.util.Arrays.copyOfRange(stream, at, at + length)));
            at += length;
        }
        for (int i = 1; i + 4 < frames.size(); i += 4) {
            Collections.shuffle(frames.subList(i, i + 4), random);
        }
        frames.add(5, frames.get(5));
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        for (final byte[] frame : frames) {
            capture.packet(OPEN_NS, frame);
        }

        compare(itch, "live", write("soup.pcap", capture.bytes()));
    }

    @Test
    void shouldMarkBooksStaleWhenATcpStreamIsTorn() throws IOException {
        final HandMadeItch itch = new HandMadeItch(12).day(STOCKS, 300);
        final byte[] stream = soup(itch);
        final byte[] capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(OPEN_NS, segment(100, 0x10, java.util.Arrays.copyOf(stream, 3_000)))
                .packet(OPEN_NS, segment(3_101, 0x10, java.util.Arrays.copyOfRange(stream, 3_001, 4_000)))
                .bytes();

        for (final String book : books(write("torn.pcap", capture))) {
            assertTrue(book.contains("\"state\":\"stale\""), book);
        }
        assertTrue(program.err().contains("1 bytes of the TCP stream 10.0.0.1:7000 to 10.0.0.2:8000 are missing"));
    }

    /** It may be what the day began with: which protocol it is only the next message says. */
    @Test
    void shouldTrustNoBookOfAStreamWhoseFirstMessageIsOfAnUnknownType() throws IOException {
        final HandMadeItch itch = new HandMadeItch(12).day(STOCKS, 300);
        final byte[] before = Frames.join(packet('A', SESSION + "                   1"), packet('S', "z12"));
        final byte[] stream = soup(itch, before);
        final byte[] capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(OPEN_NS, segment(100, 0x10, stream))
                .bytes();

        for (final String book : books(write("unknown.pcap", capture))) {
            assertTrue(book.contains("\"state\":\"stale\""), book);
        }
    }

    @Test
    void shouldCountWhatIsMalformedAndGoOn() throws IOException {
        final HandMadeItch itch = new HandMadeItch(13).day(STOCKS, 2_000);
        final byte[] badSide = itch.messages.stream()
                .filter(message -> message[0] == 'A')
                .findFirst()
                .orElseThrow()
                .clone();
        badSide[19] = 'X';
        final byte[] bad = Frames.join(Frames.two(36), badSide);
        final int half = itch.messages.size() / 2;
        final String file =
                write("bad.itch", Frames.join(itch.file(0, half), bad, itch.file(half, itch.messages.size())));

        compare(itch, "stale", file);
        assertTrue(program.out().endsWith("\"malformed\":1}\n"));
        assertEquals(
                "malformed: " + file + ": record " + (half + 1) + " at offset " + itch.file(0, half).length
                        + ": an order's side of X; it is B or S\n",
                program.err());
        assertEquals(2, program.execute("feed", "book", file, "--json", "--strict"));
        assertEquals("", program.out());
        assertTrue(program.err().contains("record " + (half + 1) + " at offset"), program::err);
    }

    @Test
    void shouldRefuseWhatItCannotUnderstand() throws IOException {
        final String file = write("day.itch", new HandMadeItch(14).day(1, 10).file());

        refuse("--levels -1 is below 0", file, "--levels", "-1");
        refuse("--at noon is no time; write 09:30:00.5", file, "--at", "noon");
        refuse("--zone Mars/Base is no time zone", file, "--at", "10:00", "--zone", "Mars/Base");
        refuse("--zone Mars is no time zone", file, "--zone", "Mars");
        refuse(
                "--zone UTC would have no effect: it is that of a time of day of --at and of --date; add what it is"
                        + " for, or leave it out",
                file,
                "--at",
                "2019-12-30T15:00:00Z",
                "--zone",
                "UTC");
        refuse("--date yesterday is no day; write it as 2019-12-30", file, "--date", "yesterday");
        refuse("--max-orders 0 is not within 1 and 33554432", file, "--max-orders", "0");
    }

    @Test
    void shouldSayThatThereIsNoRoomForMoreOrders() throws IOException {
        final HandMadeItch itch = new HandMadeItch(15).day(2, 2_000);

        assertEquals(
                0,
                program.execute("feed", "book", write("d", itch.file()), "--json", "--max-orders", "10"),
                program::err);

        assertTrue(program.err().contains(" orders found no room; give more with --max-orders"), program::err);
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);
    }

    private void refuse(final String text, final String... arguments) {
        final List<String> all = new ArrayList<>(List.of("feed", "book"));
        all.addAll(List.of(arguments));
        assertEquals(2, program.execute(all.toArray(String[]::new)));
        assertTrue(program.err().contains(text), program::err);
        assertFalse(program.err().contains("Exception"), program::err);
    }

    private void compare(final HandMadeItch itch, final String state, final String... arguments) {
        final List<String> books = books(arguments);
        for (int locate = 1; locate <= books.size(); locate++) {
            final String expected = "{\"id\":" + locate + ",\"symbol\":\"STK" + locate + "\",\"state\":\"" + state
                    + "\"," + itch.book(locate) + "}";
            assertEquals(expected, books.get(locate - 1));
        }
        assertEquals(STOCKS, books.size());
    }

    /** Each instrument's JSON. */
    private List<String> books(final String... arguments) {
        final List<String> all = new ArrayList<>(List.of("feed", "book", "--json"));
        all.addAll(List.of(arguments));
        assertEquals(0, program.execute(all.toArray(String[]::new)), program::err);
        final String out = program.out();
        final String list = out.substring("{\"instruments\":[".length(), out.lastIndexOf("],\"malformed\""));
        final List<String> books = new ArrayList<>();
        for (final String book : list.split("(?<=\\}),(?=\\{)")) {
            books.add(book);
        }
        return books;
    }

    private static byte[] soup(final HandMadeItch itch) {
        return soup(itch, Frames.join(packet('+', "debug"), packet('A', SESSION + "                   1")));
    }

    private static byte[] soup(final HandMadeItch itch, final byte[] before) {
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(before);
        for (final byte[] message : itch.messages) {
            if (stream.size() % 7 == 0) {
                stream.writeBytes(packet('H', ""));
            }
            stream.writeBytes(packet('S', new String(message, StandardCharsets.ISO_8859_1)));
        }
        stream.writeBytes(packet('Z', ""));
        return stream.toByteArray();
    }

    private static byte[] packet(final char type, final String content) {
        return Frames.join(
                Frames.two(1 + content.length()),
                new byte[] {(byte) type},
                content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] segment(final int sequence, final int flags, final byte[] data) {
        return Frames.tcp("10.0.0.1", 7_000, "10.0.0.2", 8_000, sequence, flags, data);
    }

    private static byte[] line(final int line, final byte[] packet) {
        return Frames.udp("10.0.0." + (1 + line), 5_000, "233.54.12." + (1 + line), 26_400, packet);
    }

    private String write(final String name, final byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }
}
