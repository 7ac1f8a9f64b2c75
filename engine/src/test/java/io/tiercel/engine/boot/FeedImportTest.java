package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.marketdata.L2UpdateDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.PacketReferenceDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of market data become journals that stand alone. */
final class FeedImportTest {
    private static final String DATE = "2019-12-30";
    private static final long MIDNIGHT_NS = 1_577_682_000_000_000_000L;
    private static final byte[] SESSION = "DAY-000001".getBytes(StandardCharsets.US_ASCII);
    private static final int CHANGES = 20_000;

    @TempDir
    Path folder;

    private final Program program = new Program();
    private ItchFile day;
    private String file;

    @BeforeEach
    void write() throws IOException {
        day = new ItchFile(5, CHANGES);
        file = day.write(folder.resolve("day.itch")).toString();
    }

    @Test
    void shouldImportWithoutAConfiguration() {
        final Config result = imported("one", file, "--date", DATE);

        assertEquals(4, result.getList("instruments").size(), program.out());
        assertEquals("AAPL", result.getConfigList("instruments").get(0).getString("symbol"));
        assertEquals("0.01", result.getConfigList("instruments").get(0).getString("tick"));
        assertEquals(0, program.execute("replay", "--verify", path("one")), program::err);
        assertEquals(0, program.execute("journal", "verify", path("one")), program::err);
        final TradingCore core = replayed("one");
        for (int id = 1; id <= ItchFile.SYMBOLS.length; id++) {
            assertEquals(day.levels(id), levels(core.books().book(id)));
            assertEquals(day.lastTradeNanos(id), core.books().book(id).lastTradePriceNanos());
        }
    }

    @Test
    void shouldMakeTheSameJournalOfTheSameFile() {
        final Config first = imported("one", file, "--date", DATE);
        final Config second = imported("two", file, "--date", DATE);
        final Config other = imported("other", file, "--date", "2019-12-31");

        assertEquals(first.getString("digest"), second.getString("digest"));
        assertFalse(first.getString("digest").equals(other.getString("digest")));
        assertEquals(0, program.execute("journal", "diff", path("one"), path("two")), program::err);
        final String stat = stat("one");
        assertEquals(stat, stat("two"));
        assertFalse(stat.equals(stat("other")));
    }

    @Test
    void shouldGiveAnotherIdToWhatIsReadInAnotherWay() throws IOException {
        final String first = "{\"time\":1704187800000000000,\"symbol\":\"A\",\"side\":\"buy\","
                + "\"price\":\"42\",\"quantity\":\"5\"}\n";
        final String second = first.replace("1704187800", "1704187801");
        final String both =
                Files.writeString(folder.resolve("both.jsonl"), first + second).toString();
        final String one = Files.writeString(folder.resolve("1.jsonl"), first).toString();
        final String two = Files.writeString(folder.resolve("2.jsonl"), second).toString();

        final String columns =
                Files.writeString(folder.resolve("a.conf"), "kind = l2").toString();
        final String others = Files.writeString(folder.resolve("b.conf"), "kind = l2\ntime.unit = ns")
                .toString();

        final long id = importedId("plain", both);
        assertEquals(id, importedId("again", both));
        final Set<Long> ids = new HashSet<>(List.of(
                id,
                importedId("date", both, "--date", DATE),
                importedId("format", both, "--format", "jsonl"),
                importedId("columns", both, "--columns", columns),
                importedId("others", both, "--columns", others),
                importedId("files", one, two)));
        assertEquals(6, ids.size(), () -> "ids " + ids);
    }

    private long importedId(final String journal, final String... arguments) {
        imported(journal, arguments);
        try (JournalReader inputs = Journals.read(folder.resolve(journal), Stream.INPUT)) {
            inputs.next();
            return inputs.journalId();
        }
    }

    /** Definitions say how many levels a book has; the capture has none. */
    @Test
    void shouldNotTrustABookWhoseDepthNobodySays() throws IOException {
        final ByteBuffer packet = ByteBuffer.allocate(68).order(ByteOrder.LITTLE_ENDIAN);
        packet.putInt(1).putLong(1).putShort((short) 0).putShort((short) 11).putShort((short) 46);
        packet.putShort((short) 1)
                .putShort((short) 9)
                .putLong(5)
                .put((byte) 0x80)
                .position(33);
        packet.putShort((short) 32)
                .put((byte) 1)
                .putLong(100_000_000_000L)
                .putInt(8)
                .putInt(7)
                .putInt(1)
                .putInt(2);
        packet.put((byte) 1).put((byte) 0).put((byte) '0');
        final ByteBuffer whole =
                ByteBuffer.allocate(76).order(ByteOrder.LITTLE_ENDIAN).put(packet.array(), 0, 68);
        whole.putShort(12, (short) (whole.capacity() - 12)).putShort(68, (short) 24);
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        capture.packet(MIDNIGHT_NS, Frames.udp("10.0.0.1", 5_000, "224.0.31.1", 14_310, whole.array()));
        final Path pcap = Files.write(folder.resolve("mdp3.pcap"), capture.bytes());

        imported("one", pcap.toString());

        final Book book = replayed("one").books().book(1);
        assertEquals(List.of("BUY 8 at 100000000000"), levels(book));
        assertEquals(FeedState.STALE, book.feedState());
        assertEquals(0, program.execute("replay", "--verify", path("one")), program::err);
    }

    @Test
    void shouldTellTheHaltsOfLobster() throws IOException {
        final Path file = Files.writeString(folder.resolve("TRCL_2012-06-21_34200000_57600000_message_1.csv"), """
                        34200.5,1,11,100,2238000,1
                        34201,7,0,0,-1,-1
                        34202,7,0,0,0,-1
                        34203,7,0,0,1,-1
                        34204,7,0,0,5,-1
                        """);

        final Config result = imported("one", file.toString());

        final InstrumentStatusDecoder status = new InstrumentStatusDecoder();
        final List<TradingStatus> statuses = new ArrayList<>();
        for (final JournalInputs.Input input : JournalInputs.read(folder.resolve("one"))) {
            if (input.kind() == InstrumentStatusDecoder.TEMPLATE_ID) {
                statuses.add(status.wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder())
                        .status());
            }
        }
        assertEquals(List.of(TradingStatus.HALTED, TradingStatus.AUCTION, TradingStatus.TRADING), statuses);
        assertEquals(1, result.getLong("malformed"));
    }

    @Test
    void shouldTellTheTimeOfTheFile() {
        imported("one", file, "--date", DATE);

        final List<JournalInputs.Input> inputs = JournalInputs.read(folder.resolve("one"));
        long last = 0;
        int quotes = 0;
        final L3AddDecoder add = new L3AddDecoder();
        for (final JournalInputs.Input input : inputs) {
            assertTrue(input.timeNs() >= last && input.timeNs() > MIDNIGHT_NS + 34_200_000_000_000L);
            last = input.timeNs();
            if (input.kind() == L3AddDecoder.TEMPLATE_ID) {
                add.wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder());
                assertEquals(add.venueTimeNs(), input.timeNs());
                assertTrue(add.flags().endOfPacket());
                quotes++;
            }
        }
        assertTrue(quotes > CHANGES / 4, "quotes " + quotes);
    }

    @Test
    void shouldReferToThePacketsOfACapture() throws IOException {
        final HandMadeItch itch = new HandMadeItch(9).day(2, 600);
        final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
        final long base = MIDNIGHT_NS + 34_300_000_000_000L;
        int packets = 0;
        for (int i = 0; i < itch.messages.size(); i += 3) {
            final int count = Math.min(3, itch.messages.size() - i);
            final byte[][] parts = new byte[count + 1][];
            parts[0] = Frames.join(SESSION, Frames.eight(i + 1), Frames.two(count));
            for (int k = 0; k < count; k++) {
                parts[k + 1] = Frames.join(Frames.two(itch.messages.get(i + k).length), itch.messages.get(i + k));
            }
            capture.packet(base + packets++ * 1_000L, Frames.udp("10.0.0.1", 1, "233.0.0.1", 2, Frames.join(parts)));
        }
        final Path pcap = Files.write(folder.resolve("day.pcap"), capture.bytes());

        imported("one", pcap.toString());

        long sequence = 0;
        final PacketReferenceDecoder reference = new PacketReferenceDecoder();
        for (final JournalInputs.Input input : JournalInputs.read(folder.resolve("one"))) {
            if (input.kind() == PacketReferenceDecoder.TEMPLATE_ID) {
                reference.wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder());
                assertTrue(reference.venueSequence() > sequence);
                sequence = reference.venueSequence();
                assertEquals(base + (sequence - 1) / 3 * 1_000L, reference.receiveTimeNs());
                assertEquals(reference.receiveTimeNs(), input.timeNs());
            }
        }
        assertTrue(sequence > itch.messages.size() - 30, "last sequence " + sequence);
        assertEquals(0, program.execute("replay", "--verify", path("one")), program::err);
    }

    @Test
    void shouldAskWhatAStrategyWouldHaveDone() throws IOException {
        final String configuration = configuration();
        final Config result = imported("one", file, "--date", DATE, "--config", configuration);

        assertEquals(List.of("maker"), result.getStringList("strategies"));
        assertEquals(2, result.getConfig("leftOut").entrySet().size(), program.out());
        assertTrue(result.getConfig("leftOut").getLong("ZZZT") > 100, program.out());
        assertTrue(program.err().contains("about instruments that the configuration does not have: MSFT, ZZZT"));
        assertEquals(0, program.execute("replay", "--verify", path("one")), program::err);
        assertEquals(
                0,
                program.execute(
                        "replay", path("one"), "--set", "strategies.maker.enabled=true", "--latency", "2us", "--json"),
                program::err);
        final Config whatIf = program.json();
        assertEquals(0, whatIf.getLong("before.orders"), program.out());
        assertTrue(whatIf.getLong("after.orders") > 0, program.out());
    }

    @Test
    void shouldCountInTheScaleOfTheInstrument() throws IOException {
        final String configuration = configuration();
        Files.writeString(
                folder.resolve("instruments.csv"),
                Files.readString(folder.resolve("instruments.csv")).replace("share,1,0,1", "share,1,2,1"));
        imported("one", file, "--date", DATE, "--config", configuration);

        final TradingCore core = replayed("one");
        assertEquals(
                day.levels(1).stream().map(FeedImportTest::inHundredths).toList(),
                levels(core.books().book(1)));
    }

    private static String inHundredths(final String level) {
        return level.replaceFirst(" ([0-9]+) at", " $100 at");
    }

    @Test
    void shouldKeepAPacketOfDbnTogether() throws IOException {
        final Path dbn = Files.write(
                folder.resolve("a.dbn"), new HandMadeDbn(3, 0, 4).orders(2_000).bytes());

        imported("one", dbn.toString());

        boolean open = false;
        int trades = 0;
        final TradeDecoder trade = new TradeDecoder();
        for (final JournalInputs.Input input : JournalInputs.read(folder.resolve("one"))) {
            if (input.kind() == TradeDecoder.TEMPLATE_ID) {
                trades++;
                assertFalse(trade.wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder())
                        .flags()
                        .endOfPacket());
                open = true;
            } else if (open) {
                assertTrue(input.kind() < TradeDecoder.TEMPLATE_ID, "kind " + input.kind() + " within a packet");
                open = false;
            }
            assertFalse(input.kind() == FeedStatusDecoder.TEMPLATE_ID && trades > 0);
        }
        assertTrue(trades > 50, "trades " + trades);
        assertEquals(0, program.execute("replay", "--verify", path("one")), program::err);
    }

    /** A trade, which shows what was before it, and what became of the book are one event. */
    @Test
    void shouldKeepAPacketOfLevelsTogether() throws IOException {
        final long[] before = {9_000_000_000L, 11_000_000_000L, 5, 6, 1, 2};
        final long[] after = {9_000_000_000L, 11_500_000_000L, 5, 4, 1, 1};
        final Path dbn = Files.write(
                folder.resolve("a.dbn"),
                new HandMadeDbn(3, 1, 4)
                        .levels('A', 1, 1, before)
                        .levels(0, 1_000, 'T', 11_000_000_000L, 6, before)
                        .levels(0x80, 0, 'C', 11_000_000_000L, 6, after)
                        .bytes());

        imported("one", dbn.toString());

        final List<String> told = new ArrayList<>();
        for (final JournalInputs.Input input : JournalInputs.read(folder.resolve("one"))) {
            if (input.kind() == L2UpdateDecoder.TEMPLATE_ID) {
                final L2UpdateDecoder level = new L2UpdateDecoder();
                level.wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder());
                told.add(level.side() + " " + level.quantity() + " at " + level.priceNanos() / 1_000_000
                        + (level.flags().endOfPacket() ? "." : ""));
            } else if (input.kind() == TradeDecoder.TEMPLATE_ID) {
                told.add("TRADE");
            } else if (input.kind() == FeedStatusDecoder.TEMPLATE_ID) {
                final FeedStatusDecoder status = new FeedStatusDecoder();
                told.add(status.wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder())
                                .instrumentId()
                        + " " + status.state());
            }
        }
        assertEquals(
                List.of(
                        "0 RECOVERING",
                        "BUY 5 at 9000",
                        "SELL 6 at 11000.",
                        "1 LIVE",
                        "TRADE",
                        "BUY 5 at 9000",
                        "SELL 6 at 11000",
                        "SELL 0 at 11000",
                        "BUY 5 at 9000",
                        "SELL 4 at 11500."),
                told.subList(0, 10));
    }

    @Test
    void shouldDivideAPacketThatIsTooLong() throws IOException {
        final HandMadeDbn dbn = new HandMadeDbn(3, 0, 4).clear();
        for (int i = 1; i <= 9_000; i++) {
            dbn.order('A', 'B', i, 1_000_000_000L + i % 50 * 250_000_000L, 5, i == 9_000);
        }

        imported("one", Files.write(folder.resolve("a.dbn"), dbn.bytes()).toString());

        int ends = 0;
        int states = 0;
        final L3AddDecoder add = new L3AddDecoder();
        for (final JournalInputs.Input input : JournalInputs.read(folder.resolve("one"))) {
            states += input.kind() == FeedStatusDecoder.TEMPLATE_ID ? 1 : 0;
            if (input.kind() == L3AddDecoder.TEMPLATE_ID) {
                add.wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder());
                ends += add.flags().endOfPacket() ? 1 : 0;
            }
        }
        assertEquals(3, ends);
        // Of the feed, and of the book before it is emptied and from then on.
        assertEquals(3, states);
        assertEquals(50, replayed("one").books().book(1).levelCount(Side.BUY));
        assertEquals(0, program.execute("replay", "--verify", path("one")), program::err);
    }

    @Test
    void shouldTakeLevelsWhereTheConfigurationHasThem() throws IOException {
        final Path dbn = Files.write(
                folder.resolve("a.dbn"),
                new HandMadeDbn(3, 1, 1)
                        .levels('A', 1, 1, new long[] {9_000_000_000L, 11_000_000_000L, 5, 6, 1, 2})
                        .levels('T', 11_000_000_000L, 2, new long[] {9_000_000_000L, 11_500_000_000L, 5, 4, 1, 1})
                        .bytes());
        final String configuration = configuration();
        final Path instruments = folder.resolve("instruments.csv");
        final String row = Files.readString(instruments).replace(",NASDAQ,AAPL", ",NASDAQ,TRCL");
        Files.writeString(instruments, row);
        refused("they name TRCL (by level in the files)", dbn.toString(), "--config", configuration);
        Files.writeString(instruments, row.replace("by-order", "by-level"));
        // A lane of ITCH brings orders, so levels are refused there.
        final Path file = Path.of(configuration);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "type = itch, venue = NASDAQ, receive = \"127.0.0.1:40311\"",
                                "type = external, venue = NASDAQ"));

        imported("one", dbn.toString(), "--config", configuration);

        assertEquals(
                List.of("BUY 5 at 9000000000", "SELL 4 at 11500000000"),
                levels(replayed("one").books().book(1)));
    }

    @Test
    void shouldNotBelieveAStrayTime() throws IOException {
        final byte[] records = new HandMadeDbn(3, 0, 4).orders(50).bytes();
        // The event time of a record in the middle, which has 56 bytes.
        final int at = records.length - 20 * 56 + 8;
        for (int i = 0; i < Long.BYTES; i++) {
            records[at + i] = (byte) (i == 7 ? 0x7F : 0xFF);
        }

        final Config result =
                imported("one", Files.write(folder.resolve("a.dbn"), records).toString());

        assertTrue(result.getLong("stray") > 0, program::out);
        assertTrue(result.getString("last").startsWith("2023-11-14T"), program::out);
    }

    @Test
    void shouldImportEachSample() {
        int i = 0;
        for (final String name : List.of(
                "dbn/test_data.mbo.v3.dbn.zst",
                "dbn/test_data.mbp-1.v2.dbn.zst",
                "dbn/test_data.mbp-10.v1.dbn.zst",
                "dbn/test_data.trades.v3.dbn.zst",
                "lobster/AMZN_2012-06-21_head_message_1.csv")) {
            final String journal = "sample-" + i++;
            imported(journal, SharedData.find(name).toString());
            assertEquals(0, program.execute("replay", "--verify", path(journal)), program::err);
        }
    }

    /** Changes alone, of books that were there before. */
    @Test
    void shouldSayThatChangesAloneMakeNoJournal() {
        final String changes = SharedData.find("mdp3/packets-v1.9/MdIncrementalRefreshBook.pcap")
                .toString();

        assertEquals(2, program.execute("feed", "import", changes, "--journal", path("none")));

        assertEquals(
                "tiercel: nothing in these files can be imported: they have changes of books, but neither their begin"
                        + " nor a snapshot; give the files that have it, too (tiercel feed book shows the state of each"
                        + " book)\n",
                program.err());
        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    void shouldSayWhatIsMissing() throws IOException {
        refused("the messages have times of day alone; say which day it is with --date", file);
        assertFalse(Files.exists(folder.resolve("none")));
        refused("none is none of auto, configured", file, "--instruments", "none");
        refused("--instruments configured needs --config", file, "--instruments", "configured");
        refused(
                "--venue NASDAK is not in the configuration; it has NASDAQ",
                file,
                "--date",
                DATE,
                "--config",
                configuration(),
                "--venue",
                "NASDAK");
        Files.writeString(
                folder.resolve("instruments.csv"),
                Files.readString(folder.resolve("instruments.csv")).replace(",NASDAQ,A", ",NASDAQ,X"));
        refused(
                "nothing in these files is about an instrument of the configuration: they name AAPL, AMZN, MSFT, ZZZT",
                file,
                "--date",
                DATE,
                "--config",
                configuration().replace("engine.conf", "engine.conf"));
        assertFalse(Files.exists(folder.resolve("none")));
    }

    private void refused(final String text, final String... arguments) {
        final List<String> all = new ArrayList<>(List.of("feed", "import", "--journal", path("none")));
        all.addAll(List.of(arguments));
        assertEquals(2, program.execute(all.toArray(new String[0])), program::out);
        assertTrue(program.err().contains(text), program::err);
    }

    private Config imported(final String journal, final String... arguments) {
        final List<String> all = new ArrayList<>(List.of("feed", "import", "--json", "--journal", path(journal)));
        all.addAll(List.of("--set", "journal.blockBytes=1MiB"));
        all.addAll(List.of(arguments));
        assertEquals(0, program.execute(all.toArray(new String[0])), program::err);
        return program.json();
    }

    private String path(final String journal) {
        return folder.resolve(journal).toString();
    }

    private String stat(final String journal) {
        assertEquals(0, program.execute("journal", "stat", path(journal), "--json"), program::err);
        return program.out().replace(path(journal), "");
    }

    private TradingCore replayed(final String journal) {
        final Path path = folder.resolve(journal);
        final TradingCore core = CoreFactory.create(
                EngineConfiguration.fromResolved(JournalHead.read(path).configuration()));
        JournalInputs.read(path).forEach(input -> input.give(core, (cause, ordinal, buffer, offset, length) -> {}));
        return core;
    }

    private static List<String> levels(final Book book) {
        final List<String> all = new ArrayList<>();
        for (final Side side : new Side[] {Side.BUY, Side.SELL}) {
            for (int i = 0; i < book.levelCount(side); i++) {
                all.add(side + " " + book.levelQuantity(side, i) + " at " + book.levelPriceNanos(side, i));
            }
        }
        return all;
    }

    private String configuration() throws IOException {
        if (!Files.exists(folder.resolve("instruments.csv"))) {
            Files.write(
                    folder.resolve("instruments.csv"),
                    List.of(
                            "id,symbol,venue,venueSymbol,tickTable,lot,quantityScale,multiplier,currency,expiry,"
                                    + "calendar,depth",
                            "1,AAPL.Q,NASDAQ,AAPL,share,1,0,1,USD,,always,by-order",
                            "2,AMZN.Q,NASDAQ,AMZN,share,1,0,1,USD,,always,by-order"));
        }
        Files.write(folder.resolve("ticks.csv"), List.of("tickTable,fromPrice,tick", "share,0,0.01"));
        final Path reference = Path.of("..", "config", "reference").toAbsolutePath();
        return Files.writeString(folder.resolve("engine.conf"), """
                engine { id = 1, feedStaleAfter = 30s }
                venues.NASDAQ { id = 1, type = dataOnly }
                feeds.ITCH { type = itch, venue = NASDAQ, receive = "127.0.0.1:40311" }
                risk {
                  maxOrderQuantity = 1000, maxOrderNotional = 250000, priceCollarBasisPoints = 500
                  maxPosition = 5000, maxOpenOrders = 20, maxMessagesPerSecond = 1000
                }
                strategies.maker {
                  class = MarketMaker
                  parameters { instrument = AAPL.Q, size = 100, maxInventory = 1000
                    halfSpreadTicks = 1, skewTicks = 1, requoteTicks = 1
                    volatilityHalfLife = 1ms, volatilityEnterHigh = 1000, volatilityLeaveHigh = 2000 }
                }
                reference { instruments = instruments.csv, ticks = ticks.csv, calendar = "%s" }
                """.formatted(reference.resolve("calendar.csv")))
                .toString();
    }
}
