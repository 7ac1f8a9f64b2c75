package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.ReferenceDataBeginDecoder;
import io.tiercel.codecs.control.ReferenceDataEndDecoder;
import io.tiercel.codecs.control.StartPositionEncoder;
import io.tiercel.codecs.control.TickTableEntryDecoder;
import io.tiercel.codecs.control.TradingDayDecoder;
import io.tiercel.codecs.marketdata.InstrumentDefinitionDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.boot.reference.Opening;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.reference.ReferenceInputs;
import io.tiercel.engine.boot.session.RunResult.Holding;
import io.tiercel.engine.boot.session.RunResult.Money;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.RingSource;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.observe.CoreStatus;
import io.tiercel.engine.observe.EngineStatus;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.observe.StatusPage;
import io.tiercel.engine.observe.StatusReader;
import io.tiercel.engine.pipeline.Gate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a changed file to the core, the board and the result. */
final class ReferenceWatchTest {
    private static final long START_NS = VirtualRun.START_NS;
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long WRITTEN_MS = 1_000_000_000_000L;
    private static final String INSTRUMENTS = """
            id,symbol,venue,venueSymbol,tickTable,lot,quantityScale,multiplier,currency,expiry,calendar,depth
            1,A,SIM,AA,fine,1,0,1,USD,,always,by-order
            """;
    private static final String ADDED = "2,B,SIM,BB,fine,1,0,1,EUR,,always,by-order\n";
    private static final String TICKS = "tickTable,fromPrice,tick\nfine,0,0.01\n";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final RingSource ring = new RingSource(1 << 16);
    private final List<Integer> sent = new ArrayList<>();
    private TradingCore core;
    private CoreStatus status;
    private StatusPage page;
    private ReferenceWatch watch;
    private LoadedConfiguration loaded;
    private long sequence;

    @BeforeEach
    void setUp() throws IOException {
        write("i.csv", INSTRUMENTS, WRITTEN_MS);
        write("t.csv", TICKS, WRITTEN_MS);
        write("c.csv", "calendar,zone,day,open,close,kind\nalways,UTC,MON-SUN,00:00,24:00,regular\n", WRITTEN_MS);
        final Path file = Files.writeString(folder.resolve("t.conf"), """
                engine.maxInstruments = 10
                venues.SIM { id = 2, instruments { A.startPrice = 100 } }
                strategies.maker { class = MarketMaker, parameters.instrument = A }
                reference { instruments = i.csv, ticks = t.csv, calendar = c.csv }
                """);
        loaded = ConfigurationLoader.load(file, Map.of(), List.of(), OptionalLong.empty());
        final ReferenceData reference = ReferenceData.load(loaded);
        core = CoreFactory.create(loaded.configuration());
        final int instruments = core.instruments().maxInstruments();
        page = StatusPage.create(
                StatusPage.memory(instruments, 1), 1, START_NS, instruments, List.of("maker"), "inline", "USD");
        status = new CoreStatus(core, new Gate(1), new SessionMetrics(new VirtualClock(START_NS), 1), () -> 0, page, 1);
        new ReferenceInputs(this::input)
                .open(
                        new Opening(Optional.empty(), 1, START_NS, EngineCode.running(), StrategyJars.NONE),
                        loaded.configuration(),
                        reference);
        watch = new ReferenceWatch(
                loaded, reference, START_NS, ring, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Test
    void shouldSendNothingWhileFilesStay() {
        check();

        assertEquals(List.of(), sent);
        assertEquals("", printed());
    }

    @Test
    void shouldShowAddedInstrumentOnBoardAndInResult() throws IOException {
        write("i.csv", INSTRUMENTS + ADDED, WRITTEN_MS + 1);
        check();

        assertEquals(
                List.of(
                        ReferenceDataBeginDecoder.TEMPLATE_ID,
                        InstrumentDefinitionDecoder.TEMPLATE_ID,
                        ReferenceDataEndDecoder.TEMPLATE_ID),
                sent);
        assertEquals("reference data, revision 2: 1 items new or different\n", printed());
        startPosition(2, 5);
        status.onCore(START_NS);
        final EngineStatus shown = new StatusReader(page).read(START_NS);
        assertEquals(1, shown.strategies().get(0).positions().size());
        assertEquals(5, shown.strategies().get(0).positions().get(0).quantity());
        final List<Holding> holdings = new ArrayList<>();
        final SortedMap<String, Money> money = new TreeMap<>();
        RunResult.collect(loaded.configuration().strategies(), core, holdings, money);
        assertTrue(holdings.contains(new Holding("maker", "B", 5, 0)), holdings::toString);
        assertTrue(money.containsKey("EUR"), money::toString);
    }

    @Test
    void shouldSendTheNextDayWhenADateEnds() {
        final long midnightNs = (START_NS / DAY_NS + 1) * DAY_NS;
        checkAt(midnightNs - 1);
        assertEquals(List.of(), sent);

        checkAt(midnightNs);
        checkAt(midnightNs + 1);

        assertEquals(
                List.of(
                        ReferenceDataBeginDecoder.TEMPLATE_ID,
                        TradingDayDecoder.TEMPLATE_ID,
                        ReferenceDataEndDecoder.TEMPLATE_ID),
                sent);
        assertEquals("reference data, revision 2: 1 items new or different\n", printed());
    }

    @Test
    void shouldChangeTicksOfInstruments() throws IOException {
        write("t.csv", TICKS + "fine,10,0.05\n", WRITTEN_MS + 1);
        check();

        assertEquals(
                List.of(
                        ReferenceDataBeginDecoder.TEMPLATE_ID,
                        TickTableEntryDecoder.TEMPLATE_ID,
                        TickTableEntryDecoder.TEMPLATE_ID,
                        ReferenceDataEndDecoder.TEMPLATE_ID),
                sent);
        assertFalse(core.books().book(1).instrument().tickTable().onTick(10_010_000_000L));
        assertTrue(core.books().book(1).instrument().tickTable().onTick(9_990_000_000L));
    }

    @Test
    void shouldSendNothingOfBrokenFileAndSayOnceWhatIsWrong() throws IOException {
        write("i.csv", INSTRUMENTS + ADDED, WRITTEN_MS + 1);
        write("t.csv", TICKS + "fine,10,zero\n", WRITTEN_MS + 1);
        check();

        assertEquals(List.of(), sent);
        final String once = printed();
        assertTrue(once.startsWith("the changed reference data is not taken:\n  " + folder.resolve("t.csv")), once);
        check();
        assertEquals(once, printed());

        write("t.csv", TICKS, WRITTEN_MS + 2);
        check();

        assertEquals(3, sent.size());
        assertEquals(2, core.instruments().greatestId());
    }

    @Test
    void shouldTakeFileThatIsOlderThanTheOneItReplaces() throws IOException {
        write("i.csv", INSTRUMENTS + ADDED, WRITTEN_MS - 60_000);
        check();

        assertEquals(3, sent.size());
        assertEquals(2, core.instruments().greatestId());
    }

    @Test
    void shouldTakeFileOfSameTimeAndOtherSize() throws IOException {
        write("i.csv", INSTRUMENTS + ADDED, WRITTEN_MS);
        check();

        assertEquals(3, sent.size());
    }

    @Test
    void shouldTakeFileThatIsNewerThanBeforeButOlderThanOthers() throws IOException {
        write("c.csv", Files.readString(folder.resolve("c.csv")), WRITTEN_MS + 60_000);
        check();
        write("t.csv", TICKS.replace("0.01", "0.05"), WRITTEN_MS + 1);
        check();

        assertEquals(3, sent.size());
        assertEquals(50_000_000, core.instruments().get(1).tickTable().tickAt(0));
    }

    @Test
    void shouldSayWhenFileIsMissingAndGoOnWhenItIsBack() throws IOException {
        Files.delete(folder.resolve("t.csv"));
        check();
        assertTrue(printed().contains("t.csv: is not a file"), printed());

        write("t.csv", TICKS.replace("0.01", "0.05"), WRITTEN_MS);
        check();

        assertEquals(3, sent.size());
    }

    private void check() {
        checkAt(START_NS);
    }

    private void checkAt(final long timeNs) {
        watch.check(timeNs);
        ring.poll(
                (buffer, offset, length) -> {
                    sent.add(new MessageHeaderDecoder().wrap(buffer, offset).templateId());
                    input(buffer, offset, length);
                },
                100);
    }

    private void startPosition(final int instrumentId, final long quantity) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        final int length = new StartPositionEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .strategyId(1)
                .instrumentId(instrumentId)
                .quantity(quantity)
                .averagePriceNanos(1_000_000_000L)
                .encodedLength();
        input(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + length);
    }

    private void input(final DirectBuffer buffer, final int offset, final int length) {
        core.onEvent(++sequence, START_NS, buffer, offset, length, (cause, ordinal, output, at, size) -> {});
    }

    private void write(final String name, final String text, final long modifiedMs) throws IOException {
        final Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMs));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
