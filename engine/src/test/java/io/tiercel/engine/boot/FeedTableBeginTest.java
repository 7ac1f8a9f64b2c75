package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From when on books of tables are live: not before anything is known of them. */
final class FeedTableBeginTest {
    private static final String SNAPSHOTS = """
            time,symbol,side,price,quantity,snapshot
            2024-01-02T09:30:00Z,A,buy,10,1,true
            2024-01-02T09:30:00Z,A,sell,11,1,true
            2024-01-02T09:30:10Z,B,buy,10,2,true
            2024-01-02T09:30:11Z,B,buy,9,2,false
            """;

    private static final String ORDERS = """
            time,symbol,action,orderId,side,price,quantity
            2024-01-02T09:30:00Z,A,add,1,buy,10,1
            2024-01-02T09:30:10Z,B,add,2,buy,10,1
            """;

    @TempDir
    Path folder;

    private final Program program = new Program();

    @Test
    void shouldRecoverBeforeTheFirstSnapshot() throws IOException {
        final String file = write("l2.csv", SNAPSHOTS);

        assertEquals(Map.of("A", "recovering", "B", "recovering"), states(file, "--at", "2024-01-02T09:29:00Z"));
        assertEquals(Map.of("A", "live", "B", "recovering"), states(file, "--at", "2024-01-02T09:30:05Z"));
        assertEquals(Map.of("A", "live", "B", "live"), states(file, "--at", "2024-01-02T09:30:10Z"));
    }

    @Test
    void shouldRecoverBeforeTheFirstWholeBook() throws IOException {
        final String file = write("depth.csv", """
                time,symbol,bidPrice1,bidQuantity1,askPrice1,askQuantity1
                1704187800,A,100,1,101,1
                1704187801,B,100,1,101,1
                """);

        assertEquals(Map.of("A", "recovering", "B", "recovering"), states(file, "--at", "2020-01-01T00:00:00Z"));
        assertEquals(Map.of("A", "live", "B", "recovering"), states(file, "--at", "2024-01-02T09:30:00Z"));
        assertEquals(Map.of("A", "live", "B", "live"), states(file));
    }

    @Test
    void shouldBeLiveFromTheFirstRecordOnWhereBooksBeginEmpty() throws IOException {
        final String orders = write("l3.csv", ORDERS);
        final String levels =
                write("changes.csv", "time,symbol,side,price,quantity\n1704187800,A,buy,10,1\n1704187810,B,buy,9,1\n");

        assertEquals(Map.of("A", "live", "B", "recovering"), states(orders, "--at", "2024-01-02T09:30:05Z"));
        assertEquals(Map.of("A", "live", "B", "live"), states(orders));
        assertEquals(Map.of("A", "live", "B", "recovering"), states(levels, "--at", "2024-01-02T09:30:05Z"));
        assertEquals(Map.of("A", "live", "B", "live"), states(levels));
    }

    @Test
    void shouldBeStaleFromTheBeginOnWhereTablesBeginWithinADay() throws IOException {
        final String within = write("within.conf", "begin = within\n");

        assertEquals(
                Map.of("A", "stale", "B", "stale"),
                states(write("l3.csv", ORDERS), "--columns", within, "--at", "2024-01-02T09:30:05Z"));
    }

    @Test
    void shouldNeverBeLiveByTradesAlone() throws IOException {
        final String trades = write("trades.csv", "time,symbol,price,quantity\n1704187799,A,10,1\n1704187812,B,10,1\n");
        final String books = write("l2.csv", SNAPSHOTS);

        assertEquals(Map.of("A", "stale", "B", "stale"), states(trades));
        assertEquals(Map.of("A", "live", "B", "live"), states(trades, books));
        assertEquals(Map.of("A", "live", "B", "stale"), states(trades, books, "--at", "2024-01-02T09:30:05Z"));
    }

    /** The usual order: a whole book, and then what changes. */
    @Test
    void shouldStayLiveByChangesBehindAWholeBook() throws IOException {
        final String whole = depth(0, true, "[[\"100\",\"1.5\"],[\"99\",\"2\"]]", "[[\"101\",\"1\"]]");
        final String change = depth(1, false, "[[\"98\",\"7\"],[\"99\",\"0\"]]", "[]");
        final String second = depth(2, true, "[[\"97\",\"3\"]]", "[[\"101\",\"1\"]]");
        final String[] contents = {whole, whole + whole, whole + change, whole + change + second + change};

        for (final String content : contents) {
            assertEquals(Map.of("E", "live"), states(write("depth.jsonl", content)), content);
        }
        states(write("depth.jsonl", whole + change));
        assertEquals(
                "[[\"100\",1.5,0],[\"98\",7,0]]",
                program.out().replaceAll(".*\"bids\":(.*),\"asks\".*\n", "$1"),
                program::out);
        assertEquals(Map.of("E", "recovering"), states(write("depth.jsonl", change)));
        assertEquals(Map.of("E", "recovering"), states(write("depth.jsonl", change + change)));
        assertEquals(Map.of("E", "live"), states(write("depth.jsonl", change + second + change)));
        assertEquals(Map.of("E", "stale"), states(write("depth.jsonl", whole + "{}\n" + change)));
        assertEquals(Map.of("E", "live"), states(write("depth.jsonl", whole + "{}\n" + change + second + change)));
    }

    /** Emptied for the next whole one, it is not live meanwhile. */
    @Test
    void shouldNotBeLiveWhileItIsReplaced() throws IOException {
        final String file = write(
                "depth.jsonl",
                depth(0, true, "[[\"100\",\"1\"]]", "[[\"101\",\"1\"]]")
                        + depth(1, false, "[[\"99\",\"1\"]]", "[]")
                        + depth(2, true, "[[\"98\",\"1\"]]", "[[\"101\",\"1\"]]"));

        assertEquals(List.of("0 RECOVERING", "1 LIVE", "1 RECOVERING", "1 LIVE"), toldByImport(file));
    }

    private static String depth(final int second, final boolean snapshot, final String bids, final String asks) {
        return "{\"time\":170418780" + second + "000,\"symbol\":\"E\",\"snapshot\":" + snapshot + ",\"bids\":" + bids
                + ",\"asks\":" + asks + "}\n";
    }

    /** What came later in the first one is not of the time that is asked for. */
    @Test
    void shouldBeLiveByAFileThatGoesBackInTime() throws IOException {
        final String header = "time,symbol,bidPrice1,bidQuantity1,askPrice1,askQuantity1\n";
        final String late = write("late.csv", header + "1704187810,A,100,1,101,1\n");
        final String early = write("early.csv", header + "1704187800,A,100,2,101,2\n");

        assertEquals(Map.of("A", "live"), states(late, early, "--at", "2024-01-02T09:30:05Z"));
    }

    @Test
    void shouldRecoverBeforeTheFirstOrderBookOfLobster() throws IOException {
        final String messages = write(
                "TRCL_2012-06-21_34200000_57600000_message_1.csv",
                "34200.5,1,11,100,2238000,1\n34201.25,1,12,70,2239000,-1\n");
        final String books = write(
                "TRCL_2012-06-21_34200000_57600000_orderbook_1.csv",
                "9999999999,0,2238000,100\n2239000,70,2238000,100\n");

        assertEquals("recovering", bookStates(books, messages, "--at", "09:00").get(0));
        assertEquals("live", bookStates(books, messages, "--at", "09:30:00.5").get(0));
        assertEquals("live", bookStates(books).get(0));
    }

    @Test
    void shouldImportNoBookAsLiveBeforeItsFirstSnapshot() throws IOException {
        assertEquals(List.of("0 RECOVERING", "1 LIVE", "2 LIVE"), toldByImport(write("l2.csv", SNAPSHOTS)));
    }

    /** Instruments, 0 for all, and what they are. */
    private List<String> toldByImport(final String file) throws IOException {
        final String journal = folder.resolve("journal").toString();
        assertEquals(0, program.execute("feed", "import", "--json", "--journal", journal, file), program::err);
        final List<String> told = new ArrayList<>();
        final FeedStatusDecoder status = new FeedStatusDecoder();
        for (final JournalInputs.Input input : JournalInputs.read(Path.of(journal))) {
            if (input.kind() == FeedStatusDecoder.TEMPLATE_ID) {
                status.wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder());
                told.add(status.instrumentId() + " " + status.state());
            }
        }
        return told;
    }

    /** By symbol. */
    private Map<String, String> states(final String... arguments) {
        final Map<String, String> states = new TreeMap<>();
        for (final Config each : instruments(arguments)) {
            states.put(each.getString("symbol"), each.getString("state"));
        }
        return states;
    }

    private List<String> bookStates(final String... arguments) {
        return instruments(arguments).stream()
                .map(each -> each.getString("state"))
                .toList();
    }

    private List<? extends Config> instruments(final String... arguments) {
        final List<String> all = new ArrayList<>(List.of("feed", "book", "--json"));
        all.addAll(List.of(arguments));
        assertEquals(0, program.execute(all.toArray(String[]::new)), program::err);
        return program.json().getConfigList("instruments");
    }

    private String write(final String name, final String content) throws IOException {
        return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
