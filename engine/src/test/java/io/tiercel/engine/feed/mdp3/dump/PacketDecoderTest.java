package io.tiercel.engine.feed.mdp3.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.tiercel.engine.feed.PacketRoom;
import io.tiercel.engine.feed.mdp3.SampleCapture;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PacketDecoderTest {
    private static final int PACKETS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    /** What a third party's dissector shows as numbers, by the specification's names. */
    private static final Map<String, Map<String, String>> CODES = Map.of(
            "MDUpdateAction", Map.of("New", "0", "Change", "1", "Delete", "2"),
            "OrderUpdateAction", Map.of("New", "0", "Update", "1", "Delete", "2"),
            "AggressorSide", Map.of("NoAggressor", "0", "Buy", "1", "Sell", "2"),
            "MDEntryType", Map.of("Bid", "0", "Offer", "1", "ImpliedBid", "E", "ImpliedOffer", "F"));

    @TempDir
    private Path folder;

    private int comparedFields;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MdIncrementalRefreshBook.pcap",
                "MdIncrementalRefreshOrderBook.pcap",
                "MdIncrementalRefreshTradeSummary.pcap",
                "MdIncrementalRefreshVolume.pcap"
            })
    void shouldReadRealPacketsByEitherSchema(final String name) {
        final SampleCapture capture = SampleCapture.of(name);
        final Mdp3Schema published = Mdp3Schema.read(SampleCapture.folder().resolve("templates_FixBinary-v9.xml"));

        final DecodedPacket byPublished =
                new PacketDecoder(published).decode(capture.payload, 0, capture.payload.capacity());
        final DecodedPacket byOwn =
                new PacketDecoder(Mdp3Schema.own()).decode(capture.payload, 0, capture.payload.capacity());

        assertEquals(byPublished.messages(), byOwn.messages());
        assertExpected(expected(name), byOwn);
        assertTrue(comparedFields >= 8, comparedFields + " fields");
    }

    @Test
    void shouldKnowAllOfThePublishedSchema() {
        final Mdp3Schema published = Mdp3Schema.read(SampleCapture.folder().resolve("templates_FixBinary-v9.xml"));

        assertEquals(29, published.messageCount());
        assertEquals(9, published.version());
        assertEquals(1, published.id());
    }

    @Test
    void shouldSayWhatIsWrongWithSchema() throws IOException {
        final Path other = Files.writeString(folder.resolve("other.xml"), "<types/>");

        assertTrue(assertThrows(IllegalArgumentException.class, () -> Mdp3Schema.read(other))
                .getMessage()
                .startsWith("schema " + other + " is no SBE schema: "));
        final Path missing = folder.resolve("missing.xml");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Mdp3Schema.read(missing))
                .getMessage()
                .startsWith("schema " + missing + " does not exist; "));
    }

    @Test
    void shouldSayWhatIsWrongWithPacket() {
        final byte[] bytes = new byte[12 + 10 + 9 + 3];
        final UnsafeBuffer packet = new UnsafeBuffer(bytes);
        packet.putShort(12, (short) 22);
        packet.putShort(14, (short) 9);
        packet.putShort(16, (short) 46);
        packet.putShort(18, (short) 1);
        packet.putShort(20, (short) 9);
        packet.putShort(31, (short) 32);
        packet.putByte(33, (byte) 2);

        assertEquals(
                "NoMDEntries ends at byte 76 of 12",
                decode(packet).messages().get(0).fault());
        packet.putShort(31, (short) 26);
        assertEquals(
                "NoMDEntries has entries of 26 bytes; version 9 has 27",
                decode(packet).messages().get(0).fault());
        packet.putShort(14, (short) 8);
        assertEquals(
                "a block of 8 bytes; version 9 has 9",
                decode(packet).messages().get(0).fault());
        packet.putShort(16, (short) 99);
        assertEquals(
                "schema 1 of version 13 has no template 99 of schema 1",
                decode(packet).messages().get(0).fault());
        packet.putShort(12, (short) 21);
        assertEquals(
                "these 34 bytes are no packet: the sizes in them do not add up",
                decode(packet).fault());
    }

    /** Whatever stands around the packet makes no difference, and it gives no more entries than it has bytes. */
    @Test
    void shouldNeverThrow() {
        final long seed = Long.getLong("tiercel.seed", System.nanoTime());
        final Random random = new Random(seed);
        final Mdp3Schema schema = Mdp3Schema.own();
        final PacketDecoder decoder = new PacketDecoder(schema);
        final List<Integer> templates = IntStream.range(0, 0x10000)
                .filter(template -> schema.message(1, template) != null)
                .boxed()
                .toList();
        assertEquals(schema.messageCount(), templates.size());
        final Set<Integer> whole = new HashSet<>();
        for (int i = 0; i < PACKETS; i++) {
            final byte[] bytes = new byte[22 + random.nextInt(400)];
            random.nextBytes(bytes);
            final UnsafeBuffer packet = new UnsafeBuffer(bytes);
            packet.putShort(12, (short) (bytes.length - 12));
            packet.putShort(14, (short) random.nextInt(350));
            packet.putShort(16, templates.get(random.nextInt(templates.size())).shortValue());
            packet.putShort(18, (short) 1);
            packet.putShort(20, (short) random.nextInt(14));
            if (random.nextBoolean()) {
                // So that groups have few entries, or none.
                Arrays.fill(bytes, 22 + random.nextInt(bytes.length - 21), bytes.length, (byte) 0);
            }
            try {
                final DecodedPacket decoded = decoder.decode(PacketRoom.alone(bytes), 0, bytes.length);
                assertEquals(decoded, decoder.decode(PacketRoom.among(bytes), PacketRoom.OFFSET, bytes.length));
                assertEquals("", decoded.fault());
                assertTrue(entries(decoded.messages().get(0).fields()) <= bytes.length, decoded::toString);
                if (decoded.messages().get(0).fault().isEmpty()) {
                    whole.add(decoded.messages().get(0).templateId());
                }
            } catch (final RuntimeException | AssertionError failed) {
                throw new AssertionError("seed " + seed + ", packet " + i + ": " + Arrays.toString(bytes), failed);
            }
        }
        assertTrue(whole.size() > templates.size() / 2, () -> "seed " + seed + ": " + whole);
    }

    /** Of all groups. */
    private static long entries(final Map<String, Object> fields) {
        return fields.values().stream()
                .filter(value -> value instanceof List)
                .mapToLong(value -> ((List<?>) value).size())
                .sum();
    }

    private static DecodedPacket decode(final UnsafeBuffer packet) {
        return new PacketDecoder(Mdp3Schema.own()).decode(packet, 0, packet.capacity());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> expected(final String name) {
        final List<Map<String, Object>> frames =
                (List<Map<String, Object>>) ConfigFactory.parseFile(SampleCapture.folder()
                                .resolve("packets-v1.9")
                                .resolve("expected-decode.json")
                                .toFile())
                        .root()
                        .unwrapped()
                        .get(name);
        return (Map<String, Object>) frames.get(0).get("fields");
    }

    private void assertExpected(final Map<String, Object> expected, final DecodedPacket packet) {
        final Map<String, Object> header = map(expected.get("binarypacketheader"));
        assertEquals(header.get("packetsequencenumber"), Long.toString(packet.sequence()));
        assertEquals(header.get("sendingtime"), Long.toString(packet.sendingTimeNs()));
        final List<Map<String, Object>> messages = list(expected.get("message"));
        assertEquals(messages.size(), packet.messages().size());
        for (int i = 0; i < messages.size(); i++) {
            final DecodedMessage message = packet.messages().get(i);
            final Map<String, Object> messageHeader = map(messages.get(i).get("messageheader"));
            assertEquals(messageHeader.get("templateid"), Integer.toString(message.templateId()));
            assertEquals(messageHeader.get("version"), Integer.toString(message.version()));
            assertEquals("", message.fault());
            final String name = message.name().toLowerCase().replaceAll("\\d+$", "");
            assertFields(map(messages.get(i).get(name)), message.fields());
        }
    }

    /** The dissector's names are the specification's in small letters, with more behind them. */
    private void assertFields(final Map<String, Object> expected, final Map<String, Object> fields) {
        for (final Map.Entry<String, Object> field : fields.entrySet()) {
            if (field.getKey().startsWith("No") && field.getValue() instanceof List) {
                assertEntries(group(expected, field.getKey().contains("OrderID")), field.getValue());
            } else if (field.getValue() instanceof Set) {
                assertSet(map(expected.get(field.getKey().toLowerCase())), (Set<?>) field.getValue());
            } else if (!isConstant(field.getKey(), field.getValue(), expected)) {
                assertEquals(value(expected, field.getKey()), text(field.getKey(), field.getValue()), field.getKey());
                comparedFields++;
            }
        }
    }

    private void assertEntries(final Map<String, Object> group, final Object entries) {
        Object expected = List.of();
        for (final Map.Entry<String, Object> part : group.entrySet()) {
            if (part.getKey().endsWith("group")) {
                expected = part.getValue();
            }
        }
        final List<Map<String, Object>> list = list(expected);
        assertEquals(list.size(), ((List<?>) entries).size());
        for (int i = 0; i < list.size(); i++) {
            assertFields(list.get(i), map(((List<?>) entries).get(i)));
        }
    }

    private static void assertSet(final Map<String, Object> expected, final Set<?> choices) {
        for (final Map.Entry<String, Object> bit : expected.entrySet()) {
            assertEquals(
                    bit.getValue().equals("1"),
                    choices.stream()
                            .anyMatch(choice -> choice.toString().toLowerCase().equals(bit.getKey())));
        }
    }

    /** The dissector does not show what takes no bytes. */
    private static boolean isConstant(final String name, final Object value, final Map<String, Object> expected) {
        return name.equals("MDEntryType")
                && List.of("2", "e").contains(value)
                && expected.keySet().stream().noneMatch(key -> key.startsWith("mdentrytype"));
    }

    private static Map<String, Object> group(final Map<String, Object> message, final boolean orders) {
        for (final Map.Entry<String, Object> part : message.entrySet()) {
            if (part.getKey().endsWith("groups") && part.getKey().contains("orderid") == orders) {
                return map(part.getValue());
            }
        }
        throw new AssertionError("no such group in " + message);
    }

    private static String value(final Map<String, Object> expected, final String name) {
        for (final Map.Entry<String, Object> field : expected.entrySet()) {
            final boolean index = field.getKey().endsWith("index");
            if (!index && field.getKey().startsWith(name.toLowerCase())) {
                final boolean none = List.of("2147483647", "4294967295").contains(field.getValue());
                return none ? "none" : field.getValue().toString();
            }
        }
        throw new AssertionError("no " + name + " in " + expected);
    }

    private static String text(final String name, final Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof BigDecimal) {
            return ((BigDecimal) value).stripTrailingZeros().toPlainString();
        }
        return CODES.getOrDefault(name, Map.of()).getOrDefault(value.toString(), value.toString());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(final Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(final Object value) {
        return value instanceof List ? (List<Map<String, Object>>) value : List.of(map(value));
    }
}
