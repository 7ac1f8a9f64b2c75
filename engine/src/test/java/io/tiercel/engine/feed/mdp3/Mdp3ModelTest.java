package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedInstrument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random books at an exchange, packets, snapshots and definitions that are lost or late, and a subscriber: a book that
 * is live is the exchange's, and trades only if it does there. {@code -Dtiercel.modelRuns=1000} is a long form.
 */
final class Mdp3ModelTest {
    private static final int RUNS = Integer.getInteger("tiercel.modelRuns", 20);
    private static final int PACKETS = 1_500;
    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());

    private Random random;
    private ExchangeModel exchange;
    private Mdp3Channel channel;
    private long delivered;
    /** Another session, whose snapshots come, too. */
    private ExchangeModel foreign;

    private long liveChecks;
    private long tradingChecks;
    private long closedChecks;
    private long recoveries;

    @Test
    void shouldEqualTheExchangeWithoutLosses() {
        begin(new Random(SEED));
        for (int i = 0; i < PACKETS; i++) {
            deliver(exchange.nextPacket());
            check();
        }
        assertTrue(liveChecks > PACKETS, () -> liveChecks + " of seed " + SEED);
        assertEquals(0, channel.count(FeedCount.MALFORMED), () -> "seed " + SEED);
        assertEquals(0, channel.count(FeedCount.GAPS), () -> "seed " + SEED);
    }

    /** In percent of the packets. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 30})
    void shouldNeverBeWrongAndLive(final int losses) {
        for (int run = 0; run < RUNS; run++) {
            begin(new Random(SEED + run));
            final Deque<byte[]> snapshots = new ArrayDeque<>();
            for (int i = 0; i < PACKETS; i++) {
                final byte[] packet = exchange.nextPacket();
                if (random.nextInt(20) == 0) {
                    snapshots.addAll(exchange.snapshots());
                }
                if (random.nextInt(20) == 0) {
                    snapshots.addAll(exchange.definitions());
                }
                if (random.nextInt(20) == 0) {
                    snapshots.addAll(foreignSnapshots());
                }
                // Before the packet that it has, or long after
                while (!snapshots.isEmpty() && random.nextInt(3) > 0) {
                    snapshot(snapshots.poll(), losses);
                }
                if (random.nextInt(100) >= losses) {
                    deliver(packet);
                } else if (random.nextInt(4) == 0) {
                    // Told, and not only seen by the next one
                    channel.handler.onGap(exchange.sequence() + 1);
                    delivered = exchange.sequence();
                    channel.send();
                }
                check();
            }
        }
        assertTrue(liveChecks > PACKETS, () -> liveChecks + " live, seed " + SEED);
        assertTrue(tradingChecks > PACKETS / 10, () -> tradingChecks + " not halted, seed " + SEED);
        assertTrue(closedChecks > 0, () -> closedChecks + " closed, seed " + SEED);
        assertTrue(recoveries > RUNS, () -> recoveries + " recoveries, seed " + SEED);
    }

    private void begin(final Random newRandom) {
        random = newRandom;
        exchange = new ExchangeModel(random);
        final List<Mdp3Instrument> instruments = new ArrayList<>();
        for (int i = 0; i < ExchangeModel.COUNT; i++) {
            instruments.add(new Mdp3Instrument(
                    new FeedInstrument(1 + i, ExchangeModel.symbol(i), 0),
                    ExchangeModel.security(i),
                    ExchangeModel.DEPTHS[i],
                    ExchangeModel.IMPLIED_DEPTHS[i],
                    i == ExchangeModel.BY_ORDER));
        }
        channel = new Mdp3Channel(instruments);
        delivered = 0;
        foreign = new ExchangeModel(random);
        for (int i = 0; i < 100; i++) {
            foreign.nextPacket();
        }
    }

    private void deliver(final byte[] packet) {
        delivered = exchange.sequence();
        final int before = channel.handler.liveBooks();
        channel.deliver(new UnsafeBuffer(packet));
        recoveries += Math.max(0, channel.handler.liveBooks() - before);
    }

    private void snapshot(final byte[] packet, final int losses) {
        if (random.nextInt(100) < losses) {
            return;
        }
        final int before = channel.handler.liveBooks();
        final UnsafeBuffer bytes = new UnsafeBuffer(packet);
        channel.recover(bytes);
        recoveries += Math.max(0, channel.handler.liveBooks() - before);
    }

    /** Of packets that never come here: ahead by so much that they wait, or by more. */
    private List<byte[]> foreignSnapshots() {
        final List<byte[]> packets = foreign.snapshots();
        final long last = exchange.sequence() + PACKETS + random.nextInt((int) (2 * EarlySnapshots.MAX_AHEAD));
        packets.forEach(packet -> ExchangeModel.snapshotOf(packet, last));
        return packets;
    }

    private void check() {
        for (int i = 0; i < ExchangeModel.COUNT; i++) {
            final SubscriberBooks.Book book = channel.subscriber.book(1 + i);
            if (!book.live()) {
                closedChecks++;
                continue;
            }
            liveChecks++;
            final String is = i == ExchangeModel.BY_ORDER ? book.queues() : book.levels();
            assertEquals(
                    exchange.bookAfter(delivered, i),
                    is,
                    "seed " + SEED + ", instrument " + i + " after packet " + delivered);
            if (book.status != TradingStatus.HALTED) {
                tradingChecks++;
                assertEquals(
                        exchange.statusAfter(delivered, i),
                        book.status,
                        "seed " + SEED + ", status of instrument " + i + " after packet " + delivered);
            }
        }
    }
}
