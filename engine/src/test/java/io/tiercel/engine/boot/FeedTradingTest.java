package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.JournalInputs.Input;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.strategy.ShippedStrategies;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine that quotes a share on the built-in market at prices that a feed brings: played by two bad lines on the
 * loopback, or by connections that break, with recovery in the middle. What it did is replayed bit for bit, and an
 * order says which packet of the exchange, or message of its stream, it came of.
 */
final class FeedTradingTest {
    private static final int NASDAQ = 1;

    @TempDir
    Path temporary;

    private final Program program = new Program();
    private final ItchFile file = new ItchFile(43, 20_000);
    private final Follower follower = new Follower(NASDAQ, 0, file.messageCount());

    @Test
    void shouldTradeOnAFeedThatRecoversAndReplayIt() throws Exception {
        final String lines = address() + "," + address();
        final String requests = address();
        tradeAndCompare(
                """
                lines = "%s"
                requestServer = "%s"
                reorderTime = 20ms
                recoveryTimeout = 30s
                requestAttempts = 500
                """.formatted(lines, requests),
                "--lines",
                lines,
                "--loss",
                "0.2",
                "--duplicate",
                "0.1",
                "--reorder",
                "50",
                "--requests",
                requests);
    }

    @Test
    void shouldTradeOnAStreamThatBreaksAndReplayIt() throws Exception {
        final String server = address();
        tradeAndCompare("""
                streamServers = "%s"
                streamRetry = 20ms
                """.formatted(server), "--soup", server, "--cut", "4000", "--seed", "5");
    }

    private void tradeAndCompare(final String feed, final String... options) throws Exception {
        final Path itch = file.write(temporary.resolve("day.itch"));
        final Path journal = temporary.resolve("journal");
        try (TiercelProcess engine = new TiercelProcess(
                temporary,
                "engine",
                "run",
                "--headless",
                "--config",
                configuration(feed).toString(),
                "--journal",
                journal.toString())) {
            engine.await("     s");
            final List<String> all = new ArrayList<>(List.of("--session", "DAY1", "--rate", "5000"));
            all.addAll(List.of(options));
            try (TiercelProcess player = TiercelProcess.player(temporary, "player", itch, all.toArray(new String[0]))) {
                engine.await("feed ITCH: session DAY1: the session has ended");
                assertEquals(0, player.stop(), player::err);
            }
            final int exitCode = engine.stop();
            assertTrue(exitCode == 0 || exitCode == 1, engine::err);
        }
        compare(journal);
        assertEquals(0, program.execute("replay", journal.toString(), "--verify"), program::err);
        follower.compareWhy(program, journal);
    }

    private void compare(final Path journal) {
        final JournalHead head = JournalHead.read(journal);
        final TradingCore core = CoreFactory.create(
                EngineConfiguration.fromResolved(head.configuration()),
                ReplayRunner.jars(head).orElse(ShippedStrategies::factory));
        final long[] orders = new long[2];
        int recoveries = 0;
        int fills = 0;
        for (final Input input : JournalInputs.read(journal)) {
            final boolean ofFeed = follower.isOfFeed(input);
            follower.before(input);
            input.give(core, (cause, ordinal, buffer, offset, length) -> {
                final int kind = new MessageHeaderDecoder().wrap(buffer, offset).templateId();
                if (kind == NewOrderDecoder.TEMPLATE_ID || kind == ReplaceOrderDecoder.TEMPLATE_ID) {
                    orders[ofFeed ? 1 : 0]++;
                }
                follower.onOutput(buffer, offset);
            });
            follower.after(input);
            recoveries += recovers(input) ? 1 : 0;
            fills += input.kind() == OrderFilledDecoder.TEMPLATE_ID ? 1 : 0;
        }
        final String text = orders[1] + " orders on packets of the feed, " + orders[0] + " on others, " + recoveries
                + " recoveries, " + fills + " fills";
        assertTrue(orders[1] > 0 && recoveries > 1 && fills > 0, text);
    }

    private static boolean recovers(final Input input) {
        if (input.kind() != FeedStatusDecoder.TEMPLATE_ID) {
            return false;
        }
        final var status = new FeedStatusDecoder().wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder());
        return status.feedId() == NASDAQ && status.state() == FeedState.RECOVERING;
    }

    private Path configuration(final String feed) throws IOException {
        Files.write(
                temporary.resolve("instruments.csv"),
                List.of(
                        "id,symbol,venue,venueSymbol,tickTable,lot,quantityScale,multiplier,currency,expiry,calendar,"
                                + "depth,security",
                        "1,AAPL.Q,NASDAQ,AAPL,share,1,0,1,USD,,always,by-order,AAPL",
                        "2,AMZN.Q,NASDAQ,AMZN,share,1,0,1,USD,,always,by-order,",
                        "3,MSFT.Q,NASDAQ,MSFT,share,1,0,1,USD,,always,by-order,",
                        "4,AAPL-S,SIM,AAPL,fine,1,0,1,USD,,always,by-order,AAPL"));
        Files.write(
                temporary.resolve("ticks.csv"), List.of("tickTable,fromPrice,tick", "share,0,0.01", "fine,0,0.001"));
        final Path reference = Path.of("..", "config", "reference").toAbsolutePath();
        return Files.writeString(temporary.resolve("engine.conf"), """
                engine { id = 1, hangTimeout = 5s, feedStaleAfter = 30s }
                journal { blockBytes = 1MiB, folder = "%s" }
                venues {
                  NASDAQ { id = 1, type = dataOnly }
                  SIM { id = 2, type = builtIn, seed = 7, eventsPerSecond = 500
                        instruments { AAPL-S { startPrice = 150.05 } } }
                }
                feeds.ITCH {
                  type = itch
                  venue = NASDAQ
                  %s
                }
                %s
                risk {
                  maxOrderQuantity = 1000, maxOrderNotional = 250000, priceCollarBasisPoints = 500
                  maxPosition = 5000, maxOpenOrders = 20, maxMessagesPerSecond = 1000
                }
                strategies.maker {
                  class = MarketMaker
                  parameters { instrument = AAPL-S, consolidated = true, size = 100, maxInventory = 1000
                    halfSpreadTicks = 1, skewTicks = 1, requoteTicks = 1
                    volatilityHalfLife = 1s, volatilityEnterHigh = 1000, volatilityLeaveHigh = 2000 }
                }
                reference { instruments = instruments.csv, ticks = ticks.csv, calendar = "%s" }
                """.formatted(
                        temporary.resolve("ledger"),
                        feed,
                        Follower.configuration(temporary, "AAPL.Q", "AAPL-S"),
                        reference.resolve("calendar.csv")));
    }

    private static String address() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
