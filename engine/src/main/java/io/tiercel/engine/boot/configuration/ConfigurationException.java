package io.tiercel.engine.boot.configuration;

import java.util.List;

/**
 * The configuration or the reference data cannot be used. One line per problem, each with place, value, limit and
 * remedy.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String[] lines;

    public ConfigurationException(final List<String> problems) {
        super(String.join("\n", problems));
        lines = problems.toArray(new String[0]);
    }

    public List<String> problems() {
        return List.of(lines);
    }
}
