package io.tiercel.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/** Bytes of the version before are read by the codecs of today, and the reverse. */
final class SchemaEvolutionTest {
    private static final String TODAY = "io.tiercel.codecs";
    private static final String BEFORE = "io.tiercel.codecs.v0";
    private static final long SEED = 5;
    private static final Set<Object> NEW_ENUM_VALUES = Set.of(
            "INTERRUPTED",
            "FEED_STALE",
            "GATE_LATCHED",
            "FEED_GAP",
            "FEED_LATE",
            "STRATEGY_FAILED",
            "ENDED",
            "INSTRUMENT_EXPIRED",
            "JOURNAL_FULL",
            "LANE_STALE",
            "JOURNAL_SLOW",
            "HOLD_FULL",
            "WITHDRAWN",
            "VENUE_DOWN",
            "RECOVERED");
    private static final Set<String> NEW_MESSAGES = Set.of(
            "StrategyFailed",
            "JournalRoom",
            "JournalPace",
            "LaneDefinition",
            "LaneInstrument",
            "AnalyticsBegin",
            "AnalyticsItem",
            "AnalyticsEnd",
            "HopTimes",
            "OrderLeft",
            "TelemetryGap",
            "PacketReference",
            "TradeCorrection",
            "Statistic",
            "AuctionImbalance",
            "PriceLimits",
            "FactsClear");

    @Test
    void shouldReadEveryMessageOfTheVersionBefore() throws Exception {
        final Random random = new Random(SEED);
        for (final Schemas.Message message : messagesOfBoth()) {
            final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

            final Map<String, Object> written = new AnyCodec(message, BEFORE, 0).write(buffer, 0, random);
            final Map<String, Object> read = new AnyCodec(message, TODAY, 1).read(buffer, 0);

            final Map<String, Object> expected = new LinkedHashMap<>(written);
            newFields(message).forEach(name -> expected.put(name, null));
            assertEquals(expected, read, () -> "seed " + SEED + ": " + message);
        }
    }

    @Test
    void shouldBeReadableByTheVersionBefore() throws Exception {
        final Random random = new Random(SEED);
        for (final Schemas.Message message : messagesOfBoth()) {
            final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

            final Map<String, Object> written = new AnyCodec(message, TODAY, 1).write(buffer, 0, random);
            final Map<String, Object> read = new AnyCodec(message, BEFORE, 0).read(buffer, 0);

            final Map<String, Object> expected = new LinkedHashMap<>(written);
            expected.keySet().removeAll(newFields(message));
            expected.replaceAll((name, value) -> NEW_ENUM_VALUES.contains(value) ? "SBE_UNKNOWN" : value);
            assertEquals(expected, read, () -> "seed " + SEED + ": " + message);
        }
    }

    @Test
    void shouldHaveAddedFieldsSinceTheVersionBefore() throws IOException {
        final Set<String> added = new HashSet<>();
        for (final Schemas.Message message : Schemas.messages()) {
            newFields(message).forEach(name -> added.add(message.name() + "." + name));
        }

        assertTrue(added.contains("L3Add.packetSequence"), added::toString);
        assertTrue(added.contains("OrderFilled.maker"), added::toString);
    }

    @Test
    void shouldShowMissingPacketSequenceAsNull() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        new io.tiercel.codecs.v0.marketdata.L3AddEncoder()
                .wrapAndApplyHeader(buffer, 0, new io.tiercel.codecs.v0.types.MessageHeaderEncoder())
                .instrumentId(3)
                .side(io.tiercel.codecs.v0.types.Side.SELL)
                .priceNanos(101)
                .quantity(7);

        final L3AddDecoder decoder = new L3AddDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());

        assertEquals(Side.SELL, decoder.side());
        assertEquals(101, decoder.priceNanos());
        assertEquals(7, decoder.quantity());
        assertEquals(L3AddDecoder.packetSequenceNullValue(), decoder.packetSequence());
    }

    @Test
    void shouldShowMissingMakerAsNull() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        new io.tiercel.codecs.v0.orders.OrderFilledEncoder()
                .wrapAndApplyHeader(buffer, 0, new io.tiercel.codecs.v0.types.MessageHeaderEncoder())
                .lastQuantity(5)
                .matchId(9);

        final OrderFilledDecoder decoder =
                new OrderFilledDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());

        assertEquals(5, decoder.lastQuantity());
        assertEquals(9, decoder.matchId());
        assertEquals(BooleanFlag.NULL_VAL, decoder.maker());
    }

    private static List<Schemas.Message> messagesOfBoth() throws IOException {
        return Schemas.messages().stream()
                .filter(message -> !NEW_MESSAGES.contains(message.name()))
                .toList();
    }

    private static Set<String> newFields(final Schemas.Message message) {
        final Set<String> names = new HashSet<>();
        for (final Token token : message.tokens()) {
            if (token.signal() == Signal.BEGIN_FIELD && token.version() > 0) {
                names.add(token.name());
            }
        }
        return names;
    }
}
