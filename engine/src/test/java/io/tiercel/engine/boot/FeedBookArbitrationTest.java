package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures of two lines that lose and reorder: books as without loss, or said to be stale. */
final class FeedBookArbitrationTest {
    private static final String SESSION = "DAY-000001";
    private static final String NEXT_SESSION = "DAY-000002";
    private static final int STOCKS = 3;
    private static final long OPEN_NS = 1_577_716_200_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final double LOSS = 0.3;
    private static final int SEEDS = 60;

    @TempDir
    Path folder;

    private final Program program = new Program();
    private final List<Arrival> arrivals = new ArrayList<>();
    private Random random;
    private long timeNs;
    /** Whether each packet of the newest day came on a line. */
    private boolean whole;

    private record Arrival(long timeNs, byte[] frame) {}

    @Test
    void shouldBeLiveWhenTheOtherLineFillsEachGap() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed);
            final HandMadeItch day = new HandMadeItch(seed).day(STOCKS, 500);
            send(day, SESSION, 0, true);

            assertTrue(live(day, "lines"), "seed " + seed + ": " + program.out());
        }
    }

    /** What a lane waits for is the lane's to say: by what its capture says it is waited for here, too. */
    @Test
    void shouldWaitAsLongAsTheCaptureSaysThatTheLaneDid() throws IOException {
        begin(1);
        final HandMadeItch day = new HandMadeItch(1).day(STOCKS, 500);
        for (int from = 0; from < day.messages.size(); from++) {
            final byte[] packet = day.packet(SESSION, from, from + 1);
            if (from % 3 != 0) {
                arrive(0, packet);
            }
            arrivals.add(new Arrival(timeNs + 10 * MILLISECOND, frame(1, packet)));
            timeNs += MILLISECOND;
        }

        assertFalse(live(day, "unsaid"), program::out);
        assertTrue(live(day, Captures.pcapng(64, 20)), program::out);
        assertFalse(live(day, Captures.pcapng(64, 5)), "less time");
        assertFalse(live(day, Captures.pcapng(2, 20)), "fewer packets");
    }

    private boolean live(final HandMadeItch truth, final Captures capture) throws IOException {
        arrivals.forEach(each -> capture.enhancedPacket(0, each.timeNs, each.frame));
        return isLive(
                truth, Files.write(folder.resolve("said"), capture.bytes()).toString());
    }

    @Test
    void shouldNeverBeWrongAndLive() throws IOException {
        int live = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed);
            final HandMadeItch day = new HandMadeItch(seed).day(STOCKS, 1 + random.nextInt(60));
            send(day, SESSION, LOSS, false);

            assertEquals(whole, live(day, "lossy"), "seed " + seed + ": " + program.out());
            live += whole ? 1 : 0;
        }
        assertTrue(live > 0 && live < SEEDS, live + " of them lost nothing");
    }

    @Test
    void shouldBeginAnewWithAnotherSession() throws IOException {
        int live = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed);
            send(new HandMadeItch(seed + 1_000).day(STOCKS, 200), SESSION, LOSS, false);
            final HandMadeItch day = new HandMadeItch(seed).day(STOCKS, 1 + random.nextInt(60));
            send(day, NEXT_SESSION, LOSS, false);

            assertEquals(whole, live(day, "sessions"), "seed " + seed + ": " + program.out());
            live += whole ? 1 : 0;
        }
        assertTrue(live > 0 && live < SEEDS, live + " of them lost nothing");
    }

    @Test
    void shouldTellASequenceThatBeginsAnew() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed);
            send(new HandMadeItch(seed + 1_000).day(STOCKS, 400), SESSION, LOSS, false);
            timeNs += 5 * MILLISECOND;
            final HandMadeItch day = new HandMadeItch(seed).day(STOCKS, 1 + random.nextInt(400));
            send(day, SESSION, LOSS, false);

            assertFalse(live(day, "reset"), "seed " + seed + ": " + program.out());
        }
    }

    /** All in one capture, a session after the reset, and a reset after the session. */
    @Test
    void shouldEndRightOrStaleWithLossesASessionAndAReset() throws IOException {
        int live = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed);
            send(new HandMadeItch(seed + 1_000).day(STOCKS, 300), SESSION, LOSS, false);
            timeNs += 5 * MILLISECOND;
            send(new HandMadeItch(seed + 2_000).day(STOCKS, 200), SESSION, LOSS, false);
            final HandMadeItch day = new HandMadeItch(seed).day(STOCKS, 1 + random.nextInt(60));
            send(day, NEXT_SESSION, LOSS, false);

            assertEquals(whole, live(day, "sessionLast"), "seed " + seed + ": " + program.out());
            live += whole ? 1 : 0;

            begin(seed);
            send(new HandMadeItch(seed + 1_000).day(STOCKS, 300), SESSION, LOSS, false);
            send(new HandMadeItch(seed + 2_000).day(STOCKS, 200), NEXT_SESSION, LOSS, false);
            timeNs += 5 * MILLISECOND;
            send(day, NEXT_SESSION, LOSS, false);

            // That it begins anew is seen by its first packets, which are gone then.
            assertFalse(live(day, "resetLast"), "seed " + seed + ": " + program.out());
        }
        assertTrue(live > 0 && live < SEEDS, live + " of them lost nothing");
    }

    @Test
    void shouldTellASequenceThatBeginsAnewAtTheVeryEnd() throws IOException {
        begin(1);
        final HandMadeItch before = new HandMadeItch(1).day(STOCKS, 9_000);
        for (int i = 0; i < before.messages.size(); i++) {
            arrive(0, before.packet(SESSION, i, i + 1));
        }
        // Nothing is remembered of what had these sequences.
        final HandMadeItch day = new HandMadeItch(2).day(STOCKS, 1);
        arrive(0, day.packet(SESSION, 0, 1));

        assertFalse(live(before, "end"), program.out());
    }

    @Test
    void shouldTakeNoLineForANewSequenceThatComesInAFileOfItsOwn() throws IOException {
        begin(1);
        final HandMadeItch day = new HandMadeItch(1).day(STOCKS, 12_000);
        final Captures[] lines = new Captures[2];
        for (int line = 0; line < 2; line++) {
            lines[line] = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
            for (int i = 0; i < day.messages.size(); i++) {
                lines[line].packet(OPEN_NS + i * MILLISECOND, frame(line, day.packet(SESSION, i, i + 1)));
            }
        }
        final Path first = Files.write(folder.resolve("a.pcap"), lines[0].bytes());
        final Path second = Files.write(folder.resolve("b.pcap"), lines[1].bytes());

        assertTrue(isLive(day, first.toString(), second.toString()), program.out());
    }

    @Test
    void shouldMergeFilesOfOneLineEach() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed);
            final HandMadeItch day = new HandMadeItch(seed).day(STOCKS, 500);
            send(day, SESSION, 0, true);
            arrivals.sort(Comparator.comparingLong(Arrival::timeNs));
            final Captures[] lines = new Captures[2];
            for (int line = 0; line < 2; line++) {
                lines[line] = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
            }
            arrivals.forEach(each -> lines[isOfLine(1, each.frame) ? 1 : 0].packet(each.timeNs, each.frame));
            final Path first = Files.write(folder.resolve("a.pcap"), lines[0].bytes());
            final Path second = Files.write(folder.resolve("b.pcap"), lines[1].bytes());

            assertTrue(isLive(day, "--lines", second.toString(), first.toString()), "seed " + seed + program.out());
            assertFalse(isLive(day, second.toString(), first.toString()), "seed " + seed + ": one after the other");
        }
    }

    @Test
    void shouldMergeCapturesOnly() throws IOException {
        final Path file = Files.write(
                folder.resolve("day.itch"), new HandMadeItch(1).day(STOCKS, 10).file());

        assertEquals(2, program.execute("feed", "inspect", "--lines", file.toString(), file.toString()));
        assertTrue(program.err().contains("is no capture; --lines is for captures"), program::err);
    }

    /** By the last byte of its address. */
    private static boolean isOfLine(final int line, final byte[] frame) {
        return frame[33] == 1 + line;
    }

    private void begin(final int seed) {
        random = new Random(seed);
        arrivals.clear();
        timeNs = OPEN_NS;
    }

    /** @param eachComes of two lines one at least brings each packet, the other one by chance */
    private void send(final HandMadeItch day, final String session, final double loss, final boolean eachComes) {
        whole = true;
        for (int from = 0; from < day.messages.size(); ) {
            final int to = Math.min(day.messages.size(), from + 1 + random.nextInt(3));
            final byte[] packet = day.packet(session, from, to);
            final int sure = eachComes ? random.nextInt(2) : -1;
            boolean came = false;
            for (int line = 0; line < 2; line++) {
                if (line == sure || random.nextDouble() >= (eachComes ? LOSS : loss)) {
                    arrive(line, packet);
                    came = true;
                }
            }
            whole &= came;
            timeNs += random.nextInt(200_000);
            from = to;
        }
        timeNs += 2 * MILLISECOND;
        for (int line = 0; line < 2; line++) {
            arrive(line, heartbeat(session, day.messages.size() + 1L));
        }
        timeNs += 2 * MILLISECOND;
    }

    private void arrive(final int line, final byte[] packet) {
        arrivals.add(new Arrival(timeNs + random.nextInt(1_000_000), frame(line, packet)));
        timeNs += 1;
    }

    private static byte[] heartbeat(final String session, final long sequence) {
        return Frames.join(session.getBytes(StandardCharsets.US_ASCII), Frames.eight(sequence), Frames.two(0));
    }

    private static byte[] frame(final int line, final byte[] packet) {
        return Frames.udp("10.0.0." + (1 + line), 5_000, "233.54.12." + (1 + line), 26_400, packet);
    }

    private boolean live(final HandMadeItch truth, final String name) throws IOException {
        arrivals.sort(Comparator.comparingLong(Arrival::timeNs));
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        arrivals.forEach(each -> capture.packet(each.timeNs, each.frame));
        return isLive(truth, Files.write(folder.resolve(name), capture.bytes()).toString());
    }

    /** Whether all books are live; and they are right then. Others are stale. */
    private boolean isLive(final HandMadeItch truth, final String... files) {
        final List<String> command = new ArrayList<>(List.of("feed", "book", "--json"));
        command.addAll(List.of(files));
        assertEquals(0, program.execute(command.toArray(String[]::new)), program::err);
        boolean live = true;
        for (final Config book : program.json().getConfigList("instruments")) {
            live &= book.getString("state").equals("live");
            assertTrue(live || book.getString("state").equals("stale"), program::out);
            if (live) {
                final String right = truth.book(book.getInt("id"));
                assertTrue(program.out().contains(right.substring(0, right.indexOf("\"crossed\""))), right);
            }
        }
        return live;
    }
}
