package io.tiercel.engine.observe;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.AlertDecoder;
import io.tiercel.codecs.control.ClockStepDecoder;
import io.tiercel.codecs.control.CommandResultDecoder;
import io.tiercel.codecs.control.HaltDecoder;
import io.tiercel.codecs.control.JournalPaceDecoder;
import io.tiercel.codecs.control.JournalRoomDecoder;
import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.control.LimitChangeDecoder;
import io.tiercel.codecs.control.ParameterChangeDecoder;
import io.tiercel.codecs.control.ReferenceDataEndDecoder;
import io.tiercel.codecs.control.ResumeDecoder;
import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.control.StopRequestDecoder;
import io.tiercel.codecs.control.StrategyFailedDecoder;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.codecs.orders.VenueSessionDownDecoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import io.tiercel.engine.pipeline.InputProbe;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;

/**
 * Tells one observer of the few inputs and outputs that an operator hears of; orders and market data are not among
 * them. On the gate's thread. It overwrites what is old, whether it was read or not, and so never waits.
 *
 * <pre>
 *   0 ..  7  number of the event, from 1: the reader sees by it what it missed
 *   8 .. 15  sequence of the input that it is, or that caused it
 *  16 .. 23  that input's time
 *  24 .. 27  length of the message
 *  28 .. 31  how much of it follows
 *  32 ..     the message with its header, at most the first 1,024 bytes
 * </pre>
 */
@HotPath
public final class EventBroadcast implements InputProbe {
    static final int NUMBER = 0;
    static final int SEQUENCE = 8;
    static final int TIME = 16;
    static final int LENGTH = 24;
    static final int COPIED = 28;
    static final int MESSAGE = 32;
    static final int MAX_COPIED = 1_024;

    private static final int ALIGNMENT = 128;
    private static final int MESSAGE_TYPE = 1;

    private final InputProbe next;
    private final EventReceiver receiver;
    private final BroadcastTransmitter transmitter;
    private final UnsafeBuffer event =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(MESSAGE + MAX_COPIED, ALIGNMENT));
    private long number;

    /**
     * @param next     sees everything first
     * @param capacity in bytes, a power of two from 16 KiB on
     */
    public EventBroadcast(final InputProbe next, final int capacity) {
        this.next = next;
        final UnsafeBuffer buffer = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(capacity + BroadcastBufferDescriptor.TRAILER_LENGTH, ALIGNMENT));
        transmitter = new BroadcastTransmitter(buffer);
        receiver = new EventReceiver(buffer);
    }

    /** What the observer reads, on a thread of its own, from the first event on. */
    public EventReceiver receiver() {
        return receiver;
    }

    @Override
    public void onOutput(
            final long sequence,
            final long inputTimeNs,
            final int templateId,
            final boolean left,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        next.onOutput(sequence, inputTimeNs, templateId, left, buffer, offset, length);
        switch (templateId) {
            case AlertDecoder.TEMPLATE_ID,
                    CommandResultDecoder.TEMPLATE_ID,
                    StrategyFailedDecoder.TEMPLATE_ID,
                    RiskRejectedDecoder.TEMPLATE_ID -> tell(sequence, inputTimeNs, buffer, offset, length);
            default -> {
                // Not for an operator.
            }
        }
    }

    // What waits for the disk is for a venue, and neither an answer nor an event.
    @Override
    public void onLateOutput(
            final long sequence,
            final long inputTimeNs,
            final boolean ofMarketData,
            final int templateId,
            final boolean left,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        next.onLateOutput(sequence, inputTimeNs, ofMarketData, templateId, left, buffer, offset, length);
    }

    @Override
    public void onInputDone(
            final long sequence,
            final long inputTimeNs,
            final int templateId,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        next.onInputDone(sequence, inputTimeNs, templateId, buffer, offset, length);
        switch (templateId) {
            case HaltDecoder.TEMPLATE_ID,
                    ResumeDecoder.TEMPLATE_ID,
                    KillDecoder.TEMPLATE_ID,
                    LimitChangeDecoder.TEMPLATE_ID,
                    ParameterChangeDecoder.TEMPLATE_ID,
                    SessionReadyDecoder.TEMPLATE_ID,
                    StopRequestDecoder.TEMPLATE_ID,
                    SessionEndDecoder.TEMPLATE_ID,
                    JournalRoomDecoder.TEMPLATE_ID,
                    JournalPaceDecoder.TEMPLATE_ID,
                    ClockStepDecoder.TEMPLATE_ID,
                    ReferenceDataEndDecoder.TEMPLATE_ID,
                    FeedStatusDecoder.TEMPLATE_ID,
                    VenueSessionUpDecoder.TEMPLATE_ID,
                    VenueSessionDownDecoder.TEMPLATE_ID -> tell(sequence, inputTimeNs, buffer, offset, length);
            default -> {
                // As above.
            }
        }
    }

    private void tell(
            final long sequence,
            final long inputTimeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final int copied = Math.min(length, MAX_COPIED);
        event.putLong(NUMBER, ++number);
        event.putLong(SEQUENCE, sequence);
        event.putLong(TIME, inputTimeNs);
        event.putInt(LENGTH, length);
        event.putInt(COPIED, copied);
        event.putBytes(MESSAGE, buffer, offset, copied);
        transmitter.transmit(MESSAGE_TYPE, event, 0, MESSAGE + copied);
    }
}
