package io.tiercel.engine.feed.history;

/** Whether the times of files are of a day that is known; for the thread that reads them. */
public final class HistoryTimes {
    /** A time of day, of a day that nobody said, is within the first ones that there are. */
    private static final long TWO_DAYS_NS = 2 * 86_400_000_000_000L;

    private final long dayNs;
    private boolean ofDay;

    /** @param dayNs as {@link BookTarget#dayNs} */
    public HistoryTimes(final long dayNs) {
        this.dayNs = dayNs;
    }

    /** As {@link BookTarget#at}. */
    public void at(final Origin origin) {
        ofDay = dayNs == 0
                && origin.timeNs() == 0
                && origin.channel().protocol().timesOfDayIn() != null;
    }

    /**
     * Looks at a message's time.
     *
     * @throws HistoryException when it is only a time of day
     */
    public void check(final long timeNs) {
        if (ofDay && isNone(timeNs)) {
            throw new HistoryException("the messages have times of day alone; say which day it is with --date, such as"
                    + " --date 2019-12-30");
        }
    }

    /** Whether it is no time of market data: no exchange of today had any. */
    public static boolean isNone(final long timeNs) {
        return timeNs < TWO_DAYS_NS;
    }
}
