package io.tiercel.codecs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Memory for flat records, by one thread, with one comparison for the bounds of each number, which is less than a
 * buffer needs (docs/performance.md). It lies on the heap, where the JVM's flags can put it on huge pages: random
 * access over many megabytes misses the page tables' caches as often as the data's.
 *
 * <p>The first bytes are left out, so that with an array's header they are as long as a record. Where records then lie
 * in their cache lines is the collector's choice: G1 and ZGC begin large arrays at a region's start, and no record
 * lies across two lines; the Serial collector of config/jvm.options begins them at any multiple of 8 and may move them
 * once, and then every second record may. Nothing but speed depends on it: the second line lies beside the first one,
 * where a processor fetches ahead.
 */
@HotPath
public final class FlatRecords {
    private static final int HEADER_FILL = 16;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final byte[] bytes;

    /** @param recordShift a record has 2 to the power of this bytes */
    public FlatRecords(final int count, final int recordShift) {
        bytes = new byte[HEADER_FILL + (count << recordShift)];
    }

    public int getInt(final int at) {
        return (int) INT.get(bytes, HEADER_FILL + at);
    }

    public void putInt(final int at, final int value) {
        INT.set(bytes, HEADER_FILL + at, value);
    }

    public long getLong(final int at) {
        return (long) LONG.get(bytes, HEADER_FILL + at);
    }

    public void putLong(final int at, final long value) {
        LONG.set(bytes, HEADER_FILL + at, value);
    }
}
