package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LOBSTER's tables through the commands. */
final class FeedLobsterTest {
    private static final String MESSAGES = """
            34200.000000001,1,11,100,2238000,1
            34200.5,1,12,50,2238000,1
            34201.25,1,13,70,2239000,-1
            34202,2,11,40,2238000,1
            34203,4,12,20,2238000,1
            34204,5,0,5,2238500,-1
            34205,7,0,0,-1,-1
            34206,3,13,70,2239000,-1
            """;

    @TempDir
    Path folder;

    private final Program program = new Program();

    @Test
    void shouldBuildBooksOfMessages() throws IOException {
        final String file = write("TRCL_2012-06-21_34200000_57600000_message_1.csv", MESSAGES);

        book(file);
        assertEquals(
                "{\"instruments\":[{\"id\":1,\"symbol\":\"TRCL\",\"state\":\"stale\",\"bidLevels\":1,\"askLevels\":0,"
                        + "\"orders\":2,\"bids\":[[\"223.8\",90,2]],\"asks\":[],\"crossed\":0,\"trades\":2,\"errors\":0}],"
                        + "\"malformed\":0}\n",
                program.out());
        book(file, "--at", "09:30:01.25");
        assertTrue(program.out().contains("\"bids\":[[\"223.8\",150,2]],\"asks\":[[\"223.9\",70,1]]"), program::out);
        book(file, "--at", "2012-06-21T13:30:00.5Z");
        assertTrue(program.out().contains("\"bids\":[[\"223.8\",150,2]],\"asks\":[]"), program::out);
    }

    @Test
    void shouldShowTheLastOrderBook() throws IOException {
        final String file = write("TRCL_2012-06-21_34200000_57600000_orderbook_2.csv", """
                2239500,100,2231800,200,2239900,100,2230700,200
                2239500,100,2238100,21,9999999999,0,2231800,200
                """);

        book(file);
        assertTrue(
                program.out().contains("\"bids\":[[\"223.81\",21,0],[\"223.18\",200,0]],\"asks\":[[\"223.95\",100,0]]"),
                program::out);
        for (final String[] command : new String[][] {
            {"feed", "book", file, "--at", "10:00"}, {"feed", "bars", file, "--session"}, {"feed", "import", file}
        }) {
            assertEquals(2, program.execute(command));
            assertEquals(
                    "tiercel: order books of LOBSTER have no times, and here times are needed; give the file of their"
                            + " messages, too, or ask feed book without --at\n",
                    program.err());
        }
        assertEquals(0, program.execute("feed", "dump", "--jsonl", file), program::err);
        assertEquals(
                "{\"record\":2,\"offset\":48,\"message\":\"Order Book\",\"askPrice1\":\"223.95\",\"askSize1\":100,"
                        + "\"bidPrice1\":\"223.81\",\"bidSize1\":21,\"askPrice2\":null,\"askSize2\":0,"
                        + "\"bidPrice2\":\"223.18\",\"bidSize2\":200}",
                program.out().lines().toList().get(1));
    }

    @Test
    void shouldShowTheOrderBookOfATimeByTheMessagesBesideIt() throws IOException {
        final String messages = write("TRCL_2012-06-21_34200000_57600000_message_1.csv", """
                Time,Type,OrderId,Size,Price,Direction
                34200.5,1,11,100,2238000,1
                34201.25,1,12,70,2239000,-1
                34202,1,13,50,2238500,1
                """);
        final String books = write("TRCL_2012-06-21_34200000_57600000_orderbook_1.csv", """
                9999999999,0,2238000,100
                2239000,70,2238000,100
                2239000,70,2238500,50
                """);

        book(books, messages, "--at", "09:30:01.25");
        assertTrue(
                program.out()
                        .startsWith(
                                "{\"instruments\":[{\"id\":1,\"symbol\":\"TRCL\",\"state\":\"live\",\"bidLevels\":1,"
                                        + "\"askLevels\":1,\"orders\":0,\"bids\":[[\"223.8\",100,0]],\"asks\":[[\"223.9\",70,0]]"),
                program::out);
        book(messages, books, "--at", "09:30:00.6");
        assertEquals(2, program.json().getConfigList("instruments").size(), "each table has a book");
        assertTrue(program.out().contains("\"orders\":0,\"bids\":[[\"223.8\",100,0]],\"asks\":[]"), program::out);
        book(books, messages, "--at", "2012-06-21T13:30:02Z");
        assertTrue(program.out().contains("\"orders\":0,\"bids\":[[\"223.85\",50,0]]"), program::out);
    }

    /** Each message has an order book: where some are missing nobody knows whose the others are. */
    @Test
    void shouldTrustNoOrderBooksThatAreFewerThanTheirMessages() throws IOException {
        final String messages = write("TRCL_2012-06-21_34200000_57600000_message_1.csv", MESSAGES);
        final String books = write(
                "TRCL_2012-06-21_34200000_57600000_orderbook_1.csv",
                "9999999999,0,2238000,100\n9999999999,0,2238000,150\n2239000,70,2238000,150\n");
        final String told = "malformed: " + books + ": record 4 at offset 73: 3 order books for the 8 messages of"
                + " TRCL_2012-06-21_34200000_57600000_message_1.csv, each of which has one; give the whole table of"
                + " order books";

        for (final String[] more : new String[][] {{messages}, {messages, "--at", "16:00"}}) {
            book(books, more);
            assertTrue(program.out().contains("\"state\":\"stale\",\"bidLevels\":1,\"askLevels\":1"), program::out);
            assertTrue(!program.out().contains("\"live\""), program::out);
            assertTrue(program.out().endsWith("\"malformed\":1}\n"), program::out);
            assertEquals(told, program.err().lines().findFirst().orElseThrow());
        }
        assertEquals(2, program.execute("feed", "book", "--strict", messages, books));
        assertTrue(program.err().contains("3 order books for the 8 messages"), program::err);
    }

    @Test
    void shouldTrustNoOrderBooksThatAreMoreThanTheirMessages() throws IOException {
        final String name = "TRCL_2012-06-21_34200000_57600000_";
        final String messages = write(name + "message_1.csv", "34200.5,1,11,100,2238000,1\n");
        final String row = "9999999999,0,2238000,100\n";
        final String books = write(name + "orderbook_1.csv", row + row + row);
        final String told = "malformed: " + books + ": record 2 at offset 25: an order book without a message: " + name
                + "message_1.csv has 1; give the whole table of messages";

        for (final String[] more : new String[][] {{messages}, {messages, "--at", "16:00"}}) {
            book(books, more);
            assertTrue(program.out().contains("\"state\":\"stale\",\"bidLevels\":1,\"askLevels\":0"), program::out);
            assertTrue(!program.out().contains("\"live\""), program::out);
            assertTrue(program.out().endsWith("\"malformed\":2}\n"), program::out);
            assertEquals(told, program.err().lines().findFirst().orElseThrow());
        }
        book(books);
        assertTrue(program.out().contains("\"live\""), program::out);
        assertTrue(program.out().endsWith("\"malformed\":0}\n"), program::out);
        assertEquals(2, program.execute("feed", "book", "--strict", messages, books));
    }

    /** The half of a day that has its name. */
    @Test
    void shouldFindTheMessagesOfEachTableOfOrderBooks() throws IOException {
        final String row = "9999999999,0,2238000,100\n";
        final String[] files = {
            write("TRCL_2012-06-21_34200000_46800000_message_1.csv", "34200.5,1,11,100,2238000,1\n"),
            write(
                    "TRCL_2012-06-21_46800000_57600000_message_1.csv",
                    "46800,1,12,1,2238000,1\n46801,1,13,1,2238000,1\n"),
            write("TRCL_2012-06-21_34200000_46800000_orderbook_1.csv", row),
            write("TRCL_2012-06-21_46800000_57600000_orderbook_1.csv", row + "2239000,70,2238000,100\n")
        };

        book(files[0], files[1], files[2], files[3]);
        assertTrue(program.out().endsWith("\"malformed\":0}\n"), program::out);
        assertTrue(program.out().contains("\"live\",\"bidLevels\":1,\"askLevels\":1"), program::out);
        book(files[0], files[1], files[2], files[3], "--at", "13:00:00.5");
        assertTrue(program.out().endsWith("\"malformed\":0}\n"), program::out);
        assertTrue(program.out().contains("\"live\",\"bidLevels\":1,\"askLevels\":0"), program::out);
    }

    @Test
    void shouldTrustNoOrderBookThatWasNotRead() throws IOException {
        final String row = "2239500,100,2238100,21\n";
        final String torn = "2239500,100,22";
        final String name = "TRCL_2012-06-21_34200000_57600000_orderbook_1.csv";

        book(write(name, row + torn));
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);
        book(write(name, row + torn + "\n" + row));
        assertTrue(program.out().contains("\"state\":\"live\""), program::out);
        book(write(name, row + torn + "\n" + row + torn));
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);
    }

    /** What is left of it has whole levels, and looks like an order book of fewer. */
    @Test
    void shouldTrustNoOrderBookThatIsTornBetweenLevels() throws IOException {
        final String row = "2239500,100,2238100,21,2239900,100,2230700,200\n";
        final String torn = "2239500,100,2238100,21";
        final String name = "TRCL_2012-06-21_34200000_57600000_orderbook_2.csv";
        final String file = write(name, row + row + torn);

        book(file);
        assertTrue(program.out().contains("\"state\":\"stale\",\"bidLevels\":2"), program::out);
        assertTrue(program.out().endsWith("\"malformed\":1}\n"), program::out);
        assertEquals(
                "malformed: " + file + ": record 3 at offset 94: an order book of 4 columns; the rows before it have 8",
                program.err().lines().findFirst().orElseThrow());
        assertEquals(0, program.execute("feed", "dump", "--jsonl", file), program::err);
        assertEquals(2, program.out().lines().count());
        assertEquals(2, program.execute("feed", "book", "--strict", file));

        book(write(name, row + torn + "\n" + row));
        assertTrue(program.out().contains("\"state\":\"live\""), program::out);
    }

    /** Each file says by its first row how many it has. */
    @Test
    void shouldTakeOrderBooksOfAnotherDepthFromAnotherFile() throws IOException {
        final String two =
                write("TRCL_2012-06-21_1_2_orderbook_2.csv", "2239500,100,2238100,21,2239900,100,2230700,200\n");
        final String one = write("TRCL_2012-06-21_1_2_orderbook_1.csv", "2239500,100,2238100,21\n");

        book(two, one);

        assertTrue(program.out().endsWith("\"malformed\":0}\n"), program::out);
        assertTrue(program.out().contains("\"state\":\"live\",\"bidLevels\":1"), program::out);
    }

    @Test
    void shouldPassOverTitlesAndTellWhatIsMalformed() throws IOException {
        final String file = write(
                "x.csv",
                "Time,Type,OrderId,Size,Price,Direction\r\n34200,1,11,100,2238000,1\r\n34200,1,11,100,2238000\n"
                        + "34200,9,11,100,2238000,1\n34200,1,11,1x,2238000,1\n\n34200,1,12,100,2238000,2\n"
                        + "99999999999999999999,1,11,1,1,1\n90000,1,12,100,2238000,1\n34200.1,1,12,50,2238000,1");

        assertEquals(0, program.execute("feed", "dump", "--jsonl", file), program::err);
        assertEquals(3, program.out().lines().count());
        assertEquals(
                "{\"record\":2,\"offset\":40,\"message\":\"New Order\",\"time\":\"34200\",\"type\":1,\"orderId\":11,"
                        + "\"size\":100,\"price\":\"223.8\",\"direction\":1}",
                program.out().lines().findFirst().orElseThrow());
        assertEquals(
                List.of(
                        "record 3 at offset 66: a message of 5 columns; it has 6",
                        "record 4 at offset 89: a message of type 9; there are 1 to 7",
                        "record 5 at offset 114: column 4 is 1x: no whole number of up to 18 digits",
                        "record 6 at offset 138: column 1 is empty",
                        "record 7 at offset 139: a direction of 2; it is 1 or -1",
                        "record 8 at offset 164: column 1 is 99999999999999999999: no time in seconds of up to 18"
                                + " digits"),
                program.err()
                        .lines()
                        .map(line -> line.substring(line.indexOf("record")))
                        .toList());
        book(file);
        assertTrue(program.out().contains("\"bids\":[[\"223.8\",150,2]]"), program::out);
        assertTrue(program.out().endsWith("\"malformed\":7}\n"), program::out);
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);
        assertEquals(2, program.execute("feed", "book", "--strict", file));
        assertEquals(2, program.execute("feed", "book", "--format", "lobster", write("y", "a\nb\n")));
        assertTrue(program.err().contains("is no table of LOBSTER"), program::err);
    }

    /** Newer ones have nothing in it. */
    @Test
    void shouldReadMessagesWithASeventhColumn() throws IOException {
        final String old = write("old", MESSAGES);
        final String nulls = write("nulls", MESSAGES.replace("\n", ",null\n"));
        final String empty = write("empty", MESSAGES.replace("\n", ",\r\n"));
        final String filled = write("filled", MESSAGES.replace("2238500,-1\n", "2238500,-1,MPID\n"));
        final String more = write("more", MESSAGES.replace("2238500,-1\n", "2238500,-1,null,null\n"));
        book(old);
        final String books = program.out();

        for (final String file : List.of(nulls, empty)) {
            book(file);
            assertEquals(books, program.out());
            book(file, "--format", "lobster");
            assertEquals(books, program.out());
        }
        book(filled);
        assertTrue(program.out().endsWith("\"malformed\":1}\n"), program::out);
        assertTrue(
                program.err()
                        .contains("record 6 at offset 137: column 7 is MPID; a message has 6 columns, and maybe one"
                                + " more that is empty or null"),
                program.err());
        book(more);
        assertTrue(program.err().contains("column 7 is null,null; a message has 6 columns"), program::err);
        final String other = write("other", MESSAGES.replace("\n", ",A\n"));
        assertEquals(2, program.execute("feed", "book", other));
        assertTrue(program.err().contains("is of no format that is known"), program::err);
    }

    @Test
    void shouldReadRealTables() {
        final Path messages = SharedData.find("lobster/AMZN_2012-06-21_head_message_1.csv");
        final Path books = SharedData.find("lobster/AMZN_2012-06-21_head_orderbook_1.csv");

        assertEquals(
                0, program.execute("feed", "inspect", "--json", messages.toString(), books.toString()), program::err);
        final Config found = program.json();
        assertEquals(6_000, found.getInt("messageCount"));
        assertEquals(0, found.getInt("malformed"));
        book(messages.toString());
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);
        assertEquals(
                "messages of AMZN, 2012-06-21",
                found.getConfigList("files").get(0).getString("content"));
        assertEquals(
                "order books of AMZN, 2012-06-21",
                found.getConfigList("files").get(1).getString("content"));
        assertTrue(found.getString("time.from").startsWith("09:30:00.017"), found.getString("time.from"));
        book(books.toString());
        assertTrue(program.out().contains("\"bidLevels\":1,\"askLevels\":1,"), program::out);
        assertTrue(program.out().contains("\"errors\":0}]"), program::out);
    }

    private void book(final String file, final String... more) {
        final List<String> arguments = new java.util.ArrayList<>(List.of("feed", "book", "--json", file));
        arguments.addAll(List.of(more));
        assertEquals(0, program.execute(arguments.toArray(String[]::new)), program::err);
    }

    private String write(final String name, final String content) throws IOException {
        return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.US_ASCII))
                .toString();
    }
}
