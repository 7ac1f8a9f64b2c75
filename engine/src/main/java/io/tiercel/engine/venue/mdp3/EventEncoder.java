package io.tiercel.engine.venue.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.sbe.MDEntryTypeBook;
import io.tiercel.codecs.mdp3.sbe.MDIncrementalRefreshBook46Encoder;
import io.tiercel.codecs.mdp3.sbe.MDIncrementalRefreshOrderBook47Encoder;
import io.tiercel.codecs.mdp3.sbe.MDUpdateAction;
import io.tiercel.codecs.mdp3.sbe.MatchEventIndicatorEncoder;
import io.tiercel.codecs.mdp3.sbe.MessageHeaderEncoder;
import io.tiercel.codecs.mdp3.sbe.OrderUpdateAction;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.mdp3.Mdp3Packets;
import io.tiercel.engine.venue.sim.RestingOrders;
import org.agrona.MutableDirectBuffer;

/**
 * Writes what an event did to a book: trades, volume and statistics, levels with the orders in them, and the orders
 * that no level of the event tells of. One event is one packet, unless it is more than a datagram has room for.
 */
@HotPath
final class EventEncoder {
    /** The most that a group has. */
    static final int MAX_ENTRIES = 254;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Mdp3Packets packets;
    private final OrderChanges changes;
    private final LevelChanges levels = new LevelChanges();
    private final TradeEncoder trades;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MDIncrementalRefreshBook46Encoder book = new MDIncrementalRefreshBook46Encoder();
    private final MDIncrementalRefreshOrderBook47Encoder orders = new MDIncrementalRefreshOrderBook47Encoder();
    /** The entry of the event's levels that each order is told with, or none. */
    private final int[] references;

    /** Orders that no level of the event tells of, and that are still to be told. */
    private int elsewhere;

    /** Where the last message says what it ends. */
    private int indicatorAt;

    EventEncoder(final Mdp3Packets packets, final OrderChanges changes, final EventTrades trades, final int capacity) {
        this.packets = packets;
        this.changes = changes;
        this.trades = new TradeEncoder(packets, trades);
        references = new int[capacity];
    }

    /** All of an event; nothing when it changed nothing. The packet is the caller's to send. */
    void encode(final ListedBook listed, final long timeNs) {
        int statistics = trades.encodeTrades(listed, timeNs);
        levels.find(listed);
        if (listed.status == TradingStatus.TRADING) {
            statistics |= listed.statistics.quote(listed.told(RestingOrders.BUY), listed.told(RestingOrders.SELL));
        }
        refer();
        if (levels.count() > 0) {
            encodeLevels(listed, timeNs);
        }
        int from = 0;
        while (elsewhere > 0) {
            from = encodeOrders(listed, timeNs, from);
        }
        if (statistics != 0) {
            indicatorAt = trades.encodeStatistics(listed, timeNs, statistics);
        }
        if (!packets.isEmpty()) {
            endEvent();
        }
    }

    private void refer() {
        elsewhere = 0;
        int referred = 0;
        for (int i = 0; i < changes.count(); i++) {
            final int entry =
                    referred == MAX_ENTRIES ? LevelChanges.NONE : levels.at(changes.side(i), changes.price(i));
            references[i] = entry;
            if (entry == LevelChanges.NONE) {
                elsewhere++;
            } else {
                referred++;
            }
        }
    }

    private void encodeLevels(final ListedBook listed, final long timeNs) {
        final int orderCount = changes.count() - elsewhere;
        final int length = HEADER
                + MDIncrementalRefreshBook46Encoder.BLOCK_LENGTH
                + MDIncrementalRefreshBook46Encoder.NoMDEntriesEncoder.sbeHeaderSize()
                + levels.count() * MDIncrementalRefreshBook46Encoder.NoMDEntriesEncoder.sbeBlockLength()
                + MDIncrementalRefreshBook46Encoder.NoOrderIDEntriesEncoder.sbeHeaderSize()
                + orderCount * MDIncrementalRefreshBook46Encoder.NoOrderIDEntriesEncoder.sbeBlockLength();
        final int at = packets.next(length, Mdp3Packets.DATAGRAM_BYTES);
        book.wrapAndApplyHeader(packets.buffer(), at, header)
                .transactTime(timeNs)
                .matchEventIndicator()
                .clear()
                .lastQuoteMsg(elsewhere == 0);
        indicatorAt = at + HEADER + MDIncrementalRefreshBook46Encoder.matchEventIndicatorEncodingOffset();
        final MDIncrementalRefreshBook46Encoder.NoMDEntriesEncoder entries = book.noMDEntriesCount(levels.count());
        for (int i = 0; i < levels.count(); i++) {
            entries.next()
                    .mDEntrySize(levels.size(i))
                    .securityID(listed.securityId)
                    .rptSeq(listed.nextEntry())
                    .numberOfOrders(levels.orderCount(i))
                    .mDPriceLevel((short) levels.level(i))
                    .mDUpdateAction(levels.action(i))
                    .mDEntryType(type(levels.side(i)))
                    .mDEntryPx()
                    .mantissa(levels.price(i));
        }
        encodeReferred(book.noOrderIDEntriesCount(orderCount));
        packets.add(length);
    }

    private void encodeReferred(final MDIncrementalRefreshBook46Encoder.NoOrderIDEntriesEncoder entries) {
        for (int i = 0; i < changes.count(); i++) {
            if (references[i] != LevelChanges.NONE) {
                entries.next()
                        .orderID(changes.id(i))
                        .mDOrderPriority(changes.rank(i))
                        .mDDisplayQty(changes.size(i))
                        .referenceID((short) (references[i] + 1))
                        .orderUpdateAction(changes.action(i));
            }
        }
    }

    /** One message of those that are told elsewhere, from an order on; returns behind which order it ended. */
    private int encodeOrders(final ListedBook listed, final long timeNs, final int from) {
        final int count = Math.min(elsewhere, MAX_ENTRIES);
        elsewhere -= count;
        final int length = HEADER
                + MDIncrementalRefreshOrderBook47Encoder.BLOCK_LENGTH
                + MDIncrementalRefreshOrderBook47Encoder.NoMDEntriesEncoder.sbeHeaderSize()
                + count * MDIncrementalRefreshOrderBook47Encoder.NoMDEntriesEncoder.sbeBlockLength();
        final int at = packets.next(length, Mdp3Packets.DATAGRAM_BYTES);
        orders.wrapAndApplyHeader(packets.buffer(), at, header)
                .transactTime(timeNs)
                .matchEventIndicator()
                .clear()
                .lastQuoteMsg(elsewhere == 0);
        indicatorAt = at + HEADER + MDIncrementalRefreshOrderBook47Encoder.matchEventIndicatorEncodingOffset();
        final MDIncrementalRefreshOrderBook47Encoder.NoMDEntriesEncoder entries = orders.noMDEntriesCount(count);
        int index = from;
        for (int left = count; left > 0; index++) {
            if (references[index] == LevelChanges.NONE) {
                left--;
                entries.next()
                        .orderID(changes.id(index))
                        .mDOrderPriority(changes.rank(index))
                        .mDDisplayQty(changes.size(index))
                        .securityID(listed.securityId)
                        .mDUpdateAction(action(changes.action(index)))
                        .mDEntryType(type(changes.side(index)))
                        .mDEntryPx()
                        .mantissa(changes.price(index));
            }
        }
        packets.add(length);
        return index;
    }

    static MDEntryTypeBook type(final int side) {
        return side == RestingOrders.BUY ? MDEntryTypeBook.Bid : MDEntryTypeBook.Offer;
    }

    private static MDUpdateAction action(final OrderUpdateAction action) {
        return switch (action) {
            case New -> MDUpdateAction.New;
            case Update -> MDUpdateAction.Change;
            default -> MDUpdateAction.Delete;
        };
    }

    private void endEvent() {
        final MutableDirectBuffer buffer = packets.buffer();
        buffer.putByte(indicatorAt, MatchEventIndicatorEncoder.endOfEvent(buffer.getByte(indicatorAt), true));
    }
}
