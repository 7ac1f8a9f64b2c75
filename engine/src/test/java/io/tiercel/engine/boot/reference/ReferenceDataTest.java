package io.tiercel.engine.boot.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.reference.TradingDay;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceDataTest {
    @TempDir
    Path folder;

    private ReferenceFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new ReferenceFixture(folder);
    }

    @Test
    void shouldReadExample() {
        final Path example = Path.of("..", "config", "tiercel.conf");

        final ReferenceData data =
                ReferenceData.load(ConfigurationLoader.load(example, Map.of(), List.of(), OptionalLong.empty()));

        assertEquals(
                List.of("KESTREL", "MERLIN", "HOBBY", "GYRFALCON"),
                data.instruments().stream().map(InstrumentRow::symbol).toList());
        assertEquals(List.of(), data.positions());
    }

    @Test
    void shouldReadInstrumentsInTheOrderOfTheirIds() {
        final ReferenceData data = fixture.load();

        assertEquals(
                List.of(
                        new InstrumentRow(1, "A", 2, "AA", 2, 1, 0, 1, "EUR", 0, 1, true, 1),
                        new InstrumentRow(2, "B", 2, "BB", 1, 50, 2, 10, "USD", 20261218, 2, true, 2)),
                data.instruments());
        assertEquals(
                List.of(
                        new TickTableRows(1, "coarse", List.of(new TickTableRows.Entry(0, 500_000_000))),
                        new TickTableRows(
                                2,
                                "fine",
                                List.of(
                                        new TickTableRows.Entry(0, 10_000_000),
                                        new TickTableRows.Entry(10_000_000_000L, 50_000_000)))),
                data.tickTables());
        assertEquals(
                List.of(new PositionRow(1, 1, 7, 100_000_000_000L), new PositionRow(3, 2, -125, 49_500_000_000L)),
                data.positions());
    }

    @Test
    void shouldResolveTradingDaysInTheirZoneAcrossClockChange() {
        // Friday evening in New York; the clocks change on Sunday, 8 March
        final long timeNs = ns("2026-03-07T01:00:00Z");

        final List<TradingDay> days = fixture.load().calendars().get(1).days(timeNs, 4);

        assertEquals(
                List.of(
                        new TradingDay(2, false, 20260306, ns("2026-03-06T14:30:00Z"), ns("2026-03-06T21:00:00Z")),
                        new TradingDay(2, true, 20260309, ns("2026-03-09T13:30:15Z"), ns("2026-03-09T17:00:00Z"))),
                days);
    }

    @Test
    void shouldOpenOnTheEveningBeforeAndCloseAtMidnight() {
        fixture.calendar = """
                calendar,zone,day,open,close,kind
                ny,America/Chicago,MON-FRI,17:00-1,16:00,regular
                always,UTC,WED,00:00,24:00,regular
                """;
        final ReferenceData data = fixture.load();

        final long timeNs = ns("2026-06-02T12:00:00Z");
        assertEquals(
                List.of(
                        new TradingDay(1, false, 20260603, ns("2026-06-03T00:00:00Z"), ns("2026-06-04T00:00:00Z")),
                        new TradingDay(2, false, 20260602, ns("2026-06-01T22:00:00Z"), ns("2026-06-02T21:00:00Z")),
                        new TradingDay(2, false, 20260603, ns("2026-06-02T22:00:00Z"), ns("2026-06-03T21:00:00Z"))),
                data.tradingDays(timeNs, 1));
    }

    @Test
    void shouldShowEverythingWrongWithInstruments() {
        fixture.positions = "strategy,symbol,quantity,averagePrice";
        fixture.instruments = """
                id,symbol,venue,venueSymbol,tickTable,lot,quantityScale,multiplier,currency,expiry,calendar,depth
                1,A,SIM,AA,fine,1,0,1,EUR,,always,by-order
                1,A,SIM,AA,fine,1,0,1,EUR,,always,by-order
                11,B C,SIN,BB,rough,0.5x,2,0,usd,2026-02-30,paris,by-book
                3,C,SIM,CC,fine,0.5,0,1,EUR,soon,always,by-level
                4,D,SIM,DD,fine,1,10,1,EUR,,always,by-order
                """;

        assertEquals(
                List.of(
                        "DIR/i.csv:3: column id = \"1\" comes twice; give each instrument its own",
                        "DIR/i.csv:3: column symbol = \"A\" comes twice; give each instrument its own",
                        "DIR/i.csv:3: column venueSymbol = \"AA\" comes twice at its venue; name each listing once",
                        "DIR/i.csv:4: column tickTable = \"rough\" is not defined in ticks.csv;"
                                + " define it there or write coarse or fine",
                        "DIR/i.csv:4: column calendar = \"paris\" is not defined in calendar.csv;"
                                + " define it there or write always or ny",
                        "DIR/i.csv:4: column venue = \"SIN\" is not known; write SIM",
                        "DIR/i.csv:4: column id = \"11\" is out of range; write 1 to 10",
                        "DIR/i.csv:4: column symbol = \"B C\" is not a symbol;"
                                + " write 1 to 24 printable ASCII characters without space, comma and quotes",
                        "DIR/i.csv:4: column lot = \"0.5x\" is not a decimal number; write digits, such as 100 or 0.25",
                        "DIR/i.csv:4: column multiplier = \"0\" is out of range; write 1 to 1000000000",
                        "DIR/i.csv:4: column currency = \"usd\" is not a currency;"
                                + " write its 3 or 4 capital letters, such as EUR",
                        "DIR/i.csv:4: column expiry = \"2026-02-30\" is no date of the calendar; write one that exists",
                        "DIR/i.csv:4: column depth = \"by-book\" is not known; write by-order or by-level",
                        "DIR/i.csv:5: column depth = \"by-level\" is not what the built-in market sends; write by-order",
                        "DIR/i.csv:5: column lot = \"0.5\" has more than 0 decimals; leave out what is beyond them",
                        "DIR/i.csv:5: column expiry = \"soon\" is not a date;"
                                + " write yyyy-mm-dd, or nothing when it does not expire",
                        "DIR/i.csv:6: column quantityScale = \"10\" is out of range; write 0 to 9"),
                problems());
    }

    @Test
    void shouldShowEverythingWrongWithTicks() {
        fixture.ticks = """
                tickTable,fromPrice,tick
                fine,1,0.01
                coarse,0,0.5
                coarse,10,0
                coarse,10,1
                """;

        assertEquals(
                List.of(
                        "DIR/t.csv:2: column fromPrice = \"1\" is the first of its table and not 0;"
                                + " write a line from price 0 above it",
                        "DIR/t.csv:4: column tick = \"0\" is out of range; write 0.000000001 to 9223372036.854775807",
                        "DIR/t.csv:5: column fromPrice = \"10\" is not above the line before;"
                                + " write the table's lines in rising order of price"),
                problems());
    }

    @Test
    void shouldShowEverythingWrongWithCalendar() {
        fixture.calendar = """
                calendar,zone,day,open,close,kind
                ny,America/New_York,MON-FRI,09:30,16:00,regular
                ny,UTC,SAT,09:30,16:00,regular
                ny,America/New_York,FRI,09:30,16:00,regular
                ny,America/New_York,FRI-MON,09:30,16:00,regular
                ny,America/New_York,SUN,16:00,09:30,regular
                ny,America/New_York,2026-02-29,09:30,16:00,half
                ny,America/New_York,2026-03-02,09:30,,holiday
                ny,America/New_York,MON,,,holiday
                always,Mars,MON-SUN,9:00,24:01,full
                """;

        assertEquals(
                List.of(
                        "DIR/c.csv:3: column zone = \"UTC\" is not the zone of the calendar's first line,"
                                + " America/New_York; write one zone",
                        "DIR/c.csv:4: column day = \"FRI\" covers FRI, which its calendar has already; remove one line",
                        "DIR/c.csv:5: column day = \"FRI-MON\" is no day;"
                                + " write MON to SUN, a range such as MON-FRI, or a date as yyyy-mm-dd",
                        "DIR/c.csv:6: column close = \"09:30\" is not after the open;"
                                + " write a later one, or the open as HH:MM-1 for the evening before",
                        "DIR/c.csv:7: column day = \"2026-02-29\" is no date of the calendar;"
                                + " write one that exists, as yyyy-mm-dd",
                        "DIR/c.csv:8: column open = \"09:30\" stands on a holiday; leave it empty",
                        "DIR/c.csv:9: column day = \"MON\" is no date, so it cannot be a holiday; leave the line out",
                        "DIR/c.csv:10: column zone = \"Mars\" is not a time zone; write one such as Europe/Berlin or UTC",
                        "DIR/c.csv:10: column kind = \"full\" is not known; write regular or half or holiday",
                        "DIR/c.csv:10: column open = \"9:00\" is not a time of day; write HH:MM or HH:MM:SS",
                        "DIR/c.csv:10: column close = \"24:01\" is no time of a day; write 00:00 to 24:00"),
                problems());
    }

    @Test
    void shouldShowEverythingWrongWithPositions() {
        fixture.positions = """
                strategy,symbol,quantity,averagePrice
                ant,A,7,100
                ant,A,8,100
                bee,B,1.255,x
                ant,C,1,1
                bat,A,1,1
                """;

        assertEquals(
                List.of(
                        "DIR/p.csv:3: column symbol = \"A\" comes twice for this strategy; write one line",
                        "DIR/p.csv:4: column strategy = \"bee\" is not in the configuration; write ant or bat or zebra",
                        "DIR/p.csv:4: column averagePrice = \"x\" is not a decimal number;"
                                + " write digits, such as 100 or 0.25",
                        "DIR/p.csv:4: column quantity = \"1.255\" has more than 2 decimals;"
                                + " leave out what is beyond them",
                        "DIR/p.csv:5: column symbol = \"C\" is not in instruments.csv; define it there or remove the line",
                        "DIR/p.csv:6: column strategy = \"bat\" is disabled, so it cannot hold anything;"
                                + " enable it or remove the line"),
                problems());
    }

    @Test
    void shouldWantStartPriceForEveryInstrumentOfTheBuiltInMarket() {
        fixture.configuration = fixture.configuration.replace("B.startPrice = 50.5", "C.startPrice = 50.5");

        assertEquals(
                List.of(
                        "DIR/t.conf: venues.SIM.instruments has no startPrice for B,"
                                + " which instruments.csv lists at this venue; add it",
                        "DIR/t.conf: venues.SIM.instruments names C, which instruments.csv does not list at this venue;"
                                + " add it there or remove it here"),
                problems());
    }

    @Test
    void shouldRefuseStartPriceOffTickOrTooLow() {
        fixture.configuration = fixture.configuration
                .replace("A.startPrice = 100", "A.startPrice = 100.01")
                .replace("50.5", "49.5");

        assertEquals(
                List.of(
                        "DIR/t.conf: venues.SIM.instruments.A.startPrice = 100.01 is not a multiple of its tick 0.05,"
                                + " or below 100 of them; write another price",
                        "DIR/t.conf: venues.SIM.instruments.B.startPrice = 49.5 is not a multiple of its tick 0.5,"
                                + " or below 100 of them; write another price"),
                problems());
    }

    @Test
    void shouldNameMissingFilesAndEmptyOnes() {
        fixture.configuration = fixture.configuration.replace("t.csv", "none.csv");
        fixture.instruments = fixture.instruments.substring(0, fixture.instruments.indexOf('\n'));
        fixture.positions = "";

        assertEquals(
                List.of(
                        "DIR/none.csv: is not a file; name one that exists",
                        "DIR/i.csv: defines no instrument; write at least one line",
                        "DIR/p.csv: has no header line; begin it with strategy,symbol,quantity,averagePrice"),
                problems());
    }

    @Test
    void shouldKeepIdsWhenReadAgain() {
        final ReferenceData before = fixture.load();
        fixture.ticks += "any,0,1\n";
        fixture.calendar += "berlin,Europe/Berlin,MON,09:00,17:30,regular\n";

        final ReferenceData after = ReferenceData.reload(fixture.loaded(), before);

        assertEquals(
                List.of("1 coarse", "2 fine", "3 any"),
                after.tickTables().stream().map(t -> t.id() + " " + t.name()).toList());
        assertEquals(
                List.of("1 always", "2 ny", "3 berlin"),
                after.calendars().stream().map(c -> c.id() + " " + c.name()).toList());
        assertEquals(before.positions(), after.positions());
    }

    @Test
    void shouldNeedNoStartPriceForInstrumentAddedWhenReadAgain() {
        final ReferenceData before = fixture.load();
        fixture.instruments += "3,C,SIM,CC,fine,1,0,1,EUR,,always,by-order\n";

        final ReferenceData after = ReferenceData.reload(fixture.loaded(), before);

        assertEquals(3, after.instrument("C").id());
        assertEquals(
                List.of(
                        "DIR/t.conf: venues.SIM.instruments has no startPrice for C, which instruments.csv lists at this"
                                + " venue; add it"),
                problems());
    }

    @Test
    void shouldRefuseToRemoveOrRedefineInstrumentWhenReadAgain() {
        final ReferenceData before = fixture.load();
        fixture.instruments = fixture.instruments.replace("2,B,", "3,B,").replace("EUR", "CHF");

        final ConfigurationException failure =
                assertThrows(ConfigurationException.class, () -> ReferenceData.reload(fixture.loaded(), before));

        assertEquals(
                List.of(
                        "DIR/i.csv: instrument A has another venue, quantity scale, multiplier, currency, depth or security"
                                + " than at the start; restart to change these",
                        "DIR/i.csv: instrument 2 is no longer B; it stays as long as the engine runs, put it back"),
                fixture.shown(failure.problems()));
    }

    private List<String> problems() {
        return fixture.shown(
                assertThrows(ConfigurationException.class, fixture::load).problems());
    }

    private static long ns(final String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }
}
