package io.tiercel.engine.feed.arbitration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
 * of another day, and some packets say a wrong time of sending; and the oracle, which knows
 * what was sent: each message that is delivered must be the next one, and while the books are live nothing that came
 * may wait for longer than the reorder window allows.
 */
final class LossyLines {
    private static final long SPACING_NS = 100_000;
    private static final long WINDOW_NS = 6_000_000;
    private static final long REQUEST_NS = 2_000_000;
    private static final int WINDOW_PACKETS = 64;
    private static final int REORDERED_PACKETS = 50;
    private static final int ANSWER_MESSAGES = 40;
    private static final long TICK_NS = 500_000;

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
    int sessionChangeAt = -1;
    int resetAt = -1;
    /** Of the packets, by the time that they say to be sent at; where they say one. */
    double wrongTimes = 0.001;
    /** One of ten snapshots is of another day. */
    boolean foreign;

    int snapshotsTaken;
    int foreignSnapshots;
    int staleCount;
    int silences;

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
                    200_000_000),
            lines,
            counts,
            books);
    private final LinePacket packet = new LinePacket();
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
            if (i < dieFrom || i >= dieTo) {
                send(epoch, epoch.next, 1 + random.nextInt(5), sendNs);
            } else {
                epoch.next += 1;
            }
        }
        for (int i = 0; i < 4_000; i++) {
            final long sendNs = (packets + i) * SPACING_NS;
            advanceTo(sendNs);
            final Epoch last = epoch;
            plan(sendNs + delayNs(), () -> end(last));
        }
        advanceTo(nowNs + 400_000_000L);
    }

    private void send(final Epoch epoch, final long sequence, final int count, final long sendNs) {
        epoch.next = sequence + count;
        epoch.sentNs.put(sequence, saidNs(sendNs));
        for (int line = 0; line < 2; line++) {
            final int to = line;
            if (random.nextDouble() >= loss) {
                plan(sendNs + delayNs(), () -> arrive(to, epoch, sequence, count));
            }
            if (random.nextDouble() < 0.1) {
                plan(sendNs + delayNs(), () -> arrive(to, epoch, sequence, count));
            }
        }
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

    private void arrive(final int line, final Epoch epoch, final long sequence, final int count) {
        if (follows(epoch)) {
            books.epoch = books.epoch == null ? epoch : books.epoch;
            books.came(epoch, sequence, count);
            arbiter.onPacket(filled(line, epoch, sequence, count));
        }
    }

    private void end(final Epoch epoch) {
        if (follows(epoch)) {
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

        /** It says that it was sent before the sequence began anew, which was not long ago. */
        private boolean isOfFormer(final Epoch from, final long sequence) {
            return timed && nowNs < formerUntilNs && from.sentNs.get(sequence) < formerUntilNs - SendingTimes.LINES_NS;
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
            if (generation != snapshotGeneration || serves != epoch || !arbiter.snapshotBegins()) {
                return;
            }
            assertTrue(!live, LossyLines.this::text);
            known = false;
            ofAnotherDay = false;
            plan(nowNs + 1_000_000, () -> {
                if (generation != snapshotGeneration || serves != epoch) {
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
                next = ofAnotherDay ? serves.next + 1_000_000 : which < 4 ? asked : serves.next;
                snapshotsTaken++;
                assertTrue(arbiter.snapshotComplete(next, nowNs), LossyLines.this::text);
            });
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
