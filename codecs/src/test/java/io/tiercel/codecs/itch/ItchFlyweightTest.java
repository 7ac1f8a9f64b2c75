package io.tiercel.codecs.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tiercel.codecs.Surrounded;
import io.tiercel.codecs.layout.RecordedFields;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
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

    private static final String ADDED = "orderReference side shares orderStock price";
    /** Which accessors each type has beside those of all; of V the levels, by their number. */
    private static final Map<Character, String> FIELDS = Map.ofEntries(
            Map.entry('S', "event"),
            Map.entry('R', "stock roundLot"),
            Map.entry('H', "stock tradingState"),
            Map.entry('h', "stock haltedMarket haltAction"),
            Map.entry('A', ADDED),
            Map.entry('F', ADDED + " attribution"),
            Map.entry('E', "orderReference executedShares executedMatch"),
            Map.entry('C', "orderReference executedShares executedMatch printable printableUnknown executedPrice"),
            Map.entry('X', "orderReference executedShares"),
            Map.entry('D', "orderReference"),
            Map.entry('U', "orderReference newOrderReference replaceShares replacePrice"),
            Map.entry('P', ADDED + " tradeMatch"),
            Map.entry('Q', "crossShares crossStock crossPrice crossMatch"),
            Map.entry('B', "brokenMatch"),
            Map.entry(
                    'I',
                    "pairedShares imbalanceShares imbalanceDirection imbalanceStock farPrice nearPrice referencePrice"
                            + " imbalanceCross"),
            Map.entry('J', "stock collarReference upperCollar lowerCollar collarExtension"),
            Map.entry('V', "type"),
            Map.entry('W', "breakerReached"),
            Map.entry('K', "stock releaseTime releaseQualifier ipoPrice"),
            Map.entry('L', "type"),
            Map.entry('N', "stock word"),
            Map.entry('Y', "stock word"),
            Map.entry(
                    'O',
                    "stock word lowestPrice highestPrice listingPrice listingTimeNs listingLowerCollar"
                            + " listingUpperCollar"));

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

    /** Whatever stands around the message makes no difference, and each of its bytes is read a few times at most. */
    @Test
    void shouldNeverReadOutsideOfTheMessage() throws ReflectiveOperationException {
        final long seed = Long.getLong("tiercel.seed", System.nanoTime());
        final Random random = new Random(seed);
        final List<Byte> types = types();
        final Map<Byte, Method[]> accessors = new HashMap<>();
        for (final byte type : types) {
            accessors.put(type, accessors((char) type));
        }
        types.addAll(List.of((byte) 'z', (byte) 0));
        final Set<Byte> whole = new HashSet<>();
        for (int i = 0; i < MESSAGES; i++) {
            final byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextInt(8) > 0) {
                bytes[0] = types.get(random.nextInt(types.size()));
            }
            try {
                final List<String> read = Surrounded.read(
                        bytes, 2, (buffer, offset, length) -> readAll(buffer, offset, length, accessors));
                if (!read.isEmpty()) {
                    whole.add(bytes[0]);
                }
            } catch (final RuntimeException | AssertionError failed) {
                throw new AssertionError("seed " + seed + ", message " + i + ": " + Arrays.toString(bytes), failed);
            }
        }
        assertEquals(new HashSet<>(types()), whole, () -> "seed " + seed);
    }

    /** Every field as handlers read it, then as tools do; empty when it is not whole. */
    private List<String> readAll(
            final UnsafeBuffer buffer, final int offset, final int length, final Map<Byte, Method[]> accessors) {
        final List<String> read = new ArrayList<>();
        if (message.wrap(buffer, offset, length) == ItchFlyweight.Form.WHOLE) {
            try {
                for (final Method accessor : accessors.get(message.type())) {
                    read.add(accessor.getName() + " " + accessor.invoke(message));
                }
            } catch (final ReflectiveOperationException failed) {
                throw new AssertionError(failed);
            }
            if (message.type() == ItchType.CIRCUIT_BREAKER_LEVELS) {
                read.add(message.breakerLevel(0) + " " + message.breakerLevel(1) + " " + message.breakerLevel(2));
            }
            ItchLayouts.of(message.type()).write(buffer, offset, new RecordedFields(read));
        }
        return read;
    }

    /** So that no field, and no type, is left out above. */
    @Test
    void shouldNameEveryTypeAndEveryField() throws ReflectiveOperationException {
        final Set<String> named = new TreeSet<>();
        for (final byte type : types()) {
            assertTrue(FIELDS.containsKey((char) type), () -> "no fields of type " + (char) type);
            for (final Method accessor : accessors((char) type)) {
                named.add(accessor.getName());
            }
        }
        assertEquals(types().size(), FIELDS.size());
        final Set<String> there = new TreeSet<>();
        for (final Method method : ItchFlyweight.class.getDeclaredMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0) {
                there.add(method.getName());
            }
        }

        assertEquals(there, named);
    }

    private static Method[] accessors(final char type) throws ReflectiveOperationException {
        final List<Method> methods = new ArrayList<>();
        for (final String name : ("type locate tracking timeNs " + FIELDS.get(type)).split(" ")) {
            methods.add(ItchFlyweight.class.getMethod(name));
        }
        return methods.toArray(new Method[0]);
    }

    private static List<Byte> types() {
        final List<Byte> types = new ArrayList<>();
        for (int type = Byte.MIN_VALUE; type <= Byte.MAX_VALUE; type++) {
            if (ItchType.length((byte) type) != ItchType.UNKNOWN) {
                types.add((byte) type);
            }
        }
        return types;
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
