package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;

/**
 * What makes one instrument's feed look like a market, counted as it passes. Spread and depth are taken at each
 * packet's end.
 */
@HotPath
public final class InstrumentStatistics {
    /** Signs of trades are compared with those up to so many trades before. */
    public static final int LAGS = 10;
    /** Levels whose depth is taken. */
    public static final int LEVELS = 10;
    /** Spreads of 1, 2, 3 … ticks; the last one stands for all that are wider. */
    public static final int SPREADS = 6;
    /** Arrivals are counted in windows as long as this. */
    public static final long WINDOW_NS = 100_000_000;

    private final SimInstrument instrument;
    private final RestingOrders book;
    private final long[] spreads = new long[SPREADS];
    private final double[] depths = new double[LEVELS];
    private final int[] signs = new int[LAGS];
    private final double[] products = new double[LAGS];
    private long addCount;
    private long deleteCount;
    private long changeCount;
    private long tradeCount;
    private long signSum;
    private long faultCount;
    private long crossedCount;
    private long sampleCount;
    private double spreadSum;
    private double levelSum;
    private int tradeSign;
    private long openingNs = Long.MIN_VALUE;
    private long windowEndNs;
    private long windowArrivals;
    private long windowCount;
    private double arrivalSum;
    private double arrivalSquares;

    InstrumentStatistics(final SimInstrument instrument, final int maxOrders, final int maxLevels) {
        this.instrument = instrument;
        book = new RestingOrders(maxOrders, maxLevels);
    }

    void onAdd(final Side side, final long orderId, final long price, final long quantity) {
        addCount++;
        final int place = RestingOrders.sideOf(side);
        if (book.find(orderId) != RestingOrders.NONE || !book.hasRoom(place)) {
            faultCount++;
            return;
        }
        book.add(orderId, place, price, quantity, 0, false);
    }

    void onDelete(final long orderId) {
        deleteCount++;
        final int slot = slot(orderId);
        if (slot != RestingOrders.NONE) {
            book.remove(slot);
        }
    }

    void onCancel(final long orderId, final long quantity) {
        changeCount++;
        take(orderId, quantity);
    }

    /** A modify under the same id, or a replace under another one. */
    void onChange(final long orderId, final long newOrderId, final long price, final long quantity) {
        changeCount++;
        final int slot = slot(orderId);
        if (slot == RestingOrders.NONE) {
            return;
        }
        if (!book.move(slot, newOrderId, price, quantity, 0)) {
            faultCount++;
        }
    }

    void onExecute(final Side aggressorSide, final long orderId, final long quantity) {
        tradeSign = aggressorSide == Side.BUY ? 1 : -1;
        take(orderId, quantity);
    }

    void onEndOfPacket(final long timeNs) {
        count(timeNs);
        if (tradeSign != 0) {
            trade(tradeSign);
            tradeSign = 0;
        }
        final long bid = book.bestPrice(RestingOrders.BUY);
        final long ask = book.bestPrice(RestingOrders.SELL);
        if (bid == RestingOrders.NO_PRICE || ask == RestingOrders.NO_PRICE) {
            return;
        }
        final long ticks = (ask - bid) / instrument.tickNanos();
        if (ticks < 1) {
            crossedCount++;
            return;
        }
        sampleCount++;
        spreadSum += ticks;
        spreads[(int) Math.min(ticks, SPREADS) - 1]++;
        levelSum += Math.min(book.levelCount(RestingOrders.BUY), book.levelCount(RestingOrders.SELL));
        for (int level = 0; level < LEVELS; level++) {
            depths[level] += quantity(RestingOrders.BUY, level) + quantity(RestingOrders.SELL, level);
        }
    }

    public SimInstrument instrument() {
        return instrument;
    }

    public long addCount() {
        return addCount;
    }

    /** Orders that left the book without a trade. */
    public long deleteCount() {
        return deleteCount;
    }

    /** Orders that changed price or quantity. */
    public long changeCount() {
        return changeCount;
    }

    /** Orders that took liquidity, however many they traded with. */
    public long tradeCount() {
        return tradeCount;
    }

    /** Messages that did not fit the book. */
    public long faultCount() {
        return faultCount;
    }

    /** Packets after which the best bid was not below the best ask. */
    public long crossedCount() {
        return crossedCount;
    }

    public double cancelToAdd() {
        return addCount == 0 ? 0 : (double) deleteCount / addCount;
    }

    /** In ticks. */
    public double meanSpread() {
        return sampleCount == 0 ? 0 : spreadSum / sampleCount;
    }

    /** Part of the packets after which the spread was so many ticks; {@link #SPREADS} stands for that and more. */
    public double spreadShare(final int ticks) {
        return sampleCount == 0 ? 0 : (double) spreads[ticks - 1] / sampleCount;
    }

    /** Levels on the side that has fewer, on average. */
    public double meanLevels() {
        return sampleCount == 0 ? 0 : levelSum / sampleCount;
    }

    /** Quantity at a level in lots, 0 is the best; the average of both sides. */
    public double meanDepth(final int level) {
        return sampleCount == 0 ? 0 : depths[level] / 2 / sampleCount / instrument.lotQuantity();
    }

    /** Variance over mean of the packets per {@link #WINDOW_NS}: 1 when they come independently of each other. */
    public double fanoFactor() {
        if (windowCount == 0 || arrivalSum == 0) {
            return 0;
        }
        final double mean = arrivalSum / windowCount;
        return (arrivalSquares / windowCount - mean * mean) / mean;
    }

    /** Autocorrelation of the signs of trades at a lag from 1 to {@link #LAGS}. */
    public double signCorrelation(final int lag) {
        final long pairs = tradeCount - lag;
        if (pairs <= 0) {
            return 0;
        }
        final double mean = (double) signSum / tradeCount;
        final double variance = 1 - mean * mean;
        return variance == 0 ? 0 : (products[lag - 1] / pairs - mean * mean) / variance;
    }

    private void trade(final int sign) {
        for (int lag = 1; lag <= LAGS && lag <= tradeCount; lag++) {
            products[lag - 1] += sign * signs[(int) ((tradeCount - lag) % LAGS)];
        }
        signs[(int) (tradeCount % LAGS)] = sign;
        signSum += sign;
        tradeCount++;
    }

    private void count(final long timeNs) {
        if (openingNs == Long.MIN_VALUE) {
            openingNs = timeNs;
        }
        if (timeNs == openingNs) {
            // The opening is one burst at one time; counting begins behind it.
            windowEndNs = timeNs + WINDOW_NS;
            return;
        }
        while (timeNs >= windowEndNs) {
            windowCount++;
            arrivalSum += windowArrivals;
            arrivalSquares += (double) windowArrivals * windowArrivals;
            windowArrivals = 0;
            windowEndNs += WINDOW_NS;
        }
        windowArrivals++;
    }

    private void take(final long orderId, final long quantity) {
        final int slot = slot(orderId);
        if (slot == RestingOrders.NONE) {
            return;
        }
        if (book.leaves(slot) > quantity) {
            book.reduce(slot, quantity);
        } else {
            faultCount += book.leaves(slot) < quantity ? 1 : 0;
            book.remove(slot);
        }
    }

    private int slot(final long orderId) {
        final int slot = book.find(orderId);
        faultCount += slot == RestingOrders.NONE ? 1 : 0;
        return slot;
    }

    private long quantity(final int side, final int level) {
        return level < book.levelCount(side) ? book.levelQuantity(side, level) : 0;
    }
}
