package io.tiercel.bench.engine;

import io.tiercel.bench.market.MarketFlow;
import io.tiercel.codecs.control.ConfigurationItemEncoder;
import io.tiercel.codecs.control.SessionReadyEncoder;
import io.tiercel.codecs.control.SessionStartEncoder;
import io.tiercel.codecs.control.StrategyDefinitionEncoder;
import io.tiercel.codecs.control.TickTableEntryEncoder;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.marketdata.InstrumentDefinitionEncoder;
import io.tiercel.codecs.orders.VenueSessionUpEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.core.CoreSettings;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.risk.RiskLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * A core for measurements, and all that it is told before the first market data: one venue, one strategy, a live feed.
 */
public final class OpeningInputs {
    public static final int VENUE = 1;
    public static final int VENUE_SESSION = 1;
    public static final int OPEN_ORDERS = 10_000;

    private static final String STRATEGY = "measured";
    private static final int BUFFER_BYTES = 1024;
    /** With its key a configured value has at most 480 bytes. */
    private static final int MAX_LIST_BYTES = 430;

    private static final int LEAST_LEVELS = 100_000;
    /** Far more than the measured market's books ever have, far fewer than one for each order of a large market. */
    private static final int LEVELS_PER_BOOK = 256;

    private static final long ANSWER_TIMEOUT_NS = 5_000_000_000L;
    private static final long FEED_STALE_AFTER_NS = 5_000_000_000L;
    private static final int BY_ORDER = 1;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BUFFER_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final InputSource.Consumer target;

    private OpeningInputs(final InputSource.Consumer target) {
        this.target = target;
    }

    /** A core that runs this kind of strategy; all limits are on, none is near. */
    public static TradingCore core(final int instruments, final int bookOrders, final MeasuredStrategy.Kind kind) {
        final RiskLimits limits = new RiskLimits(
                1_000_000, Long.MAX_VALUE / 4, 10_000, 1_000_000, 1_000, RiskLimits.MAX_MESSAGES_PER_SECOND);
        final CoreSettings settings = new CoreSettings(
                1,
                instruments,
                bookOrders,
                Math.min(bookOrders, Math.max(LEAST_LEVELS, LEVELS_PER_BOOK * instruments)),
                1,
                VENUE,
                OPEN_ORDERS,
                10_000,
                64,
                20_000,
                64,
                ANSWER_TIMEOUT_NS,
                FEED_STALE_AFTER_NS,
                1,
                1,
                limits);
        return new TradingCore(settings, name -> setup -> new MeasuredStrategy(setup, kind));
    }

    public static void send(final InputSource.Consumer target, final int instruments) {
        final OpeningInputs inputs = new OpeningInputs(target);
        inputs.start(instruments);
        inputs.strategy(instruments);
        inputs.ready();
    }

    private void start(final int instruments) {
        put(new SessionStartEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .engineId((short) 1)
                .firstSequence(1)
                .coreVersion("measured"));
        put(new TickTableEntryEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .tickTableId(1)
                .fromPriceNanos(0)
                .tickNanos(MarketFlow.TICK_NANOS));
        for (int id = 1; id <= instruments; id++) {
            put(new InstrumentDefinitionEncoder()
                    .wrapAndApplyHeader(buffer, 0, header)
                    .instrumentId(id)
                    .venueId((short) VENUE)
                    .quantityScale((short) 0)
                    .depthKind((short) BY_ORDER)
                    .tickTableId(1)
                    .lotQuantity(1)
                    .multiplier(1)
                    .expiryDate(0)
                    .calendarId(0)
                    .symbol(symbol(id))
                    .venueSymbol(symbol(id))
                    .currency("USD"));
        }
    }

    private void strategy(final int instruments) {
        final List<String> lists = symbolLists(instruments);
        if (lists.size() > 1) {
            parameter(MeasuredStrategy.LIST_COUNT, String.valueOf(lists.size()));
        }
        for (int i = 0; i < lists.size(); i++) {
            parameter(MeasuredStrategy.listKey(i), lists.get(i));
        }
        put(new StrategyDefinitionEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(1)
                .enabled(BooleanFlag.TRUE)
                .name(STRATEGY)
                .className("MeasuredStrategy"));
    }

    /** As many as it takes: a configured value has its greatest length. */
    private static List<String> symbolLists(final int instruments) {
        final List<String> lists = new ArrayList<>();
        StringJoiner list = new StringJoiner(",");
        for (int id = 1; id <= instruments; id++) {
            final String symbol = symbol(id);
            if (list.length() + 1 + symbol.length() > MAX_LIST_BYTES) {
                lists.add(list.toString());
                list = new StringJoiner(",");
            }
            list.add(symbol);
        }
        lists.add(list.toString());
        return lists;
    }

    private void parameter(final String key, final String value) {
        put(new ConfigurationItemEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .key("strategies." + STRATEGY + ".parameters." + key)
                .value(value));
    }

    private void ready() {
        put(new SessionReadyEncoder().wrapAndApplyHeader(buffer, 0, header).reserved((short) 0));
        put(new VenueSessionUpEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .sessionId(VENUE_SESSION)
                .nextInbound(1));
        put(new FeedStatusEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(0)
                .feedId(1)
                .state(FeedState.LIVE));
    }

    private void put(final MessageEncoderFlyweight message) {
        target.onMessage(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }

    private static String symbol(final int instrumentId) {
        return "S" + instrumentId;
    }
}
