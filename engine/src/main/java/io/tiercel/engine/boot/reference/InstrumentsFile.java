package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.Problems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** instruments.csv: one line per listing. */
final class InstrumentsFile {
    static final List<String> COLUMNS = List.of(
            "id",
            "symbol",
            "venue",
            "venueSymbol",
            "tickTable",
            "lot",
            "quantityScale",
            "multiplier",
            "currency",
            "expiry",
            "calendar",
            "depth");

    /** May be left out. */
    static final String SECURITY = "security";

    private static final String BY_ORDER = "by-order";
    private static final String BY_LEVEL = "by-level";
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final int MAX_QUANTITY_SCALE = 9;
    private static final long MAX_MULTIPLIER = 1_000_000_000L;

    private final EngineConfiguration configuration;
    private final Map<String, TickTableRows> tickTables;
    private final Map<String, TradingCalendar> calendars;
    private final SortedMap<Integer, InstrumentRow> instruments = new TreeMap<>();
    private final SortedMap<String, SortedMap<Integer, CsvRow>> listings = new TreeMap<>();
    private final Set<String> symbols = new HashSet<>();
    private final Set<String> venueSymbols = new HashSet<>();

    private InstrumentsFile(
            final EngineConfiguration configuration,
            final Map<String, TickTableRows> tickTables,
            final Map<String, TradingCalendar> calendars) {
        this.configuration = configuration;
        this.tickTables = tickTables;
        this.calendars = calendars;
    }

    /** By id. */
    static SortedMap<Integer, InstrumentRow> read(
            final Path path,
            final EngineConfiguration configuration,
            final Map<String, TickTableRows> tickTables,
            final Map<String, TradingCalendar> calendars,
            final Problems problems) {
        final InstrumentsFile file = new InstrumentsFile(configuration, tickTables, calendars);
        final int before = problems.count();
        CsvFile.read(path, COLUMNS, List.of(SECURITY), problems).forEach(file::row);
        file.link();
        if (file.instruments.isEmpty() && problems.count() == before) {
            problems.add(path.toString(), "defines no instrument; write at least one line");
        }
        return file.instruments;
    }

    private void row(final CsvRow row) {
        final int scale = (int) row.whole("quantityScale", 0, MAX_QUANTITY_SCALE);
        final TickTableRows table = named(row, "tickTable", tickTables, "ticks.csv");
        final TradingCalendar calendar = named(row, "calendar", calendars, "calendar.csv");
        final EngineConfiguration.Venue venue = venue(row);
        final InstrumentRow instrument = new InstrumentRow(
                (int) row.whole("id", 1, configuration.engine().maxInstruments()),
                row.matching("symbol", Names.SYMBOL, Names.SYMBOL_RULE),
                venue == null ? 0 : venue.id(),
                row.matching("venueSymbol", Names.SYMBOL, Names.SYMBOL_RULE),
                table == null ? 0 : table.id(),
                row.decimal("lot", scale, 1, Long.MAX_VALUE),
                scale,
                row.whole("multiplier", 1, MAX_MULTIPLIER),
                row.matching("currency", Names.CURRENCY, Names.CURRENCY_RULE),
                expiry(row),
                calendar == null ? 0 : calendar.id(),
                row.oneOf("depth", List.of(BY_ORDER, BY_LEVEL)).equals(BY_ORDER),
                0);
        if (!row.bad() && venue.lines().itch() != null) {
            ItchLimits.check(row, instrument, table, venue);
        }
        if (!row.bad() && venue.lines().mdp3() != null) {
            Mdp3Limits.check(row, instrument, venue);
        }
        if (!row.bad() && unique(row, instrument)) {
            instruments.put(instrument.id(), instrument);
            if (!row.optional(SECURITY).isEmpty()) {
                row.matching(SECURITY, Names.SYMBOL, Names.SYMBOL_RULE);
                listings.computeIfAbsent(row.optional(SECURITY), name -> new TreeMap<>())
                        .put(instrument.id(), row);
            }
        }
    }

    /** Gives each security the least id of its listings, in whatever order the lines stand. */
    private void link() {
        instruments.replaceAll((id, instrument) -> instrument.of(id));
        for (final SortedMap<Integer, CsvRow> security : listings.values()) {
            final InstrumentRow first = instruments.get(security.firstKey());
            security.forEach((id, row) -> {
                final InstrumentRow listing = instruments.get(id);
                if (!listing.comparable(first)) {
                    row.refuse(
                            SECURITY,
                            "is also that of " + first.symbol()
                                    + ", which has another quantityScale, multiplier, currency or expiry;"
                                    + " make them equal, or name another security");
                } else if (id != first.id() && listing.venueId() == first.venueId()) {
                    row.refuse(
                            SECURITY,
                            "is also that of " + first.symbol() + " at the same venue; link different venues");
                }
                instruments.put(id, listing.of(first.id()));
            });
        }
    }

    private boolean unique(final CsvRow row, final InstrumentRow instrument) {
        if (instruments.containsKey(instrument.id())) {
            row.refuse("id", "comes twice; give each instrument its own");
        }
        if (!symbols.add(instrument.symbol())) {
            row.refuse("symbol", "comes twice; give each instrument its own");
        }
        if (!venueSymbols.add(instrument.venueId() + " " + instrument.venueSymbol())) {
            row.refuse("venueSymbol", "comes twice at its venue; name each listing once");
        }
        return !row.bad();
    }

    private EngineConfiguration.Venue venue(final CsvRow row) {
        final List<String> names = configuration.venues().stream()
                .map(EngineConfiguration.Venue::name)
                .toList();
        final int index = names.indexOf(row.oneOf("venue", names));
        if (index < 0) {
            return null;
        }
        final EngineConfiguration.Venue venue = configuration.venues().get(index);
        if (row.text("depth").equals(BY_LEVEL) && (!venue.dataOnly() || bringsOrders(venue))) {
            row.refuse(
                    "depth",
                    "is not what " + (venue.dataOnly() ? "a feed of ITCH" : "the built-in market") + " sends; write "
                            + BY_ORDER);
        }
        return venue;
    }

    private boolean bringsOrders(final EngineConfiguration.Venue venue) {
        return configuration.feeds().stream()
                .anyMatch(feed -> feed.venueId() == venue.id()
                        && feed.mdp3() == null
                        && !feed.lines().isEmpty());
    }

    private static <T> T named(final CsvRow row, final String column, final Map<String, T> known, final String file) {
        final T found = known.get(row.text(column));
        if (found == null) {
            final String others = known.isEmpty() ? "" : " or write " + String.join(" or ", known.keySet());
            row.refuse(column, "is not defined in " + file + "; define it there" + others);
        }
        return found;
    }

    private static int expiry(final CsvRow row) {
        final String text = row.text("expiry");
        if (text.isEmpty()) {
            return 0;
        }
        if (DATE.matcher(text).matches()) {
            try {
                final LocalDate date = LocalDate.parse(text);
                return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
            } catch (final DateTimeException e) {
                row.refuse("expiry", "is no date of the calendar; write one that exists");
                return 0;
            }
        }
        row.refuse("expiry", "is not a date; write yyyy-mm-dd, or nothing when it does not expire");
        return 0;
    }
}
