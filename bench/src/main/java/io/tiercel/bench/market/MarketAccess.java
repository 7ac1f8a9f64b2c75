package io.tiercel.bench.market;

import java.util.Locale;
import java.util.function.IntFunction;

/** How instruments are drawn, and how live orders are spread over them. */
public enum MarketAccess {
    /** All alike. */
    UNIFORM("uniform", Popularity::even, true),
    /** By Zipf's law, orders too: who trades more has more orders in the book. */
    ZIPF("zipf", Popularity::zipf, false),
    /** By Zipf's law, and each book has as many orders as the next. */
    ZIPF_EVEN("zipfEven", Popularity::zipf, true);

    private final String place;
    private final IntFunction<Popularity> popularity;
    private final boolean evenOrders;

    MarketAccess(final String place, final IntFunction<Popularity> popularity, final boolean evenOrders) {
        this.place = place;
        this.popularity = popularity;
        this.evenOrders = evenOrders;
    }

    /** @param orders live orders of all books, about */
    public MarketFlow flow(final long seed, final int instruments, final int orders) {
        return new MarketFlow(seed, popularity.apply(instruments), orders, evenOrders);
    }

    /** Of its figures in a report. */
    public String place() {
        return place;
    }

    /** As it is asked for on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
