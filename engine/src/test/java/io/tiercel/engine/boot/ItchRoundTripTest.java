package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchLayouts;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.layout.FieldWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Messages of every type with random legal values: the encoder writes the bytes that are written by hand from the
 * specification, and the decoders read from them what was written.
 */
final class ItchRoundTripTest {
    private static final int ROUNDS = 500;
    private static final int OFFSET = 3;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder().wrap(buffer, OFFSET);
    private final ItchFlyweight message = new ItchFlyweight();
    /** Of the message that is written, and read, now. */
    private Map<String, Object> values;

    @Test
    void shouldWriteTheBytesOfTheSpecificationAndReadThemBack() {
        final long seed = Long.getLong("tiercel.seed", System.nanoTime());
        final HandMadeItch itch = new HandMadeItch(seed);
        for (int round = 0; round < ROUNDS; round++) {
            itch.everyType();
        }
        final Set<Object> types = new HashSet<>();
        for (int i = 0; i < itch.messages.size(); i++) {
            values = itch.values.get(i);
            final String about = "seed " + seed + ", message " + i + ": " + itch.shown.get(i);
            buffer.setMemory(0, buffer.capacity(), (byte) 0xEE);

            final int length = encode();

            final byte[] written = Arrays.copyOfRange(buffer.byteArray(), OFFSET, OFFSET + length);
            assertArrayEquals(itch.messages.get(i), written, about);
            assertEquals((byte) 0xEE, buffer.getByte(OFFSET + length), about);
            assertEquals(ItchFlyweight.Form.WHOLE, message.wrap(buffer, OFFSET, length), about);
            assertEquals(values, decodedByLayout(), about);
            decodeByFlyweight(about);
            types.add(values.get("messageType"));
        }
        assertEquals(typesThatThereAre(), types);
    }

    private static Set<Object> typesThatThereAre() {
        final Set<Object> types = new HashSet<>();
        for (int type = Byte.MIN_VALUE; type <= Byte.MAX_VALUE; type++) {
            final boolean known = ItchType.length((byte) type) != ItchType.UNKNOWN;
            assertEquals(known, ItchLayouts.of((byte) type) != null, "type " + type);
            if (known) {
                types.add(String.valueOf((char) type));
            }
        }
        return types;
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertRefused("locate 65536 is not from 0 to 65535", () -> encoder.about(65_536, 0));
        assertRefused("tracking number -1 is not from 0 to 65535", () -> encoder.about(1, -1, 0));
        assertRefused(
                "time in ns 281474976710656 is not from 0 to 281474976710655", () -> encoder.about(1, 0, 1L << 48));
        assertRefused(
                "value 4294967296 does not fit: the field at 32 takes 0 to 4294967295",
                () -> encoder.addOrder(1, 'B', 100, "TRCL", 1L << 32));
        assertRefused("value -1 does not fit", () -> encoder.auctionCollar("TRCL", 1, -1, 1, 0));
        assertRefused(
                "text TOOLONGER has 9 characters; the field at 11 takes at most 8",
                () -> encoder.retailInterest("TOOLONGER", 'B'));
        assertRefused(
                "text FIVES has 5 characters; the field at 11 takes at most 4",
                () -> encoder.marketParticipant("FIVES", "TRCL", 'Y', 'N', 'A'));
        assertRefused(
                "has the code 8364; the field at 11 takes codes from 0 to 255", () -> encoder.circuitBreaker('€'));
    }

    private static void assertRefused(final String text, final Executable call) {
        final String found = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(found.contains(text), found);
    }

    private int encode() {
        encoder.about((int) number("stockLocate"), (int) number("trackingNumber"), number("timestamp"));
        return switch (letter("messageType")) {
            case 'S' -> encoder.systemEvent(letter("eventCode"));
            case 'R' -> encoder.stockDirectory(listing());
            case 'H' -> encoder.tradingAction(stock(), letter("tradingState"), text("reason"));
            case 'h' -> encoder.operationalHalt(stock(), letter("marketCode"), letter("operationalHaltAction"));
            case 'Y' -> encoder.shortSaleRestriction(stock(), letter("regShoAction"));
            case 'L' ->
                encoder.marketParticipant(
                        text("mpid"),
                        stock(),
                        letter("primaryMarketMaker"),
                        letter("marketMakerMode"),
                        letter("marketParticipantState"));
            case 'V' -> encoder.circuitBreakerLevels(number("level1"), number("level2"), number("level3"));
            case 'W' -> encoder.circuitBreaker(letter("breachedLevel"));
            case 'K' ->
                encoder.ipoQuotation(
                        stock(),
                        number("ipoQuotationReleaseTime"),
                        letter("ipoQuotationReleaseQualifier"),
                        number("ipoPrice"));
            case 'J' ->
                encoder.auctionCollar(
                        stock(),
                        number("auctionCollarReferencePrice"),
                        number("upperAuctionCollarPrice"),
                        number("lowerAuctionCollarPrice"),
                        number("auctionCollarExtension"));
            case 'N' -> encoder.retailInterest(stock(), letter("interestFlag"));
            case 'I' ->
                encoder.imbalance(
                        number("pairedShares"),
                        number("imbalanceShares"),
                        letter("imbalanceDirection"),
                        stock(),
                        number("farPrice"),
                        number("nearPrice"),
                        number("currentReferencePrice"),
                        letter("crossType"),
                        letter("priceVariationIndicator"));
            case 'O' ->
                encoder.directListing(
                        stock(),
                        letter("openEligibilityStatus"),
                        number("minimumAllowablePrice"),
                        number("maximumAllowablePrice"),
                        number("nearExecutionPrice"),
                        number("nearExecutionTime"),
                        number("lowerPriceRangeCollar"),
                        number("upperPriceRangeCollar"));
            default -> encodeOrder(letter("messageType"));
        };
    }

    private ItchEncoder.Listing listing() {
        return new ItchEncoder.Listing(
                stock(),
                letter("marketCategory"),
                letter("financialStatusIndicator"),
                number("roundLotSize"),
                letter("roundLotsOnly"),
                letter("issueClassification"),
                text("issueSubType"),
                letter("authenticity"),
                letter("shortSaleThresholdIndicator"),
                letter("ipoFlag"),
                letter("luldReferencePriceTier"),
                letter("etpFlag"),
                number("etpLeverageFactor"),
                letter("inverseIndicator"));
    }

    private int encodeOrder(final char type) {
        final long order = number("orderReferenceNumber");
        final long match = number("matchNumber");
        return switch (type) {
            case 'A' -> encoder.addOrder(order, letter("buySellIndicator"), number("shares"), stock(), number("price"));
            case 'F' ->
                encoder.addOrderMpid(
                        order,
                        letter("buySellIndicator"),
                        number("shares"),
                        stock(),
                        number("price"),
                        text("attribution"));
            case 'E' -> encoder.executed(order, number("executedShares"), match);
            case 'C' ->
                encoder.executedAt(
                        order, number("executedShares"), match, letter("printable") == 'Y', number("executionPrice"));
            case 'X' -> encoder.cancel(order, number("cancelledShares"));
            case 'D' -> encoder.delete(order);
            case 'U' ->
                encoder.replace(
                        number("originalOrderReferenceNumber"),
                        number("newOrderReferenceNumber"),
                        number("shares"),
                        number("price"));
            case 'P' -> encoder.trade(letter("buySellIndicator"), number("shares"), stock(), number("price"), match);
            case 'Q' -> encoder.crossTrade(number("shares"), stock(), number("crossPrice"), match, letter("crossType"));
            case 'B' -> encoder.brokenTrade(match);
            default -> throw new AssertionError("no such type: " + type);
        };
    }

    /** Every field, as tools read it. */
    private Map<String, Object> decodedByLayout() {
        final Map<String, Object> found = new LinkedHashMap<>();
        ItchLayouts.of(message.type()).write(buffer, OFFSET, new FieldMap(found));
        return found;
    }

    /** What handlers read. */
    private void decodeByFlyweight(final String about) {
        assertEquals(number("stockLocate"), message.locate(), about);
        assertEquals(number("trackingNumber"), message.tracking(), about);
        assertEquals(number("timestamp"), message.timeNs(), about);
        switch (message.type()) {
            case ItchType.SYSTEM_EVENT -> same("eventCode", message.event());
            case ItchType.CIRCUIT_BREAKER_STATUS -> same("breachedLevel", message.breakerReached());
            case ItchType.CIRCUIT_BREAKER_LEVELS -> {
                for (int level = 0; level < 3; level++) {
                    assertEquals(number("level" + (level + 1)), message.breakerLevel(level), about);
                }
            }
            case ItchType.NET_ORDER_IMBALANCE -> {
                assertEquals(stock(), ItchFlyweight.symbol(message.imbalanceStock()), about);
                same("pairedShares", message.pairedShares());
                same("imbalanceShares", message.imbalanceShares());
                same("imbalanceDirection", message.imbalanceDirection());
                same("farPrice", message.farPrice());
                same("nearPrice", message.nearPrice());
                same("currentReferencePrice", message.referencePrice());
                same("crossType", message.imbalanceCross());
            }
            default -> {
                if (values.containsKey("orderReferenceNumber") || values.containsKey("newOrderReferenceNumber")) {
                    decodeOrder(about);
                } else {
                    decodeOfStock(about);
                }
            }
        }
    }

    private void decodeOfStock(final String about) {
        switch (message.type()) {
            case ItchType.CROSS_TRADE -> {
                assertEquals(stock(), ItchFlyweight.symbol(message.crossStock()), about);
                same("shares", message.crossShares());
                same("crossPrice", message.crossPrice());
                same("matchNumber", message.crossMatch());
                return;
            }
            case ItchType.BROKEN_TRADE -> {
                same("matchNumber", message.brokenMatch());
                return;
            }
            case ItchType.MARKET_PARTICIPANT -> {
                // No handler reads it.
                return;
            }
            default -> assertEquals(stock(), ItchFlyweight.symbol(message.stock()), about);
        }
        switch (message.type()) {
            case ItchType.STOCK_DIRECTORY -> same("roundLotSize", message.roundLot());
            case ItchType.TRADING_ACTION -> same("tradingState", message.tradingState());
            case ItchType.OPERATIONAL_HALT -> {
                same("marketCode", message.haltedMarket());
                same("operationalHaltAction", message.haltAction());
            }
            case ItchType.SHORT_SALE_RESTRICTION -> same("regShoAction", message.word());
            case ItchType.RETAIL_PRICE_IMPROVEMENT -> same("interestFlag", message.word());
            case ItchType.IPO_QUOTATION -> {
                same("ipoQuotationReleaseTime", message.releaseTime());
                same("ipoQuotationReleaseQualifier", message.releaseQualifier());
                same("ipoPrice", message.ipoPrice());
            }
            case ItchType.AUCTION_COLLAR -> {
                same("auctionCollarReferencePrice", message.collarReference());
                same("upperAuctionCollarPrice", message.upperCollar());
                same("lowerAuctionCollarPrice", message.lowerCollar());
                same("auctionCollarExtension", message.collarExtension());
            }
            default -> {
                assertEquals(ItchType.DIRECT_LISTING, message.type(), about);
                same("openEligibilityStatus", message.word());
                same("minimumAllowablePrice", message.lowestPrice());
                same("maximumAllowablePrice", message.highestPrice());
                same("nearExecutionPrice", message.listingPrice());
                same("nearExecutionTime", message.listingTimeNs());
                same("lowerPriceRangeCollar", message.listingLowerCollar());
                same("upperPriceRangeCollar", message.listingUpperCollar());
            }
        }
    }

    private void decodeOrder(final String about) {
        if (message.type() == ItchType.ORDER_REPLACE) {
            same("originalOrderReferenceNumber", message.orderReference());
            same("newOrderReferenceNumber", message.newOrderReference());
            same("shares", message.replaceShares());
            same("price", message.replacePrice());
            return;
        }
        same("orderReferenceNumber", message.orderReference());
        switch (message.type()) {
            case ItchType.ADD_ORDER, ItchType.ADD_ORDER_MPID, ItchType.TRADE -> {
                assertEquals(stock(), ItchFlyweight.symbol(message.orderStock()), about);
                same("buySellIndicator", message.side());
                same("shares", message.shares());
                same("price", message.price());
            }
            case ItchType.ORDER_EXECUTED, ItchType.ORDER_EXECUTED_PRICE -> {
                same("executedShares", message.executedShares());
                same("matchNumber", message.executedMatch());
            }
            case ItchType.ORDER_CANCEL -> same("cancelledShares", message.executedShares());
            default -> assertEquals(ItchType.ORDER_DELETE, message.type(), about);
        }
        switch (message.type()) {
            case ItchType.TRADE -> same("matchNumber", message.tradeMatch());
            case ItchType.ORDER_EXECUTED_PRICE -> {
                assertEquals(letter("printable") == 'Y', message.printable(), about);
                same("executionPrice", message.executedPrice());
            }
            case ItchType.ADD_ORDER_MPID -> {
                final int mpid = message.attribution();
                final byte[] bytes = {(byte) (mpid >> 24), (byte) (mpid >> 16), (byte) (mpid >> 8), (byte) mpid};
                assertEquals(text("attribution"), new String(bytes, StandardCharsets.US_ASCII).strip());
            }
            default -> {
                // All of it was read above.
                return;
            }
        }
    }

    private void same(final String field, final long found) {
        final Object value = values.get(field);
        final Object expected = value instanceof String ? (long) ((String) value).charAt(0) : value;
        assertEquals(expected, found, () -> field + " of " + values);
    }

    private String stock() {
        return text("stock");
    }

    private String text(final String field) {
        return (String) values.get(field);
    }

    private char letter(final String field) {
        return text(field).charAt(0);
    }

    /** 0 where the message has no such field. */
    private long number(final String field) {
        return (long) values.getOrDefault(field, 0L);
    }

    /** Fields by name, as {@link HandMadeItch#values} has them. */
    private record FieldMap(Map<String, Object> fields) implements FieldWriter {
        @Override
        public void number(final String name, final long value) {
            throw new AssertionError(name + " has a sign");
        }

        @Override
        public void unsigned(final String name, final long value) {
            fields.put(name, value);
        }

        @Override
        public void decimal(final String name, final long value, final int scale) {
            fields.put(name, value);
        }

        @Override
        public void unsignedDecimal(final String name, final long value, final int scale) {
            fields.put(name, value);
        }

        @Override
        public void text(final String name, final String value) {
            fields.put(name, value);
        }

        @Override
        public void none(final String name) {
            throw new AssertionError(name + " is none");
        }

        @Override
        public void beginGroup(final String name) {
            throw new AssertionError(name + " is a group");
        }

        @Override
        public void beginEntry() {
            throw new AssertionError("an entry of a group");
        }

        @Override
        public void endEntry() {
            throw new AssertionError("an entry of a group");
        }

        @Override
        public void endGroup() {
            throw new AssertionError("a group");
        }

        @Override
        public void beginComposite(final String name) {
            throw new AssertionError(name + " is a composite");
        }

        @Override
        public void endComposite() {
            throw new AssertionError("a composite");
        }
    }
}
