package io.tiercel.engine.book;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes the memory for flat records. It lies on the heap, where the JVM's flags can put it on huge pages: random
 * access over many megabytes misses the page tables' caches as often as the data's. The first bytes are left out:
 * with them an array's header is 32 bytes, and large arrays begin at a region's start, so no record straddles two
 * cache lines.
 */
final class FlatRecords {
    private static final int HEADER_FILL = 16;

    private FlatRecords() {}

    static UnsafeBuffer allocate(final int count, final int recordShift) {
        final int length = count << recordShift;
        return new UnsafeBuffer(new byte[HEADER_FILL + length], HEADER_FILL, length);
    }
}
