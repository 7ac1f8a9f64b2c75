package io.tiercel.engine.feed.arbitration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A feed on two bad lines, with a request server and a snapshot server, on virtual time; some snapshots lag, some are
 * of another day, some packets say a wrong time of sending, and a line may die, lag, or be stuck; and the oracle, which
 * knows what was sent: each message that is delivered must be the next one, and while the books are live nothing that
 * came may wait for longer than the reorder window allows, and lines have said something new not long ago.
 */
final class LossyLines {
    private static final long SPACING_NS = 100_000;
    private static final long WINDOW_NS = 6_000_000;
    private static final long REQUEST_NS = 2_000_000;
    private static final int WINDOW_PACKETS = 64;
    private static final int REORDERED_PACKETS = 50;
    private static final double REPEATED = 0.1;
    private static final int ANSWER_MESSAGES = 40;
    private static final long TICK_NS = 500_000;
    private static final long SILENT_NS = 200_000_000;

    /** What arrives at a time: an action, in the order in which it was planned. */
    private record Arrival(long timeNs, long order, Runnable action) implements Comparable<Arrival> {
        @Override
        public int compareTo(final Arrival other) {
            return timeNs == other.timeNs ? Long.compare(order, other.order) : Long.compare(timeNs, other.timeNs);
        }
    }

    /** Packets of one count of sequences. */
    private static final class Epoch {
        final int number;
        final int session;
        /** By the first sequence of each packet: when it says to have been sent. */
        final TreeMap<Long, Long> sentNs = new TreeMap<>();

        long next = 1;

        Epoch(final int number, final int session) {
            this.number = number;
            this.session = session;
        }

        long content(final long sequence) {
            return sequence * 0x9E3779B97F4A7C15L ^ number * 0xC2B2AE3D27D4EB4FL;
        }
    }

    final FeedCounts counts = new FeedCounts();
    double loss = 0.3;
    boolean requestServer = true;
    boolean snapshotServer = true;
    long snapshotNs = 20_000_000;
    int dieFrom = -1;
    int dieTo = -1;
    /** Line A alone. */
    int dieAFrom = -1;

    int dieATo = -1;
    /** What line B is behind line A, whatever is sent. */
    long lagNs;
    /** From this packet on line B says nothing new, to that one. */
    int stuckFrom = -1;

    int stuckTo = -1;
    /** Of what it has sent it repeats so many of the newest; all from the first on otherwise. */
    int stuckPackets = Integer.MAX_VALUE;

    int sessionChangeAt = -1;
    int resetAt = -1;
    /** Of the packets, by the time that they say to be sent at; where they say one. */
    double wrongTimes = 0.001;
    /** Of the packets, by their numbers: they are far ahead. */
    double spoilt;
    /** One of ten snapshots is of another day. */
    boolean foreign;

    int snapshotsTaken;
    int foreignSnapshots;
    int staleCount;
    int silences;
    /** Of packets, for each line. */
    private long sentPackets;

    private long lostPackets;
    private long repeatedPackets;
    /** By so many packets the one that was displaced most was behind another one of its line. */
    private int displaced;

    private final int[] newest = {-1, -1};

    private final long seed;
    /** The protocol has times of sending. */
    private final boolean timed;

    private final Random random;
    private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>();
    private final List<Epoch> epochs = new ArrayList<>();
    private final LineStatistics lines = new LineStatistics(2);
    private final Books books = new Books();
    private final Arbiter arbiter = new Arbiter(
            new ArbitrationBounds(
                    2_048,
                    256,
                    WINDOW_PACKETS,
                    WINDOW_NS,
                    5_000,
                    5,
                    REQUEST_NS,
                    200_000_000,
                    2,
                    100_000_000,
                    64,
                    300_000_000,
                    SILENT_NS),
            lines,
            counts,
            books);
    private final LinePacket packet = new LinePacket();
    /** What line B has sent. */
    private final List<Runnable> sentByB = new ArrayList<>();

    private int stuckAt;
    private long orders;
    private long nowNs;
    private int session;
    private int requestGeneration;

    LossyLines(final long seed) {
        this.seed = seed;
        timed = seed % 2 == 0;
        random = new Random(seed);
    }

    void run(final int packets) {
        Epoch epoch = new Epoch(1, 1);
        epochs.add(epoch);
        for (int i = 0; i < packets; i++) {
            if (i == sessionChangeAt || i == resetAt) {
                epoch = new Epoch(epoch.number + 1, epoch.session + (i == sessionChangeAt ? 1 : 0));
                epochs.add(epoch);
                requestGeneration++;
            }
            final long sendNs = i * SPACING_NS;
            advanceTo(sendNs);
            send(epoch, 1 + random.nextInt(5), i);
        }
        for (int i = 0; i < 4_000; i++) {
            final long sendNs = (packets + i) * SPACING_NS;
            advanceTo(sendNs);
            final Epoch last = epoch;
            plan(sendNs + delayNs(), () -> end(last));
        }
        advanceTo(nowNs + 400_000_000L);
    }

    private void send(final Epoch epoch, final int count, final int number) {
        final long sequence = epoch.next;
        final boolean dead = number >= dieFrom && number < dieTo;
        epoch.next = sequence + count;
        epoch.sentNs.put(sequence, saidNs(number * SPACING_NS));
        if (!dead && (number < dieAFrom || number >= dieATo)) {
            sendBy(0, 0, () -> arrive(0, epoch, sequence, count, number));
        }
        if (spoilt > 0 && random.nextDouble() < spoilt) {
            plan(nowNs + delayNs(), () -> arriveSpoilt(number % 2, epoch, count));
        }
        if (number >= stuckFrom && number < stuckTo) {
            final int from = Math.max(0, sentByB.size() - stuckPackets);
            sendBy(1, lagNs, sentByB.get(from + stuckAt++ % (sentByB.size() - from)));
        } else if (!dead) {
            final Runnable arrives = () -> arrive(1, epoch, sequence, count, number);
            sentByB.add(arrives);
            sendBy(1, lagNs, arrives);
        }
    }

    /** Of a line, and of no packet that was ever sent. */
    private void arriveSpoilt(final int line, final Epoch epoch, final int count) {
        if (follows(epoch) && arbiter.expected() > 1) {
            final long ahead = Leap.FAR + 10 + (long) (random.nextDouble() * 1_000_000_000_000L);
            arbiter.onPacket(filled(line, epoch, epoch.next + ahead, count));
        }
    }

    /** Lost, or repeated, each for itself. */
    private void sendBy(final int line, final long behindNs, final Runnable arrives) {
        final long sendNs = nowNs + behindNs;
        sentPackets++;
        if (random.nextDouble() < loss) {
            lostPackets++;
            return;
        }
        plan(sendNs + delayNs(), arrives);
        if (random.nextDouble() < REPEATED) {
            repeatedPackets++;
            plan(sendNs + delayNs(), arrives);
        }
    }

    /** As bad as the class says: by what was lost, repeated and put out of order indeed. */
    void assertBad() {
        assertEquals(loss, (double) lostPackets / sentPackets, 0.01, this::text);
        assertEquals(REPEATED, (double) repeatedPackets / (sentPackets - lostPackets), 0.01, this::text);
        assertTrue(
                displaced > REORDERED_PACKETS - 5 && displaced <= REORDERED_PACKETS, () -> displaced + "; " + text());
    }

    /** Right, or in a far future, or long ago; or nothing. */
    private long saidNs(final long sendNs) {
        if (!timed) {
            return SendingTimes.NOT_SAID;
        }
        if (random.nextDouble() >= wrongTimes) {
            return sendNs;
        }
        return random.nextBoolean()
                ? sendNs + (long) (random.nextDouble() * 300_000_000_000_000_000L)
                : (long) (random.nextDouble() * sendNs);
    }

    private long delayNs() {
        return (long) (random.nextDouble() * REORDERED_PACKETS * SPACING_NS);
    }

    private void plan(final long timeNs, final Runnable action) {
        arrivals.add(new Arrival(timeNs, orders++, action));
    }

    private void advanceTo(final long timeNs) {
        while (nowNs < timeNs) {
            final long tickNs = Math.min(timeNs, (nowNs / TICK_NS + 1) * TICK_NS);
            while (!arrivals.isEmpty() && arrivals.peek().timeNs <= tickNs) {
                final Arrival arrival = arrivals.poll();
                nowNs = Math.max(nowNs, arrival.timeNs);
                arrival.action.run();
                deliver();
            }
            nowNs = tickNs;
            arbiter.onTime(nowNs);
            deliver();
        }
    }

    private void deliver() {
        while (arbiter.advance(nowNs)) {
            books.check();
        }
        books.check();
    }

    /** As a protocol does: another session begins, the one before does not come back. */
    private boolean follows(final Epoch epoch) {
        if (epoch.session > session) {
            session = epoch.session;
            arbiter.begin(nowNs);
        }
        return epoch.session == session;
    }

    private void arrive(final int line, final Epoch epoch, final long sequence, final int count, final int number) {
        newest[line] = Math.max(newest[line], number);
        displaced = Math.max(displaced, newest[line] - number);
        if (follows(epoch)) {
            books.epoch = books.epoch == null ? epoch : books.epoch;
            books.came(epoch, sequence, count);
            books.heard(epoch, sequence, count);
            arbiter.onPacket(filled(line, epoch, sequence, count));
        }
    }

    private void end(final Epoch epoch) {
        if (follows(epoch)) {
            books.heard(epoch, epoch.next, 0);
            arbiter.onEnd(filled(0, epoch, epoch.next, 0));
        }
    }

    private LinePacket filled(final int line, final Epoch epoch, final long sequence, final int count) {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[count * Long.BYTES]);
        for (int i = 0; i < count; i++) {
            bytes.putLong(i * Long.BYTES, epoch.content(sequence + i));
        }
        final Map.Entry<Long, Long> said = epoch.sentNs.floorEntry(sequence);
        return packet.from(line, nowNs)
                .sent(said == null || count == 0 ? SendingTimes.NOT_SAID : said.getValue())
                .numbered(sequence, count, epoch.content(sequence))
                .bytes(bytes, 0, count * Long.BYTES);
    }

    long sentMessages() {
        return epochs.get(epochs.size() - 1).next - 1;
    }

    long expected() {
        return arbiter.expected();
    }

    ArbiterState state() {
        return arbiter.state();
    }

    double liveShare() {
        return (double) books.liveChecks / books.checks;
    }

    String text() {
        return "seed " + seed + ", " + arbiter.state() + ", expects " + arbiter.expected() + " of " + sentMessages()
                + ", live " + liveShare() + ", " + snapshotsTaken + " snapshots, " + counts.text() + "; "
                + lines.text();
    }

    /** What the packets make, and what they should. */
    private final class Books implements ArbiterListener {
        /** What came and is not in the books yet, by sequence: when it came first. */
        private final TreeMap<Long, Long> waiting = new TreeMap<>();

        private Epoch epoch;
        private long next;
        /** How far lines have said that the sequence is, and when. */
        private long front;

        private long frontNs;
        private long takesFromNs;
        private long formerUntilNs;
        private boolean live;
        private boolean known;
        /** The books are those of another day. */
        private boolean ofAnotherDay;

        private long checks;
        private long liveChecks;
        private int snapshotGeneration;

        void came(final Epoch from, final long sequence, final int count) {
            if (from == epoch && sequence + count > next && nowNs >= takesFromNs && !isOfFormer(from, sequence)) {
                waiting.putIfAbsent(sequence, nowNs);
            }
        }

        void heard(final Epoch from, final long sequence, final int count) {
            if (from == epoch && (sequence + count > front || count == 0 && sequence == front)) {
                front = sequence + count;
                frontNs = nowNs;
            }
        }

        /** It says that it was sent before the sequence began anew, or so long ago that it may have been. */
        private boolean isOfFormer(final Epoch from, final long sequence) {
            return timed
                    && formerUntilNs > 0
                    && from.sentNs.get(sequence) < Math.max(formerUntilNs, nowNs) - SendingTimes.LINES_NS;
        }

        void check() {
            checks++;
            while (!waiting.isEmpty() && waiting.firstKey() < next) {
                waiting.pollFirstEntry();
            }
            if (!live) {
                return;
            }
            liveChecks++;
            assertTrue(known && !ofAnotherDay, LossyLines.this::text);
            assertTrue(nowNs - frontNs <= SILENT_NS + TICK_NS, () -> "old since " + frontNs + " ns; " + text());
            if (!waiting.isEmpty()) {
                final long oldestNs = waiting.values().iterator().next();
                assertTrue(
                        waiting.size() <= WINDOW_PACKETS && nowNs - oldestNs <= WINDOW_NS + TICK_NS,
                        () -> waiting.size() + " wait since " + (nowNs - oldestNs) + " ns; " + text());
            }
        }

        private void voided(final Epoch newEpoch) {
            epoch = newEpoch;
            next = 1;
            live = false;
            known = true;
            ofAnotherDay = false;
            front = 0;
            frontNs = nowNs;
            waiting.clear();
            snapshotGeneration++;
        }

        @Override
        public void onSession() {
            voided(null);
        }

        @Override
        public void onReset() {
            voided(epochs.get(epochs.size() - 1));
            takesFromNs = nowNs + WINDOW_NS + REQUEST_NS;
            formerUntilNs = nowNs + SendingTimes.LINES_NS;
        }

        @Override
        public void onPacket(
                final long sequence,
                final int knownCount,
                final DirectBuffer buffer,
                final int offset,
                final int length,
                final long timeNs) {
            assertTrue(known && !ofAnotherDay, LossyLines.this::text);
            for (int i = knownCount; i < length / Long.BYTES; i++) {
                assertEquals(next, sequence + i, LossyLines.this::text);
                assertEquals(epoch.content(next), buffer.getLong(offset + i * Long.BYTES), LossyLines.this::text);
                next++;
            }
        }

        @Override
        public void onGap(final long from, final long count) {
            assertEquals(next, from, LossyLines.this::text);
        }

        @Override
        public boolean onRequest(final long from, final int count) {
            if (!requestServer || random.nextInt(10) == 0) {
                return true;
            }
            final int generation = requestGeneration;
            plan(nowNs + 50_000 + random.nextInt(200_000), () -> {
                final Epoch serves = generation == requestGeneration ? epochs.get(epochs.size() - 1) : null;
                if (serves == null || serves.session != session) {
                    return;
                }
                final int answered = (int) Math.min(Math.min(count, ANSWER_MESSAGES), serves.next - from);
                for (int sent = 0; sent < answered; sent += 20) {
                    arbiter.onPacket(
                            filled(LinePacket.RETRANSMITTED, serves, from + sent, Math.min(20, answered - sent)));
                }
            });
            return true;
        }

        @Override
        public void onSnapshotWanted() {
            if (!snapshotServer || random.nextInt(10) == 0) {
                return;
            }
            final Epoch serves = epochs.get(epochs.size() - 1);
            final int generation = ++snapshotGeneration;
            final long asked = serves.next;
            plan(nowNs + snapshotNs, () -> begin(serves, generation, asked));
        }

        private void begin(final Epoch serves, final int generation, final long asked) {
            if (generation != snapshotGeneration || serves.session != session || !arbiter.snapshotBegins()) {
                return;
            }
            assertTrue(!live, LossyLines.this::text);
            known = false;
            ofAnotherDay = false;
            plan(nowNs + 1_000_000, () -> {
                if (generation != snapshotGeneration || serves.session != session) {
                    return;
                }
                if (random.nextInt(10) == 0) {
                    arbiter.snapshotFailed(nowNs);
                    return;
                }
                known = true;
                final int which = random.nextInt(10);
                ofAnotherDay = foreign && which == 0;
                foreignSnapshots += ofAnotherDay ? 1 : 0;
                // That is far ahead; others are of when they were asked for.
                take(serves, ofAnotherDay ? serves.next + 1_000_000 : which < 4 ? asked : serves.next);
            });
        }

        private void take(final Epoch serves, final long sequence) {
            final long before = next;
            next = sequence;
            if (serves != epoch) {
                // Of a sequence that began anew where nothing could say so.
                assertTrue(!timed, LossyLines.this::text);
                waiting.clear();
                front = 0;
                epoch = serves;
            }
            snapshotsTaken++;
            if (!arbiter.snapshotComplete(sequence, nowNs)) {
                assertTrue(!timed && counts.get(FeedCount.CONTRADICTIONS) > 0, LossyLines.this::text);
                known = false;
                next = before;
                snapshotsTaken--;
            }
        }

        @Override
        public void onLive() {
            live = true;
            snapshotGeneration++;
        }

        @Override
        public void onRecovering(final LossReason reason) {
            live = false;
        }

        @Override
        public void onStale(final LossReason reason) {
            live = false;
            staleCount++;
            silences += reason == LossReason.SILENCE ? 1 : 0;
        }

        @Override
        public void onEnd() {
            assertEquals(epoch.next, next, LossyLines.this::text);
            live = false;
        }
    }
}
