package io.tiercel.engine.boot.reference;

import io.tiercel.codecs.control.ConfigurationItemEncoder;
import io.tiercel.codecs.control.LimitChangeEncoder;
import io.tiercel.codecs.control.ReferenceDataBeginEncoder;
import io.tiercel.codecs.control.ReferenceDataEndEncoder;
import io.tiercel.codecs.control.SessionReadyEncoder;
import io.tiercel.codecs.control.SessionStartEncoder;
import io.tiercel.codecs.control.StartPositionEncoder;
import io.tiercel.codecs.control.StrategyDefinitionEncoder;
import io.tiercel.codecs.control.TickTableEntryEncoder;
import io.tiercel.codecs.control.TradingDayEncoder;
import io.tiercel.codecs.control.VenueDefinitionEncoder;
import io.tiercel.codecs.marketdata.InstrumentDefinitionEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Lane;
import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.replay.Recovered;
import io.tiercel.engine.risk.RiskLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns configuration and reference data into inputs. A run opens with
 *
 * <pre>
 * SessionStart
 * (DocumentBegin DocumentItem… DocumentEnd)…   the SBE schemas, then the jars
 * ConfigurationItem…                           in rising order of the keys
 * VenueDefinition…
 * ReferenceDataBegin                           revision 1
 *   TickTableEntry… InstrumentDefinition… TradingDay… StrategyDefinition… StartPosition…
 * ReferenceDataEnd
 * LimitChange…                                 what strategies set beyond the common limits
 * SessionReady
 * </pre>
 *
 * A session that goes on from another one has the definitions that one was given, from its journal, and instead of
 * positions and limits the document of its state, behind ReferenceDataEnd.
 *
 * <p>A change while it runs is a ReferenceDataBegin … ReferenceDataEnd of a later revision with what is new or
 * different. A tick table comes whole when any of it changed. A day that is closed now has its close at its open.
 */
public final class ReferenceInputs {
    /** {@code InstrumentDefinition.depthKind} of a feed that shows each order. */
    public static final short DEPTH_BY_ORDER = 1;

    /** {@code InstrumentDefinition.depthKind} of a feed that shows price levels. */
    public static final short DEPTH_BY_LEVEL = 2;

    private static final int FIRST_REVISION = 1;

    private final InputSink sink;
    private final InputBuffer message = new InputBuffer();
    private int itemCount;

    public ReferenceInputs(final InputSink sink) {
        this.sink = sink;
    }

    /** Everything that comes before a run's first market data. */
    public void open(final Opening opening, final EngineConfiguration configuration, final ReferenceData reference) {
        sessionStart(opening, configuration.engine().id());
        new Documents(sink).send(opening.jars().all());
        configuration(configuration);
        configuration.venues().forEach(this::venue);
        begin(FIRST_REVISION);
        if (opening.recovered().isPresent()) {
            final Recovered recovered = opening.recovered().get();
            recovered.definitions().forEach(this::recordedItem);
            end(FIRST_REVISION);
            new Documents(sink).sendState(recovered);
        } else {
            define(opening, configuration, reference);
            reference.positions().forEach(this::position);
            end(FIRST_REVISION);
            limits(configuration);
        }
        sink.accept(
                message.buffer(),
                0,
                message.length(new SessionReadyEncoder()
                        .wrapAndApplyHeader(message.clear(), 0, message.header())
                        .reserved((short) 0)
                        .encodedLength()));
    }

    private void define(final Opening opening, final EngineConfiguration configuration, final ReferenceData reference) {
        reference.tickTables().forEach(this::tickTable);
        reference.instruments().forEach(this::instrument);
        reference
                .tradingDays(opening.startTimeNs(), configuration.reference().daysAhead())
                .forEach(this::tradingDay);
        configuration.lanes().forEach(lane -> lane(lane, reference));
        configuration.strategies().forEach(strategy -> strategy(strategy, opening.jars()));
    }

    private void recordedItem(final byte[] item) {
        itemCount++;
        sink.accept(new UnsafeBuffer(item), 0, item.length);
    }

    /**
     * What the files say now and a recovered session was not told, as a change of its reference data. After {@link
     * #open}.
     *
     * @return how many items were sent; with none nothing is sent at all
     */
    public int changeSince(
            final Recovered recovered, final ReferenceData reference, final long timeNs, final int daysAhead) {
        final Set<ByteBuffer> known = new HashSet<>();
        recovered.definitions().forEach(item -> known.add(ByteBuffer.wrap(item)));
        final List<TickTableRows> tables = reference.tickTables().stream()
                .filter(table -> unknown(known, inputs -> inputs.tickTable(table)))
                .toList();
        final List<InstrumentRow> instruments = reference.instruments().stream()
                .filter(instrument -> unknown(known, inputs -> inputs.instrument(instrument)))
                .toList();
        final List<TradingDay> days = reference.tradingDays(timeNs, daysAhead).stream()
                .filter(day -> unknown(known, inputs -> inputs.tradingDay(day)))
                .toList();
        return set(FIRST_REVISION + 1, tables, instruments, days);
    }

    /** Whether any message that this sends is not among the known ones. */
    private static boolean unknown(final Set<ByteBuffer> known, final Consumer<ReferenceInputs> item) {
        final boolean[] unknown = new boolean[1];
        item.accept(new ReferenceInputs((buffer, offset, length) -> {
            final byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            unknown[0] |= !known.contains(ByteBuffer.wrap(bytes));
        }));
        return unknown[0];
    }

    /** Every key of a configuration. */
    public void configuration(final EngineConfiguration configuration) {
        configuration.resolved().forEach(this::configurationItem);
    }

    /** The limits of strategies that differ from the common ones. */
    public void limits(final EngineConfiguration configuration) {
        configuration.strategies().forEach(strategy -> limits(strategy, configuration.risk()));
    }

    /**
     * What differs between two versions of the reference data.
     *
     * @param revision   one more than that of the set before; the opening's is 1
     * @param before     what the core knows, its days resolved from {@code beforeTimeNs} on
     * @param timeNs     days are resolved from its date on
     * @param daysAhead  how many of them
     * @return how many items were sent; with none nothing is sent at all
     */
    public int change(
            final int revision,
            final ReferenceData before,
            final long beforeTimeNs,
            final ReferenceData after,
            final long timeNs,
            final int daysAhead) {
        final List<TickTableRows> tables = added(before.tickTables(), after.tickTables());
        final List<InstrumentRow> instruments = added(before.instruments(), after.instruments());
        final List<TradingDay> days =
                changedDays(before.tradingDays(beforeTimeNs, daysAhead), after.tradingDays(timeNs, daysAhead), timeNs);
        return set(revision, tables, instruments, days);
    }

    private int set(
            final int revision,
            final List<TickTableRows> tables,
            final List<InstrumentRow> instruments,
            final List<TradingDay> days) {
        if (tables.isEmpty() && instruments.isEmpty() && days.isEmpty()) {
            return 0;
        }
        begin(revision);
        tables.forEach(this::tickTable);
        instruments.forEach(this::instrument);
        days.forEach(this::tradingDay);
        return end(revision);
    }

    private static <T> List<T> added(final List<T> before, final List<T> after) {
        final Set<T> known = new HashSet<>(before);
        return after.stream().filter(item -> !known.contains(item)).toList();
    }

    private static List<TradingDay> changedDays(
            final List<TradingDay> before, final List<TradingDay> after, final long timeNs) {
        final SortedMap<Long, TradingDay> changed = new TreeMap<>();
        final Set<Long> open = new HashSet<>();
        after.forEach(day -> open.add(dayKey(day)));
        for (final TradingDay day : before) {
            if (!open.contains(dayKey(day)) && day.closeNs() > timeNs) {
                changed.put(dayKey(day), day.closed());
            }
        }
        added(before, after).forEach(day -> changed.put(dayKey(day), day));
        return List.copyOf(changed.values());
    }

    private static long dayKey(final TradingDay day) {
        return day.calendarId() * 100_000_000L + day.date();
    }

    private void sessionStart(final Opening opening, final int engineId) {
        final SessionStartEncoder start = new SessionStartEncoder()
                .wrapAndApplyHeader(message.clear(), 0, message.header())
                .engineId((short) engineId)
                .recovered(flag(opening.recovered().isPresent()))
                .firstSequence(opening.firstSequence())
                .startTimeNs(opening.startTimeNs());
        final byte[] hash = opening.code().sha256();
        for (int i = 0; i < hash.length; i++) {
            start.coreHash(i, (short) (hash[i] & 0xFF));
        }
        start.coreVersion(opening.code().version());
        send(message.length(start.encodedLength()));
    }

    private void configurationItem(final String key, final String value) {
        final byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        final byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
        send(message.length(new ConfigurationItemEncoder()
                .wrapAndApplyHeader(message.clear(), 0, message.header())
                .putKey(keyBytes, 0, keyBytes.length)
                .putValue(valueBytes, 0, valueBytes.length)
                .encodedLength()));
    }

    private void venue(final Venue venue) {
        final VenueDefinitionEncoder definition = new VenueDefinitionEncoder()
                .wrapAndApplyHeader(message.clear(), 0, message.header())
                .venueId((short) venue.id());
        definition.name(venue.name());
        send(message.length(definition.encodedLength()));
    }

    private void begin(final int revision) {
        itemCount = 0;
        send(message.length(new ReferenceDataBeginEncoder()
                .wrapAndApplyHeader(message.clear(), 0, message.header())
                .revision(revision)
                .encodedLength()));
    }

    private int end(final int revision) {
        send(message.length(new ReferenceDataEndEncoder()
                .wrapAndApplyHeader(message.clear(), 0, message.header())
                .revision(revision)
                .itemCount(itemCount)
                .encodedLength()));
        return itemCount;
    }

    private void tickTable(final TickTableRows table) {
        for (final TickTableRows.Entry entry : table.entries()) {
            item(message.length(new TickTableEntryEncoder()
                    .wrapAndApplyHeader(message.clear(), 0, message.header())
                    .tickTableId(table.id())
                    .fromPriceNanos(entry.fromPriceNanos())
                    .tickNanos(entry.tickNanos())
                    .encodedLength()));
        }
    }

    private void instrument(final InstrumentRow instrument) {
        item(message.length(new InstrumentDefinitionEncoder()
                .wrapAndApplyHeader(message.clear(), 0, message.header())
                .instrumentId(instrument.id())
                .venueId((short) instrument.venueId())
                .quantityScale((short) instrument.quantityScale())
                .depthKind(instrument.byOrder() ? DEPTH_BY_ORDER : DEPTH_BY_LEVEL)
                .tickTableId(instrument.tickTableId())
                .lotQuantity(instrument.lotQuantity())
                .multiplier(instrument.multiplier())
                .expiryDate(instrument.expiryDate())
                .calendarId(instrument.calendarId())
                .symbol(instrument.symbol())
                .venueSymbol(instrument.venueSymbol())
                .currency(instrument.currency())
                .securityId(instrument.securityId())
                .encodedLength()));
    }

    private void tradingDay(final TradingDay day) {
        item(message.length(new TradingDayEncoder()
                .wrapAndApplyHeader(message.clear(), 0, message.header())
                .calendarId(day.calendarId())
                .halfDay(flag(day.halfDay()))
                .tradingDate(day.date())
                .openNs(day.openNs())
                .closeNs(day.closeNs())
                .encodedLength()));
    }

    private void lane(final Lane lane, final ReferenceData reference) {
        itemCount += new LaneInputs(sink).send(lane, reference.laneInstruments(lane));
    }

    private void strategy(final StrategyConfiguration strategy, final StrategyJars jars) {
        final StrategyDefinitionEncoder definition = new StrategyDefinitionEncoder()
                .wrapAndApplyHeader(message.clear(), 0, message.header())
                .strategyId(strategy.id())
                .enabled(flag(strategy.enabled()));
        definition.name(strategy.name());
        definition.className(jars.codeName(strategy));
        item(message.length(definition.encodedLength()));
    }

    /** The core knows the common limits; what differs from them is a change, as an operator would make it. */
    private void limits(final StrategyConfiguration strategy, final RiskLimits common) {
        if (strategy.enabled()) {
            final RiskLimits own = strategy.limits();
            limit(strategy, LimitKind.MAX_ORDER_QUANTITY, common.maxOrderQuantity(), own.maxOrderQuantity());
            limit(strategy, LimitKind.MAX_ORDER_NOTIONAL, common.maxOrderNotionalMoney(), own.maxOrderNotionalMoney());
            limit(
                    strategy,
                    LimitKind.PRICE_COLLAR_BASIS_POINTS,
                    common.priceCollarBasisPoints(),
                    own.priceCollarBasisPoints());
            limit(strategy, LimitKind.MAX_POSITION, common.maxPosition(), own.maxPosition());
            limit(strategy, LimitKind.MAX_OPEN_ORDERS, common.maxOpenOrders(), own.maxOpenOrders());
            limit(
                    strategy,
                    LimitKind.MAX_MESSAGES_PER_SECOND,
                    common.maxMessagesPerSecond(),
                    own.maxMessagesPerSecond());
        }
    }

    private void limit(final StrategyConfiguration strategy, final LimitKind kind, final long common, final long own) {
        if (own != common) {
            send(message.length(new LimitChangeEncoder()
                    .wrapAndApplyHeader(message.clear(), 0, message.header())
                    .strategyId(strategy.id())
                    .kind(kind)
                    .instrumentId(0)
                    .value(own)
                    .commandId(0)
                    .encodedLength()));
        }
    }

    private void position(final PositionRow position) {
        item(message.length(new StartPositionEncoder()
                .wrapAndApplyHeader(message.clear(), 0, message.header())
                .strategyId(position.strategyId())
                .instrumentId(position.instrumentId())
                .quantity(position.quantity())
                .averagePriceNanos(position.averagePriceNanos())
                .encodedLength()));
    }

    private void item(final int length) {
        itemCount++;
        send(length);
    }

    private void send(final int length) {
        sink.accept(message.buffer(), 0, length);
    }

    private static BooleanFlag flag(final boolean value) {
        return value ? BooleanFlag.TRUE : BooleanFlag.FALSE;
    }
}
