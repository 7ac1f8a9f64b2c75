package io.tiercel.engine.venue.mdp3;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.engine.feed.PlayedLines;
import io.tiercel.engine.feed.capture.CapturePlayer;
import io.tiercel.engine.feed.mdp3.Mdp3Packets;
import io.tiercel.engine.venue.sim.FeedMessages;
import io.tiercel.engine.venue.sim.FeedPace;
import io.tiercel.engine.venue.sim.NativeFeed;
import io.tiercel.engine.venue.sim.RestingOrders;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Publishes the built-in exchange's market data as a channel of MDP 3.0: an incremental feed by level and by order, and
 * beside it snapshots and definitions without end. Packets are counted through all days; each day but the first begins
 * with a channel reset. One event of the exchange is one packet.
 */
@HotPath
public final class Mdp3Publisher implements NativeFeed, FeedMessages.Listener {
    /** Of one order: as many of these as the exchange keeps of an instrument still fit into what a level says. */
    public static final int MAX_CONTRACTS = 131_071;

    public static final int MAX_SYMBOL = 20;
    /** Of an image: whatever levels and prices of the day they make, a packet of them fits into a frame. */
    private static final int IMAGE_ORDERS = 14;
    /** Beside all orders of a book, those that one event may put in place of others. */
    private static final int SPARE_ORDERS = 4;

    /**
     * How the channel's packets leave.
     *
     * @param channelId   the channel's number
     * @param venue       its name, of which the first four letters are said
     * @param incremental lines of the incremental feed
     * @param snapshots   of the recovery feed; null for none
     * @param definitions of the instrument feed; null for none
     * @param loopNs      how long after each other packets of the latter two are sent
     */
    public record Channel(
            int channelId,
            String venue,
            PlayedLines incremental,
            PlayedLines snapshots,
            PlayedLines definitions,
            long loopNs) {}

    private final ListedBook[] books;
    private final int[] indexById;
    private final Mdp3Packets packets;
    private final Mdp3Packets snapshotPackets;
    private final Mdp3Packets definitionPackets;
    private final CapturePlayer.Beside beside;
    private final Runnable release;
    private final long loopNs;
    private final OrderChanges changes;
    private final EventTrades trades;
    private final EventEncoder events;
    private final StatusEncoder statuses;
    /** Null for none. */
    private final SnapshotLoop snapshots;

    private final DefinitionLoop definitions;
    private final FeedPace pace = new FeedPace();
    private final FeedMessages messages = new FeedMessages(this);

    private boolean begun;
    private boolean inImage;
    /** Whose orders the event has changed so far. */
    private ListedBook book;

    private long rank;
    private long lastTimeNs;
    /** What was sent last was sent then. */
    private long sendingNs;

    private long nextLoopNs = Long.MIN_VALUE;
    private long heartbeatCount;
    private long resetCount;

    /**
     * @param maxOrders that the exchange keeps of an instrument
     * @param maxLevels of a side
     * @param beside    keeps the packets of the incremental feed, and answers who missed some
     * @param release   called at the end
     */
    public Mdp3Publisher(
            final List<Mdp3Listing> listings,
            final Channel channel,
            final int maxOrders,
            final int maxLevels,
            final CapturePlayer.Beside beside,
            final Runnable release) {
        books = new ListedBook[listings.size()];
        indexById = new int
                [1 + listings.stream().mapToInt(Mdp3Listing::instrumentId).max().orElse(0)];
        for (int i = 0; i < books.length; i++) {
            books[i] = new ListedBook(listings.get(i), maxOrders, maxLevels);
            indexById[books[i].securityId] = i;
        }
        this.beside = beside;
        this.release = release;
        loopNs = channel.loopNs();
        packets = new Mdp3Packets(channel.incremental(), beside::onSent);
        final int capacity = maxOrders + SPARE_ORDERS;
        changes = new OrderChanges(capacity);
        trades = new EventTrades(capacity);
        events = new EventEncoder(packets, changes, trades, capacity);
        statuses = new StatusEncoder(packets, channel.channelId());
        snapshotPackets = loopPackets(channel.snapshots());
        snapshots = snapshotPackets == null ? null : new SnapshotLoop(snapshotPackets, books, maxOrders);
        definitionPackets = loopPackets(channel.definitions());
        definitions = definitionPackets == null
                ? null
                : new DefinitionLoop(definitionPackets, listings, books, channel.channelId(), channel.venue());
    }

    private static Mdp3Packets loopPackets(final PlayedLines lines) {
        return lines == null ? null : new Mdp3Packets(lines, Mdp3Packets.Listener.NOBODY);
    }

    @Override
    public void onFeed(final DirectBuffer buffer, final int offset, final int length) {
        messages.onMessage(buffer, offset);
    }

    @Override
    public void onAdd(final L3AddDecoder added) {
        about(added.instrumentId(), added.venueTimeNs());
        put(added.orderId(), RestingOrders.sideOf(added.side()), added.priceNanos(), added.quantity());
        endMessage(added.flags().endOfPacket());
    }

    @Override
    public void onExecute(final L3ExecuteDecoder executed) {
        about(executed.instrumentId(), executed.venueTimeNs());
        final long quantity = executed.quantity();
        trades.add(
                executed.orderId(),
                executed.aggressorSide(),
                executed.priceNanos(),
                book.contracts(quantity),
                executed.matchId());
        reduce(executed.orderId(), quantity);
        endMessage(executed.flags().endOfPacket());
    }

    @Override
    public void onCancel(final L3CancelDecoder cancelled) {
        about(cancelled.instrumentId(), cancelled.venueTimeNs());
        reduce(cancelled.orderId(), cancelled.quantity());
        endMessage(cancelled.flags().endOfPacket());
    }

    @Override
    public void onDelete(final L3DeleteDecoder deleted) {
        about(deleted.instrumentId(), deleted.venueTimeNs());
        takeOut(book.orders.find(deleted.orderId()), true);
        endMessage(deleted.flags().endOfPacket());
    }

    @Override
    public void onModify(final L3ModifyDecoder modified) {
        about(modified.instrumentId(), modified.venueTimeNs());
        move(modified.orderId(), modified.orderId(), modified.priceNanos(), modified.quantity());
        endMessage(modified.flags().endOfPacket());
    }

    @Override
    public void onReplace(final L3ReplaceDecoder replaced) {
        about(replaced.instrumentId(), replaced.venueTimeNs());
        move(replaced.orderId(), replaced.newOrderId(), replaced.priceNanos(), replaced.quantity());
        endMessage(replaced.flags().endOfPacket());
    }

    /** To the end of a queue: the rank is another one. */
    private void move(final long orderId, final long newOrderId, final long price, final long quantity) {
        final int order = book.orders.find(orderId);
        final int side = book.orders.side(order);
        takeOut(order, true);
        put(newOrderId, side, price, quantity);
    }

    private void put(final long orderId, final int side, final long price, final long quantity) {
        rank++;
        book.orders.add(orderId, side, price, quantity, rank, false);
        changes.put(orderId, rank, side, price, book.contracts(quantity));
    }

    private void takeOut(final int order, final boolean mayReturn) {
        final RestingOrders orders = book.orders;
        changes.delete(
                orders.id(order),
                orders.owner(order),
                orders.side(order),
                orders.price(order),
                book.contracts(orders.leaves(order)),
                mayReturn);
        orders.remove(order);
    }

    /** It keeps its place, as long as there is something left. */
    private void reduce(final long orderId, final long by) {
        final RestingOrders orders = book.orders;
        final int order = orders.find(orderId);
        final long left = orders.leaves(order) - by;
        if (left == 0) {
            takeOut(order, false);
        } else {
            orders.reduce(order, by);
            changes.update(orderId, orders.owner(order), orders.side(order), orders.price(order), book.contracts(left));
        }
    }

    private void about(final int instrumentId, final long timeNs) {
        book = books[indexById[instrumentId]];
        lastTimeNs = timeNs;
    }

    private void endMessage(final boolean last) {
        if (last && (!inImage || changes.count() == IMAGE_ORDERS)) {
            endEvent();
        }
    }

    private void endEvent() {
        if (changes.count() > 0) {
            sent(lastTimeNs);
            events.encode(book, lastTimeNs);
            packets.send();
            changes.clear();
            trades.clear();
        }
    }

    @Override
    public void onInstrumentStatus(final InstrumentStatusDecoder said) {
        // Of an image: what is there of the instrument before.
        endEvent();
        about(said.instrumentId(), said.venueTimeNs());
        book.status = said.status();
        if (begun) {
            sent(lastTimeNs);
            statuses.encode(book, lastTimeNs);
            packets.send();
        }
    }

    /** Each instrument says by its status what the phase is to it. */
    @Override
    public void onPhase(final SessionPhaseDecoder said) {}

    @Override
    public void onFeedStatus(final FeedStatusDecoder said) {
        lastTimeNs = said.venueTimeNs();
        endEvent();
        inImage = said.state() == FeedState.RECOVERING;
        if (inImage) {
            beginDay();
        }
    }

    @ColdPath
    private void beginDay() {
        for (final ListedBook each : books) {
            each.clear();
        }
        if (begun) {
            resetCount++;
            sent(lastTimeNs);
            statuses.encodeReset(lastTimeNs);
            packets.send();
        }
        if (snapshots != null) {
            snapshots.begin();
        }
        begun = true;
    }

    /** What follows is sent at this time, or when something else was sent after it. */
    private void sent(final long timeNs) {
        sendingNs = Math.max(sendingNs, timeNs);
        packets.time(sendingNs);
    }

    @Override
    public int doWork(final long timeNs) {
        int work = 0;
        // Not within an event, or an image: nothing of it has been told.
        if (begun && !inImage && changes.count() == 0) {
            if (pace.isQuiet(packets.sequence() - heartbeatCount, timeNs)) {
                heartbeatCount++;
                sent(timeNs);
                packets.heartbeat();
                work++;
            }
            if (timeNs >= nextLoopNs) {
                nextLoopNs = timeNs + loopNs;
                sent(timeNs);
                turn();
                work++;
            }
        }
        if (pace.serves(timeNs)) {
            beside.doWork();
        }
        return work;
    }

    private void turn() {
        if (snapshots != null) {
            snapshotPackets.time(sendingNs);
            snapshots.turn(packets.sequence(), lastTimeNs);
        }
        if (definitions != null) {
            definitionPackets.time(sendingNs);
            definitions.turn(lastTimeNs);
        }
    }

    /** Packets of the incremental feed so far. */
    public long packetCount() {
        return packets.sequence();
    }

    /** Days that began with a channel reset. */
    public long resetCount() {
        return resetCount;
    }

    @Override
    @ColdPath
    public void close() {
        release.run();
    }
}
