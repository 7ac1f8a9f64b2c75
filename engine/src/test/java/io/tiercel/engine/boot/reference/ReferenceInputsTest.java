package io.tiercel.engine.boot.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.ConfigurationItemDecoder;
import io.tiercel.codecs.control.DocumentBeginDecoder;
import io.tiercel.codecs.control.DocumentEndDecoder;
import io.tiercel.codecs.control.DocumentItemDecoder;
import io.tiercel.codecs.control.LimitChangeDecoder;
import io.tiercel.codecs.control.ReferenceDataBeginDecoder;
import io.tiercel.codecs.control.ReferenceDataEndDecoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.control.SessionStartDecoder;
import io.tiercel.codecs.control.StartPositionDecoder;
import io.tiercel.codecs.control.StrategyDefinitionDecoder;
import io.tiercel.codecs.control.TickTableEntryDecoder;
import io.tiercel.codecs.control.TradingDayDecoder;
import io.tiercel.codecs.control.VenueDefinitionDecoder;
import io.tiercel.codecs.marketdata.InstrumentDefinitionDecoder;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.strategies.StrategyJars;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceInputsTest {
    private static final long START_NS = ns("2026-03-06T12:00:00Z");
    private static final EngineCode CODE = new EngineCode("1.2.3", EngineCode.sha256(new byte[] {1}));
    private static final Opening OPENING = new Opening(Optional.empty(), 41, START_NS, CODE, StrategyJars.NONE);

    @TempDir
    Path folder;

    private ReferenceFixture fixture;
    private final List<DirectBuffer> messages = new ArrayList<>();
    private final ReferenceInputs inputs = new ReferenceInputs((buffer, offset, length) -> {
        assertTrue(length <= 512, "a message of " + length + " bytes");
        final byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        messages.add(new UnsafeBuffer(copy));
    });

    @BeforeEach
    void setUp() {
        fixture = new ReferenceFixture(folder);
    }

    @Test
    void shouldOpenInTheAgreedOrder() {
        open();

        final List<Integer> kinds = new ArrayList<>();
        for (final DirectBuffer message : messages) {
            final int kind = template(message);
            if (kinds.isEmpty() || kinds.get(kinds.size() - 1) != kind) {
                kinds.add(kind);
            }
        }
        final List<Integer> expected = new ArrayList<>(List.of(SessionStartDecoder.TEMPLATE_ID));
        for (int i = 0; i < Documents.SCHEMAS.size(); i++) {
            expected.addAll(List.of(
                    DocumentBeginDecoder.TEMPLATE_ID, DocumentItemDecoder.TEMPLATE_ID, DocumentEndDecoder.TEMPLATE_ID));
        }
        expected.addAll(List.of(
                ConfigurationItemDecoder.TEMPLATE_ID,
                VenueDefinitionDecoder.TEMPLATE_ID,
                ReferenceDataBeginDecoder.TEMPLATE_ID,
                TickTableEntryDecoder.TEMPLATE_ID,
                InstrumentDefinitionDecoder.TEMPLATE_ID,
                TradingDayDecoder.TEMPLATE_ID,
                StrategyDefinitionDecoder.TEMPLATE_ID,
                StartPositionDecoder.TEMPLATE_ID,
                ReferenceDataEndDecoder.TEMPLATE_ID,
                LimitChangeDecoder.TEMPLATE_ID,
                SessionReadyDecoder.TEMPLATE_ID));
        assertEquals(expected, kinds);
    }

    @Test
    void shouldSayWhichEngineAndCodeStarts() {
        open();

        final SessionStartDecoder start = new SessionStartDecoder();
        start.wrapAndApplyHeader(messages.get(0), 0, new MessageHeaderDecoder());
        assertEquals(3, start.engineId());
        assertEquals(41, start.firstSequence());
        assertEquals(START_NS, start.startTimeNs());
        final byte[] hash = new byte[32];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) start.coreHash(i);
        }
        assertArrayEquals(CODE.sha256(), hash);
        assertEquals("1.2.3", start.coreVersion());
    }

    @Test
    void shouldCarryConfigurationThatRebuildsItself() {
        final EngineConfiguration configuration = open();

        final SortedMap<String, String> items = new TreeMap<>();
        for (final DirectBuffer message : of(ConfigurationItemDecoder.TEMPLATE_ID)) {
            final ConfigurationItemDecoder item = new ConfigurationItemDecoder();
            item.wrapAndApplyHeader(message, 0, new MessageHeaderDecoder());
            items.put(item.key(), item.value());
        }
        assertEquals(configuration, EngineConfiguration.fromResolved(items));
    }

    @Test
    void shouldCarrySchemasWholeWithTheirHashes() throws Exception {
        open();

        ByteArrayOutputStream bytes = null;
        DocumentBeginDecoder begin = null;
        int count = 0;
        for (final DirectBuffer message : messages) {
            if (template(message) == DocumentBeginDecoder.TEMPLATE_ID) {
                begin = new DocumentBeginDecoder();
                begin.wrapAndApplyHeader(message, 0, new MessageHeaderDecoder());
                bytes = new ByteArrayOutputStream();
            } else if (template(message) == DocumentItemDecoder.TEMPLATE_ID) {
                final DocumentItemDecoder item = new DocumentItemDecoder();
                item.wrapAndApplyHeader(message, 0, new MessageHeaderDecoder());
                assertEquals(bytes.size(), item.position());
                final byte[] piece = new byte[item.bytesLength()];
                item.getBytes(piece, 0, piece.length);
                bytes.write(piece);
            } else if (template(message) == DocumentEndDecoder.TEMPLATE_ID) {
                assertEquals(bytes.size(), begin.length());
                final byte[] hash = EngineCode.sha256(bytes.toByteArray());
                assertEquals(hash[7], (byte) begin.sha256(7));
                final String name = Documents.SCHEMAS.get(count++);
                assertEquals(name, begin.name());
                assertArrayEquals(
                        Files.readAllBytes(Path.of("..", "codecs", "src", "main", "resources", name)),
                        bytes.toByteArray());
            }
        }
        assertEquals(5, count);
    }

    @Test
    void shouldDefineInstrumentsStrategiesAndPositions() {
        open();

        final InstrumentDefinitionDecoder instrument = new InstrumentDefinitionDecoder();
        instrument.wrapAndApplyHeader(
                of(InstrumentDefinitionDecoder.TEMPLATE_ID).get(1), 0, new MessageHeaderDecoder());
        assertEquals(2, instrument.instrumentId());
        assertEquals(2, instrument.venueId());
        assertEquals(2, instrument.quantityScale());
        assertEquals(ReferenceInputs.DEPTH_BY_ORDER, instrument.depthKind());
        assertEquals(50, instrument.lotQuantity());
        assertEquals(10, instrument.multiplier());
        assertEquals(20261218, instrument.expiryDate());
        assertEquals("B", instrument.symbol());
        assertEquals("BB", instrument.venueSymbol());
        assertEquals("USD", instrument.currency());

        final List<String> strategies = new ArrayList<>();
        for (final DirectBuffer message : of(StrategyDefinitionDecoder.TEMPLATE_ID)) {
            final StrategyDefinitionDecoder strategy = new StrategyDefinitionDecoder();
            strategy.wrapAndApplyHeader(message, 0, new MessageHeaderDecoder());
            strategies.add(strategy.strategyId() + " " + strategy.enabled() + " " + strategy.name() + " "
                    + strategy.className());
        }
        assertEquals(List.of("1 TRUE ant MarketMaker", "2 FALSE bat X", "3 TRUE zebra MarketMaker"), strategies);

        final StartPositionDecoder position = new StartPositionDecoder();
        position.wrapAndApplyHeader(of(StartPositionDecoder.TEMPLATE_ID).get(1), 0, new MessageHeaderDecoder());
        assertEquals(3, position.strategyId());
        assertEquals(-125, position.quantity());
    }

    @Test
    void shouldCountItemsAndResolveDaysFromTheStart() {
        open();

        final ReferenceDataEndDecoder end = new ReferenceDataEndDecoder();
        end.wrapAndApplyHeader(of(ReferenceDataEndDecoder.TEMPLATE_ID).get(0), 0, new MessageHeaderDecoder());
        assertEquals(1, end.revision());
        // 3 ticks, 2 instruments, 4 days of one calendar and 2 of the other, 3 strategies, 2 positions
        assertEquals(3 + 2 + 6 + 3 + 2, end.itemCount());
        assertEquals(
                List.of("1 20260306", "1 20260307", "1 20260308", "1 20260309", "2 20260306", "2 20260309"), days());
    }

    @Test
    void shouldChangeLimitsThatStrategiesSetThemselves() {
        open();

        assertEquals(1, of(LimitChangeDecoder.TEMPLATE_ID).size());
        final LimitChangeDecoder change = new LimitChangeDecoder();
        change.wrapAndApplyHeader(of(LimitChangeDecoder.TEMPLATE_ID).get(0), 0, new MessageHeaderDecoder());
        assertEquals(3, change.strategyId());
        assertEquals(0, change.instrumentId());
        assertEquals(LimitKind.MAX_POSITION, change.kind());
        assertEquals(5, change.value());
    }

    @Test
    void shouldSendNothingWhenNothingChanged() {
        final ReferenceData data = fixture.load();

        assertEquals(0, inputs.change(2, data, START_NS, data, START_NS, 3));
        assertEquals(List.of(), messages);
    }

    @Test
    void shouldSendOnlyWhatChanged() {
        final ReferenceData before = fixture.load();
        fixture.ticks += "new,0,1\n";
        fixture.instruments = fixture.instruments.replace("fine,1,0", "new,1,0");
        fixture.calendar = fixture.calendar.replace("2026-03-09,09:30:15,13:00,half", "2026-03-09,,,holiday");
        final ReferenceData after = ReferenceData.reload(fixture.loaded(), before);

        final int count = inputs.change(2, before, START_NS, after, START_NS, 3);

        assertEquals(3, count);
        assertEquals(
                List.of(
                        ReferenceDataBeginDecoder.TEMPLATE_ID,
                        TickTableEntryDecoder.TEMPLATE_ID,
                        InstrumentDefinitionDecoder.TEMPLATE_ID,
                        TradingDayDecoder.TEMPLATE_ID,
                        ReferenceDataEndDecoder.TEMPLATE_ID),
                messages.stream().map(ReferenceInputsTest::template).toList());
        final TradingDayDecoder day = new TradingDayDecoder();
        day.wrapAndApplyHeader(messages.get(3), 0, new MessageHeaderDecoder());
        assertEquals(20260309, day.tradingDate());
        assertEquals(day.openNs(), day.closeNs());
    }

    @Test
    void shouldSendDaysThatCameCloser() {
        final ReferenceData data = fixture.load();
        final long nextDayNs = START_NS + 86_400_000_000_000L;

        assertEquals(1, inputs.change(2, data, START_NS, data, nextDayNs, 3));
        assertEquals(List.of("1 20260310"), days());
    }

    @Test
    void shouldOpenTheSameWayTwice() {
        open();
        final List<DirectBuffer> first = List.copyOf(messages);
        messages.clear();
        open();

        assertEquals(first, messages);
    }

    @Test
    void shouldHashCodeByNameAndContent() throws Exception {
        final Path code = Files.createDirectories(folder.resolve("code/a")).getParent();
        Files.writeString(code.resolve("a/One.class"), "1");
        Files.writeString(code.resolve("Two.class"), "2");
        final byte[] before = EngineCode.hash(code);
        Files.writeString(code.resolve("Two.class"), "3");

        assertTrue(!java.util.Arrays.equals(before, EngineCode.hash(code)));
        Files.writeString(code.resolve("Two.class"), "2");
        assertArrayEquals(before, EngineCode.hash(code));
        assertEquals(32, EngineCode.running().sha256().length);
    }

    private EngineConfiguration open() {
        final LoadedConfiguration loaded = fixture.loaded();
        inputs.open(OPENING, loaded.configuration(), ReferenceData.load(loaded));
        return loaded.configuration();
    }

    private List<DirectBuffer> of(final int templateId) {
        return messages.stream()
                .filter(message -> template(message) == templateId)
                .toList();
    }

    private List<String> days() {
        final List<String> days = new ArrayList<>();
        for (final DirectBuffer message : of(TradingDayDecoder.TEMPLATE_ID)) {
            final TradingDayDecoder day = new TradingDayDecoder();
            day.wrapAndApplyHeader(message, 0, new MessageHeaderDecoder());
            days.add(day.calendarId() + " " + day.tradingDate());
        }
        return days;
    }

    private static int template(final DirectBuffer message) {
        return new MessageHeaderDecoder().wrap(message, 0).templateId();
    }

    private static long ns(final String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }
}
