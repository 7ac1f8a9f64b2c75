package io.tiercel.engine.boot;

import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3CancelEncoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3DeleteEncoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteEncoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceEncoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.boot.JournalInputs.Input;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal's inputs with its market data as it is when it came by ITCH: each order's side and price are said once. */
final class NativeInputs {
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final long FIRST_REFERENCE = 1L << 62;

    private final Map<Long, Long> references = new HashMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long deletedId;
    private long referenceCount;

    private NativeInputs() {}

    /** Writes them as another journal; returns how often an order got another name. */
    static long write(final Path from, final Path to) {
        final NativeInputs inputs = new NativeInputs();
        final var all = JournalInputs.read(from);
        try (JournalWriter writer = Journals.create(to, 1, 0x7157, all.get(0).sequence(), 1 << 20)) {
            for (final Input input : all) {
                final UnsafeBuffer bytes = inputs.translate(input.kind(), input.bytes());
                final int kind = new MessageHeaderDecoder().wrap(bytes, 0).templateId();
                writer.appendInput(input.sequence(), input.timeNs(), kind, bytes, 0, bytes.capacity());
            }
        }
        return inputs.referenceCount;
    }

    private UnsafeBuffer translate(final int kind, final UnsafeBuffer bytes) {
        if (kind > L3ReplaceDecoder.TEMPLATE_ID) {
            return bytes;
        }
        final long id = bytes.getLong(BODY + L3AddDecoder.orderIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        if (kind == L3ModifyDecoder.TEMPLATE_ID) {
            return replaced(id, new L3ModifyDecoder().wrapAndApplyHeader(bytes, 0, header));
        }
        if (kind == L3AddDecoder.TEMPLATE_ID && id == deletedId) {
            references.put(id, nextReference());
        }
        deletedId = kind == L3DeleteDecoder.TEMPLATE_ID ? id : deletedId;
        bytes.putLong(
                BODY + L3AddDecoder.orderIdEncodingOffset(), references.getOrDefault(id, id), ByteOrder.LITTLE_ENDIAN);
        switch (kind) {
            case L3ExecuteDecoder.TEMPLATE_ID ->
                new L3ExecuteEncoder()
                        .wrap(bytes, BODY)
                        .aggressorSide(Side.NULL_VAL)
                        .priceNanos(L3ExecuteEncoder.priceNanosNullValue());
            case L3CancelDecoder.TEMPLATE_ID ->
                new L3CancelEncoder().wrap(bytes, BODY).side(Side.NULL_VAL);
            case L3DeleteDecoder.TEMPLATE_ID ->
                new L3DeleteEncoder().wrap(bytes, BODY).side(Side.NULL_VAL);
            case L3ReplaceDecoder.TEMPLATE_ID ->
                new L3ReplaceEncoder().wrap(bytes, BODY).side(Side.NULL_VAL);
            default -> {
                // An order is new, so all of it is said.
            }
        }
        return bytes;
    }

    /** One place in a queue has one name. */
    private UnsafeBuffer replaced(final long id, final L3ModifyDecoder modify) {
        final UnsafeBuffer bytes =
                new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + L3ReplaceEncoder.BLOCK_LENGTH]);
        final long old = references.getOrDefault(id, id);
        references.put(id, nextReference());
        final L3ReplaceEncoder message = new L3ReplaceEncoder()
                .wrapAndApplyHeader(bytes, 0, new MessageHeaderEncoder())
                .instrumentId(modify.instrumentId())
                .feedId(modify.feedId())
                .side(Side.NULL_VAL)
                .orderId(old)
                .newOrderId(references.get(id))
                .priceNanos(modify.priceNanos())
                .quantity(modify.quantity())
                .venueTimeNs(modify.venueTimeNs())
                .packetSequence(modify.packetSequence());
        message.flags().clear().endOfPacket(modify.flags().endOfPacket());
        return bytes;
    }

    private long nextReference() {
        return FIRST_REFERENCE + ++referenceCount;
    }
}
