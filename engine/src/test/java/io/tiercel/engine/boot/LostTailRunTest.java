package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.JournalSpan;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A loss of power after which the disk has later records and not all before them, to the end of the next run. */
@Timeout(300)
final class LostTailRunTest {
    private static final int ORDERS = 30;
    private static final long TIMEOUT_NS = 120_000_000_000L;

    @TempDir
    Path temporary;

    private final Program program = new Program();
    private List<String> assignments;

    @Test
    void shouldGoOnBehindALostTailWithoutTheOrdersThatAreLost() throws Exception {
        assignments = assignments();
        final Path journal = temporary.resolve("journal-1");
        final Config result;
        final Config loss;
        try (TiercelProcess market =
                new TiercelProcess(temporary, "market", with("market", "serve", "--venue", "SIM"))) {
            market.await("market SIM");
            try (TiercelProcess engine = engine(1, "10m")) {
                engine.await("venue SIM: session up");
                awaitOrders(journal);
                engine.kill();
            }
            final List<Long> causes = causesOfOrders(journal);
            final long hole = causes.get(causes.size() / 2);
            final long end = JournalSpan.find(journal).lastSequence();
            lose(journal, hole);
            try (TiercelProcess refused = engine(2, "2s")) {
                assertEquals(3, refused.exitCode(), refused::err);
            }
            assertEquals(2, program.execute("journal", "repair", journal.toString()));
            assertTrue(program.err().contains("with --lost-tail"), program::err);

            assertEquals(0, program.execute("journal", "repair", journal.toString(), "--lost-tail", "--json"));
            loss = program.json().getConfig("lost");
            assertEquals(hole - 1, loss.getLong("lastInput"));
            assertEquals(end, loss.getLong("lastKnown"));
            assertEquals(end - hole, loss.getLong("inputs"));
            assertEquals(0, program.execute("replay", journal.toString(), "--verify"), program::out);
            assertEquals(0, program.execute("journal", "repair", journal.toString(), "--lost-tail"));
            assertTrue(program.out().contains("nothing to repair"), program::out);
            try (TiercelProcess last = engine(3, "2s")) {
                assertEquals(0, last.exitCode(), last::err);
                result = ConfigFactory.parseString(last.out());
            }
            assertEquals(0, market.stop(), market::err);
        }
        requireNothingAdopted(loss, result);
    }

    private void requireNothingAdopted(final Config loss, final Config result) throws IOException {
        final List<Map<String, String>> log = ExchangeLog.read(temporary.resolve("SIM.venue.csv"));
        final Set<String> lost = loss.getConfigList("orders").stream()
                .map(order -> order.getString("orderId"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(lost.isEmpty());
        for (final Map<String, String> row : log) {
            final long cause = OrderIds.sequence(Long.parseLong(row.get("orderId")));
            assertTrue(
                    cause <= loss.getLong("lastInput")
                            || lost.contains(row.get("orderId"))
                            || cause > loss.getLong("lastUsed"),
                    row::toString);
        }
        final Set<String> open = ExchangeLog.open(log);
        open.removeAll(lost);
        assertEquals(Set.of(), open);
        assertTrue(result.getLong("counters.executionsOfUnknownOrders") > 0, result::toString);
        final Path last = temporary.resolve("journal-3");
        assertEquals(0, program.execute("replay", last.toString(), "--verify"), program::out);
        assertTrue(JournalSpan.find(last).firstSequence() > loss.getLong("lastUsed"));
    }

    private static void awaitOrders(final Path journal) {
        final long startNs = System.nanoTime();
        while (causesOfOrders(journal).size() < ORDERS) {
            assertTrue(System.nanoTime() - startNs < TIMEOUT_NS, "the engine does not trade");
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static List<Long> causesOfOrders(final Path journal) {
        final List<Long> causes = new ArrayList<>();
        try (JournalReader outputs = Journals.read(journal, Stream.OUTPUT)) {
            while (outputs.next() == JournalReader.Result.RECORD) {
                if (outputs.kind() == NewOrderDecoder.TEMPLATE_ID) {
                    causes.add(outputs.cause());
                }
            }
        }
        return causes;
    }

    /** The page of one input came to the disk as zeros. */
    private static void lose(final Path journal, final long sequence) throws IOException {
        final ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (JournalReader reader = Journals.readAfter(journal, Stream.INPUT, sequence - 1)) {
            assertEquals(JournalReader.Result.RECORD, reader.next());
            numbers.putLong(reader.sequence()).putLong(reader.timeNs());
        }
        final Path file;
        try (java.util.stream.Stream<Path> files = Files.list(journal.resolve(Stream.INPUT.folder()))) {
            file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        final byte[] bytes = Files.readAllBytes(file);
        int at = 0;
        while (!Arrays.equals(numbers.array(), 0, 2 * Long.BYTES, bytes, at, at + 2 * Long.BYTES)) {
            at += Integer.BYTES;
        }
        Arrays.fill(bytes, at, at + 2 * Long.BYTES, (byte) 0);
        Files.write(file, bytes);
    }

    private TiercelProcess engine(final int number, final String duration) {
        final String journal = temporary.resolve("journal-" + number).toString();
        return new TiercelProcess(
                temporary,
                "engine-" + number,
                with("run", "--headless", "--json", "--duration", duration, "--journal", journal));
    }

    private List<String> assignments() throws Exception {
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
                "journal.folder=" + temporary.resolve("ledger"),
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
