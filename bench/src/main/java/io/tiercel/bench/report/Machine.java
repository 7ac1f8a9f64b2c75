package io.tiercel.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What a figure depends on beside the code. */
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path LOAD = Path.of("/proc/loadavg");

    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final long KIBIBYTES_PER_MEBIBYTE = 1024;

    private static final Path TIMES = Path.of("/proc/stat");
    /** Of the first line's figures, behind its name. */
    private static final int STEAL = 8;

    /** In hundredths of a second, as Linux counts on every machine that a JVM of ours runs on. */
    private static final long TICK_MS = 10;

    private static long stealBeforeMs;
    /** Looked at by the first to come, who begins a measurement: a pinned thread is told of its own alone. */
    private static final int ALL_PROCESSORS = Runtime.getRuntime().availableProcessors();

    private Machine() {}

    /** Before a measurement: what the host takes from then on is told at its end. */
    public static void begin() {
        stealBeforeMs = stealMs();
    }

    public static Report describe() {
        return new Report()
                .put("host", firstWord(HOST))
                .put("java", System.getProperty("java.vm.version"))
                .put("javaVendor", System.getProperty("java.vendor"))
                .put(
                        "flags",
                        // Less what scripts/bench says of itself
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(flag -> !flag.startsWith("-Dtiercel."))
                                .collect(Collectors.joining(" ")))
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("processors", (long) ALL_PROCESSORS)
                .put("processor", processor())
                .put("memoryMiB", memoryMiB())
                .put("instructionCounts", InstructionCounts.state())
                .put("loadAverage", firstWord(LOAD))
                .put("stealMs", stealMs() - stealBeforeMs)
                .put("commit", System.getProperty("tiercel.commit", "unknown"));
    }

    /** What other guests of the same host had of this machine's processors. */
    private static long stealMs() {
        final String[] figures = contents(TIMES).split("\\s+", STEAL + 2);
        return figures.length > STEAL ? TICK_MS * Long.parseLong(figures[STEAL]) : 0;
    }

    private static String processor() {
        return contents(PROCESSORS)
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static long memoryMiB() {
        return contents(MEMORY)
                        .lines()
                        .filter(line -> line.startsWith("MemTotal:"))
                        .map(line -> line.split("\\s+")[1])
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0)
                / KIBIBYTES_PER_MEBIBYTE;
    }

    private static String firstWord(final Path file) {
        final String text = contents(file).strip();
        return text.isEmpty() ? "unknown" : text.split(" ", 2)[0];
    }

    private static String contents(final Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file) : "";
        } catch (final IOException unreadable) {
            return "";
        }
    }
}
