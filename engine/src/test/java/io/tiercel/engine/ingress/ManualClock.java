package io.tiercel.engine.ingress;

/** Shows what it is told, and moves on by a step each time it is read. */
public final class ManualClock implements Clock {
    private long timeNs;
    private long stepPerReadingNs;
    private long hostStepNs;

    public ManualClock(final long timeNs) {
        this.timeNs = timeNs;
    }

    public ManualClock set(final long newTimeNs) {
        timeNs = newTimeNs;
        return this;
    }

    /** Each reading is this much later than the one before. */
    public ManualClock moving(final long newStepPerReadingNs) {
        stepPerReadingNs = newStepPerReadingNs;
        return this;
    }

    void hostStep(final long newHostStepNs) {
        hostStepNs = newHostStepNs;
    }

    @Override
    public long timeNs() {
        final long now = timeNs;
        timeNs += stepPerReadingNs;
        return now;
    }

    @Override
    public long takeStepNs() {
        final long taken = hostStepNs;
        hostStepNs = 0;
        return taken;
    }
}
