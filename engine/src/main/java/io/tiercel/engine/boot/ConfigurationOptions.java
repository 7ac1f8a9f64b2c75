package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** The options that say which configuration is meant. */
final class ConfigurationOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; without it config/tiercel.conf of the installation.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets a key over the configuration and the environment. Can be repeated.")
    private final List<String> assignments = new ArrayList<>();

    Path file() {
        return file == null ? ConfigurationFiles.byDefault(System.getProperties(), System.getenv()) : file;
    }

    List<String> assignments() {
        return List.copyOf(assignments);
    }

    LoadedConfiguration load() {
        return ConfigurationLoader.load(file(), System.getenv(), assignments, OptionalLong.empty());
    }
}
