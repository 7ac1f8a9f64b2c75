package io.tiercel.engine.feed.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.engine.feed.bars.BarRule;
import io.tiercel.engine.feed.bars.Bars;
import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.FileBytes;
import io.tiercel.engine.feed.capture.Frames;
import io.tiercel.engine.feed.capture.PacketReader;
import io.tiercel.engine.feed.capture.PoisonedStream;
import io.tiercel.engine.feed.capture.PoisonedStream.Poison;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that somebody else has changed: nothing is thrown, and what is found is bounded by what is there. */
final class HistoryFuzzTest {
    private static final int ALL_INPUTS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    /** In one file. */
    private static final int INPUTS = Math.min(ALL_INPUTS, 100_000);

    /** Of TCP, in one file. */
    private static final int SEGMENTS = 20_000;

    /** Names of fields, begins and ends of groups. */
    private static final int FIELDS_PER_BYTE = 2;

    /** Files that are longer are cut within so many bytes, and so often. */
    private static final int LONG_FILE = 3_000;

    private static final int CUTS = 50;
    /** Each in a file of its own. */
    private static final int LAST_RECORDS = Math.min(ALL_INPUTS / 200, 20_000);

    private static final Protocols PROTOCOLS = Protocols.of(null, null);
    private static final byte[] ONES = new byte[40];

    static {
        Arrays.fill(ONES, (byte) -1);
    }

    private static final byte[] SESSION = "FUZZ-00001".getBytes(StandardCharsets.US_ASCII);

    /** Times of day are in 2020. */
    private static final long DAY_NS = 1_580_360_400_000_000_000L;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(77);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder().wrap(buffer, 0);
    private long order = 1;

    @Test
    void shouldTakeAnyMessagesOfAFile() throws IOException {
        for (int file = 0; file < ALL_INPUTS / INPUTS; file++) {
            messagesOfAFile();
        }
    }

    private void messagesOfAFile() throws IOException {
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(framed(message()));
        for (int i = 0; i < INPUTS; i++) {
            file.writeBytes(framed(changed(message())));
        }

        readAll(file.toByteArray(), FileFormat.ITCH_FILE, null);
    }

    @Test
    void shouldTakeAnyBytesAsAFile() throws IOException {
        for (int file = 0; file < ALL_INPUTS / INPUTS; file++) {
            bytesAsAFile();
        }
    }

    /** What is changed moves all that follows it in its file, so that short files find more than a long one. */
    private void bytesAsAFile() throws IOException {
        for (int i = 0; i < 300; i++) {
            final ByteArrayOutputStream file = new ByteArrayOutputStream();
            for (int k = 0; k < 20; k++) {
                file.writeBytes(framed(message()));
            }
            // A file of none such is refused.
            readAll(Frames.join(framed(message()), changed(file.toByteArray())), FileFormat.ITCH_FILE, null);
        }
    }

    @Test
    void shouldTakeAnyDatagrams() throws IOException {
        for (int file = 0; file < ALL_INPUTS / INPUTS; file++) {
            datagrams();
        }
    }

    private void datagrams() throws IOException {
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        long sequence = 1;
        for (int i = 0; i < INPUTS; i++) {
            final byte[] packet = Frames.join(
                    SESSION, Frames.eight(sequence), Frames.two(2), framed(changed(message())), framed(message()));
            sequence += 2;
            final byte[] sent = random.nextInt(4) == 0 ? changed(packet) : packet;
            capture.packet(i, Frames.udp("10.0.0.1", 1, "233.0.0." + (1 + (i & 1)), 2, sent));
        }

        readAll(capture.bytes(), FileFormat.PCAP, "itch50");
        readAll(capture.bytes(), null, null);
    }

    @Test
    void shouldTakeAnyDatagramsOfMdp3() throws IOException {
        for (int file = 0; file < ALL_INPUTS / INPUTS; file++) {
            datagramsOfMdp3();
        }
    }

    /** Half of them have a header that fits. */
    private void datagramsOfMdp3() throws IOException {
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        for (int i = 0; i < INPUTS; i++) {
            final byte[] packet = mdp3Packet(i);
            capture.packet(
                    i, Frames.udp("10.0.0.1", 1, "233.0.0.1", 2, random.nextBoolean() ? packet : changed(packet)));
        }
        final Path file = Files.write(folder.resolve("fuzz"), capture.bytes());

        final long dump = dumped(file, FileFormat.PCAP, "mdp3", capture.bytes().length);
        assertTrue(dump > INPUTS / 10, () -> dump + " messages");
    }

    private byte[] mdp3Packet(final int number) {
        final int[] templates = {4, 16, 30, 32, 37, 46, 48, 52, 53, 54, 55, 56, 64, 69, 99};
        final byte[] packet = new byte[22 + random.nextInt(200)];
        random.nextBytes(packet);
        final UnsafeBuffer header = new UnsafeBuffer(packet);
        header.putInt(0, number);
        header.putShort(12, (short) (packet.length - 12));
        header.putShort(14, (short) random.nextInt(200));
        header.putShort(16, (short) templates[random.nextInt(templates.length)]);
        header.putShort(18, (short) 1);
        header.putShort(20, (short) random.nextInt(14));
        return packet;
    }

    @Test
    void shouldTakeAnyRecordsOfDbn() throws IOException {
        for (int file = 0; file < ALL_INPUTS / INPUTS; file++) {
            recordsOfDbn();
        }
    }

    private void recordsOfDbn() throws IOException {
        final int version = 1 + random.nextInt(3);
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {'D', 'B', 'N', (byte) version, 120, 0, 0, 0});
        file.writeBytes(new byte[120]);
        final int[] types = {
            0xA0, 0x00, 0x01, 0x0A, 0x13, 0x18, 0x12, 0x20, 0x77, 0x14, 0x15, 0x16, 0x17, 0xC3, 0xC4, 0x11, 0x24
        };
        // As long as the longest version of each has them.
        final int[] words = {14, 12, 20, 92, 130, 20, 10, 14, 4, 28, 80, 44, 80, 20, 20, 14, 14};
        for (int i = 0; i < INPUTS; i++) {
            final int kind = random.nextInt(types.length);
            final byte[] record = new byte[4 * words[kind]];
            for (int k = 8; k < record.length; k++) {
                record[k] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : 0);
            }
            record[0] = (byte) words[kind];
            record[1] = (byte) types[kind];
            record[4] = (byte) random.nextInt(4);
            if (kind == 0) {
                record[38] = (byte) "ACMRTFN".charAt(random.nextInt(7));
                record[39] = (byte) "ABN".charAt(random.nextInt(3));
            }
            if (random.nextInt(50) == 0) {
                // Shorter than its type, and its length says so.
                record[0] = (byte) (4 + random.nextInt(words[kind] - 3));
                file.write(record, 0, 4 * (record[0] & 0xFF));
            } else {
                file.writeBytes(record);
            }
        }

        readAll(file.toByteArray(), null, null);
    }

    @Test
    void shouldTakeAnyRowsOfLobster() throws IOException {
        for (int file = 0; file < ALL_INPUTS / INPUTS; file++) {
            rowsOfLobster();
        }
    }

    private void rowsOfLobster() throws IOException {
        for (final String model : List.of("34200.123456789,1,11,100,2238000,1\n", "2239500,100,2231800,200\n")) {
            final byte[] row = model.getBytes(StandardCharsets.US_ASCII);
            final ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(row);
            for (int i = 0; i < INPUTS; i++) {
                final byte[] other = changed(row);
                for (int k = random.nextInt(3); k > 0 && other.length > 0; k--) {
                    other[random.nextInt(other.length)] = (byte) "0123456789-.,\n".charAt(random.nextInt(14));
                }
                file.writeBytes(other);
            }

            readAll(file.toByteArray(), null, null);
        }
    }

    @Test
    void shouldTakeAnyRecordsOfTables() throws IOException {
        for (int file = 0; file < ALL_INPUTS / INPUTS; file++) {
            recordsOfTables();
        }
    }

    /** Kinds share the inputs, rows and lines of JSON: as many for each cost 15 s, and the long form has them. */
    private void recordsOfTables() throws IOException {
        final List<String> models = List.of(
                "time,symbol,side,price,quantity,snapshot\n2024-01-02T09:30:00.5Z,\"A,B\",buy,12.5,3,true\n",
                "time,action,orderId,side,price,quantity\n1704187800.5,add,17,sell,1e1,5\n",
                "time;price;quantity;aggressor\n1704187800123;12.5;3;buy\n",
                "{\"time\":1704187800,\"bids\":[[\"1.5\",2],[1.25,7]],\"asks\":[[\"1.75\",\"\\u0039\"]]}\n"
                        + "{\"time\":1704187801,\"bids\":[[1.5,3]],\"asks\":[]}\n");
        for (final String model : models) {
            final byte[] header = model.substring(0, model.indexOf('\n') + 1).getBytes(StandardCharsets.US_ASCII);
            final byte[] row = model.substring(model.indexOf('\n') + 1).getBytes(StandardCharsets.US_ASCII);
            final ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(header);
            for (int i = 0; i < INPUTS / models.size(); i++) {
                final byte[] other = changed(row);
                for (int k = random.nextInt(3); k > 0 && other.length > 0; k--) {
                    other[random.nextInt(other.length)] =
                            (byte) "0123456789-.,;e\"\n{}[]:\\ ".charAt(random.nextInt(24));
                }
                file.writeBytes(other);
            }

            readAll(file.toByteArray(), null, null);
        }
    }

    @Test
    void shouldTakeAnyTcpStreams() throws IOException {
        for (int file = 0; file < ALL_INPUTS / SEGMENTS; file++) {
            tcpStreams();
        }
    }

    private void tcpStreams() throws IOException {
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        for (int stream = 0; stream < SEGMENTS / 20; stream++) {
            int sequence = random.nextInt();
            for (int i = 0; i < 20; i++) {
                final byte[] message = message();
                byte[] data = Frames.join(Frames.two(1 + message.length), new byte[] {'S'}, message);
                data = random.nextInt(10) == 0 ? changed(data) : data;
                final int at = random.nextInt(8) == 0 ? sequence + random.nextInt(-2_000, 2_000) : sequence;
                capture.packet(i, Frames.tcp("10.0.0.1", stream, "10.0.0.2", 2, at, random.nextInt(32), data));
                sequence += data.length;
            }
        }

        readAll(capture.bytes(), null, null);
    }

    private void readAll(final byte[] content, final FileFormat format, final String protocol) throws IOException {
        final Path file = Files.write(folder.resolve("fuzz"), content);
        dumped(file, format, protocol, content.length);
        final BookBuild books = new BookBuild(
                new HistoryFiles(List.of(file), format, Protocols.of(protocol, null)),
                new Faults(false),
                BookTime.never(),
                0,
                0);
        books.run((path, bytes, all) -> true);
        readTwice(() -> new HistoryFiles(List.of(file), format, Protocols.of(protocol, null)), books);

        assertTrue(books.entries().size() <= content.length);
        if (format != FileFormat.PCAP && content.length > 0 && protocol == null) {
            endAnywhere(file, content, format);
        }
    }

    /** Whatever is behind the end of a file in the memory that it is read into makes no difference. */
    private void endAnywhere(final Path file, final byte[] content, final FileFormat format) throws IOException {
        for (int cut = 0; cut < (content.length > LONG_FILE ? CUTS : 1); cut++) {
            final int end = 1 + random.nextInt(Math.min(content.length, LONG_FILE));
            final String expected = readCut(file, content, end, format, Poison.ZEROS);
            for (final Poison poison : List.of(Poison.ONES, Poison.WHAT_FOLLOWS)) {
                assertEquals(expected, readCut(file, content, end, format, poison), () -> poison + " behind " + end);
            }
        }
    }

    /** One that says to be shorter than its type is, too, with what would make it whole behind the end of its file. */
    @Test
    void shouldReadNothingBehindTheLastRecord() throws IOException {
        int messages = 0;
        for (int run = 0; run < LAST_RECORDS; run++) {
            final boolean dbn = random.nextBoolean();
            final byte[] begin = dbn ? dbnHead(1 + random.nextInt(3)) : framed(message());
            final byte[] last = dbn ? dbnRecord(4 + random.nextInt(30)) : shortened(message());
            final byte[] behind = new byte[600];
            Arrays.fill(behind, (byte) 1);
            final byte[] content = Frames.join(begin, last, behind);
            final Path file = Files.write(folder.resolve("last"), content);
            final FileFormat format = dbn ? FileFormat.DBN : FileFormat.ITCH_FILE;
            final int end = begin.length + last.length;

            final String expected = readCut(file, content, end, format, Poison.ZEROS);

            for (final Poison poison : List.of(Poison.ONES, Poison.WHAT_FOLLOWS)) {
                assertEquals(expected, readCut(file, content, end, format, poison), () -> Arrays.toString(last));
            }
            messages += expected.contains(" 0 faults") ? 1 : 0;
        }
        assertTrue(messages > 0 && messages < LAST_RECORDS, messages + " whole");
    }

    private static byte[] dbnHead(final int version) {
        return Frames.join(new byte[] {'D', 'B', 'N', (byte) version, 120, 0, 0, 0}, new byte[120]);
    }

    /** @param words its length, in units of four bytes */
    private byte[] dbnRecord(final int words) {
        final int[] types = {0xA0, 0x00, 0x01, 0x0A, 0x13, 0x18, 0x12, 0x20, 0x14, 0x15, 0x16, 0x17, 0xC3, 0x24};
        final byte[] record = new byte[4 * words];
        random.nextBytes(record);
        record[0] = (byte) words;
        record[1] = (byte) types[random.nextInt(types.length)];
        return record;
    }

    /** Behind the length that it has then. */
    private byte[] shortened(final byte[] message) {
        return framed(Arrays.copyOf(message, 1 + random.nextInt(message.length)));
    }

    private static String readCut(
            final Path file, final byte[] content, final int end, final FileFormat format, final Poison poison)
            throws IOException {
        final CountingFields fields = new CountingFields();
        final Faults faults = new Faults(false);
        final HistoryFiles files = new HistoryFiles(List.of(), format, PROTOCOLS);
        final MessageDispatch dispatch = new MessageDispatch(files, faults, true, new MessageListener() {
            @Override
            public void onPacket(
                    final Origin origin,
                    final String session,
                    final long sequence,
                    final int count,
                    final long sentNs) {
                fields.unsigned(session, sequence + count);
            }

            @Override
            public void onMessage(final Origin origin, final Message message) {
                message.writeTo(fields);
            }

            @Override
            public void onFault(final Origin origin, final String reason) {
                faults.add(origin, reason);
            }
        });
        try (FileBytes bytes = FileBytes.of(new PoisonedStream(content, end, poison))) {
            if (PacketReader.isCapture(bytes)) {
                return "a capture";
            }
            final ContentReader reader = files.open(file, bytes, dispatch);
            long steps = 0;
            while (reader.step()) {
                steps++;
            }
            assertTrue(steps <= end, "more steps than bytes");
        } catch (final HistoryException refused) {
            return refused.getMessage();
        }
        return fields.count + " fields, " + fields.digest + ", " + faults.count() + " faults, " + faults.first();
    }

    /** Frames are longer than the packets in them, and whatever is behind makes no difference. */
    @Test
    void shouldReadNothingBehindADatagram() throws IOException {
        for (final String protocol : new String[] {"itch50", "mdp3"}) {
            final Captures[] captures = new Captures[2];
            for (int i = 0; i < 2; i++) {
                captures[i] = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
            }
            for (int i = 0; i < INPUTS / 10; i++) {
                final byte[] packet = protocol.equals("mdp3")
                        ? changed(mdp3Packet(i))
                        : changed(
                                Frames.join(SESSION, Frames.eight(i + 1L), Frames.two(1), framed(changed(message()))));
                final byte[] frame = Frames.udp("10.0.0.1", 1, "233.0.0.1", 2, packet);
                captures[0].packet(i, Frames.join(frame, new byte[40]));
                captures[1].packet(i, Frames.join(frame, ONES));
            }
            final byte[] content = captures[0].bytes();
            final Path one = Files.write(folder.resolve("zeros"), content);
            final Path other = Files.write(folder.resolve("ones"), captures[1].bytes());
            final CountingFields fields = new CountingFields();
            final CountingFields otherFields = new CountingFields();

            assertEquals(
                    dumped(one, FileFormat.PCAP, protocol, content.length, fields),
                    dumped(other, FileFormat.PCAP, protocol, content.length, otherFields));
            assertEquals(fields.digest, otherFields.digest, protocol);
            assertTrue(fields.count > INPUTS / 100, protocol);
        }
    }

    /** All messages with all fields; and as many as are counted. */
    private static long dumped(final Path file, final FileFormat format, final String protocol, final long length)
            throws IOException {
        return dumped(file, format, protocol, length, new CountingFields());
    }

    private static long dumped(
            final Path file,
            final FileFormat format,
            final String protocol,
            final long length,
            final CountingFields fields)
            throws IOException {
        final Faults faults = new Faults(false);
        final long[] messages = new long[1];
        new MessageDump(
                        new HistoryFiles(List.of(file), format, Protocols.of(protocol, null)),
                        faults,
                        new MessageDump.Target() {
                            @Override
                            public void onMessage(final Origin origin, final String session, final Message message) {
                                messages[0]++;
                                message.writeTo(fields);
                            }

                            @Override
                            public boolean closed() {
                                return false;
                            }
                        })
                .run((path, bytes, all) -> true);
        final Inspection inspection = new Inspection(
                new HistoryFiles(List.of(file), format, Protocols.of(protocol, null)), new Faults(false));
        inspection.run((path, bytes, all) -> true);
        assertEquals(messages[0], inspection.messageCount());
        // Each message and each fault takes bytes, and each field some of these: so do the steps of all decoders.
        assertTrue(messages[0] + faults.count() <= length + 1, "more messages than bytes");
        assertTrue(fields.count <= FIELDS_PER_BYTE * length, fields.count + " fields in " + length + " bytes");
        return messages[0];
    }

    private static void readTwice(final Supplier<HistoryFiles> files, final BookBuild books) {
        final Bars bars = new Bars(BarRule.time(1_000_000_000L, null, true), (bar, whole) -> bar.vwapNanos());
        final InstrumentSearch search = new InstrumentSearch(files.get(), new Faults(false), BookTarget.BOOK_ORDERS);
        try {
            new TradeReading(
                            files,
                            new Faults(false),
                            null,
                            DAY_NS,
                            (entry, timeNs, price, quantity) -> bars.onTrade(entry.id(), timeNs, price, quantity))
                    .run((path, bytes, all) -> true);
            search.run(DAY_NS, (path, bytes, all) -> true);
        } catch (final HistoryException withoutTimes) {
            assertTrue(withoutTimes.getMessage().startsWith("order books of LOBSTER"), withoutTimes::getMessage);
            return;
        }
        bars.end();

        search.found().forEach(found -> assertTrue(found.tickNanos() > 0));
        assertEquals(books.entries().size(), search.found().size());
    }

    private byte[] message() {
        encoder.about(1 + random.nextInt(3), 1_000L * order);
        final int length = switch (random.nextInt(6)) {
            case 0 -> encoder.executed(order - 1, 1, order);
            case 1 -> encoder.delete(order - 1);
            case 2 -> encoder.replace(order - 1, order++, 5, 10_000);
            case 3 -> encoder.crossTrade(100, "ABC", 10_000, order, 'O');
            default -> encoder.addOrder(order++, 'B', 10, "ABC", 10_000 + random.nextInt(100));
        };
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private static byte[] framed(final byte[] message) {
        return Frames.join(Frames.two(message.length), message);
    }

    private byte[] changed(final byte[] bytes) {
        final byte[] other = Arrays.copyOf(bytes, random.nextInt(5) == 0 ? random.nextInt(bytes.length) : bytes.length);
        for (int changes = random.nextInt(3); changes > 0 && other.length > 0; changes--) {
            other[random.nextInt(other.length)] = (byte) random.nextInt();
        }
        return other;
    }
}
