package io.tiercel.engine.ingress;

import io.aeron.Subscription;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.VenueSessionDownDecoder;
import io.tiercel.codecs.orders.VenueSessionDownEncoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Executions of a venue on another thread, or in another process. It repeats {@code VenueSessionUp} as its sign of
 * life: the first one goes on, the others end here. When it gives no sign for too long, or the line is gone, the
 * session is down, which is said here in its place; the next sign brings it up again. Polled by ingress; {@link #up} is
 * for any thread.
 *
 * <p>Who did not listen for a while does not know whether something was said: the time begins anew.
 */
@HotPath
public final class SessionLine implements InputSource {
    private static final int TEMPLATE = MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int SESSION =
            MessageHeaderDecoder.ENCODED_LENGTH + VenueSessionUpDecoder.sessionIdEncodingOffset();

    /** Polls without a message between two looks at the clock. */
    private static final int POLLS_PER_LOOK = 64;

    private final int venueId;
    private final Subscription subscription;
    private final AeronSource source;
    private final Clock clock;
    private final long silentAfterNs;
    private final Consumer own = this::onMessage;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VenueSessionDownEncoder down = new VenueSessionDownEncoder();
    private Consumer consumer;
    private int sessionId;
    private boolean heard;
    private long heardNs;
    private long lookedNs;
    private int untilLook;
    // Written by the polling thread, read by others.
    private volatile boolean up;

    public SessionLine(
            final int venueId, final Subscription subscription, final Clock clock, final long silentAfterNs) {
        this.venueId = venueId;
        this.subscription = subscription;
        source = new AeronSource(subscription);
        this.clock = clock;
        this.silentAfterNs = silentAfterNs;
    }

    @Override
    public int poll(final Consumer newConsumer, final int limit) {
        consumer = newConsumer;
        final int count = source.poll(own, limit);
        if (count > 0) {
            heard = true;
        } else if (up && --untilLook <= 0) {
            untilLook = POLLS_PER_LOOK;
            if (silent()) {
                sayDown();
                return 1;
            }
        }
        return count;
    }

    private boolean silent() {
        final long nowNs = clock.timeNs();
        if (heard || nowNs - lookedNs >= silentAfterNs / 2) {
            heard = false;
            heardNs = nowNs;
        }
        lookedNs = nowNs;
        return subscription.hasNoImages() || nowNs - heardNs >= silentAfterNs;
    }

    /** Whether the venue's session was up when it was looked at last. */
    public boolean up() {
        return up;
    }

    private void onMessage(final DirectBuffer message, final int offset, final int length) {
        if (length >= SESSION + Integer.BYTES) {
            final int templateId = message.getShort(offset + TEMPLATE, ByteOrder.LITTLE_ENDIAN);
            if (templateId == VenueSessionUpDecoder.TEMPLATE_ID) {
                final int newSessionId = message.getInt(offset + SESSION, ByteOrder.LITTLE_ENDIAN);
                if (up && newSessionId == sessionId) {
                    return;
                }
                sessionId = newSessionId;
                up = true;
            } else if (templateId == VenueSessionDownDecoder.TEMPLATE_ID) {
                up = false;
            }
        }
        consumer.onMessage(message, offset, length);
    }

    private void sayDown() {
        up = false;
        down.wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) venueId)
                .sessionId(sessionId)
                .venueTimeNs(VenueSessionDownEncoder.venueTimeNsNullValue());
        consumer.onMessage(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + down.encodedLength());
    }
}
