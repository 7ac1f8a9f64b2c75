package io.tiercel.engine.strategy.testing;

import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.engine.book.AuctionImbalance;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.book.PriceLimits;
import io.tiercel.engine.reference.Instrument;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What an exchange says of an instrument in a test. What is set is changed, too, until {@link #told()}. */
public final class FakeFacts implements MarketFacts {
    private record Statistic(long priceNanos, long quantity, long code, long referenceTimeNs, long venueTimeNs) {}

    private record Limits(
            boolean changed,
            long lowPriceNanos,
            long highPriceNanos,
            long referencePriceNanos,
            long variationNanos,
            long extension,
            long venueTimeNs)
            implements PriceLimits {}

    private record Imbalance(
            boolean changed,
            AuctionKind auction,
            Side side,
            long pairedQuantity,
            long imbalanceQuantity,
            long referencePriceNanos,
            long nearPriceNanos,
            long farPriceNanos,
            long venueTimeNs)
            implements AuctionImbalance {}

    private static final Statistic UNSAID = new Statistic(NONE, NONE, NONE, NONE, NONE);
    private static final Limits NO_LIMITS = new Limits(false, NONE, NONE, NONE, NONE, NONE, NONE);
    private static final Imbalance NO_AUCTION =
            new Imbalance(false, AuctionKind.NULL_VAL, Side.NULL_VAL, NONE, NONE, NONE, NONE, NONE, NONE);

    private final Instrument instrument;
    private final int venueId;
    private final Map<StatisticKind, Statistic> statistics = new EnumMap<>(StatisticKind.class);
    private final Set<StatisticKind> changed = EnumSet.noneOf(StatisticKind.class);
    private final Map<PriceLimitScope, Limits> limits = new EnumMap<>(PriceLimitScope.class);
    private Imbalance imbalance = NO_AUCTION;

    public FakeFacts(final Instrument instrument) {
        this.instrument = instrument;
        venueId = instrument.venueId();
    }

    /** Of a whole market. */
    public FakeFacts(final int venueId) {
        instrument = null;
        this.venueId = venueId;
    }

    /** A statistic; what it does not have is {@link MarketFacts#NONE}. */
    public FakeFacts statistic(
            final StatisticKind kind,
            final long priceNanos,
            final long quantity,
            final long code,
            final long venueTimeNs) {
        statistics.put(kind, new Statistic(priceNanos, quantity, code, NONE, venueTimeNs));
        changed.add(kind);
        return this;
    }

    /** The exchange takes its word of this kind back. */
    public FakeFacts withdraw(final StatisticKind kind) {
        statistics.remove(kind);
        changed.add(kind);
        return this;
    }

    /** Limits of a low and a high price. */
    public FakeFacts limits(
            final PriceLimitScope scope, final long lowPriceNanos, final long highPriceNanos, final long venueTimeNs) {
        limits.put(scope, new Limits(true, lowPriceNanos, highPriceNanos, NONE, NONE, NONE, venueTimeNs));
        return this;
    }

    /** How an auction stands. */
    public FakeFacts imbalance(
            final AuctionKind auction,
            final Side side,
            final long pairedQuantity,
            final long imbalanceQuantity,
            final long referencePriceNanos,
            final long venueTimeNs) {
        imbalance = new Imbalance(
                true, auction, side, pairedQuantity, imbalanceQuantity, referencePriceNanos, NONE, NONE, venueTimeNs);
        return this;
    }

    /** The packet is over: nothing counts as changed any more. */
    public void told() {
        changed.clear();
        limits.replaceAll((scope, said) -> new Limits(
                false,
                said.lowPriceNanos,
                said.highPriceNanos,
                said.referencePriceNanos,
                said.variationNanos,
                said.extension,
                said.venueTimeNs));
        imbalance = new Imbalance(
                false,
                imbalance.auction,
                imbalance.side,
                imbalance.pairedQuantity,
                imbalance.imbalanceQuantity,
                imbalance.referencePriceNanos,
                imbalance.nearPriceNanos,
                imbalance.farPriceNanos,
                imbalance.venueTimeNs);
    }

    private Statistic said(final StatisticKind kind) {
        return statistics.getOrDefault(kind, UNSAID);
    }

    @Override
    public Instrument instrument() {
        return instrument;
    }

    @Override
    public int instrumentId() {
        return instrument == null ? 0 : instrument.id();
    }

    @Override
    public int venueId() {
        return venueId;
    }

    @Override
    public boolean changed(final StatisticKind kind) {
        return changed.contains(kind);
    }

    @Override
    public boolean has(final StatisticKind kind) {
        return statistics.containsKey(kind);
    }

    @Override
    public long priceNanos(final StatisticKind kind) {
        return said(kind).priceNanos;
    }

    @Override
    public long quantity(final StatisticKind kind) {
        return said(kind).quantity;
    }

    @Override
    public long code(final StatisticKind kind) {
        return said(kind).code;
    }

    @Override
    public long referenceTimeNs(final StatisticKind kind) {
        return said(kind).referenceTimeNs;
    }

    @Override
    public long venueTimeNs(final StatisticKind kind) {
        return said(kind).venueTimeNs;
    }

    @Override
    public PriceLimits limits(final PriceLimitScope scope) {
        return limits.getOrDefault(scope, NO_LIMITS);
    }

    @Override
    public AuctionImbalance imbalance() {
        return imbalance;
    }
}
