package io.tiercel.engine.boot;

import io.tiercel.engine.boot.session.DriverServer;
import io.tiercel.engine.boot.session.EnvironmentException;
import io.tiercel.engine.boot.session.StopSignal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tiercel driver}. */
@Command(
        name = "driver",
        description = "Runs Aeron's media driver for engine and markets of other processes, until Ctrl-C.",
        sortOptions = false)
final class DriverCommand implements Callable<Integer> {
    private final PrintStream err;

    @Option(
            names = "--aeron",
            paramLabel = "DIR",
            required = true,
            description = "Its folder, on a file system in memory such as /dev/shm; aeron.directory names it.")
    private Path directory;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Ends after this time, such as 30s.")
    private Long durationNs;

    DriverCommand(final PrintStream err) {
        this.err = err;
    }

    @Override
    public Integer call() {
        final DriverServer server = new DriverServer(directory.toAbsolutePath(), err);
        final StopSignal signal = new StopSignal(err);
        int exitCode = ExitCode.ENVIRONMENT;
        try {
            signal.connect(server::requestStop);
            server.run(durationNs == null ? Long.MAX_VALUE : durationNs);
            exitCode = ExitCode.DONE;
        } catch (final EnvironmentException failed) {
            // Before the signal's thread may end the process.
            err.println("tiercel: " + failed.getMessage());
        } finally {
            signal.finish(exitCode);
        }
        return exitCode;
    }
}
