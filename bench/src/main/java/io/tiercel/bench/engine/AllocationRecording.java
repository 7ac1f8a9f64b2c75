package io.tiercel.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What Java Flight Recorder says a thread has allocated between the recording's begin and end. */
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

    /** The thread has to live until this returns. */
    long stop(final String threadName) throws IOException {
        recording.stop();
        final Path file = Files.createTempFile("tiercel-bench", ".jfr");
        try {
            recording.dump(file);
            return allocated(file, threadName);
        } finally {
            Files.delete(file);
        }
    }

    private static long allocated(final Path file, final String threadName) throws IOException {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        int count = 0;
        for (final RecordedEvent event : RecordingFile.readAllEvents(file)) {
            final boolean ofThread = event.getEventType().getName().equals(EVENT)
                    && event.getThread("thread") != null
                    && threadName.equals(event.getThread("thread").getJavaName());
            if (ofThread) {
                least = Math.min(least, event.getLong("allocated"));
                greatest = Math.max(greatest, event.getLong("allocated"));
                count++;
            }
        }
        if (count < BOTH_ENDS) {
            throw new IllegalStateException("Java Flight Recorder wrote " + count + " events of thread " + threadName
                    + ", needed is one at each end: is the event " + EVENT + " available in this Java?");
        }
        return greatest - least;
    }

    @Override
    public void close() {
        recording.close();
    }
}
