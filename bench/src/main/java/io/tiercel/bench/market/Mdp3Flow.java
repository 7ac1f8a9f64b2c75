package io.tiercel.bench.market;

import io.tiercel.bench.peers.PacketPeer;
import io.tiercel.bench.peers.Packets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Books by level as an exchange sends them: MDP 3.0, template 46 of version 9, with ten levels a side. A packet has one
 * message of one instrument with one to six entries: three quarters change a level's quantity, the others take a level
 * out and put one in, near the best more often than far from it. Books are never crossed.
 */
public final class Mdp3Flow {
    public static final int DEPTH = 10;

    private static final int FIRST_SECURITY = 5_000;
    private static final long TICK_NANOS = 10_000_000;
    private static final long PRICE_UNIT_NANOS = 100_000;
    private static final int BEST_BID = 9_999;
    private static final int BEST_ASK = 10_001;
    /** Ticks of a side that levels can be at, from the best possible one on. */
    private static final int BAND = 40;

    private static final int MAX_ENTRIES = 6;
    private static final int MAX_PACKET = 256;
    private static final int ENTRY_LENGTH = 32;
    private static final int ORDER_ENTRY_LENGTH = 24;
    private static final int BLOCK_LENGTH = 11;
    private static final int TEMPLATE = 46;
    private static final int VERSION = 9;
    private static final byte NEW = 0;
    private static final byte CHANGE = 1;
    private static final byte DELETE = 2;

    private final RandomBits random;
    private final int instruments;
    /** By instrument and side, as distances from the best possible price, ascending; then quantities. */
    private final int[][] ticks;

    private final int[][] quantities;
    private final int[] counts;
    private final int[] numbers;
    private long sequence = 1;
    private long entryCount;
    private ByteBuffer out;

    public Mdp3Flow(final long seed, final int instruments) {
        random = new RandomBits(seed);
        this.instruments = instruments;
        ticks = new int[2 * instruments][DEPTH];
        quantities = new int[2 * instruments][DEPTH];
        counts = new int[2 * instruments];
        numbers = new int[instruments];
    }

    /** The exchange's number of an instrument, which counts from 1. */
    public static int security(final int instrument) {
        return FIRST_SECURITY + instrument;
    }

    /** All books, level by level, from the first packet of a week on. */
    public Packets fill() {
        final Packets packets = begin(2 * instruments * DEPTH);
        for (int i = 0; i < 2 * instruments * DEPTH; i++) {
            final int side = i / DEPTH;
            final int at = beginPacket(1);
            entry(side, NEW, i % DEPTH, 2 * (i % DEPTH), quantity());
            endPacket(packets, at);
        }
        return packets;
    }

    /** The next packets of the day. */
    public Packets next(final int count) {
        final Packets packets = begin(count);
        for (int i = 0; i < count; i++) {
            final int instrument = random.below(instruments);
            final int entries = 1 + random.below(MAX_ENTRIES);
            final int at = beginPacket(entries);
            int left = entries;
            while (left > 0) {
                final int side = 2 * instrument + random.below(2);
                left -= change(side, left > 1 && random.below(4) == 0);
            }
            endPacket(packets, at);
        }
        return packets;
    }

    /** Entries so far. */
    public long entryCount() {
        return entryCount;
    }

    /** What books say that took all packets: best prices, in 1e-4, and their quantities. */
    public long chain() {
        long chain = 0;
        for (int side = 0; side < counts.length; side++) {
            chain = PacketPeer.chain(chain, price(side, ticks[side][0]) / PRICE_UNIT_NANOS, quantities[side][0]);
        }
        return chain;
    }

    private int change(final int side, final boolean moves) {
        final int index = Math.min(random.geometric() + random.below(3), DEPTH - 1);
        if (!moves) {
            entry(side, CHANGE, index, ticks[side][index], quantity());
            return 1;
        }
        entry(side, DELETE, index, ticks[side][index], 0);
        int tick = random.below(BAND);
        int place = Arrays.binarySearch(ticks[side], 0, DEPTH - 1, tick);
        while (place >= 0) {
            tick = (tick + 1) % BAND;
            place = Arrays.binarySearch(ticks[side], 0, DEPTH - 1, tick);
        }
        entry(side, NEW, -1 - place, tick, quantity());
        return 2;
    }

    private int quantity() {
        return 1 + random.below(500);
    }

    private static long price(final int side, final int tick) {
        return ((side & 1) == 0 ? BEST_BID - tick : BEST_ASK + tick) * TICK_NANOS;
    }

    private void entry(final int side, final byte action, final int index, final int tick, final int quantity) {
        final int count = counts[side];
        if (action == NEW) {
            System.arraycopy(ticks[side], index, ticks[side], index + 1, count - index);
            System.arraycopy(quantities[side], index, quantities[side], index + 1, count - index);
            counts[side]++;
        } else if (action == DELETE) {
            System.arraycopy(ticks[side], index + 1, ticks[side], index, count - index - 1);
            System.arraycopy(quantities[side], index + 1, quantities[side], index, count - index - 1);
            counts[side]--;
        }
        if (action != DELETE) {
            ticks[side][index] = tick;
            quantities[side][index] = quantity;
        }
        final int instrument = side / 2;
        entryCount++;
        out.putLong(price(side, tick))
                .putInt(quantity)
                .putInt(security(instrument + 1))
                .putInt(++numbers[instrument])
                .putInt(1 + quantity / 100)
                .put((byte) (index + 1))
                .put(action)
                .put((byte) ((side & 1) == 0 ? '0' : '1'))
                .put(new byte[5]);
    }

    private Packets begin(final int packets) {
        final Packets made = new Packets(Math.multiplyExact(packets, MAX_PACKET), packets);
        out = made.bytes();
        out.order(ByteOrder.LITTLE_ENDIAN);
        return made;
    }

    /** Up to its entries; returns where its message begins. */
    private int beginPacket(final int entries) {
        out.putInt((int) sequence++).putLong(sequence);
        final int message = out.position();
        out.putShort((short) 0)
                .putShort((short) BLOCK_LENGTH)
                .putShort((short) TEMPLATE)
                .putShort((short) 1)
                .putShort((short) VERSION);
        out.putLong(sequence).put((byte) 0x80).putShort((short) 0);
        out.putShort((short) ENTRY_LENGTH).put((byte) entries);
        return message;
    }

    private void endPacket(final Packets packets, final int message) {
        // No orders are told.
        out.putShort((short) ORDER_ENTRY_LENGTH).put(new byte[6]);
        out.putShort(message, (short) (out.position() - message));
        packets.complete(1);
    }
}
