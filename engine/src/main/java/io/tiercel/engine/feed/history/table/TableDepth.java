package io.tiercel.engine.feed.history.table;

import io.tiercel.codecs.FixedPoint;

/** The levels that a record of depth has, in its order. */
public final class TableDepth {
    private final DecimalText decimal = new DecimalText();
    private final long[] prices = new long[2 * TableForm.MAX_LEVELS];
    private final long[] quantities = new long[2 * TableForm.MAX_LEVELS];
    /** Their numbers in the record: one without a price is none. */
    private final int[] numbers = new int[2 * TableForm.MAX_LEVELS];

    private int bidCount;
    private int askCount;

    /** What is wrong with them, or null. */
    String read(final TableRow row, final int quantityDecimals) {
        bidCount = 0;
        askCount = 0;
        for (int level = 0; row.mayHave(TableColumn.BID_PRICE.slot(level)); level++) {
            String fault = read(row, level, TableColumn.BID_PRICE, bidCount, quantityDecimals);
            bidCount += row.has(TableColumn.BID_PRICE.slot(level)) ? 1 : 0;
            if (fault == null) {
                fault = read(row, level, TableColumn.ASK_PRICE, TableForm.MAX_LEVELS + askCount, quantityDecimals);
                askCount += row.has(TableColumn.ASK_PRICE.slot(level)) ? 1 : 0;
            }
            if (fault != null) {
                return fault;
            }
        }
        final String repeated = repeated(row, TableColumn.BID_PRICE, 0, bidCount);
        return repeated != null ? repeated : repeated(row, TableColumn.ASK_PRICE, TableForm.MAX_LEVELS, askCount);
    }

    /** Whether a price stands twice on a side; as a rule they are in their order, and one look is enough. */
    private String repeated(final TableRow row, final TableColumn price, final int first, final int count) {
        final boolean up = count > 1 && prices[first + 1] > prices[first];
        boolean ordered = true;
        for (int i = first + 1; i < first + count && ordered; i++) {
            ordered = up ? prices[i] > prices[i - 1] : prices[i] < prices[i - 1];
        }
        for (int i = first + 1; i < first + count && !ordered; i++) {
            for (int k = first; k < i; k++) {
                // What is nothing at both places is no level at all.
                if (prices[i] == prices[k] && (quantities[i] != 0 || quantities[k] != 0)) {
                    return fault(row, price, numbers[i], "is that of level " + numbers[k] + ", too");
                }
            }
        }
        return null;
    }

    private String read(
            final TableRow row, final int level, final TableColumn price, final int index, final int quantityDecimals) {
        final TableColumn quantity =
                price == TableColumn.BID_PRICE ? TableColumn.BID_QUANTITY : TableColumn.ASK_QUANTITY;
        if (!row.has(price.slot(level))) {
            return null;
        }
        final String bad = number(row, price.slot(level), FixedPoint.PRICE_SCALE);
        if (bad != null) {
            return fault(row, price, level, bad);
        }
        prices[index] = decimal.value();
        numbers[index] = level;
        final String badQuantity =
                row.has(quantity.slot(level)) ? number(row, quantity.slot(level), quantityDecimals) : "is empty";
        quantities[index] = decimal.value();
        return badQuantity == null && decimal.value() < 0
                ? fault(row, quantity, level, "is below 0")
                : badQuantity == null ? null : fault(row, quantity, level, badQuantity);
    }

    private String number(final TableRow row, final int slot, final int scale) {
        return decimal.parse(row.bytes(), row.start(slot), row.limit(slot), scale, false);
    }

    private static String fault(final TableRow row, final TableColumn column, final int level, final String what) {
        final String shown = row.shown(column.slot(level));
        return column.title() + (shown.isEmpty() ? "" : " " + shown) + " of level " + level + " " + what;
    }

    public int bidCount() {
        return bidCount;
    }

    public int askCount() {
        return askCount;
    }

    public long bidPriceNanos(final int level) {
        return prices[level];
    }

    /** 0 for a level that is not there any more. */
    public long bidQuantity(final int level) {
        return quantities[level];
    }

    public long askPriceNanos(final int level) {
        return prices[TableForm.MAX_LEVELS + level];
    }

    public long askQuantity(final int level) {
        return quantities[TableForm.MAX_LEVELS + level];
    }
}
