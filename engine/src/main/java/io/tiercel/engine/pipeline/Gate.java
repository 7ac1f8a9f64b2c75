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
 *
 * <p>A venue without room is tried again: a new order or replace {@value #ATTEMPTS} times, a cancel
 * {@value #CANCEL_ATTEMPTS} times. All messages of one input to one venue share these attempts; when they are used up,
 * each further message has {@value #LAST_ATTEMPTS}. So a venue that hangs cannot hold up the thread for long, however
 * many cancels one input leads to.
 */
@HotPath
public final class Gate {
    private static final int MAX_VENUES = 256;
    private static final int LEAST_CAPACITY = 1 << 10;
    private static final int ATTEMPTS = 64;
    private static final int CANCEL_ATTEMPTS = 4096;
    private static final int LAST_ATTEMPTS = 4;
    private static final int FIRST_TO_VENUE = NewOrderDecoder.TEMPLATE_ID;
    private static final int LAST_TO_VENUE = ExecutionResendRequestDecoder.TEMPLATE_ID;
    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int VENUE_POSITION = BODY + NewOrderDecoder.venueIdEncodingOffset();
    private static final int ORDER_ID_POSITION = BODY + NewOrderDecoder.orderIdEncodingOffset();
    private static final int TOKEN_POSITION = BODY + NewOrderDecoder.venueTokenEncodingOffset();

    private final VenuePort[] ports = new VenuePort[MAX_VENUES];
    private final long[] pressedInput = new long[MAX_VENUES];
    private final int[] pressedCount = new int[MAX_VENUES];
    private final NotSentQueue notSent;
    private final UnsafeBuffer ownBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    // Written by the thread that sends and by one that halts trading; read before each send. Set once in a run: on x86
    // the read is a plain one of a line that stays in the reader's cache.
    private volatile boolean latched;
    private boolean overflowTold;
    private long inputCount;
    private long sentCount;
    private long notSentCount;
    private long lostCount;

    /**
     * Tells back as many messages as fit: twice {@code maxOpenOrders}, since a sweep can fail to cancel every order and
     * the timeouts of as many to ask about them, before the first of these is taken out; at least 1,024.
     */
    public Gate(final int maxOpenOrders) {
        if (maxOpenOrders < 1) {
            throw new IllegalArgumentException("maxOpenOrders is " + maxOpenOrders + ", it has to be 1 or more");
        }
        notSent = new NotSentQueue(Math.max(LEAST_CAPACITY, Math.multiplyExact(2, maxOpenOrders)));
    }

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

    /** The messages from now on belong to another input than those before. */
    public void startInput() {
        inputCount++;
    }

    /** Sends a message that goes to a venue. Returns whether it left; if not, that comes back as an input. */
    public boolean send(final int templateId, final DirectBuffer buffer, final int offset, final int length) {
        final NotSentReason reason = trySend(venueId(buffer, offset), templateId, buffer, offset, length);
        if (reason == null) {
            sentCount++;
            return true;
        }
        turnBack(reason, templateId, buffer, offset);
        return false;
    }

    /** Which venue a message for one is for. */
    static int venueId(final DirectBuffer buffer, final int offset) {
        return buffer.getByte(offset + VENUE_POSITION) & 0xFF;
    }

    /** Of a message about one order: its id. */
    static long orderId(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + ORDER_ID_POSITION, ByteOrder.LITTLE_ENDIAN);
    }

    /** Tells back, as an input, that a message was not sent. */
    void turnBack(final NotSentReason reason, final int templateId, final DirectBuffer buffer, final int offset) {
        final int venueId = venueId(buffer, offset);
        notSentCount++;
        final boolean ofOneOrder =
                templateId <= ReplaceOrderDecoder.TEMPLATE_ID || templateId == OrderStatusRequestDecoder.TEMPLATE_ID;
        if (!notSent.add(
                venueId,
                reason,
                templateId,
                ofOneOrder ? orderId(buffer, offset) : 0,
                ofOneOrder ? buffer.getLong(offset + TOKEN_POSITION, ByteOrder.LITTLE_ENDIAN) : 0)) {
            // The order stays without an answer until its timeout asks the venue; meanwhile nothing new may leave.
            lostCount++;
            latched = true;
            if (!overflowTold) {
                overflowTold = true;
                notSent.addLatched(venueId);
            }
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
        if (pressedInput[venueId] != inputCount) {
            pressedInput[venueId] = inputCount;
            pressedCount[venueId] = 0;
        }
        final boolean cancels =
                templateId == CancelOrderDecoder.TEMPLATE_ID || templateId == MassCancelEncoder.TEMPLATE_ID;
        final int attempts = cancels ? CANCEL_ATTEMPTS : ATTEMPTS;
        for (int left = Math.max(LAST_ATTEMPTS, attempts - pressedCount[venueId]); left > 0; left--) {
            switch (port.send(buffer, offset, length)) {
                case SENT -> {
                    return null;
                }
                case DOWN -> {
                    return NotSentReason.VENUE_DOWN;
                }
                case BACK_PRESSURE -> {
                    pressedCount[venueId]++;
                    Thread.onSpinWait();
                }
            }
        }
        return NotSentReason.BACK_PRESSURE;
    }

    /**
     * Nothing that adds exposure passes from now on. Any thread: when it is another one than the gate's own, a message
     * that had passed the check before can still leave, one at the most.
     */
    public void latch() {
        latched = true;
    }

    /** Any thread. */
    public boolean latched() {
        return latched;
    }

    /**
     * Outside the core, when it cannot go on: asks every venue to cancel all that this engine has there.
     *
     * @return how many venues the request could not be sent to
     */
    public int massCancelAll() {
        startInput();
        int unreached = 0;
        final MassCancelEncoder massCancel = new MassCancelEncoder();
        for (int venueId = 1; venueId < MAX_VENUES; venueId++) {
            if (ports[venueId] != null) {
                massCancel
                        .wrapAndApplyHeader(ownBuffer, 0, new MessageHeaderEncoder())
                        .venueId((short) venueId)
                        .strategyId(0)
                        .instrumentId(0);
                final int length = BODY + massCancel.encodedLength();
                if (trySend(venueId, MassCancelEncoder.TEMPLATE_ID, ownBuffer, 0, length) != null) {
                    unreached++;
                }
            }
        }
        return unreached;
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
