package io.tiercel.engine.boot;

import io.tiercel.engine.boot.command.EngineFinder;
import io.tiercel.engine.boot.command.NotReachedException;
import java.nio.file.Path;
import java.util.SortedMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which running engine is meant. */
final class EngineOptions {
    private static final long DEFAULT_TIMEOUT_NS = 5_000_000_000L;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--engine-pid",
            paramLabel = "PID",
            description = "The engine's process; without it the only one that this user runs on this host.")
    private Long processId;

    @Option(
            names = "--aeron",
            paramLabel = "DIR",
            description = "The folder of the media driver that the engine uses, when aeron.directory names one.")
    private Path directory;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to wait for the engine, and again for its answer; 5s if not said.")
    private Long timeoutNs;

    @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
    private boolean json;

    /** Whether one of them says which engine is meant. */
    boolean named() {
        return processId != null || directory != null;
    }

    boolean json() {
        return json;
    }

    long timeoutNs() {
        return timeoutNs == null ? DEFAULT_TIMEOUT_NS : timeoutNs;
    }

    /**
     * Where the engine's media driver is.
     *
     * @throws NotReachedException when no engine is there
     * @throws ParameterException  when the options leave open which one is meant
     */
    Path engine(final EngineFinder finder) {
        if (processId != null && directory != null) {
            throw new ParameterException(
                    spec.commandLine(), "--engine-pid and --aeron both say which engine is meant; give one of them");
        }
        if (directory != null) {
            return directory.toAbsolutePath();
        }
        final SortedMap<Long, Path> running = finder.running();
        if (processId != null) {
            if (!running.containsKey(processId)) {
                throw new NotReachedException("no engine of this user has process id " + processId
                        + " and a media driver at " + finder.directory(processId.toString()) + "; running are "
                        + list(running)
                        + "; one with aeron.directory is named by --aeron");
            }
            return running.get(processId);
        }
        if (running.isEmpty()) {
            throw new NotReachedException("no engine of this user runs on this host (looked for "
                    + finder.directory("PID") + "); name another by --aeron");
        }
        if (running.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "several engines run, with process ids " + list(running) + "; say by --engine-pid which is meant");
        }
        return running.get(running.firstKey());
    }

    private static String list(final SortedMap<Long, Path> running) {
        return running.isEmpty() ? "none" : running.keySet().toString().replaceAll("[\\[\\]]", "");
    }
}
