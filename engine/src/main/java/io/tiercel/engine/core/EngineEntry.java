package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.strategy.EngineFailure;

/**
 * Whether a strategy is inside a call that changes the engine. One that is left by an exception, whatever it is, leaves
 * the engine half-changed: the mark stays, so that a strategy that catches what was thrown hides nothing, and one that
 * ran out of stack in there is not taken for a strategy that failed by itself.
 */
@HotPath
final class EngineEntry {
    private boolean inside;

    /** First in such a call. */
    void enter() {
        if (inside) {
            throw new EngineFailure(
                    new IllegalStateException("an earlier call into the engine did not come to its end"));
        }
        inside = true;
    }

    /** Last in such a call, when it came to its end. */
    void leave() {
        inside = false;
    }

    /** Asked when no strategy is being called: a call did not come to its end. */
    boolean broken() {
        return inside;
    }

    void requireWhole() {
        if (inside) {
            throw new EngineFailure(
                    new IllegalStateException("a call into the engine failed, and the strategy hid that"));
        }
    }
}
