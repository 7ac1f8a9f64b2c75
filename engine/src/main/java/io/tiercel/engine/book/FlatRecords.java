package io.tiercel.engine.book;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes the memory for flat records. It lies on the heap, where the JVM's flags can put it on huge pages: random
 * access over many megabytes misses the page tables' caches as often as the data's.
 *
 * <p>The first bytes are left out, so that with an array's header they are as long as a record. Where records then lie
 * in their cache lines is the collector's choice: G1 and ZGC begin large arrays at a region's start, and no record
 * lies across two lines; the Serial collector of config/jvm.options begins them at any multiple of 8 and may move them
 * once, and then every second record may. Nothing but speed depends on it: the second line lies beside the first one,
 * where a processor fetches ahead.
 */
final class FlatRecords {
    private static final int HEADER_FILL = 16;

    private FlatRecords() {}

    static UnsafeBuffer allocate(final int count, final int recordShift) {
        final int length = count << recordShift;
        return new UnsafeBuffer(new byte[HEADER_FILL + length], HEADER_FILL, length);
    }
}
