package io.tiercel.engine.observe;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.PacketMessages;
import io.tiercel.codecs.journal.HopTimesEncoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.pipeline.StageStamps;
import io.tiercel.engine.state.StageProbe;

/**
 * Latencies of the single stages. Each thread of the pipeline takes the time of its own stages; the gate's, the last
 * one, records what lies between.
 */
@HotPath
public final class StageLatency implements StageStamps {
    private final SessionMetrics metrics;
    private final HopHistograms hops;
    private final CoreStamps core;
    /** Null: nobody wants it. */
    private final TelemetryRing telemetry;

    private final Clock journalClock;
    private final Clock gateClock;
    // Written by the journal's thread, read by the gate's, which is behind it.
    private final long[] journaledNs;
    private final int mask;
    // The gate's thread only.
    private boolean ordered;
    private long orderLeftNs;
    private long orderJournaledNs;

    /**
     * @param metrics takes the time when an order leaves, has the histograms, and knows who wants telemetry
     * @param clock   followed by one for each thread
     * @param slots   a power of two, inputs on their way at the same time at most
     */
    public StageLatency(final SessionMetrics metrics, final Clock clock, final int slots) {
        this.metrics = metrics;
        hops = metrics.hops();
        telemetry = metrics.telemetry();
        core = new CoreStamps(clock.forOtherThread(), slots);
        journalClock = clock.forOtherThread();
        gateClock = clock.forOtherThread();
        journaledNs = new long[slots];
        mask = slots - 1;
    }

    /** What the core is to tell how far it is. */
    public StageProbe core() {
        return core;
    }

    @Override
    public void onJournaled(final long sequence) {
        if (isSampled(sequence)) {
            journaledNs[(int) sequence & mask] = journalClock.timeNs();
        }
    }

    @Override
    public void onCore(final long sequence) {
        core.onInput(sequence);
    }

    @Override
    public void onOutputJournaled(final int templateId, final boolean left) {
        if (!ordered && (templateId == NewOrderDecoder.TEMPLATE_ID || templateId == ReplaceOrderDecoder.TEMPLATE_ID)) {
            ordered = true;
            // What the gate could not send is in no latency.
            if (left) {
                orderLeftNs = metrics.orderLeftAtNs();
                orderJournaledNs = gateClock.timeNs();
            }
        }
    }

    @Override
    public void onInputDone(final long sequence, final long inputTimeNs, final int templateId) {
        final boolean sampled = isSampled(sequence);
        if (ordered && orderLeftNs != 0) {
            recordOrder(sequence, inputTimeNs, templateId);
        }
        if (sampled) {
            recordSample(sequence, inputTimeNs);
        }
        if (telemetry != null) {
            if (ordered || sampled) {
                tell(sequence, inputTimeNs, sampled);
            }
            telemetry.onInputDone(sequence, inputTimeNs);
        }
        ordered = false;
        orderLeftNs = 0;
    }

    private void tell(final long sequence, final long inputTimeNs, final boolean sampled) {
        final boolean stamped = core.has(sequence);
        final HopTimesEncoder told = telemetry.hops(sequence, inputTimeNs);
        told.journaledNs(orNone(sampled ? journaledNs[(int) sequence & mask] : 0))
                .coreNs(orNone(stamped ? core.begunNs(sequence) : 0))
                .appliedNs(orNone(stamped ? core.appliedNs(sequence) : 0))
                .signalsNs(orNone(stamped ? core.signalsNs(sequence) : 0))
                .strategiesNs(orNone(stamped ? core.toldNs(sequence) : 0))
                .decidedNs(orNone(stamped ? core.askedNs(sequence) : 0))
                .checkedNs(orNone(stamped ? core.readyNs(sequence) : 0))
                .leftNs(orNone(orderLeftNs))
                .recordedNs(orNone(orderLeftNs == 0 ? 0 : orderJournaledNs))
                .doneNs(orNone(ordered ? gateClock.timeNs() : 0));
        telemetry.tellHops();
    }

    private static long orNone(final long timeNs) {
        return timeNs == 0 ? HopTimesEncoder.doneNsNullValue() : timeNs;
    }

    private static boolean isSampled(final long sequence) {
        return (sequence & (Hop.SAMPLE_INTERVAL - 1)) == 0;
    }

    private void recordOrder(final long sequence, final long inputTimeNs, final int templateId) {
        hops.record(Hop.OUTPUT_RECORDED, orderJournaledNs - orderLeftNs);
        if (core.has(sequence)) {
            hops.record(Hop.RISK, core.readyNs(sequence) - core.askedNs(sequence));
            hops.record(Hop.GATE, orderLeftNs - core.readyNs(sequence));
            if (PacketMessages.isContent(templateId)) {
                hops.record(Hop.TICK_TO_DECISION, core.askedNs(sequence) - inputTimeNs);
            }
        }
    }

    private void recordSample(final long sequence, final long inputTimeNs) {
        final long writtenNs = journaledNs[(int) sequence & mask];
        if (writtenNs != 0) {
            // Without a journal nothing is written.
            hops.record(Hop.INPUT_RECORDED, writtenNs - inputTimeNs);
        }
        if (core.has(sequence)) {
            hops.record(Hop.INGRESS_TO_CORE, core.begunNs(sequence) - inputTimeNs);
            if (core.appliedNs(sequence) != 0 && core.strategiesNs(sequence) != 0) {
                // It completed a packet.
                hops.record(Hop.BOOK, core.appliedNs(sequence) - core.begunNs(sequence));
                hops.record(Hop.SIGNALS, core.signalsNs(sequence) - core.appliedNs(sequence));
                hops.record(Hop.STRATEGY, core.strategiesNs(sequence) - core.signalsNs(sequence));
            }
        }
    }
}
