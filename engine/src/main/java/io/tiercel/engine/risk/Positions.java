package io.tiercel.engine.risk;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * What each strategy holds in each instrument, and what it made. Money is in 1e-9 of the instrument's currency.
 *
 * <p>Average cost: a fill that adds to a position adds its notional to the position's cost; one that reduces it takes
 * out the cost in proportion, rounded half to even, and realises the difference; one that goes through zero is split
 * there. A fill's notional is rounded once, half to even (by at most 0.5e-9). What is taken from the cost is what is
 * realised against, so realised − cost is the sum of all cash that flowed, exactly, and so is realised + unrealised +
 * what closing at the mark would cost.
 *
 * <p>Each pair of strategy and instrument takes 49 bytes, used or not: 50 strategies with 5,000 instruments take 12 MB.
 */
@HotPath
public final class Positions {
    private final int maxStrategies;
    private final int stride;
    private final long[] quantity;
    private final long[] costMoney;
    private final long[] realisedMoney;
    private final long[] feeMoney;
    private final long[] openBuyQuantity;
    private final long[] openSellQuantity;
    private final byte[] flags;
    private final int[] openOrderCount;
    private long inconsistencyCount;

    private static final byte USED = 1;
    private static final byte TOUCHED = 2;
    private static final byte UNKNOWN = 4;

    Positions(final int maxStrategies, final int maxInstruments) {
        this.maxStrategies = maxStrategies;
        stride = maxInstruments + 1;
        final int pairs = (maxStrategies + 1) * stride;
        quantity = new long[pairs];
        costMoney = new long[pairs];
        realisedMoney = new long[pairs];
        feeMoney = new long[pairs];
        openBuyQuantity = new long[pairs];
        openSellQuantity = new long[pairs];
        flags = new byte[pairs];
        openOrderCount = new int[maxStrategies + 1];
    }

    public long quantity(final int strategyId, final int instrumentId) {
        return quantity[index(strategyId, instrumentId)];
    }

    public long openBuyQuantity(final int strategyId, final int instrumentId) {
        return openBuyQuantity[index(strategyId, instrumentId)];
    }

    public long openSellQuantity(final int strategyId, final int instrumentId) {
        return openSellQuantity[index(strategyId, instrumentId)];
    }

    public int openOrderCount(final int strategyId) {
        return strategyId > 0 && strategyId <= maxStrategies ? openOrderCount[strategyId] : 0;
    }

    /** What the present position cost, in the sign of its quantity. */
    public long costMoney(final int strategyId, final int instrumentId) {
        return costMoney[index(strategyId, instrumentId)];
    }

    /** Before fees, against the average cost of what was held. */
    public long realisedMoney(final int strategyId, final int instrumentId) {
        return realisedMoney[index(strategyId, instrumentId)];
    }

    public long feeMoney(final int strategyId, final int instrumentId) {
        return feeMoney[index(strategyId, instrumentId)];
    }

    /**
     * What closing at the middle of the book (or at the last trade, without two sides) would realise. 0 when there is
     * no such price, or it does not fit.
     */
    public long unrealisedMoney(final int strategyId, final Book book) {
        final int index = index(strategyId, book.instrumentId());
        final long markNanos = PriceControls.markPriceNanos(book);
        if (quantity[index] == 0 || markNanos == Book.NO_PRICE) {
            return 0;
        }
        final Instrument instrument = book.instrument();
        final long value = FixedPoint.notionalMoney(
                markNanos, quantity[index], instrument.quantityScale(), instrument.multiplier());
        final long unrealised = FixedPoint.addMoney(value, -costMoney[index]);
        return unrealised == FixedPoint.OVERFLOW ? 0 : unrealised;
    }

    /** Whether this strategy ever held or traded the instrument. */
    public boolean touched(final int strategyId, final int instrumentId) {
        return (flags[index(strategyId, instrumentId)] & TOUCHED) != 0;
    }

    /**
     * False when money or quantity overflowed, or an execution could not be told apart: until the position is set anew.
     */
    public boolean known(final int strategyId, final int instrumentId) {
        return (flags[index(strategyId, instrumentId)] & UNKNOWN) == 0;
    }

    /** How often an open quantity or count would have gone below 0 or over the end: the caller told something twice. */
    public long inconsistencyCount() {
        return inconsistencyCount;
    }

    /** A pair out of range has the place of pair (0, 0), which nothing is written to. */
    private int index(final int strategyId, final int instrumentId) {
        return inRange(strategyId, instrumentId) ? strategyId * stride + instrumentId : 0;
    }

    boolean inRange(final int strategyId, final int instrumentId) {
        return strategyId > 0 && strategyId <= maxStrategies && instrumentId > 0 && instrumentId < stride;
    }

    void unknown(final int strategyId, final int instrumentId) {
        flags[index(strategyId, instrumentId)] |= USED | UNKNOWN;
    }

    void countOrder(final int strategyId, final int change) {
        if (openOrderCount[strategyId] + change < 0) {
            inconsistencyCount++;
        } else {
            openOrderCount[strategyId] += change;
        }
    }

    void changeOpen(final int strategyId, final int instrumentId, final Side side, final long change) {
        final int index = index(strategyId, instrumentId);
        final long[] open = side == Side.BUY ? openBuyQuantity : openSellQuantity;
        final long sum = Saturating.add(open[index], change);
        if (sum < 0 || sum == Long.MAX_VALUE) {
            inconsistencyCount++;
        }
        open[index] = Math.max(0, sum);
        flags[index] |= USED;
    }

    /** False when something overflowed; what did not is changed. */
    boolean fill(
            final int strategyId,
            final Instrument instrument,
            final Side side,
            final long fillQuantity,
            final long priceNanos,
            final long fee) {
        final int index = index(strategyId, instrument.id());
        flags[index] |= USED | TOUCHED;
        final long before = quantity[index];
        final long change = side == Side.BUY ? fillQuantity : -fillQuantity;
        final long after = Saturating.add(before, change);
        quantity[index] = after;
        final long cash = cash(instrument, side, fillQuantity, priceNanos);
        long cost = costMoney[index];
        long gain = 0;
        if (before == 0 || (before ^ change) >= 0) {
            cost = FixedPoint.addMoney(cost, -cash);
        } else if (fillQuantity <= Math.abs(before)) {
            final long part = FixedPoint.mulDiv(cost, fillQuantity, Math.abs(before));
            gain = FixedPoint.addMoney(cash, -part);
            cost = FixedPoint.addMoney(cost, -part);
        } else {
            final long closing = cash(instrument, side, Math.abs(before), priceNanos);
            gain = FixedPoint.addMoney(closing, -cost);
            cost = FixedPoint.addMoney(closing, -cash);
        }
        final long realised = FixedPoint.addMoney(realisedMoney[index], gain);
        final long fees = FixedPoint.addMoney(feeMoney[index], fee);
        if (cost == FixedPoint.OVERFLOW
                || realised == FixedPoint.OVERFLOW
                || fees == FixedPoint.OVERFLOW
                || after == Long.MAX_VALUE
                || after == Long.MIN_VALUE) {
            flags[index] |= UNKNOWN;
            return false;
        }
        costMoney[index] = cost;
        realisedMoney[index] = realised;
        feeMoney[index] = fees;
        return true;
    }

    /** What flows in (or, negative, out); an overflow stays one. */
    private static long cash(
            final Instrument instrument, final Side side, final long fillQuantity, final long priceNanos) {
        final long notional =
                FixedPoint.notionalMoney(priceNanos, fillQuantity, instrument.quantityScale(), instrument.multiplier());
        return side == Side.BUY ? -notional : notional;
    }

    boolean start(
            final int strategyId, final Instrument instrument, final long startQuantity, final long averagePriceNanos) {
        final int index = index(strategyId, instrument.id());
        flags[index] |= USED | TOUCHED;
        quantity[index] = startQuantity;
        final long cost = FixedPoint.notionalMoney(
                averagePriceNanos, startQuantity, instrument.quantityScale(), instrument.multiplier());
        if (cost == FixedPoint.OVERFLOW) {
            flags[index] |= UNKNOWN;
            return false;
        }
        flags[index] &= ~UNKNOWN;
        costMoney[index] = cost;
        return true;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putLong(inconsistencyCount);
        for (int strategyId = 1; strategyId <= maxStrategies; strategyId++) {
            writer.putInt(openOrderCount[strategyId]);
        }
        for (int index = 0; index < flags.length; index++) {
            if (flags[index] != 0) {
                writer.putInt(index);
                writer.putInt(flags[index]);
                writer.putLong(quantity[index]);
                writer.putLong(costMoney[index]);
                writer.putLong(realisedMoney[index]);
                writer.putLong(feeMoney[index]);
                writer.putLong(openBuyQuantity[index]);
                writer.putLong(openSellQuantity[index]);
            }
        }
        writer.putInt(0);
    }

    /** Into a fresh object. Index 0 is no pair: it ends the list. */
    void restoreFrom(final StateReader reader) {
        inconsistencyCount = reader.takeLong();
        for (int strategyId = 1; strategyId <= maxStrategies; strategyId++) {
            openOrderCount[strategyId] = reader.takeInt();
        }
        for (int index = reader.takeInt(); index != 0; index = reader.takeInt()) {
            flags[index] = (byte) reader.takeInt();
            quantity[index] = reader.takeLong();
            costMoney[index] = reader.takeLong();
            realisedMoney[index] = reader.takeLong();
            feeMoney[index] = reader.takeLong();
            openBuyQuantity[index] = reader.takeLong();
            openSellQuantity[index] = reader.takeLong();
        }
    }
}
