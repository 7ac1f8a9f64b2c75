package io.tiercel.engine.feed.history.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** A line of CSV: cells, those in quotes with anything in them; a quote in one is two. */
final class CsvLine implements RecordSyntax {
    private static final byte QUOTE = '"';
    private static final int NO_SLOT = -1;

    private final byte separator;
    private final int[] slots;

    /** @param slots of the columns, -1 where nobody wants one */
    CsvLine(final char separator, final int[] slots) {
        this.separator = (byte) separator;
        this.slots = slots;
    }

    @Override
    public String parse(final DirectBuffer buffer, final int offset, final int length, final TableRow row) {
        final int end = offset + length;
        int column = 0;
        int at = offset;
        while (true) {
            final int slot = column < slots.length ? slots[column] : NO_SLOT;
            at = cell(buffer, at, end, slot, row);
            if (at < 0) {
                return "column " + (column + 1) + " has text behind its closing quote";
            }
            column++;
            if (at == end) {
                return column == slots.length
                        ? null
                        : "a record of " + column + " columns; there are " + slots.length + " in the header";
            }
            at++;
        }
    }

    /** Returns where it ends; negative when text follows a closing quote. */
    private int cell(final DirectBuffer buffer, final int from, final int end, final int slot, final TableRow row) {
        if (slot != NO_SLOT) {
            row.begin(slot);
        }
        int at = from;
        boolean quoted = at < end && buffer.getByte(at) == QUOTE;
        final boolean inQuotes = quoted;
        at += quoted ? 1 : 0;
        while (at < end && (quoted || !inQuotes && buffer.getByte(at) != separator)) {
            final byte letter = buffer.getByte(at);
            if (quoted && letter == QUOTE && (at + 1 == end || buffer.getByte(at + 1) != QUOTE)) {
                quoted = false;
            } else {
                at += quoted && letter == QUOTE ? 1 : 0;
                if (slot != NO_SLOT) {
                    row.put(letter);
                }
            }
            at++;
        }
        if (slot != NO_SLOT) {
            row.end(slot);
        }
        return at == end || buffer.getByte(at) == separator ? at : -1;
    }

    /** The cells of a line, without spaces around them. */
    static List<String> cells(final byte[] line, final char separator) {
        final List<String> cells = new ArrayList<>();
        final StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (final char letter : new String(line, StandardCharsets.UTF_8).toCharArray()) {
            if (letter == '"') {
                quoted = !quoted;
            } else if (letter == separator && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(letter);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
