package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.AnalyticsBeginDecoder;
import io.tiercel.codecs.control.AnalyticsEndDecoder;
import io.tiercel.codecs.control.AnalyticsItemDecoder;
import io.tiercel.codecs.types.LaneCalculation;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * What the core knows of one analytics lane: its last complete result, and as much of the next one as has come. A
 * result is named by its as-of sequence; it is shown when all of it is there, else never.
 */
@HotPath
public final class LaneResult implements AnalyticsResult {
    private static final int SECTION = 0x4C414E00;

    private final int id;
    private final String name;
    private final LaneCalculation calculation;
    private final int[] instrumentIds;
    private final long staleAfterNs;
    private double[] shown;
    private double[] coming;

    private boolean ready;
    private boolean stale;
    private long asOfSequence;
    private long asOfTimeNs;
    /** Of the result that is coming; 0 when there is none. */
    private long comingSequence;

    private long comingTimeNs;
    private int comingCount;
    private long deadlineNs;

    LaneResult(
            final int id,
            final String name,
            final LaneCalculation calculation,
            final int instrumentCount,
            final long staleAfterNs) {
        this.id = id;
        this.name = name;
        this.calculation = calculation;
        this.staleAfterNs = staleAfterNs;
        instrumentIds = new int[instrumentCount];
        shown = new double[triangle(instrumentCount)];
        coming = new double[triangle(instrumentCount)];
        deadlineNs = StateMachine.NO_DEADLINE;
    }

    /** Values of a symmetric matrix, the diagonal included. */
    public static int triangle(final int rows) {
        return rows * (rows + 1) / 2;
    }

    void instrument(final int row, final int instrumentId) {
        instrumentIds[row] = instrumentId;
    }

    /** Every row has its instrument. */
    boolean defined() {
        for (int row = 0; row < instrumentIds.length; row++) {
            if (instrumentIds[row] == 0) {
                return false;
            }
        }
        return true;
    }

    public int id() {
        return id;
    }

    /** From now on the first result is waited for. */
    void expect(final long timeNs, final long firstResultNs) {
        if (staleAfterNs > 0) {
            deadlineNs = timeNs + firstResultNs + staleAfterNs;
        }
    }

    /** When the lane is stale, unless a result comes before. */
    long deadlineNs() {
        return deadlineNs;
    }

    /** True when it has just become stale. */
    boolean check(final long timeNs) {
        if (timeNs < deadlineNs) {
            return false;
        }
        deadlineNs = StateMachine.NO_DEADLINE;
        stale = true;
        return true;
    }

    /** False when it does not fit the lane; then it is not taken, nor is what follows of it. */
    boolean begin(final AnalyticsBeginDecoder begin, final long sequence, final long timeNs) {
        comingSequence = 0;
        final boolean fits = begin.calculation() == calculation
                && begin.instrumentCount() == instrumentIds.length
                && begin.valueCount() == coming.length
                && begin.asOfSequence() > asOfSequence
                && begin.asOfSequence() < sequence
                && begin.asOfTimeNs() >= asOfTimeNs
                && begin.asOfTimeNs() <= timeNs;
        if (fits) {
            comingSequence = begin.asOfSequence();
            comingTimeNs = begin.asOfTimeNs();
            comingCount = 0;
        }
        return fits;
    }

    /** As {@link #begin}: pieces come in order, and nothing is left out. */
    boolean item(final AnalyticsItemDecoder item) {
        final int count = item.count();
        final boolean fits = isComing(item.asOfSequence())
                && item.position() == comingCount
                && count <= AnalyticsItemDecoder.valuesLength()
                && count <= coming.length - comingCount;
        if (!fits) {
            comingSequence = 0;
            return false;
        }
        for (int i = 0; i < count; i++) {
            coming[comingCount++] = item.values(i);
        }
        return true;
    }

    /** False when it is not whole; what was shown before is still shown then. */
    boolean end(final AnalyticsEndDecoder end, final long timeNs) {
        final boolean whole =
                isComing(end.asOfSequence()) && end.valueCount() == coming.length && comingCount == coming.length;
        if (whole) {
            final double[] before = shown;
            shown = coming;
            coming = before;
            asOfSequence = comingSequence;
            asOfTimeNs = comingTimeNs;
            ready = true;
            stale = false;
            deadlineNs = staleAfterNs > 0 ? timeNs + staleAfterNs : StateMachine.NO_DEADLINE;
        }
        comingSequence = 0;
        return whole;
    }

    private boolean isComing(final long sequence) {
        return comingSequence != 0 && comingSequence == sequence;
    }

    @Override
    public String lane() {
        return name;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public boolean stale() {
        return stale;
    }

    @Override
    public long asOfSequence() {
        return asOfSequence;
    }

    @Override
    public long asOfTimeNs() {
        return asOfTimeNs;
    }

    @Override
    public int instrumentCount() {
        return instrumentIds.length;
    }

    @Override
    public int instrumentId(final int row) {
        return instrumentIds[row];
    }

    @Override
    public double value(final int row, final int column) {
        return row <= column ? shown[index(row, column)] : shown[index(column, row)];
    }

    private int index(final int row, final int column) {
        return row * instrumentIds.length - row * (row - 1) / 2 + column - row;
    }

    void snapshotTo(final StateWriter writer) {
        writer.section(SECTION + id);
        writer.putBoolean(ready);
        writer.putBoolean(stale);
        writer.putLong(asOfSequence);
        writer.putLong(asOfTimeNs);
        writer.putLong(deadlineNs);
        if (ready) {
            for (int i = 0; i < shown.length; i++) {
                writer.putDouble(shown[i]);
            }
        }
        writer.putLong(comingSequence);
        if (comingSequence != 0) {
            writer.putLong(comingTimeNs);
            writer.putInt(comingCount);
            for (int i = 0; i < comingCount; i++) {
                writer.putDouble(coming[i]);
            }
        }
    }

    void restoreFrom(final StateReader reader) {
        reader.section(SECTION + id);
        ready = reader.takeBoolean();
        stale = reader.takeBoolean();
        asOfSequence = reader.takeLong();
        asOfTimeNs = reader.takeLong();
        deadlineNs = reader.takeLong();
        if (ready) {
            for (int i = 0; i < shown.length; i++) {
                shown[i] = reader.takeDouble();
            }
        }
        comingSequence = reader.takeLong();
        if (comingSequence != 0) {
            comingTimeNs = reader.takeLong();
            comingCount = reader.takeInt();
            for (int i = 0; i < comingCount; i++) {
                coming[i] = reader.takeDouble();
            }
        }
    }
}
