package io.tiercel.engine.boot;

import com.typesafe.config.Config;
import io.tiercel.engine.boot.session.RunParts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Whole runs in this process, of one strategy on parts of the test's own, in one folder. */
final class PartsRun {
    private final Path temporary;
    private final List<String> assignments;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String awaited;
    private Runnable reaction;

    /** @param assignments of keys, as after --set */
    PartsRun(final Path temporary, final String... assignments) {
        this.temporary = temporary;
        this.assignments = new ArrayList<>(List.of(assignments));
        this.assignments.add("log.folder=" + temporary.resolve("log"));
    }

    /** Returns its exit code. */
    int run(
            final String strategy,
            final boolean virtual,
            final RunParts parts,
            final String journal,
            final long durationNs,
            final int eventsPerSecond) {
        out.reset();
        err.reset();
        return EngineRunner.run(
                new RunOptions(
                        configuration(strategy, eventsPerSecond),
                        OptionalLong.of(durationNs),
                        OptionalLong.empty(),
                        true,
                        true,
                        Optional.of(temporary.resolve(journal)),
                        virtual,
                        assignments),
                parts,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new Watched(), true, StandardCharsets.UTF_8));
    }

    /** Calls this once the run prints this on standard error, on the thread that does. */
    void onError(final String text, final Runnable newReaction) {
        awaited = text;
        reaction = newReaction;
    }

    private final class Watched extends OutputStream {
        @Override
        public void write(final int value) {
            err.write(value);
        }

        @Override
        public void write(final byte[] bytes, final int offset, final int length) {
            err.write(bytes, offset, length);
            if (reaction != null && err().contains(awaited)) {
                final Runnable due = reaction;
                // It may wait for something else.
                reaction = null;
                due.run();
            }
        }
    }

    private Path configuration(final String strategy, final int eventsPerSecond) {
        final Path reference = Path.of("..", "config", "reference").toAbsolutePath();
        try {
            return Files.writeString(
                    temporary.resolve("t.conf"),
                    String.join(
                            "\n",
                            "engine { maxInstruments = 64, maxBookOrders = 200000, maxBookLevels = 50000 }",
                            "journal { folder = \"" + temporary.resolve("ledger") + "\", blockBytes = 1MiB }",
                            "venues.SIM { id = 1, eventsPerSecond = " + eventsPerSecond,
                            "  instruments { KESTREL { startPrice = 101.50 }, MERLIN { startPrice = 23.75 }",
                            "    HOBBY { startPrice = 4.32 }, GYRFALCON { startPrice = 4150.25 } } }",
                            "risk { maxOrderQuantity = 1000, maxOrderNotional = 250000, priceCollarBasisPoints = 1000",
                            "  maxPosition = 5000, maxOpenOrders = 20, maxMessagesPerSecond = 500 }",
                            "strategies.test { class = " + strategy + ", parameters { instrument = KESTREL } }",
                            "reference { instruments = \"" + reference.resolve("instruments.csv") + "\"",
                            "  ticks = \"" + reference.resolve("ticks.csv") + "\"",
                            "  calendar = \"" + reference.resolve("calendar.csv") + "\" }",
                            "stop.timeout = 500ms",
                            ""));
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The first column of the exchange's own log. */
    List<String> venueEvents() throws IOException {
        final List<String> events = new ArrayList<>();
        for (final String line : Files.readAllLines(temporary.resolve("journal-SIM.venue.csv"))) {
            events.add(line.substring(0, line.indexOf(',')));
        }
        return events;
    }

    /** What stands in the log, line by line. */
    List<Config> log() throws IOException {
        return LogLines.read(temporary.resolve("log").resolve("engine-1.jsonl"));
    }

    Path journal() {
        return temporary.resolve("journal");
    }

    String lastLine() {
        final List<String> lines = err().lines().toList();
        return lines.get(lines.size() - 1);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
