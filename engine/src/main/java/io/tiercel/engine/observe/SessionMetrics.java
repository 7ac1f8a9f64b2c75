package io.tiercel.engine.observe;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.PacketMessages;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.pipeline.InputProbe;
import io.tiercel.engine.state.OrderIds;
import java.nio.ByteOrder;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * Counts messages by template and records latencies, on the gate's thread. Others read it once that thread has
 * ended.
 */
@HotPath
public final class SessionMetrics implements InputProbe {
    private static final int TEMPLATES = 512;
    private static final int SAMPLE_MASK = Hop.SAMPLE_INTERVAL - 1;
    private static final int FIRST = 1_000;
    private static final int SENT_SLOTS = 1 << 12;
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int SENT_ORDER_ID = BODY + NewOrderDecoder.orderIdEncodingOffset();
    private static final int REPLACED_ORDER_ID = BODY + ReplaceOrderDecoder.orderIdEncodingOffset();
    private static final int ACCEPTED_ORDER_ID = BODY + OrderAcceptedDecoder.orderIdEncodingOffset();

    private static final int ORDER_STRATEGY = BODY + NewOrderDecoder.strategyIdEncodingOffset();
    private static final int FILL_STRATEGY = BODY + OrderFilledDecoder.strategyIdEncodingOffset();
    private static final int REFUSAL_STRATEGY = BODY + RiskRejectedDecoder.strategyIdEncodingOffset();

    private final Clock clock;
    private final long[] ordersByStrategy;
    private final long[] fillsByStrategy;
    private final long[] refusedByStrategy;
    private final long[] inputsByTemplate = new long[TEMPLATES];
    private final long[] outputsByTemplate = new long[TEMPLATES];
    private final long[] notSentByTemplate = new long[TEMPLATES];
    private final HopHistograms hops = new HopHistograms();
    private final Histogram firstTicksToTrade = HopHistograms.newHistogram();
    private final long[] sentOrderId = new long[SENT_SLOTS];
    private final long[] sentTimeNs = new long[SENT_SLOTS];
    private long inputCount;
    private boolean causedOrder;
    private long orderLeftAtNs;
    private long lateCause;
    /** Null: nobody wants it. */
    private TelemetryRing telemetry;

    /**
     * @param clock         the thread's own
     * @param strategyCount the greatest strategy id
     */
    public SessionMetrics(final Clock clock, final int strategyCount) {
        this.clock = clock;
        ordersByStrategy = new long[strategyCount + 1];
        fillsByStrategy = new long[strategyCount + 1];
        refusedByStrategy = new long[strategyCount + 1];
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
        if (!left) {
            notSentByTemplate[templateId]++;
            return;
        }
        outputsByTemplate[templateId]++;
        if (templateId == NewOrderDecoder.TEMPLATE_ID || templateId == ReplaceOrderDecoder.TEMPLATE_ID) {
            final long nowNs = clock.timeNs();
            if (!causedOrder) {
                // The first order of a packet; the others wait for it, which is no property of theirs.
                causedOrder = true;
                orderLeftAtNs = nowNs;
            }
            noteOrder(nowNs, sequence, templateId, buffer, offset);
        } else if (templateId == RiskRejectedDecoder.TEMPLATE_ID) {
            count(refusedByStrategy, buffer.getShort(offset + REFUSAL_STRATEGY, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        }
    }

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
        if (!left) {
            notSentByTemplate[templateId]++;
            return;
        }
        outputsByTemplate[templateId]++;
        if (templateId == NewOrderDecoder.TEMPLATE_ID || templateId == ReplaceOrderDecoder.TEMPLATE_ID) {
            final long nowNs = clock.timeNs();
            if (ofMarketData && sequence != lateCause) {
                // As above: the first one of its cause.
                lateCause = sequence;
                recordTickToTrade(nowNs - inputTimeNs);
            }
            noteOrder(nowNs, sequence, templateId, buffer, offset);
        }
    }

    private void noteOrder(
            final long nowNs, final long cause, final int templateId, final DirectBuffer buffer, final int offset) {
        if (telemetry != null) {
            final int position = templateId == NewOrderDecoder.TEMPLATE_ID ? SENT_ORDER_ID : REPLACED_ORDER_ID;
            telemetry.onOrderLeft(buffer.getLong(offset + position, ByteOrder.LITTLE_ENDIAN), cause, nowNs);
        }
        if (templateId == NewOrderDecoder.TEMPLATE_ID) {
            final long orderId = buffer.getLong(offset + SENT_ORDER_ID, ByteOrder.LITTLE_ENDIAN);
            final int slot = slot(orderId);
            sentOrderId[slot] = orderId;
            sentTimeNs[slot] = nowNs;
            count(ordersByStrategy, buffer.getShort(offset + ORDER_STRATEGY, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        }
    }

    private void recordTickToTrade(final long tookNs) {
        hops.record(Hop.TICK_TO_TRADE, tookNs);
        if (hops.of(Hop.TICK_TO_TRADE).getTotalCount() <= FIRST) {
            firstTicksToTrade.recordValue(HopHistograms.bounded(tookNs));
        }
    }

    /** A venue can name a strategy that there is not. */
    private static void count(final long[] counts, final int strategyId) {
        if (strategyId > 0 && strategyId < counts.length) {
            counts[strategyId]++;
        }
    }

    @Override
    public void onInputDone(
            final long sequence,
            final long inputTimeNs,
            final int templateId,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        inputsByTemplate[templateId]++;
        if (causedOrder) {
            causedOrder = false;
            if (PacketMessages.isContent(templateId)) {
                recordTickToTrade(orderLeftAtNs - inputTimeNs);
            }
        }
        if (templateId == OrderAcceptedDecoder.TEMPLATE_ID) {
            final long orderId = buffer.getLong(offset + ACCEPTED_ORDER_ID, ByteOrder.LITTLE_ENDIAN);
            final int slot = slot(orderId);
            if (sentOrderId[slot] == orderId && orderId != OrderIds.NONE) {
                // Once: a venue may say it again.
                sentOrderId[slot] = OrderIds.NONE;
                hops.record(Hop.ORDER_TO_ACCEPT, inputTimeNs - sentTimeNs[slot]);
            }
        }
        if (templateId == OrderFilledDecoder.TEMPLATE_ID) {
            count(fillsByStrategy, buffer.getShort(offset + FILL_STRATEGY, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        }
        if ((++inputCount & SAMPLE_MASK) == 0) {
            hops.record(Hop.INPUT, clock.timeNs() - inputTimeNs);
        }
    }

    private static int slot(final long orderId) {
        // Neighbours stand near each other; one that a later order displaces is not measured.
        return (int) ((orderId >>> 12) + (orderId & 0xFFF)) & (SENT_SLOTS - 1);
    }

    /** Inputs of this template so far. */
    public long inputs(final int templateId) {
        return inputsByTemplate[templateId];
    }

    /** Outputs of this template so far; of those for venues only what left. */
    public long outputs(final int templateId) {
        return outputsByTemplate[templateId];
    }

    /** Messages of this template that the gate could not send. */
    public long notSent(final int templateId) {
        return notSentByTemplate[templateId];
    }

    /** New orders of this strategy that left. */
    public long ordersOf(final int strategyId) {
        return ordersByStrategy[strategyId];
    }

    /** Fills that venues said are this strategy's. */
    public long fillsOf(final int strategyId) {
        return fillsByStrategy[strategyId];
    }

    /** What risk control refused of this strategy. */
    public long refusedOf(final int strategyId) {
        return refusedByStrategy[strategyId];
    }

    public long inputCount() {
        return inputCount;
    }

    /** Inputs that say something of a market: of books, trades, and what else exchanges tell. */
    public long marketEvents() {
        long count = 0;
        for (int templateId = 1; PacketMessages.isContent(templateId); templateId++) {
            count += inputsByTemplate[templateId];
        }
        return count;
    }

    /** A percentile on the gate's own thread: a search through the histogram, so not for every event. */
    public long percentileNs(final Hop hop, final double percentile) {
        return hops.of(hop).getValueAtPercentile(percentile);
    }

    /** How often this hop was measured. */
    public long count(final Hop hop) {
        return hops.of(hop).getTotalCount();
    }

    /** The histograms, in the order of the hops. */
    @ColdPath
    public Map<Hop, Histogram> histograms() {
        return hops.all();
    }

    /** Tick to trade of the first {@value #FIRST} of a session: how warm it began. */
    @ColdPath
    public Histogram firstTicksToTrade() {
        return firstTicksToTrade;
    }

    /** Tick to trade of all but those. */
    @ColdPath
    public Histogram laterTicksToTrade() {
        final Histogram later = hops.of(Hop.TICK_TO_TRADE).copy();
        later.subtract(firstTicksToTrade);
        return later;
    }

    /** Before the first input: who takes latencies by interval, too. */
    @ColdPath
    public void intervalsTo(final IntervalHistograms intervals) {
        hops.intervalsTo(intervals);
    }

    /** Before the first input: who is told of single inputs and orders. */
    @ColdPath
    public void telemetryTo(final TelemetryRing ring) {
        telemetry = ring;
    }

    /** Null: nobody wants it. */
    TelemetryRing telemetry() {
        return telemetry;
    }

    /** Where the stages' latencies are recorded, too; on the gate's thread. */
    HopHistograms hops() {
        return hops;
    }

    /** When the first order of the last input that caused one was handed over. */
    long orderLeftAtNs() {
        return orderLeftAtNs;
    }
}
