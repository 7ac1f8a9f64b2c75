package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.strategy.TradeCorrection;

/** The correction that strategies are told of now. */
@HotPath
final class CorrectionView implements TradeCorrection {
    private boolean broken;
    private long matchId;
    private Side aggressorSide = Side.NULL_VAL;
    private long priceNanos;
    private long quantity;

    CorrectionView of(
            final boolean newBroken,
            final Side newAggressorSide,
            final long newPriceNanos,
            final long newQuantity,
            final long newMatchId) {
        broken = newBroken;
        aggressorSide = newAggressorSide;
        priceNanos = newPriceNanos;
        quantity = newQuantity;
        matchId = newMatchId;
        return this;
    }

    @Override
    public boolean broken() {
        return broken;
    }

    @Override
    public long matchId() {
        return matchId;
    }

    @Override
    public Side aggressorSide() {
        return aggressorSide;
    }

    @Override
    public long priceNanos() {
        return priceNanos;
    }

    @Override
    public long quantity() {
        return quantity;
    }
}
