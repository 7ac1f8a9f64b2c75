package io.tiercel.bench.rig;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The echo's other side: answers each message with what it says, in a message of a fixed length. One thread's, which
 * calls it often.
 */
public final class EchoReply {
    private static final int FRAGMENT_LIMIT = 32;

    private final Subscription in;
    private final ExclusivePublication out;
    private final UnsafeBuffer reply;
    private final Runnable upkeep;
    private final FragmentHandler handler = this::onMessage;
    private IllegalStateException failure;

    public EchoReply(
            final Subscription in, final ExclusivePublication out, final int replyBytes, final Runnable upkeep) {
        this.in = in;
        this.out = out;
        reply = new UnsafeBuffer(new byte[replyBytes]);
        this.upkeep = upkeep;
    }

    /**
     * Returns how many messages were answered.
     *
     * @throws IllegalStateException when an answer could not be sent
     */
    public int poll() {
        final int count = in.poll(handler, FRAGMENT_LIMIT);
        if (failure != null) {
            throw failure;
        }
        return count;
    }

    public boolean connected() {
        return in.isConnected() && out.isConnected();
    }

    private void onMessage(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        reply.putBytes(0, buffer, offset, Math.min(length, reply.capacity()));
        // The offer can fail for a moment at the end of a term only: who asks waits for one answer at a time.
        try {
            Offers.send(out, reply, 0, reply.capacity(), upkeep);
        } catch (final IllegalStateException unsent) {
            // Aeron keeps from who polls what a handler throws.
            failure = unsent;
        }
    }
}
