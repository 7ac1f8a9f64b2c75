package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.MarketDataSink;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Volumes and statistics, and the messages that limits come in. Each entry also has a number among those of its
 * instrument. All have one group behind the fields that every message of theirs begins with.
 *
 * <table>
 * <caption>Fields of an entry: offset/bytes; instrument/4 and RptSeq/4 lie next to each other</caption>
 * <tr><th>template</th><th>entry</th></tr>
 * <tr><td>37 volume</td><td>size 0/4, instrument 4, action 12/1</td></tr>
 * <tr><td>66 the same</td><td>size 0/8, instrument 8, action 16/1</td></tr>
 * <tr><td>33, 49 of the day</td><td>price 0/8, size 8/4, instrument 12, day 20/2, settlement type 22/1, action 23/1,
 * type 24/1</td></tr>
 * <tr><td>35, 51 of the session</td><td>price 0/8, instrument 8, flag 16/1, action 17/1, type 18/1, size 19/4 since
 * version 8</td></tr>
 * <tr><td>67 the same</td><td>price 0/8, size 8/8, instrument 16, flag 24/1, action 25/1, type 26/1</td></tr>
 * <tr><td>34, 50 limits</td><td>high 0/8, low 8/8, variation 16/8, instrument 24</td></tr>
 * <tr><td>38, 52 snapshot</td><td>price 0/8, size 8/4, day 17/2, flag 19/1, settlement type 20/1, type 21/1</td></tr>
 * <tr><td>69 the same</td><td>price 0/8, size 8/8, flag 21/1, type 22/1</td></tr>
 * </table>
 */
@HotPath
final class StatisticDecoder {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int GROUP_HEADER = 3;
    private static final byte NEW = 0;
    private static final byte DELETE = 2;
    private static final int INDICATIVE = 5;
    private static final int NO_DAY = 0xFFFF;
    private static final int NO_TYPE = 0x80;
    private static final int WITH_SIZE = 8;
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long NONE = MarketDataSink.NO_VALUE;
    private static final int SNAPSHOT_LIMITS = 35;
    /** What the exchange takes back when it says that a session's statistics begin anew. */
    private static final StatisticKind[] OF_SESSION = {
        StatisticKind.OPEN,
        StatisticKind.INDICATIVE_OPEN,
        StatisticKind.HIGH,
        StatisticKind.LOW,
        StatisticKind.HIGHEST_BID,
        StatisticKind.LOWEST_OFFER,
        StatisticKind.VOLUME
    };

    private static final StatisticKind[] KINDS = StatisticKind.values();

    private final InstrumentTable instruments;
    private final EntryDecoder entries;
    private final FeedSender sender;
    private final FeedCounts counts;
    private final LimitsDecoder limits;
    private DirectBuffer buffer;
    /** Of the entry that is read. */
    private InstrumentBook book;

    /** The exchange's packet up to which it is true. */
    private long asOf;

    /** It comes by a snapshot: what was told of a later packet is newer. */
    private boolean ofSnapshot;

    /** The entry has a value that cannot be. */
    private boolean malformed;

    StatisticDecoder(
            final InstrumentTable instruments,
            final EntryDecoder entries,
            final FeedSender sender,
            final FeedCounts counts,
            final LimitsDecoder limits) {
        this.instruments = instruments;
        this.entries = entries;
        this.sender = sender;
        this.counts = counts;
        this.limits = limits;
    }

    /** Of a message that is whole. */
    void onMessage(final Mdp3PacketFlyweight packet, final long sequence, final long priceUnit) {
        buffer = packet.buffer();
        sender.time(buffer.getLong(packet.bodyOffset(), ORDER));
        final int template = packet.templateId();
        final int group = packet.bodyOffset() + packet.blockLength();
        final int length = buffer.getShort(group, ORDER) & 0xFFFF;
        final int count = buffer.getByte(group + GROUP_HEADER - 1) & 0xFF;
        final int securityOffset = securityOffset(template);
        asOf = sequence;
        ofSnapshot = false;
        for (int i = 0; i < count; i++) {
            final int entry = group + GROUP_HEADER + i * length;
            final int security = entry + securityOffset;
            book = instruments.book(buffer.getInt(security, ORDER));
            if (book == null) {
                counts.add(FeedCount.UNKNOWN_INSTRUMENT, 1);
            } else {
                entries.onNumber(book, sequence, buffer.getInt(security + Integer.BYTES, ORDER) & 0xFFFF_FFFFL);
                onEntry(template, packet.version(), entry, priceUnit);
            }
        }
    }

    private static int securityOffset(final int template) {
        return switch (template) {
            case 37 -> 4;
            case 35, 51, 66 -> 8;
            case 33, 49 -> 12;
            case 67 -> 16;
            // 34 and 50
            default -> 24;
        };
    }

    private void onEntry(final int template, final int version, final int entry, final long priceUnit) {
        malformed = false;
        switch (template) {
            case 37 -> onVolume(buffer.getByte(entry + 12), size(entry));
            case 66 -> onVolume(buffer.getByte(entry + 16), longSize(entry));
            case 33, 49 -> onDaily(entry, priceUnit);
            case 35, 51 ->
                onSession(entry + 16, price(entry, priceUnit), version < WITH_SIZE ? NONE : size(entry + 19));
            case 67 -> onSession(entry + 24, price(entry, priceUnit), longSize(entry + 8));
            default -> limits.onEntry(book, buffer, entry, priceUnit, asOf);
        }
    }

    private long price(final int at, final long priceUnit) {
        final long nanos = Mdp3Prices.nanos(buffer.getLong(at, ORDER), priceUnit);
        if (nanos == Mdp3Prices.NONE) {
            return NONE;
        }
        malformed |= !Mdp3Prices.isPrice(nanos);
        return nanos;
    }

    private long size(final int at) {
        return quantity(buffer.getInt(at, ORDER), Integer.MAX_VALUE);
    }

    private long longSize(final int at) {
        return quantity(buffer.getLong(at, ORDER), -1);
    }

    private long quantity(final long size, final long none) {
        if (size == none) {
            return NONE;
        }
        malformed |= size < 0 || size > Mdp3Prices.maxSize(book.unit);
        return malformed ? NONE : size * book.unit;
    }

    private void onVolume(final byte action, final long quantity) {
        tell(StatisticKind.VOLUME, action, NONE, quantity, MarketDataSink.NO_CODE, NONE);
    }

    private void onDaily(final int entry, final long priceUnit) {
        final StatisticKind kind = kind(buffer.getByte(entry + 24), false);
        tell(
                kind,
                buffer.getByte(entry + 23),
                price(entry, priceUnit),
                size(entry + 8),
                code(kind, entry + 22),
                dayNs(entry + 20));
    }

    /** @param flag where the open or close flag is, with action and type behind it */
    private void onSession(final int flag, final long priceNanos, final long quantity) {
        final StatisticKind kind = kind(buffer.getByte(flag + 2), buffer.getByte(flag) == INDICATIVE);
        tell(kind, buffer.getByte(flag + 1), priceNanos, quantity, MarketDataSink.NO_CODE, NONE);
    }

    /** Null for a type that is none of these: of a book, of a trade, or of a later version. */
    private static StatisticKind kind(final byte type, final boolean indicative) {
        return switch (type) {
            case '4' -> indicative ? StatisticKind.INDICATIVE_OPEN : StatisticKind.OPEN;
            case '6' -> StatisticKind.SETTLEMENT;
            case '7' -> StatisticKind.HIGH;
            case '8' -> StatisticKind.LOW;
            case '9' -> StatisticKind.AVERAGE_PRICE;
            case 'B' -> StatisticKind.CLEARED_VOLUME;
            case 'C' -> StatisticKind.OPEN_INTEREST;
            case 'N' -> StatisticKind.HIGHEST_BID;
            case 'O' -> StatisticKind.LOWEST_OFFER;
            case 'W' -> StatisticKind.FIXING;
            case 'e' -> StatisticKind.VOLUME;
            default -> null;
        };
    }

    private int code(final StatisticKind kind, final int at) {
        final int type = buffer.getByte(at) & 0xFF;
        return kind == StatisticKind.SETTLEMENT && (type & NO_TYPE) == 0 ? type : MarketDataSink.NO_CODE;
    }

    private long dayNs(final int at) {
        final int day = buffer.getShort(at, ORDER) & 0xFFFF;
        return day == NO_DAY ? NONE : day * DAY_NS;
    }

    /** What has neither price nor quantity is taken back, as is what the exchange deletes. */
    private void tell(
            final StatisticKind kind,
            final byte action,
            final long priceNanos,
            final long quantity,
            final int code,
            final long referenceTimeNs) {
        if (kind == null) {
            counts.add(FeedCount.PASSED_OVER, 1);
            return;
        }
        if (malformed) {
            counts.add(FeedCount.MALFORMED, 1);
            return;
        }
        if (ofSnapshot && book.statisticsTo[kind.ordinal()] > asOf) {
            return;
        }
        if (action == DELETE || priceNanos == NONE && quantity == NONE) {
            withdraw(book, kind, asOf);
        } else {
            book.statisticsTo[kind.ordinal()] = asOf;
            book.statisticsTold |= 1 << kind.ordinal();
            sender.statistic(book.id, kind, priceNanos, quantity, code, referenceTimeNs);
        }
    }

    /**
     * A snapshot by level, which has the statistics, too, of a book that has missed some: by level or by order.
     *
     * @param sequence of the last packet that is in the snapshot
     */
    void onSnapshot(
            final Mdp3PacketFlyweight packet,
            final InstrumentBook of,
            final long sequence,
            final long priceUnit,
            final boolean longSizes) {
        if (!of.statisticsUnknown || sequence + 1 < of.statisticsFrom) {
            return;
        }
        of.statisticsUnknown = false;
        book = of;
        buffer = packet.buffer();
        asOf = sequence;
        ofSnapshot = true;
        limits.onSnapshot(of, buffer, packet.bodyOffset() + SNAPSHOT_LIMITS, priceUnit, sequence);
        final int group = packet.bodyOffset() + packet.blockLength();
        final int length = buffer.getShort(group, ORDER) & 0xFFFF;
        final int count = buffer.getByte(group + GROUP_HEADER - 1) & 0xFF;
        int lacks = of.statisticsTold;
        for (int i = 0; i < count; i++) {
            malformed = false;
            lacks &= ~onSnapshotEntry(group + GROUP_HEADER + i * length, priceUnit, longSizes);
        }
        for (int kind = 0; lacks != 0; kind++, lacks >>>= 1) {
            if ((lacks & 1) != 0 && of.statisticsTo[kind] <= sequence) {
                withdraw(of, KINDS[kind], sequence);
            }
        }
    }

    /** Returns the bit of the kind that it tells, or 0. */
    private int onSnapshotEntry(final int entry, final long priceUnit, final boolean longSizes) {
        final int flag = entry + (longSizes ? 21 : 19);
        final StatisticKind kind =
                kind(buffer.getByte(entry + (longSizes ? 22 : 21)), buffer.getByte(flag) == INDICATIVE);
        if (kind == null) {
            return 0;
        }
        tell(
                kind,
                NEW,
                price(entry, priceUnit),
                longSizes ? longSize(entry + 8) : size(entry + 8),
                longSizes ? MarketDataSink.NO_CODE : code(kind, entry + 20),
                longSizes ? NONE : dayNs(entry + 17));
        return malformed ? 0 : 1 << kind.ordinal();
    }

    /** The statistics of the session begin anew; once in a packet of the exchange, whoever says it how often. */
    void reset(final InstrumentBook of, final long sequence) {
        if (of.statisticsResetAt != sequence) {
            of.statisticsResetAt = sequence;
            for (final StatisticKind kind : OF_SESSION) {
                withdraw(of, kind, sequence);
            }
        }
    }

    private void withdraw(final InstrumentBook of, final StatisticKind kind, final long sequence) {
        of.statisticsTo[kind.ordinal()] = sequence;
        of.statisticsTold &= ~(1 << kind.ordinal());
        sender.withdraw(of.id, kind);
    }

    /**
     * The exchange says that all is empty, or counts its packets anew: of what it said before nothing is known to hold.
     *
     * @param nextSequence from this packet on nothing will be missing
     */
    void forget(final long nextSequence) {
        for (final InstrumentBook each : instruments.books()) {
            forget(each, nextSequence);
        }
    }

    /** The same of one instrument. */
    void forget(final InstrumentBook of, final long nextSequence) {
        limits.forget(of);
        withdraw(of, nextSequence);
    }

    private void withdraw(final InstrumentBook of, final long nextSequence) {
        of.statisticsUnknown = true;
        of.statisticsFrom = nextSequence;
        of.statisticsTold = 0;
        Arrays.fill(of.statisticsTo, 0);
        sender.clearFacts(of.id);
    }

    /** To one who knows nothing, or heard another one: statistics are not kept, and come with the next snapshot. */
    void sayAll(final long nextSequence) {
        for (final InstrumentBook each : instruments.books()) {
            withdraw(each, nextSequence);
            limits.sayAgain(each);
        }
        sender.endPacket();
    }
}
