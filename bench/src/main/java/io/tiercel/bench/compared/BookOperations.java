package io.tiercel.bench.compared;

import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.peers.Operations;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import org.agrona.concurrent.UnsafeBuffer;

/** The market's messages as operations, decoded beforehand: what is compared is books, not decoders. */
public final class BookOperations {
    private static final long TICK = MarketFlow.TICK_NANOS;

    private final MarketFlow flow;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MarketFlow.MAX_LENGTH]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final L3AddDecoder add = new L3AddDecoder();
    private final L3DeleteDecoder delete = new L3DeleteDecoder();
    private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
    private final L3ReplaceDecoder replace = new L3ReplaceDecoder();

    public BookOperations(final MarketFlow flow) {
        this.flow = flow;
    }

    /** The flow's next messages. */
    public Operations record(final int count) {
        final Operations operations = new Operations(count);
        for (int i = 0; i < count; i++) {
            flow.next(buffer, 0);
            append(operations);
        }
        return operations;
    }

    private void append(final Operations to) {
        switch (header.wrap(buffer, 0).templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> {
                add.wrapAndApplyHeader(buffer, 0, header);
                final boolean buy = add.side() == Side.BUY;
                final long price = add.priceNanos() / TICK;
                to.append(Operations.ADD, add.instrumentId(), buy, add.orderId(), 0, price, add.quantity());
            }
            case L3DeleteDecoder.TEMPLATE_ID -> {
                delete.wrapAndApplyHeader(buffer, 0, header);
                final boolean buy = delete.side() == Side.BUY;
                to.append(Operations.DELETE, delete.instrumentId(), buy, delete.orderId(), 0, 0, 0);
            }
            case L3ExecuteDecoder.TEMPLATE_ID -> {
                execute.wrapAndApplyHeader(buffer, 0, header);
                final boolean buy = execute.aggressorSide() == Side.SELL;
                final long price = execute.priceNanos() / TICK;
                final int instrument = execute.instrumentId();
                to.append(Operations.EXECUTE, instrument, buy, execute.orderId(), 0, price, execute.quantity());
            }
            case L3ReplaceDecoder.TEMPLATE_ID -> {
                replace.wrapAndApplyHeader(buffer, 0, header);
                to.append(
                        Operations.REPLACE,
                        replace.instrumentId(),
                        replace.side() == Side.BUY,
                        replace.orderId(),
                        replace.newOrderId(),
                        replace.priceNanos() / TICK,
                        replace.quantity());
            }
            default -> throw new IllegalStateException("the market sends template " + header.templateId());
        }
    }
}
