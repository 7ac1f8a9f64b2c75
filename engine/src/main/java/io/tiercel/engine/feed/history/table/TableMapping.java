package io.tiercel.engine.feed.history.table;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which column of a table is what, and how it writes what it says.
 *
 * @param kind             of its records; null to find it by the columns
 * @param separator        between cells; 0 to find it in the first line
 * @param skipLines        before the first line that counts
 * @param header           the columns of a table whose first line does not name them; else empty
 * @param columns          as they are called in the table, where that is not their default
 * @param constants        in place of a column
 * @param unit             of times
 * @param zone             of times that do not say it
 * @param pattern          of times; null unless the unit says so
 * @param begin            what stood in books before the table's first record
 * @param quantityDecimals digits after the point of quantities
 * @param buy              words for bids and buyers
 * @param sell             words for asks and sellers
 * @param actions          words for each
 */
public record TableMapping(
        TableKind kind,
        char separator,
        int skipLines,
        List<String> header,
        Map<TableColumn, String> columns,
        Map<TableColumn, String> constants,
        Unit unit,
        ZoneId zone,
        DateTimeFormatter pattern,
        Begin begin,
        int quantityDecimals,
        List<String> buy,
        List<String> sell,
        Map<TableAction, List<String>> actions) {
    public static final int DEFAULT_QUANTITY_DECIMALS = 8;
    public static final List<String> BUY = List.of("buy", "b", "bid");
    public static final List<String> SELL = List.of("sell", "s", "ask", "a", "offer");

    /** What stood in books before a table's first record. */
    public enum Begin {
        /** Taken for nothing. */
        UNSAID,
        EMPTY,
        WITHIN
    }

    /** What times count. */
    public enum Unit {
        /** A count of seconds to nanoseconds by its length, or ISO 8601. */
        FOUND(0),
        S(9),
        MS(6),
        US(3),
        NS(0),
        ISO(0),
        PATTERN(0);

        private final int digitsToNs;

        Unit(final int digitsToNs) {
            this.digitsToNs = digitsToNs;
        }

        int digitsToNs() {
            return digitsToNs;
        }
    }

    /** Of a table with our own names. */
    public static TableMapping ofDefaults() {
        final Map<TableAction, List<String>> actions = new EnumMap<>(TableAction.class);
        for (final TableAction action : TableAction.values()) {
            actions.put(action, action.words());
        }
        return new TableMapping(
                null,
                (char) 0,
                0,
                List.of(),
                Map.of(),
                Map.of(),
                Unit.FOUND,
                ZoneOffset.UTC,
                null,
                Begin.UNSAID,
                DEFAULT_QUANTITY_DECIMALS,
                BUY,
                SELL,
                actions);
    }
}
