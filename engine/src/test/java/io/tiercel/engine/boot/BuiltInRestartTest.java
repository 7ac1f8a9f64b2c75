package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.boot.JournalInputs.Input;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.JournalHead;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is killed on the built-in market, which ends with it: the next one finds another market. */
final class BuiltInRestartTest {
    private static final int INSTRUMENTS = 2;
    /** Of trading, so that books are full and orders rest in them. */
    private static final int TRADING_MS = 1_500;

    @TempDir
    Path temporary;

    @Test
    void shouldHaveBooksOfTheMarketThatIsThereAndTradeOnThem() throws Exception {
        try (TiercelProcess first = engine("first", "10m")) {
            first.await("ready");
            first.killAfter(TRADING_MS);
        }
        try (TiercelProcess second = engine("second", "3s")) {
            assertEquals(0, second.exitCode(), second::err);
            assertTrue(second.err().contains("recovered "), second::err);
        }

        final TradingCore killed = run(JournalInputs.read(temporary.resolve("first")));
        assertTrue(killed.books().orderCount() > 0, "the first run ended with orders in its books");
        final List<Input> inputs = JournalInputs.read(temporary.resolve("second"));
        final TradingCore core = run(inputs);
        for (int id = 1; id <= INSTRUMENTS; id++) {
            final Book book = core.books().book(id);
            assertTrue(book.bidPriceNanos() < book.askPriceNanos(), book.instrument()::symbol);
        }
        assertEquals(0, core.counted(AlertCode.BOOK_SUSPECT), "messages that did not fit a book, or crossed it");
        assertTrue(inputs.stream().anyMatch(input -> input.kind() == OrderAcceptedDecoder.TEMPLATE_ID), "it trades");
        final Program program = new Program();
        assertEquals(0, program.execute("replay", temporary.resolve("second").toString(), "--verify"), program::out);
    }

    private TradingCore run(final List<Input> inputs) {
        final TradingCore core = CoreFactory.create(EngineConfiguration.fromResolved(
                JournalHead.read(temporary.resolve("first")).configuration()));
        inputs.forEach(input -> input.give(core, (cause, ordinal, buffer, offset, length) -> {}));
        return core;
    }

    private TiercelProcess engine(final String journal, final String duration) {
        return new TiercelProcess(
                temporary,
                journal + "-engine",
                "run",
                "--headless",
                "--json",
                "--duration",
                duration,
                "--config",
                Path.of("..", "config", "tiercel.conf").toAbsolutePath().toString(),
                "--journal",
                temporary.resolve(journal).toString(),
                "--set",
                "journal.folder=" + temporary.resolve("ledger"),
                "--set",
                "journal.blockBytes=1MiB",
                "--set",
                "engine.warmUp=0s",
                "--set",
                "engine.hangTimeout=5s",
                "--set",
                "stop.timeout=60s");
    }
}
