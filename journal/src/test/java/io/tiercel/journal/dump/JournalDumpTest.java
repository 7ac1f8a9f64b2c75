package io.tiercel.journal.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tiercel.codecs.control.DocumentItemEncoder;
import io.tiercel.codecs.control.LimitChangeEncoder;
import io.tiercel.codecs.control.ParameterChangeEncoder;
import io.tiercel.codecs.control.SessionStartEncoder;
import io.tiercel.codecs.control.TickEncoder;
import io.tiercel.codecs.marketdata.InstrumentDefinitionEncoder;
import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.orders.NewOrderEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalDumpTest {
    @TempDir
    private Path parent;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private JournalWriter writer;

    @Test
    void shouldPrintEachInputBeforeItsOutputs() {
        final List<String> lines = dump(() -> {
            input(1, tick());
            input(2, tick());
            output(2, 0, tick());
            output(2, 1, tick());
            input(3, tick());
            output(3, 0, tick());
        });

        assertEquals(
                List.of(
                        tickLine("input", 1, 1_001, "0"),
                        tickLine("input", 2, 1_002, "0"),
                        tickLine("output", 1, 1_002, "2,\"ordinal\":0"),
                        tickLine("output", 2, 1_002, "2,\"ordinal\":1"),
                        tickLine("input", 3, 1_003, "0"),
                        tickLine("output", 3, 1_003, "3,\"ordinal\":0")),
                lines);
    }

    @Test
    void shouldPrintNumbersEnumsSetsAndNulls() {
        final L3AddEncoder add = new L3AddEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(7)
                .feedId(65_000)
                .side(Side.SELL)
                .orderId(Long.MAX_VALUE)
                .priceNanos(-5)
                .quantity(Long.MIN_VALUE + 1)
                .venueTimeNs(L3AddEncoder.venueTimeNsNullValue())
                .packetSequence(9);
        add.flags().clear().endOfPacket(true);

        final String line = single(add.encodedLength(), L3AddEncoder.TEMPLATE_ID);

        assertEquals(
                "\"instrumentId\":7,\"feedId\":65000,\"flags\":[\"endOfPacket\"],\"side\":\"SELL\","
                        + "\"orderId\":9223372036854775807,\"priceNanos\":-5,\"quantity\":-9223372036854775807,"
                        + "\"venueTimeNs\":null,\"packetSequence\":9}",
                fields(line));
    }

    @Test
    void shouldPrintUnsetEnumAsNullAndUnknownOneAsNumber() {
        final NewOrderEncoder order = new NewOrderEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) 1)
                .side(Side.NULL_VAL)
                .strategyId(2)
                .instrumentId(3)
                .orderId(4)
                .venueToken(5)
                .orderType(OrderType.LIMIT)
                .timeInForce(TimeInForce.IOC)
                .firmId(6)
                .accountId(7)
                .parentOrderId(8)
                .priceNanos(9)
                .quantity(10);
        order.flags().clear();
        buffer.putByte(order.offset() + NewOrderEncoder.orderTypeEncodingOffset(), (byte) 77);

        final String line = single(order.encodedLength(), NewOrderEncoder.TEMPLATE_ID);

        assertEquals(
                "\"venueId\":1,\"side\":null,\"strategyId\":2,\"instrumentId\":3,\"orderId\":4,\"venueToken\":5,"
                        + "\"orderType\":77,\"timeInForce\":\"IOC\",\"flags\":[],\"firmId\":6,\"accountId\":7,"
                        + "\"parentOrderId\":8,\"priceNanos\":9,\"quantity\":10}",
                fields(line));
    }

    @Test
    void shouldPrintFieldsOfEarlierVersionAsNull() {
        final L3AddEncoder add = new L3AddEncoder().wrapAndApplyHeader(buffer, 0, header);
        add.instrumentId(1)
                .feedId(2)
                .side(Side.BUY)
                .orderId(3)
                .priceNanos(4)
                .quantity(5)
                .venueTimeNs(6);
        add.flags().clear();
        final int shorter = L3AddEncoder.BLOCK_LENGTH - Long.BYTES;
        header.blockLength(shorter).version(0);

        final String line = single(shorter, L3AddEncoder.TEMPLATE_ID);

        assertEquals(
                "\"instrumentId\":1,\"feedId\":2,\"flags\":[],\"side\":\"BUY\",\"orderId\":3,\"priceNanos\":4,"
                        + "\"quantity\":5,\"venueTimeNs\":6,\"packetSequence\":null}",
                fields(line));
    }

    @Test
    void shouldEscapeText() {
        final ParameterChangeEncoder change = new ParameterChangeEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(1)
                .commandId(2)
                .name("a\"b\\c\n\r\t\u0001\u007f")
                .value("é√\uD83D\uDE00\u2028");

        final String line = single(change.encodedLength(), ParameterChangeEncoder.TEMPLATE_ID);

        assertEquals(
                "\"strategyId\":1,\"commandId\":2,\"name\":\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u007f\","
                        + "\"value\":\"é√\uD83D\uDE00\\u2028\"}",
                fields(line));
    }

    @Test
    void shouldPrintTextOfFixedLengthUpToItsEnd() {
        final InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(1)
                .venueId((short) 1)
                .quantityScale((short) 0)
                .depthKind((short) 1)
                .tickTableId(1)
                .lotQuantity(1)
                .multiplier(1)
                .expiryDate(0)
                .calendarId(1)
                .symbol("AB\"C")
                .venueSymbol("")
                .currency("EURO")
                .securityId(0);

        final String line = single(definition.encodedLength(), InstrumentDefinitionEncoder.TEMPLATE_ID);

        assertEquals(
                "\"symbol\":\"AB\\\"C\",\"venueSymbol\":\"\",\"currency\":\"EURO\",\"securityId\":0}",
                line.substring(line.indexOf("\"symbol\"")));
    }

    @Test
    void shouldPrintBytesAsHexadecimal() {
        final DocumentItemEncoder item = new DocumentItemEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .documentId(1)
                .position(2)
                .putBytes(new byte[] {0, (byte) 0xFF, 0x1C}, 0, 3);
        assertEquals(
                "\"documentId\":1,\"position\":2,\"bytes\":\"00ff1c\"}",
                fields(single(item.encodedLength(), DocumentItemEncoder.TEMPLATE_ID)));
    }

    @Test
    void shouldPrintHashAsHexadecimal() {
        final byte[] hash = new byte[32];
        hash[31] = (byte) 0xAB;
        final SessionStartEncoder start = new SessionStartEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .engineId((short) 1)
                .recovered(BooleanFlag.FALSE)
                .firstSequence(1)
                .startTimeNs(2)
                .putCoreHash(hash, 0, 32)
                .coreVersion("1.0");

        final String line = single(start.encodedLength(), SessionStartEncoder.TEMPLATE_ID);

        assertEquals(
                "\"engineId\":1,\"recovered\":\"FALSE\",\"firstSequence\":1,\"startTimeNs\":2,\"coreHash\":\""
                        + "00".repeat(31) + "ab\",\"coreVersion\":\"1.0\"}",
                fields(line));
    }

    @Test
    void shouldNotUseNameTwice() {
        final LimitChangeEncoder change = new LimitChangeEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .strategyId(1)
                .kind(LimitKind.MAX_POSITION)
                .instrumentId(2)
                .value(3)
                .commandId(4);

        final String line = single(change.encodedLength(), LimitChangeEncoder.TEMPLATE_ID);

        assertEquals(
                "\"strategyId\":1,\"LimitChange.kind\":\"MAX_POSITION\",\"instrumentId\":2,"
                        + "\"value\":3,\"commandId\":4}",
                fields(line));
    }

    @Test
    void shouldPrintBytesOfUnknownMessage() {
        buffer.putLong(0, 0x0102030405060708L);

        final List<String> lines = dump(() -> writer.appendInput(1, 1, 999, buffer, 0, 3));

        assertEquals(
                List.of("{\"stream\":\"input\",\"sequence\":1,\"timeNs\":1,\"kind\":\"unknown-999\",\"cause\":0,"
                        + "\"bytes\":\"080706\"}"),
                lines);
    }

    @Test
    void shouldPrintBytesOfMessageThatEndsElsewhere() {
        final int length = tick() + 1;

        final String line = single(length, TickEncoder.TEMPLATE_ID);

        assertEquals("\"bytes\":\"0100c90003000100" + "0400\"}", fields(line));
    }

    @Test
    void shouldPrintOnlyWhatFilterLets() {
        write(() -> {
            for (int sequence = 1; sequence <= 9; sequence++) {
                input(sequence, tick());
                output(sequence, 0, tick());
            }
        });
        final StringBuilder out = new StringBuilder();

        final JournalDump.Result result = new JournalDump(folder())
                .writeTo(
                        out,
                        new Selection()
                                .stream(Stream.OUTPUT)
                                        .sequences(4, 9)
                                        .times(Long.MIN_VALUE, 1_005)
                                        .kinds(Set.of("Tick")));

        assertEquals(2, result.records());
        assertEquals(
                2,
                out.toString()
                        .lines()
                        .filter(line -> line.contains("\"stream\":\"output\""))
                        .count());
    }

    @Test
    void shouldNotReadWhatIsBeforeTheFirstSequence() throws IOException {
        final int inputs = 20_000;
        write(() -> {
            for (int sequence = 1; sequence <= inputs; sequence++) {
                input(sequence, tick());
                output(sequence, 0, tick());
            }
        });
        damageTime("inputs", 1_000 + inputs / 2);
        damageTime("outputs", 1_000 + inputs / 2);
        final List<String> kept = new ArrayList<>();

        for (final Selection selection : List.of(
                new Selection().sequences(inputs - 1, Long.MAX_VALUE),
                new Selection().times(1_000 + inputs - 1, Long.MAX_VALUE))) {
            final StringBuilder out = new StringBuilder();
            final JournalDump.Result result = new JournalDump(folder()).writeTo(out, selection);
            assertNull(result.fault());
            kept.add(out.toString());
        }

        assertEquals(
                tickLine("input", inputs - 1, 1_000 + inputs - 1, "0") + "\n"
                        + tickLine("output", inputs - 1, 1_000 + inputs - 1, inputs - 1 + ",\"ordinal\":0") + "\n"
                        + tickLine("input", inputs, 1_000 + inputs, "0") + "\n"
                        + tickLine("output", inputs, 1_000 + inputs, inputs + ",\"ordinal\":0") + "\n",
                kept.get(0));
        assertEquals(kept.get(0), kept.get(1));
        assertNotNull(new JournalDump(folder())
                .writeTo(new StringBuilder(), new Selection().sequences(inputs / 2, Long.MAX_VALUE))
                .fault());
    }

    /** In the record of this time. */
    private void damageTime(final String stream, final long timeNs) throws IOException {
        final Path file = file(stream);
        final byte[] bytes = Files.readAllBytes(file);
        final ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (words.getLong(at) != timeNs || words.getLong(at - Long.BYTES) != timeNs - 1_000) {
            at += Integer.BYTES;
        }
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    private Path file(final String stream) throws IOException {
        try (java.util.stream.Stream<Path> files = Files.list(folder().resolve(stream))) {
            return files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void shouldPrintUpToFault() throws IOException {
        write(() -> {
            input(1, tick());
            input(2, tick());
        });
        final Path file = file("inputs");
        final byte[] bytes = Files.readAllBytes(file);
        int last = bytes.length - 1;
        while (bytes[last] != 4) {
            last--;
        }
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(last);
            access.write(5);
        }
        final StringBuilder out = new StringBuilder();

        final JournalDump.Result result = new JournalDump(folder()).writeTo(out);

        assertEquals(1, result.records());
        assertEquals(1, out.toString().lines().count());
        assertNotNull(result.fault());
        assertSame(JournalFault.Kind.CHECKSUM, result.fault().kind());
    }

    @Test
    void shouldSayWhereThereIsNoJournal() {
        assertThrows(JournalException.class, () -> new JournalDump(folder()).writeTo(new StringBuilder()));
    }

    private Path folder() {
        return parent.resolve("journal");
    }

    private void write(final Runnable records) {
        writer = Journals.create(folder(), 1, 8, 1, 1 << 20);
        records.run();
        writer.close();
    }

    private List<String> dump(final Runnable records) {
        write(records);
        final StringBuilder out = new StringBuilder();
        final JournalDump.Result result = new JournalDump(folder()).writeTo(out);
        final List<String> lines = out.toString().lines().toList();
        assertNull(result.fault());
        assertEquals(lines.size(), result.records());
        return lines;
    }

    /** The line of one input. */
    private String single(final int encodedLength, final int templateId) {
        final List<String> lines = dump(() ->
                writer.appendInput(1, 1, templateId, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength));
        assertEquals(1, lines.size());
        return lines.get(0);
    }

    private static String tickLine(
            final String stream, final long sequence, final long timeNs, final String causeAndOrdinal) {
        return "{\"stream\":\"" + stream + "\",\"sequence\":" + sequence + ",\"timeNs\":" + timeNs
                + ",\"kind\":\"Tick\",\"cause\":" + causeAndOrdinal + ",\"reserved\":4}";
    }

    private static String fields(final String line) {
        final String before = "\"cause\":0,";
        return line.substring(line.indexOf(before) + before.length());
    }

    private int tick() {
        return new TickEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .reserved((short) 4)
                .encodedLength();
    }

    private void input(final long sequence, final int encodedLength) {
        writer.appendInput(
                sequence,
                1_000 + sequence,
                TickEncoder.TEMPLATE_ID,
                buffer,
                0,
                MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }

    private void output(final long cause, final int ordinal, final int encodedLength) {
        writer.appendOutput(
                cause,
                ordinal,
                1_000 + cause,
                TickEncoder.TEMPLATE_ID,
                buffer,
                0,
                MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }
}
