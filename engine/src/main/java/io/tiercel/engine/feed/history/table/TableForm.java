package io.tiercel.engine.feed.history.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The form of one file: what its records are, how they are written, and which column stands where. */
public final class TableForm {
    /** Of a book. */
    static final int MAX_LEVELS = 1_000;

    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final int NO_SLOT = -1;
    private static final int NAMES_SHOWN = 20;

    private final TableMapping mapping;
    private final TableKind kind;
    private final boolean json;
    private final char separator;
    private final RecordSyntax syntax;
    private final String repeated;
    private final boolean[] present = new boolean[TableColumn.values().length];

    /** The first line does not fit what the mapping says. */
    public static final class FormException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean ambiguous;

        /** @param ambiguous whether it is a table all the same */
        FormException(final String message, final boolean ambiguous) {
            super(message, null, false, false);
            this.ambiguous = ambiguous;
        }
    }

    private TableForm(final TableMapping mapping, final TableKind kind, final boolean json, final Names names) {
        this.mapping = mapping;
        this.kind = kind;
        this.json = json;
        separator = names.separator;
        for (final TableColumn column : kind.columns()) {
            present[column.ordinal()] = mapping.constants().containsKey(column)
                    || json && mapping.columns().containsKey(column);
        }
        final Slots slots = new Slots(mapping, kind);
        final int[] all = new int[names.all.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = slots.slot(names.all.get(i));
            if (all[i] != NO_SLOT) {
                present[column(all[i]).ordinal()] = true;
            }
        }
        repeated = json ? "" : repeated(names.all, all);
        syntax = json
                ? new JsonLine(path ->
                        slots.slot(new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)))
                : new CsvLine(separator, all);
    }

    /** Which two columns say the same; empty where none do. */
    private static String repeated(final List<String> names, final int[] slots) {
        final Map<Integer, Integer> first = new HashMap<>();
        for (int i = 0; i < slots.length; i++) {
            final Integer before = slots[i] == NO_SLOT ? null : first.putIfAbsent(slots[i], i);
            if (before != null) {
                return "its columns " + (before + 1) + " (" + names.get(before) + ") and " + (i + 1) + " ("
                        + names.get(i) + ") are both " + column(slots[i]).title();
            }
        }
        return "";
    }

    private record Names(List<String> all, char separator) {}

    /**
     * @param firstLine that counts: the header, or the first record
     * @return whether the line is one of a table that the mapping fits, be it that two of its columns are the same
     */
    public static boolean fits(final TableMapping mapping, final byte[] firstLine) {
        try {
            of(mapping, firstLine);
            return true;
        } catch (final FormException other) {
            return other.ambiguous;
        }
    }

    /** @throws FormException when the line does not fit the mapping; the message says why */
    public static TableForm of(final TableMapping mapping, final byte[] firstLine) {
        if (isJson(firstLine)) {
            return of(mapping, true, new Names(paths(firstLine), ','));
        }
        final char separator = separator(mapping, firstLine);
        final List<String> header = mapping.header().isEmpty() ? CsvLine.cells(firstLine, separator) : mapping.header();
        return of(mapping, false, new Names(header, separator));
    }

    private static TableForm of(final TableMapping mapping, final boolean json, final Names names) {
        TableForm nearest = null;
        for (final TableKind kind : mapping.kind() != null ? new TableKind[] {mapping.kind()} : TableKind.values()) {
            final TableForm form = new TableForm(mapping, kind, json, names);
            if (form.missing().isEmpty() && !form.repeated.isEmpty()) {
                throw new FormException(
                        form.repeated + "; rename one of them, or say by --columns which of two names it is", true);
            }
            if (form.missing().isEmpty()) {
                return form;
            }
            nearest =
                    nearest == null || form.missing().size() < nearest.missing().size() ? form : nearest;
        }
        throw new FormException(nearest.misfit(names.all), false);
    }

    private String misfit(final List<String> names) {
        final String there = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        final String lacks = missing().stream().map(this::wanted).collect(Collectors.joining(", "));
        if (mapping.kind() != null) {
            return "it has no column for " + lacks + ", which kind " + kind.title() + " needs; its columns are " + there
                    + "; say by --columns which is which";
        }
        return "its columns (" + there + ") are those of no kind of table"
                + (missing().size() == kind.required().size() ? "" : "; for " + kind.title() + " it lacks " + lacks)
                + "; say by --columns what they are";
    }

    private String wanted(final TableColumn column) {
        final String name = mapping.columns().get(column);
        return column.title() + (name == null ? "" : " (" + name + " by --columns, which is not there)");
    }

    private List<TableColumn> missing() {
        if (json && mapping.kind() != null) {
            // Records may differ: each one tells what it lacks.
            return List.of();
        }
        if (kind == TableKind.DEPTH
                && present[TableColumn.BID_PRICE.ordinal()] != present[TableColumn.ASK_PRICE.ordinal()]) {
            // A side of the first book is empty.
            return present[TableColumn.TIME.ordinal()] ? List.of() : List.of(TableColumn.TIME);
        }
        return kind.required().stream()
                .filter(column -> !present[column.ordinal()])
                .toList();
    }

    private static boolean isJson(final byte[] line) {
        for (final byte letter : line) {
            if (letter != ' ' && letter != '\t') {
                return letter == '{';
            }
        }
        return false;
    }

    private static List<String> paths(final byte[] line) {
        final List<String> names = new ArrayList<>();
        final String fault = new JsonLine(path -> {
                    names.add(new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
                    return NO_SLOT;
                })
                .parse(new UnsafeBuffer(line), 0, line.length, new TableRow(0));
        if (fault != null) {
            throw new FormException("its first line is " + fault, false);
        }
        return names;
    }

    /** The one that the line has most of. */
    private static char separator(final TableMapping mapping, final byte[] line) {
        char best = mapping.separator() == 0 ? SEPARATORS[0] : mapping.separator();
        int most = mapping.separator() == 0 ? 0 : Integer.MAX_VALUE;
        for (final char each : SEPARATORS) {
            final int count = CsvLine.cells(line, each).size() - 1;
            if (count > most) {
                best = each;
                most = count;
            }
        }
        return best;
    }

    private static TableColumn column(final int slot) {
        final TableColumn[] all = TableColumn.values();
        final int first = TableColumn.BID_PRICE.ordinal();
        return slot < first ? all[slot] : all[first + (slot - first) % (all.length - first)];
    }

    public TableKind kind() {
        return kind;
    }

    /** Whether records are JSON objects, and there is no line of names. */
    public boolean json() {
        return json;
    }

    /** Whether the first line that counts names the columns. */
    public boolean hasHeader() {
        return !json && mapping.header().isEmpty();
    }

    /** Between cells of CSV. */
    public char separator() {
        return separator;
    }

    TableMapping mapping() {
        return mapping;
    }

    /** Whether the column is there; of JSON, in the first record. */
    boolean has(final TableColumn column) {
        return present[column.ordinal()];
    }

    TableRow newRow() {
        return new TableRow(TableColumn.slots(kind == TableKind.DEPTH ? MAX_LEVELS : 1));
    }

    /** What is wrong with a record, or null. */
    String parse(final DirectBuffer buffer, final int offset, final int length, final TableRow row) {
        row.clear();
        final String fault = syntax.parse(buffer, offset, length, row);
        if (fault == null && row.repeated() != NO_SLOT) {
            return "a record with two values for " + column(row.repeated()).title();
        }
        if (fault == null) {
            mapping.constants().forEach((column, text) -> put(row, column, text));
        }
        return fault;
    }

    private static void put(final TableRow row, final TableColumn column, final String text) {
        row.begin(column.slot());
        for (final byte letter : text.getBytes(StandardCharsets.UTF_8)) {
            row.put(letter);
        }
        row.end(column.slot());
    }

    /** Where the columns of a name stand in a row. Capitals, spaces, - and _ do not matter in names of our own. */
    private static final class Slots {
        private final Map<String, Integer> byName = new HashMap<>();
        private final Map<String, Integer> byDefault = new HashMap<>();

        Slots(final TableMapping mapping, final TableKind kind) {
            for (final TableColumn column : kind.columns()) {
                final String name = mapping.columns().get(column);
                if (name != null) {
                    add(byName, column, name);
                } else if (!mapping.constants().containsKey(column)) {
                    column.names().forEach(each -> add(byDefault, column, plain(each)));
                }
            }
        }

        private static void add(final Map<String, Integer> slots, final TableColumn column, final String name) {
            if (!column.ofLevels()) {
                slots.put(name, column.slot());
                return;
            }
            for (int level = 0; level < MAX_LEVELS; level++) {
                slots.put(name.replace(TableColumn.LEVEL, Integer.toString(level)), column.slot(level));
            }
        }

        int slot(final String name) {
            final Integer named = byName.get(name);
            if (named != null) {
                return named;
            }
            return byDefault.isEmpty() ? NO_SLOT : byDefault.getOrDefault(plain(name), NO_SLOT);
        }

        private static String plain(final String name) {
            return name.toLowerCase(Locale.ROOT)
                    .replace("_", "")
                    .replace("-", "")
                    .replace(" ", "");
        }
    }

    @Override
    public String toString() {
        return (json ? "JSON lines" : "CSV") + ", " + kind.title();
    }
}
