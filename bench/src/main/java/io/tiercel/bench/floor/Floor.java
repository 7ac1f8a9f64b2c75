package io.tiercel.bench.floor;

/**
 * One thing that is measured, by one thread or by two. Made and closed by the program's thread, used by the measuring
 * one; {@link #answer} is the partner's.
 */
public abstract class Floor implements AutoCloseable {
    private static final double NANOS = 1e9;
    private static final int CHECK_MASK = (1 << 20) - 1;

    private final String name;
    private final boolean withPartner;
    // Written by the program's thread, read by the measuring one.
    private volatile Runnable check = () -> {};
    private volatile boolean stopped;

    Floor(final String name, final boolean withPartner) {
        this.name = name;
        this.withPartner = withPartner;
    }

    public final String name() {
        return name;
    }

    final boolean withPartner() {
        return withPartner;
    }

    /** @param newCheck throws when the partner has died */
    final void check(final Runnable newCheck) {
        check = newCheck;
    }

    /** Once. */
    abstract void operate();

    /** Once, with the time it took. */
    long sampleNs() {
        final long beginNs = System.nanoTime();
        operate();
        return System.nanoTime() - beginNs;
    }

    /** So many in a row without a look at the clock. */
    double perSecond(final int count) {
        final long beginNs = System.nanoTime();
        for (int i = 0; i < count; i++) {
            operate();
        }
        return count * NANOS / (System.nanoTime() - beginNs);
    }

    /** So many to the partner without an answer to each; NaN where there is no such thing. */
    double oneWayPerSecond(final int count) {
        return Double.NaN;
    }

    /** The partner's work, until {@link #stop}. */
    void answer() {
        throw new IllegalStateException(name + " has no partner");
    }

    void stop() {
        stopped = true;
    }

    final boolean stopped() {
        return stopped;
    }

    /** Between looks: a partner that has died never answers. */
    final void checkAt(final int round) {
        if ((round & CHECK_MASK) == 0) {
            check.run();
        }
    }

    final void checkPartner() {
        check.run();
    }

    static double perSecond(final int count, final long elapsedNs) {
        return count * NANOS / elapsedNs;
    }

    @Override
    public void close() {}
}
