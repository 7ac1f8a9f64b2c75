package io.tiercel.engine.core;

import io.tiercel.codecs.control.AlertDecoder;
import io.tiercel.codecs.control.CommandResultDecoder;
import io.tiercel.codecs.control.StrategyFailedDecoder;
import io.tiercel.codecs.journal.CheckpointDecoder;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderChangedDecoder;
import io.tiercel.codecs.orders.PositionChangedDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.state.Outputs;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Keeps the outputs as short lines, and the orders among them. */
final class RecordedOutputs implements Outputs {
    /** An order that left. */
    record Sent(
            long orderId,
            long venueToken,
            int strategyId,
            int instrumentId,
            Side side,
            long priceNanos,
            long quantity) {}

    final List<String> lines = new ArrayList<>();
    /** With value and limit. */
    final List<String> alerts = new ArrayList<>();

    final List<Sent> orders = new ArrayList<>();
    final List<Long> cancelledIds = new ArrayList<>();
    int greatestOrdinal;
    /** The most that one input sent to venues. */
    int greatestToVenues;

    private long toVenuesCause;
    private int toVenues;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    @Override
    public void onOutput(
            final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
        greatestOrdinal = Math.max(greatestOrdinal, ordinal);
        header.wrap(buffer, offset);
        if (Gate.isForVenue(header.templateId())) {
            toVenues = cause == toVenuesCause ? toVenues + 1 : 1;
            toVenuesCause = cause;
            greatestToVenues = Math.max(greatestToVenues, toVenues);
        }
        switch (header.templateId()) {
            case NewOrderDecoder.TEMPLATE_ID -> {
                final NewOrderDecoder order = new NewOrderDecoder().wrapAndApplyHeader(buffer, offset, header);
                orders.add(new Sent(
                        order.orderId(),
                        order.venueToken(),
                        order.strategyId(),
                        order.instrumentId(),
                        order.side(),
                        order.priceNanos(),
                        order.quantity()));
                lines.add("order " + order.side() + " " + order.quantity() + " of " + order.instrumentId());
            }
            case CancelOrderDecoder.TEMPLATE_ID -> {
                final CancelOrderDecoder cancel = new CancelOrderDecoder().wrapAndApplyHeader(buffer, offset, header);
                cancelledIds.add(cancel.orderId());
                lines.add("cancel");
            }
            case RiskRejectedDecoder.TEMPLATE_ID -> {
                final RiskRejectedDecoder rejected =
                        new RiskRejectedDecoder().wrapAndApplyHeader(buffer, offset, header);
                lines.add("refused " + rejected.reason() + " " + rejected.value() + "/" + rejected.limitValue());
            }
            case OrderChangedDecoder.TEMPLATE_ID -> {
                final OrderChangedDecoder changed =
                        new OrderChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                lines.add("changed " + changed.state() + " " + changed.leavesQuantity());
            }
            case PositionChangedDecoder.TEMPLATE_ID -> {
                final PositionChangedDecoder position =
                        new PositionChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                lines.add("position " + position.quantity());
            }
            case CommandResultDecoder.TEMPLATE_ID -> {
                final CommandResultDecoder result =
                        new CommandResultDecoder().wrapAndApplyHeader(buffer, offset, header);
                lines.add("result " + result.code());
            }
            case AlertDecoder.TEMPLATE_ID -> {
                final AlertDecoder alert = new AlertDecoder().wrapAndApplyHeader(buffer, offset, header);
                lines.add("alert " + alert.code());
                alerts.add(alert.code() + " " + alert.value() + "/" + alert.limitValue());
            }
            case StrategyFailedDecoder.TEMPLATE_ID -> {
                final StrategyFailedDecoder failed =
                        new StrategyFailedDecoder().wrapAndApplyHeader(buffer, offset, header);
                lines.add("failed " + failed.strategyId() + " " + failed.callback() + " " + failed.exceptionClass());
            }
            case CheckpointDecoder.TEMPLATE_ID -> lines.add("checkpoint");
            default -> lines.add("template " + header.templateId());
        }
    }

    List<String> takeLines() {
        final List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }
}
