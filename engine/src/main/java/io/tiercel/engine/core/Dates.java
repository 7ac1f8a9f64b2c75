package io.tiercel.engine.core;

/** Dates as reference data writes them, yyyymmdd, without a calendar's zone. */
final class Dates {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final int DAYS_TO_1970 = 719_468;
    private static final int DAYS_OF_400_YEARS = 146_097;

    private Dates() {}

    /**
     * The midnight in UTC at the end of this date.
     *
     * @throws IllegalArgumentException when it is no date from 1970 to 2200
     */
    static long endNs(final int date) {
        final int year = date / 10_000;
        final int month = date / 100 % 100;
        final int day = date % 100;
        if (year < 1970 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) {
            throw new IllegalArgumentException(
                    "date " + date + " is none from 1970 to 2200: write it as yyyymmdd, or 0 for none");
        }
        // Years begin in March, so that the day which may be missing is the last one.
        final int shifted = month <= 2 ? year - 1 : year;
        final int yearOfEra = shifted % 400;
        final int dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        final int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (shifted / 400 * DAYS_OF_400_YEARS + dayOfEra - DAYS_TO_1970 + 1) * DAY_NS;
    }
}
