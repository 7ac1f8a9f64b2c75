package io.tiercel.engine.strategy;

/**
 * The engine itself broke while a strategy was using it. No strategy is to blame, and none may go on: it passes
 * through the host, and trading halts.
 */
public final class EngineFailure extends Error {
    private static final long serialVersionUID = 1L;

    public EngineFailure(final Throwable cause) {
        super(cause.toString(), cause);
    }
}
