package io.tiercel.engine.core;

import io.tiercel.codecs.control.ConfigurationItemDecoder;
import io.tiercel.codecs.control.LaneDefinitionDecoder;
import io.tiercel.codecs.control.LaneInstrumentDecoder;
import io.tiercel.codecs.control.ReferenceDataBeginDecoder;
import io.tiercel.codecs.control.ReferenceDataEndDecoder;
import io.tiercel.codecs.control.StartPositionDecoder;
import io.tiercel.codecs.control.StrategyDefinitionDecoder;
import io.tiercel.codecs.control.TickTableEntryDecoder;
import io.tiercel.codecs.control.TradingDayDecoder;
import io.tiercel.codecs.marketdata.InstrumentDefinitionDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.book.Facts;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.reference.TickTable;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.risk.Risk;
import io.tiercel.engine.strategy.LaneResult;
import io.tiercel.engine.strategy.Strategies;
import io.tiercel.engine.strategy.StrategyFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Configuration and reference data: tick tables, instruments, strategies, what they hold when the day begins. Cold:
 * it may allocate. Before the session is ready a mistake is a {@link SetupException}; afterwards it is an alert and
 * changes nothing. From then on a set of reference data takes effect at its end, tick tables before instruments, so
 * that one which stops halfway does nothing. At the opening each item takes effect when the next kind begins.
 */
final class DefinitionInputs {
    private static final int DEPTH_BY_ORDER = 1;
    /** What one set of reference data can hold: some hundred calendars for a year. */
    private static final int MAX_HELD_DAYS = 1 << 17;

    private final int maxStrategies;
    private final Instruments instruments;
    private final Books books;
    private final Facts facts;
    private final Risk risk;
    private final Strategies strategies;
    private final AlertLimiter alerts;
    private final DayEnds dayEnds;
    private final Function<String, StrategyFactory> catalogue;
    private final TreeMap<String, String> configuration = new TreeMap<>();
    private final TickTableSet tickTables;
    private final List<DirectBuffer> heldDefinitions = new ArrayList<>();
    private final List<DirectBuffer> heldDays = new ArrayList<>();
    private final MessageHeaderDecoder heldHeader = new MessageHeaderDecoder();
    private final TickTableEntryDecoder tickTableEntry = new TickTableEntryDecoder();
    private final InstrumentDefinitionDecoder instrumentDefinition = new InstrumentDefinitionDecoder();
    private final ConfigurationItemDecoder configurationItem = new ConfigurationItemDecoder();
    private final StrategyDefinitionDecoder strategyDefinition = new StrategyDefinitionDecoder();
    private final TradingDayDecoder tradingDay = new TradingDayDecoder();
    private final LaneDefinitionDecoder laneDefinition = new LaneDefinitionDecoder();
    private final LaneInstrumentDecoder laneInstrument = new LaneInstrumentDecoder();
    private final StartPositionDecoder startPosition = new StartPositionDecoder();
    private boolean ready;
    private boolean inSet;

    DefinitionInputs(
            final CoreSettings settings,
            final Instruments instruments,
            final Books books,
            final Facts facts,
            final Risk risk,
            final Strategies strategies,
            final AlertLimiter alerts,
            final DayEnds dayEnds,
            final Function<String, StrategyFactory> catalogue) {
        maxStrategies = settings.maxStrategies();
        this.instruments = instruments;
        tickTables = new TickTableSet(instruments);
        this.books = books;
        this.facts = facts;
        this.risk = risk;
        this.strategies = strategies;
        this.alerts = alerts;
        this.dayEnds = dayEnds;
        this.catalogue = catalogue;
    }

    /** From now on mistakes are alerts, and strategies cannot be added. */
    void ready() {
        tickTables.completeDrafts();
        inSet = false;
        ready = true;
    }

    /** False when the template is none of these. */
    boolean onMessage(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        try {
            switch (header.templateId()) {
                case ConfigurationItemDecoder.TEMPLATE_ID ->
                    onConfigurationItem(configurationItem.wrapAndApplyHeader(buffer, offset, header));
                case ReferenceDataBeginDecoder.TEMPLATE_ID -> onBegin();
                case ReferenceDataEndDecoder.TEMPLATE_ID -> onEnd();
                case TickTableEntryDecoder.TEMPLATE_ID ->
                    onTickTableEntry(tickTableEntry.wrapAndApplyHeader(buffer, offset, header));
                case InstrumentDefinitionDecoder.TEMPLATE_ID -> onInstrumentDefinition(buffer, offset, header);
                case TradingDayDecoder.TEMPLATE_ID -> onTradingDay(buffer, offset, header);
                case LaneDefinitionDecoder.TEMPLATE_ID ->
                    onLaneDefinition(laneDefinition.wrapAndApplyHeader(buffer, offset, header));
                case LaneInstrumentDecoder.TEMPLATE_ID ->
                    onLaneInstrument(laneInstrument.wrapAndApplyHeader(buffer, offset, header));
                case StrategyDefinitionDecoder.TEMPLATE_ID ->
                    onStrategyDefinition(strategyDefinition.wrapAndApplyHeader(buffer, offset, header));
                case StartPositionDecoder.TEMPLATE_ID ->
                    onStartPosition(startPosition.wrapAndApplyHeader(buffer, offset, header));
                default -> {
                    return false;
                }
            }
        } catch (final IllegalArgumentException mistake) {
            if (!ready) {
                throw new SetupException(mistake.getMessage());
            }
            alerts.count(AlertCode.MALFORMED_INPUT, 0, header.templateId());
        }
        return true;
    }

    private void onConfigurationItem(final ConfigurationItemDecoder message) {
        final String key = message.key();
        configuration.put(key, message.value());
    }

    private void onBegin() {
        // What is left of a set that never ended is not whole.
        tickTables.discardDrafts();
        heldDefinitions.clear();
        heldDays.clear();
        inSet = true;
    }

    private void onEnd() {
        tickTables.completeDrafts();
        inSet = false;
        apply(heldDays);
        apply(heldDefinitions);
    }

    private void apply(final List<DirectBuffer> held) {
        for (final DirectBuffer message : held) {
            onMessage(message, 0, heldHeader.wrap(message, 0));
        }
        held.clear();
    }

    private void onTickTableEntry(final TickTableEntryDecoder message) {
        if (ready && !inSet) {
            throw new IllegalArgumentException("an entry of tick table " + message.tickTableId()
                    + " is outside a set of reference data: send it between begin and end");
        }
        tickTables.entry(message.tickTableId(), message.fromPriceNanos(), message.tickNanos());
    }

    private void onInstrumentDefinition(
            final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        if (ready && inSet) {
            if (heldDefinitions.size() == instruments.maxInstruments()) {
                throw new IllegalArgumentException("a set of reference data defines more instruments than"
                        + " engine.maxInstruments = " + instruments.maxInstruments() + ": end it, or raise that");
            }
            heldDefinitions.add(copy(buffer, offset, InstrumentDefinitionDecoder.BLOCK_LENGTH));
            return;
        }
        // At the opening tables come before the instruments that use them: with the first instrument they are whole.
        tickTables.completeDrafts();
        define(instrumentDefinition.wrapAndApplyHeader(buffer, offset, header));
    }

    private static DirectBuffer copy(final DirectBuffer buffer, final int offset, final int blockLength) {
        final byte[] copy = new byte[MessageHeaderDecoder.ENCODED_LENGTH + blockLength];
        buffer.getBytes(offset, copy);
        return new UnsafeBuffer(copy);
    }

    private void define(final InstrumentDefinitionDecoder message) {
        final int id = message.instrumentId();
        if (id < 1 || id > instruments.maxInstruments()) {
            throw new IllegalArgumentException("instrument id " + id + " is outside 1 to "
                    + instruments.maxInstruments() + ": renumber it or raise engine.maxInstruments");
        }
        final TickTable tickTable = tickTables.table(message.tickTableId());
        if (tickTable == null) {
            throw new IllegalArgumentException("instrument " + id + " names tick table " + message.tickTableId()
                    + ", which is not defined: known are "
                    + tickTables.ids());
        }
        final Instrument before = instruments.get(id);
        final Instrument instrument = new Instrument(
                id,
                message.symbol(),
                message.venueSymbol(),
                message.venueId(),
                message.quantityScale(),
                message.depthKind() == DEPTH_BY_ORDER,
                message.lotQuantity(),
                message.multiplier(),
                message.currency(),
                message.expiryDate(),
                message.calendarId(),
                tickTable,
                securityId(message));
        if (before != null) {
            instrument.status(before.status());
        }
        dayEnds.onInstrument(instrument);
        instruments.define(instrument);
        books.define(instrument);
        facts.define(instrument);
    }

    private void onTradingDay(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        if (ready && inSet) {
            if (heldDays.size() == MAX_HELD_DAYS) {
                throw new IllegalArgumentException(
                        "a set of reference data has more than " + MAX_HELD_DAYS + " trading days: send fewer");
            }
            heldDays.add(copy(buffer, offset, TradingDayDecoder.BLOCK_LENGTH));
            return;
        }
        tradingDay.wrapAndApplyHeader(buffer, offset, header);
        dayEnds.onTradingDay(new TradingDay(
                tradingDay.calendarId(),
                tradingDay.halfDay() == BooleanFlag.TRUE,
                tradingDay.tradingDate(),
                tradingDay.openNs(),
                tradingDay.closeNs()));
    }

    private void onLaneDefinition(final LaneDefinitionDecoder message) {
        requireOpening("a lane");
        final int instrumentCount = message.instrumentCount();
        if (message.valueCount() != LaneResult.triangle(instrumentCount)) {
            throw new IllegalArgumentException("lane " + message.laneId() + " gives " + message.valueCount()
                    + " values for " + instrumentCount + " instruments: its definition is of another version");
        }
        strategies
                .lanes()
                .define(
                        message.laneId(),
                        message.name(),
                        message.calculation(),
                        instrumentCount,
                        message.firstResultNs(),
                        message.staleAfterNs());
    }

    private void onLaneInstrument(final LaneInstrumentDecoder message) {
        requireOpening("an instrument of a lane");
        strategies.lanes().instrument(message.laneId(), message.row(), message.instrumentId(), instruments);
    }

    private void requireOpening(final String what) {
        if (ready) {
            throw new IllegalArgumentException(what + " is defined after the session is ready: define it before");
        }
    }

    /** What says nothing of it is a security of its own. */
    private static int securityId(final InstrumentDefinitionDecoder message) {
        final int securityId = message.securityId();
        return securityId > 0 ? securityId : message.instrumentId();
    }

    private void onStrategyDefinition(final StrategyDefinitionDecoder message) {
        final int strategyId = message.strategyId();
        final boolean enabled = message.enabled() == BooleanFlag.TRUE;
        final String name = message.name();
        final String className = message.className();
        if (!enabled) {
            return;
        }
        if (ready || strategyId < 1 || strategyId > maxStrategies) {
            throw new IllegalArgumentException("strategy " + name + " has id " + strategyId
                    + ": ids go from 1 to engine.maxStrategies = " + maxStrategies
                    + ", and strategies are defined before the session is ready");
        }
        final StrategyFactory factory = catalogue.apply(className);
        final String prefix = "strategies." + name + ".parameters.";
        final TreeMap<String, String> parameters = new TreeMap<>();
        for (final String key : configuration.navigableKeySet()) {
            if (key.startsWith(prefix)) {
                parameters.put(key.substring(prefix.length()), configuration.get(key));
            }
        }
        strategies.add(strategyId, name, factory, parameters);
    }

    private void onStartPosition(final StartPositionDecoder message) {
        final int instrumentId = message.instrumentId();
        if (!strategies.exists(message.strategyId()) || books.book(instrumentId) == null) {
            throw new IllegalArgumentException("a start position names strategy " + message.strategyId()
                    + " and instrument " + instrumentId + ": both must be defined before");
        }
        risk.startPosition(
                message.strategyId(), books.book(instrumentId), message.quantity(), message.averagePriceNanos());
    }
}
