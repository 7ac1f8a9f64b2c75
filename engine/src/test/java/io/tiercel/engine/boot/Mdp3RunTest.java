package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.boot.JournalInputs.Input;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.feed.mdp3.PlayedMarket;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.strategy.ShippedStrategies;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine that quotes on the built-in market at prices that a channel of MDP 3.0 brings: a capture that is played by
 * bad lines on the loopback, as real processes.
 */
final class Mdp3RunTest {
    private static final int CME = 1;
    private static final int CHANNEL = 382;

    @TempDir
    Path temporary;

    private final Program program = new Program();
    private final PlayedMarket market = new PlayedMarket(44, 150_050_000_000L, 15_000);
    private final List<String> addresses = new ArrayList<>();
    private final Follower follower = new Follower(CME, CHANNEL, market.lastSequence());
    private final int[] ordersOfFeed = new int[1];
    private int recoveries;
    private int fills;
    private int references;
    private int comparedBooks;

    @BeforeEach
    void find() throws IOException {
        for (int i = 0; i < 6; i++) {
            addresses.add(address());
        }
    }

    /** Recovery by snapshots in the middle, and packets that nobody brings at all. */
    @Test
    void shouldTradeOnAChannelThatRecoversAndReplayIt() throws Exception {
        final Path journal = temporary.resolve("journal");
        try (TiercelProcess engine = engine(journal, "")) {
            engine.await("feed CL: listens at " + addresses.get(4) + ", takes definitions");
            engine.await("     s");
            play("--loss", "0.2", "--duplicate", "0.1", "--reorder", "50");
            engine.await("feed CL: stale: all lines are silent");
            final int exitCode = engine.stop();
            assertTrue(exitCode == 0 || exitCode == 1, engine::err);
            assertTrue(
                    engine.err().matches("(?s).*feed CL: stale: .* by packets: .*line A: .* line B: .*"), engine::err);
            assertFalse(engine.err().contains("sequence resets"), engine::err);
        }
        compare(journal);
        final String text =
                ordersOfFeed[0] + " orders on packets of the feed, " + recoveries + " recoveries, " + fills + " fills";
        assertTrue(ordersOfFeed[0] > 0 && recoveries > 1 && fills > 0, text);
        assertEquals(0, program.execute("replay", journal.toString(), "--verify"), program::err);
        assertTrue(references > 1_000, () -> references + " packets of the exchange are named");
    }

    /** What neither line brought is had again, so that the books go on; an order says which packet it came of. */
    @Test
    void shouldKeepBooksByReplayAndNameThePacketOfAnOrder() throws Exception {
        final Path journal = temporary.resolve("journal");
        final String replay = addresses.get(5);
        final boolean passedOver;
        final String more = "feeds.CL { replayServer = \"" + replay + "\", capture = true, captureReserve = 0B }\n";
        try (TiercelProcess engine = engine(journal, more + Follower.configuration(temporary, "CLF7", "CLF7-S"))) {
            engine.await("feed CL: asks " + replay + " for packets that are missing");
            engine.await("     s");
            play("--loss", "0.1", "--duplicate", "0.1", "--reorder", "20", "--replay", replay, "--linger", "4s");
            assertTrue(program.out().matches("(?s).*, replayed [1-9][0-9]* ranges, refused 0.*"), program::out);
            engine.await("feed CL: stale: all lines are silent");
            final int exitCode = engine.stop();
            assertTrue(exitCode == 0 || exitCode == 1, engine::err);
            assertTrue(engine.err().contains(" requests"), engine::err);
            assertFalse(engine.err().contains("sequence resets"), engine::err);
            passedOver = engine.err().contains("snapshots asked for");
            assertTrue(engine.err().contains(", not captured 0"), engine::err);
        }
        compare(journal);
        // A slow machine may be late with the replay; where it never was, each book is right to the end.
        assertTrue(passedOver || comparedBooks == PlayedMarket.SYMBOLS.length, () -> comparedBooks + " books");
        final int capturedBooks = compareCapture(journal.resolve("captures"));
        assertTrue(passedOver || capturedBooks == PlayedMarket.SYMBOLS.length, () -> capturedBooks + " books");
        assertEquals(0, program.execute("replay", journal.toString(), "--verify"), program::err);
        follower.compareWhy(program, journal);
    }

    /** Of the lane's captures, which have what the replay gave: how many books are live, and right. */
    private int compareCapture(final Path folder) throws IOException {
        final List<String> command = new ArrayList<>(List.of("feed", "book", "--json"));
        try (var files = Files.list(folder)) {
            files.sorted().map(Path::toString).forEach(command::add);
        }
        assertEquals(0, program.execute(command.toArray(String[]::new)), program::err);
        assertFalse(program.err().contains("malformed"), program::err);
        int live = 0;
        final Config books = program.json();
        command.set(1, "inspect");
        assertEquals(0, program.execute(command.toArray(String[]::new)), program::err);
        final Config replayed = program.json().getConfigList("channels").stream()
                .filter(channel -> channel.getString("channel").equals("replay of " + addresses.get(5)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(program.out()));
        assertTrue(replayed.getLong("packets") > 0, replayed::toString);
        assertEquals(0, replayed.getLong("gaps"));
        for (final Config book : books.getConfigList("instruments")) {
            final int index = Arrays.asList(PlayedMarket.SYMBOLS).indexOf(book.getString("symbol"));
            if (index >= 0 && book.getString("state").equals("live")) {
                live++;
                assertEquals(market.levels(index), levels(book), PlayedMarket.SYMBOLS[index]);
            }
        }
        return live;
    }

    private static List<String> levels(final Config book) {
        final List<String> levels = new ArrayList<>();
        for (final String side : new String[] {"bids", "asks"}) {
            for (final var level : book.getList(side)) {
                final List<?> values = (List<?>) level.unwrapped();
                levels.add((side.equals("bids") ? "BUY " : "SELL ") + values.get(1) + " at "
                        + new BigDecimal(values.get(0).toString())
                                .movePointRight(9)
                                .longValueExact());
            }
        }
        return levels;
    }

    @Test
    void shouldAcceptTheExample() {
        final String example =
                Path.of("..", "config", "mdp3.conf").toAbsolutePath().toString();
        assertEquals(0, program.execute("config", "check", "--config", example), program::err);
        assertEquals(
                0,
                program.execute(
                        "config",
                        "check",
                        "--config",
                        example,
                        "--set",
                        "feeds.CL.type=external",
                        "--set",
                        "feeds.CL.protocol=mdp3"),
                program::err);
    }

    @Test
    void shouldRefuseBadUse() throws IOException {
        final String capture = market.write(temporary.resolve("day.pcap")).toString();
        final String itch = Files.write(temporary.resolve("day.itch"), new byte[] {0, 1, 'S'})
                .toString();
        final String to = addresses.get(0);
        refuse("--to is missing; write HOST:PORT", capture);
        refuse("--requests is for files of ITCH messages", capture, "--to", to, "--requests", to);
        refuse("--route " + to + " is no route; write ADDRESS:PORT=HOST:PORT", capture, "--route", to);
        refuse("--replay has no packets to give again", capture, "--route", "1.2.3.4:5=" + to, "--replay", to);
        refuse("--replay is for captures, and " + itch + " is none", itch, "--to", to, "--replay", to);
        refuse(
                " datagrams to " + PlayedMarket.SNAPSHOTS + "; --route sends them",
                capture,
                "--route",
                "1.2.3.4:5=" + to);
        refuse("has no datagrams to send; name their addresses by --route", capture, "--route", "1.2.3.4:5=" + to);
    }

    private void refuse(final String reason, final String... arguments) {
        final List<String> all = new ArrayList<>(List.of("feed", "play"));
        all.addAll(Arrays.asList(arguments));
        assertEquals(2, program.execute(all.toArray(new String[0])), program::err);
        assertTrue(program.err().contains(reason), program::err);
    }

    private void play(final String... options) throws IOException {
        final List<String> arguments = new ArrayList<>(List.of(
                "feed",
                "play",
                market.write(temporary.resolve("day.pcap")).toString(),
                "--lines",
                addresses.get(0) + "," + addresses.get(1),
                "--route",
                PlayedMarket.SNAPSHOTS + "=" + addresses.get(2),
                "--route",
                PlayedMarket.SNAPSHOTS + "=" + addresses.get(3),
                "--route",
                PlayedMarket.DEFINITIONS + "=" + addresses.get(4),
                "--rate",
                "4000",
                "--seed",
                "7"));
        arguments.addAll(Arrays.asList(options));
        assertEquals(0, program.execute(arguments.toArray(new String[0])), program::err);
        assertTrue(program.out().matches("(?s)sent [0-9]+ datagrams of the capture, .*, lost [1-9].*"), program::out);
    }

    /** Level by level at the end, and what was done on the way. */
    private void compare(final Path journal) {
        final JournalHead head = JournalHead.read(journal);
        final TradingCore core = CoreFactory.create(
                EngineConfiguration.fromResolved(head.configuration()),
                ReplayRunner.jars(head).orElse(ShippedStrategies::factory));
        for (final Input input : JournalInputs.read(journal)) {
            final boolean ofFeed = follower.isOfFeed(input);
            follower.before(input);
            input.give(core, (cause, ordinal, buffer, offset, length) -> {
                final int kind = new MessageHeaderDecoder().wrap(buffer, offset).templateId();
                final boolean order = kind == NewOrderDecoder.TEMPLATE_ID || kind == ReplaceOrderDecoder.TEMPLATE_ID;
                ordersOfFeed[0] += ofFeed && order ? 1 : 0;
                follower.onOutput(buffer, offset);
            });
            follower.after(input);
            recoveries += recovers(input) ? 1 : 0;
            references += follower.namesPacket(input) ? 1 : 0;
            fills += input.kind() == OrderFilledDecoder.TEMPLATE_ID ? 1 : 0;
        }
        for (int i = 0; i < PlayedMarket.SYMBOLS.length; i++) {
            final Book book = core.books().book(1 + i);
            assertNotEquals(FeedState.LIVE, book.feedState());
            if (book.feedState() == FeedState.RECOVERING) {
                // What is missing among the last packets was not had, and no snapshot came after them: silence does
                // not make such a book STALE, which is one that was right until then.
                continue;
            }
            comparedBooks++;
            final List<String> found = new ArrayList<>();
            for (final Side side : new Side[] {Side.BUY, Side.SELL}) {
                for (int depth = 0; depth < book.levelCount(side); depth++) {
                    found.add(
                            side + " " + book.levelQuantity(side, depth) + " at " + book.levelPriceNanos(side, depth));
                }
            }
            assertEquals(market.levels(i), found, PlayedMarket.SYMBOLS[i]);
        }
    }

    private static boolean recovers(final Input input) {
        if (input.kind() != FeedStatusDecoder.TEMPLATE_ID) {
            return false;
        }
        final var status = new FeedStatusDecoder().wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder());
        return status.feedId() == CME && status.state() == FeedState.RECOVERING;
    }

    private TiercelProcess engine(final Path journal, final String more) throws IOException {
        return new TiercelProcess(
                temporary,
                "engine",
                "run",
                "--headless",
                "--config",
                configuration(more).toString(),
                "--journal",
                journal.toString());
    }

    private Path configuration(final String more) throws IOException {
        Files.write(
                temporary.resolve("instruments.csv"),
                List.of(
                        "id,symbol,venue,venueSymbol,tickTable,lot,quantityScale,multiplier,currency,expiry,calendar,"
                                + "depth,security",
                        "1,CLF7,CME,CLF7,fine,1,0,1,USD,,always,by-level,CLF7",
                        "2,CLG7,CME,CLG7,fine,1,0,1,USD,,always,by-level,",
                        "3,CLH7,CME,CLH7,fine,1,0,1,USD,,always,by-order,",
                        "4,CLF7-S,SIM,CLF7,fine,1,0,1,USD,,always,by-order,CLF7"));
        Files.write(temporary.resolve("ticks.csv"), List.of("tickTable,fromPrice,tick", "fine,0,0.01"));
        final Path reference = Path.of("..", "config", "reference").toAbsolutePath();
        return Files.writeString(temporary.resolve("engine.conf"), """
                engine { id = 1, hangTimeout = 5s, feedStaleAfter = 30s }
                journal { blockBytes = 1MiB, folder = "%s" }
                venues {
                  CME { id = 1, type = dataOnly }
                  SIM { id = 2, type = builtIn, seed = 7, eventsPerSecond = 500
                        instruments { CLF7-S { startPrice = 150.05 } } }
                }
                feeds.CL {
                  type = mdp3
                  venue = CME
                  channelId = 382
                  lines = "%s, %s"
                  snapshotLines = "%s, %s"
                  definitionLines = "%s"
                  reorderTime = 20ms
                  replayTimeout = 200ms
                  recoveryTimeout = 500ms
                  silentAfter = 3s
                }
                %s
                risk {
                  maxOrderQuantity = 1000, maxOrderNotional = 250000, priceCollarBasisPoints = 500
                  maxPosition = 5000, maxOpenOrders = 20, maxMessagesPerSecond = 1000
                }
                strategies.maker {
                  class = MarketMaker
                  parameters { instrument = CLF7-S, consolidated = true, size = 2, maxInventory = 20
                    halfSpreadTicks = 1, skewTicks = 1, requoteTicks = 1
                    volatilityHalfLife = 1s, volatilityEnterHigh = 1000, volatilityLeaveHigh = 2000 }
                }
                reference { instruments = instruments.csv, ticks = ticks.csv, calendar = "%s" }
                """.formatted(
                        temporary.resolve("ledger"),
                        addresses.get(0),
                        addresses.get(1),
                        addresses.get(2),
                        addresses.get(3),
                        addresses.get(4),
                        more,
                        reference.resolve("calendar.csv")));
    }

    private static String address() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
