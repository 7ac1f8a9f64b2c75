package io.tiercel.engine.boot.configuration;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.tiercel.journal.DiskFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One HOCON file and what it includes, flattened. Substitutions see the file and the environment. Included files must
 * exist, and are files: nothing is fetched from a class path or a network.
 */
final class HoconReader {
    static final int MAX_FILE_BYTES = 1 << 20;

    private static final int MAX_DEPTH = 16;
    private static final Pattern WITH_LINE = Pattern.compile("(.*): ([0-9]+)(-[0-9]+)?", Pattern.DOTALL);

    private final Settings settings;
    private final Problems problems;

    HoconReader(final Settings settings, final Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void read(final Path file, final Map<String, String> environment) {
        read(file, () -> text(file), environment);
    }

    /** @param text supplies what the file holds */
    void read(final Path file, final Supplier<String> text, final Map<String, String> environment) {
        try {
            final Config parsed = parse(file, text.get(), new FileIncluder(file, List.of(file.normalize())));
            final Config variables =
                    ConfigValueFactory.fromMap(environment, "environment").toConfig();
            final Config resolved = parsed.resolveWith(parsed.withFallback(variables), ConfigResolveOptions.noSystem());
            walk(resolved.root(), new ArrayList<>());
        } catch (final ConfigException.Generic e) {
            problems.add("", e.getMessage());
        } catch (final ConfigException e) {
            problems.add(where(e.origin(), file.toString()), "not valid HOCON: " + reason(e));
        } catch (final StackOverflowError e) {
            problems.add(file.toString(), "not valid HOCON: nested too deeply; write it flatter");
        }
    }

    static Config parse(final Path file, final String text, final FileIncluder includer) {
        return ConfigFactory.parseString(
                text,
                ConfigParseOptions.defaults()
                        .setSyntax(ConfigSyntax.CONF)
                        .setOriginDescription(file.toString())
                        .setIncluder(includer));
    }

    /** What one file holds. What is wrong with it comes as a {@link ConfigException}, as from the parser. */
    static String text(final Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new ConfigException.Generic(file + " is not a file; name one that exists");
            }
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new ConfigException.Generic(file + " has " + Files.size(file) + " bytes; at most "
                        + MAX_FILE_BYTES + " are read, split it or name another file");
            }
            return decode(file, Files.readAllBytes(file));
        } catch (final IOException e) {
            throw new ConfigException.Generic(
                    file + " cannot be read (" + DiskFailure.text(e) + "); check its permissions", e);
        }
    }

    static String decode(final Path file, final byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (final CharacterCodingException e) {
            throw new ConfigException.Generic(file + " is not UTF-8 text; save it as UTF-8", e);
        }
    }

    private void walk(final ConfigObject object, final List<String> path) {
        if (path.size() > MAX_DEPTH) {
            problems.add(
                    where(object.origin(), ""), ConfigUtil.joinPath(path) + " is nested too deeply; write it flatter");
            return;
        }
        for (final Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
            final ConfigValue value = entry.getValue();
            final String where = where(value.origin(), "");
            path.add(entry.getKey());
            if (value.valueType() == ConfigValueType.OBJECT) {
                settings.putSection(path, where);
                walk((ConfigObject) value, path);
            } else if (value.valueType() == ConfigValueType.LIST) {
                list((ConfigList) value, path, where);
            } else if (value.valueType() == ConfigValueType.NULL) {
                problems.add(where, ConfigUtil.joinPath(path) + " is null; remove the line to have the default");
            } else {
                settings.put(new Setting(List.copyOf(path), text(value), false, where));
            }
            path.remove(path.size() - 1);
        }
    }

    private void list(final ConfigList list, final List<String> path, final String where) {
        final List<String> elements = new ArrayList<>();
        for (final ConfigValue element : list) {
            final ConfigValueType type = element.valueType();
            final boolean plain =
                    type == ConfigValueType.STRING || type == ConfigValueType.NUMBER || type == ConfigValueType.BOOLEAN;
            if (!plain || text(element).indexOf(',') >= 0) {
                problems.add(
                        where(element.origin(), where),
                        ConfigUtil.joinPath(path)
                                + " is a list with an element that is not plain text without a comma; write plain ones");
                return;
            }
            elements.add(text(element));
        }
        settings.put(new Setting(List.copyOf(path), String.join(",", elements), true, where));
    }

    /** A scalar as it was written: as a number it would have passed through a double. */
    private static String text(final ConfigValue value) {
        return value.atKey("value").getString("value");
    }

    /** File and line, as {@code file:line}. */
    private static String where(final ConfigOrigin origin, final String otherwise) {
        if (origin == null) {
            return otherwise;
        }
        final Matcher matcher = WITH_LINE.matcher(origin.description());
        return matcher.matches() ? matcher.group(1) + ":" + matcher.group(2) : origin.description();
    }

    /** The parser's words, without the place that stands before them and on one line. */
    private static String reason(final ConfigException e) {
        String message = e.getMessage();
        if (e.origin() != null && message.startsWith(e.origin().description() + ": ")) {
            message = message.substring(e.origin().description().length() + 2);
        }
        final StringBuilder line = new StringBuilder();
        message.codePoints()
                .limit(300)
                .forEach(c -> line.append(Character.isISOControl(c) ? " " : Character.toString(c)));
        return line.toString();
    }
}
