package io.tiercel.bench.floor;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;

/** A Chronicle queue of the journal's kind without the journal: documents of one length, and nothing in them. */
public final class BareQueue implements AutoCloseable {
    private static final long START_MS = 1_767_600_000_000L;

    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final Bytes<?> document;
    private long nowMs = START_MS;

    public BareQueue(final Path path, final int documentBytes, final long blockBytes) {
        queue = SingleChronicleQueueBuilder.binary(path)
                .rollCycle(LargeRollCycles.HUGE_DAILY)
                .blockSize(blockBytes)
                .timeProvider(() -> nowMs)
                .build();
        appender = queue.createAppender();
        // Made by one thread, used by another.
        appender.singleThreadedCheckDisabled(true);
        document = Bytes.allocateDirect(documentBytes);
        document.singleThreadedCheckDisabled(true);
    }

    public void append() {
        document.readPositionRemaining(0, document.capacity());
        appender.writeBytes(document);
    }

    /** It is the next day: the next append rolls. */
    public void nextDay() {
        nowMs += TimeUnit.DAYS.toMillis(1);
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
        document.releaseLast();
    }
}
