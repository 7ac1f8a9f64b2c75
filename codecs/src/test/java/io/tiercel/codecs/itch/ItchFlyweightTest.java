package io.tiercel.codecs.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class ItchFlyweightTest {
    private static final int MESSAGES = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    private static final Path FOLDER = Path.of("..", "shared", "data", "itch");
    private static final String REAL = "nasdaq-itch50-head-2019";
    private static final int LOCATE = 0xFEDC;
    private static final long TIME_NS = 34_200_000_000_123L;
    /** Beyond 63 bits, to be seen as they are. */
    private static final long ORDER = 0xFEDC_BA98_7654_3210L;

    private static final long MATCH = 0x1234_5678_9ABC_DEF0L;
    private static final long SHARES = 4_294_967_295L;
    private static final long PRICE = 4_000_000_001L;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder().wrap(buffer, 3).about(LOCATE, TIME_NS);
    private final ItchFlyweight message = new ItchFlyweight();

    @Test
    void shouldReadOrdersAsTheyWereWritten() {
        read(encoder.addOrder(ORDER, 'B', SHARES, "TRCL", PRICE), ItchType.ADD_ORDER, 36);
        assertOrder('B');
        read(encoder.addOrderMpid(ORDER, 'S', SHARES, "TRCL", PRICE), ItchType.ADD_ORDER_MPID, 40);
        assertOrder('S');
        read(encoder.cancel(ORDER, SHARES), ItchType.ORDER_CANCEL, 23);
        assertEquals(ORDER, message.orderReference());
        assertEquals(SHARES, message.executedShares());
        read(encoder.delete(ORDER), ItchType.ORDER_DELETE, 19);
        assertEquals(ORDER, message.orderReference());
        read(encoder.replace(ORDER, ORDER + 1, SHARES, PRICE), ItchType.ORDER_REPLACE, 35);
        assertEquals(ORDER, message.orderReference());
        assertEquals(ORDER + 1, message.newOrderReference());
        assertEquals(SHARES, message.replaceShares());
        assertEquals(PRICE, message.replacePrice());
    }

    @Test
    void shouldReadTradesAsTheyWereWritten() {
        read(encoder.executed(ORDER, SHARES, MATCH), ItchType.ORDER_EXECUTED, 31);
        assertExecution();
        read(encoder.executedAt(ORDER, SHARES, MATCH, true, PRICE), ItchType.ORDER_EXECUTED_PRICE, 36);
        assertExecution();
        assertTrue(message.printable());
        assertEquals(PRICE, message.executedPrice());
        read(encoder.executedAt(ORDER, SHARES, MATCH, false, PRICE), ItchType.ORDER_EXECUTED_PRICE, 36);
        assertFalse(message.printable());
        read(encoder.trade('B', SHARES, "TRCL", PRICE, MATCH), ItchType.TRADE, 44);
        assertEquals(SHARES, message.shares());
        assertEquals(PRICE, message.price());
        assertEquals(MATCH, message.tradeMatch());
        read(encoder.crossTrade(1L << 40, "TRCL", PRICE, MATCH, 'O'), ItchType.CROSS_TRADE, 40);
        assertEquals(1L << 40, message.crossShares());
        assertEquals(PRICE, message.crossPrice());
        assertEquals(MATCH, message.crossMatch());
        read(encoder.brokenTrade(MATCH), ItchType.BROKEN_TRADE, 19);
    }

    @Test
    void shouldReadWhatIsSaidOfStocksAsItWasWritten() {
        read(encoder.systemEvent('Q'), ItchType.SYSTEM_EVENT, 12);
        assertEquals('Q', message.event());
        read(encoder.stockDirectory("TRCL.A", 100), ItchType.STOCK_DIRECTORY, 39);
        assertEquals("TRCL.A", ItchFlyweight.symbol(message.stock()));
        assertEquals(100, message.roundLot());
        read(encoder.tradingAction("TRCL", 'P'), ItchType.TRADING_ACTION, 25);
        assertEquals(ItchFlyweight.key("TRCL"), message.stock());
        assertEquals('P', message.tradingState());
        read(encoder.operationalHalt("TRCL", 'Q', 'H'), ItchType.OPERATIONAL_HALT, 21);
        assertEquals(ItchFlyweight.key("TRCL"), message.stock());
        assertEquals('Q', message.haltedMarket());
        assertEquals('H', message.haltAction());
    }

    @Test
    void shouldTellTornAndUnknownMessages() {
        final int length = encoder.delete(ORDER);

        assertEquals(ItchFlyweight.Form.TORN, message.wrap(buffer, 3, length - 1));
        assertEquals(ItchFlyweight.Form.TORN, message.wrap(buffer, 3, 0));
        assertEquals(ItchFlyweight.Form.WHOLE, message.wrap(buffer, 3, length + 1));
        buffer.putByte(3, (byte) 'Z');
        assertEquals(ItchFlyweight.Form.UNKNOWN, message.wrap(buffer, 3, length));
        buffer.putByte(3, (byte) -1);
        assertEquals(ItchFlyweight.Form.UNKNOWN, message.wrap(buffer, 3, length));
    }

    /** What stands behind the message, zeros or ones, makes no difference. */
    @Test
    void shouldNeverReadOutsideOfTheMessage() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final String types = "SRHAFECXDUPQBYLVWKJhINO";
        long whole = 0;
        for (int i = 0; i < MESSAGES; i++) {
            final byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextInt(4) > 0) {
                bytes[0] = (byte) types.charAt(random.nextInt(types.length()));
            }
            try {
                final String before = readAll(bytes, 0x00);
                assertEquals(before, readAll(bytes, 0xFF), () -> "seed " + seed);
                whole += before.isEmpty() ? 0 : 1;
            } catch (final RuntimeException failed) {
                throw new AssertionError("seed " + seed + ", message " + i, failed);
            }
        }
        assertTrue(whole > MESSAGES / 20, whole + " whole messages of seed " + seed);
    }

    /** Empty when it is not whole. */
    private String readAll(final byte[] bytes, final int behind) {
        final byte[] room = new byte[bytes.length + 64];
        Arrays.fill(room, (byte) behind);
        System.arraycopy(bytes, 0, room, 0, bytes.length);
        final ItchFlyweight.Form form = message.wrap(new UnsafeBuffer(room), 0, bytes.length);
        return form == ItchFlyweight.Form.WHOLE ? message.locate() + " " + message.timeNs() + " " + readBody() : "";
    }

    private long readBody() {
        return switch (message.type()) {
            case ItchType.SYSTEM_EVENT -> message.event();
            case ItchType.STOCK_DIRECTORY -> message.stock() + message.roundLot();
            case ItchType.TRADING_ACTION -> message.stock() + message.tradingState();
            case ItchType.OPERATIONAL_HALT -> message.stock() + message.haltedMarket() + message.haltAction();
            case ItchType.BROKEN_TRADE -> message.brokenMatch();
            case ItchType.ADD_ORDER, ItchType.ADD_ORDER_MPID ->
                message.orderReference()
                        + message.side()
                        + message.shares()
                        + message.orderStock()
                        + message.price()
                        + (message.type() == ItchType.ADD_ORDER_MPID ? message.attribution() : 0);
            case ItchType.ORDER_EXECUTED ->
                message.orderReference() + message.executedShares() + message.executedMatch();
            case ItchType.ORDER_EXECUTED_PRICE ->
                message.orderReference()
                        + message.executedShares()
                        + message.executedMatch()
                        + message.executedPrice()
                        + (message.printable() ? 1 : 0);
            case ItchType.ORDER_CANCEL -> message.orderReference() + message.executedShares();
            case ItchType.ORDER_DELETE -> message.orderReference();
            case ItchType.ORDER_REPLACE ->
                message.newOrderReference() + message.replaceShares() + message.replacePrice();
            case ItchType.TRADE -> message.price() + message.tradeMatch();
            case ItchType.CROSS_TRADE ->
                message.crossShares() + message.crossStock() + message.crossPrice() + message.crossMatch();
            default -> 0;
        };
    }

    @Test
    void shouldReadRealDayAsThirdPartyDoes() throws IOException {
        final Path folder = Stream.of(Path.of("..").resolve(FOLDER), FOLDER)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
        assumeTrue(folder != null, "skipped: there is no ../shared/data/itch beside the project's root");
        final UnsafeBuffer file = new UnsafeBuffer(Files.readAllBytes(folder.resolve(REAL + ".itch")));
        final List<String> expected = new ArrayList<>();
        for (final String line : Files.readAllLines(folder.resolve(REAL + ".expected.jsonl"))) {
            expected.add(expected(line));
        }
        final List<String> found = new ArrayList<>();
        int offset = 0;
        while (offset < file.capacity()) {
            final int length = file.getShort(offset, ByteOrder.BIG_ENDIAN) & 0xFFFF;
            assertEquals(ItchFlyweight.Form.WHOLE, message.wrap(file, offset + 2, length));
            assertEquals(ItchType.length(message.type()), length);
            found.add(found());
            offset += 2 + length;
        }

        assertEquals(1_000, found.size());
        assertEquals(expected, found);
    }

    private String found() {
        final String head = (char) message.type() + " " + message.timeNs() + " " + message.locate();
        return head
                + switch (message.type()) {
                    case ItchType.SYSTEM_EVENT -> " " + (char) message.event();
                    case ItchType.STOCK_DIRECTORY ->
                        " " + ItchFlyweight.symbol(message.stock()) + " " + message.roundLot();
                    case ItchType.TRADING_ACTION ->
                        " " + ItchFlyweight.symbol(message.stock()) + " " + (char) message.tradingState();
                    default -> "";
                };
    }

    private static String expected(final String line) {
        final String type = field(line, "type");
        final String head = type + " " + field(line, "timestamp") + " " + field(line, "stock_locate");
        return head
                + switch (type) {
                    case "S" -> " " + field(line, "code");
                    case "R" -> " " + field(line, "stock") + " " + field(line, "lotsize");
                    case "H" -> " " + field(line, "stock") + " " + field(line, "state");
                    default -> "";
                };
    }

    private static String field(final String line, final String name) {
        final Matcher matcher =
                Pattern.compile('"' + name + "\": \"?([^\",}]*)").matcher(line);
        assertTrue(matcher.find(), name + " in " + line);
        return matcher.group(1);
    }

    private void read(final int length, final byte type, final int expectedLength) {
        assertEquals(expectedLength, length);
        assertEquals(ItchFlyweight.Form.WHOLE, message.wrap(buffer, 3, length));
        assertEquals(type, message.type());
        assertEquals(LOCATE, message.locate());
        assertEquals(TIME_NS, message.timeNs());
    }

    private void assertOrder(final char side) {
        assertEquals(ORDER, message.orderReference());
        assertEquals(side, message.side());
        assertEquals(SHARES, message.shares());
        assertEquals("TRCL", ItchFlyweight.symbol(message.orderStock()));
        assertEquals(PRICE, message.price());
    }

    private void assertExecution() {
        assertEquals(ORDER, message.orderReference());
        assertEquals(SHARES, message.executedShares());
        assertEquals(MATCH, message.executedMatch());
    }
}
