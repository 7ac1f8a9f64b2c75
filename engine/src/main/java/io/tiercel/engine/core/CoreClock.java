package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;

/** The time of the input that is being handled: the only time the core knows. */
@HotPath
final class CoreClock {
    private long timeNs;

    long timeNs() {
        return timeNs;
    }

    void timeNs(final long newTimeNs) {
        timeNs = newTimeNs;
    }
}
