package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.PacketReferenceDecoder;
import io.tiercel.codecs.marketdata.StatisticDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example whose engine trades on the built-in market by that market's channel of MDP 3.0 alone, as real processes
 * with real lines.
 */
final class MarketMdp3RunTest {
    @TempDir
    Path temporary;

    private MarketRun run;

    @BeforeEach
    void open() {
        run = new MarketRun(temporary, "sim-mdp3.conf");
    }

    @Test
    void shouldTradeByLinesThatLosePacketsAndReplayIt() throws Exception {
        final List<String> assignments = new ArrayList<>(lines(2, FeedBooks.address()));
        assignments.add("venues.SIM.mdp3.loss=0.05");

        final Config feed = run.trade(assignments, "10s", "market SIM: sends MDP 3.0, channel 310, to ");

        assertTradedByMdp3();
        assertTrue(run.recoveries() > 1 && feed.getLong("\"requests by packets\"") > 0, feed::toString);
        run.replay();
        run.askWhatIf();
    }

    @Test
    void shouldGetTheBooksOfAMarketThatRunsAlready() throws Exception {
        final List<String> assignments = new ArrayList<>(run.external());
        assignments.addAll(lines(1, ""));
        assignments.addAll(List.of("venues.SIM.mdp3.loss=0", "feeds.SIM.capture=true"));

        final Config feed = run.tradeLate(assignments, "5s");

        assertEquals(0, feed.getLong("\"requests by packets\""), feed::toString);
        assertTradedByMdp3();
        run.replay();
        readCapture();
    }

    /** What the lane took is a capture like any other's. */
    private void readCapture() throws IOException {
        final List<String> arguments = new ArrayList<>(List.of("feed", "book", "--json"));
        try (Stream<Path> files = Files.list(temporary.resolve("journal").resolve("captures"))) {
            files.sorted().map(Path::toString).forEach(arguments::add);
        }
        final Program program = new Program();
        assertEquals(0, program.execute(arguments.toArray(new String[0])), program::err);
        for (final Config book : program.json().getConfigList("instruments")) {
            assertEquals("live", book.getString("state"), program::out);
            assertEquals(0, book.getInt("errors") + book.getInt("crossed"), program::out);
            assertTrue(book.getInt("trades") > 0 && book.getInt("bidLevels") == 10, program::out);
        }
    }

    /** Of each of the channel's feeds, and of its replay. */
    private static List<String> lines(final int count, final String replay) throws IOException {
        final List<String> assignments = new ArrayList<>();
        for (final String key : List.of("lines", "snapshotLines", "definitionLines")) {
            String addresses = FeedBooks.address();
            for (int i = 1; i < count; i++) {
                addresses += "," + FeedBooks.address();
            }
            assignments.add("venues.SIM.mdp3." + key + "=" + addresses);
            assignments.add("feeds.SIM." + key + "=" + addresses);
        }
        assignments.add("venues.SIM.mdp3.replay=" + replay);
        assignments.add("feeds.SIM.replayServer=" + replay);
        return assignments;
    }

    private void assertTradedByMdp3() {
        final Map<Integer, Integer> inputs = run.inputs();
        assertTrue(inputs.getOrDefault(OrderFilledDecoder.TEMPLATE_ID, 0) > 0, inputs::toString);
        assertTrue(inputs.getOrDefault(PacketReferenceDecoder.TEMPLATE_ID, 0) > 1_000, inputs::toString);
        assertTrue(inputs.getOrDefault(TradeDecoder.TEMPLATE_ID, 0) > 10, inputs::toString);
        assertTrue(inputs.getOrDefault(StatisticDecoder.TEMPLATE_ID, 0) > 10, inputs::toString);
        assertTrue(inputs.containsKey(L3ModifyDecoder.TEMPLATE_ID), inputs::toString);
        // The market's own stream has them, MDP 3.0 has not.
        assertTrue(!inputs.containsKey(L3ExecuteDecoder.TEMPLATE_ID), inputs::toString);
    }
}
