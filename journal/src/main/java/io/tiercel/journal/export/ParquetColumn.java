package io.tiercel.journal.export;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The values of one column in one row group, until that is written. Names go into a dictionary, all other values stand
 * as they are (PLAIN).
 */
final class ParquetColumn {
    private static final int MAX_LEVEL_OF_LIST = 2;

    private final Column column;
    private final int index;
    private final Levels definitions = new Levels();
    private final Levels repetitions = new Levels();
    private final Bytes values = new Bytes();
    private final Bytes dictionary = new Bytes();
    private final Map<String, Integer> dictionaryIndexes = new HashMap<>();
    private int count;
    private int nulls;
    private int flags;
    private long least;
    private long most;

    ParquetColumn(final Column column, final int index) {
        this.column = column;
        this.index = index;
    }

    void clear() {
        definitions.clear();
        repetitions.clear();
        values.clear();
        dictionary.clear();
        dictionaryIndexes.clear();
        count = 0;
        nulls = 0;
        flags = 0;
    }

    void append(final Row row) {
        if (column.type() == ColumnType.DOUBLES) {
            appendList(row);
            return;
        }
        final boolean set = row.isSet(index);
        count++;
        if (!column.required()) {
            definitions.add(set ? 1 : 0);
        } else if (!set) {
            throw new IllegalStateException("column " + column.name() + " has no value");
        }
        if (!set) {
            nulls++;
            return;
        }
        switch (column.type()) {
            case TEXT -> text(values, row.text(index));
            case NAME -> values.putInt(dictionaryIndex(row.text(index).toString()));
            case BOOLEAN -> flag(row.flag(index));
            case DOUBLE, INT64, TIME -> values.putLong(row.number(index));
            default -> values.putInt((int) row.number(index));
        }
        if (column.type().isWhole()) {
            noteRange(row.number(index));
        }
    }

    private void appendList(final Row row) {
        if (!row.isSet(index) || row.listSize() == 0) {
            count++;
            nulls++;
            repetitions.add(0);
            definitions.add(row.isSet(index) ? 1 : 0);
            return;
        }
        for (int i = 0; i < row.listSize(); i++) {
            count++;
            repetitions.add(i == 0 ? 0 : 1);
            definitions.add(MAX_LEVEL_OF_LIST);
            values.putLong(Double.doubleToRawLongBits(row.listItem(i)));
        }
    }

    Column column() {
        return column;
    }

    /** Nulls and the items of lists included. */
    int count() {
        return count;
    }

    int nulls() {
        return nulls;
    }

    /** How much memory it takes, about. */
    int bytes() {
        return values.length() + dictionary.length();
    }

    boolean hasDictionary() {
        return column.type() == ColumnType.NAME;
    }

    int dictionarySize() {
        return dictionaryIndexes.size();
    }

    Bytes dictionary() {
        return dictionary;
    }

    /** Whether there is a least and a most. */
    boolean hasRange() {
        return column.type().isWhole() && count > nulls;
    }

    byte[] least() {
        return plain(least);
    }

    byte[] most() {
        return plain(most);
    }

    /** What a data page holds: repetition levels, definition levels, values. */
    void putPage(final Bytes page) {
        if (column.type() == ColumnType.DOUBLES) {
            repetitions.putTo(page);
        }
        if (!column.required()) {
            definitions.putTo(page);
        }
        if (hasDictionary()) {
            putIndexes(page);
        } else {
            page.put(values);
        }
    }

    /** One bit-packed run of all of them: groups of eight, the lowest bits first. */
    private void putIndexes(final Bytes page) {
        final int size = values.length() / Integer.BYTES;
        final int width = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(dictionarySize() - 1));
        page.putByte(width);
        if (size == 0) {
            return;
        }
        final int padded = (size + 7) / 8 * 8;
        page.putVarint((long) padded / 8 << 1 | 1);
        long bits = 0;
        int held = 0;
        for (int i = 0; i < padded; i++) {
            final long value = i < size ? values.intAt(i * Integer.BYTES) : 0;
            bits |= value << held;
            held += width;
            while (held >= Byte.SIZE) {
                page.putByte((int) bits);
                bits >>>= Byte.SIZE;
                held -= Byte.SIZE;
            }
        }
    }

    private int dictionaryIndex(final String name) {
        final Integer known = dictionaryIndexes.get(name);
        if (known != null) {
            return known;
        }
        final int added = dictionaryIndexes.size();
        dictionaryIndexes.put(name, added);
        text(dictionary, name);
        return added;
    }

    private static void text(final Bytes to, final CharSequence text) {
        final byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        to.putInt(bytes.length);
        to.put(bytes);
    }

    /** A bit each, the lowest first. */
    private void flag(final boolean value) {
        if (flags % Byte.SIZE == 0) {
            values.putByte(0);
        }
        if (value) {
            values.setBitOfLast(flags % Byte.SIZE);
        }
        flags++;
    }

    private void noteRange(final long value) {
        final boolean first = count - nulls == 1;
        least = first ? value : Math.min(least, value);
        most = first ? value : Math.max(most, value);
    }

    private byte[] plain(final long value) {
        final Bytes plain = new Bytes();
        if (ParquetTypes.physical(column.type()) == ParquetTypes.INT32) {
            plain.putInt((int) value);
        } else {
            plain.putLong(value);
        }
        return plain.toArray();
    }
}
