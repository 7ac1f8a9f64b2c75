package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.FeedSenderAccess;
import io.tiercel.engine.feed.PacketRoom;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * An exchange's packets and snapshots, spoilt, each given to two readers with other bytes around it: nothing is thrown,
 * both say the same, which is bounded by the bytes that went in, and everything that they say is what an engine takes.
 * {@code -Dtiercel.fuzzPackets=10000000} is the long form.
 */
final class Mdp3FuzzTest {
    private static final int PACKETS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    private static final int PACKETS_PER_EXCHANGE = 2_000;
    /** Spoilt numbers and times lead a feed so far ahead that in the end no packet of its exchange is new. */
    private static final int PACKETS_PER_FEED = 20_000;

    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());
    private static final int SEQUENCE_BYTES = 4;
    /** What is said of all instruments at once: their books are void, or void and begun anew. */
    private static final long MESSAGES_OF_ALL = 10L * ExchangeModel.COUNT;
    /** Before any packet. */
    private static final long FIRST_MESSAGES = 100;

    private final Random random = new Random(SEED);
    private long messages;
    private long malformed;
    private long recovered;

    @Test
    void shouldGiveDefinedResultForAnyPacket() {
        int count = 0;
        while (count < PACKETS) {
            count += fuzz(new ExchangeModel(random), new Mdp3Channel(instruments()), new Mdp3Channel(instruments()));
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
        final Lines one = new Lines(counts, packets);
        final Lines other = new Lines(new FeedCounts(), new FeedCounts());
        ExchangeModel exchange = new ExchangeModel(random);
        long nowNs = 1;
        long bound = FIRST_MESSAGES;
        for (int i = 0; i < count; i++) {
            exchange = random.nextInt(PACKETS_PER_EXCHANGE) == 0 ? new ExchangeModel(random) : exchange;
            exchange.forgetBefore(exchange.sequence());
            final boolean snapshot = random.nextInt(5) == 0;
            final byte[] packet =
                    spoilt(snapshot ? exchange.snapshots().get(random.nextInt(4)) : exchange.nextPacket());
            nowNs += random.nextInt(1_000_000);
            final int line = snapshot ? 2 : random.nextInt(3) - 1;
            bound += mostMessages(packet);
            try {
                one.take(line, PacketRoom.alone(packet), 0, packet.length, nowNs);
                other.take(line, PacketRoom.among(packet), PacketRoom.OFFSET, packet.length, nowNs);
                one.books.assertSameAs(other.books, bound);
            } catch (final RuntimeException | AssertionError failed) {
                throw new AssertionError("seed " + SEED + ": " + Arrays.toString(packet), failed);
            }
        }
    }

    /** The packets of the market above have none of the messages that later versions brought. */
    @Test
    void shouldGiveDefinedResultForAnyDefinitionAndWorkup() {
        long told = 0;
        for (int count = 0; count < PACKETS; count += PACKETS_PER_EXCHANGE) {
            told += fuzzLaterMessages(new Mdp3Channel(instruments()), new Mdp3Channel(instruments()));
        }
        final long messagesTold = told;
        assertTrue(told > PACKETS / 4, () -> messagesTold + " messages of seed " + SEED);
    }

    private long fuzzLaterMessages(final Mdp3Channel channel, final Mdp3Channel other) {
        final Said said = new Said(channel.subscriber);
        final Said saidByOther = new Said(other.subscriber);
        long bound = FIRST_MESSAGES;
        for (int i = 0; i < PACKETS_PER_EXCHANGE; i++) {
            final byte[] packet = spoilt(definitionOrWorkup(channel.next()).copy());
            bound += mostMessages(packet);
            if (random.nextInt(3) == 0) {
                bound += mostMessages(packet);
                feed(packet, channel::recover, other::recover);
            }
            feed(packet, channel::deliver, other::deliver);
            said.assertSameAs(saidByOther, bound);
        }
        return channel.subscriber.messageCount;
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

    /**
     * That a packet may lead to, over all packets before it and itself: what waits speaks later. Each of its bytes to
     * one at most, and it, or that it is none, to what is said of all instruments.
     */
    private static long mostMessages(final byte[] packet) {
        return packet.length + MESSAGES_OF_ALL;
    }

    /** A feed whose two lines are arbitrated, and who takes what it says. */
    private static final class Lines {
        private final Said books = new Said();
        private final FeedSender sender;
        private final Mdp3Feed feed;

        Lines(final FeedCounts counts, final FeedCounts packets) {
            final Mdp3Feed.Room room = new Mdp3Feed.Room(1_000, 200);
            sender = new FeedSender(9, books.line, counts, Mdp3Feed.stagedMessages(ExchangeModel.COUNT, 1 << 16, room));
            final Mdp3Feed.Receiving receiving = new Mdp3Feed.Receiving(
                    310,
                    2,
                    ArbitrationBounds.DEFAULT.withRequests(100),
                    new LineStatistics(2),
                    packets,
                    PacketReplay.NONE);
            feed = new Mdp3Feed(sender, counts, instruments(), receiving, room);
        }

        void take(final int line, final UnsafeBuffer bytes, final int offset, final int length, final long nowNs) {
            if (line < 0) {
                feed.onReplayed(bytes, offset, length);
            } else {
                feed.onDatagram(line, bytes, offset, length, nowNs, nowNs);
            }
            FeedSenderAccess.send(sender);
            while (feed.advance(nowNs) || feed.recover(nowNs)) {
                FeedSenderAccess.send(sender);
            }
            feed.onTime(nowNs);
            FeedSenderAccess.send(sender);
        }
    }

    /** All that was said by one of two who had the same packets with other bytes around them. */
    private static final class Said {
        private final SubscriberBooks line;

        Said() {
            this(new SubscriberBooks());
        }

        Said(final SubscriberBooks line) {
            this.line = line;
        }

        void assertSameAs(final Said other, final long bound) {
            assertEquals(line.digest, other.line.digest, "what stands around the packet was read");
            assertEquals(line.messageCount, other.line.messageCount);
            assertTrue(line.messageCount <= bound, () -> line.messageCount + " messages where " + bound + " may be");
        }
    }

    private int fuzz(final ExchangeModel exchange, final Mdp3Channel channel, final Mdp3Channel other) {
        final List<byte[]> snapshots = new ArrayList<>();
        final Said said = new Said(channel.subscriber);
        final Said saidByOther = new Said(other.subscriber);
        long bound = FIRST_MESSAGES;
        int count = 0;
        for (; count < PACKETS_PER_EXCHANGE; count++) {
            if (random.nextInt(10) == 0) {
                snapshots.addAll(exchange.snapshots());
            }
            if (!snapshots.isEmpty()) {
                final byte[] snapshot = spoilt(snapshots.remove(0));
                final int live = channel.handler.liveBooks();
                bound += mostMessages(snapshot);
                feed(snapshot, channel::recover, other::recover);
                recovered += Math.max(0, channel.handler.liveBooks() - live);
            }
            final byte[] packet = spoilt(exchange.nextPacket());
            bound += mostMessages(packet);
            feed(packet, channel::deliver, other::deliver);
            said.assertSameAs(saidByOther, bound);
        }
        messages += channel.subscriber.messageCount;
        malformed += channel.count(FeedCount.MALFORMED);
        return count;
    }

    private interface Taking {
        void take(UnsafeBuffer buffer, int offset, int length);
    }

    private static void feed(final byte[] packet, final Taking one, final Taking other) {
        try {
            one.take(PacketRoom.alone(packet), 0, packet.length);
            other.take(PacketRoom.among(packet), PacketRoom.OFFSET, packet.length);
        } catch (final RuntimeException | AssertionError failed) {
            throw new AssertionError("seed " + SEED + ": " + Arrays.toString(packet), failed);
        }
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
