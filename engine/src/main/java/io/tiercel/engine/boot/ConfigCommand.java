package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.configuration.Key;
import io.tiercel.engine.boot.configuration.KeyReference;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.configuration.ResolvedValue;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.OpeningCheck;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.core.SetupException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiercel config}. */
@Command(
        name = "config",
        description = "Checks and explains a configuration.",
        subcommands = {ConfigCommand.Check.class, ConfigCommand.Explain.class},
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    ConfigCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: check or explain");
    }

    /** {@code tiercel config check}. */
    @Command(
            name = "check",
            description =
                    "Reads the configuration and its reference data, sets the strategies up and says what is wrong.",
            sortOptions = false)
    static final class Check implements Callable<Integer> {
        private final PrintStream out;

        @Mixin
        private ConfigurationOptions configuration;

        @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
        private boolean json;

        Check(final PrintStream out) {
            this.out = out;
        }

        @Override
        public Integer call() {
            try {
                final LoadedConfiguration loaded = configuration.load();
                StrategyClasses.check(loaded);
                final StrategyJars jars = StrategyJars.load(loaded);
                final ReferenceData reference = ReferenceData.load(loaded);
                OpeningCheck.run(loaded, reference, jars);
                correct(loaded, reference);
                return ExitCode.DONE;
            } catch (final ConfigurationException e) {
                if (!json) {
                    throw e;
                }
                return wrong(e.problems());
            } catch (final SetupException e) {
                if (!json) {
                    throw e;
                }
                return wrong(List.of(e.getMessage()));
            }
        }

        private int wrong(final List<String> problems) {
            final JsonWriter writer =
                    new JsonWriter().beginObject().put("correct", false).put("file", text(configuration.file()));
            writer.key("problems").beginArray();
            problems.forEach(writer::value);
            out.println(writer.endArray().endObject());
            return ExitCode.BAD_INPUT;
        }

        private void correct(final LoadedConfiguration loaded, final ReferenceData reference) {
            final int keys = loaded.values().size();
            final int instruments = reference.instruments().size();
            final int strategies = loaded.configuration().strategies().size();
            final List<String> warnings = warnings(reference);
            if (json) {
                final JsonWriter writer = new JsonWriter()
                        .beginObject()
                        .put("correct", true)
                        .put("file", text(loaded.file()))
                        .put("keys", keys)
                        .put("instruments", instruments)
                        .put("strategies", strategies)
                        .key("problems")
                        .beginArray()
                        .endArray()
                        .key("warnings")
                        .beginArray();
                warnings.forEach(writer::value);
                out.println(writer.endArray().endObject());
            } else {
                out.println(loaded.file() + " is correct: " + keys + " keys, " + instruments + " instruments, "
                        + strategies + " strategies");
                warnings.forEach(warning -> out.println("  " + warning));
            }
        }

        /** What is no mistake, and yet will not trade. */
        private static List<String> warnings(final ReferenceData reference) {
            final LocalDate today = LocalDate.now(ZoneOffset.UTC);
            return reference
                    .expiredBefore(today.getYear() * 10_000 + today.getMonthValue() * 100 + today.getDayOfMonth())
                    .stream()
                    .map(instrument -> "instrument " + instrument.symbol() + " expired on " + instrument.expiryDate()
                            + ": it takes no orders; remove its line, unless a position in it is still held")
                    .toList();
        }

        private static String text(final Path file) {
            return file.toString();
        }
    }

    /** {@code tiercel config explain}. */
    @Command(
            name = "explain",
            description = "Shows every key in force with its value and where that comes from; with KEY what it means.",
            sortOptions = false)
    static final class Explain implements Callable<Integer> {
        private final PrintStream out;

        @Spec
        private CommandSpec spec;

        @Mixin
        private ConfigurationOptions configuration;

        @Parameters(arity = "0..1", paramLabel = "KEY", description = "A key, or the begin of some.")
        private String key;

        @Option(names = "--json", description = "Prints the result as one JSON array and nothing else.")
        private boolean json;

        @Option(
                names = "--markdown",
                hidden = true,
                paramLabel = "FILE",
                description = "Rewrites the table of keys in this document.")
        private Path markdown;

        Explain(final PrintStream out) {
            this.out = out;
        }

        @Override
        public Integer call() throws IOException {
            if (markdown != null) {
                Files.writeString(markdown, KeyReference.update(Files.readString(markdown)));
                return ExitCode.DONE;
            }
            final List<ResolvedValue> values = configuration.load().values().values().stream()
                    .filter(value -> key == null
                            || value.key().equals(key)
                            || value.key().startsWith(key + "."))
                    .toList();
            if (values.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no key in force is " + key + " or begins with it; leave it out to see all");
            }
            if (json) {
                json(values);
            } else {
                values.forEach(this::text);
            }
            return ExitCode.DONE;
        }

        private void text(final ResolvedValue value) {
            out.println(value.key() + " = " + value.shown() + "   (" + value.origin() + ")");
            if (key != null) {
                final Key definition = value.definition();
                final String limits = definition.limits();
                out.println(
                        "    " + definition.meaning() + ". " + definition.type().title()
                                + (definition.unit().isEmpty() ? "" : " in " + definition.unit())
                                + (limits.isEmpty() ? "" : ", " + limits) + ", default "
                                + KeyReference.defaultOf(definition).replace("`", ""));
                out.println("    environment: " + Key.environmentName(value.segments()));
            }
        }

        private void json(final List<ResolvedValue> values) {
            final JsonWriter writer = new JsonWriter().beginArray();
            for (final ResolvedValue value : values) {
                writer.beginObject()
                        .put("key", value.key())
                        .put("value", value.shown())
                        .put("origin", value.origin())
                        .put("type", value.definition().type().title())
                        .put("unit", value.definition().unit())
                        .put("limits", value.definition().limits())
                        .put("meaning", value.definition().meaning())
                        .put("environment", Key.environmentName(value.segments()))
                        .endObject();
            }
            out.println(writer.endArray());
        }
    }
}
