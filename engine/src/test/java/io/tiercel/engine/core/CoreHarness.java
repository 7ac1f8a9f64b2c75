package io.tiercel.engine.core;

import io.tiercel.codecs.control.ConfigurationItemEncoder;
import io.tiercel.codecs.control.ContinueEncoder;
import io.tiercel.codecs.control.DocumentBeginEncoder;
import io.tiercel.codecs.control.DocumentEndEncoder;
import io.tiercel.codecs.control.DocumentItemEncoder;
import io.tiercel.codecs.control.HaltEncoder;
import io.tiercel.codecs.control.JournalPaceEncoder;
import io.tiercel.codecs.control.JournalRoomEncoder;
import io.tiercel.codecs.control.KillEncoder;
import io.tiercel.codecs.control.LimitChangeEncoder;
import io.tiercel.codecs.control.ParameterChangeEncoder;
import io.tiercel.codecs.control.ReferenceDataBeginEncoder;
import io.tiercel.codecs.control.ReferenceDataEndEncoder;
import io.tiercel.codecs.control.ResumeEncoder;
import io.tiercel.codecs.control.SessionEndEncoder;
import io.tiercel.codecs.control.SessionReadyEncoder;
import io.tiercel.codecs.control.SessionStartEncoder;
import io.tiercel.codecs.control.StartPositionEncoder;
import io.tiercel.codecs.control.StopRequestEncoder;
import io.tiercel.codecs.control.StrategyDefinitionEncoder;
import io.tiercel.codecs.control.TickEncoder;
import io.tiercel.codecs.control.TickTableEntryEncoder;
import io.tiercel.codecs.control.TradingDayEncoder;
import io.tiercel.codecs.marketdata.AuctionImbalanceEncoder;
import io.tiercel.codecs.marketdata.FactsClearEncoder;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.marketdata.InstrumentDefinitionEncoder;
import io.tiercel.codecs.marketdata.InstrumentStatusEncoder;
import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.marketdata.L3ClearEncoder;
import io.tiercel.codecs.marketdata.L3DeleteEncoder;
import io.tiercel.codecs.marketdata.PriceLimitsEncoder;
import io.tiercel.codecs.marketdata.SessionPhaseEncoder;
import io.tiercel.codecs.marketdata.StatisticEncoder;
import io.tiercel.codecs.marketdata.TradeCorrectionEncoder;
import io.tiercel.codecs.marketdata.TradeEncoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.OrderCancelledEncoder;
import io.tiercel.codecs.orders.OrderFilledEncoder;
import io.tiercel.codecs.orders.VenueSessionDownEncoder;
import io.tiercel.codecs.orders.VenueSessionUpEncoder;
import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.codecs.types.TradeChange;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.risk.RiskLimits;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.strategy.StrategyFactory;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** A core with instruments and strategies, and short words for the inputs that tests give it. */
final class CoreHarness {
    static final long NANO = 1_000_000_000L;
    static final int VENUE = 1;
    static final long START_NS = 1_000 * NANO;

    final TradingCore core;
    final RecordedOutputs outputs = new RecordedOutputs();
    private final Outputs sink;
    private InputSource.Consumer target;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long sequence;
    private long timeNs = START_NS;
    private long inbound;
    private int feedId = 1;
    private long packetNumber;
    private int instrumentCount;

    CoreHarness(final Map<String, StrategyFactory> catalogue) {
        this(catalogue, null);
    }

    CoreHarness(final Map<String, StrategyFactory> catalogue, final Outputs alternativeSink) {
        this(catalogue, alternativeSink, settings());
    }

    CoreHarness(
            final Map<String, StrategyFactory> catalogue, final Outputs alternativeSink, final CoreSettings settings) {
        sink = alternativeSink == null ? outputs : alternativeSink;
        core = new TradingCore(settings, catalogue::get);
    }

    static CoreSettings settings() {
        return settings(1_000);
    }

    static CoreSettings settings(final int maxOutputsPerInput) {
        final RiskLimits limits =
                new RiskLimits(1_000_000, Long.MAX_VALUE / 4, 10_000, 100_000_000, 100_000, 1_000_000);
        return new CoreSettings(
                1,
                64,
                200_000,
                20_000,
                8,
                255,
                20_000,
                1_000,
                64,
                50_000,
                maxOutputsPerInput,
                5 * NANO,
                5 * NANO,
                7,
                8,
                limits);
    }

    /** Inputs go there, to be sequenced, and not to this harness's own core. */
    CoreHarness forwardTo(final InputSource.Consumer newTarget) {
        target = newTarget;
        return this;
    }

    long sequence() {
        return sequence;
    }

    long timeNs() {
        return timeNs;
    }

    /** Takes over sequence, time and the venue's count from another one. */
    void goOnFrom(final CoreHarness other) {
        sequence = other.sequence;
        timeNs = other.timeNs;
        inbound = other.inbound;
        instrumentCount = other.instrumentCount;
    }

    /** Later inputs come this much later. */
    CoreHarness after(final long ns) {
        timeNs += ns;
        return this;
    }

    /**
     * Opens a session with the instruments 1 to {@code instruments} (tick 0.01, lot 1) and these strategies, ids from
     * 1.
     */
    CoreHarness open(final int instruments, final String... strategyClasses) {
        return define(instruments, strategyClasses).ready().sessionUp(1).feedLive();
    }

    /** The opening, but for its end. */
    CoreHarness define(final int instruments, final String... strategyClasses) {
        instrumentCount = instruments;
        put(new SessionStartEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .engineId((short) 1)
                .firstSequence(1)
                .coreVersion("test"));
        tickTableEntry(0, NANO / 100);
        for (int id = 1; id <= instruments; id++) {
            instrument(id, 1);
        }
        for (int i = 0; i < strategyClasses.length; i++) {
            put(new StrategyDefinitionEncoder()
                    .wrapAndApplyHeader(buffer, 0, header)
                    .strategyId(i + 1)
                    .enabled(BooleanFlag.TRUE)
                    .name("strategy" + (i + 1))
                    .className(strategyClasses[i]));
        }
        return this;
    }

    CoreHarness ready() {
        return put(
                new SessionReadyEncoder().wrapAndApplyHeader(buffer, 0, header).reserved((short) 0));
    }

    CoreHarness beginDocument(final int id, final String name, final int length) {
        return put(new DocumentBeginEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .documentId(id)
                .length(length)
                .name(name));
    }

    CoreHarness documentItem(final int id, final int position, final byte[] bytes, final int from, final int length) {
        return put(new DocumentItemEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .documentId(id)
                .position(position)
                .putBytes(bytes, from, length));
    }

    CoreHarness endDocument(final int id) {
        return put(
                new DocumentEndEncoder().wrapAndApplyHeader(buffer, 0, header).documentId(id));
    }

    /** Of table 1. */
    CoreHarness tickTableEntry(final long fromPriceNanos, final long tickNanos) {
        return put(new TickTableEntryEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .tickTableId(1)
                .fromPriceNanos(fromPriceNanos)
                .tickNanos(tickNanos));
    }

    CoreHarness instrument(final int id, final long lotQuantity) {
        return instrument(id, lotQuantity, 0, 0);
    }

    /** A day of this calendar; its times are given from the harness's beginning. */
    CoreHarness tradingDay(
            final int calendarId, final int date, final long openNs, final long closeNs, final boolean halfDay) {
        return put(new TradingDayEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .calendarId(calendarId)
                .halfDay(halfDay ? BooleanFlag.TRUE : BooleanFlag.FALSE)
                .tradingDate(date)
                .openNs(START_NS + openNs)
                .closeNs(START_NS + closeNs));
    }

    CoreHarness instrument(final int id, final long lotQuantity, final int expiryDate, final int calendarId) {
        return put(new InstrumentDefinitionEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(id)
                .venueId((short) VENUE)
                .quantityScale((short) 0)
                .depthKind((short) 1)
                .tickTableId(1)
                .lotQuantity(lotQuantity)
                .multiplier(1)
                .expiryDate(expiryDate)
                .calendarId(calendarId)
                .symbol("S" + id)
                .venueSymbol("V" + id)
                .currency("USD"));
    }

    CoreHarness beginReferenceData(final int revision) {
        return put(new ReferenceDataBeginEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .revision(revision));
    }

    CoreHarness endReferenceData(final int revision, final int itemCount) {
        return put(new ReferenceDataEndEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .revision(revision)
                .itemCount(itemCount));
    }

    CoreHarness sessionUp(final int sessionId) {
        return put(new VenueSessionUpEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .sessionId(sessionId)
                .nextInbound(1));
    }

    CoreHarness sessionDown(final int sessionId) {
        return put(new VenueSessionDownEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .sessionId(sessionId));
    }

    CoreHarness feedLive() {
        return feed(1, 0, FeedState.LIVE);
    }

    CoreHarness feed(final int feedId, final int instrument, final FeedState state) {
        return put(new FeedStatusEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrument)
                .feedId(feedId)
                .state(state));
    }

    /** Messages on books come from this feed from now on. */
    CoreHarness from(final int newFeedId) {
        feedId = newFeedId;
        return this;
    }

    /** Messages on books carry this number of their packet from now on; 0 for none. */
    CoreHarness packet(final long newPacketNumber) {
        packetNumber = newPacketNumber;
        return this;
    }

    CoreHarness trading(final int instrument) {
        return put(new InstrumentStatusEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrument)
                .status(TradingStatus.TRADING));
    }

    CoreHarness startPosition(final int strategyId, final int instrument, final long quantity) {
        return put(new StartPositionEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(strategyId)
                .instrumentId(instrument)
                .quantity(quantity)
                .averagePriceNanos(NANO));
    }

    /** Its packet goes on. */
    CoreHarness clear(final int instrument) {
        final L3ClearEncoder clear = new L3ClearEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrument)
                .feedId(feedId)
                .packetSequence(packetNumber);
        clear.flags().clear();
        return put(clear);
    }

    CoreHarness configure(final String key, final String value) {
        return put(new ConfigurationItemEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .key(key)
                .value(value));
    }

    /** Gives every instrument a bid at 99.99 and an ask at 100.01, orders 1 and 2 of each. */
    CoreHarness quoteAll() {
        for (int id = 1; id <= instrumentCount; id++) {
            add(id, Side.BUY, 1, 9_999, 1_000, false);
            add(id, Side.SELL, 2, 10_001, 1_000, true);
        }
        return this;
    }

    CoreHarness add(
            final int instrument,
            final Side side,
            final long orderId,
            final long ticks,
            final long quantity,
            final boolean endOfPacket) {
        final L3AddEncoder add = new L3AddEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrument)
                .feedId(feedId)
                .side(side)
                .orderId(orderId)
                .priceNanos(ticks * NANO / 100)
                .quantity(quantity)
                .packetSequence(packetNumber);
        add.flags().clear().endOfPacket(endOfPacket);
        return put(add);
    }

    CoreHarness delete(final int instrument, final Side side, final long orderId) {
        final L3DeleteEncoder delete = new L3DeleteEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrument)
                .feedId(feedId)
                .side(side)
                .orderId(orderId)
                .packetSequence(packetNumber);
        delete.flags().clear().endOfPacket(true);
        return put(delete);
    }

    /** A packet of its own. */
    CoreHarness trade(final int instrument, final long ticks, final long quantity) {
        return trade(instrument, ticks, quantity, TradeEncoder.matchIdNullValue(), true);
    }

    CoreHarness trade(
            final int instrument,
            final long ticks,
            final long quantity,
            final long matchId,
            final boolean endOfPacket) {
        final TradeEncoder trade = new TradeEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrument)
                .feedId(feedId)
                .aggressorSide(Side.BUY)
                .priceNanos(ticks * NANO / 100)
                .quantity(quantity)
                .matchId(matchId)
                .packetSequence(packetNumber);
        trade.flags().clear().endOfPacket(endOfPacket);
        return put(trade);
    }

    /** A packet of its own: the exchange takes a trade back. */
    CoreHarness broken(final int instrument, final long matchId) {
        return correction(instrument, TradeChange.BROKEN, Long.MIN_VALUE, Long.MIN_VALUE, matchId, true);
    }

    CoreHarness correction(
            final int instrument,
            final TradeChange change,
            final long priceNanos,
            final long quantity,
            final long matchId,
            final boolean endOfPacket) {
        final TradeCorrectionEncoder correction = new TradeCorrectionEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrument)
                .feedId(feedId)
                .change(change)
                .aggressorSide(Side.NULL_VAL)
                .priceNanos(priceNanos)
                .quantity(quantity)
                .matchId(matchId)
                .venueTimeNs(timeNs)
                .packetSequence(packetNumber);
        correction.flags().clear().endOfPacket(endOfPacket);
        return put(correction);
    }

    /** Of instrument 0: of the feed's market. */
    CoreHarness statistic(
            final int instrument,
            final StatisticKind kind,
            final long priceNanos,
            final long quantity,
            final boolean endOfPacket) {
        return statistic(instrument, kind, false, priceNanos, quantity, endOfPacket);
    }

    CoreHarness withdrawn(final int instrument, final StatisticKind kind) {
        return statistic(instrument, kind, true, Long.MIN_VALUE, Long.MIN_VALUE, true);
    }

    private CoreHarness statistic(
            final int instrument,
            final StatisticKind kind,
            final boolean withdrawn,
            final long priceNanos,
            final long quantity,
            final boolean endOfPacket) {
        final StatisticEncoder statistic = new StatisticEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrument)
                .feedId(feedId)
                .statistic(kind)
                .withdrawn(withdrawn ? BooleanFlag.TRUE : BooleanFlag.FALSE)
                .code((short) 3)
                .priceNanos(priceNanos)
                .quantity(quantity)
                .referenceTimeNs(17)
                .venueTimeNs(timeNs)
                .packetSequence(packetNumber);
        statistic.flags().clear().endOfPacket(endOfPacket);
        return put(statistic);
    }

    /** 30 to buy are left of 500, at 10 and 11. */
    CoreHarness imbalance(final int instrument, final boolean endOfPacket) {
        final AuctionImbalanceEncoder imbalance = new AuctionImbalanceEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrument)
                .feedId(feedId)
                .auction(AuctionKind.CLOSING)
                .side(Side.BUY)
                .pairedQuantity(500)
                .imbalanceQuantity(30)
                .referencePriceNanos(10 * NANO)
                .nearPriceNanos(11 * NANO)
                .farPriceNanos(AuctionImbalanceEncoder.farPriceNanosNullValue())
                .venueTimeNs(timeNs)
                .packetSequence(packetNumber);
        imbalance.flags().clear().endOfPacket(endOfPacket);
        return put(imbalance);
    }

    CoreHarness limits(
            final int instrument,
            final PriceLimitScope scope,
            final long lowNanos,
            final long highNanos,
            final boolean endOfPacket) {
        final PriceLimitsEncoder limits = new PriceLimitsEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrument)
                .feedId(feedId)
                .scope(scope)
                .extension(2)
                .lowPriceNanos(lowNanos)
                .highPriceNanos(highNanos)
                .referencePriceNanos(NANO)
                .variationNanos(7)
                .venueTimeNs(timeNs)
                .packetSequence(packetNumber);
        limits.flags().clear().endOfPacket(endOfPacket);
        return put(limits);
    }

    CoreHarness factsClear(final int instrument, final boolean endOfPacket) {
        final FactsClearEncoder clear = new FactsClearEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrument)
                .feedId(feedId)
                .venueTimeNs(timeNs)
                .packetSequence(packetNumber);
        clear.flags().clear().endOfPacket(endOfPacket);
        return put(clear);
    }

    CoreHarness phase(final Phase phase) {
        return put(new SessionPhaseEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .phase(phase));
    }

    CoreHarness status(final int instrument, final TradingStatus status) {
        return put(new InstrumentStatusEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrument)
                .status(status));
    }

    CoreHarness accept(final RecordedOutputs.Sent order) {
        return put(new OrderAcceptedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .side(order.side())
                .strategyId(order.strategyId())
                .sessionId(1)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .venueOrderId(order.orderId())
                .priceNanos(order.priceNanos())
                .quantity(order.quantity()));
    }

    CoreHarness fill(final RecordedOutputs.Sent order, final long quantity, final long leaves) {
        return put(new OrderFilledEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .side(order.side())
                .strategyId(order.strategyId())
                .sessionId(1)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .lastPriceNanos(order.priceNanos())
                .lastQuantity(quantity)
                .leavesQuantity(leaves)
                .feeMoney(0)
                .matchId(inbound)
                .maker(BooleanFlag.TRUE));
    }

    CoreHarness cancelled(final RecordedOutputs.Sent order) {
        return put(new OrderCancelledEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .side(order.side())
                .strategyId(order.strategyId())
                .sessionId(1)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .reason(VenueReason.REQUESTED)
                .cumulativeQuantity(0));
    }

    CoreHarness tick() {
        return put(new TickEncoder().wrapAndApplyHeader(buffer, 0, header).reserved((short) 0));
    }

    /** Gives Continue inputs until the core has nothing left; returns how many. */
    int continueAll() {
        int count = 0;
        while (core.hasContinuation()) {
            put(new ContinueEncoder().wrapAndApplyHeader(buffer, 0, header).causeSequence(sequence));
            count++;
        }
        return count;
    }

    CoreHarness kill(final int strategyId) {
        return put(new KillEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(strategyId)
                .commandId(1));
    }

    CoreHarness halt(final int strategyId) {
        return put(new HaltEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(strategyId)
                .commandId(5));
    }

    CoreHarness journalFull(final boolean full) {
        return put(new JournalRoomEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .full(full ? BooleanFlag.TRUE : BooleanFlag.FALSE));
    }

    CoreHarness journalSlow(final boolean slow) {
        return put(new JournalPaceEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .slow(slow ? BooleanFlag.TRUE : BooleanFlag.FALSE));
    }

    CoreHarness resume(final int strategyId) {
        return put(new ResumeEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(strategyId)
                .commandId(2));
    }

    CoreHarness limit(final int strategyId, final int instrumentId, final LimitKind kind, final long value) {
        return put(new LimitChangeEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(strategyId)
                .instrumentId(instrumentId)
                .kind(kind)
                .value(value)
                .commandId(3));
    }

    CoreHarness parameter(final int strategyId, final String name, final String value) {
        return put(new ParameterChangeEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(strategyId)
                .commandId(4)
                .name(name)
                .value(value));
    }

    CoreHarness stop() {
        return put(
                new StopRequestEncoder().wrapAndApplyHeader(buffer, 0, header).reserved((short) 0));
    }

    CoreHarness end() {
        return put(new SessionEndEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .reconciled(BooleanFlag.TRUE)
                .exitCode((short) 0)
                .reason("test"));
    }

    /** Any bytes, as an input. */
    CoreHarness raw(final UnsafeBuffer bytes, final int length) {
        if (target == null) {
            core.onEvent(++sequence, timeNs, bytes, 0, length, sink);
        } else {
            target.onMessage(bytes, 0, length);
        }
        return this;
    }

    private CoreHarness put(final MessageEncoderFlyweight message) {
        return raw(buffer, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }

    static Map<String, StrategyFactory> catalogue(final String name, final StrategyFactory factory) {
        final Map<String, StrategyFactory> catalogue = new TreeMap<>();
        catalogue.put(name, factory);
        return catalogue;
    }
}
