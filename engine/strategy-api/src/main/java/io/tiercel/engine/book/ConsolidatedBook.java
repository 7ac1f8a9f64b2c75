package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.reference.Instrument;

/**
 * The best prices of one security over all its listings. A live view that keeps nothing: each answer is made from the
 * listings' books as they are, in one pass over them. Only listings that trade and whose book is
 * {@linkplain Book#tradable() tradable} count; without any there is no price.
 */
@HotPath
public final class ConsolidatedBook {
    /** Finds the book of an instrument, or null. */
    @FunctionalInterface
    public interface Lookup {
        Book book(int instrumentId);
    }

    private final Instrument[] listings;
    private final Lookup books;

    /**
     * @param listings in rising order of their ids, at least one
     * @param books    finds the book of an instrument id
     */
    public ConsolidatedBook(final Instrument[] listings, final Lookup books) {
        this.listings = listings.clone();
        this.books = books;
    }

    /** How many listings there are, tradable or not. */
    public int listingCount() {
        return listings.length;
    }

    /** In rising order of their ids. */
    public Instrument listing(final int index) {
        return listings[index];
    }

    /** Whether its book counts now. */
    public boolean usable(final int index) {
        return usable(books.book(listings[index].id()));
    }

    /** Best bid of all listings, or {@link Book#NO_PRICE}. */
    public long bidPriceNanos() {
        long best = Book.NO_PRICE;
        for (int i = 0; i < listings.length; i++) {
            final Book book = books.book(listings[i].id());
            if (usable(book)) {
                // No price is less than any other.
                best = Math.max(best, book.bidPriceNanos());
            }
        }
        return best;
    }

    /** Best ask of all listings, or {@link Book#NO_PRICE}. */
    public long askPriceNanos() {
        long best = Book.NO_PRICE;
        for (int i = 0; i < listings.length; i++) {
            final Book book = books.book(listings[i].id());
            if (usable(book) && (best == Book.NO_PRICE || book.askPriceNanos() < best)) {
                best = book.askPriceNanos();
            }
        }
        return best;
    }

    /** Quantity at the best bid, of all listings together; 0 when there is none. */
    public long bidQuantity() {
        final long best = bidPriceNanos();
        long sum = 0;
        for (int i = 0; i < listings.length; i++) {
            sum += bidQuantity(i, best);
        }
        return sum;
    }

    /** Quantity at the best ask, of all listings together; 0 when there is none. */
    public long askQuantity() {
        final long best = askPriceNanos();
        long sum = 0;
        for (int i = 0; i < listings.length; i++) {
            sum += askQuantity(i, best);
        }
        return sum;
    }

    /** What this listing has of the quantity at the best bid; 0 when its bid is not the best. */
    public long bidQuantity(final int index) {
        return bidQuantity(index, bidPriceNanos());
    }

    /** What this listing has of the quantity at the best ask; 0 when its ask is not the best. */
    public long askQuantity(final int index) {
        return askQuantity(index, askPriceNanos());
    }

    /** The listing that has most at the best bid, the first of equals; null when there is no bid. */
    public Instrument bidListing() {
        final long best = bidPriceNanos();
        int found = -1;
        long most = 0;
        for (int i = 0; i < listings.length; i++) {
            final long quantity = bidQuantity(i, best);
            if (quantity > most) {
                most = quantity;
                found = i;
            }
        }
        return found < 0 ? null : listings[found];
    }

    /** The listing that has most at the best ask, the first of equals; null when there is no ask. */
    public Instrument askListing() {
        final long best = askPriceNanos();
        int found = -1;
        long most = 0;
        for (int i = 0; i < listings.length; i++) {
            final long quantity = askQuantity(i, best);
            if (quantity > most) {
                most = quantity;
                found = i;
            }
        }
        return found < 0 ? null : listings[found];
    }

    /** One venue bids what another one asks. */
    public boolean locked() {
        final long bid = bidPriceNanos();
        return bid != Book.NO_PRICE && bid == askPriceNanos();
    }

    /** One venue bids more than another one asks. */
    public boolean crossed() {
        final long bid = bidPriceNanos();
        return bid != Book.NO_PRICE && bid > askPriceNanos();
    }

    private long bidQuantity(final int index, final long best) {
        final Book book = books.book(listings[index].id());
        return usable(book) && book.bidPriceNanos() == best ? book.bidQuantity() : 0;
    }

    private long askQuantity(final int index, final long best) {
        final Book book = books.book(listings[index].id());
        return usable(book) && book.askPriceNanos() == best ? book.askQuantity() : 0;
    }

    /** The instrument is the book's: a definition may have taken another one's place. */
    private static boolean usable(final Book book) {
        return book != null && book.instrument().status() == TradingStatus.TRADING && book.tradable();
    }
}
