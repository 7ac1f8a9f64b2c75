package io.tiercel.engine.feed.history;

import io.tiercel.codecs.dbn.DbnFlyweight;
import io.tiercel.codecs.dbn.DbnType;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.InstrumentDirectory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntHashSet;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Books of Databento's records: by order of {@code mbo}, by price of {@code mbp-1}, {@code mbp-10} and the sampled best
 * prices. An instrument's first record of one of these kinds says which its book is. Trades and fills by order change
 * nothing: what they take a cancel or a modification takes. Statistics, imbalances and statuses make no books, but are
 * told of the instrument whose book the others make; where there are no others, by price.
 *
 * <p>A packet is an event of the exchange: it ends where each of its instruments has had the last record of it.
 */
final class DbnBooks implements BookFeed {
    private static final int NONE = 0;
    private static final int LEVELS = 10;
    /** Room for a packet; one of more messages, such as a snapshot of a deep book, goes on in the next. */
    private static final int STAGED = 4_096;

    /** What one record leads to at most: levels of a book gone, and as many new ones, a trade and a status. */
    private static final int RECORD = 64;

    private static final int MAX_STAGED = STAGED - RECORD;
    /** Facts before the first record of a book. */
    private static final int MAX_EARLY = 1 << 16;
    /** Beside a record's type, which has 8 bits. */
    private static final int TRADES_WITH_PRICES = 1 << 8;

    private final DbnProtocol protocol;
    private final BookTarget target;
    private final FeedSender sender;
    private final InstrumentDirectory byOrder;
    private final InstrumentDirectory byPrice;
    private final DbnFlyweight record = new DbnFlyweight();
    /** By publisher and instrument: one that trades at two venues has two books. */
    private final Long2LongHashMap ids = new Long2LongHashMap(NONE);

    private final Long2ObjectHashMap<DbnLevels> shown = new Long2ObjectHashMap<>();
    /** The same, in the order in which they came. */
    private final List<DbnLevels> levels = new ArrayList<>();

    private final DbnTrades trades = new DbnTrades();
    private final DbnOrders orders;
    /** Books by price that the open packet has changed. */
    private final List<DbnLevels> changed = new ArrayList<>();
    /** Instruments of which the open packet has not had the last record. */
    private final IntHashSet unfinished = new IntHashSet();

    private final DbnFacts facts;
    /** Records of facts that came before the first one of a book: it says what books they are of. */
    private final Deque<EarlyFact> early = new ArrayDeque<>();

    /** Null until a record of a book came, or too many others. */
    private InstrumentDirectory directory;

    /** Messages of the open packet, or more. */
    private int staged;
    /** A packet has begun, and not ended. */
    private boolean open;
    /** Of the open packet: when its event was, and whether some instrument has had its last record. */
    private long eventNs;

    private boolean hasLast;

    private boolean begun;

    private record EarlyFact(byte[] bytes, int version) {}

    DbnBooks(final DbnProtocol protocol, final BookTarget target) {
        this.protocol = protocol;
        this.target = target;
        final int feedId = target.newFeed();
        sender = new FeedSender(feedId, target.line(), new FeedCounts(), STAGED);
        byOrder = target.instruments(feedId, true);
        byPrice = target.instruments(feedId, false);
        facts = new DbnFacts(sender);
        orders = new DbnOrders(target, sender, trades);
    }

    @Override
    public void onSession(final Origin origin, final String session, final long next) {
        // Files have no sessions.
    }

    @Override
    public void onDatagram(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        throw new IllegalStateException("records of files do not come as datagrams");
    }

    @Override
    public void onLost(final Origin origin) {
        orders.onLost();
        for (int i = 0; i < levels.size(); i++) {
            // Until its next record shows all of it again
            levels.get(i).current(false);
            levels.get(i).tellStale(sender);
        }
        if (!open) {
            endPacket();
        }
    }

    @Override
    public List<String> notes() {
        return trades.repeatedCount() == 0
                ? List.of()
                : List.of(trades.repeatedCount() + " trades were told by records of another schema before, and count"
                        + " once");
    }

    @Override
    public void onEnd() {
        decide(byPrice);
        endPacket();
    }

    @Override
    public void onMessage(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        record.wrap(buffer, offset);
        final String fault = protocol.fault(record, length);
        if (fault != null) {
            target.onFault(origin, fault);
            onLost(origin);
            return;
        }
        endPassedEvent();
        time();
        if (!begun) {
            begun = true;
            // Each book is live by itself.
            sender.feedStatus(FeedState.RECOVERING);
        }
        if (DbnFacts.takes(record.type())) {
            onFact(buffer, offset, length);
        } else if (record.type() == DbnType.DEFINITION) {
            onDefinition();
        } else {
            onBook(origin, buffer, offset);
        }
        if (++staged >= MAX_STAGED) {
            endPacket();
        }
    }

    /**
     * Where a last record does not say that it is one, another time does. Not of orders, unless another instrument's
     * record has said it: those of one event need not have one time.
     */
    private void endPassedEvent() {
        final boolean ofOrders = record.type() == DbnType.MBO;
        if (open && record.eventTimeNs() != eventNs && makesBooks(record.type()) && (hasLast || !ofOrders)) {
            endPacket();
        }
    }

    private void onBook(final Origin origin, final DirectBuffer buffer, final int offset) {
        if (directory == null && makesBooks(record.type())) {
            decide(record.type() == DbnType.MBO ? byOrder : byPrice);
            record.wrap(buffer, offset);
            time();
        }
        switch (record.type()) {
            case DbnType.MBO -> onOrder(origin);
            case DbnType.TRADE -> onTrade(instrument(byPrice));
            case DbnType.MBP_1, DbnType.BBO_1S, DbnType.BBO_1M -> onLevels(origin, 1);
            case DbnType.MBP_10 -> onLevels(origin, LEVELS);
            default -> {
                // Bars make no books.
            }
        }
    }

    private static boolean makesBooks(final int type) {
        return switch (type) {
            case DbnType.MBO, DbnType.TRADE, DbnType.MBP_1, DbnType.MBP_10, DbnType.BBO_1S, DbnType.BBO_1M -> true;
            default -> false;
        };
    }

    private static boolean isSampled(final int type) {
        return type == DbnType.BBO_1S || type == DbnType.BBO_1M;
    }

    /** Orders of a snapshot have the times of their last changes, sampled prices that of the last trade. */
    private void time() {
        final boolean ofSnapshot =
                record.type() == DbnType.MBO && (record.orderFlags() & DbnFlyweight.FLAG_SNAPSHOT) != 0;
        final long timeNs = ofSnapshot
                ? record.orderReceiveTimeNs()
                : isSampled(record.type()) ? record.receiveTimeNs() : record.eventTimeNs();
        sender.time(timeNs == DbnFlyweight.NO_TIME ? 0 : timeNs);
    }

    private void onFact(final DirectBuffer buffer, final int offset, final int length) {
        if (directory != null) {
            tellFact(protocol.version());
            return;
        }
        final byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        early.add(new EarlyFact(copy, protocol.version()));
        if (early.size() == MAX_EARLY) {
            decide(byPrice);
        }
    }

    /** What books the records from now on, and those that wait, are of, where their instrument has none yet. */
    private void decide(final InstrumentDirectory newDirectory) {
        directory = directory == null ? newDirectory : directory;
        while (!early.isEmpty()) {
            final EarlyFact fact = early.removeFirst();
            record.wrap(new UnsafeBuffer(fact.bytes), 0);
            time();
            tellFact(fact.version);
        }
    }

    private void tellFact(final int version) {
        final int id = instrument(directory);
        if (id != InstrumentDirectory.NONE) {
            tellStale(id);
            facts.onRecord(id, record, version);
            if (!open) {
                endPacket();
            }
        }
    }

    /** It makes no book: files may have those of all instruments that there are. */
    private void onDefinition() {
        final int id = (int) ids.get(record.instrumentKey());
        if (facts.define(record) && id != NONE) {
            facts.tellLimits(id, record.instrumentKey());
            if (!open) {
                endPacket();
            }
        }
    }

    /** What is of one packet goes together. */
    private void endPacket() {
        sender.endPacket();
        for (int i = 0; i < changed.size(); i++) {
            changed.get(i).tellLive(sender);
        }
        changed.clear();
        sender.send();
        unfinished.clear();
        staged = 0;
        hasLast = false;
        open = false;
    }

    /** A record of an event was told. */
    private void onTold(final int id, final boolean last) {
        open = true;
        eventNs = record.eventTimeNs();
        if (last) {
            hasLast = true;
            unfinished.remove(id);
        } else {
            unfinished.add(id);
        }
        if (unfinished.isEmpty()) {
            endPacket();
        }
    }

    private int instrument(final InstrumentDirectory wanted) {
        final long key = record.instrumentKey();
        final int known = (int) ids.get(key);
        if (known != NONE) {
            return known;
        }
        final int id = wanted.add(record.instrumentId(), protocol.symbol(record.instrumentId()));
        if (id != InstrumentDirectory.NONE) {
            ids.put(key, id);
            if (wanted == byOrder) {
                orders.add(id);
            } else {
                final DbnLevels added = new DbnLevels(id, LEVELS);
                shown.put(id, added);
                levels.add(added);
            }
            facts.tellLimits(id, key);
        }
        return id;
    }

    private void onOrder(final Origin origin) {
        final int id = instrument(byOrder);
        if (id == InstrumentDirectory.NONE) {
            return;
        }
        if (!orders.has(id)) {
            target.onFault(
                    origin,
                    "an order of an instrument whose book is of levels by its first record; give the files of orders first");
            return;
        }
        orders.onRecord(origin, id, record);
        // A best price takes the one before away, too.
        staged += (record.orderFlags() & DbnFlyweight.FLAG_BEST) == 0 ? 0 : 1;
        onTold(id, (record.orderFlags() & DbnFlyweight.FLAG_LAST) != 0);
    }

    /** Of a book by price that may not be trusted. */
    private void tellStale(final int id) {
        final DbnLevels book = shown.get(id);
        if (book != null) {
            book.tellStale(sender);
        }
    }

    private void onTrade(final int id) {
        if (id == InstrumentDirectory.NONE) {
            return;
        }
        final DbnLevels book = shown.get(id);
        if (book != null && protocol.tradesAlone()) {
            book.current(false);
        }
        tellStale(id);
        if (record.priceNanos() != DbnFlyweight.NO_PRICE) {
            tellTrade(id);
        }
        if (!open) {
            endPacket();
        }
    }

    private void tellTrade(final int id) {
        // Records of mbp-1 and of tbbo have one type.
        final int schema = record.type() | (protocol.showsWhatWas() ? TRADES_WITH_PRICES : 0);
        if (trades.isNew(id, schema, record.eventTimeNs())) {
            sender.trade(id, side(record.side()), record.priceNanos(), record.size(), 0);
        }
    }

    private void onLevels(final Origin origin, final int count) {
        final int id = instrument(byPrice);
        if (id == InstrumentDirectory.NONE) {
            return;
        }
        final DbnLevels book = shown.get(id);
        if (book == null) {
            target.onFault(origin, "levels of an instrument whose book is of orders; give files of one kind at a time");
            return;
        }
        final boolean sampled = isSampled(record.type());
        judge(book, sampled);
        book.tellStale(sender);
        if (!sampled && record.action() == 'T') {
            tellTrade(id);
        }
        book.update(sender, record, count);
        changed.add(book);
        staged += RECORD;
        onTold(id, sampled || (record.flags() & DbnFlyweight.FLAG_LAST) != 0);
    }

    /** What a record says of whether it shows the book as it is. */
    private void judge(final DbnLevels book, final boolean sampled) {
        if (sampled || protocol.showsWhatWas()) {
            book.current(false);
        } else if (record.action() != 'T') {
            // Levels of a trade are those before it.
            book.current(true);
        }
        if ((record.flags() & DbnFlyweight.FLAG_MAYBE_BAD_BOOK) != 0) {
            book.suspect(true);
        } else if (!sampled && record.action() == 'R') {
            book.suspect(false);
        }
    }

    /** Of the byte in a record. */
    static Side side(final byte side) {
        return side == 'B' ? Side.BUY : side == 'A' ? Side.SELL : Side.NULL_VAL;
    }
}
