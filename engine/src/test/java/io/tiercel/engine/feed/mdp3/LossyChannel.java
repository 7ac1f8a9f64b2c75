package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.FeedSenderAccess;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An exchange model on two bad incremental lines, two bad recovery lines and, if wanted, a replay, on virtual time.
 * Some snapshots lag, some are of another session or of the week before, and some packets say a wrong time of sending.
 * The instrument feed repeats definitions, and says that what is halted trades. A book that is live must be the
 * exchange's after the packet that was taken last, and its status, too, or HALTED.
 */
final class LossyChannel implements PacketReplay {
    static final long SPACING_NS = 100_000;
    private static final long TICK_NS = 250_000;
    private static final long WINDOW_NS = 6_000_000;
    private static final long REQUEST_NS = 5_000_000;
    private static final int REORDERED_PACKETS = 50;
    private static final double REPEATED = 0.1;
    private static final int SNAPSHOTS_EVERY = 100;
    private static final int KEPT = 20_000;
    /** A line behind those of packets and snapshots. */
    private static final int DEFINITIONS = 4;

    /** What some snapshots come late by. */
    private static final long LAG_NS = 2_000 * SPACING_NS;
    /** So far a foreign snapshot is ahead at least, or nobody could know. */
    private static final int FOREIGN_PACKETS = 100;

    private static final Mdp3Feed.Room ROOM = new Mdp3Feed.Room(100_000, 4_000);

    private record Arrival(long timeNs, long order, Runnable action) implements Comparable<Arrival> {
        @Override
        public int compareTo(final Arrival other) {
            return timeNs == other.timeNs ? Long.compare(order, other.order) : Long.compare(timeNs, other.timeNs);
        }
    }

    final FeedCounts counts = new FeedCounts();
    final FeedCounts packets = new FeedCounts();
    final Mdp3Feed feed;
    double loss = 0.3;
    /** Of the packets, by the time that they say to be sent at. */
    double wrongTimes = 0.001;

    boolean replayRefuses;
    /** The recovery feed says nothing yet. */
    boolean snapshotsAreLate;

    boolean deadA;
    /** Line B repeats so many of the newest packets that it has sent, and says nothing else; 0 when it is not stuck. */
    int stuckPackets;
    /** What line B is behind. */
    long lagNs;

    long liveChecks;
    /** Of these, how often the subscriber could trade. */
    long tradingChecks;

    long checks;
    long staleNs;

    private final boolean replays;
    private final long seed;
    private final Random random;
    private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>();
    private final SubscriberBooks subscriber = new SubscriberBooks();
    private final LineStatistics lines = new LineStatistics(2);
    private final FeedSender sender =
            new FeedSender(9, subscriber, counts, Mdp3Feed.stagedMessages(ExchangeModel.COUNT, 1 << 16, ROOM));
    private final List<ExchangeModel> weeks = new ArrayList<>();
    private final ExchangeModel foreign;
    private final Map<Long, byte[]> sent = new HashMap<>();
    private final Deque<byte[]> replayed = new ArrayDeque<>();
    private int replayGeneration;
    private boolean failed;
    private long sentPackets;
    private long lostPackets;
    private long repeatedPackets;
    /** What line B repeats while it is stuck, or what it brings so much later. */
    private final List<byte[]> sentByB = new ArrayList<>();

    private int stuckAt;
    private long orders;
    private long nowNs = 1_000_000_000L;

    LossyChannel(final long seed, final boolean requests, final boolean replays) {
        this.replays = replays;
        this.seed = seed;
        random = new Random(seed);
        final List<Mdp3Instrument> instruments = new ArrayList<>();
        for (int i = 0; i < ExchangeModel.COUNT; i++) {
            instruments.add(new Mdp3Instrument(
                    new FeedInstrument(1 + i, ExchangeModel.symbol(i), 0),
                    ExchangeModel.security(i),
                    ExchangeModel.DEPTHS[i],
                    ExchangeModel.IMPLIED_DEPTHS[i],
                    i == ExchangeModel.BY_ORDER));
        }
        final ArbitrationBounds bounds = new ArbitrationBounds(
                4_096,
                8_192,
                64,
                WINDOW_NS,
                requests ? MAX_PACKETS : 0,
                3,
                REQUEST_NS,
                200_000_000,
                1,
                100_000_000,
                64,
                300_000_000,
                200_000_000);
        feed = new Mdp3Feed(
                sender, counts, instruments, new Mdp3Feed.Receiving(310, 2, bounds, lines, packets, this), ROOM);
        foreign = new ExchangeModel(random);
        for (int i = 0; i < FOREIGN_PACKETS; i++) {
            foreign.nextPacket();
        }
        feed.onSubscriber(nowNs);
        send();
        newWeek();
    }

    /** The exchange begins its count anew, with empty books. */
    void newWeek() {
        weeks.add(new ExchangeModel(random));
        sent.clear();
    }

    /** Never is the channel reset by itself, by which books would begin anew without a snapshot. */
    void withoutResets() {
        exchange().withoutResets();
    }

    private ExchangeModel exchange() {
        return weeks.get(weeks.size() - 1);
    }

    /** So many packets, which nobody hears. */
    void trade(final int packets) {
        for (int i = 0; i < packets; i++) {
            exchange().sendingNs(sendingNs());
            keep(exchange().nextPacket());
        }
    }

    void run(final int packets) {
        for (int i = 0; i < packets; i++) {
            exchange().sendingNs(sendingNs());
            send(keep(exchange().nextPacket()));
            if (i % SNAPSHOTS_EVERY == 0) {
                snapshots();
            } else if (i % SNAPSHOTS_EVERY == SNAPSHOTS_EVERY / 2) {
                definitions();
            }
            advance(SPACING_NS);
        }
    }

    /** The exchange is quiet for long enough for all to come to rest: heartbeats, and snapshots. */
    void rest() {
        loss = 0;
        for (int i = 0; i < 400; i++) {
            exchange().sendingNs(sendingNs());
            send(keep(exchange().heartbeat()));
            if (i % 20 == 0) {
                snapshots();
            }
            advance(1_000_000);
        }
        land();
    }

    /** What is on its way comes. */
    void land() {
        advance(REORDERED_PACKETS * SPACING_NS);
    }

    private byte[] keep(final byte[] packet) {
        sent.put(exchange().sequence(), packet);
        sent.remove(exchange().sequence() - KEPT);
        exchange().forgetBefore(exchange().sequence() - KEPT);
        return packet;
    }

    private void send(final byte[] packet) {
        if (!deadA) {
            sendBy(0, packet);
        }
        if (stuckPackets > 0) {
            final int from = Math.max(0, sentByB.size() - stuckPackets);
            sendBy(1, sentByB.get(from + stuckAt++ % (sentByB.size() - from)));
        } else {
            sentByB.add(packet);
            sendBy(1, packet);
        }
    }

    /** As bad as they are said to be. */
    void assertBad() {
        assertEquals(loss, (double) lostPackets / sentPackets, 0.01, this::text);
        assertEquals(REPEATED, (double) repeatedPackets / (sentPackets - lostPackets), 0.01, this::text);
    }

    private void sendBy(final int line, final byte[] packet) {
        sentPackets++;
        if (random.nextDouble() < loss) {
            lostPackets++;
            return;
        }
        final long behindNs = line == 1 ? lagNs : 0;
        plan(behindNs + delayNs(), () -> arrive(line, packet));
        if (random.nextDouble() < REPEATED && loss > 0) {
            repeatedPackets++;
            plan(behindNs + delayNs(), () -> arrive(line, packet));
        }
    }

    /** Right, or in a far future, or long ago. */
    private long sendingNs() {
        if (random.nextDouble() >= wrongTimes) {
            return nowNs;
        }
        final long wrong = (long) (random.nextDouble() * 300_000_000_000_000_000L);
        return random.nextBoolean() ? nowNs + wrong : wrong % nowNs;
    }

    private void snapshots() {
        if (snapshotsAreLate) {
            return;
        }
        exchange().sendingNs(nowNs);
        for (final byte[] packet : exchange().snapshots()) {
            if (random.nextInt(10) == 0) {
                final int line = 2 + random.nextInt(2);
                plan((long) (random.nextDouble() * LAG_NS), () -> arrive(line, packet));
            } else {
                sendBy(2, packet);
                sendBy(3, packet);
            }
        }
        if (random.nextInt(4) == 0) {
            foreign.sendingNs(nowNs);
            final long last = exchange().sequence() + FOREIGN_PACKETS + random.nextInt(20_000);
            for (final byte[] packet : foreign.snapshots()) {
                ExchangeModel.snapshotOf(packet, last);
                sendBy(2, packet);
            }
        }
        weekBefore();
    }

    /** Its snapshots go on for as long as anybody can tell them from those of this week. */
    private void weekBefore() {
        final ExchangeModel before = weeks.get(Math.max(0, weeks.size() - 2));
        if (exchange().sequence() + FOREIGN_PACKETS < before.sequence()) {
            before.sendingNs(nowNs);
            before.snapshots().forEach(packet -> sendBy(3, packet));
        }
    }

    private void definitions() {
        exchange().sendingNs(nowNs);
        for (final byte[] packet : exchange().definitions()) {
            final boolean late = random.nextInt(4) == 0;
            if (late) {
                plan((long) (random.nextDouble() * LAG_NS), () -> arrive(DEFINITIONS, packet));
            } else {
                sendBy(DEFINITIONS, packet);
            }
        }
    }

    private long delayNs() {
        return (long) (random.nextDouble() * REORDERED_PACKETS * SPACING_NS);
    }

    private void plan(final long afterNs, final Runnable action) {
        arrivals.add(new Arrival(nowNs + afterNs, orders++, action));
    }

    void advance(final long durationNs) {
        final long endNs = nowNs + durationNs;
        while (nowNs < endNs) {
            final long tickNs = Math.min(endNs, (nowNs / TICK_NS + 1) * TICK_NS);
            while (!arrivals.isEmpty() && arrivals.peek().timeNs <= tickNs) {
                final Arrival arrival = arrivals.poll();
                nowNs = Math.max(nowNs, arrival.timeNs);
                arrival.action.run();
                goOn();
            }
            staleNs += feed.state() == LaneState.STALE ? tickNs - nowNs : 0;
            nowNs = tickNs;
            feed.onTime(nowNs);
            send();
            goOn();
        }
    }

    private void arrive(final int line, final byte[] packet) {
        final UnsafeBuffer bytes = new UnsafeBuffer(packet);
        feed.onDatagram(line, bytes, 0, packet.length, nowNs, nowNs);
        send();
    }

    private void goOn() {
        check();
        while (feed.advance(nowNs) || feed.recover(nowNs)) {
            send();
            check();
        }
        send();
    }

    private void send() {
        FeedSenderAccess.send(sender);
        if (subscriber.packetIsOpen()) {
            throw new AssertionError("a packet is left open; " + text());
        }
    }

    boolean allLive() {
        for (int i = 0; i < ExchangeModel.COUNT; i++) {
            final SubscriberBooks.Book book = subscriber.book(1 + i);
            if (!book.live() || book.status != exchange().statusAfter(exchange().sequence(), i)) {
                return false;
            }
        }
        return feed.state() == LaneState.LIVE && feed.expected() == exchange().sequence() + 1;
    }

    double liveShare() {
        return (double) liveChecks / checks;
    }

    private void check() {
        // Until it knows that another week has begun it is in the one before.
        final ExchangeModel week = weeks.get((int) Math.min(weeks.size() - 1, packets.get(FeedCount.RESETS)));
        final long taken = feed.expected() - 1;
        for (int i = 0; i < ExchangeModel.COUNT; i++) {
            final SubscriberBooks.Book book = subscriber.book(1 + i);
            checks++;
            if (!book.live()) {
                continue;
            }
            liveChecks++;
            assertNotEquals(LaneState.STALE, feed.state(), this::text);
            final int number = i;
            final String is = i == ExchangeModel.BY_ORDER ? book.queues() : book.levels();
            assertEquals(
                    week.bookAfter(taken, i),
                    is,
                    () -> "instrument " + number + " after packet " + taken + "; " + text());
            if (book.status != TradingStatus.HALTED) {
                assertEquals(
                        week.statusAfter(taken, i),
                        book.status,
                        () -> "status of instrument " + number + " after packet " + taken + "; " + text());
                tradingChecks += book.status == TradingStatus.TRADING ? 1 : 0;
            }
        }
    }

    @Override
    public boolean ask(final long from, final int count) {
        final int generation = ++replayGeneration;
        replayed.clear();
        failed = false;
        if (!replays) {
            return true;
        }
        plan(200_000, () -> {
            if (generation != replayGeneration) {
                return;
            }
            failed = replayRefuses;
            for (long sequence = from; sequence < from + count && !replayRefuses; sequence++) {
                final byte[] packet = sent.get(sequence);
                if (packet != null) {
                    replayed.add(packet);
                }
            }
        });
        return true;
    }

    @Override
    public void cancel() {
        replayGeneration++;
        replayed.clear();
        failed = false;
    }

    @Override
    public boolean poll(final Listener listener, final long timeNs) {
        if (failed) {
            failed = false;
            listener.onReplayFailed();
            return true;
        }
        final byte[] packet = replayed.poll();
        if (packet == null) {
            return false;
        }
        final DirectBuffer bytes = new UnsafeBuffer(packet);
        listener.onReplayed(bytes, 0, packet.length);
        return true;
    }

    String text() {
        return "seed " + seed + ", week " + weeks.size() + ", " + feed.state() + " " + feed.reason() + ", expects "
                + feed.expected() + " of " + exchange().sequence() + ", live " + liveShare() + ", " + counts.text()
                + "; packets: " + packets.text()
                + "; " + lines.text();
    }
}
