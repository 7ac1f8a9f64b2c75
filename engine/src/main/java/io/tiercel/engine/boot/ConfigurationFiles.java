package io.tiercel.engine.boot;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Where the configuration is when no option names it. */
final class ConfigurationFiles {
    private static final Path BELOW_HOME = Path.of("config", "tiercel.conf");

    private ConfigurationFiles() {}

    /**
     * In this order: the file {@code tiercel.config} or {@code TIERCEL_CONFIG} names, {@code config/tiercel.conf} in
     * the folder that {@code tiercel.home} or {@code TIERCEL_HOME} names, and in the current folder.
     */
    static Path byDefault(final Properties properties, final Map<String, String> environment) {
        final String file = properties.getProperty("tiercel.config", environment.get("TIERCEL_CONFIG"));
        if (file != null && !file.isEmpty()) {
            return Path.of(file);
        }
        final String home = properties.getProperty("tiercel.home", environment.get("TIERCEL_HOME"));
        return home == null || home.isEmpty() ? BELOW_HOME : Path.of(home).resolve(BELOW_HOME);
    }
}
