package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import io.tiercel.engine.feed.history.BookBuild;
import io.tiercel.engine.feed.history.BookEntry;
import io.tiercel.engine.feed.history.BookTarget;
import io.tiercel.engine.feed.history.BookTime;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.FeedReading;
import io.tiercel.engine.feed.history.HistoryFiles;
import io.tiercel.engine.feed.history.Origin;
import io.tiercel.engine.feed.history.Protocols;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures of both lines and of the recovery feed: a book that is live at their end is the exchange's. */
final class Mdp3CaptureTest {
    private static final int RUNS = Integer.getInteger("tiercel.modelRuns", 15);
    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());
    private static final int PACKETS = 400;
    private static final int GAP = 40;
    /** The model's other instrument has no true levels. */
    private static final int COUNT = ExchangeModel.BY_ORDER;

    private static final long MILLISECOND = 1_000_000L;
    private static final long OPEN_NS = 1_700_000_000_000_000_000L;

    @TempDir
    Path folder;

    private final List<Arrival> arrivals = new ArrayList<>();
    private Random random;
    private ExchangeModel exchange;
    private long timeNs;
    private int definitionPort = 14_310;

    private record Arrival(long timeNs, byte[] frame) {}

    @Test
    void shouldBeTheExchangesWhenTheOtherLineFillsEachGap() throws IOException {
        for (int run = 0; run < RUNS; run++) {
            begin(SEED + run);
            final int from = random.nextInt(2) * 50;
            for (int i = 0; i < from; i++) {
                exchange.nextPacket();
            }
            for (int i = 0; i < PACKETS; i++) {
                final byte[] packet = exchange.nextPacket();
                final int sure = random.nextInt(2);
                arrive(sure, packet);
                if (random.nextInt(10) >= 3) {
                    arrive(1 - sure, packet);
                }
                if (i == PACKETS / 2) {
                    exchange.snapshots().forEach(this::recover);
                }
                timeNs += MILLISECOND;
            }
            // A reset may have been the last that was said of a book.
            exchange.snapshots().forEach(this::recover);
            assertEquals(COUNT, live("seed " + (SEED + run)), "seed " + (SEED + run));
        }
    }

    @Test
    void shouldNeverBeWrongAndLive() throws IOException {
        int live = 0;
        int closed = 0;
        for (int run = 0; run < RUNS; run++) {
            begin(SEED + run);
            for (int i = 0; i < PACKETS; i++) {
                final byte[] packet = exchange.nextPacket();
                for (int line = 0; line < 2; line++) {
                    // The last one tells what is missing before it.
                    if (random.nextInt(10) >= 3 || i == PACKETS - 1) {
                        arrive(line, packet);
                    }
                }
                if (random.nextInt(40) == 0) {
                    final List<byte[]> snapshots = exchange.snapshots();
                    snapshots.removeIf(lost -> random.nextInt(10) < 2);
                    snapshots.forEach(this::recover);
                }
                timeNs += MILLISECOND / 2;
            }
            final int now = live("seed " + (SEED + run));
            live += now;
            closed += COUNT - now;
        }
        assertTrue(live > 0 && closed > 0, live + " live, " + closed + " not, seed " + SEED);
    }

    /** Both lines lose, the channel is reset, and the exchange counts its packets anew; all in one capture. */
    @Test
    void shouldNeverBeWrongAndLiveBehindLossesAResetAndANewCount() throws IOException {
        int live = 0;
        int closed = 0;
        for (int run = 0; run < RUNS; run++) {
            final String what = "seed " + (SEED + run);
            begin(SEED + run);
            sendWithLosses(PACKETS, false);
            reset();
            sendWithLosses(PACKETS / 2, false);
            exchange = new ExchangeModel(random);
            timeNs += 5_000 * MILLISECOND;
            sendWithLosses(PACKETS, true);
            reset();
            sendWithLosses(1 + random.nextInt(PACKETS), random.nextBoolean());
            final int now = live(what);
            live += now;
            closed += COUNT - now;
        }
        assertTrue(live > 0 && closed > 0, live + " live, " + closed + " not, seed " + SEED);
    }

    private void sendWithLosses(final int packets, final boolean snapshots) {
        for (int i = 0; i < packets; i++) {
            exchange.sendingNs(timeNs);
            final byte[] packet = exchange.nextPacket();
            for (int line = 0; line < 2; line++) {
                if (random.nextInt(10) >= 3 || i == packets - 1) {
                    arrive(line, packet);
                }
            }
            if (snapshots && random.nextInt(40) == 0) {
                exchange.snapshots().forEach(this::recover);
            }
            timeNs += MILLISECOND / 2;
        }
    }

    private void reset() {
        exchange.sendingNs(timeNs);
        final byte[] packet = exchange.reset();
        arrive(0, packet);
        arrive(1, packet);
        timeNs += MILLISECOND;
    }

    /** As a lane with a TCP replay captures it: what both lines lost comes late, by connections of their own. */
    @Test
    void shouldHaveTheBooksOfAllPacketsWhereAReplayFilledTheGaps() throws IOException {
        int closed = 0;
        for (int run = 0; run < RUNS; run++) {
            final String what = "seed " + (SEED + run);
            begin(SEED + run);
            final List<byte[]> packets = new ArrayList<>();
            for (int i = 0; i < PACKETS; i++) {
                packets.add(exchange.nextPacket());
                arrive(0, packets.get(i));
                timeNs += MILLISECOND;
            }
            final String right = states(build());

            beginFile();
            final List<byte[]> missing = new ArrayList<>();
            final List<byte[]> replayed = new ArrayList<>();
            for (int i = 0; i < PACKETS; i++) {
                missing.clear();
                for (int line = 0; line < 2; line++) {
                    if (random.nextInt(10) >= 3 || i == PACKETS - 1) {
                        arrive(line, packets.get(i));
                    } else {
                        missing.add(packets.get(i));
                    }
                }
                if (missing.size() == 2) {
                    replayed.add(packets.get(i));
                }
                if (replayed.size() > 4 || i == PACKETS - 1 && !replayed.isEmpty()) {
                    replay(replayed);
                    replayed.clear();
                }
                timeNs += MILLISECOND;
            }
            assertEquals(right, states(build()), what);

            arrivals.removeIf(each -> each.frame[23] == 6);
            closed += right.equals(states(build())) ? 0 : 1;
        }
        assertTrue(closed > 0, "without the replay books would be closed, seed " + SEED);
    }

    /** However long all of it takes. */
    @Test
    void shouldWaitAsLongAsAReplayAnswers() throws IOException {
        for (final int seconds : new int[] {1, 29}) {
            sendWithAGap(seconds);
            assertEquals(COUNT, live("seed " + SEED + ", " + seconds + " s"), "seed " + SEED);
        }
    }

    @Test
    void shouldGoOnWhereAReplayDoesNotAnswer() throws IOException {
        sendWithAGap(32);
        assertEquals(0, live("seed " + SEED), "seed " + SEED);
    }

    @Test
    void shouldBeRecoveringWhileAReplayAnswers() throws IOException {
        sendWithAGap(1);
        // Times of messages are the numbers of their packets.
        assertEquals(List.of(FeedState.LIVE), states(BookTime.at(GAP - 1)), "seed " + SEED);
        assertEquals(List.of(FeedState.RECOVERING), states(BookTime.at(GAP + 1)), "seed " + SEED);
        assertEquals(List.of(FeedState.LIVE), states(BookTime.at(2 * GAP)), "seed " + SEED);
    }

    private List<FeedState> states(final BookTime time) throws IOException {
        final HistoryFiles files = new HistoryFiles(List.of(write("gap")), null, Protocols.of(null, null));
        final BookBuild build = new BookBuild(files, new Faults(false), time, 0, 0);
        build.run((path, bytes, all) -> true);
        return build.entries().stream()
                .filter(entry -> entry.code() >= ExchangeModel.security(0))
                .filter(entry -> entry.code() < ExchangeModel.security(COUNT))
                .map(entry -> build.book(entry).feedState())
                .distinct()
                .toList();
    }

    /**
     * As many packets as come before it are lost on both lines.
     *
     * @param seconds before each of them that a replay gives again
     */
    private void sendWithAGap(final int seconds) {
        begin(SEED);
        exchange.withoutResets();
        exchange.withoutStatuses();
        sendOn(GAP);
        final List<byte[]> missing = new ArrayList<>();
        for (int i = 0; i < GAP; i++) {
            missing.add(exchange.nextPacket());
        }
        for (final byte[] each : missing) {
            for (int second = 0; second < seconds; second++) {
                // Nothing that a book could recover by.
                arrive(0, exchange.heartbeat());
                timeNs += 1_000 * MILLISECOND;
            }
            replay(List.of(each));
        }
    }

    /** What it does not give is not waited for; what it gave before shows that it is there. */
    @Test
    void shouldGoOnAtOnceWhereAReplayRefuses() throws IOException {
        begin(SEED);
        exchange.withoutResets();
        sendOn(GAP);
        final byte[] missing = exchange.nextPacket();
        sendOn(GAP);
        final long givenNs = replay(List.of(missing));
        sendOn(10 * GAP);
        exchange.nextPacket();
        sendOn(GAP);
        final long refusedNs = replay(List.of());
        sendOn(10 * GAP);

        final List<Long> told = statusTimes();
        assertTrue(told.stream().anyMatch(ns -> ns > givenNs - MILLISECOND && ns <= givenNs), "seed " + SEED);
        assertTrue(told.contains(refusedNs), "seed " + SEED);
    }

    private void sendOn(final int packets) {
        for (int i = 0; i < packets; i++) {
            arrive(0, exchange.nextPacket());
            timeNs += MILLISECOND;
        }
    }

    /** Of the packets in the capture at which something was said of books. */
    private List<Long> statusTimes() throws IOException {
        final List<Long> told = new ArrayList<>();
        final HistoryFiles files = new HistoryFiles(List.of(write("capture")), null, Protocols.of(null, null));
        new FeedReading(files, new Faults(true), new StatusTarget(told)).run((path, bytes, all) -> true);
        return told;
    }

    /** Books are not made: when the feed says something of them is written down. */
    private static final class StatusTarget implements BookTarget, MessageLine {
        private final List<Long> told;
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private int instruments;
        private long capturedNs;

        StatusTarget(final List<Long> told) {
            this.told = told;
        }

        @Override
        public int newFeed() {
            return 1;
        }

        @Override
        public InstrumentDirectory instruments(final int feedId, final boolean byOrder, final int quantityDecimals) {
            return new InstrumentDirectory() {
                @Override
                public int add(final long code, final String symbol) {
                    return ++instruments;
                }

                @Override
                public void rename(final int instrumentId, final long code, final String symbol) {
                    // Its number says which it is.
                }
            };
        }

        @Override
        public MessageLine line() {
            return this;
        }

        @Override
        public long dayNs() {
            return 0;
        }

        @Override
        public boolean untilTime() {
            return false;
        }

        @Override
        public void at(final Origin origin) {
            capturedNs = origin.timeNs();
        }

        @Override
        public void onFault(final Origin origin, final String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public Result offer(final DirectBuffer buffer, final int offset, final int length) {
            header.wrap(buffer, offset);
            if (header.templateId() == FeedStatusDecoder.TEMPLATE_ID) {
                told.add(capturedNs);
            }
            return Result.TAKEN;
        }
    }

    /**
     * The packets, after what a server says of itself, in segments with borders of their own. Returns when the last of
     * it came.
     */
    private long replay(final List<byte[]> packets) {
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        framed(
                stream,
                new Mdp3Bytes().packet(1, 0).message(15, 1).put(5, 1).end().copy());
        packets.forEach(each -> framed(stream, each));
        framed(
                stream,
                new Mdp3Bytes().packet(2, 0).message(16, 100).put(0, 100).end().copy());
        final byte[] bytes = stream.toByteArray();
        final int port = 40_000 + random.nextInt(10_000);
        final int begin = random.nextInt();
        // Behind far more packets of the lines than may be out of order
        long atNs = timeNs + (70 + random.nextInt(100)) * MILLISECOND;
        segment(atNs, port, begin, 0x12, new byte[0]);
        int at = 0;
        while (at < bytes.length) {
            final int next = Math.min(bytes.length, at + 1 + random.nextInt(500));
            atNs += 1_000;
            segment(atNs, port, begin + 1 + at, 0x10, Arrays.copyOfRange(bytes, at, next));
            at = next;
        }
        segment(atNs + 1_000, port, begin + 1 + at, 0x11, new byte[0]);
        return atNs;
    }

    private static void framed(final ByteArrayOutputStream stream, final byte[] packet) {
        stream.write(packet.length);
        stream.write(packet.length >>> 8);
        stream.writeBytes(packet);
    }

    private void segment(final long atNs, final int port, final int sequence, final int flags, final byte[] data) {
        arrivals.add(new Arrival(atNs, Frames.tcp("10.0.0.9", 26_000, "10.0.0.2", port, sequence, flags, data)));
    }

    private static String states(final BookBuild build) {
        return build.entries().stream()
                .map(entry -> entry.code() + " " + build.book(entry).feedState() + " " + levels(build.book(entry)) + " "
                        + entry.errors())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    @Test
    void shouldWaitAsLongAsTheCaptureSaysThatTheLaneDid() throws IOException {
        begin(SEED);
        exchange.withoutResets();
        for (int i = 0; i < PACKETS; i++) {
            final byte[] packet = exchange.nextPacket();
            if (i % 3 != 0) {
                arrive(0, packet);
            }
            arrivals.add(new Arrival(
                    timeNs + 10 * MILLISECOND, Frames.udp("10.0.0.1", 5_000, "224.0.31.2", 15_310, packet)));
            timeNs += MILLISECOND;
        }

        assertTrue(live("seed " + SEED) < COUNT, "seed " + SEED);
        final Captures said = Captures.pcapng(64, 20);
        arrivals.forEach(each -> said.enhancedPacket(0, each.timeNs, each.frame));
        final Path file = Files.write(folder.resolve("said"), said.bytes());
        assertEquals(COUNT, live(build(List.of(file)), "seed " + SEED));
    }

    /** Nothing is remembered any more of what had the numbers of the second file. */
    @Test
    void shouldTakeNoLineForANewCountThatComesInAFileOfItsOwn() throws IOException {
        linesInFilesOfTheirOwn(14_310);
    }

    /** What is older than the changes that were read says nothing, whatever port it comes by. */
    @Test
    void shouldPassOverDefinitionsOfAnotherPortInAFileThatGoesBack() throws IOException {
        linesInFilesOfTheirOwn(15_310);
    }

    private void linesInFilesOfTheirOwn(final int secondDefinitionPort) throws IOException {
        begin(SEED);
        final List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < 9_000; i++) {
            packets.add(exchange.nextPacket());
        }
        final List<Path> files = new ArrayList<>();
        for (int line = 0; line < 2; line++) {
            definitionPort = line == 0 ? 14_310 : secondDefinitionPort;
            beginFile();
            for (int i = 0; i < packets.size(); i++) {
                arrive(line, packets.get(i));
                timeNs += MILLISECOND;
                if (i % 1_000 == 1) {
                    define(0, ExchangeModel.DEPTHS[0]);
                } else if (i == 2_000) {
                    // As it is not any more; it closes the book.
                    define(0, ExchangeModel.DEPTHS[0] + 1);
                }
            }
            if (line == 0) {
                exchange.snapshots().forEach(this::recover);
            }
            files.add(write("line" + line));
        }

        assertEquals(COUNT, live(build(files), "seed " + SEED), "seed " + SEED);
    }

    private void begin(final long seed) {
        random = new Random(seed);
        exchange = new ExchangeModel(random);
        beginFile();
    }

    private void beginFile() {
        arrivals.clear();
        timeNs = OPEN_NS;
        for (int i = 0; i < COUNT; i++) {
            define(i, ExchangeModel.DEPTHS[i]);
        }
    }

    private void define(final int instrument, final int depth) {
        final Mdp3Bytes definition = new Mdp3Bytes()
                .packet(1 + instrument, 0)
                .future(
                        "FUT" + instrument,
                        ExchangeModel.security(instrument),
                        "ES",
                        "ES",
                        'A',
                        17,
                        depth,
                        ExchangeModel.IMPLIED_DEPTHS[instrument]);
        frame("224.0.31.43", definitionPort, definition.copy());
    }

    private void arrive(final int line, final byte[] packet) {
        frame("224.0.31." + (1 + line), 14_310 + 1_000 * line, packet);
    }

    private void recover(final byte[] packet) {
        frame("224.0.31.22", 14_310, packet);
    }

    private void frame(final String group, final int port, final byte[] packet) {
        arrivals.add(new Arrival(
                timeNs + random.nextInt((int) MILLISECOND), Frames.udp("10.0.0.1", 5_000, group, port, packet)));
        timeNs++;
    }

    /** How many books are live; and they are right. */
    private int live(final String what) throws IOException {
        return live(build(), what);
    }

    private int live(final BookBuild build, final String what) {
        int live = 0;
        for (final BookEntry entry : build.entries()) {
            final int instrument = (int) entry.code() - ExchangeModel.security(0);
            final Book book = build.book(entry);
            if (instrument < 0 || instrument >= COUNT) {
                continue;
            }
            assertEquals("FUT" + instrument, entry.symbol());
            assertEquals(0, entry.errors(), what);
            if (book.feedState() == FeedState.LIVE) {
                live++;
                final String right = exchange.bookAfter(exchange.sequence(), instrument);
                assertEquals(right, levels(book), what + ", instrument " + instrument);
            }
        }
        return live;
    }

    private BookBuild build() throws IOException {
        return build(List.of(write("capture")));
    }

    private Path write(final String name) throws IOException {
        arrivals.sort(Comparator.comparingLong(Arrival::timeNs));
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        arrivals.forEach(each -> capture.packet(each.timeNs, each.frame));
        return Files.write(folder.resolve(name), capture.bytes());
    }

    private static BookBuild build(final List<Path> files) throws IOException {
        return build(files, 0);
    }

    private static BookBuild build(final List<Path> files, final int maxOrders) throws IOException {
        final Faults faults = new Faults(false);
        final BookBuild build = new BookBuild(
                new HistoryFiles(files, null, Protocols.of(null, null)), faults, BookTime.never(), maxOrders, 0);
        build.run((path, bytes, all) -> true);
        assertEquals(List.of(), faults.first());
        return build;
    }

    @Test
    void shouldBuildBooksOfOrdersFromTheFirstPacketOn() throws IOException {
        final Mdp3Bytes bytes = new Mdp3Bytes().packet(1, 1).event(47, 5).group(40);
        bytes.order(11, 1_000, 100, 4, 9, 0, '0')
                .order(12, 1_001, 100, 6, 9, 0, '0')
                .end();
        timeNs = OPEN_NS;
        random = new Random(1);
        arrive(0, bytes.copy());
        timeNs += MILLISECOND;
        bytes.packet(2, 2)
                .event(47, 6)
                .group(40)
                .order(11, 1_000, 100, 4, 9, 2, '0')
                .end();
        arrive(1, bytes.copy());

        final BookBuild build = build();

        final BookEntry entry = build.entries().get(0);
        assertEquals(FeedState.LIVE, build.book(entry).feedState());
        assertEquals("{100=6x1} {}", levels(build.book(entry)));
        assertFalse(entry.faulty());
    }

    @Test
    void shouldBeRecoveringBehindADatagramThatWasNotReadUntilTheNextOneSaysThatNothingIsMissing() throws IOException {
        final Mdp3Bytes bytes = new Mdp3Bytes().packet(1, 1).event(47, 5).group(40);
        final byte[] first = bytes.order(11, 1_000, 100, 4, 9, 0, '0').end().copy();
        bytes.packet(2, 2).event(47, 6).group(40);
        final byte[] next = bytes.order(12, 1_001, 100, 6, 9, 0, '0').end().copy();
        final byte[] torn = Arrays.copyOf(next, next.length - 1);

        assertEquals("RECOVERING {100=4x1} {}", withTorn(0, first, torn));
        assertEquals("LIVE {100=10x2} {}", withTorn(0, first, torn, next));
        assertEquals("LIVE {100=10x2} {}", withTorn(1, first, torn, next));
        assertEquals("LIVE {100=4x1} {}", withTorn(0, first, torn, first));
        assertEquals("RECOVERING {100=4x1} {}", withTorn(1, first, torn, first));
        assertEquals("RECOVERING {100=10x2} {}", withTorn(0, first, torn, next, torn));
    }

    @Test
    void shouldBeRecoveringBehindATornCaptureUntilTheNextOneSaysThatNothingIsMissing() throws IOException {
        final Mdp3Bytes bytes = new Mdp3Bytes().packet(1, 1).event(47, 5).group(40);
        final byte[] first = bytes.order(11, 1_000, 100, 4, 9, 0, '0').end().copy();
        bytes.packet(2, 2).event(47, 6).group(40);
        final byte[] next = bytes.order(12, 1_001, 100, 6, 9, 0, '0').end().copy();
        bytes.packet(3, 3).event(47, 7).group(40);
        final byte[] behind = bytes.order(13, 1_002, 100, 1, 9, 0, '0').end().copy();
        final Path torn = capture("torn", first, next);
        Files.write(torn, Arrays.copyOf(Files.readAllBytes(torn), (int) Files.size(torn) - 1));

        assertEquals("RECOVERING {100=4x1} {}", book(torn));
        assertEquals("LIVE {100=10x2} {}", book(torn, capture("whole", next)));
        assertTrue(book(torn, capture("whole", behind)).startsWith("RECOVERING"));
    }

    private Path capture(final String name, final byte[]... packets) throws IOException {
        arrivals.clear();
        random = new Random(1);
        for (final byte[] packet : packets) {
            timeNs = OPEN_NS + MILLISECOND;
            arrive(0, packet);
        }
        return write(name);
    }

    /** Of the capture's only book: its state and its levels. */
    private String withTorn(final int lastLine, final byte[]... packets) throws IOException {
        arrivals.clear();
        random = new Random(1);
        for (int i = 0; i < packets.length; i++) {
            timeNs = OPEN_NS + i * MILLISECOND;
            arrive(i < 2 ? 0 : lastLine, packets[i]);
        }
        return book(write("capture"));
    }

    private String book(final Path... captures) {
        final Faults faults = new Faults(false);
        final BookBuild build = new BookBuild(
                new HistoryFiles(List.of(captures), null, Protocols.of(null, null)), faults, BookTime.never(), 0, 0);
        build.run((path, read, all) -> true);
        assertFalse(faults.first().isEmpty());
        final Book book = build.book(build.entries().get(0));
        return book.feedState() + " " + levels(book);
    }

    @Test
    void shouldBeRecoveringBehindAMessageThatNobodyCanReadAndSayWhichOne() throws IOException {
        final Mdp3Bytes bytes = new Mdp3Bytes().packet(1, 1).event(46, 5).group(32);
        bytes.level(100, 8, 7, 1, 2, 1, 0, '0').wideGroup(24).end();
        timeNs = OPEN_NS;
        random = new Random(1);
        arrive(0, bytes.copy());
        timeNs += MILLISECOND;
        arrive(0, bytes.packet(2, 2).heartbeat().message(77, 4).put(1, 4).end().copy());

        final BookBuild build = build();

        assertEquals(FeedState.RECOVERING, build.book(build.entries().get(0)).feedState());
        assertEquals(0, build.entries().get(0).errors());
        assertEquals(1, build.notes().size());
        assertTrue(
                build.notes()
                        .get(0)
                        .endsWith(": message 2 of the packet: a message of template 77 of schema 1, which is not known:"
                                + " what it changes is not known, so the feed's books are recovering from there on,"
                                + " each until a snapshot"),
                build.notes()::toString);
        assertTrue(build.notes().get(0).contains(": record 2 at offset "), build.notes()::toString);
    }

    @Test
    void shouldNotFollowOnePacketWhoseNumberIsFarAhead() throws IOException {
        final Mdp3Bytes bytes = new Mdp3Bytes().packet(1, 1).event(47, 5).group(40);
        final byte[] first = bytes.order(11, 1_000, 100, 4, 9, 0, '0').end().copy();
        bytes.packet(2, 2).event(47, 6).group(40);
        final byte[] next = bytes.order(12, 1_001, 100, 6, 9, 0, '0').end().copy();
        final byte[] spoilt =
                bytes.packet(3_000_000_000L, Long.MAX_VALUE / 2).heartbeat().copy();

        assertEquals("RECOVERING {100=4x1} {}", withSpoilt(first, spoilt));
        assertEquals("LIVE {100=10x2} {}", withSpoilt(first, spoilt, next));
        assertEquals("RECOVERING {100=10x2} {}", withSpoilt(first, next, spoilt, spoilt));
    }

    /** Of the capture's only book: its state and its levels. */
    private String withSpoilt(final byte[]... packets) throws IOException {
        arrivals.clear();
        random = new Random(1);
        for (int i = 0; i < packets.length; i++) {
            timeNs = OPEN_NS + i * MILLISECOND;
            arrive(0, packets[i]);
        }
        final BookBuild build = build();
        final Book book = build.book(build.entries().get(0));
        return book.feedState() + " " + levels(book);
    }

    /** More than there is room for at the begin, and with less room than they need. */
    @Test
    void shouldSayWhichOrdersFindNoRoom() throws IOException {
        final int count = 300;
        timeNs = OPEN_NS;
        random = new Random(1);
        final Mdp3Bytes bytes = new Mdp3Bytes();
        for (int i = 0; i < count; i++) {
            bytes.packet(1 + i, 1 + i).event(47, 5).group(40);
            arrive(0, bytes.order(11 + i, 1_000 + i, 100, 1, 9, 0, '0').end().copy());
            timeNs += MILLISECOND;
        }
        final List<Path> files = List.of(write("capture"));

        final BookBuild whole = build(files, count);
        final BookBuild small = build(files, count - 1);

        assertEquals(0, whole.ordersLeftOut());
        assertEquals(FeedState.LIVE, whole.book(whole.entries().get(0)).feedState());
        assertEquals("{100=300x300} {}", levels(whole.book(whole.entries().get(0))));
        assertEquals(1, small.ordersLeftOut());
        assertEquals(FeedState.RECOVERING, small.book(small.entries().get(0)).feedState());
        assertEquals(1, small.entries().get(0).errors());
    }

    /** The exchange repeats its status by a snapshot of levels that has none. */
    @Test
    void shouldKeepABookOfOrdersWhoseSnapshotsByLevelAreEmpty() throws IOException {
        timeNs = OPEN_NS;
        random = new Random(1);
        final Mdp3Bytes bytes = new Mdp3Bytes().packet(1, 1).event(47, 5).group(40);
        arrive(0, bytes.order(11, 1_000, 100, 4, 9, 0, '0').end().copy());
        timeNs += MILLISECOND;
        recover(bytes.packet(1, 2).snapshot(1, 9, 0, 17).end().copy());

        final BookBuild build = build();

        final BookEntry entry = build.entries().get(0);
        assertEquals(FeedState.LIVE, build.book(entry).feedState());
        assertEquals("{100=4x1} {}", levels(build.book(entry)));
    }

    @Test
    void shouldNotTrustABookWhoseDepthNobodySays() throws IOException {
        final Mdp3Bytes bytes = new Mdp3Bytes().packet(1, 1).event(46, 5).group(32);
        bytes.level(100, 8, 7, 1, 2, 1, 0, '0').level(100, 8, 8, 1, 2, 1, 0, '0');
        bytes.level(1, 8, 8, 2, 2, 10, 1, '1').wideGroup(24).end();
        timeNs = OPEN_NS;
        random = new Random(1);
        arrive(0, bytes.copy());

        final BookBuild build = build();

        assertEquals(FeedState.LIVE, build.book(build.entries().get(0)).feedState());
        assertTrue(build.entries().get(0).faulty());
        assertFalse(build.entries().get(1).faulty(), "it has ten levels");
        assertEquals(FeedState.RECOVERING, build.book(build.entries().get(1)).feedState());
        assertEquals(1, build.entries().get(1).errors(), "there is no level 10 yet");
    }

    @Test
    void shouldKeepTheLastStatistics() throws IOException {
        final Mdp3Bytes bytes = new Mdp3Bytes()
                .packet(1, 1)
                .event(37, 5)
                .group(16)
                .volume(17, 7, 1)
                .end();
        bytes.event(51, 5).group(24);
        statistic(bytes, 2_500_000_000L, 0, '4').end();
        bytes.event(51, 6).group(24);
        statistic(bytes, 9_000_000_000L, 5, '4').end();
        bytes.event(51, 7).group(24);
        statistic(bytes, 3_000_000_000L, 0, '7').end();
        timeNs = OPEN_NS;
        random = new Random(1);
        arrive(0, bytes.copy());

        final BookEntry entry = build().entries().get(0);

        final StringBuilder text = new StringBuilder();
        entry.statistics().writeTo((io.tiercel.codecs.layout.FieldWriter) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {io.tiercel.codecs.layout.FieldWriter.class},
                (proxy, method, arguments) -> {
                    text.append(arguments[0]).append('=').append(arguments[1]).append(' ');
                    return null;
                }));
        assertEquals("open=2500000000 high=3000000000 indicativeOpen=9000000000 volume=17 ", text.toString());
    }

    /** Of message 51, byte by byte. */
    private static Mdp3Bytes statistic(final Mdp3Bytes bytes, final long price, final int flag, final char type) {
        return bytes.entry()
                .put(price, 8)
                .put(7, 4)
                .put(2, 4)
                .put(flag, 1)
                .put(0, 1)
                .put(type, 1)
                .put(0x7FFFFFFF, 4)
                .put(0, 1);
    }

    private static String levels(final Book book) {
        final TreeMap<Long, String> bids = new TreeMap<>(Comparator.reverseOrder());
        final TreeMap<Long, String> asks = new TreeMap<>();
        for (int i = 0; i < book.levelCount(Side.BUY); i++) {
            bids.put(
                    book.levelPriceNanos(Side.BUY, i),
                    book.levelQuantity(Side.BUY, i) + "x" + book.levelOrderCount(Side.BUY, i));
        }
        for (int i = 0; i < book.levelCount(Side.SELL); i++) {
            asks.put(
                    book.levelPriceNanos(Side.SELL, i),
                    book.levelQuantity(Side.SELL, i) + "x" + book.levelOrderCount(Side.SELL, i));
        }
        return bids + " " + asks;
    }
}
