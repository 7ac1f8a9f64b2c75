package io.tiercel.bench.suite;

import java.util.Locale;

/**
 * What a figure is to reach: itself, or its ratio to what it stands against.
 *
 * @param least the bound is the least that will do, else the most
 */
public record Goal(boolean ofRatio, boolean least, double bound) {
    static Goal valueAtLeast(final double bound) {
        return new Goal(false, true, bound);
    }

    static Goal valueAtMost(final double bound) {
        return new Goal(false, false, bound);
    }

    static Goal ratioAtLeast(final double bound) {
        return new Goal(true, true, bound);
    }

    static Goal ratioAtMost(final double bound) {
        return new Goal(true, false, bound);
    }

    /** A figure that is not there reaches nothing. */
    boolean met(final double value, final double ratio) {
        final double figure = ofRatio ? ratio : value;
        return least ? figure >= bound : figure <= bound;
    }

    /** How far it is: 1 and more is there. */
    double reached(final double value, final double ratio) {
        final double figure = ofRatio ? ratio : value;
        return figure == bound ? 1 : least ? figure / bound : bound / figure;
    }

    String text() {
        final String number = bound >= 1000 ? String.format(Locale.ROOT, "%,.0f", bound) : trimmed(bound);
        return (least ? ">= " : "<= ") + number + (ofRatio ? " times" : "");
    }

    private static String trimmed(final double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
