package io.tiercel.bench.rig;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import io.tiercel.bench.engine.QueueMemory;
import io.tiercel.bench.report.Report;
import io.tiercel.journal.JournalSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the threads of a running engine allocated once it was warm, as it says itself when it ends: with everything that
 * a process has beside its pipeline, Aeron's lines and telemetry included.
 *
 * @param byThread     bytes, by the thread's name; nothing when the run ended before it was warm
 * @param allowedBytes what the queue can have taken for the whole journal
 */
public record LiveAllocation(Map<String, Long> byThread, long allowedBytes) {
    /** The one that takes ticks and makes orders. */
    private static final String HOT = "tiercel-engine";

    /** {@code journal.blockBytes}, unless it is configured. */
    private static final long BLOCK_BYTES = 256L << 20;

    /** @param result what the engine printed */
    static LiveAllocation read(final Path result, final Path journal) throws IOException {
        final ConfigObject threads = result(result).getObject("allocatedBytes");
        final Config each = threads.toConfig();
        final Map<String, Long> byThread = new TreeMap<>();
        threads.keySet().forEach(name -> byThread.put(name, each.getLong('"' + name + '"')));
        final long bytes;
        try (Stream<Path> files = Files.walk(journal)) {
            bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
        final JournalSpan span = JournalSpan.find(journal);
        // An input has an order now and then, and that a few answers: no more outputs than inputs.
        final long records = 2 * (span.lastSequence() - span.firstSequence() + 1);
        return new LiveAllocation(byThread, QueueMemory.bytesAtMost(bytes, records, BLOCK_BYTES));
    }

    private static Config result(final Path file) throws IOException {
        try {
            return ConfigFactory.parseString(Files.readString(file));
        } catch (final ConfigException other) {
            throw new IllegalStateException(
                    "the engine printed something else than its result: does TIERCEL_JAVA_OPTS make the JVM print?",
                    other);
        }
    }

    public boolean holds() {
        return !byThread.isEmpty() && allocatedBytes() <= allowedBytes;
    }

    private long allocatedBytes() {
        return byThread.values().stream().mapToLong(bytes -> bytes).sum();
    }

    /**
     * The same, with what the thread that makes orders has allocated for each.
     *
     * @param orders since the engine was warm, or a little later
     */
    public Report describe(final long orders) {
        return describe()
                .put("orders", orders)
                .put("bytesPerOrder", orders > 0 ? (double) byThread.getOrDefault(HOT, 0L) / orders : Double.NaN);
    }

    public Report describe() {
        final Report threads = new Report();
        byThread.forEach(threads::put);
        return new Report()
                // No figure of a run that ended before it was warm
                .put("allocatedBytes", byThread.isEmpty() ? Double.NaN : (double) allocatedBytes())
                .put("allowedBytes", allowedBytes)
                .put("ratioToAllowed", byThread.isEmpty() ? Double.NaN : (double) allocatedBytes() / allowedBytes)
                .put("holds", holds())
                .put("threads", threads);
    }
}
