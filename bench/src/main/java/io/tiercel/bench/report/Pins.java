package io.tiercel.bench.report;

import com.typesafe.config.Config;

/** Where measured threads run, in words. */
public final class Pins {
    private Pins() {}

    /** @param processor −1: not pinned */
    public static String of(final int processor) {
        return processor < 0 ? "on any processor" : "on processor " + processor;
    }

    /** Of the threads that a measurement's result is of. */
    public static String of(final Config result) {
        if (result.hasPath("pinning")) {
            return result.getString("pinning");
        }
        if (!result.hasPath("processor")) {
            return "not pinned";
        }
        final String own = "measured thread " + of(result.getInt("processor"));
        return result.hasPath("partnerProcessor")
                ? own + ", its partner " + of(result.getInt("partnerProcessor"))
                : own;
    }
}
