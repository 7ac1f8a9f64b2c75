package io.tiercel.engine.feed.history;

/** Times of files where the day matters. */
public final class HistoryTimes {
    /** A time of day, of a day that nobody said, is within the first ones that there are. */
    private static final long TWO_DAYS_NS = 2 * 86_400_000_000_000L;

    private HistoryTimes() {}

    /**
     * @param timeNs 0 and below for none
     * @throws HistoryException when it is only a time of day
     */
    public static void requireDay(final long timeNs) {
        if (timeNs > 0 && timeNs < TWO_DAYS_NS) {
            throw new HistoryException("the messages have times of day alone; say which day it is with --date, such as"
                    + " --date 2019-12-30");
        }
    }
}
