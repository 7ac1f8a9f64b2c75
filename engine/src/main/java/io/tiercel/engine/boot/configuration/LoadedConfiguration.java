package io.tiercel.engine.boot.configuration;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;

/**
 * A configuration and where it came from.
 *
 * @param file   the HOCON file
 * @param values every key's value with its origin, in rising order of the keys
 */
public record LoadedConfiguration(
        EngineConfiguration configuration, Path file, SortedMap<String, ResolvedValue> values) {
    public LoadedConfiguration {
        values = Collections.unmodifiableSortedMap(values);
    }

    /** As {@link EngineConfiguration#running}. */
    public LoadedConfiguration running(final EngineConfiguration.Layout layout) {
        return with(configuration.running(layout));
    }

    /** With another configuration in its place, made of this one. */
    public LoadedConfiguration with(final EngineConfiguration other) {
        return new LoadedConfiguration(other, file, values);
    }

    /** What relative paths of reference data start from. */
    public Path folder() {
        final Path folder = file.getParent();
        return folder == null ? Path.of("") : folder;
    }
}
