package io.tiercel.engine.route;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.state.Timers;

/**
 * One parent order that is worked in equal slices, and its account: what is executed, what its one open child can still
 * execute, and what is not sent add up to its quantity. Pooled: the id says which parent it is now.
 */
@HotPath
final class Parent {
    long id;
    int strategyId;
    int instrumentId;
    Side side;
    long limitPriceNanos;
    long quantity;
    long lotQuantity;
    long startNs;
    long durationNs;
    int sliceCount;

    /** Slices whose time has come. */
    int begunCount;

    /** A slice's time has come and it is not sent: its predecessor is still open. */
    boolean sliceDue;

    long cumulativeQuantity;
    long childId;
    long openQuantity;
    long timerId;

    /** LIVE, or how it will end once its open child is over. */
    OrderState target;

    /** Its input had no room for what is to be done: a stop when it is not live, else what its timer asks for. */
    boolean waiting;

    void start(
            final long newId,
            final int newStrategyId,
            final int newInstrumentId,
            final Side newSide,
            final long newLimitPriceNanos,
            final long newQuantity,
            final long newLotQuantity) {
        id = newId;
        strategyId = newStrategyId;
        instrumentId = newInstrumentId;
        side = newSide;
        limitPriceNanos = newLimitPriceNanos;
        quantity = newQuantity;
        lotQuantity = newLotQuantity;
        cumulativeQuantity = 0;
        childId = OrderIds.NONE;
        openQuantity = 0;
        timerId = Timers.NONE;
        target = OrderState.LIVE;
        waiting = false;
    }

    void schedule(final long newStartNs, final long newDurationNs, final int newSliceCount) {
        startNs = newStartNs;
        durationNs = newDurationNs;
        sliceCount = newSliceCount;
        begunCount = 1;
        sliceDue = true;
    }

    boolean live() {
        return target == OrderState.LIVE;
    }

    boolean hasOpenChild() {
        return childId != OrderIds.NONE;
    }

    /**
     * What is neither executed nor open at a venue. Never below 0, even when a venue executes more than it was sent.
     */
    long unsentQuantity() {
        return Math.max(0, quantity - cumulativeQuantity - openQuantity);
    }

    /** What is open could execute more than is wanted: a child that counted as over has executed after all. */
    boolean exceeds() {
        return openQuantity > quantity - cumulativeQuantity;
    }

    long leavesQuantity() {
        return Math.max(0, quantity - cumulativeQuantity);
    }

    /**
     * When slice {@code index} is due; that of the slice after the last one is the parent's end. Exact, no product
     * overflows.
     */
    long sliceTimeNs(final int index) {
        return startNs + durationNs / sliceCount * index + durationNs % sliceCount * index / sliceCount;
    }

    long endNs() {
        return startNs + durationNs;
    }

    /** Counts the slices whose time has come, and notes when there is a new one. */
    void beginSlices(final long timeNs) {
        while (begunCount < sliceCount && sliceTimeNs(begunCount) <= timeNs) {
            begunCount++;
            sliceDue = true;
        }
    }

    /**
     * How much the slices begun so far come to, whole lots. Where lots do not divide evenly, the odd ones are spread
     * over the slices, each as early as it can be.
     */
    long scheduledQuantity() {
        final long lots = quantity / lotQuantity;
        final long oddLots = lots % sliceCount * begunCount;
        return (lots / sliceCount * begunCount + (oddLots + sliceCount - 1) / sliceCount) * lotQuantity;
    }

    /** What the next child is for: all that is scheduled by now and not executed, whole lots. */
    long nextChildQuantity() {
        final long missing = scheduledQuantity() - cumulativeQuantity - openQuantity;
        return missing <= 0 ? 0 : missing - missing % lotQuantity;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putLong(id);
        writer.putInt(strategyId);
        writer.putInt(instrumentId);
        writer.putInt(side.value());
        writer.putLong(limitPriceNanos);
        writer.putLong(quantity);
        writer.putLong(lotQuantity);
        writer.putLong(startNs);
        writer.putLong(durationNs);
        writer.putInt(sliceCount);
        writer.putInt(begunCount);
        writer.putBoolean(sliceDue);
        writer.putLong(cumulativeQuantity);
        writer.putLong(childId);
        writer.putLong(openQuantity);
        writer.putLong(timerId);
        writer.putInt(target.value());
        writer.putBoolean(waiting);
    }

    void restoreFrom(final StateReader reader) {
        id = reader.takeLong();
        strategyId = reader.takeInt();
        instrumentId = reader.takeInt();
        side = Side.get((short) reader.takeInt());
        limitPriceNanos = reader.takeLong();
        quantity = reader.takeLong();
        lotQuantity = reader.takeLong();
        startNs = reader.takeLong();
        durationNs = reader.takeLong();
        sliceCount = reader.takeInt();
        begunCount = reader.takeInt();
        sliceDue = reader.takeBoolean();
        cumulativeQuantity = reader.takeLong();
        childId = reader.takeLong();
        openQuantity = reader.takeLong();
        timerId = reader.takeLong();
        target = OrderState.get((short) reader.takeInt());
        waiting = reader.takeBoolean();
    }
}
