package io.tiercel.journal;

import java.io.IOException;
import java.util.function.Predicate;

/** Finds a place in a stream by halving its file, so without reading what is before it. */
final class RecordSearch {
    private final QueueFile file;
    private final long journalId;
    private final Stream stream;
    /** Within so many bytes a record stands, or there are no more. */
    private final int reachBytes;

    RecordSearch(final QueueFile file, final long journalId, final Stream stream, final int reachBytes) {
        this.file = file;
        this.journalId = journalId;
        this.stream = stream;
        this.reachBytes = reachBytes;
    }

    /**
     * The last record for which {@code early} holds, as it does for all before it, as the position of its document; or
     * {@code from}, when it holds for none behind that.
     */
    long last(final long from, final Predicate<FrameFlyweight> early) throws IOException {
        long low = from;
        long high = file.length();
        while (high - low > 2L * reachBytes) {
            final long middle = low + (high - low) / 2;
            final long found = find(middle);
            if (found >= 0 && early.test(file.found())) {
                low = found;
            } else {
                high = middle;
            }
        }
        long next = find(low + QueueFile.DOCUMENT_HEADER);
        while (next >= 0 && early.test(file.found())) {
            low = next;
            next = find(low + QueueFile.DOCUMENT_HEADER);
        }
        return low;
    }

    private long find(final long from) throws IOException {
        return file.find(from, from + reachBytes, journalId, stream, 0, Long.MAX_VALUE);
    }
}
