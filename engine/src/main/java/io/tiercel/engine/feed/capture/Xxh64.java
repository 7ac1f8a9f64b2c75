package io.tiercel.engine.feed.capture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** XXH64 with seed 0, of bytes as they come: the check sum of zstd. */
final class Xxh64 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE = 32;

    /** Less than a stripe. */
    private final byte[] rest = new byte[STRIPE];

    private int held;
    private long total;
    private long lane1;
    private long lane2;
    private long lane3;
    private long lane4;

    Xxh64() {
        reset();
    }

    void reset() {
        held = 0;
        total = 0;
        lane1 = PRIME_1 + PRIME_2;
        lane2 = PRIME_2;
        lane3 = 0;
        lane4 = -PRIME_1;
    }

    void update(final byte[] bytes, final int offset, final int length) {
        final int end = offset + length;
        int at = offset;
        total += length;
        if (held > 0) {
            final int taken = Math.min(STRIPE - held, length);
            System.arraycopy(bytes, at, rest, held, taken);
            held += taken;
            at += taken;
            if (held < STRIPE) {
                return;
            }
            stripes(rest, 0, STRIPE);
        }
        at = stripes(bytes, at, end);
        held = end - at;
        System.arraycopy(bytes, at, rest, 0, held);
    }

    /** Returns where the last whole one ends. */
    private int stripes(final byte[] bytes, final int from, final int end) {
        long a = lane1;
        long b = lane2;
        long c = lane3;
        long d = lane4;
        int at = from;
        for (; end - at >= STRIPE; at += STRIPE) {
            a = round(a, (long) LONG.get(bytes, at));
            b = round(b, (long) LONG.get(bytes, at + 8));
            c = round(c, (long) LONG.get(bytes, at + 16));
            d = round(d, (long) LONG.get(bytes, at + 24));
        }
        lane1 = a;
        lane2 = b;
        lane3 = c;
        lane4 = d;
        return at;
    }

    /** Of all bytes since the begin. */
    long value() {
        long hash = total < STRIPE ? PRIME_5 : merged();
        hash += total;
        int at = 0;
        for (; at + Long.BYTES <= held; at += Long.BYTES) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(rest, at)), 27) * PRIME_1 + PRIME_4;
        }
        if (at + Integer.BYTES <= held) {
            hash = Long.rotateLeft(hash ^ ((int) INT.get(rest, at) & 0xFFFF_FFFFL) * PRIME_1, 23) * PRIME_2 + PRIME_3;
            at += Integer.BYTES;
        }
        for (; at < held; at++) {
            hash = Long.rotateLeft(hash ^ (rest[at] & 0xFF) * PRIME_5, 11) * PRIME_1;
        }
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }

    private long merged() {
        final long hash = Long.rotateLeft(lane1, 1)
                + Long.rotateLeft(lane2, 7)
                + Long.rotateLeft(lane3, 12)
                + Long.rotateLeft(lane4, 18);
        return merge(merge(merge(merge(hash, lane1), lane2), lane3), lane4);
    }

    private static long merge(final long hash, final long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }

    private static long round(final long lane, final long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }
}
