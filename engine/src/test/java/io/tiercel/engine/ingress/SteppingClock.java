package io.tiercel.engine.ingress;

/** The real clock of a process, over a host whose two clocks are a simulation's. */
public final class SteppingClock implements Clock {
    private final AnchoredClock clock;
    private final Host host;

    /** The clocks of the machine, which outlive a process. */
    public static final class Host {
        private long monotonicNs;
        private long offsetNs;

        public Host(final long startNs) {
            offsetNs = startNs;
        }

        /** Never steps. */
        public long trueNs(final long startNs) {
            return startNs + monotonicNs;
        }

        public void advance(final long ns) {
            monotonicNs += ns;
        }

        /** Somebody sets the clock. */
        public void step(final long ns) {
            offsetNs += ns;
        }

        /** What the host says. */
        public long utcNs() {
            return monotonicNs + offsetNs;
        }
    }

    public SteppingClock(final Host host) {
        this.host = host;
        clock = new AnchoredClock(host.utcNs(), host.monotonicNs);
    }

    @Override
    public long timeNs() {
        return clock.timeAt(host.monotonicNs);
    }

    @Override
    public long takeStepNs() {
        return clock.step(host.monotonicNs, host.utcNs(), host.monotonicNs);
    }
}
