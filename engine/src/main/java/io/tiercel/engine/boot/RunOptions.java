package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code run} was asked for.
 *
 * @param configuration the HOCON file
 * @param durationNs    ends the run by itself, counted from the first event
 * @param seed          of the built-in market, in place of the configuration's
 * @param headless      no console
 * @param json          one JSON object on standard output and nothing else
 * @param journal       the run's own journal folder, in place of a new one in the configuration's
 * @param virtual       engine and market on virtual time
 * @param assignments   {@code key=value}, over the configuration
 */
public record RunOptions(
        Path configuration,
        OptionalLong durationNs,
        OptionalLong seed,
        boolean headless,
        boolean json,
        Optional<Path> journal,
        boolean virtual,
        List<String> assignments) {
    public RunOptions {
        assignments = List.copyOf(assignments);
    }

    /**
     * Reads the configuration that these options describe.
     *
     * @throws io.tiercel.engine.boot.configuration.ConfigurationException with all that is wrong
     */
    public LoadedConfiguration load(final Map<String, String> environment) {
        return ConfigurationLoader.load(configuration, environment, assignments, seed);
    }
}
