package io.tiercel.engine.boot.strategies;

import java.util.List;

/** A jar with strategies cannot be used. Each problem says what, and what to do. */
public final class StrategyJarException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    StrategyJarException(final String problem) {
        this(List.of(problem));
    }

    StrategyJarException(final List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One or more. */
    public List<String> problems() {
        return problems;
    }
}
