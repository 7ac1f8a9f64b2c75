package io.tiercel.bench.compared;

import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.L2UpdateDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.feed.MessageLine;
import org.agrona.DirectBuffer;

/** A feed's messages into the engine's books, as its core takes them, with nobody behind them. */
final class MessageBooks implements MessageLine {
    private final Books books;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final L3AddDecoder add = new L3AddDecoder();
    private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
    private final L3CancelDecoder cancel = new L3CancelDecoder();
    private final L3DeleteDecoder delete = new L3DeleteDecoder();
    private final L3ReplaceDecoder replace = new L3ReplaceDecoder();
    private final L3ClearDecoder clear = new L3ClearDecoder();
    private final L2UpdateDecoder level = new L2UpdateDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final int instruments;

    MessageBooks(final ShownBooks shown) {
        books = shown.books();
        instruments = shown.instruments();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public Result offer(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> onAdd(buffer, offset);
            case L3ExecuteDecoder.TEMPLATE_ID -> onExecute(buffer, offset);
            case L3CancelDecoder.TEMPLATE_ID -> onCancel(buffer, offset);
            case L3DeleteDecoder.TEMPLATE_ID -> onDelete(buffer, offset);
            case L3ReplaceDecoder.TEMPLATE_ID -> onReplace(buffer, offset);
            case L2UpdateDecoder.TEMPLATE_ID -> onLevel(buffer, offset);
            case TradeDecoder.TEMPLATE_ID -> onTrade(buffer, offset);
            case L3ClearDecoder.TEMPLATE_ID ->
                books.clear(clear.wrapAndApplyHeader(buffer, offset, header).instrumentId());
            case FeedStatusDecoder.TEMPLATE_ID -> onStatus(buffer, offset);
            default -> {
                // Statuses of instruments and references of packets change no book.
            }
        }
        return Result.TAKEN;
    }

    private void onAdd(final DirectBuffer buffer, final int offset) {
        add.wrapAndApplyHeader(buffer, offset, header);
        books.add(add.instrumentId(), add.side(), add.orderId(), add.priceNanos(), add.quantity());
    }

    private void onExecute(final DirectBuffer buffer, final int offset) {
        execute.wrapAndApplyHeader(buffer, offset, header);
        books.execute(
                execute.instrumentId(),
                execute.aggressorSide(),
                execute.orderId(),
                execute.priceNanos(),
                execute.quantity());
    }

    private void onCancel(final DirectBuffer buffer, final int offset) {
        cancel.wrapAndApplyHeader(buffer, offset, header);
        books.cancel(cancel.instrumentId(), cancel.side(), cancel.orderId(), cancel.quantity());
    }

    private void onDelete(final DirectBuffer buffer, final int offset) {
        delete.wrapAndApplyHeader(buffer, offset, header);
        books.delete(delete.instrumentId(), delete.side(), delete.orderId());
    }

    private void onReplace(final DirectBuffer buffer, final int offset) {
        replace.wrapAndApplyHeader(buffer, offset, header);
        books.replace(
                replace.instrumentId(),
                replace.side(),
                replace.orderId(),
                replace.newOrderId(),
                replace.priceNanos(),
                replace.quantity());
    }

    private void onLevel(final DirectBuffer buffer, final int offset) {
        level.wrapAndApplyHeader(buffer, offset, header);
        books.level(level.instrumentId(), level.side(), level.priceNanos(), level.quantity(), level.orderCount());
    }

    private void onTrade(final DirectBuffer buffer, final int offset) {
        trade.wrapAndApplyHeader(buffer, offset, header);
        books.trade(trade.instrumentId(), trade.aggressorSide(), trade.priceNanos(), trade.quantity());
    }

    private void onStatus(final DirectBuffer buffer, final int offset) {
        status.wrapAndApplyHeader(buffer, offset, header);
        for (int id = 1; id <= instruments; id++) {
            if (status.instrumentId() == 0 || status.instrumentId() == id) {
                books.feedState(id, status.state());
            }
        }
    }
}
