package io.tiercel.engine.boot.session;

/** The first market data of a run, from which its duration counts. */
final class FirstData {
    /** Long enough for any feed that is up to send something, short enough for the script that waits for the end. */
    static final long TIMEOUT_NS = 30_000_000_000L;

    private static final double NANOS = 1e9;

    private FirstData() {}

    static String missing(final long timeoutNs) {
        final double seconds = timeoutNs / NANOS;
        return "no market data came within " + (seconds == (long) seconds ? (long) seconds + "" : seconds + "")
                + " s of the start, and --duration counts from the first: check that the venues' feeds send"
                + " (feeds.NAME and who serves or plays it; a built-in market's instruments and eventsPerSecond) and that instruments.csv lists what they send";
    }
}
