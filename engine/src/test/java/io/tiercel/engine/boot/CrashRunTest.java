package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.journal.JournalSpan;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.IoUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine that is killed again and again, at any moment: while it trades, rolls, recovers or starts, at times with a
 * process beside it that takes snapshots and is killed first. The exchange, a process of its own, keeps its own log,
 * and in the end both agree. How often is {@code -Dtiercel.kills}, at which moments {@code -Dtiercel.seed}.
 * With those of {@link AsyncCrashRunTest} it is 50 times.
 */
final class CrashRunTest {
    private static final int KILLS = Integer.getInteger("tiercel.kills", 34);
    private static final long SEED =
            Long.getLong("tiercel.seed", ThreadLocalRandom.current().nextLong());
    /** Of the configuration's strategies, in the order of their names. */
    private static final Map<String, String> STRATEGY_IDS = Map.of("makerGyrfalcon", "1", "makerKestrel", "2");

    private static final int PROGRESS_KILLS = 50;
    private static final int MOST_TRADING_MS = 1_500;
    private static final int MOST_STARTING_MS = 3_000;

    @TempDir
    Path temporary;

    private final Program program = new Program();
    private final Random random = new Random(SEED);
    private final List<Path> journals = new ArrayList<>();
    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();
    private int starts;
    private List<String> assignments;

    @Test
    void shouldAgreeWithTheExchangeHoweverOftenItIsKilled() throws Exception {
        assignments = assignments();
        final Config result;
        try (TiercelProcess market = new TiercelProcess(
                temporary, "market", with("market", "serve", "--venue", "SIM", "--config", configuration()))) {
            market.await("market SIM");
            for (int i = 0; i < KILLS; i++) {
                if (i > 0 && i % PROGRESS_KILLS == 0) {
                    System.out.println(i + " of " + KILLS + " kills, seed " + SEED);
                }
                try (TiercelProcess engine = engine("10m")) {
                    switch (random.nextInt(4)) {
                        case 0 -> engine.killAfter(random.nextInt(MOST_STARTING_MS));
                        case 1 -> killWithSnapshots(engine, journals.get(journals.size() - 1));
                        default -> {
                            engine.await("venue SIM: session up");
                            engine.killAfter(random.nextInt(MOST_TRADING_MS));
                        }
                    }
                }
                if (random.nextBoolean()) {
                    // Of a journal that is not ready there is none.
                    program.execute(
                            "journal",
                            "snapshot",
                            journals.get(journals.size() - 1).toString(),
                            "--every",
                            "5000");
                }
                settleAllBeforeTheNewest();
            }
            try (TiercelProcess last = engine("2s")) {
                assertEquals(0, last.exitCode(), () -> "seed " + SEED + ": " + last.err());
                result = ConfigFactory.parseString(last.out());
            }
            assertEquals(0, market.stop(), market::err);
        }
        final List<Map<String, String>> log = ExchangeLog.read(temporary.resolve("SIM.venue.csv"));
        assertEquals(ExchangeLog.held(log), positions(result), () -> "seed " + SEED);
        assertEquals(Set.of(), ExchangeLog.open(log), () -> "open at the exchange, seed " + SEED);
        journals.forEach(this::settle);
        requireCauses(log);
    }

    private void killWithSnapshots(final TiercelProcess engine, final Path journal) throws InterruptedException {
        engine.await("venue SIM: session up");
        try (TiercelProcess snapshots = new TiercelProcess(
                temporary, "snapshots", "journal", "snapshot", journal.toString(), "--follow", "--every", "100")) {
            snapshots.killAfter(random.nextInt(MOST_STARTING_MS));
        }
        engine.killAfter(random.nextInt(MOST_TRADING_MS));
    }

    private TiercelProcess engine(final String duration) {
        starts++;
        final Path journal = temporary.resolve("journal-" + starts);
        journals.add(journal);
        return new TiercelProcess(
                temporary,
                "engine-" + starts,
                with(
                        "run",
                        "--headless",
                        "--json",
                        "--duration",
                        duration,
                        // What either promises is enough for a kill; async does not promise every cause.
                        "--set",
                        "journal.durability=" + (random.nextBoolean() ? "fsync" : "process"),
                        "--config",
                        configuration(),
                        "--journal",
                        journal.toString()));
    }

    private List<String> assignments() throws IOException {
        final String[] channels = TiercelProcess.freeChannels(3);
        return List.of(
                "venues.SIM.type=external",
                "venues.SIM.feedChannel=" + channels[0],
                "venues.SIM.executionChannel=" + channels[1],
                "venues.SIM.orderChannel=" + channels[2],
                "venues.SIM.connectTimeout=60s",
                "venues.SIM.eventsPerSecond=1000",
                "venues.SIM.log=" + temporary.resolve("SIM.venue.csv"),
                "journal.blockBytes=1MiB",
                "journal.rollEvery=200ms",
                "journal.folder=" + temporary.resolve("ledger"),
                "engine.warmUp=0s",
                "engine.hangTimeout=5s",
                "stop.timeout=60s");
    }

    private static String configuration() {
        return Path.of("..", "config", "tiercel.conf").toAbsolutePath().toString();
    }

    private String[] with(final String... arguments) {
        final List<String> all = new ArrayList<>(Arrays.asList(arguments));
        for (final String assignment : assignments) {
            all.add("--set");
            all.add(assignment);
        }
        return all.toArray(new String[0]);
    }

    static Map<String, Long> positions(final Config result) {
        final Map<String, Long> positions = new TreeMap<>();
        for (final Config position : result.getConfigList("positions")) {
            positions.merge(
                    STRATEGY_IDS.get(position.getString("strategy")),
                    Long.parseLong(position.getString("quantity")),
                    Long::sum);
        }
        positions.values().removeIf(quantity -> quantity == 0);
        return positions;
    }

    /** A restart needs the newest journal of a session only, and many of them would fill a disk. */
    private void settleAllBeforeTheNewest() throws IOException {
        int newest = journals.size() - 1;
        while (newest > 0 && !hasBegun(journals.get(newest))) {
            newest--;
        }
        // A run that is killed early has begun a journal, and the next start still needs the one before.
        final Properties ledger = ledger();
        for (final String key : List.of("unfinishedJournal", "recoveredJournal")) {
            final int needed = journals.indexOf(Path.of(ledger.getProperty(key, "")));
            newest = needed < 0 ? newest : Math.min(newest, needed);
        }
        final List<Path> settled = journals.subList(0, newest);
        settled.forEach(this::settle);
        settled.forEach(journal -> IoUtil.delete(journal.toFile(), true));
        settled.clear();
    }

    private Properties ledger() throws IOException {
        final Properties ledger = new Properties();
        final Path file = temporary.resolve("ledger").resolve("engine-1.ledger");
        if (Files.exists(file)) {
            try (InputStream bytes = Files.newInputStream(file)) {
                ledger.load(bytes);
            }
        }
        return ledger;
    }

    /** It replays equal, without a gap then, and its inputs are in no journal before. */
    private void settle(final Path journal) {
        if (!hasBegun(journal)) {
            return;
        }
        assertEquals(
                0,
                program.execute("replay", journal.toString(), "--verify"),
                () -> "seed " + SEED + ", " + journal + ": " + program.out());
        final JournalSpan span = JournalSpan.find(journal);
        final Map.Entry<Long, Long> before = lastByFirst.lastEntry();
        assertTrue(
                before == null || span.firstSequence() > before.getValue(),
                () -> "inputs " + span.firstSequence() + " and on are in two journals, seed " + SEED);
        lastByFirst.put(span.firstSequence(), span.lastSequence());
    }

    /** The input that each order of the exchange names as its cause is in a journal. */
    private void requireCauses(final List<Map<String, String>> log) {
        int orders = 0;
        for (final Map<String, String> row : log) {
            if (row.get("event").equals("ACCEPTED")) {
                final long cause = OrderIds.sequence(Long.parseLong(row.get("orderId")));
                final Map.Entry<Long, Long> span = lastByFirst.floorEntry(cause);
                assertTrue(
                        span != null && cause <= span.getValue(),
                        () -> "order without a cause " + row + ", seed " + SEED);
                orders++;
            }
        }
        assertTrue(orders > 0, "nothing was traded");
    }

    private static boolean hasBegun(final Path journal) {
        return Files.isDirectory(journal.resolve(Stream.INPUT.folder()))
                && JournalHead.find(journal).isPresent();
    }
}
