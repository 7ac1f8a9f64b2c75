package io.tiercel.bench.floor;

import java.nio.file.Path;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;
import net.openhft.chronicle.wire.DocumentContext;

/** Chronicle Queue's own reader, which takes each document's length and nothing else. */
public final class BareTailer implements AutoCloseable {
    private final ChronicleQueue queue;
    private final ExcerptTailer tailer;

    public BareTailer(final Path queueFolder, final long blockBytes) {
        queue = SingleChronicleQueueBuilder.binary(queueFolder)
                .rollCycle(LargeRollCycles.HUGE_DAILY)
                .blockSize(blockBytes)
                .readOnly(true)
                .build();
        tailer = queue.createTailer();
        // Made by one thread, used by another.
        tailer.singleThreadedCheckDisabled(true);
    }

    /** The bytes of the next document; −1 at the end. */
    public long next() {
        try (DocumentContext context = tailer.readingDocument()) {
            return context.isPresent() ? context.wire().bytes().readRemaining() : -1;
        }
    }

    public void toStart() {
        tailer.toStart();
    }

    @Override
    public void close() {
        tailer.close();
        queue.close();
    }
}
