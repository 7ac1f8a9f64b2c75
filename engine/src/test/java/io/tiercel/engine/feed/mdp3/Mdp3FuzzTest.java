package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.FeedSenderAccess;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * An exchange's packets and snapshots, spoilt: nothing is thrown, nothing is read beyond a packet's end, what comes out
 * is bounded by what went in, and everything that comes out is what an engine takes.
 * {@code -Dtiercel.fuzzPackets=10000000} is the long form.
 */
final class Mdp3FuzzTest {
    private static final int PACKETS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    private static final int PACKETS_PER_EXCHANGE = 2_000;
    /** Spoilt numbers and times lead a feed so far ahead that in the end no packet of its exchange is new. */
    private static final int PACKETS_PER_FEED = 20_000;

    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());
    private static final int SEQUENCE_BYTES = 4;

    private final Random random = new Random(SEED);
    private long messages;
    private long malformed;
    private long recovered;

    @Test
    void shouldGiveDefinedResultForAnyPacket() {
        int count = 0;
        while (count < PACKETS) {
            count += fuzz(new ExchangeModel(random), new Mdp3Channel(instruments()));
        }
        assertTrue(messages > count, () -> messages + " messages of seed " + SEED);
        assertTrue(malformed > count / 100, () -> malformed + " malformed of seed " + SEED);
        assertTrue(recovered > 0, () -> "seed " + SEED);
    }

    /** By lines, of which two are arbitrated, with what a replay might bring between them. */
    @Test
    void shouldGiveDefinedResultForAnyPacketOfAnyLine() {
        final FeedCounts counts = new FeedCounts();
        final FeedCounts packets = new FeedCounts();
        for (int count = 0; count < PACKETS; count += PACKETS_PER_FEED) {
            fuzzLines(Math.min(PACKETS_PER_FEED, PACKETS - count), counts, packets);
        }
        assertTrue(packets.get(FeedCount.GAPS) > 0, packets::text);
        assertTrue(counts.get(FeedCount.SENT) > PACKETS / 50, () -> "seed " + SEED + ": " + counts.text());
    }

    private void fuzzLines(final int count, final FeedCounts counts, final FeedCounts packets) {
        final Mdp3Feed.Room room = new Mdp3Feed.Room(1_000, 200);
        final FeedSender sender = new FeedSender(
                9, new SubscriberBooks(), counts, Mdp3Feed.stagedMessages(ExchangeModel.COUNT, 1 << 16, room));
        final Mdp3Feed.Receiving receiving = new Mdp3Feed.Receiving(
                310, 2, ArbitrationBounds.DEFAULT.withRequests(100), new LineStatistics(2), packets, PacketReplay.NONE);
        final Mdp3Feed feed = new Mdp3Feed(sender, counts, instruments(), receiving, room);
        ExchangeModel exchange = new ExchangeModel(random);
        long nowNs = 1;
        for (int i = 0; i < count; i++) {
            exchange = random.nextInt(PACKETS_PER_EXCHANGE) == 0 ? new ExchangeModel(random) : exchange;
            exchange.forgetBefore(exchange.sequence());
            final boolean snapshot = random.nextInt(5) == 0;
            final byte[] packet =
                    spoilt(snapshot ? exchange.snapshots().get(random.nextInt(4)) : exchange.nextPacket());
            nowNs += random.nextInt(1_000_000);
            feedLine(feed, sender, snapshot ? 2 : random.nextInt(3) - 1, packet, nowNs);
        }
    }

    /** The packets of the market above have none of the messages that later versions brought. */
    @Test
    void shouldGiveDefinedResultForAnyDefinitionAndWorkup() {
        long told = 0;
        for (int count = 0; count < PACKETS; count += PACKETS_PER_EXCHANGE) {
            final Mdp3Channel channel = new Mdp3Channel(instruments());
            final long before = channel.subscriber.messageCount;
            for (int i = 0; i < PACKETS_PER_EXCHANGE; i++) {
                final byte[] packet = spoilt(definitionOrWorkup(channel.next()).copy());
                feed(channel, packet, () -> {
                    if (random.nextInt(3) == 0) {
                        channel.recover(new UnsafeBuffer(packet));
                    }
                    channel.deliver(new UnsafeBuffer(packet));
                });
            }
            told += channel.subscriber.messageCount - before;
        }
        final long messagesTold = told;
        assertTrue(told > PACKETS / 4, () -> messagesTold + " messages of seed " + SEED);
    }

    private Mdp3Bytes definitionOrWorkup(final Mdp3Bytes bytes) {
        final int instrument = random.nextInt(ExchangeModel.COUNT);
        final int security =
                random.nextInt(8) == 0 ? random.nextInt(5) : ExchangeModel.security(random.nextInt(2) * instrument);
        if (random.nextInt(3) == 0) {
            final int[] statuses = {17, 18, 201, 202, random.nextInt(256)};
            return bytes.workup(security, statuses[random.nextInt(statuses.length)], random.nextInt(8));
        }
        final int[] templates = {57, 58, 63};
        return bytes.laterDefinition(
                templates[random.nextInt(templates.length)],
                "SYMBOL" + instrument,
                security,
                "AAMD".charAt(random.nextInt(4)),
                1 + random.nextInt(25),
                random.nextLong(),
                random.nextLong(),
                random.nextInt(1_000));
    }

    private static void feedLine(
            final Mdp3Feed feed, final FeedSender sender, final int line, final byte[] packet, final long nowNs) {
        final UnsafeBuffer bytes = new UnsafeBuffer(packet);
        try {
            if (line < 0) {
                feed.onReplayed(bytes, 0, packet.length);
            } else {
                feed.onDatagram(line, bytes, 0, packet.length, nowNs, nowNs);
            }
            FeedSenderAccess.send(sender);
            while (feed.advance(nowNs) || feed.recover(nowNs)) {
                FeedSenderAccess.send(sender);
            }
            feed.onTime(nowNs);
            FeedSenderAccess.send(sender);
        } catch (final RuntimeException | AssertionError failed) {
            throw new AssertionError("seed " + SEED + ": " + Arrays.toString(packet), failed);
        }
    }

    private int fuzz(final ExchangeModel exchange, final Mdp3Channel channel) {
        final List<byte[]> snapshots = new ArrayList<>();
        int count = 0;
        for (; count < PACKETS_PER_EXCHANGE; count++) {
            if (random.nextInt(10) == 0) {
                snapshots.addAll(exchange.snapshots());
            }
            if (!snapshots.isEmpty()) {
                final byte[] snapshot = spoilt(snapshots.remove(0));
                final int live = channel.handler.liveBooks();
                feed(channel, snapshot, () -> channel.recover(new UnsafeBuffer(snapshot)));
                recovered += Math.max(0, channel.handler.liveBooks() - live);
            }
            final byte[] packet = spoilt(exchange.nextPacket());
            feed(channel, packet, () -> channel.deliver(new UnsafeBuffer(packet)));
        }
        messages += channel.subscriber.messageCount;
        malformed += channel.count(FeedCount.MALFORMED);
        return count;
    }

    /** The buffer ends with the packet: to read beyond it throws. */
    private void feed(final Mdp3Channel channel, final byte[] packet, final Runnable feeding) {
        final long before = channel.subscriber.messageCount;
        try {
            feeding.run();
        } catch (final RuntimeException | AssertionError failed) {
            throw new AssertionError("seed " + SEED + ": " + Arrays.toString(packet), failed);
        }
        final long sent = channel.subscriber.messageCount - before;
        assertTrue(sent <= 200L + packet.length + Mdp3Channel.MAX_ORDERS + Mdp3Channel.MAX_PENDING, sent + " messages");
    }

    /** Half of them are whole, so that books are there to be broken. */
    private byte[] spoilt(final byte[] packet) {
        if (random.nextBoolean()) {
            return packet;
        }
        if (random.nextInt(20) == 0) {
            return Arrays.copyOf(packet, random.nextInt(packet.length + 1));
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            // The packet's own number mostly stays, or all the rest would be late.
            final int from = random.nextInt(50) == 0 ? 0 : SEQUENCE_BYTES;
            final int at = from + random.nextInt(packet.length - from);
            packet[at] = (byte) (random.nextBoolean() ? random.nextInt() : packet[at] ^ 1 << random.nextInt(8));
        }
        return packet;
    }

    private static List<Mdp3Instrument> instruments() {
        final List<Mdp3Instrument> instruments = new ArrayList<>();
        for (int i = 0; i < ExchangeModel.COUNT; i++) {
            instruments.add(new Mdp3Instrument(
                    new FeedInstrument(1 + i, "SYMBOL" + i, 2),
                    ExchangeModel.security(i),
                    ExchangeModel.DEPTHS[i],
                    ExchangeModel.IMPLIED_DEPTHS[i],
                    i == ExchangeModel.BY_ORDER));
        }
        return instruments;
    }
}
