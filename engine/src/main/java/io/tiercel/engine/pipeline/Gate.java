package io.tiercel.engine.pipeline;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.ExecutionResendRequestDecoder;
import io.tiercel.codecs.orders.MassCancelEncoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderStatusRequestDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.NotSentReason;
import io.tiercel.engine.ingress.InputSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The one way out. What it cannot send comes back as a {@code NotSent} input. Once latched it lets cancels and
 * requests pass and nothing that adds exposure; nothing opens it again but a restart.
 */
@HotPath
public final class Gate {
    private static final int MAX_VENUES = 256;
    private static final int NOT_SENT_CAPACITY = 1 << 14;
    private static final int ATTEMPTS = 64;
    private static final int CANCEL_ATTEMPTS = 4096;
    private static final int FIRST_TO_VENUE = NewOrderDecoder.TEMPLATE_ID;
    private static final int LAST_TO_VENUE = ExecutionResendRequestDecoder.TEMPLATE_ID;
    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int VENUE_POSITION = BODY + NewOrderDecoder.venueIdEncodingOffset();
    private static final int ORDER_ID_POSITION = BODY + NewOrderDecoder.orderIdEncodingOffset();
    private static final int TOKEN_POSITION = BODY + NewOrderDecoder.venueTokenEncodingOffset();

    private final VenuePort[] ports = new VenuePort[MAX_VENUES];
    private final NotSentQueue notSent = new NotSentQueue(NOT_SENT_CAPACITY);
    private final UnsafeBuffer ownBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private boolean latched;
    private long sentCount;
    private long notSentCount;
    private long lostCount;

    /** Before the first output. */
    public void connect(final int venueId, final VenuePort port) {
        ports[venueId] = port;
    }

    /** Where {@code NotSent} inputs come from. */
    public InputSource notSentSource() {
        return notSent;
    }

    /** Whether messages of this template go to a venue. */
    public static boolean isForVenue(final int templateId) {
        return templateId >= FIRST_TO_VENUE && templateId <= LAST_TO_VENUE;
    }

    /** Sends a message that goes to a venue. */
    public void send(final int templateId, final DirectBuffer buffer, final int offset, final int length) {
        final int venueId = buffer.getByte(offset + VENUE_POSITION) & 0xFF;
        final NotSentReason reason = trySend(venueId, templateId, buffer, offset, length);
        if (reason == null) {
            sentCount++;
            return;
        }
        notSentCount++;
        final boolean ofOneOrder =
                templateId <= ReplaceOrderDecoder.TEMPLATE_ID || templateId == OrderStatusRequestDecoder.TEMPLATE_ID;
        if (!notSent.add(
                venueId,
                reason,
                templateId,
                ofOneOrder ? buffer.getLong(offset + ORDER_ID_POSITION, ByteOrder.LITTLE_ENDIAN) : 0,
                ofOneOrder ? buffer.getLong(offset + TOKEN_POSITION, ByteOrder.LITTLE_ENDIAN) : 0)) {
            // The order stays without an answer until its timeout asks the venue; meanwhile nothing new may leave.
            lostCount++;
            latched = true;
        }
    }

    private NotSentReason trySend(
            final int venueId, final int templateId, final DirectBuffer buffer, final int offset, final int length) {
        final boolean addsExposure =
                templateId == NewOrderDecoder.TEMPLATE_ID || templateId == ReplaceOrderDecoder.TEMPLATE_ID;
        if (latched && addsExposure) {
            return NotSentReason.LATCHED;
        }
        final VenuePort port = ports[venueId];
        if (port == null) {
            return NotSentReason.UNKNOWN_VENUE;
        }
        final int attempts = templateId == CancelOrderDecoder.TEMPLATE_ID ? CANCEL_ATTEMPTS : ATTEMPTS;
        for (int i = 0; i < attempts; i++) {
            switch (port.send(buffer, offset, length)) {
                case SENT -> {
                    return null;
                }
                case DOWN -> {
                    return NotSentReason.VENUE_DOWN;
                }
                case BACK_PRESSURE -> Thread.onSpinWait();
            }
        }
        return NotSentReason.BACK_PRESSURE;
    }

    /** Nothing that adds exposure passes from now on. */
    public void latch() {
        latched = true;
    }

    public boolean latched() {
        return latched;
    }

    /** Outside the core, when it cannot go on: asks every venue to cancel all that this engine has there. */
    public void massCancelAll() {
        final MassCancelEncoder massCancel = new MassCancelEncoder();
        for (int venueId = 1; venueId < MAX_VENUES; venueId++) {
            if (ports[venueId] != null) {
                massCancel
                        .wrapAndApplyHeader(ownBuffer, 0, new MessageHeaderEncoder())
                        .venueId((short) venueId)
                        .strategyId(0)
                        .instrumentId(0);
                trySend(venueId, MassCancelEncoder.TEMPLATE_ID, ownBuffer, 0, BODY + massCancel.encodedLength());
            }
        }
    }

    public long sentCount() {
        return sentCount;
    }

    public long notSentCount() {
        return notSentCount;
    }

    /** Messages that were neither sent nor could be told back. */
    public long lostCount() {
        return lostCount;
    }
}
