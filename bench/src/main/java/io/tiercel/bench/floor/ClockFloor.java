package io.tiercel.bench.floor;

/** A look at the clock; it is in every other sample, too. */
public final class ClockFloor extends Floor {
    private long lastNs;

    public ClockFloor() {
        super("nanoTime", false);
    }

    @Override
    void operate() {
        lastNs = System.nanoTime();
    }

    @Override
    long sampleNs() {
        final long beginNs = System.nanoTime();
        return System.nanoTime() - beginNs;
    }

    /** Keeps the looks of a rate from being left out. */
    @Override
    public String toString() {
        return name() + " " + lastNs;
    }
}
