package io.tiercel.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether this machine counts a program's instructions, and why not: many virtual ones do not. */
public final class InstructionCounts {
    public static final String AVAILABLE = "available";
    private static final String EVENT = "instructions";
    private static final String REMEDY =
            "; measure on a machine that is not virtual, or one whose host passes the" + " processor's counters on";

    private InstructionCounts() {}

    public static boolean available() {
        return AVAILABLE.equals(state());
    }

    /** {@link #AVAILABLE}, or that they are not and why. */
    public static String state() {
        return state("perf");
    }

    /** @param perf Linux' tool of this name */
    static String state(final String perf) {
        try {
            final Process process = new ProcessBuilder(List.of(perf, "stat", "-x", ",", "-e", EVENT, "true"))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? state(said.lines().toList()) : notAvailable("perf stat fails: " + said);
        } catch (final IOException absent) {
            return notAvailable("there is no perf; install it (Debian: apt-get install linux-perf)");
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return notAvailable("perf stat was interrupted");
        }
    }

    private static String state(final List<String> lines) {
        for (final String line : lines) {
            final String[] fields = line.split(",", -1);
            if (fields.length > 2 && fields[2].startsWith(EVENT)) {
                return fields[0].chars().allMatch(Character::isDigit)
                        ? AVAILABLE
                        : notAvailable("perf stat -e " + EVENT + " says " + fields[0] + REMEDY);
            }
        }
        return notAvailable("perf stat -e " + EVENT + " says nothing of it");
    }

    private static String notAvailable(final String why) {
        return "not available: " + why.strip().replace('\n', ' ');
    }
}
