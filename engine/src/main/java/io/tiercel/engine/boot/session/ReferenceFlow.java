package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.reference.InputSink;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.reference.ReferenceInputs;

/**
 * The reference data that the core knows, and what it is told when that changes: new data, or a new day at the end of
 * those that are known ahead. One thread.
 */
final class ReferenceFlow {
    private final int daysAhead;
    private final ReferenceInputs inputs;
    private ReferenceData running;
    private long runningFromNs;
    private long nextRollNs;
    private int revision = 1;

    /** @param startNs the core's days are those from its date on */
    ReferenceFlow(final ReferenceData running, final long startNs, final int daysAhead, final InputSink sink) {
        this.running = running;
        this.daysAhead = daysAhead;
        inputs = new ReferenceInputs(sink);
        runningFromNs = startNs;
        nextRollNs = running.nextDateNs(startNs);
    }

    ReferenceData running() {
        return running;
    }

    /** Of the last set that was sent. */
    int revision() {
        return revision;
    }

    /** When a date ends in the zone of some calendar: {@link #roll} is due. */
    long nextRollNs() {
        return nextRollNs;
    }

    /** Tells the days that have come nearer, once a date has ended; returns how many. */
    int roll(final long timeNs) {
        return timeNs < nextRollNs ? 0 : change(running, timeNs);
    }

    /** Tells what is new or different; returns how many items. */
    int change(final ReferenceData changed, final long timeNs) {
        final int itemCount = inputs.change(revision + 1, running, runningFromNs, changed, timeNs, daysAhead);
        if (itemCount > 0) {
            revision++;
        }
        running = changed;
        runningFromNs = timeNs;
        nextRollNs = running.nextDateNs(timeNs);
        return itemCount;
    }
}
