package io.tiercel.engine.ingress;

import io.aeron.Subscription;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Market data of a feed in another process. When the line is gone its books are closed at once, by a word that is said
 * here in its place; without it they would be only after the time that a feed may be silent. Polled by ingress.
 */
@HotPath
public final class FeedLine implements InputSource {
    private final int feedId;
    private final Subscription subscription;
    private final AeronSource source;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FeedStatusEncoder status = new FeedStatusEncoder();
    private boolean connected;

    public FeedLine(final int feedId, final Subscription subscription) {
        this.feedId = feedId;
        this.subscription = subscription;
        source = new AeronSource(subscription);
    }

    @Override
    public int poll(final Consumer consumer, final int limit) {
        final int count = source.poll(consumer, limit);
        if (count > 0) {
            connected = true;
        } else if (connected && subscription.hasNoImages()) {
            connected = false;
            status.wrapAndApplyHeader(buffer, 0, header)
                    .instrumentId(0)
                    .feedId(feedId)
                    .state(FeedState.INTERRUPTED)
                    .venueTimeNs(FeedStatusEncoder.venueTimeNsNullValue());
            consumer.onMessage(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + status.encodedLength());
            return 1;
        }
        return count;
    }
}
