package io.tiercel.engine.boot;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a log: each line has to be one JSON object. */
public final class LogLines {
    private static final ConfigParseOptions JSON = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    private LogLines() {}

    public static List<Config> read(final Path file) throws IOException {
        return Files.readAllLines(file).stream().map(LogLines::parse).toList();
    }

    private static Config parse(final String line) {
        return ConfigFactory.parseString(line, JSON);
    }

    /** Those with this code. */
    public static List<Config> of(final List<Config> lines, final String event) {
        return lines.stream()
                .filter(line -> line.getString("event").equals(event))
                .toList();
    }

    /** The only one with this code. */
    public static Config one(final List<Config> lines, final String event) {
        final List<Config> found = of(lines, event);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " times " + event + " in " + lines);
        }
        return found.get(0);
    }
}
