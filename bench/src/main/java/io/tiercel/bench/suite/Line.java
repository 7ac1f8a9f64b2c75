package io.tiercel.bench.suite;

/**
 * Where one figure of a suite is found in the result of a measurement. A place is a path of keys; behind a bar stands
 * the place of the same figure with disturbed windows in it, to look at when nothing is at the one before.
 *
 * @param run    the measurement's name in the suite
 * @param unit   of the figure
 * @param against what it is held against, empty for nothing
 * @param ratio  the place of the ratio to that, empty for none
 * @param spread the place of a group with {@code min} and {@code max}, of the ratio if there is one
 * @param by     another measurement by whose ratio at the same place this one's is divided; empty for none
 */
record Line(
        String name,
        String run,
        String value,
        String unit,
        String against,
        String ratio,
        String spread,
        Goal goal,
        String by) {
    Line(
            final String name,
            final String run,
            final String value,
            final String unit,
            final String against,
            final String ratio,
            final String spread,
            final Goal goal) {
        this(name, run, value, unit, against, ratio, spread, goal, "");
    }
}
