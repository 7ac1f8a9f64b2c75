package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Room;
import io.tiercel.journal.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Live runs at each level of durability, on disks of every mood. */
@Timeout(300)
final class DurabilityRunTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long DURATION_NS = 1_500 * MILLISECOND;
    private static final int SOME_SYNCS = 50;

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({"async, inline", "async, fused", "process, inline", "process, fused", "fsync, inline", "fsync, fused"})
    void shouldReplayTheSameWhateverWaitedForTheDisk(final String level, final String layout) {
        final int exitCode =
                run(RunParts.STANDARD, layout, "journal.durability=" + level, "journal.fsyncSlowAfter=10s");

        assertEquals(0, exitCode, err::toString);
        final Config result = ConfigFactory.parseString(out.toString(StandardCharsets.UTF_8));
        assertEquals(level, result.getString("durability"));
        assertTrue(result.getLong("orders") > 0, out::toString);
        assertEquals(level.equals("fsync"), result.getLong("counters.journalSyncs") > 0, out::toString);
        assertEquals(level.equals("fsync"), result.getLong("counters.messagesHeld") > 0, out::toString);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("durability " + level), err::toString);
        assertReplaysEqual(result.getString("digest"));
    }

    /** Orders wait long and many at a time, find no room, and are cancelled meanwhile. */
    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldReplayTheSameWhenOrdersWaitLong(final String layout) {
        final int exitCode = run(
                on(syncs -> 40 * MILLISECOND),
                layout,
                "journal.durability=fsync",
                "journal.fsyncSlowAfter=10s",
                "journal.fsyncMaxHeld=16");

        assertEquals(0, exitCode, err::toString);
        final Config result = ConfigFactory.parseString(out.toString(StandardCharsets.UTF_8));
        assertTrue(result.getLong("counters.messagesHeld") > 0, out::toString);
        assertTrue(result.getLong("latencyNs.tickToTrade.p50") > MILLISECOND, out::toString);
        assertReplaysEqual(result.getString("digest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldSendNothingNewWhileTheDiskIsSlowAndGoOnByItself(final String layout) {
        final int exitCode = run(
                on(syncs -> syncs == SOME_SYNCS ? 900 * MILLISECOND : 0),
                layout,
                "journal.durability=fsync",
                "journal.fsyncSlowAfter=300ms");

        assertEquals(0, exitCode, err::toString);
        final Config result = ConfigFactory.parseString(out.toString(StandardCharsets.UTF_8));
        assertTrue(result.getLong("counters.journalSyncsSlow") >= 1, out::toString);
        final List<String> alerts = JournalOutputs.alerts(journal(), AlertCode.JOURNAL_SLOW);
        assertEquals(List.of("1/0", "0/0"), alerts.subList(0, 2));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("the disk of the journal is too slow"), err::toString);
        assertReplaysEqual(result.getString("digest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldEndLikeAnyFailedJournalWhenTheDiskRefuses(final String layout) throws IOException {
        final int exitCode = run(
                on(syncs -> {
                    if (syncs >= SOME_SYNCS) {
                        throw new JournalException("cannot sync journal: Input/output error; check the disk");
                    }
                    return 0;
                }),
                layout,
                "journal.durability=fsync",
                "journal.fsyncSlowAfter=10s");

        assertEquals(4, exitCode, err::toString);
        final String text = err.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("cannot sync journal: Input/output error; check the disk"), text);
        assertTrue(text.contains("the gate is latched and the venues were asked to cancel everything"), text);
        assertFalse(text.contains("\tat "), text);
        assertEveryOrderEnds();
        final Program replay = new Program();
        assertEquals(0, replay.execute("replay", journal().toString(), "--verify"), replay::err);
    }

    @Test
    void shouldEndWhenTheJournalIsMovedAway() {
        final int exitCode = run(
                on(syncs -> {
                    if (syncs == SOME_SYNCS) {
                        move(journal(), temporary.resolve("elsewhere"));
                    }
                    return 0;
                }),
                "inline",
                "journal.durability=fsync",
                "journal.fsyncSlowAfter=10s");

        assertEquals(3, exitCode, err::toString);
        final String text = err.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("the journal folder " + journal() + " is gone while the engine writes into it"), text);
        assertFalse(text.contains("\tat "), text);
    }

    private static void move(final Path from, final Path to) {
        try {
            Files.move(from, to);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertEveryOrderEnds() throws IOException {
        int open = 0;
        for (final String line : Files.readAllLines(temporary.resolve("journal-SIM.venue.csv"))) {
            final String event = line.substring(0, line.indexOf(','));
            open += event.equals("ACCEPTED") ? 1 : 0;
            open -= event.equals("CANCELLED") || event.equals("FILLED") && line.contains(",0,") ? 1 : 0;
        }
        assertTrue(open <= 0, "orders are open at the exchange");
    }

    private void assertReplaysEqual(final String digest) {
        final Program replay = new Program();
        assertEquals(0, replay.execute("replay", journal().toString(), "--verify", "--json"), replay::err);
        assertEquals(digest, ConfigFactory.parseString(replay.out()).getString("digest"), replay::out);
    }

    private Path journal() {
        return temporary.resolve("journal");
    }

    private int run(final RunParts parts, final String layout, final String... assignments) {
        final List<String> all = new ArrayList<>(List.of(
                "engine.layout=" + layout,
                "engine.warmUp=0s",
                "engine.hangTimeout=5s",
                "stop.timeout=60s",
                "journal.blockBytes=1MiB",
                "journal.folder=" + temporary.resolve("ledger"),
                "log.folder=" + temporary.resolve("log"),
                "venues.SIM.eventsPerSecond=2000"));
        all.addAll(List.of(assignments));
        return EngineRunner.run(
                new RunOptions(
                        Path.of("..", "config", "tiercel.conf").toAbsolutePath(),
                        OptionalLong.of(DURATION_NS),
                        OptionalLong.empty(),
                        true,
                        true,
                        Optional.of(journal()),
                        false,
                        all),
                parts,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    /** @param takes how long the sync with this number takes, or throws */
    private static RunParts on(final LongUnaryOperator takes) {
        return new RunParts(
                ShippedStrategies::factory,
                (folder, configuration, firstSequence) -> new MoodyDisk(folder, configuration, firstSequence, takes),
                VenueLog::create,
                60_000 * MILLISECOND);
    }

    private static final class MoodyDisk implements JournalWriter {
        private final JournalWriter journal;
        private final LongUnaryOperator takes;
        private long syncs;
        private volatile JournalException failure;

        MoodyDisk(
                final Path folder,
                final EngineConfiguration configuration,
                final long firstSequence,
                final LongUnaryOperator takes) {
            this.takes = takes;
            journal = RunParts.newJournal(folder, configuration, firstSequence);
        }

        @Override
        public long journalId() {
            return journal.journalId();
        }

        @Override
        public void appendInput(
                final long sequence,
                final long timeNs,
                final int kind,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            if (failure != null) {
                throw new JournalException("has failed before: " + failure.getMessage());
            }
            journal.appendInput(sequence, timeNs, kind, buffer, offset, length);
        }

        @Override
        public void appendOutput(
                final long cause,
                final int ordinal,
                final long timeNs,
                final int kind,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            journal.appendOutput(cause, ordinal, timeNs, kind, buffer, offset, length);
        }

        @Override
        public boolean idle() {
            return journal.idle();
        }

        @Override
        public boolean idle(final Stream stream) {
            return journal.idle(stream);
        }

        @Override
        public long bytesWritten() {
            return journal.bytesWritten();
        }

        @Override
        public Room room() {
            return journal.room();
        }

        @Override
        public long lastInput() {
            return journal.lastInput();
        }

        @Override
        public long syncInputs() {
            try {
                final long deadlineNs = System.nanoTime() + takes.applyAsLong(++syncs);
                final long last = journal.syncInputs();
                while (System.nanoTime() < deadlineNs) {
                    LockSupport.parkNanos(MILLISECOND);
                }
                return last;
            } catch (final JournalException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public void sync() {
            journal.sync();
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
