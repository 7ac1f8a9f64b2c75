package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.itch.ItchType;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.PacketLines;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Requests;
import io.tiercel.engine.ingress.VirtualClock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Packets that say anything, to two lanes, each with other bytes around the packet in the buffer that it is received
 * into: nothing is thrown, both say the same, which ingress takes, and not more than a packet's bytes allow.
 * {@code -Dtiercel.fuzzPackets=10000000} is the long form.
 */
final class ItchFuzzTest {
    private static final int PACKETS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());
    private static final String TYPES = "SRHAFECXDUPQBYLVWKJhINOz";
    private static final int PACKETS_PER_SESSION = 8;
    private static final List<FeedInstrument> INSTRUMENTS =
            List.of(new FeedInstrument(3, "TRCL", 2), new FeedInstrument(5, "MRLN", 0));
    /** What waits behind a gap makes it one at once. */
    private static final ArbitrationBounds BOUNDS = new ArbitrationBounds(
            64, 1 << 11, 1, 0, 0, 3, 1_000, 10_000, 0, 100_000, 64, 1_000_000_000, 5_000_000_000L);

    private final Random random = new Random(SEED);
    private final ItchFeed feed = new ItchFeed();
    private final VirtualClock clock = new VirtualClock(1_767_623_400_000_000_000L);
    private final Lane one = new Lane((byte) 0);
    private final Lane other = new Lane((byte) -1);
    private long sequence = 1;

    @Test
    void shouldGiveDefinedResultForAnyPacket() {
        long said = 0;
        long bound = 0;
        long ofOrders = 0;
        for (int i = 0; i < PACKETS; i++) {
            if (i % PACKETS_PER_SESSION == 0) {
                sequence = 1;
            }
            final byte[] packet = packet("S" + i / PACKETS_PER_SESSION);
            final int number = i;
            try {
                final List<String> told = one.take(packet);
                assertEquals(told, other.take(packet));
                said += told.size();
                ofOrders += told.stream().filter(each -> each.contains(" add ")).count();
            } catch (final RuntimeException | AssertionError failed) {
                throw new AssertionError(
                        "seed " + SEED + ", packet " + number + ": " + Arrays.toString(packet), failed);
            }
            // A packet that waits for the one before it speaks later.
            bound += ItchHandler.stagedMessages(INSTRUMENTS.size(), packet.length);
            final long all = said;
            final long most = bound;
            assertTrue(all <= most, () -> all + " messages where " + most + " may be, seed " + SEED);
        }
        final FeedCounts counts = one.counts;
        assertTrue(said > PACKETS, counts::text);
        assertTrue(ofOrders > PACKETS / 100, ofOrders + " orders, seed " + SEED);
        for (final FeedCount count :
                new FeedCount[] {FeedCount.MALFORMED, FeedCount.UNKNOWN_TYPE, FeedCount.REFUSED, FeedCount.GAPS}) {
            assertTrue(counts.get(count) > PACKETS / 1_000, () -> "seed " + SEED + ": " + counts.text());
        }
        assertEquals(counts.text(), other.counts.text());
    }

    private byte[] packet(final String session) {
        int messages = 0;
        if (sequence == 1) {
            for (int locate = 1; locate <= INSTRUMENTS.size(); locate++) {
                final String symbol = INSTRUMENTS.get(locate - 1).symbol();
                feed.added(feed.nextAbout(locate).stockDirectory(symbol, 100));
                messages++;
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            message();
            messages++;
        }
        final int length = feed.packet(session, random.nextInt(40) == 0 ? random.nextLong() : sequence);
        sequence += messages;
        final byte[] packet = new byte[random.nextInt(40) == 0 ? random.nextInt(length + 1) : length];
        feed.buffer.getBytes(0, packet);
        return packet;
    }

    /** About orders that are there, mostly; some are cut, and some say anything. */
    private void message() {
        final byte type = (byte) TYPES.charAt(random.nextInt(TYPES.length() - (random.nextInt(20) == 0 ? 0 : 1)));
        final int whole = Math.max(1, ItchType.length(type));
        final byte[] bytes = new byte[random.nextInt(20) == 0 ? random.nextInt(56) : whole + random.nextInt(2)];
        random.nextBytes(bytes);
        final UnsafeBuffer message = new UnsafeBuffer(Arrays.copyOf(bytes, 64));
        message.putByte(0, type);
        if (random.nextInt(10) > 0) {
            message.putShort(1, (short) (1 + random.nextInt(INSTRUMENTS.size())), ByteOrder.BIG_ENDIAN);
            message.putShort(5, (short) 0x1000);
            if ("AFECXDU".indexOf(type) >= 0) {
                message.putLong(11, random.nextInt(8), ByteOrder.BIG_ENDIAN);
            }
            if ("AF".indexOf(type) >= 0) {
                message.putByte(19, (byte) "BS".charAt(random.nextInt(2)));
                message.putShort(20, (short) 0);
                message.putShort(32, (short) 0);
            } else if ("ECX".indexOf(type) >= 0) {
                message.putInt(19, 1 + random.nextInt(10), ByteOrder.BIG_ENDIAN);
            }
        }
        feed.buffer.putBytes(feed.nextOffset(), message, 0, bytes.length);
        feed.added(bytes.length);
    }

    /** One that receives into a buffer whose other bytes are always the same. */
    private final class Lane implements PacketLines {
        private final byte around;
        private final FeedCounts counts = new FeedCounts();
        private final RecordingLine line = new RecordingLine();
        private final FeedLane lane;
        private byte[] packet;

        Lane(final byte around) {
            this.around = around;
            final FeedSender sender = new FeedSender(
                    9, line, counts, ItchHandler.stagedMessages(INSTRUMENTS.size(), FeedLane.MAX_DATAGRAM_BYTES));
            final ItchHandler handler = new ItchHandler(
                    sender,
                    counts,
                    INSTRUMENTS,
                    new ItchHandler.Receiving(
                            "",
                            BOUNDS,
                            new LineStatistics(1),
                            MoldUdp64Requests.NONE,
                            SnapshotSource.NONE,
                            ItchMarket.NASDAQ),
                    ZoneId.of("America/New_York"),
                    clock);
            lane = new FeedLane(this, handler, sender, counts, clock);
        }

        /** What comes of it. */
        List<String> take(final byte[] newPacket) {
            packet = newPacket;
            while (lane.doWork() > 0) {
                // Until nothing is left to do.
                continue;
            }
            final List<String> told = List.copyOf(line.messages);
            line.messages.clear();
            return told;
        }

        @Override
        public boolean receive(final ByteBuffer bytes, final long timeNs) {
            if (packet == null) {
                return false;
            }
            bytes.clear();
            for (int i = 0; i < packet.length + FeedLane.MAX_DATAGRAM_BYTES / 512; i++) {
                bytes.put(i, i < packet.length ? packet[i] : around);
            }
            bytes.position(packet.length);
            packet = null;
            return true;
        }

        @Override
        public int line() {
            return 0;
        }

        @Override
        public void record(final DirectBuffer buffer, final int length, final long timeNs) {
            // Nobody captures.
        }

        @Override
        public long outageCount() {
            return 0;
        }
    }
}
