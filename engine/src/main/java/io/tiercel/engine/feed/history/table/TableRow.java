package io.tiercel.engine.feed.history.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The texts of one record that somebody wants, each in its slot. */
final class TableRow {
    private static final int SHOWN = 40;
    private static final byte[] NAN = {'n', 'a', 'n'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] NONE = {'n', 'o', 'n', 'e'};

    private final int[] starts;
    private final int[] ends;
    private byte[] text = new byte[1 << 10];
    private int length;
    /** Behind the last slot that has been begun. */
    private int used;
    /** A slot that has been begun twice; -1 for none. */
    private int repeated;

    TableRow(final int slots) {
        starts = new int[slots];
        ends = new int[slots];
    }

    void clear() {
        Arrays.fill(starts, 0, used, 0);
        Arrays.fill(ends, 0, used, 0);
        used = 0;
        length = 0;
        repeated = -1;
    }

    /** A slot of this record that more than one text was put into; -1 for none. */
    int repeated() {
        return repeated;
    }

    /** Whether this slot, or one behind it, may have a text. */
    boolean mayHave(final int slot) {
        return slot < used;
    }

    /** What is put from here on is the slot's. */
    void begin(final int slot) {
        repeated = ends[slot] != 0 ? slot : repeated;
        starts[slot] = length;
        ends[slot] = length;
        used = Math.max(used, slot + 1);
    }

    void put(final byte letter) {
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
        text[length++] = letter;
    }

    /** Spaces around it are left out. */
    void end(final int slot) {
        int from = starts[slot];
        int to = length;
        while (from < to && text[from] == ' ') {
            from++;
        }
        while (from < to && text[to - 1] == ' ') {
            to--;
        }
        starts[slot] = from;
        ends[slot] = to;
    }

    byte[] bytes() {
        return text;
    }

    int start(final int slot) {
        return starts[slot];
    }

    int limit(final int slot) {
        return ends[slot];
    }

    int length(final int slot) {
        return ends[slot] - starts[slot];
    }

    byte at(final int slot, final int index) {
        return text[starts[slot] + index];
    }

    /** Whether there is a value: what programs write for none is none. */
    boolean has(final int slot) {
        final int count = length(slot);
        if (count == 0) {
            return false;
        }
        final byte first = lower(at(slot, 0));
        return first != 'n' || count > 4 || count == 1 || !(is(slot, NAN) || is(slot, NULL) || is(slot, NONE));
    }

    /** Capitals do not matter. */
    boolean is(final int slot, final byte[] word) {
        if (length(slot) != word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (lower(at(slot, i)) != lower(word[i])) {
                return false;
            }
        }
        return true;
    }

    /** To the letter. */
    boolean equal(final int slot, final byte[] word) {
        return Arrays.equals(text, starts[slot], ends[slot], word, 0, word.length);
    }

    private static byte lower(final byte letter) {
        return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 'a' - 'A') : letter;
    }

    String text(final int slot) {
        return new String(text, starts[slot], length(slot), StandardCharsets.UTF_8);
    }

    /** For a message. */
    String shown(final int slot) {
        final String whole = text(slot);
        final StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(SHOWN, whole.length()); i++) {
            final char letter = whole.charAt(i);
            shown.append(Character.isISOControl(letter) || Character.isSurrogate(letter) ? '?' : letter);
        }
        return shown + (whole.length() > SHOWN ? "…" : "");
    }
}
