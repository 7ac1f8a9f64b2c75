package io.tiercel.engine.boot.configuration;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What the record of an input survives before an order that it causes may leave.
 *
 * @param maxDelayNs  fsync: a sync begins at the latest when an input has waited for that long
 * @param maxRecords  fsync: or when so many inputs wait
 * @param slowAfterNs fsync: nothing new is sent while an input waits for longer
 * @param maxHeld     fsync: messages that wait at a time
 */
public record Durability(Level level, long maxDelayNs, int maxRecords, long slowAfterNs, int maxHeld) {
    /** From the least promise to the greatest. */
    public enum Level {
        ASYNC,
        PROCESS,
        FSYNC
    }

    /** As it is written. */
    public String word() {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /** A line for people. */
    public String text(final boolean fused) {
        return "durability " + word()
                + switch (level) {
                    case ASYNC ->
                        fused
                                ? ": orders leave before the record of their cause is written; a kill can"
                                        + " lose that one input"
                                : ": inline as process, the record of an input is written before its orders leave";
                    case PROCESS -> ": the record of an input is written before its orders leave";
                    case FSYNC ->
                        ": orders wait until their cause is on the disk, in groups of " + maxRecords + " inputs or "
                                + TimeUnit.NANOSECONDS.toMicros(maxDelayNs) + " µs; cancels do not wait";
                };
    }
}
