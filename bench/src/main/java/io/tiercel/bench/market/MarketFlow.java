package io.tiercel.bench.market;

import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.marketdata.L3DeleteEncoder;
import io.tiercel.codecs.marketdata.L3ExecuteEncoder;
import io.tiercel.codecs.marketdata.L3ReplaceEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Side;
import org.agrona.MutableDirectBuffer;

/**
 * Order flow of a venue, one message per packet: first adds until each book has its orders, then 45 % adds, 40 %
 * deletes, 10 % executions of the order in front (half of them in full, so that the number of live orders stays about
 * the same) and 5 % replaces, over instruments drawn by their popularity. What is drawn more often has more orders,
 * in the same proportion, above the few that each book needs, or all have as many. No message is ever illegal: books
 * are never crossed, ids never unknown.
 */
public final class MarketFlow {
    /** No message is longer. */
    public static final int MAX_LENGTH = 64;

    public static final long TICK_NANOS = 10_000_000L;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int ADDS_BELOW = 45;
    private static final int DELETES_BELOW = 85;
    private static final int EXECUTIONS_BELOW = 95;
    private static final int PERCENT = 100;
    private static final long BASE_TICKS = 9_500;
    private static final int LEAST_PER_SIDE = 16;
    /** Each book has them, however seldom its instrument is drawn. */
    private static final int FEW = 8;

    private static final int MARGIN = 200;
    private static final int LEAST_CAPACITY = 1 << 11;
    private static final int QUANTITY_STEP = 10;
    private static final int QUANTITY_STEPS = 50;

    private final Popularity popularity;
    private final RandomBits random;
    private final ModelBook[] books;
    private final int[] centre;
    /** So many orders are dealt to all books in turn, the rest of the first ones drawn. */
    private final long dealt;

    private final long fillCount;
    private final int leastPerSide;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final L3AddEncoder add = new L3AddEncoder();
    private final L3DeleteEncoder delete = new L3DeleteEncoder();
    private final L3ExecuteEncoder execute = new L3ExecuteEncoder();
    private final L3ReplaceEncoder replace = new L3ReplaceEncoder();
    private long messageCount;
    private long liveCount;
    private long lastOrderId;
    private long lastMatchId;
    private boolean leftSome;

    /**
     * Instruments drawn evenly.
     *
     * @param instruments   ids from 1
     * @param ordersPerBook live orders of each book, about
     */
    public MarketFlow(final long seed, final int instruments, final int ordersPerBook) {
        this(seed, Popularity.even(instruments), Math.multiplyExact(instruments, ordersPerBook), true);
    }

    /**
     * @param orders live orders of all books, about
     * @param evenly all books have as many, however often their instruments are drawn
     */
    public MarketFlow(final long seed, final Popularity popularity, final int orders, final boolean evenly) {
        final int instruments = popularity.instruments();
        this.popularity = popularity;
        random = new RandomBits(seed);
        dealt = (long) instruments * (evenly ? orders / instruments : FEW);
        fillCount = evenly ? dealt : orders;
        books = new ModelBook[instruments];
        centre = new int[instruments];
        if (orders / instruments < FEW) {
            throw new IllegalArgumentException(
                    instruments + " instruments with " + orders + " orders: each needs " + FEW + " at least");
        }
        final int[] shares = popularity.shares((int) (fillCount - dealt));
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < instruments; i++) {
            final int share = (int) (dealt / instruments) + shares[i];
            if (share > ModelBook.MAX_CAPACITY / 2) {
                throw new IllegalArgumentException("a book of " + share + " orders is too large: "
                        + ModelBook.MAX_CAPACITY / 2 + " at most, so take fewer orders or more instruments");
            }
            books[i] = new ModelBook(Math.max(LEAST_CAPACITY, 2 * share));
            centre[i] = ModelBook.TICKS / 2;
            least = Math.min(least, share);
        }
        leastPerSide = Math.min(LEAST_PER_SIDE, least / 2);
    }

    /** So many messages fill the books before the mix begins. */
    public long fillCount() {
        return fillCount;
    }

    public long liveOrders() {
        return liveCount;
    }

    /** Whether the order of the last execution is still there. */
    boolean leftSome() {
        return leftSome;
    }

    long liveOrders(final int instrumentId) {
        return books[instrumentId - 1].liveCount();
    }

    /** Writes the next message and returns its length. */
    public int next(final MutableDirectBuffer buffer, final int offset) {
        final long index = messageCount++;
        if (index < fillCount) {
            final int instrument = index < dealt ? (int) (index % books.length) : popularity.draw(random);
            return add(buffer, offset, instrument, fewer(books[instrument]));
        }
        final int kind = random.below(PERCENT);
        final int instrument = popularity.draw(random);
        move(instrument);
        if (kind < ADDS_BELOW) {
            final int chosen = withRoom(instrument);
            return add(buffer, offset, chosen, sideForAdd(books[chosen]));
        }
        if (kind >= EXECUTIONS_BELOW) {
            return replace(buffer, offset, instrument);
        }
        final int side = random.below(2);
        final int chosen = withOrders(instrument, side);
        return kind < DELETES_BELOW ? delete(buffer, offset, chosen, side) : execute(buffer, offset, chosen, side);
    }

    /** The price that the flow gathers around takes a step now and then, and stays clear of the band's ends. */
    private void move(final int instrument) {
        final int step = random.below(PERCENT);
        final int now = centre[instrument];
        if (step == 0 && now < ModelBook.TICKS - MARGIN) {
            centre[instrument] = now + 1;
        } else if (step == 1 && now > MARGIN) {
            centre[instrument] = now - 1;
        }
    }

    /** More often the side with fewer orders. */
    private int sideForAdd(final ModelBook book) {
        final int fewer = fewer(book);
        return random.below(4) < 3 ? fewer : 1 - fewer;
    }

    private static int fewer(final ModelBook book) {
        return book.count(ModelBook.BUY) <= book.count(ModelBook.SELL) ? ModelBook.BUY : ModelBook.SELL;
    }

    private int withRoom(final int instrument) {
        int chosen = instrument;
        while (books[chosen].full()) {
            chosen = (chosen + 1) % books.length;
        }
        return chosen;
    }

    /** The next instrument whose side may lose an order without the book becoming one-sided soon. */
    private int withOrders(final int instrument, final int side) {
        for (int i = 0; i < books.length; i++) {
            final int chosen = (instrument + i) % books.length;
            if (books[chosen].count(side) > leastPerSide) {
                return chosen;
            }
        }
        throw new IllegalStateException(
                "no book has " + leastPerSide + " orders on side " + side + " left: begin with more orders per book");
    }

    private int add(final MutableDirectBuffer buffer, final int offset, final int instrument, final int side) {
        final ModelBook book = books[instrument];
        final int tick = tickFor(book, centre[instrument], side);
        final int quantity = quantity();
        final long orderId = ++lastOrderId;
        book.add(side, tick, orderId, quantity);
        liveCount++;
        add.wrapAndApplyHeader(buffer, offset, header)
                .instrumentId(instrument + 1)
                .feedId(1)
                .side(side(side))
                .orderId(orderId)
                .priceNanos(priceNanos(tick))
                .quantity(quantity)
                .venueTimeNs(0)
                .packetSequence(messageCount);
        add.flags().clear().endOfPacket(true);
        return HEADER + L3AddEncoder.BLOCK_LENGTH;
    }

    private int delete(final MutableDirectBuffer buffer, final int offset, final int instrument, final int side) {
        final ModelBook book = books[instrument];
        int slot = book.live(random.below(book.liveCount()));
        while (book.sideOf(slot) != side) {
            slot = book.live(random.below(book.liveCount()));
        }
        delete.wrapAndApplyHeader(buffer, offset, header)
                .instrumentId(instrument + 1)
                .feedId(1)
                .side(side(side))
                .orderId(book.orderId(slot))
                .venueTimeNs(0)
                .packetSequence(messageCount);
        delete.flags().clear().endOfPacket(true);
        book.remove(slot);
        liveCount--;
        return HEADER + L3DeleteEncoder.BLOCK_LENGTH;
    }

    private int execute(final MutableDirectBuffer buffer, final int offset, final int instrument, final int side) {
        final ModelBook book = books[instrument];
        final int slot = book.frontOf(side);
        final int before = book.quantity(slot);
        // More often in part while orders are fewer than asked for, so that their number keeps coming back to it.
        final boolean partial = before > 1 && random.below(4) < (liveCount < fillCount ? 3 : 1);
        final int quantity = partial ? 1 + random.below(before - 1) : before;
        leftSome = partial;
        execute.wrapAndApplyHeader(buffer, offset, header)
                .instrumentId(instrument + 1)
                .feedId(1)
                .aggressorSide(side(1 - side))
                .orderId(book.orderId(slot))
                .priceNanos(priceNanos(book.tickOf(slot)))
                .quantity(quantity)
                .matchId(++lastMatchId)
                .venueTimeNs(0)
                .packetSequence(messageCount);
        execute.flags().clear().endOfPacket(true);
        if (partial) {
            book.reduce(slot, quantity);
        } else {
            book.remove(slot);
            liveCount--;
        }
        return HEADER + L3ExecuteEncoder.BLOCK_LENGTH;
    }

    private int replace(final MutableDirectBuffer buffer, final int offset, final int instrument) {
        final ModelBook book = books[instrument];
        final int slot = book.live(random.below(book.liveCount()));
        final int side = book.sideOf(slot);
        final long oldOrderId = book.orderId(slot);
        book.remove(slot);
        final int tick = tickFor(book, centre[instrument], side);
        final int quantity = quantity();
        final long orderId = ++lastOrderId;
        book.add(side, tick, orderId, quantity);
        replace.wrapAndApplyHeader(buffer, offset, header)
                .instrumentId(instrument + 1)
                .feedId(1)
                .side(side(side))
                .orderId(oldOrderId)
                .newOrderId(orderId)
                .priceNanos(priceNanos(tick))
                .quantity(quantity)
                .venueTimeNs(0)
                .packetSequence(messageCount);
        replace.flags().clear().endOfPacket(true);
        return HEADER + L3ReplaceEncoder.BLOCK_LENGTH;
    }

    /** Near the centre more often than far from it, and never across the other side. */
    private int tickFor(final ModelBook book, final int around, final int side) {
        final int distance = 1 + random.geometric() + 4 * random.geometric() + random.below(4);
        return side == ModelBook.BUY
                ? Math.max(0, Math.min(around - distance, book.bestAsk() - 1))
                : Math.min(ModelBook.TICKS - 1, Math.max(around + distance, book.bestBid() + 1));
    }

    private int quantity() {
        return QUANTITY_STEP * (1 + random.below(QUANTITY_STEPS));
    }

    private static Side side(final int side) {
        return side == ModelBook.BUY ? Side.BUY : Side.SELL;
    }

    private static long priceNanos(final int tick) {
        return (BASE_TICKS + tick) * TICK_NANOS;
    }
}
