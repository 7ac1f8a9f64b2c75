package io.tiercel.engine.simulation;

import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.SteppingClock;

/** A planted bug: the host's clock as it is. */
final class HostClock implements Clock {
    private final SteppingClock.Host host;

    HostClock(final SteppingClock.Host host) {
        this.host = host;
    }

    @Override
    public long timeNs() {
        return host.utcNs();
    }

    @Override
    public long takeStepNs() {
        return 0;
    }
}
