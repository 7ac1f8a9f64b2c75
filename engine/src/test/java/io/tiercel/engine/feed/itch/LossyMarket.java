package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.PacketLines;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.ingress.VirtualClock;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** An exchange with four stocks, two bad lines of it and its request server, on virtual time, before a lane. */
final class LossyMarket implements PacketLines {
    private static final String SESSION = "DAY-000001";
    private static final String[] STOCKS = {"AAA", "BBB", "CCC", "DDD"};
    private static final long SPACING_NS = 100_000;
    private static final long WINDOW_NS = 6_000_000;
    private static final long SILENT_NS = 200_000_000;
    private static final int REORDERED_PACKETS = 50;
    private static final double LOSS = 0.3;
    private static final double REPEATED = 0.1;
    /** Messages that the request server has; a power of two. */
    private static final int KEPT = 1 << 16;

    private static final int ANSWER_MESSAGES = 30;
    /** Requests in a row, fewer than are tried: it is slow to answer, not down. */
    private static final int MAX_IGNORED = 3;

    private static final int MAX_ORDERS = 3_000;

    private record Arrival(long timeNs, long order, int line, int number, byte[] packet)
            implements Comparable<Arrival> {
        @Override
        public int compareTo(final Arrival other) {
            return timeNs == other.timeNs ? Long.compare(order, other.order) : Long.compare(timeNs, other.timeNs);
        }
    }

    final FeedCounts counts = new FeedCounts();
    boolean serverIsDown;
    /** Who is asked for snapshots says nothing yet. */
    boolean snapshotsAreLate;
    /** Nothing comes by either line. */
    boolean deadLines;
    /** Of packets, on each line. */
    double loss = LOSS;
    /** Line A is dead, and line B repeats so many of the newest packets that it has sent; 0 when all is well. */
    int stuckPackets;

    long liveChecks;

    private final long seed;
    private final Random random;
    private final OrderDigest sentBooks = new OrderDigest();
    private final OrderDigest books = new OrderDigest();
    private final BooksLine subscriber = new BooksLine(books);
    private final LineStatistics statistics = new LineStatistics(2);
    private final VirtualClock clock = new VirtualClock(1_577_716_200_000_000_000L);
    private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>();
    private final byte[][] kept = new byte[KEPT][];
    /** What the books are after each message. */
    private long[] digests = new long[1 << 16];

    private final List<byte[]> sentByB = new ArrayList<>();
    private final List<Long> open = new ArrayList<>();
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder();
    private final ItchHandler handler;
    private final FeedLane lane;
    private long next = 1;
    private long nextOrder = 1;
    private long orders;
    private int line;
    private int number;
    private int stuckAt;
    private long sentPackets;
    private long lostPackets;
    private long repeatedPackets;
    private final int[] newest = new int[2];
    private int displaced;
    private int ignored;
    /** Which message of the session the books are at, beside the number of those that the lines have brought. */
    private long skipped;

    LossyMarket(final long seed) {
        this(seed, 0);
    }

    /** @param snapshotAttempts 0 for no server of snapshots */
    LossyMarket(final long seed, final int snapshotAttempts) {
        this.seed = seed;
        random = new Random(seed);
        final List<FeedInstrument> instruments = new ArrayList<>();
        for (int i = 0; i < STOCKS.length; i++) {
            instruments.add(new FeedInstrument(1 + i, STOCKS[i], 0));
        }
        final FeedSender sender = new FeedSender(
                9, subscriber, counts, ItchHandler.stagedMessages(STOCKS.length, FeedLane.MAX_DATAGRAM_BYTES));
        final ArbitrationBounds bounds = new ArbitrationBounds(
                4_096,
                2_048,
                64,
                WINDOW_NS,
                60_000,
                5,
                2_000_000,
                10_000_000_000L,
                snapshotAttempts,
                20_000_000,
                64,
                300_000_000,
                SILENT_NS);
        handler = new ItchHandler(
                sender,
                counts,
                instruments,
                new ItchHandler.Receiving(
                        "",
                        bounds,
                        statistics,
                        this::request,
                        snapshotAttempts > 0 ? new Snapshots() : SnapshotSource.NONE,
                        ItchMarket.NASDAQ),
                ZoneId.of("America/New_York"),
                clock);
        lane = new FeedLane(this, handler, sender, counts, clock);
    }

    void run(final int packets) {
        for (int i = 0; i < packets; i++) {
            final int count = 1 + random.nextInt(5);
            final long first = next;
            for (int each = 0; each < count; each++) {
                add();
            }
            send(packet(first, count));
            advance(SPACING_NS);
        }
    }

    /** Nothing more is traded: heartbeats, until all has come to rest. */
    void rest() {
        for (int i = 0; i < 20_000; i++) {
            if (i % 10 == 0) {
                arrivals.add(new Arrival(clock.timeNs(), orders++, 0, number, packet(next, 0)));
            }
            advance(SPACING_NS);
        }
    }

    /** One more message, of the session's first ones those that name the stocks. */
    private void add() {
        final int stock = next <= STOCKS.length ? (int) next - 1 : random.nextInt(STOCKS.length);
        final int length = next <= STOCKS.length
                ? about(stock).stockDirectory(STOCKS[stock], 100)
                : open.size() < 10 ? enter(stock) : change(stock);
        final byte[] message = new byte[length];
        scratch.getBytes(0, message);
        kept[(int) (next & KEPT - 1)] = message;
        if (next == digests.length) {
            digests = Arrays.copyOf(digests, 2 * digests.length);
        }
        digests[(int) next++] = sentBooks.value();
    }

    private ItchEncoder about(final int stock) {
        return encoder.wrap(scratch, 0).about(1 + stock, 34_200_000_000_000L + next);
    }

    private int enter(final int stock) {
        final long id = nextOrder++;
        final boolean buys = random.nextBoolean();
        final int shares = 1 + random.nextInt(900);
        final long price = 1_000_000 + random.nextInt(100) * 100L;
        open.add(id);
        sentBooks.add(id, 1 + stock, buys, shares, price * 100_000);
        return about(stock).addOrder(id, buys ? 'B' : 'S', shares, STOCKS[stock], price);
    }

    private int change(final int stock) {
        final int place = random.nextInt(open.size());
        final long id = open.get(place);
        final OrderDigest.Order order = sentBooks.order(id);
        final int part = 1 + random.nextInt((int) order.quantity());
        switch (open.size() > MAX_ORDERS ? 3 : random.nextInt(8)) {
            case 0 -> {
                reduce(place, id, part);
                return about(order.instrument() - 1).executed(id, part, next);
            }
            case 1 -> {
                reduce(place, id, part);
                return about(order.instrument() - 1).cancel(id, part);
            }
            case 2 -> {
                final long with = nextOrder++;
                final long price = 1_000_000 + random.nextInt(100) * 100L;
                sentBooks.remove(id);
                sentBooks.add(with, order.instrument(), order.buys(), part, price * 100_000);
                open.set(place, with);
                return about(order.instrument() - 1).replace(id, with, part, price);
            }
            case 3 -> {
                reduce(place, id, order.quantity());
                return about(order.instrument() - 1).delete(id);
            }
            default -> {
                return enter(stock);
            }
        }
    }

    private void reduce(final int place, final long id, final long quantity) {
        sentBooks.reduce(id, quantity);
        if (sentBooks.order(id) == null) {
            open.set(place, open.get(open.size() - 1));
            open.remove(open.size() - 1);
        }
    }

    private byte[] packet(final long first, final int count) {
        int length = MoldUdp64Flyweight.HEADER_LENGTH;
        for (int i = 0; i < count; i++) {
            length += MoldUdp64Flyweight.BLOCK_HEADER_LENGTH + kept[(int) (first + i & KEPT - 1)].length;
        }
        final byte[] bytes = new byte[length];
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        MoldUdp64Flyweight.encodeHeader(
                buffer,
                0,
                MoldUdp64Flyweight.sessionHigh(SESSION),
                MoldUdp64Flyweight.sessionLow(SESSION),
                first,
                count);
        int at = MoldUdp64Flyweight.HEADER_LENGTH;
        for (int i = 0; i < count; i++) {
            final byte[] message = kept[(int) (first + i & KEPT - 1)];
            MoldUdp64Flyweight.encodeBlockLength(buffer, at, message.length);
            at += MoldUdp64Flyweight.BLOCK_HEADER_LENGTH;
            buffer.putBytes(at, message);
            at += message.length;
        }
        return bytes;
    }

    private void send(final byte[] packet) {
        number++;
        if (stuckPackets > 0) {
            final int from = Math.max(0, sentByB.size() - stuckPackets);
            sendBy(1, sentByB.get(from + stuckAt++ % (sentByB.size() - from)));
            return;
        }
        sendBy(0, packet);
        sendBy(1, packet);
        if (sentByB.size() < 10_000) {
            sentByB.add(packet);
        }
    }

    private void sendBy(final int to, final byte[] packet) {
        if (deadLines) {
            return;
        }
        sentPackets++;
        if (random.nextDouble() < loss) {
            lostPackets++;
            return;
        }
        plan(to, packet);
        if (random.nextDouble() < REPEATED) {
            repeatedPackets++;
            plan(to, packet);
        }
    }

    private void plan(final int to, final byte[] packet) {
        final long delayNs = (long) (random.nextDouble() * REORDERED_PACKETS * SPACING_NS);
        arrivals.add(new Arrival(clock.timeNs() + delayNs, orders++, to, number, packet));
    }

    private boolean request(final long sessionHigh, final int sessionLow, final long from, final int count) {
        if (serverIsDown || ignored < MAX_IGNORED && random.nextInt(10) == 0) {
            ignored++;
            return true;
        }
        ignored = 0;
        final int answered = (int) Math.min(Math.min(count, ANSWER_MESSAGES), next - from);
        if (answered > 0 && from > next - KEPT) {
            arrivals.add(new Arrival(clock.timeNs() + 100_000, orders++, ANSWERS, 0, packet(from, answered)));
        }
        return true;
    }

    /** Of the books as they are when it begins; some break off, or do not come at all. */
    private final class Snapshots implements SnapshotSource {
        private boolean asked;
        private long dueNs;

        @Override
        public void ask() {
            asked = random.nextInt(4) > 0;
            dueNs = clock.timeNs() + 5_000_000;
        }

        @Override
        public void cancel() {
            asked = false;
        }

        @Override
        public boolean poll(final Listener listener, final long timeNs) {
            if (!asked || snapshotsAreLate || timeNs < dueNs) {
                return false;
            }
            asked = false;
            if (!listener.onSnapshotSession(SESSION) || !listener.onSnapshotBegin()) {
                return true;
            }
            for (int stock = 0; stock < STOCKS.length; stock++) {
                listener.onSnapshotMessage(scratch, 0, about(stock).stockDirectory(STOCKS[stock], 100));
            }
            final int breaksOffAt = random.nextInt(8) == 0 ? random.nextInt(open.size() + 1) : -1;
            for (int i = 0; i < open.size() && i != breaksOffAt; i++) {
                final long id = open.get(i);
                final OrderDigest.Order order = sentBooks.order(id);
                final int stock = order.instrument() - 1;
                listener.onSnapshotMessage(
                        scratch,
                        0,
                        about(stock)
                                .addOrder(
                                        id,
                                        order.buys() ? 'B' : 'S',
                                        (int) order.quantity(),
                                        STOCKS[stock],
                                        order.priceNanos() / 100_000));
                listener.onSnapshotPause();
            }
            if (breaksOffAt >= 0) {
                listener.onSnapshotFailed();
            } else {
                skipped = next - 1 - counts.get(FeedCount.MESSAGES);
                listener.onSnapshotEnd(next);
            }
            return true;
        }
    }

    private void advance(final long durationNs) {
        clock.advanceTo(clock.timeNs() + durationNs);
        while (lane.doWork() > 0) {
            check();
        }
        check();
    }

    /** All that it has told is of messages that have come. */
    private void check() {
        if (subscriber.live()) {
            liveChecks++;
            final long taken = skipped + counts.get(FeedCount.MESSAGES);
            assertEquals(digests[(int) taken], books.value(), () -> "after message " + taken + "; " + text());
        }
    }

    @Override
    public boolean receive(final ByteBuffer bytes, final long timeNs) {
        if (arrivals.isEmpty() || arrivals.peek().timeNs > timeNs) {
            return false;
        }
        final Arrival arrival = arrivals.poll();
        line = arrival.line;
        if (line != ANSWERS) {
            newest[line] = Math.max(newest[line], arrival.number);
            displaced = Math.max(displaced, newest[line] - arrival.number);
        }
        bytes.clear();
        bytes.put(arrival.packet);
        return true;
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public void record(final DirectBuffer buffer, final int length, final long timeNs) {
        // Nobody captures.
    }

    @Override
    public long outageCount() {
        return 0;
    }

    LaneState state() {
        return handler.state();
    }

    long sentMessages() {
        return next - 1;
    }

    /** As bad as it is said to be: by what was lost, repeated and put out of order indeed. */
    void assertBad() {
        assertEquals(LOSS, (double) lostPackets / sentPackets, 0.01, this::text);
        assertEquals(REPEATED, (double) repeatedPackets / (sentPackets - lostPackets), 0.01, this::text);
        assertTrue(
                displaced > REORDERED_PACKETS - 5 && displaced <= REORDERED_PACKETS, () -> displaced + "; " + text());
    }

    String text() {
        return "seed " + seed + ", " + handler.state() + " " + handler.reason() + ", " + next + " sent, live in "
                + liveChecks + " checks, " + counts.text() + "; " + statistics.text();
    }
}
