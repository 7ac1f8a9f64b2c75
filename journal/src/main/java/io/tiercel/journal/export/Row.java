package io.tiercel.journal.export;

import java.util.Arrays;

/** One row of a table, set column by column; what is not set is null. */
final class Row {
    private final boolean[] set;
    private final long[] numbers;
    private final CharSequence[] texts;
    private double[] list = new double[64];
    private int listSize;

    Row(final int columns) {
        set = new boolean[columns];
        numbers = new long[columns];
        texts = new CharSequence[columns];
    }

    void clear() {
        Arrays.fill(set, false);
        listSize = 0;
    }

    void number(final int column, final long value) {
        set[column] = true;
        numbers[column] = value;
    }

    void real(final int column, final double value) {
        number(column, Double.doubleToRawLongBits(value));
    }

    void flag(final int column, final boolean value) {
        number(column, value ? 1 : 0);
    }

    void text(final int column, final CharSequence value) {
        set[column] = true;
        texts[column] = value;
    }

    /** An empty list. There is one at most in a row. */
    void list(final int column) {
        set[column] = true;
        listSize = 0;
    }

    void addToList(final double value) {
        if (listSize == list.length) {
            list = Arrays.copyOf(list, 2 * listSize);
        }
        list[listSize++] = value;
    }

    boolean isSet(final int column) {
        return set[column];
    }

    long number(final int column) {
        return numbers[column];
    }

    double real(final int column) {
        return Double.longBitsToDouble(numbers[column]);
    }

    boolean flag(final int column) {
        return numbers[column] != 0;
    }

    CharSequence text(final int column) {
        return texts[column];
    }

    int listSize() {
        return listSize;
    }

    double listItem(final int index) {
        return list[index];
    }
}
