package io.tiercel.codecs.itch;

import static io.tiercel.codecs.layout.Field.character;
import static io.tiercel.codecs.layout.Field.text;
import static io.tiercel.codecs.layout.Field.unsigned;
import static io.tiercel.codecs.layout.Field.unsignedDecimal;

import io.tiercel.codecs.layout.Field;
import io.tiercel.codecs.layout.RecordLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Every field of every message of TotalView-ITCH 5.0, by the specification's names: for tools. Prices are decimals of
 * four digits, those of circuit breakers of eight.
 */
public final class ItchLayouts {
    private static final int PRICE_4 = 4;
    private static final int PRICE_8 = 8;
    private static final int TYPES = 128;
    private static final RecordLayout[] LAYOUTS = new RecordLayout[TYPES];
    private static final Field ORDER = unsigned("orderReferenceNumber", 11, 8);
    private static final Field STOCK = text("stock", 11, 8);

    static {
        notices();
        protections();
        orders();
        trades();
    }

    private ItchLayouts() {}

    /** Null for a type that the version does not have. */
    public static RecordLayout of(final byte type) {
        return type < 0 ? null : LAYOUTS[type];
    }

    private static void notices() {
        put(ItchType.SYSTEM_EVENT, "System Event", character("eventCode", 11));
        put(
                ItchType.STOCK_DIRECTORY,
                "Stock Directory",
                STOCK,
                character("marketCategory", 19),
                character("financialStatusIndicator", 20),
                unsigned("roundLotSize", 21, 4),
                character("roundLotsOnly", 25),
                character("issueClassification", 26),
                text("issueSubType", 27, 2),
                character("authenticity", 29),
                character("shortSaleThresholdIndicator", 30),
                character("ipoFlag", 31),
                character("luldReferencePriceTier", 32),
                character("etpFlag", 33),
                unsigned("etpLeverageFactor", 34, 4),
                character("inverseIndicator", 38));
        put(
                ItchType.TRADING_ACTION,
                "Stock Trading Action",
                STOCK,
                character("tradingState", 19),
                character("reserved", 20),
                text("reason", 21, 4));
        put(ItchType.SHORT_SALE_RESTRICTION, "Reg SHO Restriction", STOCK, character("regShoAction", 19));
        put(
                ItchType.MARKET_PARTICIPANT,
                "Market Participant Position",
                text("mpid", 11, 4),
                text("stock", 15, 8),
                character("primaryMarketMaker", 23),
                character("marketMakerMode", 24),
                character("marketParticipantState", 25));
    }

    private static void protections() {
        put(
                ItchType.CIRCUIT_BREAKER_LEVELS,
                "MWCB Decline Level",
                unsignedDecimal("level1", 11, 8, PRICE_8),
                unsignedDecimal("level2", 19, 8, PRICE_8),
                unsignedDecimal("level3", 27, 8, PRICE_8));
        put(ItchType.CIRCUIT_BREAKER_STATUS, "MWCB Status", character("breachedLevel", 11));
        put(
                ItchType.IPO_QUOTATION,
                "IPO Quoting Period Update",
                STOCK,
                unsigned("ipoQuotationReleaseTime", 19, 4),
                character("ipoQuotationReleaseQualifier", 23),
                unsignedDecimal("ipoPrice", 24, 4, PRICE_4));
        put(
                ItchType.AUCTION_COLLAR,
                "LULD Auction Collar",
                STOCK,
                unsignedDecimal("auctionCollarReferencePrice", 19, 4, PRICE_4),
                unsignedDecimal("upperAuctionCollarPrice", 23, 4, PRICE_4),
                unsignedDecimal("lowerAuctionCollarPrice", 27, 4, PRICE_4),
                unsigned("auctionCollarExtension", 31, 4));
        put(
                ItchType.OPERATIONAL_HALT,
                "Operational Halt",
                STOCK,
                character("marketCode", 19),
                character("operationalHaltAction", 20));
    }

    private static void orders() {
        final Field side = character("buySellIndicator", 19);
        final Field shares = unsigned("shares", 20, 4);
        final Field stock = text("stock", 24, 8);
        final Field price = unsignedDecimal("price", 32, 4, PRICE_4);
        final Field executed = unsigned("executedShares", 19, 4);
        final Field match = unsigned("matchNumber", 23, 8);
        put(ItchType.ADD_ORDER, "Add Order - No MPID Attribution", ORDER, side, shares, stock, price);
        put(
                ItchType.ADD_ORDER_MPID,
                "Add Order - MPID Attribution",
                ORDER,
                side,
                shares,
                stock,
                price,
                text("attribution", 36, 4));
        put(ItchType.ORDER_EXECUTED, "Order Executed", ORDER, executed, match);
        put(
                ItchType.ORDER_EXECUTED_PRICE,
                "Order Executed With Price",
                ORDER,
                executed,
                match,
                character("printable", 31),
                unsignedDecimal("executionPrice", 32, 4, PRICE_4));
        put(ItchType.ORDER_CANCEL, "Order Cancel", ORDER, unsigned("cancelledShares", 19, 4));
        put(ItchType.ORDER_DELETE, "Order Delete", ORDER);
        put(
                ItchType.ORDER_REPLACE,
                "Order Replace",
                unsigned("originalOrderReferenceNumber", 11, 8),
                unsigned("newOrderReferenceNumber", 19, 8),
                unsigned("shares", 27, 4),
                unsignedDecimal("price", 31, 4, PRICE_4));
        put(ItchType.TRADE, "Trade - Non-Cross", ORDER, side, shares, stock, price, unsigned("matchNumber", 36, 8));
    }

    private static void trades() {
        put(
                ItchType.CROSS_TRADE,
                "Cross Trade",
                unsigned("shares", 11, 8),
                text("stock", 19, 8),
                unsignedDecimal("crossPrice", 27, 4, PRICE_4),
                unsigned("matchNumber", 31, 8),
                character("crossType", 39));
        put(ItchType.BROKEN_TRADE, "Broken Trade", unsigned("matchNumber", 11, 8));
        put(
                ItchType.NET_ORDER_IMBALANCE,
                "Net Order Imbalance Indicator",
                unsigned("pairedShares", 11, 8),
                unsigned("imbalanceShares", 19, 8),
                character("imbalanceDirection", 27),
                text("stock", 28, 8),
                unsignedDecimal("farPrice", 36, 4, PRICE_4),
                unsignedDecimal("nearPrice", 40, 4, PRICE_4),
                unsignedDecimal("currentReferencePrice", 44, 4, PRICE_4),
                character("crossType", 48),
                character("priceVariationIndicator", 49));
        put(
                ItchType.RETAIL_PRICE_IMPROVEMENT,
                "Retail Price Improvement Indicator",
                STOCK,
                character("interestFlag", 19));
        put(
                ItchType.DIRECT_LISTING,
                "Direct Listing With Capital Raise Price Discovery",
                STOCK,
                character("openEligibilityStatus", 19),
                unsignedDecimal("minimumAllowablePrice", 20, 4, PRICE_4),
                unsignedDecimal("maximumAllowablePrice", 24, 4, PRICE_4),
                unsignedDecimal("nearExecutionPrice", 28, 4, PRICE_4),
                unsigned("nearExecutionTime", 32, 8),
                unsignedDecimal("lowerPriceRangeCollar", 40, 4, PRICE_4),
                unsignedDecimal("upperPriceRangeCollar", 44, 4, PRICE_4));
    }

    private static void put(final byte type, final String name, final Field... own) {
        final List<Field> fields = new ArrayList<>(List.of(
                character("messageType", 0),
                unsigned("stockLocate", 1, 2),
                unsigned("trackingNumber", 3, 2),
                unsigned("timestamp", 5, 6)));
        fields.addAll(List.of(own));
        LAYOUTS[type] = new RecordLayout(name, ItchType.length(type), ByteOrder.BIG_ENDIAN, List.copyOf(fields));
    }
}
