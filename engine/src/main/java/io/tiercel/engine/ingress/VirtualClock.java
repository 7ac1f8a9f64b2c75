package io.tiercel.engine.ingress;

import io.tiercel.codecs.HotPath;

/** A clock that stands still until it is told the time. */
@HotPath
public final class VirtualClock implements Clock {
    private long timeNs;

    public VirtualClock(final long startNs) {
        timeNs = startNs;
    }

    /** Moves on; never back. */
    public void advanceTo(final long newTimeNs) {
        timeNs = Math.max(timeNs, newTimeNs);
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public long takeStepNs() {
        return 0;
    }
}
