package io.tiercel.bench.floor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.io.ReferenceOwner;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;

/** A Chronicle queue of the journal's kind without the journal: documents of one length, and nothing in them. */
public final class BareQueue implements AutoCloseable {
    private static final int PAGE_BYTES = 4 << 10;
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

    /**
     * Has the pages present that the next documents come to, as the journal's are: the first store into a page costs
     * about a microsecond, and is the system's, not the queue's. Nothing in them is changed.
     */
    public void touchAhead(final long bytes) {
        if (appender.wire() == null) {
            // It opens its file with the first document
            append();
        }
        final ReferenceOwner owner = ReferenceOwner.temporary("bare queue's pages");
        final MappedFile file = ((MappedBytes) appender.wire().bytes()).mappedFile();
        final long begin = (appender.wire().bytes().writePosition() + PAGE_BYTES - 1) & -PAGE_BYTES;
        MappedBytesStore block = null;
        try {
            for (long at = begin; at < begin + bytes; at += PAGE_BYTES) {
                if (block == null || !block.inside(at)) {
                    if (block != null) {
                        block.release(owner);
                    }
                    block = file.acquireByteStore(owner, at);
                }
                block.compareAndSwapLong(at, 0, 0);
            }
        } catch (final IOException failed) {
            throw new UncheckedIOException("cannot map the next pages of " + queue.file(), failed);
        } finally {
            if (block != null) {
                block.release(owner);
            }
        }
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
