package io.tiercel.bench;

import io.tiercel.bench.report.Pins;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.rig.EchoLine;
import io.tiercel.bench.rig.JournaledOrders;
import io.tiercel.bench.rig.RigSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How the distribution is started to be measured, and where it runs. */
final class RigOptions {
    static final List<String> DISTRIBUTION = List.of("scripts/tiercel");

    @Option(names = "--config", description = "What the engine is started with (${DEFAULT-VALUE}).")
    private Path configuration = Path.of("bench", "tick-to-trade.conf");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Instead of what is configured, as in: --set journal.durability=fsync, --set"
                    + " engine.layout=fused.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--line",
            defaultValue = "ipc",
            description = "Between engine and venue: ipc, or udp on 127.0.0.1, served by the engine's thread"
                    + " (${DEFAULT-VALUE}).")
    private EchoLine.Kind line;

    @Option(names = "--rig-core", defaultValue = "0", description = "The venue's processor (${DEFAULT-VALUE}).")
    private int rigProcessor;

    @Option(names = "--engine-core", defaultValue = "1", description = "The engine's processor (${DEFAULT-VALUE}).")
    private int engineProcessor;

    @Option(names = "--folder", description = "Where the journal is made and removed (the system's temporary folder).")
    private Path parent;

    /** Is removed when the measurement is over. */
    record Folder(Path path) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Folders.remove(path);
        }
    }

    Folder folder() throws IOException {
        final Path in = parent == null ? Path.of(System.getProperty("java.io.tmpdir")) : parent;
        return new Folder(Files.createTempDirectory(in, "tiercel-bench").toAbsolutePath());
    }

    /** @param assignment one more, or null */
    RigSettings settings(final Folder folder, final String assignment) {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            throw new IllegalStateException("this machine gives one processor, and rig and engine need one each");
        }
        if (rigProcessor == engineProcessor && rigProcessor >= 0) {
            throw new IllegalArgumentException("--rig-core and --engine-core are both " + rigProcessor
                    + ": rig and engine spin, and need a processor each");
        }
        final List<String> all = new ArrayList<>(assignments);
        if (assignment != null) {
            all.add(assignment);
        }
        return new RigSettings(
                DISTRIBUTION, configuration, all, line, rigProcessor, engineProcessor, folder.path(), "");
    }

    /** Of each measured thread. */
    private String pinning() {
        final boolean fused = assignments.stream().anyMatch(assignment -> assignment.equals("engine.layout=fused"));
        return "rig " + Pins.of(rigProcessor) + ", engine and echo " + Pins.of(engineProcessor)
                + (fused ? ", the engine's journal, core and gate " + Pins.of(-1) + " unless --set does" : "");
    }

    void describe(final Report report, final JournaledOrders journaled) {
        report.put("orders", journaled.received())
                .put("ordersMissingInJournal", journaled.missing())
                .put("journalClean", journaled.clean())
                .put("configuration", configuration.toString())
                .put("assignments", String.join(" ", assignments))
                .put("line", line.name().toLowerCase(Locale.ROOT))
                .put("rigProcessor", rigProcessor)
                .put("engineProcessor", engineProcessor)
                .put("pinning", pinning());
    }
}
