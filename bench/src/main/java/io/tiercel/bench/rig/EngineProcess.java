package io.tiercel.bench.rig;

import io.aeron.CommonContext;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.engine.boot.configuration.Lines;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/**
 * The distribution, run as its users run it, with the rig as its venue. Between windows it can be made to stand still,
 * so that what it is held against has its processor. One thread's.
 */
final class EngineProcess implements AutoCloseable {
    private static final List<String> HOT_THREADS =
            List.of("tiercel-engine", "tiercel-journal", "tiercel-core", "tiercel-gate");
    private static final long STOP_TIMEOUT_S = 60;
    private static final long STAND_STILL_TIMEOUT_NS = 5_000_000_000L;
    private static final int ERROR_LINES = 12;
    private static final char STOPPED = 'T';
    /** Sends what it is told to; when nobody is left to tell it anything, the engine has no reason to be there. */
    private static final String GUARD =
            "trap '' INT HUP TERM; while read -r line; do kill $line; done; kill -KILL $0 2>/dev/null";

    private static final long END_TIMEOUT_S = 5;

    private final Process process;
    /** Sends signals: to start a program for each would take as long as a window. */
    private final Process signals;

    private final BufferedWriter signalLine;
    private final Path errors;
    private final Path result;
    private final Path journal;
    private final String mediaDriver;
    private final Lines lines;
    private List<Path> threads;

    EngineProcess(final RigSettings settings) throws IOException {
        final Path folder = settings.folder();
        final Path jar = folder.resolve("bid-taker.jar");
        StrategyPack.write(jar);
        journal = folder.resolve("journal");
        errors = folder.resolve("engine.err");
        result = folder.resolve("engine.out");
        mediaDriver = CommonContext.generateRandomDirName();
        lines = settings.line() == EchoLine.Kind.IPC ? Lines.WITHIN : network();
        final List<String> command = new ArrayList<>(settings.program());
        command.addAll(List.of(
                "run",
                "--headless",
                "--json",
                "--config",
                settings.configuration().toString(),
                "--journal",
                journal.toString()));
        if (!settings.duration().isEmpty()) {
            command.addAll(List.of("--duration", settings.duration()));
        }
        final List<String> assignments = new ArrayList<>(List.of(
                "journal.folder=" + folder,
                "aeron.directory=" + mediaDriver,
                "engine.core=" + settings.engineProcessor(),
                "venues.SIM.feedChannel=" + lines.feedChannel(),
                "venues.SIM.executionChannel=" + lines.executionChannel(),
                "venues.SIM.orderChannel=" + lines.orderChannel(),
                "strategies.taker.jar=" + jar));
        assignments.addAll(settings.assignments());
        for (final String assignment : assignments) {
            command.add("--set");
            command.add(assignment);
        }
        process = new ProcessBuilder(command)
                .redirectError(errors.toFile())
                .redirectOutput(result.toFile())
                .start();
        try {
            signals = new ProcessBuilder("sh", "-c", GUARD, Long.toString(process.pid())).start();
        } catch (final IOException failed) {
            process.destroyForcibly();
            throw failed;
        }
        signalLine = signals.outputWriter(StandardCharsets.US_ASCII);
    }

    /** Ports of this host that nobody uses now. What the venue says comes by one: each costs a look in each round. */
    private static Lines network() throws IOException {
        final String[] channels = new String[2];
        final List<DatagramSocket> taken = new ArrayList<>();
        for (int i = 0; i < channels.length; i++) {
            final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            taken.add(socket);
            channels[i] = "aeron:udp?endpoint=127.0.0.1:" + socket.getLocalPort();
        }
        taken.forEach(DatagramSocket::close);
        return new Lines(
                channels[0],
                channels[0],
                channels[1],
                Lines.WITHIN.connectTimeoutNs(),
                Lines.WITHIN.silentAfterNs(),
                "",
                null,
                null);
    }

    /** Between engine and venue. */
    Lines lines() {
        return lines;
    }

    /** The folder of the engine's media driver. */
    String mediaDriver() {
        return mediaDriver;
    }

    Path journal() {
        return journal;
    }

    /** What its threads allocated, once it was stopped. */
    LiveAllocation allocation() throws IOException {
        return LiveAllocation.read(result, journal);
    }

    /**
     * How long its hot threads waited for their processors, all together: the one that takes ticks and, in the fused
     * layout, those behind it.
     *
     * @throws IllegalStateException when it does not run
     */
    RunDelay runDelay() {
        return RunDelay.of(
                hotThreads().stream().map(thread -> thread.resolve("schedstat")).toList());
    }

    /** The one that takes ticks. */
    private Path engineThread() {
        return hotThreads().get(0);
    }

    private List<Path> hotThreads() {
        if (threads == null) {
            final Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
            try (var all = Files.list(tasks)) {
                threads = all.filter(task -> HOT_THREADS.contains(name(task)))
                        .sorted(Comparator.comparing(task -> HOT_THREADS.indexOf(name(task))))
                        .toList();
            } catch (final IOException failed) {
                throw new UncheckedIOException("cannot read " + tasks + ": has the engine ended?", failed);
            }
            if (threads.isEmpty() || !name(threads.get(0)).equals(HOT_THREADS.get(0))) {
                threads = null;
                throw new IllegalStateException("the engine has no thread " + HOT_THREADS.get(0));
            }
        }
        return threads;
    }

    private static String name(final Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (final IOException ended) {
            return "";
        }
    }

    /** Returns when its thread stands still. */
    void suspend() {
        signal("-STOP");
        awaitState(true);
    }

    /** Returns when its thread runs again. */
    void resume() {
        signal("-CONT");
        awaitState(false);
    }

    private void signal(final String name) {
        try {
            signalLine.write(name + " " + process.pid() + "\n");
            signalLine.flush();
        } catch (final IOException failed) {
            throw new UncheckedIOException("cannot send " + name + " to the engine", failed);
        }
    }

    private void awaitState(final boolean stopped) {
        final Path file = engineThread().resolve("stat");
        final long beginNs = System.nanoTime();
        try {
            while (state(Files.readString(file)) == STOPPED != stopped) {
                if (System.nanoTime() - beginNs > STAND_STILL_TIMEOUT_NS) {
                    throw new IllegalStateException("the engine's thread "
                            + (stopped ? "does not stand still" : "stands still") + " after 5 s");
                }
                Thread.onSpinWait();
            }
        } catch (final IOException failed) {
            throw new UncheckedIOException("cannot read " + file + ": has the engine ended?", failed);
        }
    }

    /** Behind the name, which is in brackets and may hold anything. */
    static char state(final String stat) {
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }

    /** Throws when it has ended, with its last words. */
    void check() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "the engine ended with exit code " + process.exitValue() + ": " + lastWords());
        }
    }

    /** The end of what it said on standard error. */
    String lastWords() {
        try {
            final List<String> lines = Files.readAllLines(errors);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - ERROR_LINES), lines.size()));
        } catch (final IOException unreadable) {
            return "it said nothing";
        }
    }

    /** Ends it as an operator would. */
    void stop() throws InterruptedException, IOException {
        process.destroy();
        if (!process.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the engine did not end within 60 s: " + lastWords());
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "the engine ended with exit code " + process.exitValue() + ": " + lastWords());
        }
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor(END_TIMEOUT_S, TimeUnit.SECONDS);
            signalLine.close();
            signals.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (final IOException gone) {
            // The guard has ended, and with it what it was to do.
            signals.destroyForcibly();
        }
        // What an engine that was killed leaves.
        IoUtil.delete(new File(mediaDriver), true);
        IoUtil.delete(new File(mediaDriver + "-emergency"), true);
    }
}
