package io.tiercel.engine.pipeline;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.MassCancelDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OpenOrdersRequestDecoder;
import io.tiercel.codecs.orders.OrderStatusRequestDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.types.NotSentReason;
import io.tiercel.journal.CommitPoint;
import io.tiercel.journal.JournalException;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Orders and replaces whose cause is not yet on the disk, in the order in which the core decided them. The gate's
 * thread only; it looks whenever it comes by.
 *
 * <pre>
 *  message              while nothing is held for the venue    otherwise
 *  order, replace       waits for its cause                    waits behind what is held
 *  cancel               leaves                                 leaves; what is held of its order comes back, and
 *                                                              the cancel too, where the venue has not seen the order
 *  mass cancel          leaves                                 leaves; what is held for the venue comes back
 *  inquiry about orders leaves                                 waits behind what is held: the venue would not know it
 *  request to resend    leaves                                 leaves
 * </pre>
 *
 * <pre>
 *  slot    cause (8)  time (8) and kind (4) of the input  template id (4)  length (4), 0: gone  message
 * </pre>
 */
@HotPath
final class OrderHold {
    private static final int CAUSE_KIND = 2 * Long.BYTES;
    private static final int TEMPLATE = CAUSE_KIND + Integer.BYTES;
    private static final int LENGTH = TEMPLATE + Integer.BYTES;
    private static final int MESSAGE = LENGTH + Integer.BYTES;
    private static final int SLOT_BYTES = 256;

    private final Gate gate;
    private final InputProbe probe;
    private final CommitPoint commit;
    private final int capacity;
    private final UnsafeBuffer slots;
    // Slots from head up to tail are in use.
    private long head;
    private long tail;
    private long heldCount;

    OrderHold(final Gate gate, final InputProbe probe, final CommitPoint commit, final int capacity) {
        this.gate = gate;
        this.probe = probe;
        this.commit = commit;
        this.capacity = capacity;
        slots = new UnsafeBuffer(ByteBuffer.allocateDirect(Math.multiplyExact(capacity, SLOT_BYTES)));
    }

    /** Messages that had to wait so far. */
    long heldCount() {
        return heldCount;
    }

    /**
     * Looks at a message for a venue.
     *
     * @return false: it may leave now; true: it waits or came back, and the probe is told when that is decided
     */
    boolean takes(
            final long cause,
            final long inputTimeNs,
            final boolean ofMarketData,
            final int templateId,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        switch (templateId) {
            case NewOrderDecoder.TEMPLATE_ID, ReplaceOrderDecoder.TEMPLATE_ID -> {
                if (head == tail && commit.synced() >= cause) {
                    return false;
                }
                if (commit.slow()) {
                    turnBack(
                            NotSentReason.JOURNAL_SLOW,
                            cause,
                            inputTimeNs,
                            ofMarketData,
                            templateId,
                            buffer,
                            offset,
                            length);
                    return true;
                }
                return hold(cause, inputTimeNs, ofMarketData, templateId, buffer, offset, length);
            }
            case CancelOrderDecoder.TEMPLATE_ID -> {
                final boolean unseen = head != tail && withdrawOrder(Gate.orderId(buffer, offset));
                if (unseen) {
                    turnBack(
                            NotSentReason.WITHDRAWN,
                            cause,
                            inputTimeNs,
                            ofMarketData,
                            templateId,
                            buffer,
                            offset,
                            length);
                }
                return unseen;
            }
            case MassCancelDecoder.TEMPLATE_ID -> {
                withdrawVenue(Gate.venueId(buffer, offset));
                return false;
            }
            case OrderStatusRequestDecoder.TEMPLATE_ID, OpenOrdersRequestDecoder.TEMPLATE_ID -> {
                return holdsFor(Gate.venueId(buffer, offset))
                        && hold(cause, inputTimeNs, ofMarketData, templateId, buffer, offset, length);
            }
            default -> {
                return false;
            }
        }
    }

    private boolean hold(
            final long cause,
            final long inputTimeNs,
            final boolean ofMarketData,
            final int templateId,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (tail - head == capacity || length > SLOT_BYTES - MESSAGE) {
            turnBack(NotSentReason.HOLD_FULL, cause, inputTimeNs, ofMarketData, templateId, buffer, offset, length);
            return true;
        }
        final int slot = slot(tail);
        slots.putLong(slot, cause);
        slots.putLong(slot + Long.BYTES, inputTimeNs);
        slots.putInt(slot + CAUSE_KIND, ofMarketData ? 1 : 0);
        slots.putInt(slot + TEMPLATE, templateId);
        slots.putInt(slot + LENGTH, length);
        slots.putBytes(slot + MESSAGE, buffer, offset, length);
        tail++;
        heldCount++;
        return true;
    }

    /**
     * Lets go what may leave by now. Between two inputs, or while nothing else is to be done.
     *
     * @return how many messages that were
     * @throws JournalException when the disk refused: then all that was held has come back
     */
    int release() {
        if (head == tail) {
            return 0;
        }
        final Throwable failure = commit.failure();
        if (failure != null) {
            turnAllBack(NotSentReason.JOURNAL_FAILED);
            throw failed(failure);
        }
        if (commit.slow()) {
            return turnAllBack(NotSentReason.JOURNAL_SLOW);
        }
        final long synced = commit.synced();
        final long before = head;
        while (head != tail && slots.getLong(slot(head)) <= synced) {
            letGo(slot(head));
            head++;
        }
        return (int) (head - before);
    }

    private void letGo(final int slot) {
        final int length = slots.getInt(slot + LENGTH);
        if (length > 0) {
            final int templateId = slots.getInt(slot + TEMPLATE);
            gate.startInput();
            final boolean left = gate.send(templateId, slots, slot + MESSAGE, length);
            tellProbe(slot, left);
        }
    }

    /** Orders and replaces come back; what only waited behind them leaves. */
    private int turnAllBack(final NotSentReason reason) {
        final long before = head;
        while (head != tail) {
            final int slot = slot(head);
            if (addsExposure(slot)) {
                turnBackHeld(slot, reason);
            } else {
                letGo(slot);
            }
            head++;
        }
        return (int) (head - before);
    }

    /** Returns whether the order itself was held: then the venue never hears of it. */
    private boolean withdrawOrder(final long orderId) {
        boolean unseen = false;
        for (long i = head; i != tail; i++) {
            final int slot = slot(i);
            if (addsExposure(slot) && Gate.orderId(slots, slot + MESSAGE) == orderId) {
                unseen |= slots.getInt(slot + TEMPLATE) == NewOrderDecoder.TEMPLATE_ID;
                turnBackHeld(slot, NotSentReason.WITHDRAWN);
            }
        }
        return unseen;
    }

    private void withdrawVenue(final int venueId) {
        for (long i = head; i != tail; i++) {
            final int slot = slot(i);
            if (addsExposure(slot) && Gate.venueId(slots, slot + MESSAGE) == venueId) {
                turnBackHeld(slot, NotSentReason.WITHDRAWN);
            }
        }
    }

    private boolean holdsFor(final int venueId) {
        for (long i = head; i != tail; i++) {
            final int slot = slot(i);
            if (slots.getInt(slot + LENGTH) > 0 && Gate.venueId(slots, slot + MESSAGE) == venueId) {
                return true;
            }
        }
        return false;
    }

    /** And is not gone. */
    private boolean addsExposure(final int slot) {
        final int templateId = slots.getInt(slot + TEMPLATE);
        return slots.getInt(slot + LENGTH) > 0
                && (templateId == NewOrderDecoder.TEMPLATE_ID || templateId == ReplaceOrderDecoder.TEMPLATE_ID);
    }

    private void turnBackHeld(final int slot, final NotSentReason reason) {
        gate.turnBack(reason, slots.getInt(slot + TEMPLATE), slots, slot + MESSAGE);
        tellProbe(slot, false);
        slots.putInt(slot + LENGTH, 0);
    }

    private void tellProbe(final int slot, final boolean left) {
        probe.onLateOutput(
                slots.getLong(slot),
                slots.getLong(slot + Long.BYTES),
                slots.getInt(slot + CAUSE_KIND) != 0,
                slots.getInt(slot + TEMPLATE),
                left,
                slots,
                slot + MESSAGE,
                slots.getInt(slot + LENGTH));
    }

    private void turnBack(
            final NotSentReason reason,
            final long cause,
            final long inputTimeNs,
            final boolean ofMarketData,
            final int templateId,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        gate.turnBack(reason, templateId, buffer, offset);
        probe.onOutput(cause, inputTimeNs, templateId, false, buffer, offset, length);
    }

    @ColdPath
    private static JournalException failed(final Throwable failure) {
        return new JournalException("the journal cannot be brought to the disk: " + failure.getMessage(), failure);
    }

    private int slot(final long index) {
        return (int) (index % capacity) * SLOT_BYTES;
    }
}
