package io.tiercel.codecs.dbn;

import io.tiercel.codecs.HotPath;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * A record, read in place. Little endian; prices in 1e-9, times UTC ns; a price of {@link #NO_PRICE} and a time of
 * {@link #NO_TIME} are none. Every other field, of every type: {@link DbnLayouts}.
 *
 * <table>
 * <caption>Fields that messages are made of: offset/bytes</caption>
 * <tr><td>all</td><td>length in words of 4 bytes 0/1, type 1/1, publisher 2/2, instrument 4/4, time of the event
 * 8/8</td></tr>
 * <tr><td>by order</td><td>order 16/8, price 24/8, size 32/4, flags 36/1, action 38/1, side 39/1,
 * time of capture 40/8</td></tr>
 * <tr><td>trades, by price</td><td>price 16/8, size 24/4, action 28/1, side 29/1, flags 30/1, time of capture 32/8;
 * levels from 48 on, each bid price 0/8, ask price 8/8, bid size 16/4, ask size 20/4, bid orders 24/4, ask orders
 * 28/4</td></tr>
 * <tr><td>statistics</td><td>reference time 24/8, price 32/8, quantity 40/4; type 52/2, update 56/1, flags 57/1; in
 * version 3 quantity 40/8, type 56/2, update 60/1, flags 61/1</td></tr>
 * <tr><td>imbalance</td><td>reference price 24/8, price of all orders 40/8, of the auction's own 48/8, upper collar
 * 72/8, lower 80/8, paired 88/4, imbalance 92/4, auction 104/1, side 105/1, extensions 108/1</td></tr>
 * <tr><td>definition</td><td>high limit 56/8, low limit 64/8, greatest variation 72/8</td></tr>
 * <tr><td>status</td><td>action 24/2, restriction of short sales 32/1</td></tr>
 * </table>
 */
@HotPath
public final class DbnFlyweight {
    public static final long NO_PRICE = Long.MAX_VALUE;
    public static final long NO_TIME = -1;
    public static final int HEADER_LENGTH = 16;
    public static final int WORD_LENGTH = 4;
    /** The longest record that a length byte can say. */
    public static final int MAX_LENGTH = 255 * WORD_LENGTH;

    /** The event's last record of its instrument. */
    public static final int FLAG_LAST = 0x80;
    /** No order, but all that there is of a side: its best price. */
    public static final int FLAG_BEST = 0x40;
    /** Of a snapshot, and not of a change. */
    public static final int FLAG_SNAPSHOT = 0x20;
    /** No order, but the sum of those at a price. */
    public static final int FLAG_LEVEL = 0x10;
    /** Records of the channel were lost before this one: the book may be wrong. */
    public static final int FLAG_MAYBE_BAD_BOOK = 0x04;

    /** In place of a size of 32 bits. */
    public static final long NO_SIZE = 0xFFFF_FFFFL;

    /** Statistics have quantities of 64 bits since then. */
    private static final int WIDE_STATISTICS = 3;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int LEVELS_OFFSET = 48;
    private static final int LEVEL_LENGTH = 32;

    private DirectBuffer buffer;
    private int offset;

    public DbnFlyweight wrap(final DirectBuffer newBuffer, final int newOffset) {
        buffer = newBuffer;
        offset = newOffset;
        return this;
    }

    /** In bytes; less than a header's is malformed. */
    public int length() {
        return (buffer.getByte(offset) & 0xFF) * WORD_LENGTH;
    }

    /** {@link DbnType}. */
    public int type() {
        return buffer.getByte(offset + 1) & 0xFF;
    }

    public int publisherId() {
        return buffer.getShort(offset + 2, ORDER) & 0xFFFF;
    }

    public long instrumentId() {
        return unsignedInt(4);
    }

    /** Of publisher and instrument: one that trades at two venues has two books. */
    public long instrumentKey() {
        return (long) publisherId() << Integer.SIZE | instrumentId();
    }

    public long eventTimeNs() {
        return buffer.getLong(offset + 8, ORDER);
    }

    /** Of a record by order. */
    public long orderId() {
        return buffer.getLong(offset + 16, ORDER);
    }

    /** Of a record by order. */
    public long orderPriceNanos() {
        return buffer.getLong(offset + 24, ORDER);
    }

    /** Of a record by order. */
    public long orderSize() {
        return unsignedInt(32);
    }

    /** Of a record by order: {@link #FLAG_LAST} and others. */
    public int orderFlags() {
        return buffer.getByte(offset + 36) & 0xFF;
    }

    /** Of a record by order: A add, C cancel, M modify, R clear, T trade, F fill, N none. */
    public byte orderAction() {
        return buffer.getByte(offset + 38);
    }

    /** Of a record by order: A, B, or N for none. */
    public byte orderSide() {
        return buffer.getByte(offset + 39);
    }

    /** Of a record by order: when it was captured, or its snapshot was made. */
    public long orderReceiveTimeNs() {
        return buffer.getLong(offset + 40, ORDER);
    }

    /** Of a trade or a record by price. */
    public long priceNanos() {
        return buffer.getLong(offset + 16, ORDER);
    }

    /** Of a trade or a record by price. */
    public long size() {
        return unsignedInt(24);
    }

    /** Of a trade or a record by price. */
    public byte action() {
        return buffer.getByte(offset + 28);
    }

    /** Of a trade or a record by price: of the aggressor; A, B, or N for none. */
    public byte side() {
        return buffer.getByte(offset + 29);
    }

    /** Of a trade or a record by price. */
    public int flags() {
        return buffer.getByte(offset + 30) & 0xFF;
    }

    /** Of a trade or a record by price: when it was captured; of sampled prices, the end of their interval. */
    public long receiveTimeNs() {
        return buffer.getLong(offset + 32, ORDER);
    }

    public long bidPriceNanos(final int level) {
        return buffer.getLong(level(level), ORDER);
    }

    public long askPriceNanos(final int level) {
        return buffer.getLong(level(level) + 8, ORDER);
    }

    public long bidSize(final int level) {
        return buffer.getInt(level(level) + 16, ORDER) & 0xFFFF_FFFFL;
    }

    public long askSize(final int level) {
        return buffer.getInt(level(level) + 20, ORDER) & 0xFFFF_FFFFL;
    }

    public int bidOrderCount(final int level) {
        return buffer.getInt(level(level) + 24, ORDER);
    }

    public int askOrderCount(final int level) {
        return buffer.getInt(level(level) + 28, ORDER);
    }

    /** Of a definition. */
    public long highLimitNanos() {
        return buffer.getLong(offset + 56, ORDER);
    }

    /** Of a definition. */
    public long lowLimitNanos() {
        return buffer.getLong(offset + 64, ORDER);
    }

    /** Of a definition. */
    public long limitVariationNanos() {
        return buffer.getLong(offset + 72, ORDER);
    }

    /** Of a statistic: the day, or the time, that it is about. */
    public long statisticReferenceNs() {
        return buffer.getLong(offset + 24, ORDER);
    }

    /** Of a statistic. */
    public long statisticPriceNanos() {
        return buffer.getLong(offset + 32, ORDER);
    }

    /** Of a statistic; {@link Long#MAX_VALUE} is none. */
    public long statisticQuantity(final int version) {
        if (version >= WIDE_STATISTICS) {
            return buffer.getLong(offset + 40, ORDER);
        }
        final int quantity = buffer.getInt(offset + 40, ORDER);
        return quantity == Integer.MAX_VALUE ? Long.MAX_VALUE : quantity;
    }

    /** Of a statistic: which one. */
    public int statisticType(final int version) {
        return buffer.getShort(offset + behindQuantity(version, 52), ORDER) & 0xFFFF;
    }

    /** Of a statistic: 1 new, 2 taken back. */
    public int statisticUpdate(final int version) {
        return buffer.getByte(offset + behindQuantity(version, 56)) & 0xFF;
    }

    /** Of a statistic: of a settlement price, what it is. */
    public int statisticFlags(final int version) {
        return buffer.getByte(offset + behindQuantity(version, 57)) & 0xFF;
    }

    private static int behindQuantity(final int version, final int field) {
        return version >= WIDE_STATISTICS ? field + 4 : field;
    }

    /** Of an imbalance. */
    public long referencePriceNanos() {
        return buffer.getLong(offset + 24, ORDER);
    }

    /** Of an imbalance: at which all orders would match. */
    public long nearPriceNanos() {
        return buffer.getLong(offset + 40, ORDER);
    }

    /** Of an imbalance: at which the auction's own orders would match. */
    public long farPriceNanos() {
        return buffer.getLong(offset + 48, ORDER);
    }

    /** Of an imbalance. */
    public long upperCollarNanos() {
        return buffer.getLong(offset + 72, ORDER);
    }

    /** Of an imbalance. */
    public long lowerCollarNanos() {
        return buffer.getLong(offset + 80, ORDER);
    }

    /** Of an imbalance; {@link #NO_SIZE} is none. */
    public long pairedSize() {
        return unsignedInt(88);
    }

    /** Of an imbalance; {@link #NO_SIZE} is none. */
    public long imbalanceSize() {
        return unsignedInt(92);
    }

    /** Of an imbalance: the exchange's own letter for the auction. */
    public byte auctionType() {
        return buffer.getByte(offset + 104);
    }

    /** Of an imbalance: A, B, or N for none. */
    public byte imbalanceSide() {
        return buffer.getByte(offset + 105);
    }

    /** Of an imbalance: how often the auction was put off. */
    public int extensions() {
        return buffer.getByte(offset + 108) & 0xFF;
    }

    /** Of a status. */
    public int statusAction() {
        return buffer.getShort(offset + 24, ORDER) & 0xFFFF;
    }

    /** Of a status: Y, N, or another one where it is not known. */
    public byte shortSaleRestricted() {
        return buffer.getByte(offset + 32);
    }

    private int level(final int level) {
        return offset + LEVELS_OFFSET + level * LEVEL_LENGTH;
    }

    private long unsignedInt(final int field) {
        return buffer.getInt(offset + field, ORDER) & 0xFFFF_FFFFL;
    }
}
