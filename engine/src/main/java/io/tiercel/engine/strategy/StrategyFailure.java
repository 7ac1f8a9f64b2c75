package io.tiercel.engine.strategy;

import io.tiercel.codecs.types.StrategyCallback;

/**
 * Why a strategy is disabled. Only what is the same in every run over the same inputs: no text of an exception, and no
 * trace.
 *
 * @param sequence       the input at which it was disabled
 * @param callback       which of its methods threw; {@code NULL_VAL} when none did, and too many of its orders were
 *                       refused
 * @param exceptionClass the name of what was thrown; empty when nothing was
 */
public record StrategyFailure(long sequence, StrategyCallback callback, String exceptionClass) {
    /** In UTF-8 three times as many bytes at most, which a message has room for. */
    static final int MAX_NAME_LENGTH = 150;

    static StrategyFailure thrown(final long sequence, final StrategyCallback callback, final Throwable cause) {
        final String name = cause.getClass().getName();
        // What stands last in a name tells most.
        final String kept = name.substring(Math.max(0, name.length() - MAX_NAME_LENGTH));
        return new StrategyFailure(sequence, callback, kept);
    }

    static StrategyFailure refusals(final long sequence) {
        return new StrategyFailure(sequence, StrategyCallback.NULL_VAL, "");
    }

    /** The name of the method that threw, or null. */
    public String method() {
        return switch (callback) {
            case BOOK -> "onBook";
            case TRADE -> "onTrade";
            case SIGNAL -> "onSignal";
            case EXECUTION -> "onExecution";
            case TIMER -> "onTimer";
            case SESSION -> "onSession";
            case PARAMETER -> "onParameterChanged";
            default -> null;
        };
    }

    /** In words, for people. */
    public String text() {
        return method() == null
                ? "too many of its orders were refused in a second"
                : method() + " threw " + exceptionClass;
    }
}
