package io.tiercel.engine.ingress;

import io.aeron.Image;
import io.aeron.Subscription;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Market data of a feed in another process. When the line is gone, or somebody else publishes on it, its books are
 * closed at once, by a word that is said here in its place; without it they would be only after the time that a feed
 * may be silent. Polled by ingress.
 */
@HotPath
public final class FeedLine implements InputSource {
    private final int feedId;
    private final Subscription subscription;
    private final AeronSource source;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FeedStatusEncoder status = new FeedStatusEncoder();
    private Image publisher;
    // Written by the polling thread, read by others.
    private volatile boolean up;

    public FeedLine(final int feedId, final Subscription subscription) {
        this.feedId = feedId;
        this.subscription = subscription;
        source = new AeronSource(subscription);
    }

    @Override
    public int poll(final Consumer consumer, final int limit) {
        final int imageCount = subscription.imageCount();
        final Image newest = imageCount == 0 ? null : subscription.imageAtIndex(imageCount - 1);
        if (newest != publisher) {
            publisher = newest;
            // Whoever comes now does not know what the one before had said, even if that one is still to be heard.
            if (up) {
                up = false;
                sayInterrupted(consumer);
                return 1;
            }
        }
        final int count = source.poll(consumer, limit);
        if (count > 0 && !up) {
            up = true;
        }
        return count;
    }

    /** Whether the one who publishes it has been heard and is there. Any thread. */
    public boolean up() {
        return up;
    }

    private void sayInterrupted(final Consumer consumer) {
        status.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(0)
                .feedId(feedId)
                .state(FeedState.INTERRUPTED)
                .venueTimeNs(FeedStatusEncoder.venueTimeNsNullValue());
        consumer.onMessage(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + status.encodedLength());
    }
}
