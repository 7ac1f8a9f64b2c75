package io.tiercel.engine.ingress;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.AnalyticsBeginDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/** The results of one analytics lane. What names another one is counted and goes no further. */
@HotPath
public final class LaneSource implements InputSource {
    /** All that a lane says names it here. */
    private static final int LANE_POSITION =
            MessageHeaderDecoder.ENCODED_LENGTH + AnalyticsBeginDecoder.laneIdEncodingOffset();

    private final int laneId;
    private final InputSource source;
    private final Consumer ownConsumer = this::onMessage;
    private Consumer consumer;
    private long refusedCount;

    public LaneSource(final int laneId, final InputSource source) {
        this.laneId = laneId;
        this.source = source;
    }

    @Override
    public int poll(final Consumer newConsumer, final int limit) {
        consumer = newConsumer;
        return source.poll(ownConsumer, limit);
    }

    @Override
    public long refusedCount() {
        return refusedCount + source.refusedCount();
    }

    private void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        // One that is too short to name a lane is for the filter.
        if (length > LANE_POSITION && (buffer.getByte(offset + LANE_POSITION) & 0xFF) != laneId) {
            refusedCount++;
        } else {
            consumer.onMessage(buffer, offset, length);
        }
    }
}
