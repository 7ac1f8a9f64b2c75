package io.tiercel.engine.feed.mdp3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Packets put down byte by byte, as the specification's tables say: it knows none of our codecs. */
final class Mdp3Bytes {
    static final long NO_PRICE = Long.MAX_VALUE;
    static final int NO_SIZE = Integer.MAX_VALUE;

    private final byte[] bytes = new byte[1 << 16];
    private int length;
    private int messageStart;
    private int countAt;

    Mdp3Bytes packet(final long sequence, final long sendingTimeNs) {
        length = 0;
        put(sequence, 4).put(sendingTimeNs, 8);
        return this;
    }

    int length() {
        return length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    UnsafeBuffer buffer() {
        return new UnsafeBuffer(copy());
    }

    Mdp3Bytes put(final long value, final int count) {
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) (value >>> 8 * i);
        }
        return this;
    }

    private Mdp3Bytes text(final String text, final int count) {
        final byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < count; i++) {
            bytes[length++] = i < ascii.length ? ascii[i] : 0;
        }
        return this;
    }

    /** Size comes with {@link #end}. */
    Mdp3Bytes message(final int template, final int blockLength) {
        messageStart = length;
        return put(0, 2).put(blockLength, 2).put(template, 2).put(1, 2).put(9, 2);
    }

    /** Time, indicator, and two bytes that fill the block. */
    Mdp3Bytes event(final int template, final long timeNs) {
        return message(template, 11).put(timeNs, 8).put(0x80, 1).put(0, 2);
    }

    Mdp3Bytes group(final int entryLength) {
        put(entryLength, 2);
        countAt = length;
        return put(0, 1);
    }

    Mdp3Bytes wideGroup(final int entryLength) {
        put(entryLength, 2).put(0, 5);
        countAt = length;
        return put(0, 1);
    }

    Mdp3Bytes entry() {
        bytes[countAt]++;
        return this;
    }

    Mdp3Bytes end() {
        final int size = length - messageStart;
        bytes[messageStart] = (byte) size;
        bytes[messageStart + 1] = (byte) (size >>> 8);
        return this;
    }

    Mdp3Bytes heartbeat() {
        return message(12, 0).end();
    }

    Mdp3Bytes channelReset(final long timeNs) {
        message(4, 9).put(timeNs, 8).put(0x80, 1).group(2);
        return entry().put(310, 2).end();
    }

    /** Of 46; behind {@code event(46)} and {@code group(32)}. */
    Mdp3Bytes level(
            final long price,
            final int size,
            final int security,
            final long number,
            final int orders,
            final int level,
            final int action,
            final char type) {
        entry().put(price, 8).put(size, 4).put(security, 4).put(number, 4).put(orders, 4);
        return put(level, 1).put(action, 1).put(type, 1).put(0, 5);
    }

    /** Of 64; behind {@code event(64)} and {@code group(32)}. */
    Mdp3Bytes longLevel(
            final long price,
            final long size,
            final int security,
            final long number,
            final int level,
            final int action,
            final char type) {
        entry().put(price, 8).put(size, 8).put(security, 4).put(number, 4).put(1, 4);
        return put(level, 1).put(action, 1).put(type, 1).put(0, 1);
    }

    /** Of the orders in 46; behind {@code wideGroup(24)}. */
    Mdp3Bytes orderOf(final int reference, final long orderId, final long priority, final int size, final int action) {
        entry().put(orderId, 8).put(priority, 8).put(size, 4).put(reference, 1).put(action, 1);
        return put(0, 2);
    }

    /** Of 47; behind {@code event(47)} and {@code group(40)}. */
    Mdp3Bytes order(
            final long orderId,
            final long priority,
            final long price,
            final int size,
            final int security,
            final int action,
            final char type) {
        entry().put(orderId, 8).put(priority, 8).put(price, 8).put(size, 4).put(security, 4);
        return put(action, 1).put(type, 1).put(0, 6);
    }

    /** Of 48; behind {@code event(48)} and {@code group(32)}. */
    Mdp3Bytes trade(
            final long price,
            final int size,
            final int security,
            final long number,
            final int aggressor,
            final int action,
            final long tradeId) {
        entry().put(price, 8).put(size, 4).put(security, 4).put(number, 4).put(2, 4);
        return put(aggressor, 1).put(action, 1).put(tradeId, 4).put(0, 2);
    }

    /** Of 37; behind {@code event(37)} and {@code group(16)}. */
    Mdp3Bytes volume(final int volume, final int security, final long number) {
        return entry().put(volume, 4).put(security, 4).put(number, 4).put(0, 4);
    }

    /** Of 66; behind {@code event(66)} and {@code group(24)}. */
    Mdp3Bytes longVolume(final long volume, final int security, final long number) {
        return entry().put(volume, 8).put(security, 4).put(number, 4).put(0, 8);
    }

    /** Of 49; behind {@code event(49)} and {@code group(32)}. */
    Mdp3Bytes daily(
            final long price,
            final int size,
            final int security,
            final long number,
            final int day,
            final int settlement,
            final int action,
            final char type) {
        entry().put(price, 8).put(size, 4).put(security, 4).put(number, 4).put(day, 2);
        return put(settlement, 1).put(action, 1).put(type, 1).put(0, 7);
    }

    /** Of 51; behind {@code event(51)} and {@code group(24)}. */
    Mdp3Bytes session(
            final long price,
            final int security,
            final long number,
            final int flag,
            final int action,
            final char type,
            final int size) {
        entry().put(price, 8).put(security, 4).put(number, 4);
        return put(flag, 1).put(action, 1).put(type, 1).put(size, 4).put(0, 1);
    }

    /** Of 67; behind {@code event(67)} and {@code group(32)}. */
    Mdp3Bytes longSession(final long price, final long size, final int security, final long number, final char type) {
        entry().put(price, 8).put(size, 8).put(security, 4).put(number, 4);
        return put(255, 1).put(0, 1).put(type, 1).put(0, 5);
    }

    /** Of 50; behind {@code event(50)} and {@code group(32)}. */
    Mdp3Bytes limits(final long high, final long low, final long variation, final int security, final long number) {
        return entry().put(high, 8)
                .put(low, 8)
                .put(variation, 8)
                .put(security, 4)
                .put(number, 4);
    }

    /** Of 49; behind {@code event(49)} and {@code group(32)}. */
    Mdp3Bytes settlement(final long price, final int security, final long number) {
        entry().put(price, 8).put(NO_SIZE, 4).put(security, 4).put(number, 4).put(17_000, 2);
        return put(1, 1).put(0, 1).put('6', 1).put(0, 7);
    }

    Mdp3Bytes status(final String group, final String asset, final int security, final int status) {
        return status(group, asset, security, status, 0);
    }

    Mdp3Bytes status(final String group, final String asset, final int security, final int status, final int event) {
        message(30, 30).put(5, 8).text(group, 6).text(asset, 6).put(security, 4).put(17_000, 2);
        return put(0x80, 1).put(status, 1).put(0, 1).put(event, 1).end();
    }

    /** A snapshot by level; entries follow, then {@link #end}. */
    Mdp3Bytes snapshot(final long sequence, final int security, final long number, final int status) {
        return snapshot(sequence, security, number, status, NO_PRICE, NO_PRICE);
    }

    /** With limits. */
    Mdp3Bytes snapshot(
            final long sequence,
            final int security,
            final long number,
            final int status,
            final long high,
            final long low) {
        message(52, 59)
                .put(sequence, 4)
                .put(1, 4)
                .put(security, 4)
                .put(number, 4)
                .put(5, 8)
                .put(5, 8);
        return put(17_000, 2)
                .put(status, 1)
                .put(high, 8)
                .put(low, 8)
                .put(NO_PRICE, 8)
                .group(22);
    }

    /** A statistic in a snapshot by level. */
    Mdp3Bytes snapshotStatistic(
            final long price, final int size, final int day, final int flag, final int settlement, final char type) {
        entry().put(price, 8).put(size, 4).put(NO_SIZE, 4).put(127, 1).put(day, 2);
        return put(flag, 1).put(settlement, 1).put(type, 1);
    }

    Mdp3Bytes snapshotLevel(final long price, final int size, final int orders, final int level, final char type) {
        entry().put(price, 8)
                .put(size, 4)
                .put(orders, 4)
                .put(level, 1)
                .put(0xFFFF, 2)
                .put(255, 1);
        return put(0, 1).put(type, 1);
    }

    /** A piece of a snapshot by order; orders follow, then {@link #end}. */
    Mdp3Bytes orderSnapshot(final long sequence, final int security, final int pieces, final int piece) {
        message(53, 28)
                .put(sequence, 4)
                .put(1, 4)
                .put(security, 4)
                .put(pieces, 4)
                .put(piece, 4)
                .put(5, 8);
        return group(29);
    }

    Mdp3Bytes snapshotOrder(
            final long orderId, final long priority, final long price, final int size, final char type) {
        return entry().put(orderId, 8)
                .put(priority, 8)
                .put(price, 8)
                .put(size, 4)
                .put(type, 1);
    }

    /** A future with books of these depths. */
    Mdp3Bytes future(
            final String symbol,
            final int security,
            final String group,
            final String asset,
            final char action,
            final int status,
            final int depth,
            final int impliedDepth) {
        return future(symbol, security, group, asset, action, status, depth, impliedDepth, NO_PRICE, NO_PRICE);
    }

    Mdp3Bytes future(
            final String symbol,
            final int security,
            final String group,
            final String asset,
            final char action,
            final int status,
            final int depth,
            final int impliedDepth,
            final long high,
            final long low) {
        final int start = length + 10;
        message(54, 216)
                .put(0x80, 1)
                .put(1, 4)
                .put(action, 1)
                .put(5, 8)
                .put(status, 1)
                .put(310, 2);
        put(64, 1).put(4, 1).text("XCME", 4).text(group, 6).text(asset, 6).text(symbol, 20);
        put(security, 4);
        fill(start + 165).put(high, 8).put(low, 8).put(NO_PRICE, 8).fill(start + 216);
        group(9);
        entry().put(5, 1).put(7, 8);
        group(4);
        entry().text("GBX", 3).put(depth, 1);
        if (impliedDepth > 0) {
            entry().text("GBI", 3).put(impliedDepth, 1);
        }
        return group(4).group(5).end();
    }

    private Mdp3Bytes fill(final int end) {
        while (length < end) {
            put(0, 1);
        }
        return this;
    }

    /** An option, or a spread, of which only limits and what all definitions have is said. */
    Mdp3Bytes definition(
            final int template,
            final int blockLength,
            final String symbol,
            final int security,
            final int limitsAt,
            final long... limits) {
        final int start = length + 10;
        message(template, blockLength)
                .put(0x80, 1)
                .put(1, 4)
                .put('A', 1)
                .put(5, 8)
                .put(17, 1)
                .put(310, 2);
        put(64, 1).put(4, 1).text("XCME", 4).text("ES", 6).text("ES", 6).text(symbol, 20);
        put(security, 4).fill(start + limitsAt);
        for (final long limit : limits) {
            put(limit, 8);
        }
        fill(start + blockLength).group(9).group(4).group(4).group(5);
        return template == 55 ? group(24).group(24).end() : group(18).end();
    }

    /** Of 57, 58 or 63 in version 13: a book of this depth, and limits one behind the other. */
    Mdp3Bytes laterDefinition(
            final int template,
            final String symbol,
            final int security,
            final char action,
            final int depth,
            final long... limits) {
        final int start = length + 10;
        final int blockLength = template == 57 ? 338 : template == 58 ? 276 : 337;
        later(template, blockLength)
                .put(0x80, 1)
                .put(1, 4)
                .put(action, 1)
                .put(5, 8)
                .put(17, 1)
                .put(310, 2);
        put(64, 1).put(4, 1).text("BTEC", 4).text("US", 6).text("TN", 6).text(symbol, 20);
        put(security, 4).fill(start + (template == 57 ? 153 : template == 58 ? 150 : 144));
        for (final long limit : limits) {
            put(limit, 8);
        }
        fill(start + blockLength).group(9).entry().put(5, 1).put(7, 8);
        group(4).entry().text("GBX", 3).put(depth, 1);
        group(4).entry().put(1, 4);
        return switch (template) {
            case 57 -> group(5).end();
            case 58 -> group(5).group(118).group(32).group(16).end();
            default -> group(9).entry().put(4, 1).put(1_000_000, 8).group(18).end();
        };
    }

    /** Of version 13. */
    Mdp3Bytes later(final int template, final int blockLength) {
        message(template, blockLength);
        bytes[messageStart + 8] = 13;
        return this;
    }

    /** Of an instrument that trades more at a price. */
    Mdp3Bytes workup(final int security, final int status, final int event) {
        later(60, 30)
                .put(5, 8)
                .put(100, 8)
                .put(security, 4)
                .put(0x80, 1)
                .put(17_000, 2)
                .put(3, 4);
        put(status, 1).put(0, 1).put(event, 1).group(10);
        return entry().put(11, 8).put(1, 1).put(0, 1).end();
    }
}
