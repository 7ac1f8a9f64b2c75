package io.tiercel.engine.lane;

import io.tiercel.codecs.types.LaneCalculation;

/**
 * What a lane calculates. All calls come on the lane's thread; time is that of the core's inputs and never goes back.
 * It may take long; it may not allocate once it is warm.
 */
public interface Calculation {
    LaneCalculation kind();

    int instrumentCount();

    int valueCount();

    /**
     * Time has come to this; quotes so far were before it.
     *
     * @return whether {@link #calculate} is due
     */
    boolean onTime(long timeNs);

    /** The moment that the result which is due is about. */
    long asOfTimeNs();

    /** @param values receives {@link #valueCount()} of them */
    void calculate(double[] values);

    /** Quotes were missed: no price that is known is known to be the newest. */
    void onMissed();

    /** What a book shows. It may be one of another lane's. */
    void onQuote(int instrumentId, long bidPriceNanos, long askPriceNanos, boolean tradable);
}
