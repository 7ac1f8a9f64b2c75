package io.tiercel.engine.boot.session;

/** That a run is to end: asked for on any thread, from its start on. */
final class StopWish {
    private volatile boolean asked;

    void ask() {
        asked = true;
    }

    boolean asked() {
        return asked;
    }

    /** @throws StoppedException when it was asked for: what has not begun yet does not */
    void check() {
        if (asked) {
            throw new StoppedException();
        }
    }
}
