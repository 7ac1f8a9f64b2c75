package io.tiercel.engine.lane;

import io.tiercel.codecs.HotPath;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;

/** One lane's way through the broadcast. What was overwritten before it was read is counted. */
@HotPath
public final class QuoteReceiver {
    private final BroadcastReceiver receiver;
    private long number;
    private long sequence;
    private long timeNs;
    private long bidPriceNanos;
    private long askPriceNanos;
    private int instrumentId;
    private boolean tradable;
    private long missed;
    // Written by the lane's thread, read by any.
    private volatile long missedCount;

    QuoteReceiver(final AtomicBuffer buffer) {
        receiver = new BroadcastReceiver(buffer);
    }

    /** Takes the next quote; false when there is none now. */
    boolean next() {
        // A quote that is overwritten while it is read is skipped; the one after it tells how many are missing.
        while (receiver.receiveNext()) {
            final MutableDirectBuffer buffer = receiver.buffer();
            final int offset = receiver.offset();
            final long newNumber = buffer.getLong(offset + QuoteBroadcast.NUMBER);
            sequence = buffer.getLong(offset + QuoteBroadcast.SEQUENCE);
            timeNs = buffer.getLong(offset + QuoteBroadcast.TIME);
            bidPriceNanos = buffer.getLong(offset + QuoteBroadcast.BID);
            askPriceNanos = buffer.getLong(offset + QuoteBroadcast.ASK);
            instrumentId = buffer.getInt(offset + QuoteBroadcast.INSTRUMENT);
            tradable = buffer.getInt(offset + QuoteBroadcast.TRADABLE) != 0;
            if (receiver.validate()) {
                missed = newNumber - number - 1;
                number = newNumber;
                if (missed > 0) {
                    missedCount = missedCount + missed;
                }
                return true;
            }
        }
        return false;
    }

    /** Quotes that were missed just before this one. */
    long missed() {
        return missed;
    }

    long sequence() {
        return sequence;
    }

    long timeNs() {
        return timeNs;
    }

    long bidPriceNanos() {
        return bidPriceNanos;
    }

    long askPriceNanos() {
        return askPriceNanos;
    }

    int instrumentId() {
        return instrumentId;
    }

    boolean tradable() {
        return tradable;
    }

    /** Quotes that were missed in all. Any thread. */
    long missedCount() {
        return missedCount;
    }
}
