package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.journal.JournalSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code journal.durability = async} promises of a kill: inline nothing is lost; in the fused layout one input at
 * the most, the one behind the journal's last, with the orders it led to. The engine's journal is slower than its core,
 * and is killed while the record of an input that led to orders is not written. How often is
 * {@code -Dtiercel.asyncKills}.
 */
@Timeout(600)
final class AsyncCrashRunTest {
    private static final int KILLS = Integer.getInteger("tiercel.asyncKills", 8);

    /** An engine that trades is late within some seconds. */
    private static final long TRADES_WITHIN_S = 30;

    @TempDir
    Path temporary;

    private final List<Path> journals = new ArrayList<>();
    private Path folder;
    private List<String> assignments;

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldLoseNoMoreThanTheInputThatWasAboutToBeWritten(final String layout) throws Exception {
        int kills = 0;
        for (int market = 1; kills < KILLS; market++) {
            folder = Files.createDirectory(temporary.resolve("market-" + market));
            journals.clear();
            kills += killsInOneMarket(layout, KILLS - kills);
        }
    }

    /**
     * One run after the other, each killed, until the engine rightly trades no more: what was lost may be the fill that
     * it needs to know its position, or a replace without which a later fill is more than the order had.
     *
     * @return how often it was killed between an order and the record of its cause, at least once
     */
    private int killsInOneMarket(final String layout, final int most) throws Exception {
        assignments = assignments(layout);
        final Config result;
        int kills = 0;
        try (TiercelProcess market = new TiercelProcess(folder, "market", with("market", "serve", "--venue", "SIM"))) {
            market.await("market SIM");
            boolean trades = true;
            while (trades && kills < most) {
                final String late =
                        kills % 2 == 0 ? LateJournalEngine.LATE_WITH_ORDER : LateJournalEngine.LATE_WITH_CHANGE;
                try (TiercelProcess engine = engine(LateJournalEngine.class, late, "10m")) {
                    engine.await("venue SIM: session up");
                    if (layout.equals("fused")) {
                        trades = engine.says(late, TRADES_WITHIN_S);
                        engine.killAfter(100);
                    } else {
                        engine.killAfter(300 + 50 * kills);
                    }
                }
                kills += trades ? 1 : 0;
            }
            try (TiercelProcess last = engine(Tiercel.class, "run", "2s")) {
                final int exitCode = last.exitCode();
                final String out = last.out();
                assertEquals(0, exitCode, () -> last.err() + out);
                result = ConfigFactory.parseString(out);
            }
            assertEquals(0, market.stop(), market::err);
        }
        assertTrue(kills > 0, "the engine does not trade in a market of its own");
        final List<Map<String, String>> log = ExchangeLog.read(folder.resolve("SIM.venue.csv"));
        final Set<String> lost = lost(log);

        assertEquals(layout.equals("fused"), !lost.isEmpty(), lost::toString);
        final Set<String> open = ExchangeLog.open(log);
        open.removeAll(lost);
        assertEquals(Set.of(), open);
        requirePositions(log, lost, result);
        return kills;
    }

    /** Orders whose cause is in no journal. Each is of the input behind the last of a journal, which no other has. */
    private Set<String> lost(final List<Map<String, String>> log) {
        final TreeMap<Long, Long> lastByFirst = new TreeMap<>();
        for (final Path journal : journals) {
            final Program program = new Program();
            assertEquals(0, program.execute("replay", journal.toString(), "--verify"), program::out);
            final JournalSpan span = JournalSpan.find(journal);
            assertTrue(lastByFirst.isEmpty()
                    || span.firstSequence() > lastByFirst.lastEntry().getValue());
            lastByFirst.put(span.firstSequence(), span.lastSequence());
        }
        final Set<String> lost = new TreeSet<>();
        for (final Map<String, String> row : log) {
            final long cause = OrderIds.sequence(Long.parseLong(row.get("orderId")));
            final Map.Entry<Long, Long> run = lastByFirst.lowerEntry(cause);
            assertTrue(run != null && cause <= run.getValue() + 1, row::toString);
            if (cause > run.getValue()) {
                lost.add(row.get("orderId"));
            }
        }
        return lost;
    }

    private static void requirePositions(
            final List<Map<String, String>> log, final Set<String> lost, final Config result) {
        final List<Map<String, String>> known = new ArrayList<>(log);
        known.removeIf(row -> lost.contains(row.get("orderId")));
        assertEquals(ExchangeLog.held(known), CrashRunTest.positions(result));
    }

    private TiercelProcess engine(final Class<?> program, final String first, final String duration) {
        final String name = "journal-" + (journals.size() + 1);
        journals.add(folder.resolve(name));
        final String[] run = {
            "--headless",
            "--json",
            "--duration",
            duration,
            "--journal",
            folder.resolve(name).toString()
        };
        final List<String> arguments = new ArrayList<>(Arrays.asList(with(run)));
        arguments.add(0, first);
        return new TiercelProcess(program, folder, "engine-" + name, arguments.toArray(String[]::new));
    }

    private List<String> assignments(final String layout) throws Exception {
        final String[] channels = TiercelProcess.freeChannels(3);
        return List.of(
                "venues.SIM.type=external",
                "venues.SIM.feedChannel=" + channels[0],
                "venues.SIM.executionChannel=" + channels[1],
                "venues.SIM.orderChannel=" + channels[2],
                "venues.SIM.connectTimeout=60s",
                "venues.SIM.eventsPerSecond=100",
                "venues.SIM.log=" + folder.resolve("SIM.venue.csv"),
                "journal.durability=async",
                "journal.blockBytes=1MiB",
                "journal.folder=" + folder.resolve("ledger"),
                "engine.layout=" + layout,
                // What the slow journal can follow.
                "engine.silenceTick=50ms",
                "engine.warmUp=0s",
                "engine.hangTimeout=5s",
                "stop.timeout=60s");
    }

    private String[] with(final String... arguments) {
        final List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--config");
        all.add(Path.of("..", "config", "tiercel.conf").toAbsolutePath().toString());
        for (final String assignment : assignments) {
            all.add("--set");
            all.add(assignment);
        }
        return all.toArray(new String[0]);
    }
}
