package io.tiercel.engine.book;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a book should be, slow and obvious: a sorted map of queues per side and a map of orders. */
final class OracleBook {
    static final long MAX_PRICE = 1L << 62;
    static final long MAX_ORDER = 1L << 53;
    static final long MAX_LEVEL = 1L << 62;

    /** An order; in a book by level the sums of a level, the number of its orders in place of an id. */
    static final class Entry {
        final Side side;
        long id;
        long price;
        long quantity;

        Entry(final Side side, final long id, final long price, final long quantity) {
            this.side = side;
            this.id = id;
            this.price = price;
            this.quantity = quantity;
        }
    }

    final int instrumentId;
    final boolean byOrder;
    final TreeMap<Long, LinkedList<Entry>> bids = new TreeMap<>((a, b) -> Long.compare(b, a));
    final TreeMap<Long, LinkedList<Entry>> asks = new TreeMap<>();
    final Map<Long, Entry> orders = new HashMap<>();
    final Map<BookFault, Long> faults = new EnumMap<>(BookFault.class);
    FeedState feedState = FeedState.STALE;
    long lastTrade = Book.NO_PRICE;
    boolean faulty;
    boolean crossed;
    private String shown = List.of(Book.NO_PRICE, 0L, Book.NO_PRICE, 0L, false).toString();

    private final OracleBooks all;

    OracleBook(final int instrumentId, final boolean byOrder, final OracleBooks all) {
        this.instrumentId = instrumentId;
        this.byOrder = byOrder;
        this.all = all;
    }

    TreeMap<Long, LinkedList<Entry>> side(final Side side) {
        return side == Side.BUY ? bids : asks;
    }

    int levelCount() {
        return bids.size() + asks.size();
    }

    long bid() {
        return bids.isEmpty() ? Book.NO_PRICE : bids.firstKey();
    }

    long ask() {
        return asks.isEmpty() ? Book.NO_PRICE : asks.firstKey();
    }

    boolean crossing() {
        return !bids.isEmpty() && !asks.isEmpty() && bid() >= ask();
    }

    boolean tradable() {
        return !bids.isEmpty() && !asks.isEmpty() && !crossing() && !faulty && !crossed && feedState == FeedState.LIVE;
    }

    static long sum(final List<Entry> queue) {
        return queue.stream().mapToLong(entry -> entry.quantity).sum();
    }

    void add(final Side side, final long id, final long price, final long quantity) {
        if (side != Side.BUY && side != Side.SELL) {
            fault(BookFault.WRONG_SIDE, id);
        } else if (rangesHold(price, quantity)) {
            if (orders.containsKey(id)) {
                fault(BookFault.DUPLICATE_ORDER, id);
            } else if (all.orderCount() == all.maxOrders) {
                fault(BookFault.ORDER_CAPACITY, id);
            } else if (fits(side, price, quantity, null)) {
                append(new Entry(side, id, price, quantity));
                changed();
            }
        }
    }

    void modify(final Side side, final long id, final long price, final long quantity) {
        final Entry order = rangesHold(price, quantity) ? known(side, id) : null;
        if (order == null || (order.price == price && order.quantity == quantity)) {
            return;
        }
        if (order.price == price && quantity < order.quantity) {
            order.quantity = quantity;
            changed();
        } else if (fits(order.side, price, quantity, order)) {
            take(order);
            append(new Entry(order.side, id, price, quantity));
            changed();
        }
    }

    void execute(final Side aggressor, final long id, final long price, final long quantity) {
        if (price != Book.NO_PRICE && Math.abs(price) > MAX_PRICE) {
            fault(BookFault.PRICE_OUT_OF_RANGE, price);
        } else if (quantity < 1 || quantity > MAX_ORDER) {
            fault(BookFault.QUANTITY_OUT_OF_RANGE, quantity);
        } else {
            final Entry order = known(OracleBooks.opposite(aggressor), id);
            if (order != null) {
                if (quantity > order.quantity) {
                    fault(BookFault.QUANTITY_EXCEEDED, id);
                }
                tellTrade(OracleBooks.opposite(order.side), price == Book.NO_PRICE ? order.price : price, quantity);
                reduce(order, quantity);
            }
        }
    }

    void cancel(final Side side, final long id, final long quantity) {
        if (quantity < 1 || quantity > MAX_ORDER) {
            fault(BookFault.QUANTITY_OUT_OF_RANGE, quantity);
            return;
        }
        final Entry order = known(side, id);
        if (order != null) {
            if (quantity > order.quantity) {
                fault(BookFault.QUANTITY_EXCEEDED, id);
            }
            reduce(order, quantity);
        }
    }

    void delete(final Side side, final long id) {
        final Entry order = known(side, id);
        if (order != null) {
            take(order);
            changed();
        }
    }

    void replace(final Side side, final long id, final long newId, final long price, final long quantity) {
        final Entry order = rangesHold(price, quantity) ? known(side, id) : null;
        if (order == null) {
            return;
        }
        if (newId != id && orders.containsKey(newId)) {
            fault(BookFault.DUPLICATE_ORDER, newId);
        } else if (fits(order.side, price, quantity, order)) {
            take(order);
            append(new Entry(order.side, newId, price, quantity));
            changed();
        }
    }

    void clear() {
        bids.clear();
        asks.clear();
        orders.clear();
        faulty = false;
        crossed = false;
        changed();
    }

    void level(final Side side, final long price, final long quantity, final int orderCount) {
        if (side != Side.BUY && side != Side.SELL) {
            fault(BookFault.WRONG_SIDE, price);
        } else if (Math.abs(price) > MAX_PRICE || price == Book.NO_PRICE) {
            fault(BookFault.PRICE_OUT_OF_RANGE, price);
        } else if (orderCount < 0) {
            fault(BookFault.QUANTITY_OUT_OF_RANGE, orderCount);
        } else if (quantity < 0 || quantity > MAX_LEVEL) {
            fault(BookFault.QUANTITY_OUT_OF_RANGE, quantity);
        } else {
            setLevel(side, price, quantity, orderCount);
        }
    }

    void trade(final Side aggressor, final long price, final long quantity) {
        if (rangesHold(price, quantity)) {
            tellTrade(aggressor, price, quantity);
        }
    }

    /** Whether the quote is another one than at the last call. */
    boolean endOfPacket() {
        lookForCross();
        final String before = shown;
        shown = List.of(bid(), quantityAt(bids), ask(), quantityAt(asks), tradable())
                .toString();
        return !shown.equals(before);
    }

    private static long quantityAt(final TreeMap<Long, LinkedList<Entry>> side) {
        return side.isEmpty()
                ? 0
                : side.firstEntry().getValue().stream()
                        .mapToLong(entry -> entry.quantity)
                        .sum();
    }

    private void lookForCross() {
        final boolean now = crossing();
        if (now && !crossed) {
            crossed = true;
            count(BookFault.CROSSED, bid());
        }
        crossed = now;
    }

    void fault(final BookFault fault, final long value) {
        faulty = true;
        count(fault, value);
    }

    private void setLevel(final Side side, final long price, final long quantity, final int orderCount) {
        final LinkedList<Entry> present = side(side).get(price);
        if (quantity == 0) {
            if (side(side).remove(price) != null) {
                changed();
            }
        } else if (present != null) {
            final Entry entry = present.getFirst();
            if (entry.quantity != quantity || entry.id != orderCount) {
                entry.quantity = quantity;
                entry.id = orderCount;
                changed();
            }
        } else if (all.levelCount() == all.maxLevels) {
            fault(BookFault.LEVEL_CAPACITY, price);
        } else {
            side(side).put(price, new LinkedList<>(List.of(new Entry(side, orderCount, price, quantity))));
            changed();
        }
    }

    private boolean rangesHold(final long price, final long quantity) {
        if (Math.abs(price) > MAX_PRICE || price == Book.NO_PRICE) {
            fault(BookFault.PRICE_OUT_OF_RANGE, price);
            return false;
        }
        if (quantity < 1 || quantity > MAX_ORDER) {
            fault(BookFault.QUANTITY_OUT_OF_RANGE, quantity);
            return false;
        }
        return true;
    }

    private Entry known(final Side side, final long id) {
        final Entry order = orders.get(id);
        if (order == null) {
            fault(BookFault.UNKNOWN_ORDER, id);
        } else if (side != Side.NULL_VAL && side != order.side) {
            fault(BookFault.WRONG_SIDE, id);
            return null;
        }
        return order;
    }

    private boolean fits(final Side side, final long price, final long quantity, final Entry leaving) {
        final LinkedList<Entry> queue = side(side).get(price);
        if (queue == null) {
            final boolean freesLevel =
                    leaving != null && side(side).get(leaving.price).size() == 1;
            if (all.levelCount() == all.maxLevels && !freesLevel) {
                fault(BookFault.LEVEL_CAPACITY, price);
                return false;
            }
        } else if (sum(queue) - (leaving != null && leaving.price == price ? leaving.quantity : 0) + quantity
                > MAX_LEVEL) {
            fault(BookFault.QUANTITY_OUT_OF_RANGE, quantity);
            return false;
        }
        return true;
    }

    private void append(final Entry order) {
        side(order.side)
                .computeIfAbsent(order.price, price -> new LinkedList<>())
                .addLast(order);
        orders.put(order.id, order);
    }

    private void take(final Entry order) {
        final LinkedList<Entry> queue = side(order.side).get(order.price);
        queue.remove(order);
        if (queue.isEmpty()) {
            side(order.side).remove(order.price);
        }
        orders.remove(order.id);
    }

    private void reduce(final Entry order, final long quantity) {
        order.quantity -= quantity;
        if (order.quantity <= 0) {
            take(order);
        }
        changed();
    }

    private void changed() {
        all.events.add(BookEvent.changed(instrumentId, bid(), ask()));
    }

    private void tellTrade(final Side aggressor, final long price, final long quantity) {
        lastTrade = price;
        all.events.add(BookEvent.trade(instrumentId, aggressor, price, quantity, bid(), ask()));
    }

    private void count(final BookFault fault, final long value) {
        faults.merge(fault, 1L, Long::sum);
        all.events.add(BookEvent.fault(instrumentId, fault, value, bid(), ask()));
    }
}
