package io.tiercel.engine.feed.history.table;

import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * A line with one JSON object. What is in objects and arrays within it has a path for a name: {@code data.price},
 * {@code bids[0][1]}. Numbers stay text.
 */
final class JsonLine implements RecordSyntax {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_PATH = 256;
    private static final int MAX_SEEN = 1 << 13;
    private static final int NO_SLOT = -1;

    /** Who knows the slots of paths. */
    interface Paths {
        /** -1 where nobody wants it. */
        int slot(String path);
    }

    private final Paths paths;
    private final StringBuilder path = new StringBuilder();
    /** What stood at this place of the record before: most records have the same names in the same order. */
    private String[] seen = new String[16];

    private int[] seenSlots = new int[16];
    private int ordinal;

    private DirectBuffer buffer;
    private int at;
    private int end;
    private TableRow row;
    private String fault;

    JsonLine(final Paths paths) {
        this.paths = paths;
    }

    @Override
    public String parse(final DirectBuffer newBuffer, final int offset, final int length, final TableRow newRow) {
        buffer = newBuffer;
        at = offset;
        end = offset + length;
        row = newRow;
        fault = null;
        ordinal = 0;
        path.setLength(0);
        final boolean read = peek() == '{' && object(1);
        if (read && peek() >= 0) {
            bad("text behind its object", offset);
        }
        return read || fault != null ? fault : "a line that is no JSON object";
    }

    /** The next letter that is no space; negative at the end. */
    private int peek() {
        while (at < end) {
            final byte letter = buffer.getByte(at);
            if (letter != ' ' && letter != '\t' && letter != '\r' && letter != '\n') {
                return letter & 0xFF;
            }
            at++;
        }
        return -1;
    }

    private boolean bad(final String what, final int from) {
        fault = fault != null ? fault : "no JSON: " + what + " at character " + (at - from + 1);
        return false;
    }

    private boolean bad(final String what) {
        fault = fault != null
                ? fault
                : "no JSON: " + what
                        + (path.length() == 0 ? "" : " at " + path.substring(0, Math.min(40, path.length())));
        return false;
    }

    private boolean object(final int depth) {
        at++;
        if (peek() == '}') {
            at++;
            return true;
        }
        final int before = path.length();
        while (true) {
            if (peek() != '"') {
                return bad("a name is missing");
            }
            if (before > 0) {
                path.append('.');
            }
            if (!name() || peek() != ':') {
                return bad("a name without a value");
            }
            if (path.length() > MAX_PATH) {
                return bad("a name of more than " + MAX_PATH + " characters");
            }
            at++;
            if (!value(depth)) {
                return false;
            }
            path.setLength(before);
            final int next = peek();
            at++;
            if (next == '}') {
                return true;
            }
            if (next != ',') {
                return bad("an object that is not closed");
            }
        }
    }

    private boolean array(final int depth) {
        at++;
        if (peek() == ']') {
            at++;
            return true;
        }
        final int before = path.length();
        for (int i = 0; ; i++) {
            path.append('[').append(i).append(']');
            if (!value(depth)) {
                return false;
            }
            path.setLength(before);
            final int next = peek();
            at++;
            if (next == ']') {
                return true;
            }
            if (next != ',') {
                return bad("an array that is not closed");
            }
        }
    }

    private boolean value(final int depth) {
        final int first = peek();
        if (first == '{' || first == '[') {
            if (depth == MAX_DEPTH) {
                return bad("more than " + MAX_DEPTH + " objects and arrays within each other");
            }
            return first == '{' ? object(depth + 1) : array(depth + 1);
        }
        final int slot = slot();
        if (slot != NO_SLOT) {
            row.begin(slot);
        }
        final boolean read = first == '"' ? string(slot, false) : word(slot);
        if (read && slot != NO_SLOT) {
            row.end(slot);
        }
        return read || bad("a value is missing");
    }

    private int slot() {
        if (ordinal == MAX_SEEN) {
            return paths.slot(path.toString());
        }
        if (ordinal == seen.length) {
            seen = Arrays.copyOf(seen, 2 * ordinal);
            seenSlots = Arrays.copyOf(seenSlots, 2 * ordinal);
        }
        if (seen[ordinal] == null || !seen[ordinal].contentEquals(path)) {
            seen[ordinal] = path.toString();
            seenSlots[ordinal] = paths.slot(seen[ordinal]);
        }
        return seenSlots[ordinal++];
    }

    /** A number, true, false or null: to the next sign that ends it. */
    private boolean word(final int slot) {
        final int begin = at;
        while (at < end) {
            final byte letter = buffer.getByte(at);
            final boolean plain = letter >= '0' && letter <= '9'
                    || letter >= 'a' && letter <= 'z'
                    || letter >= 'A' && letter <= 'Z'
                    || letter == '-'
                    || letter == '+'
                    || letter == '.';
            if (!plain) {
                break;
            }
            if (slot != NO_SLOT) {
                row.put(letter);
            }
            at++;
        }
        return at > begin;
    }

    private boolean name() {
        return string(NO_SLOT, true);
    }

    /** A string's letters to the slot, or to the path. */
    private boolean string(final int slot, final boolean toPath) {
        at++;
        while (at < end) {
            final byte letter = buffer.getByte(at++);
            if (letter == '"') {
                return true;
            }
            if (letter == '\\') {
                if (!escaped(slot, toPath)) {
                    return bad("an escape that does not exist");
                }
            } else {
                put(letter, slot, toPath);
            }
        }
        return bad("a text that is not closed");
    }

    private void put(final byte letter, final int slot, final boolean toPath) {
        if (toPath) {
            path.append((char) (letter & 0xFF));
        } else if (slot != NO_SLOT) {
            row.put(letter);
        }
    }

    private boolean escaped(final int slot, final boolean toPath) {
        if (at == end) {
            return false;
        }
        final byte letter = buffer.getByte(at++);
        switch (letter) {
            case '"', '\\', '/' -> put(letter, slot, toPath);
            case 'b' -> put((byte) '\b', slot, toPath);
            case 'f' -> put((byte) '\f', slot, toPath);
            case 'n' -> put((byte) '\n', slot, toPath);
            case 'r' -> put((byte) '\r', slot, toPath);
            case 't' -> put((byte) '\t', slot, toPath);
            case 'u' -> {
                return unicode(slot, toPath);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** As UTF-8; each half of a pair by itself becomes a question mark. */
    private boolean unicode(final int slot, final boolean toPath) {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            final int digit = at < end ? Character.digit(buffer.getByte(at++), 16) : -1;
            if (digit < 0) {
                return false;
            }
            code = code * 16 + digit;
        }
        if (code < 0x80) {
            put((byte) code, slot, toPath);
        } else if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            put((byte) '?', slot, toPath);
        } else {
            if (code >= 0x800) {
                put((byte) (0xE0 | code >> 12), slot, toPath);
                put((byte) (0x80 | code >> 6 & 0x3F), slot, toPath);
            } else {
                put((byte) (0xC0 | code >> 6), slot, toPath);
            }
            put((byte) (0x80 | code & 0x3F), slot, toPath);
        }
        return true;
    }
}
