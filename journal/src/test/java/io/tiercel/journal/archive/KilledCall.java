package io.tiercel.journal.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.journal.dump.Selection;
import io.tiercel.journal.export.ExportFormat;
import io.tiercel.journal.export.JournalExport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An archive, a restore or an export in a process of its own, which dies in the middle as by kill -9. */
final class KilledCall {
    private static final int KILLED = 137;

    private KilledCall() {}

    /** @param after bytes, or inputs of an export; then it dies */
    static void run(final String what, final Path from, final Path to, final long after) throws Exception {
        final List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KilledCall.class.getName(),
                what,
                from.toString(),
                to.toString(),
                String.valueOf(after)));
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(KILLED, process.waitFor(), said);
    }

    public static void main(final String[] arguments) throws Exception {
        final Path from = Path.of(arguments[1]);
        final Path to = Path.of(arguments[2]);
        final long after = Long.parseLong(arguments[3]);
        switch (arguments[0]) {
            case "archive" -> new JournalArchive(from, to).run(new Dying(after));
            case "restore" -> new JournalRestore(from, to).run(new Dying(after));
            default -> {
                final long[] left = {after};
                new JournalExport(from, ExportFormat.CSV, to, true, new Selection()).run(input -> {
                    die(--left[0]);
                    return true;
                });
            }
        }
        throw new IOException("it was done before it died");
    }

    private static void die(final long left) {
        if (left <= 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private static final class Dying implements Progress {
        private long left;

        Dying(final long after) {
            left = after;
        }

        @Override
        public void begin(final long bytes) {
            // it dies by what was done
        }

        @Override
        public void onBytes(final long bytes) {
            left -= bytes;
            die(left);
        }
    }
}
