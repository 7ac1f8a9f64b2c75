package io.tiercel.engine.strategy.testing;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.strategy.TradeCorrection;

/** A correction that a test puts together. */
public record FakeTradeCorrection(boolean broken, long matchId, Side aggressorSide, long priceNanos, long quantity)
        implements TradeCorrection {}
