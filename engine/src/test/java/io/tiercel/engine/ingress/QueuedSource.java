package io.tiercel.engine.ingress;

import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.concurrent.UnsafeBuffer;

/** A source that has what a test gave it. */
public final class QueuedSource implements InputSource {
    private final Deque<byte[]> messages = new ArrayDeque<>();

    public QueuedSource add(final byte[] message) {
        messages.add(message);
        return this;
    }

    public int size() {
        return messages.size();
    }

    @Override
    public int poll(final Consumer consumer, final int limit) {
        int count = 0;
        while (count < limit && !messages.isEmpty()) {
            final byte[] message = messages.poll();
            consumer.onMessage(new UnsafeBuffer(message), 0, message.length);
            count++;
        }
        return count;
    }
}
