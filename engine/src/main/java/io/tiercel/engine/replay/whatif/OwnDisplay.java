package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.marketdata.L3CancelEncoder;
import io.tiercel.codecs.marketdata.L3DeleteEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts the simulated orders of one instrument into the book that the core sees, as a feed by order would, in packets
 * without a number. What would cross the recorded book is not shown while it would: the core would take the book for
 * wrong.
 */
final class OwnDisplay {
    /** Downwards from here: beyond what a venue calls its orders, whether it counts from 1 or from 2^62. */
    private static final long FIRST_ID = Long.MAX_VALUE;

    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;

    private final List<ModelOrder> shown = new ArrayList<>();
    private final List<byte[]> packet = new ArrayList<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final int instrumentId;
    private int feedId;
    private long shownCount;

    OwnDisplay(final int instrumentId) {
        this.instrumentId = instrumentId;
    }

    /** The feed that speaks of the instrument. */
    void feedId(final int newFeedId) {
        feedId = newFeedId;
    }

    boolean showsAny() {
        return !shown.isEmpty();
    }

    /** The core's book becomes empty by what was recorded. */
    void forget() {
        shown.forEach(order -> order.shownQuantity = 0);
        shown.clear();
    }

    /** What is less, or gone. */
    void shrink(final InstrumentModel instrument, final long timeNs) {
        for (final ModelOrder order : List.copyOf(shown)) {
            final boolean stays =
                    order.open && order.priority == order.shownPriority && !instrument.crossesRecorded(order);
            if (!stays) {
                shown.remove(order);
                order.shownQuantity = 0;
                new L3DeleteEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .instrumentId(instrumentId)
                        .feedId(feedId)
                        .side(order.side)
                        .orderId(order.shownId)
                        .venueTimeNs(timeNs)
                        .packetSequence(0)
                        .flags()
                        .clear();
                add(L3DeleteEncoder.BLOCK_LENGTH);
            } else if (order.leavesQuantity() < order.shownQuantity) {
                new L3CancelEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .instrumentId(instrumentId)
                        .feedId(feedId)
                        .side(order.side)
                        .orderId(order.shownId)
                        .quantity(order.shownQuantity - order.leavesQuantity())
                        .venueTimeNs(timeNs)
                        .packetSequence(0)
                        .flags()
                        .clear();
                add(L3CancelEncoder.BLOCK_LENGTH);
                order.shownQuantity = order.leavesQuantity();
            }
        }
    }

    /** What is new. */
    void grow(final InstrumentModel instrument, final long timeNs) {
        for (final ModelOrder order : instrument.resting()) {
            if (order.shownQuantity > 0 || instrument.crossesRecorded(order)) {
                continue;
            }
            order.shownId = FIRST_ID - ++shownCount;
            order.shownQuantity = order.leavesQuantity();
            order.shownPriority = order.priority;
            shown.add(order);
            new L3AddEncoder()
                    .wrapAndApplyHeader(buffer, 0, header)
                    .instrumentId(instrumentId)
                    .feedId(feedId)
                    .side(order.side)
                    .orderId(order.shownId)
                    .priceNanos(order.priceNanos)
                    .quantity(order.shownQuantity)
                    .venueTimeNs(timeNs)
                    .packetSequence(0)
                    .flags()
                    .clear();
            add(L3AddEncoder.BLOCK_LENGTH);
        }
    }

    /** Ends the packet, if there is one. */
    void flush(final MessageSink sink) {
        for (int i = 0; i < packet.size(); i++) {
            message.wrap(packet.get(i));
            if (i == packet.size() - 1) {
                MarketMessage.endPacket(message, 0);
            }
            sink.accept(message, 0, message.capacity());
        }
        packet.clear();
    }

    /** The message in the buffer. */
    private void add(final int blockLength) {
        final byte[] copy = new byte[BODY + blockLength];
        buffer.getBytes(0, copy);
        packet.add(copy);
    }
}
