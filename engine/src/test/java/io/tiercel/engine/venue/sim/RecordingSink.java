package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.Digest;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
import io.tiercel.codecs.orders.CancelRejectedDecoder;
import io.tiercel.codecs.orders.OpenOrdersBeginDecoder;
import io.tiercel.codecs.orders.OpenOrdersEndDecoder;
import io.tiercel.codecs.orders.OpenOrdersItemDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderCancelledDecoder;
import io.tiercel.codecs.orders.OrderExpiredDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.OrderReplacedDecoder;
import io.tiercel.codecs.orders.OrderStatusDecoder;
import io.tiercel.codecs.orders.OrderUnknownDecoder;
import io.tiercel.codecs.orders.VenueSessionDownDecoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes everything and keeps it: as a hash, as copies, or as the generated codec's text. */
final class RecordingSink implements VenueSink {
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;

    final List<UnsafeBuffer> feed = new ArrayList<>();
    final List<UnsafeBuffer> executions = new ArrayList<>();
    long digest = Digest.SEED;
    long messageCount;
    boolean keeps = true;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    @Override
    public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
        take(feed, buffer, offset, length);
        return true;
    }

    @Override
    public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
        take(executions, buffer, offset, length);
        return true;
    }

    /** Executions since the last call, shortened to what a test is about. */
    List<String> takeExecutions() {
        final List<String> lines = new ArrayList<>();
        for (final UnsafeBuffer message : executions) {
            lines.add(describeExecution(message));
        }
        executions.clear();
        return lines;
    }

    /** Market data since the last call; a star marks the end of a packet. */
    List<String> takeFeed() {
        final List<String> lines = new ArrayList<>();
        for (final UnsafeBuffer message : feed) {
            lines.add(describeFeed(message));
        }
        feed.clear();
        return lines;
    }

    private void take(final List<UnsafeBuffer> target, final DirectBuffer buffer, final int offset, final int length) {
        messageCount++;
        digest = Digest.mix(digest, buffer, offset, length);
        if (keeps) {
            final byte[] copy = new byte[length];
            buffer.getBytes(offset, copy);
            target.add(new UnsafeBuffer(copy));
        }
    }

    String describeExecution(final UnsafeBuffer message) {
        header.wrap(message, 0);
        final int block = header.blockLength();
        final int version = header.version();
        switch (header.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> {
                final OrderAcceptedDecoder m = new OrderAcceptedDecoder().wrap(message, BODY, block, version);
                return "accepted " + m.venueToken() + " " + m.side() + " " + m.quantity() + "@" + m.priceNanos();
            }
            case OrderRejectedDecoder.TEMPLATE_ID -> {
                final OrderRejectedDecoder m = new OrderRejectedDecoder().wrap(message, BODY, block, version);
                return "rejected " + m.venueToken() + " " + m.reason();
            }
            case OrderFilledDecoder.TEMPLATE_ID -> {
                final OrderFilledDecoder m = new OrderFilledDecoder().wrap(message, BODY, block, version);
                return "filled " + m.venueToken() + " " + m.lastQuantity() + "@" + m.lastPriceNanos() + " leaves "
                        + m.leavesQuantity() + " fee " + m.feeMoney() + " maker " + m.maker();
            }
            case OrderCancelledDecoder.TEMPLATE_ID -> {
                final OrderCancelledDecoder m = new OrderCancelledDecoder().wrap(message, BODY, block, version);
                return "cancelled " + m.venueToken() + " " + m.reason() + " executed " + m.cumulativeQuantity();
            }
            case OrderReplacedDecoder.TEMPLATE_ID -> {
                final OrderReplacedDecoder m = new OrderReplacedDecoder().wrap(message, BODY, block, version);
                return "replaced " + m.venueToken() + " by " + m.newVenueToken() + " " + m.quantity() + "@"
                        + m.priceNanos() + " leaves " + m.leavesQuantity();
            }
            case OrderUnknownDecoder.TEMPLATE_ID -> {
                final OrderUnknownDecoder m = new OrderUnknownDecoder().wrap(message, BODY, block, version);
                return "unknown " + m.venueToken() + " " + m.reason();
            }
            case CancelRejectedDecoder.TEMPLATE_ID -> {
                final CancelRejectedDecoder m = new CancelRejectedDecoder().wrap(message, BODY, block, version);
                return "cancelRejected " + m.venueToken() + " " + m.reason();
            }
            case OrderStatusDecoder.TEMPLATE_ID -> {
                final OrderStatusDecoder m = new OrderStatusDecoder().wrap(message, BODY, block, version);
                return "status " + m.venueToken() + " open " + m.open() + " executed " + m.cumulativeQuantity() + "/"
                        + m.quantity();
            }
            case OpenOrdersBeginDecoder.TEMPLATE_ID -> {
                final OpenOrdersBeginDecoder m = new OpenOrdersBeginDecoder().wrap(message, BODY, block, version);
                return "openBegin " + m.orderCount();
            }
            case OpenOrdersItemDecoder.TEMPLATE_ID -> {
                final OpenOrdersItemDecoder m = new OpenOrdersItemDecoder().wrap(message, BODY, block, version);
                return "openItem " + m.venueToken() + " executed " + m.cumulativeQuantity() + "/" + m.quantity();
            }
            case OpenOrdersEndDecoder.TEMPLATE_ID -> {
                return "openEnd";
            }
            case VenueSessionUpDecoder.TEMPLATE_ID -> {
                final VenueSessionUpDecoder m = new VenueSessionUpDecoder().wrap(message, BODY, block, version);
                return "sessionUp " + m.sessionId() + " next " + m.nextInbound();
            }
            case OrderExpiredDecoder.TEMPLATE_ID -> {
                final OrderExpiredDecoder m = new OrderExpiredDecoder().wrap(message, BODY, block, version);
                return "expired " + m.venueToken() + " executed " + m.cumulativeQuantity();
            }
            case VenueSessionDownDecoder.TEMPLATE_ID -> {
                final VenueSessionDownDecoder m = new VenueSessionDownDecoder().wrap(message, BODY, block, version);
                return "sessionDown " + m.sessionId();
            }
            default -> throw new AssertionError("template " + header.templateId());
        }
    }

    String describeFeed(final UnsafeBuffer message) {
        header.wrap(message, 0);
        final int block = header.blockLength();
        final int version = header.version();
        switch (header.templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> {
                final L3AddDecoder m = new L3AddDecoder().wrap(message, BODY, block, version);
                return "add " + m.orderId() + " " + m.side() + " " + m.quantity() + "@" + m.priceNanos()
                        + star(m.flags().endOfPacket());
            }
            case L3ModifyDecoder.TEMPLATE_ID -> {
                final L3ModifyDecoder m = new L3ModifyDecoder().wrap(message, BODY, block, version);
                return "modify " + m.orderId() + " " + m.side() + " " + m.quantity() + "@" + m.priceNanos()
                        + star(m.flags().endOfPacket());
            }
            case L3ExecuteDecoder.TEMPLATE_ID -> {
                final L3ExecuteDecoder m = new L3ExecuteDecoder().wrap(message, BODY, block, version);
                return "execute " + m.orderId() + " " + m.aggressorSide() + " " + m.quantity() + "@" + m.priceNanos()
                        + star(m.flags().endOfPacket());
            }
            case L3CancelDecoder.TEMPLATE_ID -> {
                final L3CancelDecoder m = new L3CancelDecoder().wrap(message, BODY, block, version);
                return "cancel " + m.orderId() + " " + m.side() + " " + m.quantity()
                        + star(m.flags().endOfPacket());
            }
            case L3DeleteDecoder.TEMPLATE_ID -> {
                final L3DeleteDecoder m = new L3DeleteDecoder().wrap(message, BODY, block, version);
                return "delete " + m.orderId() + " " + m.side() + star(m.flags().endOfPacket());
            }
            case L3ReplaceDecoder.TEMPLATE_ID -> {
                final L3ReplaceDecoder m = new L3ReplaceDecoder().wrap(message, BODY, block, version);
                return "replace " + m.orderId() + " by " + m.newOrderId() + " " + m.side() + " " + m.quantity() + "@"
                        + m.priceNanos() + star(m.flags().endOfPacket());
            }
            case InstrumentStatusDecoder.TEMPLATE_ID -> {
                final InstrumentStatusDecoder m = new InstrumentStatusDecoder().wrap(message, BODY, block, version);
                return "instrument " + m.instrumentId() + " " + m.status();
            }
            case SessionPhaseDecoder.TEMPLATE_ID -> {
                final SessionPhaseDecoder m = new SessionPhaseDecoder().wrap(message, BODY, block, version);
                return "phase " + m.phase() + " " + m.tradingDate();
            }
            case FeedStatusDecoder.TEMPLATE_ID -> {
                final FeedStatusDecoder m = new FeedStatusDecoder().wrap(message, BODY, block, version);
                return "feed " + m.feedId() + " " + m.state();
            }
            default -> throw new AssertionError("template " + header.templateId());
        }
    }

    private static String star(final boolean endOfPacket) {
        return endOfPacket ? " *" : "";
    }
}
