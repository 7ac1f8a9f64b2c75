package io.tiercel.engine.strategy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.AnalyticsBeginDecoder;
import io.tiercel.codecs.control.AnalyticsBeginEncoder;
import io.tiercel.codecs.control.AnalyticsEndDecoder;
import io.tiercel.codecs.control.AnalyticsEndEncoder;
import io.tiercel.codecs.control.AnalyticsItemDecoder;
import io.tiercel.codecs.control.AnalyticsItemEncoder;
import io.tiercel.codecs.types.LaneCalculation;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.state.StateMachine;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Lane 3 over twelve instruments: 78 values, two pieces. It is stale 100 ns after its last result. */
class LaneResultsTest {
    private static final int ROWS = 12;
    private static final int VALUES = LaneResult.triangle(ROWS);

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder decoded = new MessageHeaderDecoder();
    private final LaneResults lanes = defined();
    private final LaneResult lane = lanes.get(3);

    @Test
    void shouldShowResultWhenItIsCompleteAndNotBefore() {
        assertTrue(begin(VALUES, 50, 500));
        assertTrue(item(0, 60, 50));
        assertTrue(item(60, 18, 50));
        assertFalse(lane.ready());

        assertTrue(end(VALUES, 50, 600));

        assertTrue(lane.ready());
        assertEquals(50, lane.asOfSequence());
        assertEquals(500, lane.asOfTimeNs());
        int position = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int column = row; column < ROWS; column++, position++) {
                assertEquals(50_000 + position, lane.value(row, column));
                assertEquals(50_000 + position, lane.value(column, row));
            }
        }
    }

    @Test
    void shouldGoOnShowingTheLastResultWhileTheNextIsComing() {
        result(50, 500);
        begin(VALUES, 60, 600);
        item(0, 60, 60);

        assertEquals(50_000, lane.value(0, 0));
        assertEquals(50, lane.asOfSequence());
    }

    @Test
    void shouldRefuseWhatIsNotWhole() {
        begin(VALUES, 50, 500);
        assertFalse(item(60, 18, 50), "the first piece is missing");
        assertFalse(item(0, 60, 50), "and so nothing of this result is taken any more");
        assertFalse(end(VALUES, 50, 600));

        begin(VALUES, 50, 500);
        item(0, 60, 50);
        assertFalse(end(VALUES, 50, 600), "the last piece is missing");

        begin(VALUES, 50, 500);
        item(0, 60, 50);
        assertFalse(item(60, 19, 50), "more than there are");

        begin(VALUES, 50, 500);
        assertFalse(item(0, 60, 51), "of another result");
        assertFalse(lane.ready());
    }

    @Test
    void shouldRefuseResultThatCannotBe() {
        result(50, 500);

        assertFalse(begin(VALUES, 50, 501), "that came before");
        assertFalse(begin(VALUES, 60, 499), "of a time before the last one's");
        assertFalse(begin(VALUES, 900, 600), "of an input that is yet to come");
        assertFalse(begin(VALUES, 60, 5_000), "of a time that is yet to come");
        assertFalse(begin(VALUES - 1, 60, 600), "of another size");
        assertEquals(50, lane.asOfSequence());
    }

    @Test
    void shouldBecomeStaleOnceAndBeFreshAgainWithTheNextResult() {
        lanes.ready(1_000);
        assertEquals(1_000 + 40 + 100, lanes.nextDeadlineNs(), "the first result takes 40 at the best");
        assertNull(lanes.nextStale(1_139));
        assertSame(lane, lanes.nextStale(1_140));
        assertTrue(lane.stale());
        assertNull(lanes.nextStale(1_141));
        assertEquals(StateMachine.NO_DEADLINE, lanes.nextDeadlineNs());

        result(50, 500);

        assertFalse(lane.stale());
        assertEquals(600 + 100, lanes.nextDeadlineNs());
    }

    @Test
    void shouldGoOnFromSnapshotInTheMiddleOfResult() {
        lanes.ready(400);
        result(50, 500);
        begin(VALUES, 60, 600);
        item(0, 60, 60);
        final StateBuffer state = new StateBuffer();
        lanes.snapshotTo(state);

        final LaneResults restored = defined();
        restored.restoreFrom(state.reader());
        final StateBuffer again = new StateBuffer();
        restored.snapshotTo(again);

        assertArrayEquals(state.toByteArray(), again.toByteArray());
        assertEquals(50_000 + VALUES - 1, restored.get(3).value(ROWS - 1, ROWS - 1));
        assertEquals(lanes.nextDeadlineNs(), restored.nextDeadlineNs());
        assertTrue(item(restored, 60, 18, 60));
        assertTrue(end(restored, VALUES, 60, 700));
        assertEquals(60_000, restored.get(3).value(0, 0));
    }

    private static LaneResults defined() {
        final LaneResults lanes = new LaneResults();
        lanes.define(3, "test", LaneCalculation.REALISED_COVARIANCE, ROWS, 40, 100);
        return lanes;
    }

    private void result(final long asOfSequence, final long asOfTimeNs) {
        assertTrue(begin(VALUES, asOfSequence, asOfTimeNs));
        assertTrue(item(0, 60, asOfSequence));
        assertTrue(item(60, 18, asOfSequence));
        assertTrue(end(VALUES, asOfSequence, 600));
    }

    /** At input 900 and time 4,000. */
    private boolean begin(final int valueCount, final long asOfSequence, final long asOfTimeNs) {
        new AnalyticsBeginEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .laneId((short) 3)
                .calculation(LaneCalculation.REALISED_COVARIANCE)
                .instrumentCount(ROWS)
                .valueCount(valueCount)
                .asOfSequence(asOfSequence)
                .asOfTimeNs(asOfTimeNs);
        return lanes.begin(new AnalyticsBeginDecoder().wrapAndApplyHeader(buffer, 0, decoded), 900, 4_000);
    }

    private boolean item(final int position, final int count, final long asOfSequence) {
        return item(lanes, position, count, asOfSequence);
    }

    private boolean item(final LaneResults target, final int position, final int count, final long asOfSequence) {
        final AnalyticsItemEncoder item = new AnalyticsItemEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .laneId((short) 3)
                .count((short) count)
                .position(position)
                .asOfSequence(asOfSequence);
        for (int i = 0; i < count; i++) {
            item.values(i, asOfSequence * 1_000 + position + i);
        }
        return target.item(new AnalyticsItemDecoder().wrapAndApplyHeader(buffer, 0, decoded));
    }

    private boolean end(final int valueCount, final long asOfSequence, final long timeNs) {
        return end(lanes, valueCount, asOfSequence, timeNs);
    }

    private boolean end(final LaneResults target, final int valueCount, final long asOfSequence, final long timeNs) {
        new AnalyticsEndEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .laneId((short) 3)
                .valueCount(valueCount)
                .asOfSequence(asOfSequence);
        return target.end(new AnalyticsEndDecoder().wrapAndApplyHeader(buffer, 0, decoded), timeNs);
    }
}
