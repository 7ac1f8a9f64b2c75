package io.tiercel.bench.suite;

import java.util.Locale;

/**
 * What a figure is to reach: itself, or its ratio to what it stands against.
 *
 * @param least  the bound is the least that will do, else the most
 * @param strict the bound itself will not do
 */
public record Goal(boolean ofRatio, boolean least, double bound, boolean strict) {
    /** A figure that is to be known, whatever it is. */
    static final Goal NONE = new Goal(false, false, Double.NaN, false);

    static Goal valueAtLeast(final double bound) {
        return new Goal(false, true, bound, false);
    }

    static Goal valueAtMost(final double bound) {
        return new Goal(false, false, bound, false);
    }

    static Goal ratioAtLeast(final double bound) {
        return new Goal(true, true, bound, false);
    }

    static Goal ratioAtMost(final double bound) {
        return new Goal(true, false, bound, false);
    }

    static Goal ratioBelow(final double bound) {
        return new Goal(true, false, bound, true);
    }

    private boolean none() {
        return Double.isNaN(bound);
    }

    /** A figure that is not there reaches nothing. */
    boolean met(final double value, final double ratio) {
        if (none()) {
            return !Double.isNaN(value);
        }
        final double figure = ofRatio ? ratio : value;
        return (least ? figure >= bound : figure <= bound) && !(strict && figure == bound);
    }

    /** How far it is: 1 and more is there; NaN when there is nothing to reach. */
    double reached(final double value, final double ratio) {
        final double figure = ofRatio ? ratio : value;
        return figure == bound ? 1 : least ? figure / bound : bound / figure;
    }

    /** Empty when there is nothing to reach. */
    String text() {
        if (none()) {
            return "";
        }
        final String number = bound >= 1000 ? String.format(Locale.ROOT, "%,.0f", bound) : trimmed(bound);
        return (least ? ">" : "<") + (strict ? " " : "= ") + number + (ofRatio ? " times" : "");
    }

    private static String trimmed(final double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
