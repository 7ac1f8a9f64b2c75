package io.tiercel.engine.feed;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The counts of one lane: written by its thread with a release store each, read by any. */
@HotPath
public final class FeedCounts {
    private static final FeedCount[] ALL = FeedCount.values();

    private final UnsafeBuffer values = new UnsafeBuffer(ByteBuffer.allocateDirect(ALL.length * Long.BYTES));

    /** The lane's thread. */
    public void add(final FeedCount count, final long increment) {
        final int index = count.ordinal() * Long.BYTES;
        values.putLongOrdered(index, values.getLong(index) + increment);
    }

    /** Any thread. */
    public long get(final FeedCount count) {
        return values.getLongVolatile(count.ordinal() * Long.BYTES);
    }

    /** All that are not 0, for people. Any thread. */
    @ColdPath
    public String text() {
        final StringBuilder text = new StringBuilder();
        for (final FeedCount count : ALL) {
            if (get(count) > 0) {
                text.append(text.length() == 0 ? "" : ", ")
                        .append(get(count))
                        .append(' ')
                        .append(count.title());
            }
        }
        return text.length() == 0 ? "nothing came" : text.toString();
    }
}
