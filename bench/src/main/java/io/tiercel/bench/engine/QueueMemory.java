package io.tiercel.bench.engine;

/** What Chronicle Queue takes of the heap, on the thread that appends. */
public final class QueueMemory {
    /** For each block that it maps. */
    private static final long BYTES_PER_BLOCK = 656;
    /** For each page of its index. */
    private static final long BYTES_PER_INDEX_PAGE = 16;
    /** The index has an entry for each 128th record, and a page holds as many entries as this. */
    private static final long RECORDS_PER_INDEX_PAGE = 128L * (512L << 10);
    /** Input and output; telemetry has a thread of its own. */
    private static final int STREAMS = 2;

    private QueueMemory() {}

    /** Two streams, each within one block at the begin and touching the next one at the end. */
    public static long blocksAtMost(final long journalBytes, final long blockBytes) {
        return journalBytes / blockBytes + 2 * STREAMS;
    }

    public static long indexPagesAtMost(final long records) {
        return records / RECORDS_PER_INDEX_PAGE + STREAMS;
    }

    /** The most that so many bytes and records can have taken. */
    public static long bytesAtMost(final long journalBytes, final long records, final long blockBytes) {
        return blocksAtMost(journalBytes, blockBytes) * BYTES_PER_BLOCK
                + indexPagesAtMost(records) * BYTES_PER_INDEX_PAGE;
    }
}
