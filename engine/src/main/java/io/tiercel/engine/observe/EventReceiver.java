package io.tiercel.engine.observe;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;

/** The observer's way through the broadcast of events. What was overwritten before it was read is counted. */
public final class EventReceiver {
    private final BroadcastReceiver receiver;
    private final byte[] bytes = new byte[EventBroadcast.MAX_COPIED];
    private final UnsafeBuffer message = new UnsafeBuffer(bytes);
    private long number;
    private long sequence;
    private long timeNs;
    private boolean whole;
    private long missed;

    /** Reads what comes from now on. */
    EventReceiver(final AtomicBuffer buffer) {
        receiver = new BroadcastReceiver(buffer);
    }

    /** Takes the next event; false when there is none now. */
    public boolean next() {
        // An event that is overwritten while it is read is skipped; the one after it tells how many are missing.
        while (receiver.receiveNext()) {
            final DirectBuffer buffer = receiver.buffer();
            final int offset = receiver.offset();
            final long newNumber = buffer.getLong(offset + EventBroadcast.NUMBER);
            final int length = buffer.getInt(offset + EventBroadcast.LENGTH);
            final int copied = buffer.getInt(offset + EventBroadcast.COPIED);
            sequence = buffer.getLong(offset + EventBroadcast.SEQUENCE);
            timeNs = buffer.getLong(offset + EventBroadcast.TIME);
            whole = copied == length;
            // What is being overwritten may hold any length.
            final boolean sound = copied >= 0 && copied <= EventBroadcast.MAX_COPIED && receiver.validate();
            if (sound) {
                message.wrap(bytes, 0, copied);
                message.putBytes(0, buffer, offset + EventBroadcast.MESSAGE, copied);
            }
            if (sound && receiver.validate()) {
                missed += newNumber - number - 1;
                number = newNumber;
                return true;
            }
        }
        return false;
    }

    /** Of the input that the event is, or that caused it. */
    public long sequence() {
        return sequence;
    }

    /** That input's. */
    public long timeNs() {
        return timeNs;
    }

    /** With its header, until the next one is taken. */
    public DirectBuffer message() {
        return message;
    }

    /** The message is there to its end. */
    public boolean whole() {
        return whole;
    }

    /** Events that were missed so far. */
    public long missedCount() {
        return missed;
    }
}
