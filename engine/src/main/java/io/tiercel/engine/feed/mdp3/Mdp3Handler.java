package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.Mdp3Form;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.mdp3.sbe.ChannelReset4Decoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * MDP 3.0 to Tiercel's market data. Takes the packets of the incremental feed in order, each once, and is told where
 * some are missing; packets of the recovery and instrument feeds come as they come. Each book is live or recovering by
 * itself.
 */
@HotPath
public final class Mdp3Handler {
    /** Prices of templates before version 9 are in 1e-7. */
    private static final long OLD_PRICE = 100;

    private static final long NOT_JOINED = -1;
    /** None is near: what is had up to it is not known yet. */
    private static final long NO_SEQUENCE = Long.MAX_VALUE;
    /** Of a week. */
    private static final long FIRST_SEQUENCE = 1;
    /** None has this number. */
    static final int NO_TEMPLATE = -1;
    /** Statuses of the feed, and of what the last packet left. */
    private static final int FEED_MESSAGES = 16;
    /** The shortest entry of any group that changes a book, and what it leads to at most. */
    private static final int MIN_ENTRY = 22;

    private static final int MESSAGES_PER_ENTRY = 5;
    /** Status, its end, an empty book, all levels of two books, and statistics that begin anew. */
    private static final int MESSAGES_PER_BOOK = 4 + 4 * Mdp3Instrument.MAX_DEPTH + 16;

    private final FeedSender sender;
    private final FeedCounts counts;
    private final InstrumentTable instruments;
    private final Mdp3Books books;
    private final EntryDecoder entries;
    private final TradeDecoder trades;
    private final StatusDecoder statuses;
    private final SnapshotDecoder snapshots;
    private final StatisticDecoder statistics;
    private final EarlySnapshots early = new EarlySnapshots();
    private final PacketTimes times = new PacketTimes();
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    private final ChannelReset4Decoder reset4 = new ChannelReset4Decoder();
    /** All packets up to this one came, or are missing. */
    private long sequence = NOT_JOINED;
    /** The last one that came. */
    private long taken = NOT_JOINED;
    /** When the first packet was sent; less where it says something later than those behind it. */
    private long joinedNs;

    /** Of the newest message that nobody here can read, since all books were live; or none. */
    private int unknownTemplate = NO_TEMPLATE;

    private volatile LaneState state = LaneState.WAITING;

    /** With room for all orders from the begin: nothing is allocated later. */
    public Mdp3Handler(
            final FeedSender sender,
            final FeedCounts counts,
            final List<Mdp3Instrument> list,
            final int maxPending,
            final int maxOrders) {
        this(sender, counts, list, maxPending, maxOrders, maxOrders);
    }

    /**
     * @param maxPending  entries that may wait for snapshots, of all books together
     * @param maxOrders   in one book by order, and in a snapshot of it
     * @param firstOrders for which each such book has room from the begin; with more it grows
     * @throws IllegalArgumentException when a symbol is none of MDP's
     */
    public Mdp3Handler(
            final FeedSender sender,
            final FeedCounts counts,
            final List<Mdp3Instrument> list,
            final int maxPending,
            final int maxOrders,
            final int firstOrders) {
        this.sender = sender;
        this.counts = counts;
        instruments = new InstrumentTable(list, sender, firstOrders);
        books = new Mdp3Books(instruments.books(), sender, counts, maxPending, maxOrders);
        entries = new EntryDecoder(instruments, books, sender, counts);
        trades = new TradeDecoder(instruments, entries, sender, counts);
        final LimitsDecoder limits = new LimitsDecoder(sender, counts);
        statistics = new StatisticDecoder(instruments, entries, sender, counts, limits);
        statuses = new StatusDecoder(instruments, books, statistics, limits, sender, counts);
        snapshots = new SnapshotDecoder(instruments, books, statuses, statistics, sender, counts, maxOrders);
    }

    /** How many messages may wait to be sent at a time. */
    public static int stagedMessages(
            final int instruments, final int maxDatagramBytes, final int maxPending, final int maxOrders) {
        return maxDatagramBytes / MIN_ENTRY * MESSAGES_PER_ENTRY
                + instruments * MESSAGES_PER_BOOK
                + maxOrders
                + maxPending
                + FEED_MESSAGES;
    }

    /** The next packet of the incremental feed; the first one says where we join. */
    public void onPacket(final DirectBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length)) {
            counts.add(FeedCount.REFUSED, 1);
            // What it was is not known; the next one says what is missing.
            return;
        }
        final long next = packet.sequence();
        if (sequence == NOT_JOINED) {
            joinedNs = Long.MAX_VALUE;
            counts.add(FeedCount.SESSIONS, 1);
            books.onGap(next);
            statuses.onGap(next);
            if (next == FIRST_SEQUENCE) {
                books.onFirstPacket();
            }
        } else if (next <= sequence) {
            counts.add(FeedCount.LATE, 1);
            return;
        } else if (next > sequence + 1) {
            // Whoever should have said so.
            onGap(next);
        }
        sequence = next;
        joinedNs = Math.min(joinedNs, packet.sendingTimeNs());
        taken = next;
        times.add(next, packet.sendingTimeNs());
        while (packet.next()) {
            onMessage();
        }
        statuses.endPacket();
        sender.endPacket();
        note();
    }

    private void onMessage() {
        counts.add(FeedCount.MESSAGES, 1);
        final Mdp3Form form = packet.form();
        if (form == Mdp3Form.WHOLE) {
            onWhole(packet.templateId());
            return;
        }
        if (form == Mdp3Form.UNKNOWN) {
            counts.add(FeedCount.UNKNOWN_TYPE, 1);
            unknownTemplate = packet.templateId();
        } else {
            counts.add(FeedCount.MALFORMED, 1);
        }
        // What it changed is not known, and the next number of a book that nothing is entered of may be hours away.
        books.onGap(sequence + 1);
        statuses.onGap(sequence + 1);
    }

    private void onWhole(final int template) {
        switch (template) {
            case 46 -> entries.onBook(packet, sequence, 1);
            case 32 -> entries.onBook(packet, sequence, OLD_PRICE);
            case 64 -> entries.onLongBook(packet, sequence);
            case 47 -> entries.onOrderBook(packet, sequence, 1);
            case 43 -> entries.onOrderBook(packet, sequence, OLD_PRICE);
            case 48 -> trades.onTrades(packet, sequence, 1);
            case 42 -> trades.onTrades(packet, sequence, OLD_PRICE);
            case 65 -> trades.onLongTrades(packet, sequence);
            case 37, 49, 50, 51, 66, 67 -> statistics.onMessage(packet, sequence, 1);
            case 33, 34, 35 -> statistics.onMessage(packet, sequence, OLD_PRICE);
            case 30 -> statuses.onSecurityStatus(packet);
            case 60 -> statuses.onWorkup(packet);
            case 27, 29, 41, 54, 55, 56, 57, 58, 63 -> statuses.onDefinition(packet, sequence + 1, true);
            case 4 -> onChannelReset();
            case 12 -> counts.add(FeedCount.HEARTBEATS, 1);
            default -> counts.add(FeedCount.PASSED_OVER, 1);
        }
    }

    private void onChannelReset() {
        reset4.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        sender.time(reset4.transactTime());
        books.onReset(sequence);
        statistics.forget(sequence + 1);
        snapshots.forget();
    }

    /**
     * Packets before this one are missing for good.
     *
     * @param nextSequence of the packet that comes next
     */
    public void onGap(final long nextSequence) {
        if (sequence != NOT_JOINED && nextSequence > sequence + 1) {
            counts.add(FeedCount.GAPS, 1);
            counts.add(FeedCount.MISSING, nextSequence - sequence - 1);
            sequence = nextSequence - 1;
            books.onGap(nextSequence);
            statuses.onGap(nextSequence);
            statuses.endPacket();
            note();
        }
    }

    /** The exchange counts its packets anew, as with a new week: what was before says nothing of what comes. */
    public void onSequenceReset() {
        books.onSequenceReset();
        statuses.onGap(NO_SEQUENCE);
        statuses.endPacket();
        statistics.forget(NO_SEQUENCE);
        snapshots.forget();
        early.forget();
        times.forget();
        sequence = NOT_JOINED;
        taken = NOT_JOINED;
        note();
    }

    /** A packet of a recovery feed, by level or by order, or of the instrument feed. */
    public void onRecoveryPacket(final DirectBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length)) {
            counts.add(FeedCount.REFUSED, 1);
            return;
        }
        while (packet.next()) {
            final Mdp3Form form = packet.form();
            if (form == Mdp3Form.WHOLE) {
                onRecovery(packet.templateId());
            } else if (form == Mdp3Form.TORN) {
                counts.add(FeedCount.MALFORMED, 1);
            } else {
                counts.add(FeedCount.UNKNOWN_TYPE, 1);
            }
        }
        statuses.endPacket();
        sender.endPacket();
        note();
    }

    private void onRecovery(final int template) {
        switch (template) {
            case 27, 29, 41, 54, 55, 56, 57, 58, 63 -> statuses.onDefinition(packet, nextSequence(), false);
            case 38, 44, 52, 53, 69 -> onSnapshot(template);
            default -> counts.add(FeedCount.PASSED_OVER, 1);
        }
    }

    private void onSnapshot(final int template) {
        if (sequence == NOT_JOINED || packet.sendingTimeNs() < joinedNs || !snapshots.mayHelp(packet)) {
            // One of before may be of another count of packets.
            return;
        }
        final long last = SnapshotDecoder.lastPacket(packet);
        if (last <= taken) {
            takeSnapshot(template);
        } else if (last - taken > EarlySnapshots.MAX_AHEAD || !early.add(packet, last)) {
            counts.add(FeedCount.SNAPSHOTS_REFUSED, 1);
        }
    }

    /** One behind its packets has come, or the last of them. */
    private void takeSnapshot(final int template) {
        if (times.isBefore(packet.sendingTimeNs(), SnapshotDecoder.lastPacket(packet), taken)) {
            // It said that it had a packet before there was one.
            counts.add(FeedCount.SNAPSHOTS_REFUSED, 1);
            return;
        }
        switch (template) {
            case 38 -> snapshots.onLevels(packet, OLD_PRICE);
            case 52 -> snapshots.onLevels(packet, 1);
            case 69 -> snapshots.onLongLevels(packet);
            case 44 -> snapshots.onOrders(packet, OLD_PRICE);
            // 53
            default -> snapshots.onOrders(packet, 1);
        }
    }

    /**
     * Takes a snapshot that waited for packets which have come. False when there is none; after each what is to be told
     * must go before the next call of any kind.
     */
    public boolean advance() {
        final boolean some = early.take(taken, packet);
        if (some) {
            takeSnapshot(packet.templateId());
            statuses.endPacket();
            sender.endPacket();
            note();
        }
        return some;
    }

    private long nextSequence() {
        return sequence == NOT_JOINED ? NO_SEQUENCE : sequence + 1;
    }

    /**
     * What holds for all books together, whatever each of them is: LIVE, or STALE while no line says anything, or
     * RECOVERING while packets are asked for.
     */
    public void onFeedState(final FeedState feedState) {
        books.onFeedState(feedState);
    }

    /** A subscriber is there who was not before. */
    public void onSubscriber() {
        books.sayAll(nextSequence());
        statistics.sayAll(nextSequence());
        note();
    }

    /** The lane cannot go on: the last word about its books. */
    public void onBroken() {
        state = LaneState.BROKEN;
        sender.feedStatus(FeedState.RECOVERING);
    }

    private void note() {
        final boolean all = books.liveCount() == instruments.openCount();
        final LaneState now = sequence == NOT_JOINED ? LaneState.WAITING : all ? LaneState.LIVE : LaneState.RECOVERING;
        unknownTemplate = all ? NO_TEMPLATE : unknownTemplate;
        if (state != now && state != LaneState.BROKEN) {
            state = now;
        }
    }

    /** LIVE when all books are, but those of instruments that the exchange has deleted. Any thread. */
    public LaneState state() {
        return state;
    }

    /** How many books are live. The lane's thread. */
    public int liveBooks() {
        return books.liveCount();
    }

    /**
     * Of the newest message that nobody here can read, while books wait that it may have changed; {@link #NO_TEMPLATE}
     * without one. The lane's thread.
     */
    int unknownTemplate() {
        return unknownTemplate;
    }

    /** How many books could be live: those of deleted instruments cannot. The lane's thread. */
    public int openBooks() {
        return instruments.openCount();
    }
}
