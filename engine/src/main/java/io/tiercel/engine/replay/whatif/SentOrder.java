package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.Digest;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import java.util.Comparator;
import java.util.List;

/** An order that a core sent, and what became of it. Known by who sent it, upon what, as which one. */
public final class SentOrder {
    static final Comparator<SentOrder> BY_KEY = Comparator.comparingLong(SentOrder::causeSequence)
            .thenComparingInt(SentOrder::strategyId)
            .thenComparingInt(SentOrder::ordinal);

    private final int strategyId;
    private final long causeSequence;
    private final int ordinal;
    private final long timeNs;
    private final int instrumentId;
    private final Side side;
    private final OrderType type;
    private final TimeInForce timeInForce;
    private final boolean postOnly;
    private final long priceNanos;
    private final long quantity;
    private long filledQuantity;
    private int replaceCount;
    private long replaceChain = Digest.SEED;
    private long lastPriceNanos;
    private long lastQuantity;

    /** What two orders of the same key can differ in. */
    public enum Term {
        INSTRUMENT,
        SIDE,
        TYPE,
        TIME_IN_FORCE,
        POST_ONLY,
        PRICE,
        QUANTITY,
        REPLACES,
        FILLED
    }

    SentOrder(final NewOrderDecoder message, final long causeSequence, final int ordinal, final long timeNs) {
        this.causeSequence = causeSequence;
        this.ordinal = ordinal;
        this.timeNs = timeNs;
        side = message.side();
        strategyId = message.strategyId();
        instrumentId = message.instrumentId();
        type = message.orderType();
        timeInForce = message.timeInForce();
        postOnly = message.flags().postOnly();
        priceNanos = message.priceNanos();
        quantity = message.quantity();
        lastPriceNanos = priceNanos;
        lastQuantity = quantity;
    }

    void replaced(final long newPriceNanos, final long newQuantity) {
        replaceCount++;
        replaceChain = Digest.mix(Digest.mix(replaceChain, newPriceNanos), newQuantity);
        lastPriceNanos = newPriceNanos;
        lastQuantity = newQuantity;
    }

    void filled(final long cumulativeQuantity) {
        filledQuantity = cumulativeQuantity;
    }

    public int strategyId() {
        return strategyId;
    }

    /** The recorded, exogenous input upon which it was sent: the last one that the core had seen. */
    public long causeSequence() {
        return causeSequence;
    }

    /** Which one of the strategy's orders upon that input it is, from 0. */
    public int ordinal() {
        return ordinal;
    }

    public long timeNs() {
        return timeNs;
    }

    public int instrumentId() {
        return instrumentId;
    }

    public Side side() {
        return side;
    }

    public OrderType type() {
        return type;
    }

    public long priceNanos() {
        return priceNanos;
    }

    public long quantity() {
        return quantity;
    }

    public long filledQuantity() {
        return filledQuantity;
    }

    public int replaceCount() {
        return replaceCount;
    }

    /** Of the last replace that was sent; its own price without one. */
    public long lastPriceNanos() {
        return lastPriceNanos;
    }

    /** As {@link #lastPriceNanos}. */
    public long lastQuantity() {
        return lastQuantity;
    }

    /** The first of the terms in which they differ, or null. */
    Term difference(final SentOrder other) {
        final List<Boolean> same = List.of(
                instrumentId == other.instrumentId,
                side == other.side,
                type == other.type,
                timeInForce == other.timeInForce,
                postOnly == other.postOnly,
                priceNanos == other.priceNanos,
                quantity == other.quantity,
                replaceCount == other.replaceCount && replaceChain == other.replaceChain,
                filledQuantity == other.filledQuantity);
        final int first = same.indexOf(false);
        return first < 0 ? null : Term.values()[first];
    }
}
