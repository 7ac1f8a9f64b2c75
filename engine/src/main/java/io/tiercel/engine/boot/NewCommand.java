package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.project.LocalRepository;
import io.tiercel.engine.boot.project.ProjectName;
import io.tiercel.engine.boot.project.StrategyProject;
import io.tiercel.journal.DiskFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiercel new}. */
@Command(
        name = "new",
        description = "Begins something of your own.",
        subcommands = NewCommand.StrategyCommand.class,
        synopsisSubcommandLabel = "COMMAND")
final class NewCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    NewCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: strategy");
    }

    /** {@code tiercel new strategy}. */
    @Command(
            name = "strategy",
            description = "Writes a Maven project with a strategy, its unit test and a run on the built-in market.",
            sortOptions = false)
    static final class StrategyCommand implements Callable<Integer> {
        private final PrintStream out;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "Of the strategy, such as Breakout or mean-reversion.")
        private String name;

        @Option(
                names = "--directory",
                paramLabel = "DIR",
                description = "The project's folder, new or empty; without it one of that name in the current folder.")
        private Path directory;

        @Option(names = "--package", paramLabel = "PACKAGE", description = "Of its classes; strategies if not said.")
        private String packageName = "strategies";

        @Option(
                names = "--repository",
                paramLabel = "DIR",
                description = "Maven's local repository; without it the one that Maven's settings say.")
        private Path repository;

        @Mixin
        private ConfigurationOptions configuration;

        StrategyCommand(final PrintStream out) {
            this.out = out;
        }

        @Override
        public Integer call() throws IOException {
            final ProjectName projectName = projectName();
            final Path folder = (directory == null ? Path.of(projectName.artifact()) : directory)
                    .toAbsolutePath()
                    .normalize();
            if (Files.exists(folder) && !isEmpty(folder)) {
                throw new ParameterException(
                        spec.commandLine(), folder + " exists and is not empty; name another by --directory");
            }
            final LoadedConfiguration market = configuration.load();
            final Path local = repository == null ? LocalRepository.ofThisUser() : repository.toAbsolutePath();
            final Path home = Path.of(System.getProperty("tiercel.home", "")).toAbsolutePath();
            final StrategyProject project = new StrategyProject(projectName, home);
            writing(local, "--repository", () -> new LocalRepository(local, home).install(project.version()));
            writing(
                    folder,
                    "--directory",
                    () -> project.write(
                            folder,
                            market.file(),
                            market.configuration().strategies().stream()
                                    .map(StrategyConfiguration::name)
                                    .toList()));
            out.println("wrote " + folder + ", and the strategy API " + project.version() + " into " + local);
            out.println("next: cd " + folder + " && ./run --virtual --duration 60s");
            return ExitCode.DONE;
        }

        /** What writes files, and may fail in it. */
        @FunctionalInterface
        private interface Writing {
            void run() throws IOException;
        }

        private static void writing(final Path folder, final String option, final Writing writing) {
            try {
                writing.run();
            } catch (final IOException failure) {
                throw new UncheckedIOException(
                        "cannot write " + folder + ": " + DiskFailure.text(failure)
                                + "; check its permissions and the disk's room, or name another by " + option,
                        failure);
            }
        }

        private ProjectName projectName() {
            try {
                return ProjectName.of(name, packageName);
            } catch (final IllegalArgumentException mistake) {
                throw new ParameterException(spec.commandLine(), mistake.getMessage());
            }
        }

        private static boolean isEmpty(final Path folder) throws IOException {
            if (!Files.isDirectory(folder)) {
                return false;
            }
            try (var entries = Files.list(folder)) {
                return entries.findAny().isEmpty();
            }
        }
    }
}
