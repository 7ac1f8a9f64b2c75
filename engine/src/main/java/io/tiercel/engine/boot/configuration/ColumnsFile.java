package io.tiercel.engine.boot.configuration;

import io.tiercel.engine.feed.history.table.TableAction;
import io.tiercel.engine.feed.history.table.TableColumn;
import io.tiercel.engine.feed.history.table.TableKind;
import io.tiercel.engine.feed.history.table.TableMapping;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the columns of a table of market data are, in HOCON. */
public final class ColumnsFile {
    private static final int MAX_QUANTITY_DECIMALS = 18;
    private static final int MAX_SKIPPED = 1_000;
    private static final List<String> SECTIONS = List.of("columns", "constants");

    private final Settings settings = new Settings();
    private final Problems problems = new Problems();

    private ColumnsFile() {}

    /** @throws ConfigurationException with all that is wrong */
    public static TableMapping read(final Path file) {
        final ColumnsFile columns = new ColumnsFile();
        new HoconReader(columns.settings, columns.problems).read(file, Map.of());
        columns.problems.throwIfAny();
        final TableMapping mapping = columns.mapping();
        columns.problems.throwIfAny();
        return mapping;
    }

    private TableMapping mapping() {
        final TableMapping defaults = TableMapping.ofDefaults();
        for (final Setting each : settings.values()) {
            if (!SECTIONS.contains(each.segments().get(0)) && !keys().contains(each.key())) {
                unknown(each, each.key(), keys());
            }
        }
        final TableKind kind = kind();
        final Map<TableColumn, String> columns = columns("columns", kind);
        final Map<TableColumn, String> constants = columns("constants", kind);
        checkColumns(columns, constants);
        final TableMapping.Unit unit = unit();
        return new TableMapping(
                kind,
                separator(),
                number("skipLines", 0, MAX_SKIPPED),
                list("header", List.of()),
                columns,
                constants,
                unit,
                zone(defaults.zone()),
                pattern(unit),
                begin(),
                number("quantityDecimals", TableMapping.DEFAULT_QUANTITY_DECIMALS, MAX_QUANTITY_DECIMALS),
                list("sides.buy", TableMapping.BUY),
                list("sides.sell", TableMapping.SELL),
                actions());
    }

    private static List<String> keys() {
        final List<String> keys = new ArrayList<>(List.of(
                "kind",
                "separator",
                "skipLines",
                "header",
                "columns",
                "constants",
                "time.unit",
                "time.zone",
                "time.pattern",
                "begin",
                "quantityDecimals",
                "sides.buy",
                "sides.sell"));
        for (final TableAction action : TableAction.values()) {
            keys.add("actions." + action.title());
        }
        return keys;
    }

    private void unknown(final Setting setting, final String name, final Iterable<String> known) {
        final String nearest = NearestKey.of(name, known);
        problems.add(
                setting.where(),
                setting.shown() + " is not known; "
                        + (nearest == null ? "known are " + String.join(", ", known) : "write " + nearest));
    }

    private Setting get(final String key) {
        return settings.get(List.of(key.split("\\.")));
    }

    private String text(final String key) {
        final Setting setting = get(key);
        return setting == null ? null : setting.text();
    }

    private List<String> list(final String key, final List<String> otherwise) {
        final Setting setting = get(key);
        return setting == null ? otherwise : List.of(setting.text().split(",", -1));
    }

    private int number(final String key, final int otherwise, final int most) {
        final Setting setting = get(key);
        if (setting == null) {
            return otherwise;
        }
        if (setting.text().matches("[0-9]{1,4}") && Integer.parseInt(setting.text()) <= most) {
            return Integer.parseInt(setting.text());
        }
        problems.add(setting.where(), setting.shown() + " is no whole number from 0 to " + most);
        return otherwise;
    }

    private TableMapping.Begin begin() {
        final Setting setting = get("begin");
        if (setting == null) {
            return TableMapping.Begin.UNSAID;
        }
        if (setting.text().equals("empty")) {
            return TableMapping.Begin.EMPTY;
        }
        if (!setting.text().equals("within")) {
            problems.add(setting.where(), setting.shown() + " is none of empty, within");
        }
        return TableMapping.Begin.WITHIN;
    }

    private TableKind kind() {
        final Setting setting = get("kind");
        for (final TableKind each : TableKind.values()) {
            if (setting != null && each.title().equals(setting.text())) {
                return each;
            }
        }
        if (setting != null) {
            problems.add(
                    setting.where(),
                    setting.shown() + " is none of "
                            + Arrays.stream(TableKind.values())
                                    .map(TableKind::title)
                                    .collect(Collectors.joining(", ")));
        }
        return null;
    }

    private char separator() {
        final Setting setting = get("separator");
        if (setting == null) {
            return 0;
        }
        final String text = setting.text().equals("tab") ? "\t" : setting.text();
        if (text.length() == 1 && text.charAt(0) < 0x80 && text.charAt(0) != '"' && text.charAt(0) != '\n') {
            return text.charAt(0);
        }
        problems.add(setting.where(), setting.shown() + " is no separator; write one character, or tab");
        return 0;
    }

    private Map<TableColumn, String> columns(final String section, final TableKind kind) {
        final Map<TableColumn, String> columns = new EnumMap<>(TableColumn.class);
        final List<TableColumn> all = Arrays.stream(TableColumn.values())
                .filter(each -> kind == null || kind.columns().contains(each))
                .toList();
        for (final Setting setting : settings.values()) {
            if (!setting.segments().get(0).equals(section)) {
                continue;
            }
            final String name = String.join(
                    ".", setting.segments().subList(1, setting.segments().size()));
            final TableColumn column = all.stream()
                    .filter(each -> each.title().equals(name))
                    .findFirst()
                    .orElse(null);
            if (column == null) {
                unknown(setting, name, all.stream().map(TableColumn::title).toList());
            } else if (section.equals("columns")
                    && column.ofLevels() != setting.text().contains(TableColumn.LEVEL)) {
                problems.add(
                        setting.where(),
                        setting.shown()
                                + (column.ofLevels()
                                        ? " says not where a level's number stands; write {} there"
                                        : " has {}, but is no column of levels; write its name"));
            } else {
                columns.put(column, setting.text());
            }
        }
        return columns;
    }

    private void checkColumns(final Map<TableColumn, String> columns, final Map<TableColumn, String> constants) {
        final TreeSet<String> names = new TreeSet<>();
        columns.forEach((column, name) -> {
            if (!names.add(name)) {
                final Setting setting = get("columns." + column.title());
                problems.add(setting.where(), setting.shown() + " is the column of something else, too; name another");
            }
        });
        for (final TableColumn column : constants.keySet()) {
            final Setting setting = get("constants." + column.title());
            if (columns.containsKey(column) || column.ofLevels()) {
                problems.add(
                        setting.where(),
                        setting.shown()
                                + (column.ofLevels() ? " cannot be constant" : " is a column, too; remove one"));
            }
        }
    }

    private TableMapping.Unit unit() {
        final Setting setting = get("time.unit");
        if (get("time.pattern") != null) {
            if (setting != null) {
                problems.add(setting.where(), "time.unit and time.pattern exclude each other; remove one");
            }
            return TableMapping.Unit.PATTERN;
        }
        if (setting == null) {
            return TableMapping.Unit.FOUND;
        }
        if (List.of("s", "ms", "us", "ns", "iso").contains(setting.text())) {
            return TableMapping.Unit.valueOf(setting.text().toUpperCase(Locale.ROOT));
        }
        problems.add(setting.where(), setting.shown() + " is none of s, ms, us, ns, iso");
        return TableMapping.Unit.FOUND;
    }

    private ZoneId zone(final ZoneId otherwise) {
        final Setting setting = get("time.zone");
        try {
            return setting == null ? otherwise : ZoneId.of(setting.text()).normalized();
        } catch (final DateTimeException unknown) {
            problems.add(setting.where(), setting.shown() + " is no time zone; write one such as America/Chicago");
            return otherwise;
        }
    }

    private DateTimeFormatter pattern(final TableMapping.Unit unit) {
        if (unit != TableMapping.Unit.PATTERN) {
            return null;
        }
        try {
            return DateTimeFormatter.ofPattern(text("time.pattern"), Locale.ROOT);
        } catch (final IllegalArgumentException bad) {
            final Setting setting = get("time.pattern");
            problems.add(
                    setting.where(),
                    setting.shown() + " is no pattern (" + bad.getMessage() + "); write one such as"
                            + " yyyyMMdd HH:mm:ss.SSS");
            return null;
        }
    }

    private Map<TableAction, List<String>> actions() {
        final Map<TableAction, List<String>> actions = new EnumMap<>(TableAction.class);
        for (final TableAction action : TableAction.values()) {
            actions.put(action, list("actions." + action.title(), action.words()));
        }
        return actions;
    }
}
