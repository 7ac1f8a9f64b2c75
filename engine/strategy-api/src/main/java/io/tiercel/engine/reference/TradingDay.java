package io.tiercel.engine.reference;

/**
 * One day of a calendar, resolved to UTC ns. Open and close are equal when there is no trading on it.
 *
 * @param halfDay the calendar calls it one: it closes earlier than usual
 * @param date    as yyyymmdd, that of the calendar's zone
 */
public record TradingDay(int calendarId, boolean halfDay, int date, long openNs, long closeNs) {
    /** The same day, without trading. */
    public TradingDay closed() {
        return new TradingDay(calendarId, false, date, openNs, openNs);
    }

    /** No trading all day. */
    public boolean holiday() {
        return openNs == closeNs;
    }

    /** Whether this time lies in its hours; at the close the day is over. */
    public boolean open(final long timeNs) {
        return timeNs >= openNs && timeNs < closeNs;
    }
}
