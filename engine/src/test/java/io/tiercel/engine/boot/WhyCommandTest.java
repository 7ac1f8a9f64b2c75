package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.boot.strategies.StrategyJar;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.boot.strategies.UserJar;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.InputWatch;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.replay.JournalReplay;
import io.tiercel.engine.replay.ReplayResult;
import io.tiercel.engine.replay.story.OrderQuery;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The stories of orders of one virtual run: quotes of a maker, and what a user's strategy asks for, good and bad. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WhyCommandTest {
    /** One order after the other, each 10 ms after the last one. */
    private static final String ASKER = """
            package acme;
            import io.tiercel.codecs.types.*;
            import io.tiercel.engine.book.Book;
            import io.tiercel.engine.strategy.*;
            public class Asker implements Strategy {
                private static final long UNIT = 1_000_000_000L;
                private final StrategyContext context;
                private final int id;
                private long nextNs;
                private long open;
                private int step;
                public Asker(final StrategySetup setup) {
                    context = setup.context();
                    id = setup.instrument("instrument").id();
                    setup.signal(io.tiercel.engine.signal.StandardSignals.mid(id));
                }
                @Override public void onBook(final Book book) {
                    if (nextNs == 0) {
                        nextNs = context.timeNs() + 200_000_000;
                    }
                    if (context.timeNs() < nextNs || !book.tradable()) {
                        return;
                    }
                    nextNs = context.timeNs() + 10_000_000;
                    final OrderPort orders = context.orders();
                    final long bid = book.bidPriceNanos();
                    final long low = bid - UNIT;
                    switch (++step) {
                        case 1 -> open = orders.limit(id, Side.BUY, low, 100);
                        case 2 -> orders.replace(open, low - UNIT / 100, 200);
                        case 3 -> orders.replace(open, low, 5000);
                        case 4 -> orders.cancel(open);
                        case 5 -> orders.take(id, Side.BUY, book.askPriceNanos(), 10);
                        case 6 -> orders.limit(id, Side.BUY, low, 0);
                        case 7 -> orders.limit(id, Side.BUY, low + 1, 10);
                        case 8 -> orders.limit(id, Side.BUY, low, 2000);
                        case 9 -> orders.limit(id, Side.BUY, bid + 30 * UNIT, 10);
                        case 10 -> orders.limit(id, Side.BUY, low, 900);
                        case 11 -> orders.limit(99, Side.BUY, low, 10);
                        case 12 -> orders.limit(id, null, low, 10);
                        case 13 -> orders.submitTwap(id, Side.BUY, bid + UNIT, 30, 30_000_000L, 3);
                        case 14 -> orders.submitTwap(id, Side.BUY, bid + UNIT, 30, 30_000_000L, 0);
                        case 20, 21, 22, 23, 24, 25, 26 -> orders.limit(id, Side.BUY, low, 400);
                        case 30 -> {
                            for (int i = 0; i < 25; i++) {
                                orders.limit(id, Side.SELL, bid + UNIT, 1);
                            }
                        }
                        default -> { }
                    }
                }
                @Override public void onSession(final int venueId, final Phase phase) {
                    if (phase == Phase.STOPPING) {
                        final Book book = context.book(id);
                        context.orders().limit(id, Side.BUY, book.bidPriceNanos(), 400);
                    }
                }
            }
            """;

    @TempDir
    static Path temporary;

    private final Program program = new Program();
    private Path journal;

    @BeforeAll
    void run() throws IOException {
        UserJar.write(temporary, "asker.jar", ASKER);
        journal = temporary.resolve("journals").resolve("one");
        final Path shipped = Path.of("..", "config").toAbsolutePath().normalize();
        Files.copy(shipped.resolve("tiercel.conf"), temporary.resolve("tiercel.conf"));
        final Path reference = Files.createDirectory(temporary.resolve("reference"));
        for (final String name : new String[] {"instruments.csv", "ticks.csv", "calendar.csv", "positions.csv"}) {
            Files.copy(shipped.resolve("reference").resolve(name), reference.resolve(name));
        }
        Files.createDirectories(journal.getParent());
        final Path configuration = Files.writeString(temporary.resolve("own.conf"), """
                include "tiercel.conf"
                risk { maxOrderNotional = 60000, maxPosition = 1000, priceCollarBasisPoints = 500 }
                strategies.own { jar = asker.jar, class = acme.Asker, parameters { instrument = KESTREL } }
                """);
        assertEquals(0, program.execute(Program.virtualRun(configuration, journal, 7)), program::err);
    }

    private Config why(final String order) {
        assertEquals(0, program.execute("why", order, "--journal", journal.toString(), "--json"), program::err);
        return program.json();
    }

    private String text(final String order) {
        assertEquals(0, program.execute("why", order, "--journal", journal.toString()), program::err);
        return program.out();
    }

    /** Each field of the result, and of its times, has a row of its own. */
    @Test
    void shouldHaveEveryFieldInItsDescription() throws IOException {
        final Config story = why("own#1");
        final List<String> lines = Files.readAllLines(Path.of("..", "docs", "operating.md"));

        assertEquals(story.root().keySet(), documented(lines, "| field | |"));
        assertEquals(
                story.getConfigList("times").get(0).root().keySet(),
                documented(lines, "| field of one of `times` | |"));
        assertEquals(
                story.getConfigList("times")
                        .get(0)
                        .getConfigList("stages")
                        .get(0)
                        .root()
                        .keySet(),
                documented(lines, "| field of one of `stages` | |"));
    }

    private static Set<String> documented(final List<String> lines, final String head) {
        final Set<String> names = new TreeSet<>();
        final int section = lines.indexOf("### Why an order");
        int at = section + lines.subList(section, lines.size()).indexOf(head);
        assertTrue(at > section, head);
        for (at += 2; lines.get(at).startsWith("| `"); at++) {
            for (final String name : lines.get(at).split("\\|")[1].split(",")) {
                names.add(name.strip().replace("`", ""));
            }
        }
        return names;
    }

    @Test
    void shouldSayWhyOrderOfVirtualTimeHasNoTimes() {
        final Config way = why("own#1").getConfigList("times").get(0);

        assertEquals("NewOrder", way.getString("message"));
        assertTrue(way.getString("missing").contains("virtual time"), way::toString);
        assertEquals(
                List.of("received", "OrderAccepted"),
                way.getConfigList("stages").stream()
                        .map(stage -> stage.getString("stage"))
                        .toList());
        assertTrue(text("own#1").contains("no times of hops: the journal has no telemetry"));
    }

    @Test
    void shouldTellOfReplaceCancelAndEveryControl() {
        final Config story = why("own#1");

        assertEquals("CANCELLED", story.getString("outcome"));
        assertEquals("own", story.getString("decision.caller.strategy"));
        assertEquals("onBook", story.getString("decision.caller.method"));
        assertTrue(story.getString("decision.request").startsWith("submit BUY 100 KESTREL at "));
        assertEquals(1, story.getConfigList("decision.signals").size());
        assertFalse(story.getConfigList("cause").isEmpty());
        assertTrue(story.hasPath("decision.bookBefore.bids") && story.hasPath("decision.book.asks"));
        final List<? extends Config> checks = story.getConfigList("decision.checks");
        assertTrue(checks.stream().allMatch(check -> check.getBoolean("passed")));
        assertEquals("OUTPUT_CAPACITY", checks.get(0).getString("control"));
        assertEquals("ORDER_CAPACITY", checks.get(checks.size() - 1).getString("control"));
        final Config limit = checks.stream()
                .filter(check -> check.getString("control").equals("QUANTITY_LIMIT"))
                .findFirst()
                .orElseThrow();
        assertEquals(100, limit.getLong("value"));
        assertEquals(limit.getLong("limit") - 100, limit.getLong("margin"));
        assertEquals(
                List.of(
                        "NewOrder",
                        "OrderAccepted",
                        "OrderChanged",
                        "ReplaceOrder",
                        "OrderReplaced",
                        "OrderChanged",
                        "RiskRejected",
                        "CancelOrder",
                        "OrderCancelled",
                        "OrderChanged"),
                names(story));
        final List<? extends Config> refused =
                story.getConfigList("steps").get(6).getConfigList("decision.checks");
        assertFalse(refused.get(refused.size() - 1).getBoolean("passed"));
    }

    private static List<String> names(final Config story) {
        return story.getConfigList("steps").stream()
                .map(step -> step.getString("message.name"))
                .toList();
    }

    @Test
    void shouldTellOfFillsAndTheirEffect() {
        final Config story = why("own#2");

        assertEquals("FILLED", story.getString("outcome"));
        assertEquals(10, story.getLong("effect.position"));
        assertNotEquals(0, story.getLong("effect.feeMoney"));
        assertTrue(text("own#2").contains("position +10, realised "), program::out);
    }

    /** Whatever was refused in the run, its story ends with the control that the journal's record names. */
    @Test
    void shouldExplainEveryRefusal() {
        final Set<String> seen = new TreeSet<>();
        for (int i = 1; seen.size() < 12 && i <= 60; i++) {
            if (program.execute("why", "own#" + i, "--journal", journal.toString(), "--json") != 0) {
                break;
            }
            final Config story = program.json();
            if (!story.getString("outcome").equals("REFUSED")) {
                continue;
            }
            final Config fields = story.getConfigList("steps").get(0).getConfig("message.fields");
            final String reason = fields.getString("reason");
            if (!seen.add(reason)) {
                continue;
            }
            final List<? extends Config> checks = story.getConfigList("decision.checks");
            final Config last = checks.get(checks.size() - 1);
            assertEquals(reason, last.getString("control"));
            assertEquals(fields.getString("value"), last.getString("value"));
            assertEquals(fields.getString("limitValue"), last.getString("limit"));
            assertEquals(
                    1,
                    checks.stream().filter(check -> !check.getBoolean("passed")).count());
        }
        assertTrue(
                seen.containsAll(Set.of(
                        "QUANTITY_NOT_POSITIVE",
                        "PRICE_TICK",
                        "QUANTITY_LIMIT",
                        "PRICE_COLLAR",
                        "NOTIONAL_LIMIT",
                        "UNKNOWN_INSTRUMENT",
                        "UNSUPPORTED",
                        "POSITION_LIMIT",
                        "OPEN_ORDER_LIMIT",
                        "STOPPING")),
                seen::toString);
    }

    @Test
    void shouldTellOfAParentAndItsSlices() {
        Config parent = null;
        for (int i = 1; parent == null; i++) {
            final Config story = why("own#" + i);
            parent = story.getConfigList("slices").isEmpty() ? null : story;
        }
        assertEquals(3, parent.getConfigList("slices").size());
        assertTrue(parent.getString("decision.request").startsWith("submitTwap BUY 30 KESTREL"));
        assertTrue(parent.getConfigList("decision.checks").size() > 5);

        for (final Config slice : parent.getConfigList("slices")) {
            final Config story = why(slice.getString("orderId"));
            assertEquals(parent.getString("orderId"), story.getString("parent.orderId"));
            assertEquals(parent.getString("decision.request"), story.getString("parent.request"));
            assertEquals("the next slice of its parent", story.getString("decision.request"));
        }
    }

    @Test
    void shouldFindTheSameOrderByIdPartsAndToken() {
        final Config byNumber = why("own#1");
        final long orderId = byNumber.getLong("orderId");
        final String token = byNumber.getConfigList("steps").get(0).getString("message.fields.venueToken");

        assertEquals(byNumber, why(String.valueOf(orderId)));
        assertEquals(byNumber, why(OrderQuery.parts(orderId)));
        assertEquals(byNumber, why("token:" + token));
        assertEquals(byNumber, why(token));
    }

    @Test
    void shouldFitAHundredColumns() {
        for (final String order : new String[] {"own#1", "makerKestrel#1", "makerKestrel#last"}) {
            text(order).lines().forEach(line -> assertTrue(line.length() <= 100, line));
            assertTrue(program.out().contains("controls, in their order"), program::out);
        }
    }

    @Test
    void shouldDocumentEveryField() throws IOException {
        final String page = Files.readString(Path.of("..", "docs", "operating.md"));
        final int begin = page.indexOf("### Why an order\n");
        final String section = page.substring(begin, page.indexOf("\n## ", begin));

        for (final String order : new String[] {"own#1", "own#2", "own#last"}) {
            assertDocumented(why(order).root(), section);
        }
    }

    private static void assertDocumented(final ConfigValue value, final String section) {
        if (value instanceof ConfigList list) {
            list.forEach(entry -> assertDocumented(entry, section));
        } else if (value instanceof ConfigObject object) {
            object.forEach((key, entry) -> {
                assertTrue(section.contains("`" + key + "`"), key);
                if (!key.equals("fields")) {
                    assertDocumented(entry, section);
                }
            });
        }
    }

    @Test
    void shouldSayWhichOrdersThereAre() {
        assertMistake("1:3:0", "there is no order ", "the nearest is ");
        assertMistake("2:500:0", "is of engine 2, this journal of engine 1");
        assertMistake("1:4000000:0", "would come of input 4000000, this journal ends with input ");
        assertMistake("token:1", "no order of this journal has the venue token 1");
        assertMistake("nobody#1", "there is no strategy \"nobody\" in this journal; there are ");
        assertMistake("own#9999", "own has no order 9999");
        assertMistake("own#0", "orders are counted from 1");
        assertMistake("what", "\"what\" names no order; write an order id");
        assertMistake("9999999999999999999", "is greater than any order id");
    }

    private void assertMistake(final String order, final String... texts) {
        assertEquals(2, program.execute("why", order, "--journal", journal.toString()), program::out);
        for (final String text : texts) {
            assertTrue(program.err().contains(text), program::err);
        }
        assertEquals("", program.out());
    }

    @Test
    void shouldTakeTheNewestJournalOfTheConfiguration() {
        final Config story = why("own#1");

        assertEquals(
                0,
                program.execute(
                        "why",
                        "own#1",
                        "--json",
                        "--config",
                        temporary.resolve("own.conf").toString(),
                        "--set",
                        "journal.folder=" + journal.getParent()),
                program::err);

        assertEquals(story, program.json());
        assertEquals(
                2,
                program.execute(
                        "why", "own#1", "--journal", temporary.resolve("none").toString()));
    }

    /** The replay that explains an order and one that explains nothing come to the same state and outputs. */
    @Test
    void shouldChangeNothingByLookingOn() {
        final JournalHead head = JournalHead.read(journal);
        final ReplayResult watched = ReplayRunner.why(journal, OrderQuery.parse("makerKestrel#last"), System.err)
                .replay();
        final StrategyJars jars = StrategyJars.of(head.documents().stream()
                .filter(document -> document.name().startsWith(StrategyJar.DOCUMENTS))
                .map(document -> StrategyJar.of(document.name(), document.bytes()))
                .toList());
        final TradingCore plain = CoreFactory.create(
                EngineConfiguration.fromResolved(head.configuration()), jars.orElse(ShippedStrategies::factory));

        final ReplayResult unwatched = JournalReplay.watch(journal, plain, false, new UpTo(watched.events()));

        assertTrue(watched.equal());
        assertTrue(watched.events() > 1_000);
        assertEquals(watched.events(), unwatched.events());
        assertEquals(watched.outputs(), unwatched.outputs());
        assertEquals(unwatched.digest(), watched.digest());
    }

    /** Sees nothing, and ends after so many inputs. */
    private static final class UpTo implements InputWatch {
        private long left;

        UpTo(final long events) {
            left = events;
        }

        @Override
        public void beforeInput(final JournalReader input) {
            left--;
        }

        @Override
        public boolean afterInput(final long sequence) {
            return left > 0;
        }

        @Override
        public void onOutput(
                final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
            // What it is does not matter here.
        }
    }

    @Test
    void shouldNameThePlaceOfADamage() throws IOException {
        final String orderId = why("makerKestrel#last").getString("orderId");
        final Path damaged = temporary.resolve("damaged");
        copy(journal, damaged);
        final Path inputs;
        try (var files = Files.list(damaged.resolve(Stream.INPUT.folder()))) {
            inputs = files.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(inputs.toFile(), "rw")) {
            // More than the 4 bytes between two records: damage to those alone stops no reader.
            for (int i = 0; i < 2 * Integer.BYTES; i++) {
                flip(file, file.length() / 2 + i);
            }
        }

        final int code = program.execute("why", orderId, "--journal", damaged.toString());

        assertEquals(1, code, program::err);
        assertTrue(program.err().contains(" is damaged: ") && program.err().contains("sequence "), program::err);
    }

    private static void flip(final RandomAccessFile file, final long place) throws IOException {
        file.seek(place);
        final int value = file.read();
        file.seek(place);
        file.write(value ^ 0x10);
    }

    /** Behind a damage nobody knows which order is the last one; by its id one is found, for inputs lead to it. */
    @Test
    void shouldNotCountOrdersBehindDamagedOutputs() throws IOException {
        final long orderId = why("own#3").getLong("orderId");
        final Path damaged = temporary.resolve("damagedOutputs");
        copy(journal, damaged);
        final Path outputs;
        try (var files = Files.list(damaged.resolve(Stream.OUTPUT.folder()))) {
            outputs = files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        final byte[] id = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(orderId)
                .array();
        final byte[] bytes = Files.readAllBytes(outputs);
        int place = 0;
        while (!Arrays.equals(bytes, place, place + id.length, id, 0, id.length)) {
            place++;
        }
        try (RandomAccessFile file = new RandomAccessFile(outputs.toFile(), "rw")) {
            flip(file, place);
        }

        for (final String order : new String[] {"own#3", "own#last", "token:999999"}) {
            assertEquals(1, program.execute("why", order, "--journal", damaged.toString()), program::out);
            assertTrue(program.err().contains("the recorded outputs are damaged: CHECKSUM at "), program::err);
        }
        assertEquals(0, program.execute("why", "own#1", "--journal", damaged.toString()), program::err);
        assertEquals(1, program.execute("why", String.valueOf(orderId), "--journal", damaged.toString()));
        assertTrue(program.out().contains("RiskRejected KESTREL reason QUANTITY_NOT_POSITIVE"), program::out);
        assertTrue(program.err().contains(" is damaged: CHECKSUM at "), program::err);
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (final Path path : paths.sorted().collect(Collectors.toList())) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
