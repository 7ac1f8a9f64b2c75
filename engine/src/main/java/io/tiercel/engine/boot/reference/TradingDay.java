package io.tiercel.engine.boot.reference;

/** One day of a calendar, resolved to UTC ns. {@code date} is yyyymmdd; open and close are equal when it is closed. */
public record TradingDay(int calendarId, boolean halfDay, int date, long openNs, long closeNs) {
    /** The same day, closed. */
    TradingDay closed() {
        return new TradingDay(calendarId, false, date, openNs, openNs);
    }
}
