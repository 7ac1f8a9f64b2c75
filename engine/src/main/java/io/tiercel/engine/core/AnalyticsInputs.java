package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.AnalyticsBeginDecoder;
import io.tiercel.codecs.control.AnalyticsEndDecoder;
import io.tiercel.codecs.control.AnalyticsItemDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.strategy.LaneResult;
import io.tiercel.engine.strategy.LaneResults;
import io.tiercel.engine.strategy.Strategies;
import org.agrona.DirectBuffer;

/** Results of analytics lanes, and their absence. */
@HotPath
final class AnalyticsInputs {
    private final Strategies strategies;
    private final LaneResults lanes;
    private final OutputEncoder outputs;
    private final AlertLimiter alerts;
    private final AnalyticsBeginDecoder begin = new AnalyticsBeginDecoder();
    private final AnalyticsItemDecoder item = new AnalyticsItemDecoder();
    private final AnalyticsEndDecoder end = new AnalyticsEndDecoder();

    AnalyticsInputs(final Strategies strategies, final OutputEncoder outputs, final AlertLimiter alerts) {
        this.strategies = strategies;
        lanes = strategies.lanes();
        this.outputs = outputs;
        this.alerts = alerts;
    }

    void ready(final long timeNs) {
        lanes.ready(timeNs);
    }

    long nextDeadlineNs() {
        return lanes.nextDeadlineNs();
    }

    /** To be called with each input's time: strategies hear of a lane that is stale. */
    void check(final long timeNs) {
        if (timeNs >= lanes.nextDeadlineNs()) {
            tellStale(timeNs);
        }
    }

    private void tellStale(final long timeNs) {
        for (LaneResult lane = lanes.nextStale(timeNs); lane != null; lane = lanes.nextStale(timeNs)) {
            alerts.tally(AlertCode.LANE_STALE);
            if (outputs.hasRoom()) {
                outputs.alert(AlertCode.LANE_STALE, 0, 0, 0, lane.id(), lane.asOfSequence());
            }
            strategies.onAnalytics(lane);
        }
    }

    /** False when the template is none of these. */
    boolean onMessage(
            final DirectBuffer buffer,
            final int offset,
            final MessageHeaderDecoder header,
            final long sequence,
            final long timeNs) {
        switch (header.templateId()) {
            case AnalyticsBeginDecoder.TEMPLATE_ID ->
                require(lanes.begin(begin.wrapAndApplyHeader(buffer, offset, header), sequence, timeNs), header);
            case AnalyticsItemDecoder.TEMPLATE_ID ->
                require(lanes.item(item.wrapAndApplyHeader(buffer, offset, header)), header);
            case AnalyticsEndDecoder.TEMPLATE_ID -> {
                end.wrapAndApplyHeader(buffer, offset, header);
                final boolean complete = lanes.end(end, timeNs);
                require(complete, header);
                if (complete) {
                    strategies.onAnalytics(lanes.get(end.laneId()));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void require(final boolean fits, final MessageHeaderDecoder header) {
        if (!fits) {
            alerts.count(AlertCode.MALFORMED_INPUT, 0, header.templateId());
        }
    }
}
