package io.tiercel.engine.simulation;

/** The engine's process ends at this very place: nothing of it runs any more. */
final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
        super("killed", null, false, false);
    }
}
