package io.tiercel.engine.strategy;

/**
 * The last complete result of an analytics lane: a symmetric matrix over the lane's instruments. A live view: it
 * changes as a whole, just before {@link Strategy#onAnalytics} is called, and never otherwise but in {@link #stale()}.
 */
public interface AnalyticsResult {
    /** The lane's name in the configuration. */
    String lane();

    /** Whether there is a result at all. Once true it stays true. */
    boolean ready();

    /** No new result came for {@code lanes.NAME.staleAfter}; the last one is still shown. */
    boolean stale();

    /** The last input that the result knows of. */
    long asOfSequence();

    /** The moment that the result is about, UTC ns. It lies before the moment when it came. */
    long asOfTimeNs();

    /** Rows, and columns. */
    int instrumentCount();

    /** Whose row, and column, that is; rows count from 0. */
    int instrumentId(int row);

    /** Without meaning until {@link #ready()}. NaN where one of the two instruments had no price for it. */
    double value(int row, int column);
}
