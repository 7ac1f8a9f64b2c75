package io.tiercel.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What Java Flight Recorder says that threads have allocated between the recording's begin and end. */
final class AllocationRecording implements AutoCloseable {
    private static final String EVENT = "jdk.ThreadAllocationStatistics";
    private static final int BOTH_ENDS = 2;

    private final Recording recording = new Recording();

    AllocationRecording() {
        recording.enable(EVENT).with("period", "everyChunk");
    }

    void start() {
        recording.start();
    }

    /** Of each thread, in their order; they have to live until this returns. */
    long[] stop(final long... threadIds) throws IOException {
        recording.stop();
        final Path file = Files.createTempFile("tiercel-bench", ".jfr");
        try {
            recording.dump(file);
            final List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(EVENT) && event.getThread("thread") != null)
                    .toList();
            return Arrays.stream(threadIds).map(id -> allocated(events, id)).toArray();
        } finally {
            Files.delete(file);
        }
    }

    private static long allocated(final List<RecordedEvent> events, final long threadId) {
        final long[] allocated = events.stream()
                .filter(event -> event.getThread("thread").getJavaThreadId() == threadId)
                .mapToLong(event -> event.getLong("allocated"))
                .sorted()
                .toArray();
        if (allocated.length < BOTH_ENDS) {
            throw new IllegalStateException("Java Flight Recorder wrote " + allocated.length
                    + " events of a measured thread, needed is one at each end: is the event " + EVENT
                    + " available in this Java?");
        }
        return allocated[allocated.length - 1] - allocated[0];
    }

    @Override
    public void close() {
        recording.close();
    }
}
