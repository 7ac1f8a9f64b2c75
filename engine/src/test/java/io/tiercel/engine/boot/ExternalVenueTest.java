package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.VenueSessionDownDecoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine, market and media driver as real processes. What is waited for is what they say, or their end. */
final class ExternalVenueTest {
    @TempDir
    Path temporary;

    private final Program program = new Program();

    @ParameterizedTest
    @ValueSource(strings = {"own", "engine"})
    void shouldTradeOnWhenTheVenueDiedAndIsBack(final String networkThread) throws Exception {
        final List<String> lines = new ArrayList<>(udp());
        lines.add("aeron.networkThread=" + networkThread);
        try (TiercelProcess first = market("first", lines);
                TiercelProcess engine = engine("journal", "10m", lines)) {
            engine.await("venue SIM: session up");
            first.await("market SIM: session up");
            first.kill();
            engine.await("venue SIM: session down");
            final long oldLines = Files.lines(log()).count();

            try (TiercelProcess second = market("second", lines)) {
                engine.await("venue SIM: session up");
                awaitLines(second, oldLines + 10);

                final int exitCode = engine.stop();

                assertTrue(exitCode == 0 || exitCode == 1, engine::err);
                assertEquals(0, second.stop(), second::err);
            }
        }
        final List<Integer> sessions = JournalInputs.read(temporary.resolve("journal")).stream()
                .map(JournalInputs.Input::kind)
                .filter(kind ->
                        kind == VenueSessionUpDecoder.TEMPLATE_ID || kind == VenueSessionDownDecoder.TEMPLATE_ID)
                .toList();
        // A venue that begins slowly may have been silent for too long, and so down, once more.
        assertTrue(sessions.size() >= 3 && sessions.size() % 2 == 1, sessions::toString);
        for (int i = 0; i < sessions.size(); i++) {
            assertEquals(
                    i % 2 == 0 ? VenueSessionUpDecoder.TEMPLATE_ID : VenueSessionDownDecoder.TEMPLATE_ID,
                    sessions.get(i));
        }
        assertEquals(0, program.execute("replay", temporary.resolve("journal").toString(), "--verify"), program::err);
    }

    /** The layout with most threads, so that it is tried with a network, too. */
    @ParameterizedTest
    @ValueSource(strings = {"own", "engine"})
    void shouldTakeOverTheMarketOfAnEngineThatDied(final String networkThread) throws Exception {
        final List<String> lines = new ArrayList<>(udp());
        lines.add("aeron.networkThread=" + networkThread);
        lines.add("engine.layout=fused");
        try (TiercelProcess market = market("market", lines)) {
            try (TiercelProcess first = engine("first", "10m", lines)) {
                first.await("venue SIM: session up");
                awaitLines(market, 20);
                first.kill();
            }
            // It has not seen yet that the first one is gone.
            try (TiercelProcess second = engine("second", "3s", lines)) {
                final int exitCode = second.exitCode();

                assertTrue(exitCode == 0 || exitCode == 1, second::err);
                assertTrue(second.err().contains("venue SIM: session up"), second::err);
            }
            assertEquals(0, market.stop(), market::err);
        }
        final List<JournalInputs.Input> before = JournalInputs.read(temporary.resolve("first"));
        final List<JournalInputs.Input> after = JournalInputs.read(temporary.resolve("second"));
        assertTrue(after.get(0).sequence() > before.get(before.size() - 1).sequence(), "its sequence goes on");
        assertTrue(
                after.stream().anyMatch(input -> input.kind() == OrderAcceptedDecoder.TEMPLATE_ID),
                "it trades on the market of the first one");
        assertEquals(Set.of(), openAtTheEnd());
        for (final String journal : List.of("first", "second")) {
            assertEquals(0, program.execute("replay", temporary.resolve(journal).toString(), "--verify"), program::err);
        }
    }

    /** Ids of the orders that have no end in the market's log. */
    private Set<String> openAtTheEnd() throws IOException {
        final List<String> lines = Files.readAllLines(log());
        final List<String> columns = List.of(lines.get(0).split(","));
        final Set<String> open = new TreeSet<>();
        for (final String line : lines) {
            final String[] values = line.split(",", -1);
            final String order = values[columns.indexOf("orderId")];
            switch (values[0]) {
                case "ACCEPTED" -> open.add(order);
                case "CANCELLED", "EXPIRED" -> open.remove(order);
                case "FILLED" -> {
                    if (values[columns.indexOf("leavesQuantity")].equals("0")) {
                        open.remove(order);
                    }
                }
                default -> {}
            }
        }
        return open;
    }

    @Test
    void shouldTradeThroughAMediaDriverOfItsOwn() throws Exception {
        final String driverFolder = temporary.resolve("driver").toString();
        final List<String> lines = new ArrayList<>(udp());
        // Executions stay in the driver's shared memory, the others go by the network.
        lines.add("venues.SIM.executionChannel=aeron:ipc");
        lines.add("aeron.driver=external");
        lines.add("aeron.directory=" + driverFolder);
        try (TiercelProcess driver =
                new TiercelProcess(temporary, "driver-process", "driver", "--aeron", driverFolder)) {
            driver.await("media driver at ");
            try (TiercelProcess market = market("market", lines);
                    TiercelProcess engine = engine("journal", "2s", lines)) {
                assertEquals(0, engine.exitCode(), engine::err);
                final Config result = ConfigFactory.parseString(engine.out());
                assertEquals(0, result.getLong("unreconciled"));
                assertEquals(log().toString(), result.getString("venueLog"));
                assertTrue(result.getLong("events") > 0);
                assertEquals(0, market.stop(), market::err);
            }
            assertEquals(0, driver.stop(), driver::err);
        }
    }

    @Test
    void shouldSayWhichVenueDoesNotAnswer() throws Exception {
        final List<String> lines = new ArrayList<>(udp());
        lines.add("venues.SIM.connectTimeout=200ms");

        assertEquals(3, program.execute(run("journal", "1s", lines)), program::out);

        assertTrue(program.err().contains("tiercel: venue SIM does not answer: nobody is at venues.SIM.feedChannel"));
        assertTrue(program.err().contains("start it (tiercel market serve --venue SIM), or correct the channel"));
    }

    private List<String> udp() throws IOException {
        final String[] channels = TiercelProcess.freeChannels(3);
        return List.of(
                "venues.SIM.type=external",
                "venues.SIM.feedChannel=" + channels[0],
                "venues.SIM.executionChannel=" + channels[1],
                "venues.SIM.orderChannel=" + channels[2],
                "venues.SIM.connectTimeout=60s",
                "venues.SIM.eventsPerSecond=500",
                "venues.SIM.log=" + log());
    }

    private Path log() {
        return temporary.resolve("SIM.venue.csv");
    }

    private void awaitLines(final TiercelProcess market, final long count) throws Exception {
        // The market says something each second.
        while (Files.lines(log()).count() < count) {
            market.await("");
        }
    }

    private TiercelProcess market(final String name, final List<String> assignments) {
        return market(temporary, name, assignments);
    }

    static TiercelProcess market(final Path folder, final String name, final List<String> assignments) {
        return new TiercelProcess(
                folder, name, with(assignments, "market", "serve", "--venue", "SIM", "--config", configuration()));
    }

    private TiercelProcess engine(final String journal, final String duration, final List<String> assignments) {
        return new TiercelProcess(temporary, "engine", run(journal, duration, assignments));
    }

    private String[] run(final String journal, final String duration, final List<String> assignments) {
        final List<String> all = new ArrayList<>(assignments);
        all.add("journal.blockBytes=1MiB");
        all.add("journal.folder=" + temporary.resolve("ledger"));
        all.add("engine.hangTimeout=5s");
        all.add("stop.timeout=60s");
        all.add("engine.orderAnswerTimeout=60s");
        return with(
                all,
                "run",
                "--headless",
                "--json",
                "--duration",
                duration,
                "--config",
                configuration(),
                "--journal",
                temporary.resolve(journal).toString());
    }

    private static String configuration() {
        return Path.of("..", "config", "tiercel.conf").toAbsolutePath().toString();
    }

    private static String[] with(final List<String> assignments, final String... arguments) {
        final List<String> all = new ArrayList<>(Arrays.asList(arguments));
        for (final String assignment : assignments) {
            all.add("--set");
            all.add(assignment);
        }
        return all.toArray(new String[0]);
    }
}
