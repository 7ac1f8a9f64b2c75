package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV and JSON lines through the commands, with our own columns and those of others. */
final class FeedTableTest {
    private static final String LEVELS = """
            time,symbol,side,price,quantity,snapshot
            2024-01-02T09:30:00Z,BTCUSDT,buy,42000.5,1.25,true
            2024-01-02T09:30:00Z,BTCUSDT,sell,42001,0.5,true
            2024-01-02T09:30:00.100Z,BTCUSDT,buy,42000.75,3,false
            2024-01-02T09:30:00.200Z,BTCUSDT,buy,42000.5,0,false
            """;

    @TempDir
    Path folder;

    private final Program program = new Program();

    @Test
    void shouldFindLevelsByTheirColumns() throws IOException {
        final String file = write("l2.csv", LEVELS);

        assertEquals(
                "{\"instruments\":[{\"id\":1,\"symbol\":\"BTCUSDT\",\"state\":\"live\",\"bidLevels\":1,\"askLevels\":1,"
                        + "\"orders\":0,\"bids\":[[\"42000.75\",3,0]],\"asks\":[[\"42001\",0.5,0]],\"crossed\":0,"
                        + "\"trades\":0,\"errors\":0}],\"malformed\":0}\n",
                book(file));
        assertTrue(book(file, "--at", "2024-01-02T09:30:00Z").contains("\"live\""), program::out);
        assertTrue(program.out().contains("\"bids\":[[\"42000.5\",1.25,0]]"), program::out);
        assertEquals(0, program.execute("feed", "inspect", "--json", file), program::err);
        assertEquals("csv", program.json().getConfigList("files").get(0).getString("format"));
        assertEquals("2024-01-02T09:30:00Z", program.json().getString("time.from"));
        assertEquals(4, program.json().getInt("messageCount"));
    }

    @Test
    void shouldReadWhatItDumped() throws IOException {
        final String file = write("l2.csv", LEVELS);
        final String books = book(file);

        assertEquals(0, program.execute("feed", "dump", "--jsonl", file), program::err);
        final String dumped = program.out();
        assertTrue(
                dumped.startsWith(
                        "{\"record\":2,\"offset\":41,\"message\":\"Level\",\"time\":1704187800000000000,"
                                + "\"symbol\":\"BTCUSDT\",\"snapshot\":\"true\",\"side\":\"buy\",\"price\":\"42000.5\",\"quantity\":\"1.25\"}"));
        assertEquals(books, book(write("dumped", dumped)));
    }

    @Test
    void shouldBuildBooksOfOrders() throws IOException {
        final String file = write("l3.csv", """
                time;symbol;action;orderId;side;price;quantity
                1704187800.000000001;TRCL;add;1;buy;10.5;100
                1704187800.1;TRCL;A;2;sell;10.75;50
                1704187800.2;TRCL;execute;1;;;40
                1704187800.3;TRCL;change;2;;10.7;60
                1704187800.4;TRCL;trade;;;10.6;5
                1704187800.5;TRCL;add;6ba7b810-9dad-11d1;ask;10.8;1000.5
                1704187800.6;TRCL;add;7;ask;10.9;1
                1704187800.6;TRCL;reduce;6ba7b810-9dad-11d1;;;0.5
                1704187800.7;TRCL;delete;7;;;
                1704187800.8;TRCL;delete;99;;;
                """);

        assertEquals(
                "{\"instruments\":[{\"id\":1,\"symbol\":\"TRCL\",\"state\":\"stale\",\"bidLevels\":1,\"askLevels\":2,"
                        + "\"orders\":3,\"bids\":[[\"10.5\",60,1]],\"asks\":[[\"10.7\",60,1],[\"10.8\",1000,1]],"
                        + "\"crossed\":0,\"trades\":2,\"errors\":1}],\"malformed\":0}\n",
                book(file));
    }

    @Test
    void shouldTrustNoBookThatMissesARecord() throws IOException {
        final String header = "time,symbol,action,orderId,side,price,quantity\n";
        final String add = "1704187800,A,add,1,buy,10,1\n";

        assertTrue(book(write("whole.csv", header + add)).contains("\"state\":\"live\""), program::out);
        assertTrue(
                book(write("bad.csv", header + add + "1704187801,A,delete,x y,,,\n1704187801,A,up,1,,,\n"))
                        .contains("\"state\":\"stale\""),
                program::out);
    }

    /** Each time, whatever has made it right again since the record before that could not be read. */
    @Test
    void shouldTrustNoBookBehindASecondBadRecord() throws IOException {
        final String bad = "nonsense\n";
        final String orders = "time,symbol,action,orderId,side,price,quantity\n1704187800,A,add,1,buy,10,1\n";
        final String clear = "1704187801,A,clear,0,,,\n";
        assertState("stale", orders + bad);
        assertState("live", orders + bad + clear);
        assertState("stale", orders + bad + clear + bad);

        final String levels = "time,symbol,side,price,quantity,snapshot\n1704187800,A,buy,10,1,true\n";
        final String change = "1704187801,A,buy,9,1,false\n";
        final String snapshot = "1704187802,A,buy,8,1,true\n1704187802,A,buy,7,1,true\n";
        assertState("live", levels + change);
        assertState("stale", levels + bad + change);
        assertState("live", levels + bad + change + snapshot);
        assertState("stale", levels + bad + change + snapshot + change + bad);
        assertState("stale", levels + bad + change + snapshot + bad);
    }

    /** A level of it may be what could not be read. */
    @Test
    void shouldTrustNoSnapshotWithABadRecordInOrBesideIt() throws IOException {
        final String bad = "nonsense\n";
        final String change = "time,symbol,side,price,quantity,snapshot\n1704187801,A,buy,9,1,false\n";
        final String snapshot = "1704187802,A,buy,8,1,true\n";
        final String later = "1704187803,A,buy,7,1,true\n";
        assertState("stale", change + bad + snapshot);
        assertState("stale", change + snapshot + bad + snapshot);
        assertState("stale", change + snapshot + bad);
        assertState("stale", change + snapshot + bad + later);
        assertState("live", change + snapshot + bad + snapshot + later);
        assertState(
                "stale",
                "time,symbol,action,side,price,quantity,snapshot\n1704187801,A,add,buy,9,1,false\n" + bad
                        + "1704187802,A,clear,,,,true\n1704187802,A,add,buy,8,1,true\n");
    }

    @Test
    void shouldTrustAWholeBookBehindABadOneOnlyFromTheNextOneOn() throws IOException {
        final String first = "{\"time\":1704187800000,\"symbol\":\"A\",\"bids\":[[\"10\",\"1\"]],\"asks\":[]}\n";
        final String bad = "{\"time\":1704187801000,\"symbol\":\"A\",\"bids\":[[\"10\",\"x\"]],\"asks\":[]}\n";
        assertState("live", first);
        assertState("stale", first + bad);
        assertState("live", first + bad + first);
        assertState("stale", first + bad + first + bad);
    }

    private void assertState(final String state, final String content) throws IOException {
        final String book = book(write(content.startsWith("{") ? "t.jsonl" : "t.csv", content));
        assertTrue(book.contains("\"state\":\"" + state + "\""), book);
    }

    @Test
    void shouldTrustNoBookOfATableThatBeginsWithinADay() throws IOException {
        final String header = "time,symbol,action,orderId,side,price,quantity\n";
        final String add = "1704187800,A,add,1,buy,10,1\n";
        final String within = write("within.conf", "begin = within\n");
        final String orders = write("orders.csv", header + add);
        final String levels = write("levels.csv", "time,symbol,side,price,quantity\n1704187800,A,buy,10,1\n");

        assertTrue(book(orders).contains("\"state\":\"live\""), program::out);
        assertTrue(book(orders, "--columns", within).contains("\"state\":\"stale\""), program::out);
        assertTrue(book(levels, "--columns", within).contains("\"state\":\"stale\""), program::out);
        final String cleared = write("cleared.csv", header + add + "1704187801,A,clear,0,,,\n" + add);
        assertTrue(book(cleared, "--columns", within).contains("\"state\":\"live\""), program::out);
        final String unknown = write("unknown.csv", header + add + "1704187801,A,delete,2,,,\n");
        assertTrue(book(unknown).contains("\"state\":\"stale\""), program::out);
        assertEquals(2, program.execute("feed", "book", orders, "--columns", write("no.conf", "begin = later\n")));
        assertTrue(program.err().contains("no.conf:1: begin = \"later\" is none of empty, within"), program::err);
    }

    /** Which is a guess: it is told, unless somebody has said it, or the table has. */
    @Test
    void shouldTellThatBooksWereTakenToBeginEmpty() throws IOException {
        final String header = "time,symbol,action,orderId,side,price,quantity\n";
        final String adds = "1704187800,A,add,1,buy,10,1\n1704187800,B,add,2,buy,10,1\n1704187801,A,add,3,buy,9,1\n";
        final String orders = write("orders.csv", header + adds);
        final String cleared = write("cleared.csv", header + "1704187800,A,clear,,,,\n1704187800,A,add,1,buy,10,1\n");
        final String snapshots =
                write("snapshots.csv", "time,symbol,side,price,quantity,snapshot\n1704187800,A,buy,10,1,true\n");

        book(orders);
        assertEquals(
                "2 books were taken to be empty before their first record; where something stood in them, say begin ="
                        + " within in a file for --columns, else begin = empty\n",
                program.err());
        book(orders, "--columns", write("empty.conf", "begin = empty\n"));
        assertEquals("", program.err());
        book(orders, "--columns", write("within.conf", "begin = within\n"));
        assertEquals("", program.err());
        book(cleared);
        assertEquals("", program.err());
        book(snapshots);
        assertEquals("", program.err());
        final String journal = folder.resolve("journal").toString();
        assertEquals(0, program.execute("feed", "import", "--json", "--journal", journal, orders), program::err);
        assertTrue(program.err().startsWith("2 books were taken to be empty"), program::err);
        assertEquals(1, program.err().lines().count(), program::err);
    }

    @Test
    void shouldReadOtherNamesByAMapping() throws IOException {
        final String levels = write("tardis.csv", """
                exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount
                deribit,BTC-PERPETUAL,1585699200245000,1585699200355684,true,ask,6421.5,18640
                deribit,BTC-PERPETUAL,1585699200245000,1585699200355684,true,bid,6421,83940
                deribit,BTC-PERPETUAL,1585699200400000,1585699200455684,false,ask,6421.5,0
                deribit,BTC-PERPETUAL,1585699200400000,1585699200455684,false,ask,6422,100
                """);
        final String mapping = write("tardis.conf", """
                kind = l2
                columns { time = timestamp, receiveTime = local_timestamp, snapshot = is_snapshot, quantity = amount }
                columns.venue = exchange
                time.unit = us
                """);

        book(levels, "--columns", mapping);

        assertTrue(program.out().contains("\"symbol\":\"deribit:BTC-PERPETUAL\",\"state\":\"live\""), program::out);
        assertTrue(program.out().contains("\"bids\":[[\"6421\",83940,0]],\"asks\":[[\"6422\",100,0]]"), program::out);
    }

    @Test
    void shouldReadTradesWithConstants() throws IOException {
        final String trades = write("trades.csv", """
                id,price,qty,quoteQty,time,isBuyerMaker
                28457,4.00000100,12.00000000,48.00001200,1499865549590,True
                28458,4.00000200,1.5e-1,48.00001200,1499865549591,False
                """);
        final String mapping = write("binance.conf", """
                kind = trades
                constants.symbol = BNBBTC
                columns { tradeId = id, quantity = qty, aggressor = isBuyerMaker }
                time.unit = ms
                sides { buy = [false], sell = [true] }
                """);

        assertEquals(0, program.execute("feed", "dump", "--jsonl", trades, "--columns", mapping), program::err);
        assertEquals(
                List.of(
                        "{\"record\":2,\"offset\":40,\"message\":\"Trade\",\"time\":1499865549590000000,"
                                + "\"symbol\":\"BNBBTC\",\"price\":\"4.000001\",\"quantity\":\"12\","
                                + "\"aggressor\":\"sell\",\"tradeId\":\"28457\"}",
                        "{\"record\":3,\"offset\":100,\"message\":\"Trade\",\"time\":1499865549591000000,"
                                + "\"symbol\":\"BNBBTC\",\"price\":\"4.000002\",\"quantity\":\"0.15\","
                                + "\"aggressor\":\"buy\",\"tradeId\":\"28458\"}"),
                program.out().lines().toList());
        assertTrue(book(trades, "--columns", mapping).contains("\"trades\":2"), program::out);
    }

    @Test
    void shouldReadBarsButMakeNoBooksOfThem() throws IOException {
        final String bars = write(
                "bars.csv",
                "\uFEFFDate,Open,High,Low,Close,Adj Close,Volume\r\n"
                        + "2020-01-02,74.06,75.15,73.8,75.09,74.3,135480400\r\n\r\n"
                        + "\"2020-01-03\",74.29,75.14,74.13,74.36,\"7\"\"3,6\",146322800\r\n"
                        + "2020-01-06,74.29,73.14,74.13,74.36,73.6,1");
        final String mapping = write("bars.conf", """
                columns.time = Date
                constants.symbol = AAPL
                time { unit = iso, zone = America/New_York }
                """);

        assertEquals(0, program.execute("feed", "dump", bars, "--columns", mapping), program::err);
        assertEquals(
                "4 Bar: time=1578027600000000000 symbol=AAPL open=74.29 high=75.14 low=74.13 close=74.36"
                        + " volume=146322800",
                program.out().lines().toList().get(1));
        assertTrue(
                program.err()
                        .endsWith("record 5 at offset 155: a bar whose open or close is not between its low 74.13"
                                + " and its high 73.14\n"),
                program::err);
        assertEquals(2, program.execute("feed", "book", bars, "--columns", mapping));
        assertTrue(program.err().contains("bars, which make no books"), program::err);
    }

    @Test
    void shouldReadWholeBooksAndTheirChanges() throws IOException {
        final String depth = write("depth.jsonl", """
                {"time":1704187800000,"symbol":"ETHUSDT","bids":[["2300.10","1.5"],["2300.00","2"]],"asks":[]}
                {"time":1704187801000,"symbol":"ETHUSDT","bids":[["2300.10","1.25"]],"asks":[["2300.2",1],["2300.5",7]]}
                {"time":1704187802000,"symbol":"ETHUSDT","bids":[["2300.10","1.25"]],"asks":[["2300.2","1"]}
                """);
        final String changes = write("changes.jsonl", """
                {"e":"depthUpdate","E":1672515782136,"s":"BNBBTC","b":[["0.0024","10"]],"a":[["0.0026","100"]]}
                {"e":"depthUpdate","E":1672515782137,"s":"BNBBTC","b":[["0.0024","0"],["0.0023","5"]],"a":[]}
                """);
        final String mapping = write("changes.conf", """
                kind = depth
                columns { time = E, symbol = s }
                columns { bidPrice = "b[{}][0]", bidQuantity = "b[{}][1]" }
                columns { askPrice = "a[{}][0]", askQuantity = "a[{}][1]" }
                constants.snapshot = false
                """);

        assertTrue(
                book(depth).contains("\"bids\":[[\"2300.1\",1.25,0]],\"asks\":[[\"2300.2\",1,0],[\"2300.5\",7,0]]"),
                program::out);
        assertTrue(
                program.err().contains("record 3 at offset 200: no JSON: an array that is not closed"), program::err);
        assertTrue(
                book(changes, "--columns", mapping)
                        .contains("\"state\":\"recovering\",\"bidLevels\":1,\"askLevels\":1,\"orders\":0,"
                                + "\"bids\":[[\"0.0023\",5,0]],\"asks\":[[\"0.0026\",100,0]]"),
                program::out);
    }

    @Test
    void shouldTellWhatIsMalformedAndGoOn() throws IOException {
        final String file = write(
                "bad.csv",
                "time,symbol,side,price,quantity\n1704187800,A,buy,1,1\n1704187800,A,buy,1\n1704187800,A,up,1,1\n"
                        + "x,A,buy,1,1\n1704187800,A,buy,1.0000000001,1\n1704187800,A,buy,,1\n1704187800,A,buy,1,-1\n"
                        + "1704187800,A,buy,\"1\"2,1\n1704187800,A,buy,1,9999999999999\n1704187800,A,buy,2,\"5\n");

        assertEquals(0, program.execute("feed", "dump", file), program::err);
        assertEquals(
                List.of(
                        "record 3 at offset 53: a record of 4 columns; there are 5 in the header",
                        "record 4 at offset 72: side up is neither of the words for buy nor of those for sell",
                        "record 5 at offset 92: time x is no time",
                        "record 6 at offset 104: price 1.0000000001 has more than 9 digits after the point",
                        "record 7 at offset 136: price is empty",
                        "record 8 at offset 156: quantity -1 is below 0",
                        "record 9 at offset 178: column 4 has text behind its closing quote",
                        "record 10 at offset 202: quantity 9999999999999 is beyond 63 bits with 8 digits after the point",
                        "record 11 at offset 235: a quote that is not closed"),
                program.err()
                        .lines()
                        .map(line -> line.substring(line.indexOf("record")))
                        .toList());
        assertEquals(1, program.out().lines().count());
        assertEquals(2, program.execute("feed", "inspect", "--strict", file));
        assertTrue(program.err().contains("record 3 at offset 53"), program::err);
    }

    @Test
    void shouldReadCompressedText() throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(LEVELS.getBytes(StandardCharsets.US_ASCII));
        }
        final byte[] whole = bytes.toByteArray();
        final Path file = Files.write(folder.resolve("l2.csv.gz"), whole);
        final Path torn = Files.write(folder.resolve("torn.gz"), java.util.Arrays.copyOf(whole, whole.length - 20));

        assertTrue(book(file.toString()).contains("42000.75"), program::out);
        assertEquals(0, program.execute("feed", "inspect", torn.toString()), program::err);
        assertTrue(program.err().contains("its compressed data (gzip) is damaged or ends too early"), program::err);
    }

    @Test
    void shouldSayWhatIsWrongWithTheMapping() throws IOException {
        final String file = write("l2.csv", LEVELS);
        final String mapping = write("bad.conf", """
                kind = l4
                columns { tme = x, bidPrice = bids }
                time.unit = minutes
                quantityDecimals = 19
                separater = tab
                """);

        assertEquals(2, program.execute("feed", "book", file, "--columns", mapping));
        assertTrue(
                program.err().contains("bad.conf:1: kind = \"l4\" is none of l3, l2, depth, bars, trades"),
                program::err);
        assertTrue(program.err().contains("bad.conf:2: columns.tme = \"x\" is not known; write time"), program::err);
        assertTrue(program.err().contains("bad.conf:2: columns.bidPrice = \"bids\" says not where"), program::err);
        assertTrue(
                program.err().contains("bad.conf:3: time.unit = \"minutes\" is none of s, ms, us, ns, iso"),
                program::err);
        assertTrue(program.err().contains("bad.conf:4: quantityDecimals = \"19\" is no whole number from 0 to 18"));
        assertTrue(
                program.err().contains("bad.conf:5: separater = \"tab\" is not known; write separator"), program::err);
    }

    @Test
    void shouldSayWhichColumnIsMissing() throws IOException {
        final String mapping = write("l2.conf", "kind = l2\ncolumns.price = px\n");

        assertEquals(2, program.execute("feed", "book", write("l2.csv", LEVELS), "--columns", mapping));
        assertTrue(
                program.err()
                        .contains("it has no column for price (px by --columns, which is not there), which kind l2"
                                + " needs; its columns are time, symbol, side, price, quantity, snapshot; say by"
                                + " --columns which is which"),
                program::err);
        assertEquals(2, program.execute("feed", "book", "--format", "csv", write("x.csv", "a,b\n1,2\n")));
        assertTrue(program.err().contains("its columns (a, b) are those of no kind of table"), program::err);
    }

    @Test
    void shouldSayWhatTheNearestKindLacks() throws IOException {
        final String file = write("x.csv", "time,symbol,side,price\n1704187800,A,b,10\n");
        final String mapping = write("m.conf", "columns { quantity = amount }\n");
        final String kind = write("kind.conf", "kind = l2\ncolumns { time = nothere }\n");

        assertEquals(2, program.execute("feed", "book", "--format", "csv", file));
        assertTrue(
                program.err()
                        .contains("its columns (time, symbol, side, price) are those of no kind of table; for l2 it"
                                + " lacks quantity; say by --columns what they are"),
                program::err);
        assertEquals(2, program.execute("feed", "book", "--columns", mapping, file));
        assertTrue(
                program.err().contains("for l2 it lacks quantity (amount by --columns, which is not there)"),
                program::err);
        assertEquals(2, program.execute("feed", "book", "--columns", kind, write("l2.csv", LEVELS)));
        assertTrue(
                program.err()
                        .contains("it has no column for time (nothere by --columns, which is not there), which kind"
                                + " l2 needs"),
                program::err);
    }

    @Test
    void shouldRefuseATableWithAColumnTwice() throws IOException {
        final String file = write("x.csv", "time,symbol,side,price,price,quantity\n1704187800,A,b,10,99,1\n");
        final String names = write("y.csv", "time,symbol,side,price,Price,quantity\n1704187800,A,b,10,99,1\n");
        final String unused = write("z.csv", "time,x,side,price,x,quantity\n1704187800,A,b,10,99,1\n");
        final String depth =
                write("d.csv", "time,bidPrice1,bidQuantity1,askPrice1,askQuantity1,bidPrice1\n1704187800,1,1,2,1,3\n");

        assertEquals(2, program.execute("feed", "book", file));
        assertTrue(
                program.err().contains("x.csv: its columns 4 (price) and 5 (price) are both price; rename one of them"),
                program::err);
        assertEquals(2, program.execute("feed", "inspect", names));
        assertTrue(program.err().contains("its columns 4 (price) and 5 (Price) are both price"), program::err);
        assertEquals(2, program.execute("feed", "dump", depth));
        assertTrue(program.err().contains("its columns 2 (bidPrice1) and 6 (bidPrice1) are both bidPrice"));
        assertTrue(book(unused).contains("[[\"10\",1,0]]"), program::out);
    }

    @Test
    void shouldTakeNoRecordThatSaysAValueTwice() throws IOException {
        final String good = "{\"time\":1704187800000,\"side\":\"buy\",\"price\":\"10\",\"quantity\":1}\n";
        final String bad = good.replace("\"10\"", "\"10\",\"price\":\"99\"");

        assertTrue(book(write("l2.jsonl", good + bad)).contains("\"state\":\"stale\""), program::out);
        assertTrue(program.err().contains("record 2 at offset 62: a record with two values for price"), program::err);
    }

    @Test
    void shouldTakeNoDepthWithAPriceAtTwoLevels() throws IOException {
        final String header = "time,symbol,bidPrice1,bidQuantity1,askPrice1,askQuantity1,bidPrice2,bidQuantity2,"
                + "bidPrice3,bidQuantity3\n";
        final String good = "1704187800,E,99,5,101,1,98,1,97,1\n";

        assertTrue(
                book(write("next.csv", header + good + "1704187801,E,99,5,101,1,99,1,97,1\n"))
                        .contains("\"state\":\"stale\""),
                program::out);
        assertTrue(program.err().contains("bidPrice 99 of level 2 is that of level 1, too"), program::err);
        assertTrue(
                book(write("other.csv", header + good + "1704187801,E,99,5,101,1,98,1,99,1\n" + good))
                        .contains("\"state\":\"live\""),
                program::out);
        assertTrue(program.err().contains("bidPrice 99 of level 3 is that of level 1, too"), program::err);
        book(write("unsorted.csv", header + "1704187800,E,98,5,101,1,99,1,97,1\n"));
        assertEquals("", program.err());
        book(write("padded.csv", header + "1704187800,E,98,5,101,1,0,0,0,0\n"));
        assertEquals("", program.err());
        book(write("empty.csv", header + "1704187800,E,98,5,101,1,97,,,\n"));
        assertTrue(program.err().contains("bidQuantity of level 2 is empty"), program::err);
    }

    @Test
    void shouldReadLinesThatEndWithReturnsAlone() throws IOException {
        final String books = book(write("l2.csv", LEVELS));

        assertEquals(books, book(write("mac.csv", LEVELS.replace('\n', '\r'))));
        assertEquals(books, book(write("dos.csv", LEVELS.replace("\n", "\r\n"))));
        final String json = "{\"time\":1704187800,\"side\":\"buy\",\"price\":\"10\",\"quantity\":1}\r";
        assertTrue(book(write("l2.jsonl", json + json.replace("10", "11"))).contains("\"bidLevels\":2"), program::out);
    }

    private String book(final String file, final String... more) {
        final List<String> arguments = new ArrayList<>(List.of("feed", "book", "--json", file));
        arguments.addAll(List.of(more));
        assertEquals(0, program.execute(arguments.toArray(String[]::new)), program::err);
        return program.out();
    }

    private String write(final String name, final String content) throws IOException {
        return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
