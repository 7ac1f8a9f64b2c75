package io.tiercel.engine.ingress;

import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.tiercel.codecs.HotPath;
import org.agrona.DirectBuffer;

/**
 * Inputs from an Aeron stream. Messages are shorter than a fragment, so none needs to be put together.
 *
 * <p>Aeron hands what a fragment handler throws to the client's error handler and goes on. Here it means that an
 * input could not be journaled or the core broke, so it is kept and thrown from {@link #poll}; what the same poll
 * still brings is not looked at.
 */
@HotPath
public final class AeronSource implements InputSource {
    private final Subscription subscription;
    private final FragmentHandler handler = this::onFragment;
    private Consumer consumer;
    private RuntimeException failure;
    private Error error;

    public AeronSource(final Subscription subscription) {
        this.subscription = subscription;
    }

    @Override
    public int poll(final Consumer newConsumer, final int limit) {
        consumer = newConsumer;
        final int count = subscription.poll(handler, limit);
        if (error != null) {
            throw error;
        }
        if (failure != null) {
            throw failure;
        }
        return count;
    }

    private void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        if (failure != null || error != null) {
            return;
        }
        try {
            consumer.onMessage(buffer, offset, length);
        } catch (final RuntimeException broken) {
            failure = broken;
        } catch (final Error broken) {
            error = broken;
        }
    }
}
