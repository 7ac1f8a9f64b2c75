package io.tiercel.engine.feed.history;

import io.tiercel.codecs.marketdata.L3ExecuteEncoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.history.table.TableAction;
import io.tiercel.engine.feed.history.table.TableDepth;
import io.tiercel.engine.feed.history.table.TableKind;
import io.tiercel.engine.feed.history.table.TableRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * Books of text files: by order of events of orders, by price of levels and depth. An instrument's first record says
 * which its book is. Records of one time in a row are one packet. Before anything is known of a book it is not live:
 * it is recovering until its first record where that begins in an empty book, else until its first snapshot.
 */
final class TableBooks implements BookFeed {
    /** In one packet at most. */
    private static final int PACKET = 4_096;

    /** What one record leads to at most: all levels of a book gone, and as many new ones. */
    private static final int STAGED = PACKET + 5_000;

    private static final long NO_TIME = Long.MIN_VALUE;

    private final TableProtocol protocol;
    private final BookTarget target;
    private final FeedSender sender;
    private final InstrumentDirectory byOrder;
    private final InstrumentDirectory byPrice;
    private final Map<String, Shown> instruments = new HashMap<>();
    /** Whose snapshots have begun, and may not be whole. */
    private final List<Shown> begun = new ArrayList<>();

    private TableRecord record;
    /** Whether a record could not be read: what it said of instruments that come later nobody knows. */
    private boolean lost;
    /** The same of the one before this one. */
    private boolean lostBefore;
    /** Whether a snapshot of this time may miss a level, by one that could not be read in it or beside it. */
    private boolean doubtful;

    private long takenForEmpty;
    private long packetNs = NO_TIME;
    private int staged;
    /** What was told of all books last. */
    private FeedState feedState;

    TableBooks(final TableProtocol protocol, final BookTarget target) {
        this.protocol = protocol;
        this.target = target;
        final int feedId = target.newFeed();
        sender = new FeedSender(feedId, target.line(), new FeedCounts(), STAGED);
        final int decimals = protocol.record().quantityDecimals();
        byOrder = target.instruments(feedId, true, decimals);
        byPrice = target.instruments(feedId, false, decimals);
        record = protocol.record();
        sender.time(NO_TIME + 1);
        feedState = before();
        sender.feedStatus(feedState);
        sender.send();
    }

    /** What a book is before its first record. */
    private FeedState before() {
        final boolean never = !hasBooks() || record.beginsWithin() && saysChangesAlone();
        return lost || never ? FeedState.STALE : FeedState.RECOVERING;
    }

    @Override
    public void onSession(final Origin origin, final String session, final long next) {
        // Tables have no sessions.
    }

    @Override
    public void onDatagram(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        throw new IllegalStateException("records of text do not come as datagrams");
    }

    @Override
    public void onLost(final Origin origin) {
        if (hasBooks()) {
            lost = true;
            lostBefore = true;
            doubtful = true;
            feedState = FeedState.STALE;
            instruments.values().forEach(each -> each.told(feedState, packetNs));
            sender.feedStatus(feedState);
            sender.send();
        }
    }

    /** Of one book. What was told of it at a later time does not hold for an earlier one. */
    private void tell(final Shown shown, final FeedState state) {
        if (shown.id != InstrumentDirectory.NONE && (shown.state != state || packetNs < shown.toldNs)) {
            shown.told(state, packetNs);
            sender.bookStatus(shown.id, state);
        }
    }

    private boolean hasBooks() {
        return switch (protocol.record().kind()) {
            case L3, L2, DEPTH -> true;
            default -> false;
        };
    }

    @Override
    public List<String> notes() {
        final long count = takenForEmpty;
        return count == 0
                ? List.of()
                : List.of(count + " books were taken to be empty before their first record; where something stood in"
                        + " them, say begin = within in a file for --columns, else begin = empty");
    }

    @Override
    public void onEnd() {
        endPacket(true);
    }

    private void endPacket(final boolean timeEnds) {
        if (timeEnds) {
            begun.forEach(this::endSnapshot);
            begun.clear();
        }
        sender.endPacket();
        sender.send();
        staged = 0;
    }

    @Override
    public void onMessage(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        record = protocol.record();
        final String fault = record.read(buffer, offset, length);
        if (fault != null) {
            target.onFault(origin, fault);
            onLost(origin);
            return;
        }
        if (record.kind() == TableKind.BARS) {
            throw new HistoryException(
                    origin.file() + " has bars, which make no books; feed inspect and feed dump read them");
        }
        if (record.timeNs() != packetNs || staged >= PACKET) {
            final boolean timeEnds = record.timeNs() != packetNs;
            endPacket(timeEnds);
            doubtful = timeEnds ? lostBefore : doubtful;
            packetNs = record.timeNs();
            sender.time(packetNs);
        }
        lostBefore = false;
        final Shown shown = instrument();
        if (shown.id == InstrumentDirectory.NONE) {
            return;
        }
        switch (record.kind()) {
            case L3 -> onOrder(origin, shown);
            case L2 -> onLevel(origin, shown);
            case DEPTH -> onDepth(origin, shown);
            default -> trade(shown);
        }
    }

    private Shown instrument() {
        final Shown known = instruments.get(record.symbol());
        if (known != null) {
            return known;
        }
        final boolean orders = record.kind() == TableKind.L3;
        final long code = record.instrumentId() == TableRecord.NONE ? instruments.size() + 1 : record.instrumentId();
        final Shown added = new Shown((orders ? byOrder : byPrice).add(code, record.symbol()), orders, feedState);
        instruments.put(record.symbol(), added);
        tell(added, before());
        return added;
    }

    /** Before each record about its book. */
    private void begin(final Shown shown) {
        if (shown.begun) {
            return;
        }
        shown.begun = true;
        final boolean empty = before() == FeedState.RECOVERING && saysChangesAlone();
        tell(shown, empty ? FeedState.LIVE : before());
        if (empty && record.beginUnsaid() && record.action() != TableAction.CLEAR) {
            takenForEmpty++;
        }
    }

    private boolean saysChangesAlone() {
        return record.kind() == TableKind.L3 || record.kind() == TableKind.L2 && !record.saysSnapshots();
    }

    /** It is empty: so all that is in it is known. */
    private void clear(final Shown shown) {
        sender.clear(shown.id);
        if (shown.state != FeedState.RECOVERING && !begun.contains(shown)) {
            tell(shown, FeedState.LIVE);
        }
    }

    private void onOrder(final Origin origin, final Shown shown) {
        final TableAction action = record.action();
        final boolean changes = action != TableAction.PRINT && action != TableAction.IGNORE;
        if (changes && !shown.byOrder) {
            target.onFault(origin, "an order in " + record.symbol() + ", whose book is of levels");
            return;
        }
        if (shown.byOrder) {
            begin(shown);
        }
        staged++;
        switch (action) {
            case ADD -> sender.add(shown.id, record.side(), record.orderId(), record.priceNanos(), record.quantity());
            case CHANGE ->
                sender.modify(shown.id, record.side(), record.orderId(), record.priceNanos(), record.quantity());
            case REDUCE -> sender.cancel(shown.id, record.orderId(), record.quantity());
            case REPLACE ->
                sender.replace(shown.id, record.orderId(), record.newOrderId(), record.priceNanos(), record.quantity());
            case DELETE -> sender.delete(shown.id, record.orderId());
            case EXECUTE -> execute(shown);
            case PRINT -> trade(shown);
            case CLEAR -> clear(shown);
            default -> {
                // Changes nothing
            }
        }
    }

    private void execute(final Shown shown) {
        if (record.orderId() == TableRecord.NONE) {
            trade(shown);
            return;
        }
        final long price = record.priceNanos();
        sender.execute(
                shown.id,
                record.orderId(),
                price == TableRecord.NONE ? L3ExecuteEncoder.priceNanosNullValue() : price,
                record.quantity(),
                0);
    }

    private void trade(final Shown shown) {
        staged++;
        sender.trade(shown.id, record.side(), record.priceNanos(), record.quantity(), 0);
    }

    private boolean isOfLevels(final Origin origin, final Shown shown) {
        if (shown.byOrder) {
            target.onFault(origin, "a level in " + record.symbol() + ", whose book is of orders");
        }
        return !shown.byOrder;
    }

    private void onLevel(final Origin origin, final Shown shown) {
        if (!isOfLevels(origin, shown) || record.action() == TableAction.IGNORE) {
            return;
        }
        begin(shown);
        if (record.saysSnapshots()) {
            beginOrEndSnapshot(shown);
        }
        staged++;
        if (record.action() == TableAction.CLEAR) {
            clear(shown);
        } else {
            sender.level(shown.id, record.side(), record.priceNanos(), record.quantity(), (int) record.orderCount());
        }
    }

    /** Levels of a snapshot are those of one time in a row; they are all that there is. */
    private void beginOrEndSnapshot(final Shown shown) {
        if (!record.snapshot()) {
            if (begun.remove(shown)) {
                endSnapshot(shown);
            }
        } else if (!begun.contains(shown)) {
            tell(shown, FeedState.RECOVERING);
            sender.clear(shown.id);
            begun.add(shown);
        }
    }

    private void endSnapshot(final Shown shown) {
        tell(shown, doubtful ? FeedState.STALE : FeedState.LIVE);
    }

    private void onDepth(final Origin origin, final Shown shown) {
        if (!isOfLevels(origin, shown)) {
            return;
        }
        begin(shown);
        if (!record.snapshot()) {
            shown.changed = true;
        } else if (shown.changed) {
            if (shown.state == FeedState.LIVE) {
                // It is emptied first.
                tell(shown, FeedState.RECOVERING);
            }
            sender.clear(shown.id);
            shown.changed = false;
            shown.bids = new long[0];
            shown.asks = new long[0];
        }
        shown.bids = side(shown, Side.BUY, record.depth().bidCount(), shown.bids);
        shown.asks = side(shown, Side.SELL, record.depth().askCount(), shown.asks);
        if (record.snapshot()) {
            tell(shown, FeedState.LIVE);
        }
    }

    /** Takes away what a snapshot does not have any more, and says what there is. */
    private long[] side(final Shown shown, final Side side, final int count, final long[] before) {
        final TableDepth depth = record.depth();
        final boolean buy = side == Side.BUY;
        final long[] now = new long[count];
        for (int i = 0; i < count; i++) {
            now[i] = buy ? depth.bidPriceNanos(i) : depth.askPriceNanos(i);
        }
        for (int i = 0; record.snapshot() && i < before.length; i++) {
            boolean there = i < count && now[i] == before[i];
            for (int k = 0; k < count && !there; k++) {
                there = now[k] == before[i];
            }
            if (!there) {
                sender.level(shown.id, side, before[i], 0, 0);
            }
        }
        for (int i = 0; i < count; i++) {
            sender.level(shown.id, side, now[i], buy ? depth.bidQuantity(i) : depth.askQuantity(i), 0);
        }
        staged += before.length + count;
        return now;
    }

    /** What is known of an instrument's book. */
    private static final class Shown {
        final int id;
        final boolean byOrder;
        /** What was told of it last, and of which time. */
        FeedState state;

        long toldNs = NO_TIME;
        /** Whether a record about its book came. */
        boolean begun;
        /** Whether levels have changed since the last snapshot. */
        boolean changed;
        /** Prices of the last snapshot. */
        long[] bids = {};

        long[] asks = {};

        Shown(final int id, final boolean byOrder, final FeedState state) {
            this.id = id;
            this.byOrder = byOrder;
            this.state = state;
        }

        void told(final FeedState newState, final long timeNs) {
            state = newState;
            toldNs = timeNs;
        }
    }
}
