package io.tiercel.engine.feed.history;

import io.tiercel.codecs.dbn.DbnFlyweight;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.feed.FeedSender;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Books by order of Databento's records. What stood in one before its first record nobody says: so it is stale until
 * the exchange empties it, or a snapshot, which begins with that, is whole; and again from where a record is missing or
 * makes no sense.
 */
final class DbnOrders {
    /** Numbers of the orders that stand for best prices. */
    private static final long BEST_BID = 1;

    private static final long BEST_ASK = 2;

    private final BookTarget target;
    private final FeedSender sender;
    private final DbnTrades trades;
    private final Int2ObjectHashMap<Tracked> byId = new Int2ObjectHashMap<>();
    /** In the order in which they came. */
    private final List<Tracked> books = new ArrayList<>();

    /** A book, and what was told of it last. */
    private static final class Tracked {
        private final int id;
        private FeedState state = FeedState.STALE;
        /** Orders are in it; or else, a side's best price was told. */
        private boolean ofOrders;

        private boolean ofBests;
        private boolean bid;
        private boolean ask;

        Tracked(final int id) {
            this.id = id;
        }
    }

    DbnOrders(final BookTarget target, final FeedSender sender, final DbnTrades trades) {
        this.target = target;
        this.sender = sender;
        this.trades = trades;
    }

    /** A new book. */
    void add(final int id) {
        final Tracked book = new Tracked(id);
        byId.put(id, book);
        books.add(book);
        say(book);
    }

    /** Whether it is a book by order. */
    boolean has(final int id) {
        return byId.containsKey(id);
    }

    /** A record is missing, whose it was nobody knows. */
    void onLost() {
        for (int i = 0; i < books.size(); i++) {
            tell(books.get(i), FeedState.STALE);
        }
    }

    void onRecord(final Origin origin, final int id, final DbnFlyweight record) {
        final Tracked book = byId.get(id);
        final int flags = record.orderFlags();
        final boolean ofSnapshot = (flags & DbnFlyweight.FLAG_SNAPSHOT) != 0;
        if ((flags & DbnFlyweight.FLAG_MAYBE_BAD_BOOK) != 0) {
            tell(book, FeedState.STALE);
        } else if (book.state == FeedState.RECOVERING && !ofSnapshot) {
            tell(book, FeedState.LIVE);
        }
        if (!changesOrders(record.orderAction())) {
            apply(origin, book, record);
        } else if ((flags & DbnFlyweight.FLAG_LEVEL) != 0) {
            refuse(origin, book, "the sum of a price level (flag 0x10) in place of an order; schema mbp-10 has levels");
        } else if ((flags & DbnFlyweight.FLAG_BEST) != 0) {
            onBest(origin, book, record);
        } else if (book.ofBests) {
            refuse(origin, book, "an order in a book whose best prices (flag 0x40) came before");
        } else {
            book.ofOrders = true;
            apply(origin, book, record);
        }
        if (ofSnapshot && (flags & DbnFlyweight.FLAG_LAST) != 0 && book.state == FeedState.RECOVERING) {
            tell(book, FeedState.LIVE);
        }
    }

    private static boolean changesOrders(final byte action) {
        return action == 'A' || action == 'M' || action == 'C';
    }

    /** All that there is of a side: one order stands for it. */
    private void onBest(final Origin origin, final Tracked book, final DbnFlyweight record) {
        final Side side = DbnBooks.side(record.orderSide());
        if (record.orderAction() != 'A' || side == Side.NULL_VAL || book.ofOrders) {
            refuse(origin, book, "a best price (flag 0x40) that adds nothing, has no side, or is of a book of orders");
            return;
        }
        book.ofBests = true;
        final boolean buy = side == Side.BUY;
        final long order = buy ? BEST_BID : BEST_ASK;
        if (buy ? book.bid : book.ask) {
            sender.delete(book.id, order);
        }
        final boolean some = record.orderPriceNanos() != DbnFlyweight.NO_PRICE && record.orderSize() > 0;
        if (some) {
            sender.add(book.id, side, order, record.orderPriceNanos(), record.orderSize());
        }
        book.bid = buy ? some : book.bid;
        book.ask = buy ? book.ask : some;
    }

    private void apply(final Origin origin, final Tracked book, final DbnFlyweight record) {
        final Side side = DbnBooks.side(record.orderSide());
        final long order = record.orderId();
        switch (record.orderAction()) {
            case 'A' -> {
                if (isOrder(origin, book, side, record)) {
                    sender.add(book.id, side, order, record.orderPriceNanos(), record.orderSize());
                }
            }
            case 'M' -> {
                if (isOrder(origin, book, side, record)) {
                    sender.modify(book.id, side, order, record.orderPriceNanos(), record.orderSize());
                }
            }
            case 'C' -> sender.cancel(book.id, order, record.orderSize());
            case 'R' -> clear(book, record.orderFlags());
            case 'T' -> {
                if (trades.isNew(book.id, record.type(), record.eventTimeNs())) {
                    sender.trade(book.id, side, record.orderPriceNanos(), record.orderSize(), 0);
                }
            }
            case 'F', 'N' -> {
                // What a fill takes comes as a cancel, too.
            }
            default ->
                refuse(
                        origin,
                        book,
                        "an action of byte " + (record.orderAction() & 0xFF) + "; it is A, C, M, R, T, F or N");
        }
    }

    private void clear(final Tracked book, final int flags) {
        sender.clear(book.id);
        book.ofOrders = false;
        book.ofBests = false;
        book.bid = false;
        book.ask = false;
        if ((flags & DbnFlyweight.FLAG_MAYBE_BAD_BOOK) == 0) {
            tell(book, (flags & DbnFlyweight.FLAG_SNAPSHOT) == 0 ? FeedState.LIVE : FeedState.RECOVERING);
        }
    }

    private boolean isOrder(final Origin origin, final Tracked book, final Side side, final DbnFlyweight record) {
        final boolean without = side == Side.NULL_VAL;
        if (without || record.orderPriceNanos() == DbnFlyweight.NO_PRICE) {
            refuse(origin, book, "an order without " + (without ? "side" : "price"));
            return false;
        }
        return true;
    }

    private void refuse(final Origin origin, final Tracked book, final String reason) {
        target.onFault(origin, reason);
        tell(book, FeedState.STALE);
    }

    private void tell(final Tracked book, final FeedState state) {
        if (book.state != state) {
            book.state = state;
            say(book);
        }
    }

    private void say(final Tracked book) {
        sender.bookStatus(book.id, book.state);
        sender.endPacket();
        sender.send();
    }
}
