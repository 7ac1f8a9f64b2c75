package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import io.airlift.compress.zstd.ZstdOutputStream;
import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeedDumpCommandTest {
    @TempDir
    Path folder;

    private final Program program = new Program();

    @Test
    void shouldShowEveryFieldOfEveryType() throws IOException {
        final long seed = 11;
        final HandMadeItch itch = new HandMadeItch(seed);
        for (int round = 0; round < 200; round++) {
            itch.everyType();
        }
        assertEquals(200 * 23, itch.messages.size());
        final byte[] plain = itch.file();
        final ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (OutputStream stream = new ZstdOutputStream(zstd)) {
            stream.write(plain);
        }
        final ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(gzip)) {
            stream.write(plain);
        }

        for (final byte[] content : List.of(plain, zstd.toByteArray(), gzip.toByteArray())) {
            assertEquals(0, program.execute("feed", "dump", "--jsonl", write("any.bin", content)), program::err);
            final List<String> lines = program.out().lines().toList();
            assertEquals(itch.shown.size(), lines.size());
            for (int i = 0; i < lines.size(); i++) {
                final String line = lines.get(i);
                assertEquals(itch.shown.get(i), line.substring(line.indexOf("\"message\"")), "seed " + seed);
            }
            assertTrue(lines.get(1).startsWith("{\"record\":2,\"offset\":14,\"sequence\":2,"), lines.get(1));
        }
    }

    /** Books have no room for them; they are legal all the same. */
    @Test
    void shouldShowValuesOf64BitsWithoutASign() throws IOException {
        final byte[] head = new byte[10];
        final String file = write(
                "greatest.itch",
                Frames.join(
                        Frames.two(35),
                        new byte[] {'V'},
                        head,
                        Frames.eight(-1),
                        Frames.eight(Long.MIN_VALUE),
                        Frames.eight(1),
                        Frames.two(40),
                        new byte[] {'Q'},
                        head,
                        Frames.eight(-2),
                        "TRCL    ".getBytes(StandardCharsets.US_ASCII),
                        Frames.four(-1),
                        Frames.eight(-3),
                        new byte[] {'O'}));

        assertEquals(0, program.execute("feed", "dump", "--jsonl", "--strict", file), program::err);

        final List<String> lines = program.out().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(
                lines.get(0)
                        .endsWith("\"level1\":\"184467440737.09551615\",\"level2\":\"92233720368.54775808\","
                                + "\"level3\":\"0.00000001\"}"),
                lines.get(0));
        assertTrue(
                lines.get(1)
                        .endsWith("\"shares\":18446744073709551614,\"stock\":\"TRCL\",\"crossPrice\":\"429496.7295\","
                                + "\"matchNumber\":18446744073709551613,\"crossType\":\"O\"}"),
                lines.get(1));
    }

    @Test
    void shouldShowPacketsOfACapture() throws IOException {
        final HandMadeItch itch = new HandMadeItch(5).everyType();
        final String file = write(
                "c.pcap",
                Captures.pcap(ByteOrder.BIG_ENDIAN, true, 1)
                        .packet(1_577_716_200_000_000_001L, frame(itch.packet("0123456789", 0, 20)))
                        .packet(1_577_716_200_000_000_002L, frame(itch.packet("0123456789", 20, 23)))
                        .bytes());

        assertEquals(0, program.execute("feed", "dump", "--jsonl", file), program::err);

        final List<String> lines = program.out().lines().toList();
        assertEquals(23, lines.size());
        assertEquals(
                "{\"record\":2,\"offset\":" + (24 + 16 + 42 + 20 + itch.file(0, 20).length)
                        + ",\"captured\":\"2019-12-30T14:30:00.000000002Z\",\"channel\":\"233.54.12.1:26400\","
                        + "\"session\":\"0123456789\",\"sequence\":21," + itch.shown.get(20),
                lines.get(20));
    }

    /** What GLIMPSE sends behind the messages of ITCH: where the session goes on. */
    @Test
    void shouldShowTheEndOfASnapshot() throws IOException {
        final HandMadeItch itch = new HandMadeItch(5).everyType();
        final byte[] stream = Frames.join(
                soup('A', ascii("0123456789%20d".formatted(1))),
                soup('S', itch.messages.get(0)),
                soup('S', ascii("G%20d".formatted(701))),
                soup('S', ascii("G%20s".formatted("7o1"))));
        final String file = write(
                "c.pcap",
                Captures.pcap(ByteOrder.BIG_ENDIAN, true, 1)
                        .packet(1_577_716_200_000_000_001L, segment(99, 0x12, new byte[0]))
                        .packet(1_577_716_200_000_000_002L, segment(100, 0x10, stream))
                        .bytes());

        assertEquals(0, program.execute("feed", "dump", "--jsonl", file), program::err);

        final List<String> lines = program.out().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(
                lines.get(1)
                        .endsWith("\"channel\":\"10.0.0.1:7000 to 10.0.0.2:8000\",\"session\":\"0123456789\","
                                + "\"sequence\":2,\"message\":\"Snapshot\",\"messageType\":\"G\","
                                + "\"sequenceNumber\":701}"),
                lines.get(1));
        assertTrue(program.err().contains(": a snapshot's end whose sequence number is none\n"), program.err());

        assertEquals(0, program.execute("feed", "inspect", "--json", file), program::err);
        final List<String> names = program.json().getConfigList("messages").stream()
                .map(each -> each.getString("name"))
                .toList();
        assertTrue(names.contains("Snapshot"), names::toString);
    }

    private static byte[] soup(final char type, final byte[] content) {
        return Frames.join(Frames.two(1 + content.length), new byte[] {(byte) type}, content);
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] segment(final int sequence, final int flags, final byte[] data) {
        return Frames.tcp("10.0.0.1", 7_000, "10.0.0.2", 8_000, sequence, flags, data);
    }

    @Test
    void shouldTellMalformedMessagesAndGoOn() throws IOException {
        final HandMadeItch itch = new HandMadeItch(5).everyType();
        final byte[] torn = Frames.join(Frames.two(5), Arrays.copyOf(itch.messages.get(10), 5));
        final byte[] unknown = Frames.join(Frames.two(3), new byte[] {'z', 1, 2});
        final String file = write("f", Frames.join(itch.file(0, 3), torn, unknown, new byte[2], itch.file(3, 23)));

        assertEquals(0, program.execute("feed", "dump", "--jsonl", file), program::err);

        assertEquals(24, program.out().lines().count());
        assertTrue(program.out()
                .contains("\"record\":5,\"offset\":" + (itch.file(0, 3).length + 7)
                        + ",\"sequence\":5,\"message\":\"Unknown type z\",\"messageType\":\"z\",\"length\":3}"));
        final int offset = itch.file(0, 3).length;
        assertEquals(
                List.of(
                        "malformed: " + file + ": record 4 at offset " + offset
                                + ": a message of type A of 5 bytes; it has 36",
                        "malformed: " + file + ": record 6 at offset " + (offset + 12)
                                + ": a length of 0, which is the session's end and the file's, and more bytes behind"
                                + " it"),
                program.err().lines().toList());

        assertEquals(2, program.execute("feed", "dump", "--jsonl", "--strict", file));
        assertEquals(3, program.out().lines().count());
        assertEquals(
                "tiercel: " + file + ": record 4 at offset " + offset
                        + ": a message of type A of 5 bytes; it has 36; mend"
                        + " the file, or leave --strict out to count such records and go on\n",
                program.err());
    }

    @Test
    void shouldSayWhatAFileIsNot() throws IOException {
        final String text = write("notes.txt", "Dear diary, today".getBytes(StandardCharsets.US_ASCII));
        final String empty = write("empty", new byte[0]);

        assertEquals(2, program.execute("feed", "dump", folder.resolve("none").toString()));
        assertEquals("tiercel: " + folder.resolve("none") + " does not exist; name files that do\n", program.err());
        assertEquals(2, program.execute("feed", "dump", text));
        assertEquals(
                "tiercel: " + text + " is of no format that is known: it begins with bytes 44 65 61 72 20 64 69 61;"
                        + " where it is one all the same, name it by --format\n",
                program.err());
        assertEquals(2, program.execute("feed", "dump", empty));
        assertEquals("tiercel: " + empty + " is empty; name a file of market data\n", program.err());
        assertEquals(2, program.execute("feed", "dump", "--format", "pcap", text));
        assertTrue(program.err().contains("is neither pcap nor pcapng"), program.err());
        assertEquals(2, program.execute("feed", "dump", "--format", "parquet", text));
        assertTrue(program.err().contains("--format parquet is none of itch-file, pcap, dbn, lobster"), program.err());
        assertEquals(2, program.execute("feed", "dump", "--protocol", "x", text));
        assertTrue(program.err().contains("--protocol x is none of itch50"), program.err());
        assertEquals(2, program.execute("feed", "dump", folder.toString()));
        assertTrue(program.err().contains("is a folder; name the files in it"), program.err());
    }

    @Test
    void shouldReadRealDayAsThirdPartyDoes() throws IOException {
        final Path day = SharedData.find("itch/nasdaq-itch50-head-2019.itch");
        final Map<String, String> names = Map.ofEntries(
                Map.entry("type", "messageType"),
                Map.entry("stock_locate", "stockLocate"),
                Map.entry("tracking_number", "trackingNumber"),
                Map.entry("code", "eventCode"),
                Map.entry("category", "marketCategory"),
                Map.entry("status", "financialStatusIndicator"),
                Map.entry("lotsize", "roundLotSize"),
                Map.entry("lotsonly", "roundLotsOnly"),
                Map.entry("issue_class", "issueClassification"),
                Map.entry("issue_sub", "issueSubType"),
                Map.entry("shortsale_thresh", "shortSaleThresholdIndicator"),
                Map.entry("ipo_flag", "ipoFlag"),
                Map.entry("luld_ref", "luldReferencePriceTier"),
                Map.entry("etp_flag", "etpFlag"),
                Map.entry("etp_leverage", "etpLeverageFactor"),
                Map.entry("inverse_ind", "inverseIndicator"),
                Map.entry("state", "tradingState"),
                Map.entry("action", "regShoAction"));

        assertEquals(0, program.execute("feed", "dump", "--jsonl", day.toString()), program::err);

        final List<String> expected = Files.readAllLines(day.resolveSibling("nasdaq-itch50-head-2019.expected.jsonl"));
        final List<String> lines = program.out().lines().toList();
        assertEquals(expected.size(), lines.size());
        int compared = 0;
        for (int i = 0; i < lines.size(); i++) {
            final Map<String, String> ours = flat(json(lines.get(i)));
            for (final Map.Entry<String, String> field :
                    flat(json(expected.get(i))).entrySet()) {
                final String name = names.getOrDefault(field.getKey(), field.getKey());
                if (!field.getKey().equals("description")) {
                    final String line = lines.get(i);
                    assertEquals(
                            field.getValue().strip(),
                            ours.getOrDefault(name, "absent").strip(),
                            () -> name + " in " + line);
                    compared++;
                }
            }
        }
        assertTrue(compared > 17_000, "compared only " + compared + " fields");
    }

    @Test
    void shouldReadRealCapturesAsThirdPartyDoes() {
        final Path expectedFile = SharedData.find("itch/moldudp64-bx/expected-decode.json");
        final Config all = ConfigFactory.parseFile(expectedFile.toFile());
        int compared = 0;
        for (final String file : List.of(
                "AddOrderNoMpidAttributionMessage.pcap", "OrderDeleteMessage.pcap", "OrderReplaceMessage.pcap")) {
            assertEquals(
                    0,
                    program.execute(
                            "feed",
                            "dump",
                            "--jsonl",
                            expectedFile.resolveSibling(file).toString()),
                    program::err);
            final Map<String, String> ours = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            ours.putAll(flat(json(program.out())));
            final Config message = all.getConfigList("\"" + file + "\"").get(0).getConfig("fields.message");
            for (final Map.Entry<String, String> field : flat(message).entrySet()) {
                final String name = field.getKey().substring(field.getKey().lastIndexOf('.') + 1);
                if (!List.of("messageindex", "messagelength").contains(name)) {
                    assertEquals(field.getValue(), ours.get(name), name);
                    compared++;
                }
            }
        }
        assertEquals(9 + 5 + 8, compared);
    }

    static Config json(final String text) {
        return ConfigFactory.parseString(text, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    }

    /** Path to value as text; numbers without needless zeros. */
    static Map<String, String> flat(final Config config) {
        final Map<String, String> all = new TreeMap<>();
        for (final Map.Entry<String, ConfigValue> entry : config.entrySet()) {
            final Object value = entry.getValue().unwrapped();
            all.put(
                    entry.getKey(),
                    value instanceof Number number
                            ? new BigDecimal(number.toString())
                                    .stripTrailingZeros()
                                    .toPlainString()
                            : String.valueOf(value));
        }
        return all;
    }

    private String write(final String name, final byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    private static byte[] frame(final byte[] payload) {
        return Frames.udp("10.0.0.1", 5_000, "233.54.12.1", 26_400, payload);
    }
}
