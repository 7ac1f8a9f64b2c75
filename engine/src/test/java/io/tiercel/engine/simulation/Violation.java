package io.tiercel.engine.simulation;

/** What has to hold does not. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String invariant;

    Violation(final String invariant, final String found) {
        super(found);
        this.invariant = invariant;
    }

    String invariant() {
        return invariant;
    }
}
