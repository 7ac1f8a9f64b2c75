package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.AnalyticsBeginDecoder;
import io.tiercel.codecs.control.AnalyticsEndDecoder;
import io.tiercel.codecs.control.AnalyticsItemDecoder;
import io.tiercel.codecs.types.LaneCalculation;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** The results of all analytics lanes, by lane id. Lanes are defined before trading begins. */
@HotPath
public final class LaneResults {
    /** The greatest lane id. */
    public static final int MAX_LANES = 32;
    /** The greatest number of instruments of one lane. */
    public static final int MAX_INSTRUMENTS = 500;

    private static final int SECTION = 0x4C414E45;

    private final LaneResult[] byId = new LaneResult[MAX_LANES + 1];
    private final long[] firstResultNs = new long[MAX_LANES + 1];
    private long nextDeadlineNs = StateMachine.NO_DEADLINE;

    /**
     * Cold; before trading begins.
     *
     * @param newFirstResultNs how long the lane takes until its first result, at the best
     * @param staleAfterNs  without a result for this long, or for this long more until the first one; 0: never
     */
    public void define(
            final int id,
            final String name,
            final LaneCalculation calculation,
            final int instrumentCount,
            final long newFirstResultNs,
            final long staleAfterNs) {
        if (id < 1 || id > MAX_LANES || byId[id] != null) {
            throw new IllegalArgumentException("lane " + name + " has id " + id + ": ids go from 1 to " + MAX_LANES
                    + ", each for one lane; configure fewer lanes");
        }
        if (calculation != LaneCalculation.REALISED_COVARIANCE
                || instrumentCount < 1
                || instrumentCount > MAX_INSTRUMENTS) {
            throw new IllegalArgumentException("lane " + name + " calculates " + calculation + " over "
                    + instrumentCount + " instruments: known is " + LaneCalculation.REALISED_COVARIANCE + ", over 1 to "
                    + MAX_INSTRUMENTS);
        }
        byId[id] = new LaneResult(id, name, calculation, instrumentCount, staleAfterNs);
        firstResultNs[id] = newFirstResultNs;
    }

    /** Cold; before trading begins. */
    public void instrument(final int id, final int row, final int instrumentId, final Instruments instruments) {
        final LaneResult lane = get(id);
        if (lane == null || row >= lane.instrumentCount() || instruments.get(instrumentId) == null) {
            throw new IllegalArgumentException("row " + row + " of lane " + id + " is instrument " + instrumentId
                    + ": lane and instrument must be defined before");
        }
        lane.instrument(row, instrumentId);
    }

    /** The lane of this name with all of its instruments, or null. */
    LaneResult find(final String name) {
        for (int id = 1; id <= MAX_LANES; id++) {
            if (byId[id] != null && byId[id].lane().equals(name) && byId[id].defined()) {
                return byId[id];
            }
        }
        return null;
    }

    /** The lane, or null. */
    public LaneResult get(final int id) {
        return id >= 1 && id <= MAX_LANES ? byId[id] : null;
    }

    /** Trading begins: from now on results are waited for. */
    public void ready(final long timeNs) {
        for (int id = 1; id <= MAX_LANES; id++) {
            if (byId[id] != null) {
                byId[id].expect(timeNs, firstResultNs[id]);
            }
        }
        findNextDeadline();
    }

    public long nextDeadlineNs() {
        return nextDeadlineNs;
    }

    /** A lane that has just become stale by this time, or null when there is none any more. */
    public LaneResult nextStale(final long timeNs) {
        if (timeNs < nextDeadlineNs) {
            return null;
        }
        LaneResult found = null;
        for (int id = 1; id <= MAX_LANES && found == null; id++) {
            found = byId[id] != null && byId[id].check(timeNs) ? byId[id] : null;
        }
        findNextDeadline();
        return found;
    }

    /** False when it does not fit, also below; then nothing of that result is taken. */
    public boolean begin(final AnalyticsBeginDecoder begin, final long sequence, final long timeNs) {
        final LaneResult lane = get(begin.laneId());
        return lane != null && lane.begin(begin, sequence, timeNs);
    }

    public boolean item(final AnalyticsItemDecoder item) {
        final LaneResult lane = get(item.laneId());
        return lane != null && lane.item(item);
    }

    /** True when the lane's result is a new one now. */
    public boolean end(final AnalyticsEndDecoder end, final long timeNs) {
        final LaneResult lane = get(end.laneId());
        if (lane == null || !lane.end(end, timeNs)) {
            return false;
        }
        findNextDeadline();
        return true;
    }

    private void findNextDeadline() {
        nextDeadlineNs = StateMachine.NO_DEADLINE;
        for (int id = 1; id <= MAX_LANES; id++) {
            if (byId[id] != null) {
                nextDeadlineNs = Math.min(nextDeadlineNs, byId[id].deadlineNs());
            }
        }
    }

    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        for (int id = 1; id <= MAX_LANES; id++) {
            if (byId[id] != null) {
                byId[id].snapshotTo(writer);
            }
        }
    }

    /** The same lanes must have been defined before. */
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        for (int id = 1; id <= MAX_LANES; id++) {
            if (byId[id] != null) {
                byId[id].restoreFrom(reader);
            }
        }
        findNextDeadline();
    }
}
