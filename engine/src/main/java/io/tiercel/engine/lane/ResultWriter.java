package io.tiercel.engine.lane;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.AnalyticsBeginEncoder;
import io.tiercel.codecs.control.AnalyticsEndEncoder;
import io.tiercel.codecs.control.AnalyticsItemEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.ingress.RingSource;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes one result at a time in pieces, as far as there is room. */
@HotPath
final class ResultWriter {
    private static final int NOTHING = -2;
    private static final int BEGIN = -1;
    private static final int PIECE = AnalyticsItemEncoder.valuesLength();

    private final int laneId;
    private final Calculation calculation;
    private final RingSource results;
    private final double[] values;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(512));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AnalyticsBeginEncoder begin = new AnalyticsBeginEncoder();
    private final AnalyticsItemEncoder item = new AnalyticsItemEncoder();
    private final AnalyticsEndEncoder end = new AnalyticsEndEncoder();
    private long asOfSequence;
    private long asOfTimeNs;
    /** The next value to be written, or {@link #BEGIN}, or {@link #NOTHING}. */
    private int position = NOTHING;

    ResultWriter(final int laneId, final Calculation calculation, final RingSource results) {
        this.laneId = laneId;
        this.calculation = calculation;
        this.results = results;
        values = new double[calculation.valueCount()];
    }

    /** To be filled before {@link #start}. */
    double[] values() {
        return values;
    }

    void start(final long newAsOfSequence, final long newAsOfTimeNs) {
        asOfSequence = newAsOfSequence;
        asOfTimeNs = newAsOfTimeNs;
        position = BEGIN;
    }

    /** A result is not wholly written yet. */
    boolean pending() {
        return position != NOTHING;
    }

    /** Returns how many pieces found room. */
    int write() {
        int count = 0;
        while (pending() && writePiece()) {
            count++;
        }
        return count;
    }

    private boolean writePiece() {
        if (position == BEGIN) {
            begin.wrapAndApplyHeader(buffer, 0, header)
                    .laneId((short) laneId)
                    .calculation(calculation.kind())
                    .instrumentCount(calculation.instrumentCount())
                    .valueCount(values.length)
                    .asOfSequence(asOfSequence)
                    .asOfTimeNs(asOfTimeNs);
            return written(begin.encodedLength(), 0);
        }
        if (position == values.length) {
            end.wrapAndApplyHeader(buffer, 0, header)
                    .laneId((short) laneId)
                    .valueCount(values.length)
                    .asOfSequence(asOfSequence);
            return written(end.encodedLength(), NOTHING);
        }
        final int count = Math.min(PIECE, values.length - position);
        item.wrapAndApplyHeader(buffer, 0, header)
                .laneId((short) laneId)
                .count((short) count)
                .position(position)
                .asOfSequence(asOfSequence);
        for (int i = 0; i < PIECE; i++) {
            item.values(i, i < count ? values[position + i] : 0);
        }
        return written(item.encodedLength(), position + count);
    }

    private boolean written(final int bodyLength, final int nextPosition) {
        final boolean room = results.offer(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
        if (room) {
            position = nextPosition;
        }
        return room;
    }
}
