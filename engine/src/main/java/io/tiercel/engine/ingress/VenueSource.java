package io.tiercel.engine.ingress;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/** The executions of one venue. What names another one came on the wrong stream: it is counted and goes no further. */
@HotPath
public final class VenueSource implements InputSource {
    /** All that a venue says names it here. */
    private static final int VENUE_POSITION =
            MessageHeaderDecoder.ENCODED_LENGTH + OrderAcceptedDecoder.venueIdEncodingOffset();

    private final int venueId;
    private final InputSource source;
    private final Consumer ownConsumer = this::onMessage;
    private Consumer consumer;
    private long refusedCount;

    public VenueSource(final int venueId, final InputSource source) {
        this.venueId = venueId;
        this.source = source;
    }

    @Override
    public int poll(final Consumer newConsumer, final int limit) {
        consumer = newConsumer;
        return source.poll(ownConsumer, limit);
    }

    @Override
    public long refusedCount() {
        return refusedCount + source.refusedCount();
    }

    private void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        // One that is too short to name a venue is for the filter.
        if (length > VENUE_POSITION && (buffer.getByte(offset + VENUE_POSITION) & 0xFF) != venueId) {
            refusedCount++;
        } else {
            consumer.onMessage(buffer, offset, length);
        }
    }
}
