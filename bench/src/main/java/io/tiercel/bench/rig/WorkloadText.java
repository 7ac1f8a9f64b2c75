package io.tiercel.bench.rig;

import io.tiercel.bench.market.MarketFlow;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What is sent as lines of text, one for each message: first what fills the books, then the mix. */
public final class WorkloadText {
    /** Of all lines. */
    public static final String COLUMNS = "message,instrument,side,orderId,newOrderId,priceNanos,quantity";

    private final Consumer<String> out;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final L3AddDecoder add = new L3AddDecoder();
    private final L3DeleteDecoder delete = new L3DeleteDecoder();
    private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
    private final L3ReplaceDecoder replace = new L3ReplaceDecoder();

    public WorkloadText(final Consumer<String> out) {
        this.out = out;
    }

    /** All that fills a market's books, and so many messages behind it. */
    public void write(final MarketFlow flow, final long messages) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MarketFlow.MAX_LENGTH]);
        out.accept(COLUMNS);
        for (long i = flow.fillCount() + messages; i > 0; i--) {
            flow.next(buffer, 0);
            write(buffer);
        }
    }

    /** All that fills the books of a workload, and so many messages behind it, its ticks among them. */
    public void write(final Workload workload, final long messages) {
        final MarketFlow flow = workload.background();
        final VenueMessages ticks = new VenueMessages();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MarketFlow.MAX_LENGTH]);
        out.accept(COLUMNS);
        ticks.book((message, length) -> write(message));
        for (long i = flow.fillCount(); i > 0; i--) {
            flow.next(buffer, 0);
            write(buffer);
        }
        for (long i = 0; i < messages; i++) {
            if (workload.isTick(i)) {
                ticks.tick();
                write(ticks.buffer());
            } else {
                flow.next(buffer, 0);
                write(buffer);
            }
        }
    }

    private void write(final DirectBuffer message) {
        header.wrap(message, 0);
        switch (header.templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> {
                add.wrapAndApplyHeader(message, 0, header);
                line("add", add.instrumentId(), add.side(), add.orderId(), "", add.priceNanos(), add.quantity());
            }
            case L3DeleteDecoder.TEMPLATE_ID -> {
                delete.wrapAndApplyHeader(message, 0, header);
                line("delete", delete.instrumentId(), delete.side(), delete.orderId(), "", "", "");
            }
            case L3ExecuteDecoder.TEMPLATE_ID -> {
                execute.wrapAndApplyHeader(message, 0, header);
                line(
                        "execute",
                        execute.instrumentId(),
                        "",
                        execute.orderId(),
                        "",
                        execute.priceNanos(),
                        execute.quantity());
            }
            case L3ReplaceDecoder.TEMPLATE_ID -> {
                replace.wrapAndApplyHeader(message, 0, header);
                line(
                        "replace",
                        replace.instrumentId(),
                        replace.side(),
                        replace.orderId(),
                        replace.newOrderId(),
                        replace.priceNanos(),
                        replace.quantity());
            }
            default -> throw new IllegalStateException("template " + header.templateId() + " is no part of a workload");
        }
    }

    private void line(
            final String kind,
            final int instrumentId,
            final Object side,
            final long orderId,
            final Object newOrderId,
            final Object priceNanos,
            final Object quantity) {
        out.accept(kind + "," + instrumentId + "," + side + "," + orderId + "," + newOrderId + "," + priceNanos + ","
                + quantity);
    }
}
