package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import io.tiercel.engine.feed.mdp3.PlayedMarket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bars of files: which of their messages are trades, and how it is told. */
final class FeedBarsTest {
    private static final long OPEN_NS = 34_200_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final String TITLES = "instrument,start,end,open,high,low,close,volume,turnover,trades,vwap,whole\n";

    @TempDir
    Path folder;

    private final Program program = new Program();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder().wrap(buffer, 0);
    private long timeNs = OPEN_NS;

    @Test
    void shouldCountEachTradeOnce() throws IOException {
        day();

        bars("--session", "--date", "2019-12-30", file("day.itch"));

        assertEquals(
                TITLES.replace("\n", ",averageSpread\n")
                        + "AAA,2019-12-30T14:30:02Z,2019-12-30T14:30:09Z,10,10.05,9.99,9.99,1160,11607.4,4,"
                        + "10.00637931,true,1\n"
                        + "BBB,2019-12-30T14:30:11Z,2019-12-30T14:30:11Z,20,20,20,20,7,140,1,20,true,\n",
                program.out());
        assertEquals("1 trades were taken back by the exchange, and are in no bar\n", program.err());
    }

    /** 100 + 50 at 10 and 10.05, a cross of 1,000 that 500 unprinted shares are part of, hidden 10; 30 are broken. */
    private void day() {
        put(encoder.about(0, timeNs).systemEvent('O'));
        put(about(1).addOrder(1, 'B', 200, "AAA", 100_000));
        put(about(1).executed(1, 100, 11));
        put(about(1).executedAt(1, 50, 12, true, 100_500));
        put(about(1).executed(1, 30, 13));
        put(about(1).addOrder(2, 'S', 500, "AAA", 110_000));
        put(about(1).executedAt(2, 500, 14, false, 100_000));
        put(about(1).crossTrade(1_000, "AAA", 100_050, 15, 'O'));
        timeNs += SECOND_NS;
        put(about(1).trade('B', 10, "AAA", 99_900, 16));
        put(about(1).brokenTrade(13));
        put(about(2).trade('B', 7, "BBB", 200_000, 17));
    }

    @Test
    void shouldKnowTheBrokenTradesOfTheSameDayOnly() throws IOException {
        day();
        final String first = file("first.itch");
        timeNs = OPEN_NS;
        bytes.reset();
        put(encoder.about(0, timeNs).systemEvent('O'));
        put(about(1).trade('B', 40, "AAA", 100_000, 13));
        put(about(1).trade('B', 60, "AAA", 100_000, 11));
        put(about(1).brokenTrade(11));

        bars("--session", "--json", "--date", "2019-12-30", "--instrument", "AAA", first, file("second.itch"));

        final Config result = program.json();
        assertEquals(1_200, result.getConfigList("bars").get(0).getLong("volume"));
        assertEquals(2, result.getLong("broken"));
    }

    @Test
    void shouldBeAsTheTablesOfLobsterSay() throws IOException {
        final String file = Files.writeString(folder.resolve("TRCL_2012-06-21_34200000_57600000_message_1.csv"), """
                34200.5,4,1,100,2238000,1
                34201.5,5,0,50,2238500,1
                34262,6,-1,1000,2240000,1
                34262.5,1,2,70,2250000,-1
                34263,4,2,70,2250000,-1
                """)
                .toString();

        bars("--time", "1m", "--csv", file);
        assertEquals(
                TITLES
                        + "TRCL,2012-06-21T13:30:00Z,2012-06-21T13:31:00Z,223.8,223.85,223.8,223.85,150,33572.5,2,"
                        + "223.816666667,true\n"
                        + "TRCL,2012-06-21T13:31:00Z,2012-06-21T13:32:00Z,224,225,224,225,1070,239750,2,"
                        + "224.065420561,false\n",
                program.out());
        bars("--time", "30s", "--fill", "--jsonl", file);
        assertEquals(3, program.out().lines().count(), program::out);
        assertTrue(
                program.out()
                        .contains(
                                "\"open\":\"223.85\",\"high\":\"223.85\",\"low\":\"223.85\","
                                        + "\"close\":\"223.85\",\"volume\":0,\"turnover\":\"0\",\"trades\":0,\"vwap\":\"223.85\",\"whole\":true"));
        bars("--volume", "150", file);
        assertEquals(4, program.out().lines().count(), program::out);
        bars("--dollar", "100000.5", file);
        assertEquals(3, program.out().lines().count(), program::out);
        bars("--tick", "2", file);
        assertEquals(3, program.out().lines().count(), program::out);
    }

    @Test
    void shouldTakeTradesOfDbn() throws IOException {
        final String file = Files.write(
                        folder.resolve("a.dbn"),
                        new HandMadeDbn(3, 0, 4).orders(2_000).bytes())
                .toString();
        assertEquals(0, program.execute("feed", "book", "--json", file), program::err);
        final long trades = program.json().getConfigList("instruments").get(0).getLong("trades");

        bars("--session", "--json", file);

        assertEquals(trades, program.json().getConfigList("bars").get(0).getLong("trades"));
        assertEquals("TRCL", program.json().getConfigList("bars").get(0).getString("instrument"));
    }

    @Test
    void shouldTakeTradesOfACaptureOnceWhateverLineTheyCameBy() throws IOException {
        day();
        bars("--session", "--date", "2019-12-30", file("day.itch"));
        final String ofFile = program.out();
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        final byte[] session = "BARS-00001".getBytes(StandardCharsets.US_ASCII);
        final byte[] all = bytes.toByteArray();
        // 2019-12-30T14:30Z
        long capturedNs = 1_577_716_200L * SECOND_NS;
        int length;
        long sequence = 1;
        for (int at = 0; at < all.length; at += length) {
            length = 2 + ((all[at] & 0xFF) << 8 | all[at + 1] & 0xFF);
            final byte[] packet = Frames.join(
                    session, Frames.eight(sequence++), Frames.two(1), Arrays.copyOfRange(all, at, at + length));
            capture.packet(capturedNs, Frames.udp("10.0.0.1", 1, "233.0.0.1", 2, packet));
            capture.packet(capturedNs + 1_000, Frames.udp("10.0.0.1", 1, "233.0.0.2", 2, packet));
            capturedNs += SECOND_NS;
        }

        bars(
                "--session",
                Files.write(folder.resolve("day.pcap"), capture.bytes()).toString());

        assertEquals(ofFile, program.out());
    }

    @Test
    void shouldTakeTradesOfMdp3() throws IOException {
        final String file = new PlayedMarket(9, 150_000_000_000L, 2_000)
                .write(folder.resolve("day.pcap"))
                .toString();
        assertEquals(0, program.execute("feed", "book", "--json", file), program::err);
        final Map<String, Long> trades = new TreeMap<>();
        for (final Config each : program.json().getConfigList("instruments")) {
            trades.put(each.getString("symbol"), each.getLong("trades"));
        }

        bars("--session", "--json", file);

        final Map<String, Long> found = new TreeMap<>();
        for (final Config bar : program.json().getConfigList("bars")) {
            found.put(bar.getString("instrument"), bar.getLong("trades"));
        }
        assertTrue(trades.values().stream().mapToLong(Long::longValue).sum() > 100, trades::toString);
        assertEquals(trades, found);
    }

    @Test
    void shouldTakeTradesOfATable() throws IOException {
        final String file = Files.writeString(folder.resolve("trades.csv"), """
                time,symbol,price,quantity,aggressor
                2024-01-02T09:30:00Z,BTCUSDT,42000.5,0.25,buy
                2024-01-02T09:30:59.9Z,BTCUSDT,42001,0.75,sell
                2024-01-02T09:31:00Z,BTCUSDT,42002,1.5,buy
                """).toString();

        bars("--time", "1m", file);

        assertEquals(
                TITLES
                        + "BTCUSDT,2024-01-02T09:30:00Z,2024-01-02T09:31:00Z,42000.5,42001,42000.5,42001,1,42000.875,2,"
                        + "42000.875,true\n"
                        + "BTCUSDT,2024-01-02T09:31:00Z,2024-01-02T09:32:00Z,42002,42002,42002,42002,1.5,63003,1,"
                        + "42002,false\n",
                program.out());
    }

    @Test
    void shouldSayWhatIsWrong() throws IOException {
        day();
        final String file = file("day.itch");

        refused("the messages have times of day alone", "--session", file);
        refused("--tick is not above 0", "--tick", "0", file);
        refused("--dollar 1e9 is no amount", "--dollar", "1e9", file);
        refused("--fill is of bars of time", "--tick", "5", "--fill", file);
        refused("is longer than a day", "--time", "48h", "--zone", "UTC", file);
        refused(
                "--instrument CCC is not in these files",
                "--session",
                "--date",
                "2019-12-30",
                "--instrument",
                "CCC",
                file);
        assertEquals(2, program.execute("feed", "bars", file));
        assertEquals(2, program.execute("feed", "bars", "--tick", "1", "--session", file));
    }

    private void refused(final String text, final String... arguments) {
        final List<String> all = new ArrayList<>(List.of("feed", "bars"));
        all.addAll(List.of(arguments));
        assertEquals(2, program.execute(all.toArray(new String[0])), program::out);
        assertTrue(program.err().contains(text), program::err);
    }

    private void bars(final String... arguments) {
        final List<String> all = new ArrayList<>(List.of("feed", "bars"));
        all.addAll(List.of(arguments));
        assertEquals(0, program.execute(all.toArray(new String[0])), program::err);
    }

    private ItchEncoder about(final int locate) {
        timeNs += SECOND_NS;
        return encoder.about(locate, timeNs);
    }

    private void put(final int length) {
        bytes.write(length >>> 8);
        bytes.write(length);
        bytes.write(buffer.byteArray(), 0, length);
    }

    private String file(final String name) throws IOException {
        return Files.write(folder.resolve(name), bytes.toByteArray()).toString();
    }
}
