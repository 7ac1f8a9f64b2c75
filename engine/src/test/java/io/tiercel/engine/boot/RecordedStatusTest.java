package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.tiercel.codecs.control.SessionStartEncoder;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.observe.readmodel.Contents;
import io.tiercel.engine.observe.readmodel.CoreContents;
import io.tiercel.engine.observe.readmodel.Holding;
import io.tiercel.engine.observe.readmodel.OpenOrder;
import io.tiercel.engine.observe.readmodel.Prices;
import io.tiercel.engine.observe.readmodel.StrategyState;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.replay.JournalFollower;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.risk.Positions;
import io.tiercel.journal.JournalSpan;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Snapshots;
import io.tiercel.journal.readmodel.ModelEntry;
import io.tiercel.journal.readmodel.ModelReading;
import io.tiercel.journal.readmodel.ModelWriter;
import io.tiercel.journal.readmodel.ReadModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.IoUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The read model of a run on virtual time with two strategies, and what {@code status JOURNAL} makes of it. */
final class RecordedStatusTest {
    private static final Path CONFIGURATION = Path.of("..", "config", "tiercel.conf");

    @TempDir
    Path temporary;

    private final Program program = new Program();
    private Path journal;
    private EngineConfiguration configuration;

    @BeforeEach
    void run() {
        journal = temporary.resolve("journal");
        assertEquals(0, program.execute(Program.virtualRun(CONFIGURATION, journal, 3)), program::err);
        configuration =
                EngineConfiguration.fromResolved(JournalHead.read(journal).configuration());
    }

    private TradingCore core() {
        return CoreFactory.create(configuration);
    }

    /** A journal of its own, with the first inputs of the run and none of its outputs. */
    private Path cut(final String name, final long journalId, final double part) {
        return cut(name, journalId, JournalInputs.read(journal), part);
    }

    private Path cut(
            final String name, final long journalId, final List<JournalInputs.Input> inputs, final double part) {
        final Path cut = temporary.resolve(name);
        try (JournalWriter writer = Journals.create(cut, 1, journalId, 1, 1 << 20)) {
            inputs.subList(0, (int) (inputs.size() * part))
                    .forEach(input -> writer.appendInput(
                            input.sequence(),
                            input.timeNs(),
                            input.kind(),
                            input.bytes(),
                            0,
                            input.bytes().capacity()));
        }
        return cut;
    }

    private Config status(final int exitCode, final Path folder) {
        assertEquals(exitCode, program.execute("status", folder.toString(), "--json"), program::err);
        return program.json();
    }

    private void snapshot(final Path folder, final String... more) {
        final List<String> arguments = new ArrayList<>(List.of("journal", "snapshot", folder.toString()));
        arguments.addAll(List.of(more));
        assertEquals(0, program.execute(arguments.toArray(String[]::new)), program::err);
    }

    @Test
    void shouldSayWhatTheCoreHeldAtEachOfManyInputs() {
        final Path kept = temporary.resolve("kept");
        final ReadModelShape shape = new ReadModelShape(configuration);
        final TradingCore twin = core();
        int compared = 0;
        int orders = 0;
        int holdings = 0;
        try (JournalFollower<TradingCore> follower = new JournalFollower<>(journal, core());
                ModelWriter writer = ReadModels.open(kept, shape.capacity())) {
            for (final JournalInputs.Input input : JournalInputs.read(journal)) {
                assertTrue(follower.step());
                input.give(twin, (cause, ordinal, buffer, offset, length) -> {});
                if (follower.ready() && input.sequence() % 97 == 0) {
                    final Contents taken = shape.contents(follower);
                    writer.publish(ReadModelShape.head(follower, taken), taken.entries());

                    final ModelReading reading = ReadModels.read(kept);

                    assertEquals(input.sequence(), reading.head().sequence());
                    assertEquals(input.timeNs(), reading.head().timeNs());
                    assertEquals(twin.digest(), reading.head().digest());
                    final Contents contents =
                            Contents.of(reading.entries(), reading.head().omitted());
                    requireSame(twin, input.timeNs(), contents);
                    compared++;
                    orders += contents.orders().size();
                    holdings += contents.holdings().size();
                }
            }
            assertFalse(follower.step());
            assertTrue(follower.ended());
        }
        assertTrue(
                compared > 10 && orders > compared && holdings > compared / 2,
                compared + " " + orders + " " + holdings);
    }

    private void requireSame(final TradingCore core, final long timeNs, final Contents contents) {
        assertEquals(core.inputCount(), contents.engine().inputs());
        assertEquals(core.outputCount(), contents.engine().outputs());
        assertEquals(core.risk().stopping(), contents.engine().stopping());
        assertEquals(core.openOrderCount(), contents.orders().size());
        Order order = core.nextOpenOrder(0);
        for (final OpenOrder shown : contents.orders()) {
            assertEquals(order.orderId(), shown.orderId());
            assertEquals(order.venueToken(), shown.venueToken());
            assertEquals(order.strategyId(), shown.strategyId());
            assertEquals(order.instrumentId(), shown.instrumentId());
            assertEquals(order.side(), shown.side());
            assertEquals(order.state(), shown.state());
            assertEquals(order.priceNanos(), shown.priceNanos());
            assertEquals(order.quantity(), shown.quantity());
            assertEquals(order.quantity() - order.leavesQuantity(), shown.filledQuantity());
            order = core.nextOpenOrder(order.orderId());
        }
        assertNull(order);
        assertEquals(2, contents.strategies().size());
        for (final StrategyState strategy : contents.strategies()) {
            assertEquals(core.strategies().name(strategy.id()), strategy.name());
            assertEquals(core.positions().openOrderCount(strategy.id()), strategy.openOrders());
            assertEquals(configuration.risk().maxMessagesPerSecond(), strategy.maxMessagesPerSecond());
            assertEquals(core.risk().recentMessages(strategy.id(), timeNs), strategy.recentMessages());
        }
        for (int strategyId = 1; strategyId <= 2; strategyId++) {
            for (int id = 1; id <= core.instruments().greatestId(); id++) {
                requireSame(core, strategyId, id, contents);
            }
        }
        for (final Prices prices : contents.prices()) {
            final Book book = core.books().book(prices.instrumentId());
            assertEquals(book.bidPriceNanos(), prices.bidPriceNanos());
            assertEquals(book.askQuantity(), prices.askQuantity());
            assertEquals(book.lastTradePriceNanos(), prices.lastTradePriceNanos());
            assertEquals(book.instrument().symbol(), prices.symbol());
        }
        assertEquals(core.instruments().greatestId(), contents.prices().size());
    }

    private static void requireSame(
            final TradingCore core, final int strategyId, final int id, final Contents contents) {
        final Positions positions = core.positions();
        final Holding holding = contents.holdings().stream()
                .filter(each -> each.strategyId() == strategyId && each.instrumentId() == id)
                .findFirst()
                .orElse(null);
        if (holding == null) {
            assertEquals(0, positions.quantity(strategyId, id));
            assertEquals(0, positions.realisedMoney(strategyId, id));
            assertEquals(0, positions.openBuyQuantity(strategyId, id));
            assertEquals(0, positions.openSellQuantity(strategyId, id));
            return;
        }
        assertEquals(positions.quantity(strategyId, id), holding.quantity());
        assertEquals(positions.costMoney(strategyId, id), holding.costMoney());
        assertEquals(positions.realisedMoney(strategyId, id), holding.realisedMoney());
        assertEquals(positions.feeMoney(strategyId, id), holding.feeMoney());
        assertEquals(positions.openBuyQuantity(strategyId, id), holding.openBuyQuantity());
        assertEquals(positions.openSellQuantity(strategyId, id), holding.openSellQuantity());
        assertEquals(positions.unrealisedMoney(strategyId, core.books().book(id)), holding.unrealisedMoney());
        assertEquals(core.risk().limit(strategyId, id, LimitKind.MAX_POSITION), holding.maxPosition());
        assertEquals(core.risk().limit(strategyId, id, LimitKind.MAX_ORDER_QUANTITY), holding.maxOrderQuantity());
    }

    @Test
    void shouldShowWhatIsKeptAndNotRunTheJournal() {
        snapshot(journal);

        final Config status = status(0, journal);

        assertEquals("kept", status.getString("source"));
        assertTrue(status.getIsNull("reason"));
        assertEquals(JournalSpan.find(journal).lastSequence(), status.getLong("sequence"));
        assertEquals(0, status.getLong("inputsAhead"));
        assertEquals("", program.err());
        final TradingCore twin = core();
        JournalInputs.read(journal).forEach(input -> input.give(twin, (cause, ordinal, buffer, at, length) -> {}));
        assertEquals(HexFormat.of().toHexDigits(twin.digest()), status.getString("digest"));
        assertEquals(2, status.getConfigList("strategies").size());
        assertEquals(0, program.execute("status", journal.toString()));
        assertTrue(program.out().contains("kept; that is the journal's end"), program::out);
    }

    @Test
    void shouldRebuildWhatIsLostDamagedOrOfAnotherJournalAndKeepIt() throws IOException {
        final Config first = status(0, journal);
        assertEquals("rebuilt", first.getString("source"));
        assertEquals("there is none", first.getString("reason"));
        requireKept(first);

        final Path map = journal.resolve("read-model").resolve("map-1");
        final byte[] bytes = Files.readAllBytes(map);
        bytes[bytes.length / 2] ^= 1;
        Files.write(map, bytes);
        final Config second = status(0, journal);
        assertTrue(second.getString("reason").contains("map-1 is damaged"), second::toString);
        assertTrue(program.err().startsWith("rebuilding the state from " + journal), program::err);
        requireKept(first);

        final Path other = cut("other", 5, 1);
        Files.createDirectory(other.resolve("read-model"));
        for (final String name : new String[] {"commit", "map-0", "map-1"}) {
            final Path from = journal.resolve("read-model").resolve(name);
            if (Files.exists(from)) {
                Files.copy(from, other.resolve("read-model").resolve(name));
            }
        }
        final Config third = status(0, other);
        assertTrue(third.getString("reason").startsWith("it is of journal "), third::toString);
        assertEquals("0000000000000005", third.getString("journalId"));
        assertEquals(first.getList("positions"), third.getList("positions"));
    }

    private void requireKept(final Config before) {
        final Config now = status(0, journal);
        assertEquals("kept", now.getString("source"));
        for (final String key : new String[] {"sequence", "digest", "positions", "orders", "prices", "strategies"}) {
            assertEquals(before.getValue(key), now.getValue(key));
        }
    }

    @Test
    void shouldRebuildFromTheNewestSnapshotWhatIsStale() throws IOException {
        final Path half = cut("half", 9, 0.5);
        snapshot(half, "--every", "1000");
        final Path whole = cut("whole", 9, 0.75);
        Files.move(half.resolve("read-model"), whole.resolve("read-model"), StandardCopyOption.ATOMIC_MOVE);
        final Config fromBeginning = status(0, cut("same", 9, 0.75));
        Files.move(half.resolve("snapshots"), whole.resolve("snapshots"), StandardCopyOption.ATOMIC_MOVE);
        setProcess(whole, Long.MAX_VALUE);

        final Config status = status(0, whole);

        assertTrue(status.getString("reason").endsWith("ahead of it, and nobody keeps it"), status::toString);
        for (final String key : new String[] {"sequence", "digest", "positions", "orders", "prices", "strategies"}) {
            assertEquals(fromBeginning.getValue(key), status.getValue(key), key);
        }
        assertTrue(status.getConfigList("orders").size() > 0);
    }

    /** As if another process had written it: of this one, which lives, it would count as kept. */
    private static void setProcess(final Path folder, final long processId) throws IOException {
        final Path commit = folder.resolve("read-model").resolve("commit");
        final java.nio.ByteBuffer bytes =
                java.nio.ByteBuffer.wrap(Files.readAllBytes(commit)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(24, processId);
        final java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
        sum.update(bytes.array(), 12, bytes.capacity() - 12);
        bytes.putInt(8, (int) sum.getValue());
        Files.write(commit, bytes.array());
    }

    @Test
    void shouldRebuildWhatIsKeptAndTooFarBehind() throws IOException {
        final Path half = cut("half", 9, 0.5);
        snapshot(half);
        final Path whole = cut("whole", 9, 0.9);
        Files.move(half.resolve("read-model"), whole.resolve("read-model"), StandardCopyOption.ATOMIC_MOVE);

        final Config kept = status(0, whole);
        assertEquals("kept", kept.getString("source"));
        assertTrue(kept.getLong("inputsAhead") > 100, kept::toString);

        assertEquals(0, program.execute("status", whole.toString(), "--json", "--max-age", "1ms"), program::err);
        assertEquals("rebuilt", program.json().getString("source"));
        assertTrue(program.json().getString("reason").endsWith(" s ahead of it"), program::out);
    }

    @Test
    void shouldRebuildWhenTheJournalHasLostItsEnd() throws IOException {
        final Path whole = cut("whole", 9, 0.9);
        snapshot(whole);
        final Path half = cut("half", 9, 0.5);
        Files.move(whole.resolve("read-model"), half.resolve("read-model"), StandardCopyOption.ATOMIC_MOVE);

        final Config status = status(0, half);

        assertTrue(status.getString("reason").contains("and the journal ends at "), status::toString);
        assertEquals(JournalSpan.find(half).lastSequence(), status.getLong("sequence"));
    }

    @Test
    void shouldShowAStaleOneOfOtherCodeAndSaySo() throws IOException {
        final Path half = cut("half", 9, 0.5);
        snapshot(half);
        setProcess(half, Long.MAX_VALUE);
        final List<JournalInputs.Input> inputs = JournalInputs.read(journal);
        inputs.stream()
                .filter(input -> input.kind() == SessionStartEncoder.TEMPLATE_ID)
                .forEach(input -> new SessionStartEncoder()
                        .wrap(input.bytes(), MessageHeaderEncoder.ENCODED_LENGTH)
                        .coreHash(0, (short) 0)
                        .coreHash(1, (short) 0));
        final Path other = cut("other-code", 9, inputs, 0.75);
        Files.move(half.resolve("read-model"), other.resolve("read-model"), StandardCopyOption.ATOMIC_MOVE);

        final Config status = status(1, other);

        assertEquals("stale", status.getString("source"));
        assertTrue(status.getString("reason").contains("written by other code"), status::toString);
        IoUtil.delete(other.resolve("read-model").toFile(), false);
        assertEquals(2, program.execute("status", other.toString()));
        assertTrue(program.err().contains("cannot be shown: there is none; it cannot be rebuilt"), program::err);
    }

    @Test
    void shouldLeaveOutWhatHasNoRoomAndCountIt() {
        try (JournalFollower<TradingCore> follower = new JournalFollower<>(journal, core())) {
            boolean more = true;
            while (more) {
                more = follower.step() && follower.core().openOrderCount() < 2;
            }
            final Contents contents = new CoreContents(follower.core(), 1, 10, List.of(1), 4).take(follower.timeNs());

            assertEquals(4, contents.entries().size());
            final Contents all = new CoreContents(follower.core(), 1, 10, List.of(1), 100).take(follower.timeNs());
            assertEquals(all.entries().size() - 4, contents.omitted());
            assertEquals(2, contents.strategies().size());
            assertEquals(0, contents.prices().size());
            final List<ModelEntry> entries = contents.entries();
            assertEquals(contents, Contents.of(entries, contents.omitted()));
        }
    }

    @Test
    void shouldGoOnWithSnapshotsWhereTheReadModelIsNotItsOwn() {
        try (ModelWriter writer = ReadModels.open(journal, 10)) {
            assertEquals(10, writer.capacity());
            snapshot(journal);

            assertTrue(program.err().contains("no read model: another process keeps the read model"), program::err);
            assertEquals(1, Snapshots.newestFirst(journal).size());
        }
        snapshot(journal, "--no-read-model");
        assertFalse(ReadModels.read(journal).usable());
    }

    @Test
    void shouldSayWhatIsNoJournal() {
        assertEquals(2, program.execute("status", temporary.resolve("nowhere").toString()));
        assertTrue(program.err().contains("there is no journal in "), program::err);
        assertEquals(2, program.execute("status", journal.toString(), "--watch"));
        assertTrue(program.err().contains("JOURNAL is a recorded state"), program::err);
    }

    @Test
    void shouldFindARunByItsName() {
        assertEquals(
                0,
                program.execute(
                        "status",
                        "journal",
                        "--config",
                        CONFIGURATION.toString(),
                        "--set",
                        "journal.folder=" + temporary),
                program::err);
    }

    @Test
    void shouldDocumentEveryField() throws IOException {
        final String page = Files.readString(Path.of("..", "docs", "operating.md"));
        final int begin = page.indexOf("### Recorded state\n");
        final String section = page.substring(begin, page.indexOf("\n### ", begin + 1));

        final Config status = status(0, cut("open", 9, 0.75));

        assertTrue(status.getConfigList("orders").size() > 0);
        assertDocumented(status.root(), section);
    }

    private static void assertDocumented(final ConfigValue value, final String section) {
        if (value instanceof ConfigList list) {
            list.forEach(entry -> assertDocumented(entry, section));
        } else if (value instanceof ConfigObject object) {
            object.forEach((key, entry) -> {
                assertTrue(section.contains("`" + key + "`"), key);
                assertDocumented(entry, section);
            });
        }
    }

    @Test
    void shouldShowALiveEngineFromAnotherProcess() throws Exception {
        final Path live = temporary.resolve("live");
        try (TiercelProcess engine = new TiercelProcess(
                temporary,
                "engine",
                "run",
                "--headless",
                "--config",
                CONFIGURATION.toAbsolutePath().toString(),
                "--duration",
                "10m",
                "--journal",
                live.toString(),
                "--set",
                "journal.folder=" + temporary.resolve("journals"),
                "--set",
                "engine.warmUp=0s")) {
            engine.await("ready after");
            final Config rebuilt = fromAnotherProcess("rebuilt", live);
            assertEquals("rebuilt", rebuilt.getString("source"));
            try (TiercelProcess keeper = new TiercelProcess(
                    temporary, "keeper", "journal", "snapshot", live.toString(), "--follow", "--every", "1000")) {
                keeper.await("snapshot after");
                Config kept = fromAnotherProcess("kept", live);
                while (!kept.getString("source").equals("kept")) {
                    kept = fromAnotherProcess("kept", live);
                }
                assertTrue(kept.getLong("sequence") > rebuilt.getLong("sequence"));
                assertEquals(0, engine.stop(), engine::err);
                assertEquals(0, keeper.exitCode(), keeper::err);
            }
        }
        final Config end = status(0, live);
        assertEquals("kept", end.getString("source"));
        assertEquals(0, end.getLong("inputsAhead"));
        assertTrue(end.getBoolean("stopping"));
    }

    private Config fromAnotherProcess(final String name, final Path folder) throws Exception {
        try (TiercelProcess process = new TiercelProcess(temporary, name, "status", folder.toString(), "--json")) {
            assertEquals(0, process.exitCode(), process::err);
            return ConfigFactory.parseString(process.out());
        }
    }
}
