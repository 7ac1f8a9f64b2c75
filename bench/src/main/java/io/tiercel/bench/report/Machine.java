package io.tiercel.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a figure depends on beside the code. */
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path LOAD = Path.of("/proc/loadavg");

    private Machine() {}

    public static Report describe() {
        return new Report()
                .put("java", System.getProperty("java.vm.version"))
                .put("javaVendor", System.getProperty("java.vendor"))
                .put(
                        "flags",
                        String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()))
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("processors", (long) Runtime.getRuntime().availableProcessors())
                .put("processor", processor())
                .put("loadAverage", firstWord(LOAD));
    }

    private static String processor() {
        return contents(PROCESSORS)
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static String firstWord(final Path file) {
        final String text = contents(file);
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
