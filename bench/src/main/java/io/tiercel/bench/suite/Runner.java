package io.tiercel.bench.suite;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.suite.Suite.Run;
import io.tiercel.journal.DiskFailure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs measurements, one after the other, each in a JVM of its own with this one's flags: none warms another up. */
public final class Runner {
    private static final int OK = 0;
    private static final int MISSED = 1;

    private final String program;
    private final Consumer<String> progress;
    private final Map<String, Config> results = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private boolean missed;

    /** @param program the class that takes a measurement's name and options */
    public Runner(final String program, final Consumer<String> progress) {
        this.program = program;
        this.progress = progress;
    }

    public void run(final List<Run> runs) throws InterruptedException {
        final long startNs = System.nanoTime();
        for (int i = 0; i < runs.size(); i++) {
            final Run run = runs.get(i);
            progress.accept((i + 1) + " of " + runs.size() + ": " + String.join(" ", run.arguments()));
            final long beginNs = System.nanoTime();
            try {
                final int exitCode = run(run);
                progress.accept(
                        run.name() + " took " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beginNs) + " s");
                if (exitCode == MISSED) {
                    progress.accept("something in it does not hold; its figures say what: scripts/bench "
                            + String.join(" ", run.arguments()));
                }
            } catch (final IOException failed) {
                failures.add(run.name() + ": " + DiskFailure.text(failed));
            }
        }
        progress.accept("all took " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNs) + " s");
    }

    private int run(final Run run) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(command(run))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        final int exitCode = process.waitFor();
        if (exitCode != OK && exitCode != MISSED) {
            failures.add(run.name() + ": ended with exit code " + exitCode + ", see above");
            return exitCode;
        }
        try {
            results.put(run.name(), ConfigFactory.parseString(out));
            missed |= exitCode == MISSED;
        } catch (final ConfigException unreadable) {
            failures.add(run.name() + ": its result is no JSON: " + unreadable.getMessage());
        }
        return exitCode;
    }

    private List<String> command(final Run run) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program);
        command.addAll(run.arguments());
        command.add("--json");
        return command;
    }

    /** By the measurements' names in the suite; those that failed are missing. */
    public Map<String, Config> results() {
        return results;
    }

    /** What could not be measured, and why. */
    public List<String> failures() {
        return failures;
    }

    /** Whether something did not hold that has to: a digest that differs, bytes that were allocated. */
    public boolean missed() {
        return missed;
    }

    public List<Row> rows(final List<Line> lines) {
        return lines.stream()
                .map(line -> Row.of(line, result(line.run()), result(line.by())))
                .toList();
    }

    private Config result(final String name) {
        return results.getOrDefault(name, ConfigFactory.empty());
    }
}
