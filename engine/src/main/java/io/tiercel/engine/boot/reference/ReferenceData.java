package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.configuration.Decimals;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Lane;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Listing;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.configuration.Problems;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.strategy.LaneResults;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The reference data of a run, checked and with ids for all names. Immutable.
 *
 * @param tickTables  in the order of their ids
 * @param calendars   in the order of their ids
 * @param instruments in the order of their ids
 * @param positions   in the order of strategy and instrument ids
 */
public record ReferenceData(
        List<TickTableRows> tickTables,
        List<TradingCalendar> calendars,
        List<InstrumentRow> instruments,
        List<PositionRow> positions) {
    /** The built-in market needs this much room below its start price. */
    private static final int MIN_START_TICKS = 100;

    /**
     * Reads the files that the configuration names.
     *
     * @throws ConfigurationException with all that is wrong in any of them
     */
    public static ReferenceData load(final LoadedConfiguration loaded) {
        return load(loaded, new ReferenceData(List.of(), List.of(), List.of(), List.of()), false);
    }

    /**
     * Reads the files again while the engine runs. Tick tables and calendars keep their ids. Instruments can be added
     * and amended, but not removed, and what books and positions rest on cannot change. An added one needs no start
     * price. Positions are those of the start.
     *
     * @throws ConfigurationException with all that is wrong
     */
    public static ReferenceData reload(final LoadedConfiguration loaded, final ReferenceData running) {
        final Problems problems = new Problems();
        final ReferenceData data = load(loaded, running, true);
        for (final InstrumentRow before : running.instruments) {
            final InstrumentRow after = data.instrument(before.symbol());
            final String where = path(loaded, loaded.configuration().reference().instruments(), problems)
                    .toString();
            if (after == null || after.id() != before.id()) {
                problems.add(
                        where,
                        "instrument " + before.id() + " is no longer " + before.symbol()
                                + "; it stays as long as the engine runs, put it back");
            } else if (!after.sameIdentity(before)) {
                problems.add(
                        where,
                        "instrument " + before.symbol()
                                + " has another venue, quantity scale, multiplier, currency, depth or security"
                                + " than at the start; restart to change these");
            }
        }
        problems.throwIfAny();
        return new ReferenceData(data.tickTables, data.calendars, data.instruments, running.positions);
    }

    private static ReferenceData load(
            final LoadedConfiguration loaded, final ReferenceData earlier, final boolean again) {
        final Problems problems = new Problems();
        final EngineConfiguration configuration = loaded.configuration();
        final EngineConfiguration.Reference files = configuration.reference();
        final Map<String, TickTableRows> tables =
                TicksFile.read(path(loaded, files.ticks(), problems), earlier.tickTableIds(), problems);
        final Map<String, TradingCalendar> calendars =
                CalendarFile.read(path(loaded, files.calendar(), problems), earlier.calendarIds(), problems);
        final Map<Integer, InstrumentRow> instruments = InstrumentsFile.read(
                path(loaded, files.instruments(), problems), configuration, tables, calendars, problems);
        final List<PositionRow> positions = files.positions().isEmpty()
                ? List.of()
                : PositionsFile.read(
                        path(loaded, files.positions(), problems),
                        configuration.strategies(),
                        instruments.values(),
                        problems);
        final List<TickTableRows> tableList = new ArrayList<>(tables.values());
        tableList.sort(Comparator.comparingInt(TickTableRows::id));
        final List<TradingCalendar> calendarList = new ArrayList<>(calendars.values());
        calendarList.sort(Comparator.comparingInt(TradingCalendar::id));
        final ReferenceData data = new ReferenceData(
                List.copyOf(tableList), List.copyOf(calendarList), List.copyOf(instruments.values()), positions);
        if (problems.count() == 0) {
            data.checkVenues(loaded, again, problems);
            data.checkLanes(loaded, problems);
        }
        problems.throwIfAny();
        return data;
    }

    private static Path path(final LoadedConfiguration loaded, final String text, final Problems problems) {
        try {
            return loaded.folder().resolve(text);
        } catch (final InvalidPathException e) {
            problems.add("reference", Problems.quote(text) + " is not a path; write one");
            return loaded.folder();
        }
    }

    /**
     * The built-in market needs a start price for each of its instruments, and no others. While it runs it takes no new
     * ones: an instrument that is added then needs none, and stays without quotes. One of a feed needs none either.
     */
    private void checkVenues(final LoadedConfiguration loaded, final boolean running, final Problems problems) {
        for (final Venue venue : loaded.configuration().venues()) {
            final SortedMap<String, Listing> listings = new TreeMap<>();
            venue.listings().forEach(listing -> listings.put(listing.symbol(), listing));
            for (final InstrumentRow instrument : instruments) {
                if (instrument.venueId() == venue.id()) {
                    final Listing listing = listings.remove(instrument.symbol());
                    if (listing == null && (running || venue.dataOnly())) {
                        continue;
                    }
                    if (listing == null) {
                        problems.add(
                                loaded.file().toString(),
                                "venues." + venue.name() + ".instruments has no startPrice for " + instrument.symbol()
                                        + ", which instruments.csv lists at this venue; add it");
                    } else {
                        checkStart(loaded, venue, listing, instrument, problems);
                    }
                }
            }
            for (final String symbol : listings.keySet()) {
                problems.add(
                        loaded.file().toString(),
                        "venues." + venue.name() + ".instruments names " + symbol
                                + ", which instruments.csv does not list at this venue; add it there or remove it here");
            }
        }
    }

    private void checkLanes(final LoadedConfiguration loaded, final Problems problems) {
        for (final Lane lane : loaded.configuration().lanes()) {
            for (final String symbol : lane.instruments()) {
                if (instrument(symbol) == null) {
                    problems.add(
                            loaded.file().toString(),
                            "lanes." + lane.name() + ".instruments names " + Problems.quote(symbol)
                                    + ", which instruments.csv does not list; add it there or remove it here");
                }
            }
            final int count = laneInstruments(lane).size();
            if (count > LaneResults.MAX_INSTRUMENTS) {
                problems.add(
                        loaded.file().toString(),
                        "lanes." + lane.name() + " has " + count + " instruments; name at most "
                                + LaneResults.MAX_INSTRUMENTS + " of them in its key instruments");
            }
        }
    }

    /** In the order of the lane's rows. */
    public List<InstrumentRow> laneInstruments(final Lane lane) {
        return lane.instruments().isEmpty()
                ? instruments
                : lane.instruments().stream()
                        .map(this::instrument)
                        .filter(Objects::nonNull)
                        .toList();
    }

    private void checkStart(
            final LoadedConfiguration loaded,
            final Venue venue,
            final Listing listing,
            final InstrumentRow instrument,
            final Problems problems) {
        final long price = listing.startPriceNanos();
        final long tick = tickTable(instrument.tickTableId()).tickAt(price);
        if (price % tick != 0 || price / tick < MIN_START_TICKS) {
            problems.add(
                    loaded.file().toString(),
                    "venues." + venue.name() + ".instruments." + listing.symbol() + ".startPrice = "
                            + Decimals.format(price, 9) + " is not a multiple of its tick "
                            + Decimals.format(tick, 9) + ", or below " + MIN_START_TICKS
                            + " of them; write another price");
        }
    }

    /** The instrument with this symbol, or null. */
    public InstrumentRow instrument(final String symbol) {
        for (final InstrumentRow instrument : instruments) {
            if (instrument.symbol().equals(symbol)) {
                return instrument;
            }
        }
        return null;
    }

    /** The tick table with this id, or null. */
    public TickTableRows tickTable(final int id) {
        for (final TickTableRows table : tickTables) {
            if (table.id() == id) {
                return table;
            }
        }
        return null;
    }

    /** The trading days of all calendars, in the order of calendar and date. */
    public List<TradingDay> tradingDays(final long timeNs, final int daysAhead) {
        final List<TradingDay> days = new ArrayList<>();
        calendars.forEach(calendar -> days.addAll(calendar.days(timeNs, daysAhead)));
        return days;
    }

    /** The instruments whose expiry is before this date, given as yyyymmdd. */
    public List<InstrumentRow> expiredBefore(final int date) {
        return instruments.stream()
                .filter(instrument -> instrument.expiryDate() != 0 && instrument.expiryDate() < date)
                .toList();
    }

    /** When a date ends next in the zone of some calendar. */
    public long nextDateNs(final long timeNs) {
        long next = Long.MAX_VALUE;
        for (final TradingCalendar calendar : calendars) {
            next = Math.min(next, calendar.nextDateNs(timeNs));
        }
        return next;
    }

    /** The calendar with this id, or null. */
    public TradingCalendar calendar(final int id) {
        for (final TradingCalendar calendar : calendars) {
            if (calendar.id() == id) {
                return calendar;
            }
        }
        return null;
    }

    private Map<String, Integer> tickTableIds() {
        final Map<String, Integer> ids = new TreeMap<>();
        tickTables.forEach(table -> ids.put(table.name(), table.id()));
        return ids;
    }

    private Map<String, Integer> calendarIds() {
        final Map<String, Integer> ids = new TreeMap<>();
        calendars.forEach(calendar -> ids.put(calendar.name(), calendar.id()));
        return ids;
    }
}
