package io.tiercel.engine.ingress;

import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.tiercel.codecs.HotPath;
import org.agrona.DirectBuffer;

/** Inputs from an Aeron stream. Messages are shorter than a fragment, so none needs to be put together. */
@HotPath
public final class AeronSource implements InputSource {
    private final Subscription subscription;
    private final FragmentHandler handler = this::onFragment;
    private Consumer consumer;

    public AeronSource(final Subscription subscription) {
        this.subscription = subscription;
    }

    @Override
    public int poll(final Consumer newConsumer, final int limit) {
        consumer = newConsumer;
        return subscription.poll(handler, limit);
    }

    private void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        consumer.onMessage(buffer, offset, length);
    }
}
