package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.feed.MessageLine;
import org.agrona.DirectBuffer;

/** A subscriber who keeps orders, and whether the feed's books are live. */
final class BooksLine implements MessageLine {
    private final OrderDigest orders;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final L3AddDecoder add = new L3AddDecoder();
    private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
    private final L3CancelDecoder cancel = new L3CancelDecoder();
    private final L3DeleteDecoder delete = new L3DeleteDecoder();
    private final L3ReplaceDecoder replace = new L3ReplaceDecoder();
    private final L3ClearDecoder clear = new L3ClearDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private boolean live;

    BooksLine(final OrderDigest orders) {
        this.orders = orders;
    }

    boolean live() {
        return live;
    }

    @Override
    public Result offer(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> {
                add.wrapAndApplyHeader(buffer, offset, header);
                final boolean buys = add.side() == Side.BUY;
                orders.add(add.orderId(), add.instrumentId(), buys, add.quantity(), add.priceNanos());
            }
            case L3ExecuteDecoder.TEMPLATE_ID -> {
                execute.wrapAndApplyHeader(buffer, offset, header);
                orders.reduce(execute.orderId(), execute.quantity());
            }
            case L3CancelDecoder.TEMPLATE_ID -> {
                cancel.wrapAndApplyHeader(buffer, offset, header);
                orders.reduce(cancel.orderId(), cancel.quantity());
            }
            case L3DeleteDecoder.TEMPLATE_ID ->
                orders.remove(delete.wrapAndApplyHeader(buffer, offset, header).orderId());
            case L3ReplaceDecoder.TEMPLATE_ID -> {
                replace.wrapAndApplyHeader(buffer, offset, header);
                final OrderDigest.Order was = orders.remove(replace.orderId());
                orders.add(
                        replace.newOrderId(), was.instrument(), was.buys(), replace.quantity(), replace.priceNanos());
            }
            case L3ClearDecoder.TEMPLATE_ID ->
                orders.clear(clear.wrapAndApplyHeader(buffer, offset, header).instrumentId());
            case FeedStatusDecoder.TEMPLATE_ID ->
                live = status.wrapAndApplyHeader(buffer, offset, header).state() == FeedState.LIVE;
            default -> {
                // It says nothing of orders.
            }
        }
        return Result.TAKEN;
    }

    @Override
    public boolean isConnected() {
        return true;
    }
}
