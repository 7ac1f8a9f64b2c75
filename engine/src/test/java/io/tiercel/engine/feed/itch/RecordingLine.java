package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.PacketReferenceDecoder;
import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.feed.FactText;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.ingress.InputFilter;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** What a subscriber gets, as texts: packet, a point at its end. What ingress would refuse is an error. */
final class RecordingLine implements MessageLine {
    final List<String> messages = new ArrayList<>();
    Result result = Result.TAKEN;
    int room = Integer.MAX_VALUE;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InputFilter filter = InputFilter.feed();

    @Override
    public Result offer(final DirectBuffer buffer, final int offset, final int length) {
        if (result != Result.TAKEN) {
            return result;
        }
        if (room == 0) {
            return Result.BACK_PRESSURE;
        }
        room--;
        if (!filter.accepts(buffer, offset, length)) {
            throw new AssertionError("ingress refuses what came after " + messages);
        }
        header.wrap(buffer, offset);
        messages.add(text(buffer, offset));
        return result;
    }

    @Override
    public boolean isConnected() {
        return result != Result.NOBODY;
    }

    /** Without references. */
    List<String> take() {
        final List<String> taken = messages.stream()
                .filter(message -> !message.startsWith("packet "))
                .toList();
        messages.clear();
        return taken;
    }

    private String text(final DirectBuffer buffer, final int offset) {
        switch (header.templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> {
                final L3AddDecoder add = new L3AddDecoder().wrapAndApplyHeader(buffer, offset, header);
                return packet(add.packetSequence(), add.flags().endOfPacket()) + "add " + add.instrumentId() + " "
                        + add.side() + " " + add.orderId() + " " + add.quantity() + " at " + add.priceNanos();
            }
            case L3ExecuteDecoder.TEMPLATE_ID -> {
                final L3ExecuteDecoder execute = new L3ExecuteDecoder().wrapAndApplyHeader(buffer, offset, header);
                return packet(execute.packetSequence(), execute.flags().endOfPacket()) + "execute "
                        + execute.instrumentId() + " " + execute.orderId() + " " + execute.quantity() + " at "
                        + (execute.priceNanos() == L3ExecuteDecoder.priceNanosNullValue()
                                ? "its price"
                                : execute.priceNanos())
                        + " match " + execute.matchId();
            }
            case L3CancelDecoder.TEMPLATE_ID -> {
                final L3CancelDecoder cancel = new L3CancelDecoder().wrapAndApplyHeader(buffer, offset, header);
                return packet(cancel.packetSequence(), cancel.flags().endOfPacket()) + "cancel " + cancel.instrumentId()
                        + " " + cancel.orderId() + " " + cancel.quantity();
            }
            case L3DeleteDecoder.TEMPLATE_ID -> {
                final L3DeleteDecoder delete = new L3DeleteDecoder().wrapAndApplyHeader(buffer, offset, header);
                return packet(delete.packetSequence(), delete.flags().endOfPacket()) + "delete " + delete.instrumentId()
                        + " " + delete.orderId();
            }
            case L3ReplaceDecoder.TEMPLATE_ID -> {
                final L3ReplaceDecoder replace = new L3ReplaceDecoder().wrapAndApplyHeader(buffer, offset, header);
                return packet(replace.packetSequence(), replace.flags().endOfPacket()) + "replace "
                        + replace.instrumentId() + " " + replace.orderId() + " by " + replace.newOrderId() + " "
                        + replace.quantity() + " at " + replace.priceNanos();
            }
            case L3ClearDecoder.TEMPLATE_ID -> {
                final L3ClearDecoder clear = new L3ClearDecoder().wrapAndApplyHeader(buffer, offset, header);
                return packet(clear.packetSequence(), clear.flags().endOfPacket()) + "clear " + clear.instrumentId();
            }
            case TradeDecoder.TEMPLATE_ID -> {
                final TradeDecoder trade = new TradeDecoder().wrapAndApplyHeader(buffer, offset, header);
                return packet(trade.packetSequence(), trade.flags().endOfPacket()) + "trade " + trade.instrumentId()
                        + " " + trade.quantity() + " at " + trade.priceNanos() + " match " + trade.matchId();
            }
            case PacketReferenceDecoder.TEMPLATE_ID -> {
                final PacketReferenceDecoder reference =
                        new PacketReferenceDecoder().wrapAndApplyHeader(buffer, offset, header);
                assertFalse(reference.flags().endOfPacket());
                return "packet " + reference.packetSequence() + " from " + reference.venueSequence() + " of channel "
                        + reference.channelId() + " at " + reference.receiveTimeNs();
            }
            default -> {
                return status(buffer, offset);
            }
        }
    }

    private String status(final DirectBuffer buffer, final int offset) {
        switch (header.templateId()) {
            case InstrumentStatusDecoder.TEMPLATE_ID -> {
                final InstrumentStatusDecoder status =
                        new InstrumentStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
                return "instrument " + status.instrumentId() + " " + status.status();
            }
            case SessionPhaseDecoder.TEMPLATE_ID -> {
                final SessionPhaseDecoder phase = new SessionPhaseDecoder().wrapAndApplyHeader(buffer, offset, header);
                return "venue " + phase.venueId() + " " + phase.phase() + " " + phase.tradingDate() + " at "
                        + phase.venueTimeNs();
            }
            case FeedStatusDecoder.TEMPLATE_ID -> {
                final FeedStatusDecoder status = new FeedStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
                return "feed " + status.feedId() + " " + status.state() + (status.instrumentId() == 0 ? "" : " one");
            }
            default -> {
                final String fact = FactText.of(buffer, offset);
                if (fact == null) {
                    throw new AssertionError("template " + header.templateId());
                }
                return packet(FactText.packetSequence(buffer, offset), FactText.endsPacket(buffer, offset)) + fact;
            }
        }
    }

    private static String packet(final long number, final boolean last) {
        return number + (last ? ". " : " ");
    }
}
