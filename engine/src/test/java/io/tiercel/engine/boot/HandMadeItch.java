package io.tiercel.engine.boot;

import io.tiercel.engine.feed.capture.Frames;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Messages of TotalView-ITCH 5.0, field by field as the specification lists them: position follows from what was
 * written before, so that no table of offsets is shared with the product. Beside each message stands how its fields
 * are to be shown, and of orders the books are kept the slow way.
 */
final class HandMadeItch {
    static final String TYPES = "SRHYLVWKJhAFECXDUPQBINO";

    final List<byte[]> messages = new ArrayList<>();
    final List<String> shown = new ArrayList<>();
    /** Of each message its fields by name: texts, and whole numbers as 64 bits. */
    final List<Map<String, Object>> values = new ArrayList<>();

    final List<Long> times = new ArrayList<>();

    private final Random random;
    private final Map<Long, Order> orders = new TreeMap<>();
    private final Map<Integer, Integer> trades = new TreeMap<>();
    private ByteBuffer bytes;
    private StringBuilder text;
    private Map<String, Object> fields;
    private long timeNs = 34_200_000_000_000L;
    private long nextOrder = 1;

    private record Order(int locate, boolean buys, long price, long shares) {}

    HandMadeItch(final long seed) {
        random = new Random(seed);
    }

    /** Every type once, each field at random within what is legal. */
    HandMadeItch everyType() {
        for (final char type : TYPES.toCharArray()) {
            anyOf(type);
        }
        return this;
    }

    /** Every type but the system event once, of a stock that no day has. */
    HandMadeItch strangers() {
        for (final char type : TYPES.substring(1).toCharArray()) {
            anyOf(type, type == 'V' || type == 'W' ? 0 : 60_000 + random.nextInt(5_000));
        }
        return this;
    }

    /** The system event that ends a day. */
    HandMadeItch close() {
        begin('S', "System Event", 0).letter("eventCode", "M").end();
        return this;
    }

    private void anyOf(final char type) {
        anyOf(type, type == 'S' || type == 'V' || type == 'W' ? 0 : 1 + random.nextInt(65_535));
    }

    private void anyOf(final char type, final int locate) {
        switch (type) {
            case 'S' -> begin(type, "System Event", locate).letter("eventCode", "OSQMEC");
            case 'R' -> directory(locate, symbol());
            case 'H' ->
                begin(type, "Stock Trading Action", locate)
                        .stock(symbol())
                        .letter("tradingState", "HPQT")
                        .letter("reserved", " ")
                        .alpha("reason", 4, letters(4));
            case 'Y' ->
                begin(type, "Reg SHO Restriction", locate).stock(symbol()).letter("regShoAction", "012");
            case 'L' ->
                begin(type, "Market Participant Position", locate)
                        .alpha("mpid", 4, letters(4))
                        .stock(symbol())
                        .letter("primaryMarketMaker", "YN")
                        .letter("marketMakerMode", "NPSRL")
                        .letter("marketParticipantState", "AEWSD");
            case 'V' ->
                begin(type, "MWCB Decline Level", locate)
                        .price("level1", 8, 8, random.nextLong(1L << 60))
                        .price("level2", 8, 8, random.nextLong(1L << 60))
                        .price("level3", 8, 8, random.nextLong(1L << 60));
            case 'W' -> begin(type, "MWCB Status", locate).letter("breachedLevel", "123");
            case 'K' ->
                begin(type, "IPO Quoting Period Update", locate)
                        .stock(symbol())
                        .integer("ipoQuotationReleaseTime", 4, random.nextInt(86_400))
                        .letter("ipoQuotationReleaseQualifier", "AC")
                        .price("ipoPrice");
            case 'J' ->
                begin(type, "LULD Auction Collar", locate)
                        .stock(symbol())
                        .price("auctionCollarReferencePrice")
                        .price("upperAuctionCollarPrice")
                        .price("lowerAuctionCollarPrice")
                        .integer("auctionCollarExtension", 4, random.nextInt(100));
            case 'h' ->
                begin(type, "Operational Halt", locate)
                        .stock(symbol())
                        .letter("marketCode", "QBX")
                        .letter("operationalHaltAction", "HT");
            case 'I' ->
                begin(type, "Net Order Imbalance Indicator", locate)
                        .integer("pairedShares", 8, random.nextLong())
                        .integer("imbalanceShares", 8, random.nextLong(1L << 62))
                        .letter("imbalanceDirection", "BSNO")
                        .stock(symbol())
                        .price("farPrice")
                        .price("nearPrice")
                        .price("currentReferencePrice")
                        .letter("crossType", "OCHA")
                        .letter("priceVariationIndicator", "L123456789ABC ");
            case 'N' ->
                begin(type, "Retail Price Improvement Indicator", locate)
                        .stock(symbol())
                        .letter("interestFlag", "BSAN");
            case 'O' ->
                begin(type, "Direct Listing With Capital Raise Price Discovery", locate)
                        .stock(symbol())
                        .letter("openEligibilityStatus", "NY")
                        .price("minimumAllowablePrice")
                        .price("maximumAllowablePrice")
                        .price("nearExecutionPrice")
                        .integer("nearExecutionTime", 8, random.nextLong(1L << 46))
                        .price("lowerPriceRangeCollar")
                        .price("upperPriceRangeCollar");
            default -> anyOfOrders(type, locate);
        }
        end();
    }

    private void anyOfOrders(final char type, final int locate) {
        final long order = random.nextLong();
        final long shares = 1 + random.nextLong(1L << 31);
        final long price = random.nextInt(2_000_000_000);
        switch (type) {
            case 'A', 'F' -> add(type, locate, order, random.nextBoolean(), shares, symbol(), price);
            case 'E' -> executed(locate, order, shares);
            case 'C' -> executedAt(locate, order, shares, random.nextBoolean(), price);
            case 'X' -> cancel(locate, order, shares);
            case 'D' -> delete(locate, order);
            case 'U' -> replace(locate, order, random.nextLong(), shares, price);
            case 'P' -> trade(locate, symbol(), shares, price);
            case 'Q' -> cross(locate, symbol(), random.nextLong(1L << 62), price);
            default -> begin(type, "Broken Trade", locate).integer("matchNumber", 8, random.nextLong());
        }
    }

    /** A stretch of a day: directory, orders of so many stocks, trades. */
    HandMadeItch day(final int stocks, final int changes) {
        begin('S', "System Event", 0).letter("eventCode", "O").end();
        for (int locate = 1; locate <= stocks; locate++) {
            directory(locate, "STK" + locate).end();
            tradingAction(locate, "STK" + locate).end();
        }
        for (int i = 0; i < changes; i++) {
            change(1 + random.nextInt(stocks));
        }
        return this;
    }

    private void change(final int locate) {
        final Long id = orders.isEmpty() ? null : pick();
        final Order order = id == null ? null : orders.get(id);
        final int kind = order == null ? 0 : random.nextInt(14);
        final long part = order == null ? 0 : 1 + random.nextLong(order.shares);
        switch (kind) {
            case 7 -> {
                executed(order.locate, id, part).end();
                traded(order.locate);
                reduce(id, order, part);
            }
            case 8 -> {
                final boolean printable = random.nextBoolean();
                executedAt(order.locate, id, part, printable, order.price).end();
                if (printable) {
                    traded(order.locate);
                }
                reduce(id, order, part);
            }
            case 9 -> {
                cancel(order.locate, id, part).end();
                reduce(id, order, part);
            }
            case 10, 11 -> {
                delete(order.locate, id).end();
                orders.remove(id);
            }
            case 12 -> {
                final Order next = new Order(order.locate, order.buys, price(order.buys), 1 + random.nextInt(900));
                replace(order.locate, id, nextOrder, next.shares, next.price).end();
                orders.remove(id);
                orders.put(nextOrder++, next);
            }
            case 13 -> {
                if (random.nextBoolean()) {
                    trade(locate, "STK" + locate, 100, 1_000_000).end();
                } else {
                    cross(locate, "STK" + locate, 5_000, 1_000_000).end();
                }
                traded(locate);
            }
            default -> {
                final boolean buys = random.nextBoolean();
                final Order next = new Order(locate, buys, price(buys), 1 + random.nextInt(900));
                add(kind == 1 ? 'F' : 'A', locate, nextOrder, buys, next.shares, "STK" + locate, next.price)
                        .end();
                orders.put(nextOrder++, next);
            }
        }
    }

    private Long pick() {
        final Long found = ((TreeMap<Long, Order>) orders).floorKey(1 + random.nextLong(nextOrder));
        return found == null ? ((TreeMap<Long, Order>) orders).firstKey() : found;
    }

    private long price(final boolean buys) {
        return 1_000_000 + (buys ? -1 - random.nextInt(40) : random.nextInt(40)) * 100L;
    }

    private void traded(final int locate) {
        trades.merge(locate, 1, Integer::sum);
    }

    private void reduce(final long id, final Order order, final long shares) {
        if (shares == order.shares) {
            orders.remove(id);
        } else {
            orders.put(id, new Order(order.locate, order.buys, order.price, order.shares - shares));
        }
    }

    /** The book as the command's JSON has it from {@code bidLevels} on. */
    String book(final int locate) {
        final TreeMap<Long, long[]> bids = new TreeMap<>(Collections.reverseOrder());
        final TreeMap<Long, long[]> asks = new TreeMap<>();
        int count = 0;
        for (final Order order : orders.values()) {
            if (order.locate == locate) {
                count++;
                final long[] level = (order.buys ? bids : asks).computeIfAbsent(order.price, missing -> new long[2]);
                level[0] += order.shares;
                level[1]++;
            }
        }
        return "\"bidLevels\":" + bids.size() + ",\"askLevels\":" + asks.size() + ",\"orders\":" + count + ",\"bids\":"
                + side(bids) + ",\"asks\":" + side(asks) + ",\"crossed\":0,\"trades\":"
                + trades.getOrDefault(locate, 0) + ",\"errors\":0";
    }

    /** Bids, then asks, the best first, as {@code BUY 10 at 150000000000}. */
    List<String> levels(final int locate) {
        final List<String> all = new ArrayList<>();
        for (final boolean buys : new boolean[] {true, false}) {
            final TreeMap<Long, Long> side = new TreeMap<>(buys ? Collections.reverseOrder() : null);
            orders.values().stream()
                    .filter(order -> order.locate == locate && order.buys == buys)
                    .forEach(order -> side.merge(order.price, order.shares, Long::sum));
            side.forEach((price, shares) -> all.add((buys ? "BUY " : "SELL ") + shares + " at " + price * 100_000));
        }
        return all;
    }

    private static String side(final TreeMap<Long, long[]> levels) {
        final List<String> all = new ArrayList<>();
        levels.forEach((price, level) -> all.add("[\"" + decimal(price, 4) + "\"," + level[0] + "," + level[1] + "]"));
        return "[" + String.join(",", all) + "]";
    }

    private static String decimal(final long value, final int scale) {
        final BigDecimal decimal = BigDecimal.valueOf(value, scale).stripTrailingZeros();
        return decimal.signum() == 0 ? "0" : decimal.toPlainString();
    }

    HandMadeItch directory(final int locate, final String symbol) {
        return begin('R', "Stock Directory", locate)
                .stock(symbol)
                .letter("marketCategory", "QGSNAPZV ")
                .letter("financialStatusIndicator", "DEQSGHJKCN ")
                .integer("roundLotSize", 4, 1 + random.nextInt(1_000))
                .letter("roundLotsOnly", "YN")
                .letter("issueClassification", "ABCQ")
                .alpha("issueSubType", 2, letters(2))
                .letter("authenticity", "PT")
                .letter("shortSaleThresholdIndicator", "YN ")
                .letter("ipoFlag", "YN ")
                .letter("luldReferencePriceTier", "12 ")
                .letter("etpFlag", "YN ")
                .integer("etpLeverageFactor", 4, random.nextInt(4))
                .letter("inverseIndicator", "YN");
    }

    HandMadeItch tradingAction(final int locate, final String symbol) {
        return begin('H', "Stock Trading Action", locate)
                .stock(symbol)
                .letter("tradingState", "T")
                .letter("reserved", " ")
                .alpha("reason", 4, "LUDP");
    }

    HandMadeItch add(
            final char type,
            final int locate,
            final long order,
            final boolean buys,
            final long shares,
            final String symbol,
            final long price) {
        begin(type, type == 'A' ? "Add Order - No MPID Attribution" : "Add Order - MPID Attribution", locate)
                .integer("orderReferenceNumber", 8, order)
                .letter("buySellIndicator", buys ? "B" : "S")
                .integer("shares", 4, shares)
                .stock(symbol)
                .price("price", 4, 4, price);
        return type == 'A' ? this : alpha("attribution", 4, letters(4));
    }

    HandMadeItch executed(final int locate, final long order, final long shares) {
        return begin('E', "Order Executed", locate)
                .integer("orderReferenceNumber", 8, order)
                .integer("executedShares", 4, shares)
                .integer("matchNumber", 8, random.nextLong());
    }

    HandMadeItch executedAt(
            final int locate, final long order, final long shares, final boolean printable, final long price) {
        return begin('C', "Order Executed With Price", locate)
                .integer("orderReferenceNumber", 8, order)
                .integer("executedShares", 4, shares)
                .integer("matchNumber", 8, random.nextLong())
                .letter("printable", printable ? "Y" : "N")
                .price("executionPrice", 4, 4, price);
    }

    HandMadeItch cancel(final int locate, final long order, final long shares) {
        return begin('X', "Order Cancel", locate)
                .integer("orderReferenceNumber", 8, order)
                .integer("cancelledShares", 4, shares);
    }

    HandMadeItch delete(final int locate, final long order) {
        return begin('D', "Order Delete", locate).integer("orderReferenceNumber", 8, order);
    }

    HandMadeItch replace(final int locate, final long order, final long newOrder, final long shares, final long price) {
        return begin('U', "Order Replace", locate)
                .integer("originalOrderReferenceNumber", 8, order)
                .integer("newOrderReferenceNumber", 8, newOrder)
                .integer("shares", 4, shares)
                .price("price", 4, 4, price);
    }

    HandMadeItch trade(final int locate, final String symbol, final long shares, final long price) {
        return begin('P', "Trade - Non-Cross", locate)
                .integer("orderReferenceNumber", 8, 0)
                .letter("buySellIndicator", "B")
                .integer("shares", 4, shares)
                .stock(symbol)
                .price("price", 4, 4, price)
                .integer("matchNumber", 8, random.nextLong());
    }

    HandMadeItch cross(final int locate, final String symbol, final long shares, final long price) {
        return begin('Q', "Cross Trade", locate)
                .integer("shares", 8, shares)
                .stock(symbol)
                .price("crossPrice", 4, 4, price)
                .integer("matchNumber", 8, random.nextLong())
                .letter("crossType", "OCHI");
    }

    private HandMadeItch begin(final char type, final String name, final int locate) {
        timeNs += 1 + random.nextInt(1_000_000);
        final int tracking = random.nextInt(65_536);
        bytes = ByteBuffer.allocate(64)
                .put((byte) type)
                .putShort((short) locate)
                .putShort((short) tracking)
                .putShort((short) (timeNs >>> 32))
                .putInt((int) timeNs);
        text = new StringBuilder("\"message\":\"" + name + "\",\"messageType\":\"" + type + "\",\"stockLocate\":"
                + locate + ",\"trackingNumber\":" + tracking + ",\"timestamp\":" + timeNs);
        fields = new LinkedHashMap<>(Map.of(
                "messageType", String.valueOf(type), "stockLocate", (long) locate, "trackingNumber", (long) tracking));
        fields.put("timestamp", timeNs);
        return this;
    }

    private HandMadeItch integer(final String name, final int length, final long value) {
        for (int i = length - 1; i >= 0; i--) {
            bytes.put((byte) (value >>> 8 * i));
        }
        text.append(",\"" + name + "\":"
                + (length == 8 ? Long.toUnsignedString(value) : Long.toString(value & 0xFFFF_FFFFL)));
        fields.put(name, value);
        return this;
    }

    private HandMadeItch price(final String name) {
        return price(name, 4, 4, random.nextInt(2_000_000_000));
    }

    private HandMadeItch price(final String name, final int length, final int digits, final long value) {
        for (int i = length - 1; i >= 0; i--) {
            bytes.put((byte) (value >>> 8 * i));
        }
        text.append(",\"" + name + "\":\"" + decimal(value, digits) + "\"");
        fields.put(name, value);
        return this;
    }

    private HandMadeItch letter(final String name, final String any) {
        final char letter = any.charAt(random.nextInt(any.length()));
        bytes.put((byte) letter);
        text.append(",\"" + name + "\":\"" + letter + "\"");
        fields.put(name, String.valueOf(letter));
        return this;
    }

    private HandMadeItch alpha(final String name, final int length, final String value) {
        bytes.put((value + " ".repeat(length - value.length())).getBytes(StandardCharsets.US_ASCII));
        text.append(",\"" + name + "\":\"" + value + "\"");
        fields.put(name, value);
        return this;
    }

    private HandMadeItch stock(final String symbol) {
        return alpha("stock", 8, symbol);
    }

    private String symbol() {
        return letters(8);
    }

    private String letters(final int most) {
        final StringBuilder letters = new StringBuilder();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            letters.append((char) ('A' + random.nextInt(26)));
        }
        return letters.toString();
    }

    private void end() {
        if (bytes != null) {
            messages.add(java.util.Arrays.copyOf(bytes.array(), bytes.position()));
            shown.add(text + "}");
            times.add(timeNs);
            values.add(fields);
            bytes = null;
        }
    }

    /** Each message behind its length in two bytes. */
    byte[] file() {
        return file(0, messages.size());
    }

    byte[] file(final int from, final int to) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] message : messages.subList(from, to)) {
            all.writeBytes(Frames.two(message.length));
            all.writeBytes(message);
        }
        return all.toByteArray();
    }

    /** A packet of MoldUDP64 with these messages; the first of the session has number 1. */
    byte[] packet(final String session, final int from, final int to) {
        return Frames.join(
                session.getBytes(StandardCharsets.US_ASCII),
                Frames.eight(from + 1L),
                Frames.two(to - from),
                file(from, to));
    }
}
