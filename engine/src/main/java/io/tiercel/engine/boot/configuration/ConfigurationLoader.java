package io.tiercel.engine.boot.configuration;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a configuration. In rising order of weight: defaults, the file, the environment, the command line. */
public final class ConfigurationLoader {
    private ConfigurationLoader() {}

    /**
     * @param file        HOCON
     * @param environment variables such as {@code TIERCEL_ENGINE_ID}
     * @param assignments {@code key=value}, each
     * @param seed        of the built-in markets, in place of those in the file
     * @throws ConfigurationException with all that is wrong
     */
    public static LoadedConfiguration load(
            final Path file,
            final Map<String, String> environment,
            final List<String> assignments,
            final OptionalLong seed) {
        final Problems problems = new Problems();
        final Settings settings = new Settings();
        new HoconReader(settings, problems).read(file, environment);
        problems.throwIfAny();
        final Overrides overrides = new Overrides(settings, problems);
        overrides.environment(environment);
        seed.ifPresent(overrides::seed);
        overrides.options(assignments);
        final SortedMap<String, ResolvedValue> values = new Resolver(settings, problems).resolve();
        return new LoadedConfiguration(build(values, problems), file, values);
    }

    /**
     * Reads a configuration that has no file. In rising order of weight: defaults, {@code values}, the environment, the
     * command line.
     *
     * @param name what messages call it, in the place of a file
     * @throws ConfigurationException with all that is wrong
     */
    public static LoadedConfiguration of(
            final Map<String, String> values,
            final String name,
            final Map<String, String> environment,
            final List<String> assignments) {
        final Problems problems = new Problems();
        final Settings settings = new Settings();
        values.forEach((key, value) -> settings.put(new Setting(ConfigUtil.splitPath(key), value, false, name)));
        final Overrides overrides = new Overrides(settings, problems);
        overrides.environment(environment);
        overrides.options(assignments);
        final SortedMap<String, ResolvedValue> resolved = new Resolver(settings, problems).resolve();
        return new LoadedConfiguration(build(resolved, problems), Path.of(name), resolved);
    }

    static EngineConfiguration fromResolved(final Map<String, String> resolved) {
        final Problems problems = new Problems();
        final Settings settings = journaled(resolved, problems);
        return build(new Resolver(settings, problems).resolve(), problems);
    }

    /** What a journal says. */
    static Settings journaled(final Map<String, String> resolved, final Problems problems) {
        final Settings settings = new Settings();
        for (final Map.Entry<String, String> item : new TreeMap<>(resolved).entrySet()) {
            try {
                final List<String> path = ConfigUtil.splitPath(item.getKey());
                settings.put(new Setting(path, item.getValue(), false, "journal"));
            } catch (final ConfigException e) {
                problems.add(
                        "journal",
                        Problems.quote(item.getKey()) + " is not a key; replay with the version that wrote it");
            }
        }
        return settings;
    }

    static EngineConfiguration build(final SortedMap<String, ResolvedValue> values, final Problems problems) {
        problems.throwIfAny();
        final EngineConfiguration configuration = new ConfigurationBuilder(values, problems).build();
        problems.throwIfAny();
        return configuration;
    }
}
