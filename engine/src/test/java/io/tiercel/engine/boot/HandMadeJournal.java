package io.tiercel.engine.boot;

import io.tiercel.codecs.control.SessionEndEncoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.marketdata.InstrumentStatusEncoder;
import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.marketdata.L3ExecuteEncoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.VenueSessionUpEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** A journal of inputs alone: the opening of a real run, and after it what a test says of instrument 1. */
final class HandMadeJournal implements AutoCloseable {
    private static final int INSTRUMENT = 1;
    private static final int VENUE = 1;
    private static final long CENT = 10_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    private final JournalWriter writer;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long sequence;
    private long timeNs;
    private long packetSequence;

    /** @param opening the journal of the run whose opening it takes */
    HandMadeJournal(final Path folder, final Path opening) {
        final var inputs = JournalInputs.read(opening);
        writer = Journals.create(folder, 1, 0x7157, inputs.get(0).sequence(), 1 << 20);
        for (final JournalInputs.Input input : inputs) {
            sequence = input.sequence();
            timeNs = input.timeNs();
            writer.appendInput(
                    sequence,
                    timeNs,
                    input.kind(),
                    input.bytes(),
                    0,
                    input.bytes().capacity());
            if (input.kind() == SessionReadyDecoder.TEMPLATE_ID) {
                break;
            }
        }
        put(new VenueSessionUpEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .sessionId(7)
                .nextInbound(1));
        put(new FeedStatusEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(0)
                .feedId(VENUE)
                .state(FeedState.LIVE));
        put(new InstrumentStatusEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(INSTRUMENT)
                .status(TradingStatus.TRADING));
    }

    /** Later inputs come this much later. */
    HandMadeJournal after(final long milliseconds) {
        timeNs += milliseconds * MILLISECOND;
        return this;
    }

    HandMadeJournal add(final Side side, final long orderId, final long cents, final long quantity) {
        final L3AddEncoder message = new L3AddEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(INSTRUMENT)
                .feedId(VENUE)
                .side(side)
                .orderId(orderId)
                .priceNanos(cents * CENT)
                .quantity(quantity)
                .packetSequence(++packetSequence);
        message.flags().clear().endOfPacket(true);
        return put(message);
    }

    /** A seller hits this bid. */
    HandMadeJournal hit(final long orderId, final long cents, final long quantity) {
        final L3ExecuteEncoder message = new L3ExecuteEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(INSTRUMENT)
                .feedId(VENUE)
                .aggressorSide(Side.SELL)
                .orderId(orderId)
                .priceNanos(cents * CENT)
                .quantity(quantity)
                .matchId(++packetSequence)
                .packetSequence(packetSequence);
        message.flags().clear().endOfPacket(true);
        return put(message);
    }

    /** The venue said that this order of its book is one of the engine's. */
    HandMadeJournal own(final long venueOrderId) {
        return put(new OrderAcceptedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .side(Side.BUY)
                .strategyId(1)
                .sessionId(7)
                .inboundSequence(venueOrderId)
                .executionId(venueOrderId)
                .instrumentId(INSTRUMENT)
                .venueOrderId(venueOrderId)
                .priceNanos(0)
                .quantity(1));
    }

    HandMadeJournal end() {
        return put(new SessionEndEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .reconciled(BooleanFlag.TRUE)
                .exitCode((short) 0)
                .reason("stopped"));
    }

    private HandMadeJournal put(final MessageEncoderFlyweight message) {
        final int kind = new MessageHeaderDecoder().wrap(buffer, 0).templateId();
        writer.appendInput(
                ++sequence, timeNs, kind, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        return this;
    }

    @Override
    public void close() {
        writer.close();
    }
}
