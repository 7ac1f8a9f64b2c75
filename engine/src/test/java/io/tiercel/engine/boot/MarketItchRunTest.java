package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.PacketReferenceDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.engine.boot.JournalInputs.Input;
import io.tiercel.engine.venue.sim.PlainBooks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example whose engine trades on the built-in market by that market's feed of ITCH alone, as real processes with
 * real lines.
 */
final class MarketItchRunTest {
    @TempDir
    Path temporary;

    private MarketRun run;

    @BeforeEach
    void open() {
        run = new MarketRun(temporary, "sim-itch.conf");
    }

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

        try (MarketMessages messages = new MarketMessages(own, requests)) {
            // The market ends with the engine.
            run.trade(assignments, "6s", "market SIM: sends ITCH 5.0 over MoldUDP64 to ", () -> messages.fetch(2_000));

            messages.compare(inputs(), 300);
        }
        assertTradedByItch();
        assertTrue(run.recoveries() > 1, "packets were missing, and came");
        run.replay();
        run.askWhatIf();
    }

    @Test
    void shouldGetTheBooksOfAMarketThatRunsAlready() throws Exception {
        final String lines = FeedBooks.address();
        final String snapshots = FeedBooks.address();
        final String own = FeedBooks.address();
        final String requests = FeedBooks.address();
        final List<String> assignments = new ArrayList<>(run.external());
        assignments.addAll(List.of(
                "venues.SIM.itch.loss=0",
                "venues.SIM.itch.lines=" + lines + "," + own,
                "feeds.SIM.lines=" + lines,
                "venues.SIM.itch.requests=" + requests,
                "feeds.SIM.requestServer=",
                "venues.SIM.itch.snapshots=" + snapshots,
                "feeds.SIM.snapshotServer=" + snapshots));

        final Config feed;
        try (MarketMessages messages = new MarketMessages(own, requests)) {
            feed = run.tradeLate(assignments, "5s", () -> compare(messages));
        }

        assertTrue(feed.getLong("snapshots") > 0 && feed.getLong("requests") == 0, feed::toString);
        assertTradedByItch();
        assertTrue(run.recoveries() > 0);
        run.replay();
    }

    /** All along, and what the engine itself has at the end. */
    private void compare(final MarketMessages messages) throws IOException {
        final List<Input> inputs = inputs();
        messages.fetch(MarketMessages.lastReference(inputs));
        final PlainBooks books = messages.compare(inputs, 300);
        for (int instrument = 1; instrument <= 2; instrument++) {
            final List<String> levels = books.levels(instrument);
            assertTrue(levels.size() > 10, levels::toString);
            assertEquals(levels, new FeedBooks(temporary).levels(instrument));
        }
    }

    private List<Input> inputs() {
        return JournalInputs.read(temporary.resolve("journal"));
    }

    private void assertTradedByItch() {
        final Map<Integer, Integer> inputs = run.inputs();
        assertTrue(inputs.getOrDefault(OrderFilledDecoder.TEMPLATE_ID, 0) > 0, inputs::toString);
        assertTrue(inputs.getOrDefault(PacketReferenceDecoder.TEMPLATE_ID, 0) > 1_000, inputs::toString);
        assertTrue(inputs.containsKey(L3ReplaceDecoder.TEMPLATE_ID), inputs::toString);
        // The market's own stream has them, ITCH has not.
        assertTrue(!inputs.containsKey(L3ModifyDecoder.TEMPLATE_ID), inputs::toString);
    }
}
