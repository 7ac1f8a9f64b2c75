package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.codecs.control.JournalRoomDecoder;
import io.tiercel.codecs.control.ResumeDecoder;
import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.StrategyFactory;
import io.tiercel.engine.strategy.StrategySetup;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.journal.JournalVerifier;
import io.tiercel.journal.SmallDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live runs whose journal's disk really becomes full while orders are open. */
@Timeout(300)
final class FullDiskRunTest {
    private static final long LONG_NS = 60_000_000_000L;
    private static final int EVENTS_PER_SECOND = 10_000;

    /** Does something once, when its order stands, and then sends others until one is refused. */
    private static final class Doer extends FailingParts.Holder {
        private static final AtomicReference<Runnable> DEED = new AtomicReference<>();
        private static final AtomicReference<Runnable> AT_REFUSAL = new AtomicReference<>();
        private final boolean goesOn;
        private int books;
        private boolean refused;

        /** @param goesOn when one was refused, and cancels what stands */
        Doer(final StrategySetup setup, final boolean goesOn) {
            super(setup);
            this.goesOn = goesOn;
        }

        /** The next one that comes so far does this; a later one, in a replay, nothing. */
        static void deed(final Runnable deed) {
            DEED.set(deed);
        }

        /** At the next order that is refused. */
        static void atRefusal(final Runnable deed) {
            AT_REFUSAL.set(deed);
        }

        @Override
        public void onExecution(final Execution execution) {
            refused |= accepted && execution.kind() == Execution.Kind.REFUSED;
            final Runnable deed = execution.kind() == Execution.Kind.REFUSED ? AT_REFUSAL.getAndSet(null) : null;
            if (deed != null) {
                deed.run();
            }
            if (!accepted) {
                super.onExecution(execution);
            } else if (goesOn && execution.kind() == Execution.Kind.ACCEPTED) {
                context.orders().cancel(execution.orderId());
            }
        }

        @Override
        public void onBook(final Book book) {
            super.onBook(book);
            if (!accepted || ++books < 100) {
                return;
            }
            final Runnable deed = DEED.getAndSet(null);
            if (deed != null) {
                deed.run();
            }
            if (goesOn ? books % 50 == 0 : !refused && books % 500 == 0) {
                context.orders().limit(instrument, Side.BUY, 100_000_000_000L, 100);
            }
        }
    }

    @TempDir
    Path temporary;

    private PartsRun run;

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldRefuseThenCancelAndEndInOrder(final String layout) throws IOException {
        run = new PartsRun(
                temporary, "engine.layout=" + layout, "journal.reserveBytes=4MiB", "engine.maxOpenOrders=100");
        try (SmallDisk disk = new SmallDisk(temporary.resolve("journal"), 40)) {
            Doer.deed(() -> fill(disk));

            final int exitCode = run.run("Doer", false, parts(), "journal", LONG_NS, EVENTS_PER_SECOND);

            assertEquals(4, exitCode, run::err);
            assertTrue(
                    run.lastLine()
                            .matches("tiercel: trading ended at input \\d+ since the disk of the journal is full; no"
                                    + " order is open; free room before the next run; the journal is "
                                    + run.journal()),
                    run::err);
            assertTrue(run.err().contains("the disk of the journal is full: no new orders"), run::err);
            assertFalse(run.err().contains("\tat "), run::err);
            assertEveryOrderIsCancelled(run.venueEvents());
            assertTrue(JournalOutputs.refusals(run.journal()).contains(RiskReason.JOURNAL_FULL), run::err);
            assertJournalIsWhole();
            assertReplaysEqual();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldTradeOnAfterAResumeWhenThereIsRoomAgain(final String layout) throws IOException {
        final Path aeron = temporary.resolve("aeron").toAbsolutePath();
        run = new PartsRun(
                temporary,
                "engine.layout=" + layout,
                "journal.reserveBytes=16MiB",
                "engine.maxOpenOrders=100",
                "engine.hangTimeout=5s",
                "stop.timeout=60s",
                "aeron.directory=" + aeron);
        final Program operator = new Program();
        final List<Integer> resumed = new ArrayList<>();
        try (SmallDisk disk = new SmallDisk(temporary.resolve("journal"), 100)) {
            Doer.deed(() -> fill(disk));
            run.onError(
                    "the disk of the journal is full",
                    () -> Doer.atRefusal(() -> {
                        run.onError(
                                "the disk of the journal has room again",
                                () -> resumed.add(operator.execute(
                                        "command", "resume", "all", "--aeron", aeron.toString(), "--timeout", "60s")));
                        free(disk);
                    }));

            final int exitCode = run.run("GoOn", false, parts(), "journal", 8_000_000_000L, 2_000);

            assertEquals(List.of(0), resumed, () -> operator.err() + run.err());
            assertEquals(0, exitCode, run::err);
            assertTrue(JournalOutputs.refusals(run.journal()).contains(RiskReason.JOURNAL_FULL), run::err);
            assertEquals(List.of("1/0", "0/0"), JournalOutputs.alerts(run.journal(), AlertCode.JOURNAL_FULL), run::err);
            final List<Integer> kinds = JournalInputs.read(run.journal()).stream()
                    .map(JournalInputs.Input::kind)
                    .toList();
            final int resume = kinds.indexOf(ResumeDecoder.TEMPLATE_ID);
            assertTrue(resume > 0, "nothing was resumed");
            assertTrue(
                    kinds.subList(resume, kinds.size()).contains(OrderAcceptedDecoder.TEMPLATE_ID),
                    "nothing was traded after the resume");
            assertTrue(new JournalVerifier(run.journal()).verify().clean());
            assertReplaysEqual();
        }
    }

    private static RunParts parts() {
        return new RunParts(FullDiskRunTest::strategy, RunParts::newJournal, VenueLog::create, LONG_NS);
    }

    private static StrategyFactory strategy(final String className) {
        return setup -> new Doer(setup, className.equals("GoOn"));
    }

    private static void free(final SmallDisk disk) {
        try {
            disk.free();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(final SmallDisk disk) {
        try {
            disk.fill();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertEveryOrderIsCancelled(final List<String> events) {
        final int accepted = Collections.frequency(events, "ACCEPTED");
        assertTrue(accepted >= 1, run::err);
        assertEquals(accepted, Collections.frequency(events, "CANCELLED"), run::err);
    }

    private void assertJournalIsWhole() {
        assertTrue(new JournalVerifier(run.journal()).verify().clean());
        final List<JournalInputs.Input> inputs = JournalInputs.read(run.journal());
        assertEquals(
                SessionEndDecoder.TEMPLATE_ID, inputs.get(inputs.size() - 1).kind());
        assertEquals(
                1,
                inputs.stream()
                        .filter(input -> input.kind() == JournalRoomDecoder.TEMPLATE_ID)
                        .count());
    }

    private void assertReplaysEqual() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();

        final int exitCode = ReplayRunner.replay(
                new ReplayOptions(run.journal(), true, true),
                FullDiskRunTest::strategy,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err);

        final Config replay = ConfigFactory.parseString(out.toString(StandardCharsets.UTF_8));
        assertEquals(0, exitCode, replay::toString);
        assertTrue(replay.getBoolean("equal"));
    }
}
