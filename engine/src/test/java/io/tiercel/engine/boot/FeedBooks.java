package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.boot.JournalInputs.Input;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.JournalHead;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An engine with the example's feed, and the books that stand in its journal. */
final class FeedBooks {
    private final Path temporary;

    FeedBooks(final Path temporary) {
        this.temporary = temporary;
    }

    static String example() {
        return Path.of("..", "config", "itch.conf").toAbsolutePath().toString();
    }

    /** One that nobody uses, neither by TCP nor by UDP. */
    static String address() throws IOException {
        final InetAddress loopback = InetAddress.getLoopbackAddress();
        BindException used = null;
        for (int i = 0; i < 100; i++) {
            try (ServerSocket server = new ServerSocket(0, 1, loopback);
                    DatagramSocket socket =
                            new DatagramSocket(new InetSocketAddress(loopback, server.getLocalPort()))) {
                return "127.0.0.1:" + socket.getLocalPort();
            } catch (final BindException byUdp) {
                used = byUdp;
            }
        }
        throw used;
    }

    static String[] with(final String[] assignments, final String... arguments) {
        final List<String> all = new ArrayList<>(Arrays.asList(arguments));
        for (final String assignment : assignments) {
            all.add("--set");
            all.add(assignment);
        }
        return all.toArray(new String[0]);
    }

    Path journal() {
        return temporary.resolve("journal");
    }

    TiercelProcess engine(final String... assignments) {
        final List<String> all = new ArrayList<>(Arrays.asList(assignments));
        all.add("journal.blockBytes=1MiB");
        all.add("journal.folder=" + temporary.resolve("ledger"));
        all.add("engine.hangTimeout=5s");
        return new TiercelProcess(
                temporary,
                "engine",
                with(
                        all.toArray(new String[0]),
                        "run",
                        "--headless",
                        "--config",
                        example(),
                        "--journal",
                        journal().toString()));
    }

    /** The journal is read as it grows: after the file's last message its feed is said to be stale. */
    void awaitEnd(final TiercelProcess engine) throws Exception {
        awaitEnds(engine, 1);
    }

    /** As often as this, each after another file. */
    void awaitEnds(final TiercelProcess engine, final int count) throws Exception {
        while (endCount() < count) {
            // The engine says something each second.
            engine.await("");
        }
    }

    private int endCount() {
        int count = 0;
        boolean closing = false;
        for (final Input input : JournalInputs.read(journal())) {
            final MessageHeaderDecoder header = new MessageHeaderDecoder();
            if (input.kind() == SessionPhaseDecoder.TEMPLATE_ID) {
                closing = new SessionPhaseDecoder()
                                .wrapAndApplyHeader(input.bytes(), 0, header)
                                .phase()
                        == Phase.CLOSING;
            } else if (closing && states(List.of(input)).contains(FeedState.STALE)) {
                closing = false;
                count++;
            }
        }
        return count;
    }

    /** What feeds said of their books, as it stands in the journal. */
    List<FeedState> states() {
        return states(JournalInputs.read(journal()));
    }

    private static List<FeedState> states(final List<Input> inputs) {
        final List<FeedState> states = new ArrayList<>();
        for (final Input input : inputs) {
            if (input.kind() == FeedStatusDecoder.TEMPLATE_ID) {
                states.add(new FeedStatusDecoder()
                        .wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder())
                        .state());
            }
        }
        return states;
    }

    void assertNoPassword(final String password) {
        final var configuration = JournalHead.read(journal()).configuration();
        assertFalse(configuration.toString().contains(password), configuration::toString);
    }

    /** Level by level, all of them, of books that are closed. */
    void compare(final ItchFile file) {
        final TradingCore core = replayed();
        for (int id = 1; id <= ItchFile.SYMBOLS.length; id++) {
            final Book book = core.books().book(id);
            assertEquals(FeedState.STALE, book.feedState());
            final List<String> found = levels(book);
            assertEquals(file.levels(id), found, "instrument " + id);
            assertTrue(found.size() > 10, "instrument " + id + " has only " + found.size() + " levels");
            assertEquals(file.lastTradeNanos(id), book.lastTradePriceNanos(), "instrument " + id);
            assertEquals(
                    file.lastImbalance(id),
                    core.facts().of(id).imbalance().imbalanceQuantity(),
                    "auction of instrument " + id);
        }
    }

    /** Bids, then asks, the best first. */
    List<String> levels(final int instrumentId) {
        return levels(replayed().books().book(instrumentId));
    }

    private TradingCore replayed() {
        final TradingCore core = CoreFactory.create(
                EngineConfiguration.fromResolved(JournalHead.read(journal()).configuration()));
        boolean ready = false;
        for (final Input input : JournalInputs.read(journal())) {
            input.give(core, (cause, ordinal, buffer, offset, length) -> {});
            ready |= input.kind() == SessionReadyDecoder.TEMPLATE_ID;
        }
        assertTrue(ready);
        return core;
    }

    private static List<String> levels(final Book book) {
        final List<String> found = new ArrayList<>();
        for (final Side side : new Side[] {Side.BUY, Side.SELL}) {
            for (int depth = 0; depth < book.levelCount(side); depth++) {
                found.add(side + " " + book.levelQuantity(side, depth) + " at " + book.levelPriceNanos(side, depth));
            }
        }
        return found;
    }

    /** Level by level, all of them; and nothing is missing. */
    static void compareCaptures(final Program program, final ItchFile file, final List<Path> captures) {
        final List<String> command = new ArrayList<>(List.of("feed", "book", "--json"));
        captures.forEach(capture -> command.add(capture.toString()));
        assertEquals(0, program.execute(command.toArray(String[]::new)), program::err);
        final List<String> symbols = new ArrayList<>();
        for (final Config book : program.json().getConfigList("instruments")) {
            final int id = Arrays.asList(ItchFile.SYMBOLS).indexOf(book.getString("symbol")) + 1;
            if (id > 0) {
                symbols.add(book.getString("symbol"));
                assertEquals("live", book.getString("state"), program::out);
                assertEquals(file.levels(id), levels(book));
            }
        }
        assertEquals(List.of(ItchFile.SYMBOLS), symbols.stream().sorted().toList());
        assertFalse(program.err().contains("malformed"), program::err);
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
}
