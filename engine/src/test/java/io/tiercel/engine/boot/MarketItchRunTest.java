package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.PacketReferenceDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.JournalInputs.Input;
import io.tiercel.engine.venue.sim.PlainBooks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example whose engine trades on the built-in market by that market's feed of ITCH alone, as real processes with
 * real lines.
 */
final class MarketItchRunTest {
    private static final Path EXAMPLE = Path.of("..", "config", "sim-itch.conf");

    @TempDir
    Path temporary;

    private final Program program = new Program();

    @Test
    void shouldTradeByLinesThatLosePacketsAndReplayIt() throws Exception {
        final String lines = FeedBooks.address() + "," + FeedBooks.address();
        final String requests = FeedBooks.address();
        final String own = FeedBooks.address();
        final List<String> assignments = List.of(
                "venues.SIM.itch.loss=0.2",
                "venues.SIM.itch.lines=" + lines + "," + own,
                "feeds.SIM.lines=" + lines,
                "venues.SIM.itch.requests=" + requests,
                "feeds.SIM.requestServer=" + requests,
                "venues.SIM.itch.snapshots=",
                "feeds.SIM.snapshotServer=",
                "feeds.SIM.requestAttempts=500",
                "feeds.SIM.recoveryTimeout=30s");
        try (MarketMessages messages = new MarketMessages(own, requests);
                TiercelProcess engine = engine(assignments, "6s")) {
            engine.await("market SIM: sends ITCH 5.0 over MoldUDP64 to ");
            // The market ends with the engine.
            messages.fetch(2_000);

            assertEquals(0, engine.exitCode(), engine::err);
            final Config result = ConfigFactory.parseString(engine.out());
            assertEquals(0, result.getLong("unreconciled"));
            assertTrue(result.getLong("events") > 1_000, engine::err);
            messages.compare(JournalInputs.read(temporary.resolve("journal")), 300);
        }
        assertTrue(tradedByItch() > 1, "packets were missing, and came");
        replay();
        askWhatIf();
    }

    @Test
    void shouldGetTheBooksOfAMarketThatRunsAlready() throws Exception {
        final String lines = FeedBooks.address();
        final String snapshots = FeedBooks.address();
        final String own = FeedBooks.address();
        final String requests = FeedBooks.address();
        final String[] channels = TiercelProcess.freeChannels(2);
        final List<String> assignments = List.of(
                "venues.SIM.type=external",
                "venues.SIM.executionChannel=" + channels[0],
                "venues.SIM.orderChannel=" + channels[1],
                "venues.SIM.connectTimeout=60s",
                "venues.SIM.log=" + temporary.resolve("SIM.venue.csv"),
                "venues.SIM.itch.loss=0",
                "venues.SIM.itch.lines=" + lines + "," + own,
                "feeds.SIM.lines=" + lines,
                "venues.SIM.itch.requests=" + requests,
                "feeds.SIM.requestServer=",
                "venues.SIM.itch.snapshots=" + snapshots,
                "feeds.SIM.snapshotServer=" + snapshots);
        try (MarketMessages messages = new MarketMessages(own, requests);
                TiercelProcess market = new TiercelProcess(
                        temporary,
                        "market",
                        FeedBooks.with(
                                assignments.toArray(new String[0]),
                                "market",
                                "serve",
                                "--venue",
                                "SIM",
                                "--config",
                                EXAMPLE.toAbsolutePath().toString()))) {
            // It shows each second what it did: the session is well under way.
            market.await("   1.");
            market.await("   2.");
            try (TiercelProcess engine = engine(assignments, "5s")) {
                assertEquals(0, engine.exitCode(), engine::err);
                final Config result = ConfigFactory.parseString(engine.out());
                assertEquals(0, result.getLong("unreconciled"));
                final Config feed = result.getConfigList("feeds").get(0);
                assertTrue(feed.getLong("snapshots") > 0 && feed.getLong("requests") == 0, feed::toString);
            }
            compare(messages);
            assertEquals(0, market.stop(), market::err);
        }
        assertTrue(tradedByItch() > 0);
        replay();
    }

    /** All along, and what the engine itself has at the end. */
    private void compare(final MarketMessages messages) throws IOException {
        final List<Input> inputs = JournalInputs.read(temporary.resolve("journal"));
        messages.fetch(MarketMessages.lastReference(inputs));
        final PlainBooks books = messages.compare(inputs, 300);
        for (int instrument = 1; instrument <= 2; instrument++) {
            final List<String> levels = books.levels(instrument);
            assertTrue(levels.size() > 10, levels::toString);
            assertEquals(levels, new FeedBooks(temporary).levels(instrument));
        }
    }

    /** Checks that market data came by ITCH alone, and that it led to fills; returns how often books recovered. */
    private int tradedByItch() {
        int recoveries = 0;
        int fills = 0;
        int references = 0;
        int replaces = 0;
        int modifies = 0;
        for (final Input input : JournalInputs.read(temporary.resolve("journal"))) {
            switch (input.kind()) {
                case FeedStatusDecoder.TEMPLATE_ID -> recoveries += recovers(input) ? 1 : 0;
                case OrderFilledDecoder.TEMPLATE_ID -> fills++;
                case PacketReferenceDecoder.TEMPLATE_ID -> references++;
                case L3ReplaceDecoder.TEMPLATE_ID -> replaces++;
                // The market's own stream has them, ITCH has not.
                case L3ModifyDecoder.TEMPLATE_ID -> modifies++;
                default -> {}
            }
        }
        final String text = recoveries + " recoveries, " + fills + " fills, " + references + " references, " + replaces
                + " replaces, " + modifies + " modifies";
        assertTrue(fills > 0 && references > 1_000 && replaces > 0 && modifies == 0, text);
        return recoveries;
    }

    private static boolean recovers(final Input input) {
        return new FeedStatusDecoder()
                        .wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder())
                        .state()
                == FeedState.RECOVERING;
    }

    private void replay() throws IOException {
        assertEquals(0, program.execute("replay", temporary.resolve("journal").toString(), "--verify"), program::err);
    }

    /** The market was what it was: the model's orders are about as many, and hardly any is refused. */
    private void askWhatIf() {
        assertEquals(
                0, program.execute("replay", temporary.resolve("journal").toString(), "--set", "--json"), program::err);
        final Config result = program.json();
        assertEquals(0, result.getInt("added") + result.getInt("missing") + result.getInt("changed"), program::out);
        final int recorded = result.getInt("recorded.orders");
        final int modelled = result.getInt("before.orders");
        assertTrue(2 * modelled >= recorded && modelled <= 2 * recorded, program::out);
        assertTrue(result.getInt("before.fills") > 0 && 5 * result.getInt("before.refused") <= modelled, program::out);
    }

    private TiercelProcess engine(final List<String> assignments, final String duration) {
        final List<String> all = new ArrayList<>(assignments);
        all.add("journal.blockBytes=1MiB");
        all.add("journal.folder=" + temporary.resolve("ledger"));
        all.add("engine.hangTimeout=5s");
        all.add("stop.timeout=60s");
        all.add("engine.orderAnswerTimeout=60s");
        return new TiercelProcess(
                temporary,
                "engine",
                FeedBooks.with(
                        all.toArray(new String[0]),
                        "run",
                        "--headless",
                        "--json",
                        "--duration",
                        duration,
                        "--config",
                        EXAMPLE.toAbsolutePath().toString(),
                        "--journal",
                        temporary.resolve("journal").toString()));
    }
}
