package io.tiercel.engine.boot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * How often the JVM had to give up compiled code that the engine's threads were running, once the engine was ready:
 * what the warm-up did not reach. Recorded in memory by Java's Flight Recorder, from which nothing else is asked.
 */
final class Deoptimisations implements AutoCloseable {
    private static final String EVENT = "jdk.Deoptimization";
    /** The newest; some hundred thousand of them. */
    private static final long MAX_BYTES = 8 << 20;

    private final Recording recording = new Recording();
    private Instant readyAt = Instant.MAX;

    /** Begins to record; some tenths of a second. */
    Deoptimisations() {
        recording.setName("tiercel");
        recording.setToDisk(false);
        recording.setMaxSize(MAX_BYTES);
        recording.enable(EVENT).with("stackTrace", "false").withThreshold(Duration.ZERO);
        recording.start();
    }

    /** Those before are the start's. */
    void ready() {
        readyAt = Instant.now();
    }

    /**
     * Until now, by thread and by what was compiled, as {@code thread: Class.method, reason}.
     *
     * @param threads of the engine
     * @return null when that is not known any more
     */
    Map<String, Integer> count(final Set<Thread> threads) {
        final Set<Long> ids = threads.stream().map(Thread::getId).collect(Collectors.toSet());
        final Map<String, Integer> counts = new TreeMap<>();
        try {
            final Path file = Files.createTempFile("tiercel-", ".jfr");
            try {
                recording.dump(file);
                for (final RecordedEvent event : RecordingFile.readAllEvents(file)) {
                    if (event.getEventType().getName().equals(EVENT)
                            && event.getStartTime().isAfter(readyAt)
                            && event.getThread() != null
                            && ids.contains(event.getThread().getJavaThreadId())) {
                        counts.merge(text(event), 1, Integer::sum);
                    }
                }
            } finally {
                Files.delete(file);
            }
        } catch (final IOException | IllegalStateException gone) {
            // A signal ends Flight Recorder at once, beside the run; else the temporary folder has no room.
            return null;
        }
        return Collections.unmodifiableMap(counts);
    }

    private static String text(final RecordedEvent event) {
        final String method = event.getValue("method.name");
        final String type = event.getValue("method.type.name");
        return event.getThread().getJavaName() + ": " + type + "." + method + ", " + event.getString("reason");
    }

    @Override
    public void close() {
        recording.close();
    }
}
