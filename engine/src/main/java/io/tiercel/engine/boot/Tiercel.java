package io.tiercel.engine.boot;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code tiercel COMMAND}. Results go to standard output, everything else to standard error. */
@Command(
        name = "tiercel",
        description = "An ultra-low-latency trading engine.",
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            OperatorCommand.class,
            ReplayCommand.class,
            WhyCommand.class,
            MarketCommand.class,
            FeedCommand.class,
            DriverCommand.class,
            JournalCommand.class,
            ConfigCommand.class,
            NewCommand.class
        },
        versionProvider = VersionProvider.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 a check found a difference, 2 bad usage or input,",
            "3 the environment failed, 4 trading ended by a fatal halt."
        })
public final class Tiercel implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show the version.")
    private boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of unexpected errors.")
    private boolean debug;

    private Tiercel() {}

    public static void main(final String[] args) {
        final String tooFew = Descriptors.shortage();
        if (tooFew != null) {
            System.err.println("tiercel: " + tooFew);
            System.exit(ExitCode.ENVIRONMENT);
        }
        final int ended = execute(System.out, System.err, args);
        System.exit(StandardOutput.exitCode(ended, System.out, new FileOutputStream(FileDescriptor.out), System.err));
    }

    /** Runs one command and returns its exit code. */
    static int execute(final PrintStream out, final PrintStream err, final String... args) {
        final Tiercel tiercel = new Tiercel();
        final CommandLine line = new CommandLine(tiercel, new CommandFactory(out, err));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((failure, arguments) -> badUsage(failure, err));
        line.setExecutionExceptionHandler(
                (failure, command, arguments) -> Failures.report(failure, tiercel.debug, err));
        return line.execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int badUsage(final ParameterException failure, final PrintStream err) {
        final String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        err.println("tiercel: " + failure.getMessage().replaceAll("\\R", " ") + "; see " + command + " --help");
        return ExitCode.BAD_INPUT;
    }
}
