package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReference;
import net.openhft.affinity.Affinity;
import org.junit.jupiter.api.Test;

/** On threads of their own: a test must not stay on one processor. */
final class PinningTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Isolated processors are not counted among those that a process has. */
    @Test
    void shouldPinToProcessorBeyondThoseThatTheProcessCounts() throws Exception {
        final BitSet mine = Affinity.getAffinity();
        assumeTrue(mine.length() > 1, "skipped: one processor is not enough");
        final int last = mine.length() - 1;

        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PinningTest.class.getName(),
                        String.valueOf(last))
                .redirectErrorStream(true)
                .start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor());
        assertTrue(said.endsWith("1 counted, pinned to {" + last + "}\n"), said);
        assertFalse(said.contains("not pinned"), said);
    }

    public static void main(final String[] arguments) {
        Pinning.pin(Integer.parseInt(arguments[0]), System.out);
        System.out.println(
                Runtime.getRuntime().availableProcessors() + " counted, pinned to " + Affinity.getAffinity());
    }

    @Test
    void shouldSayWhyAndGoOnWhenProcessorDoesNotExist() throws InterruptedException {
        final BitSet pinned = onThread(() -> Pinning.pin(1_000, printer()));

        assertEquals(Affinity.getAffinity(), pinned);
        assertTrue(
                err.toString(StandardCharsets.UTF_8)
                        .matches("thread pinned is not pinned: the host did not accept processor 1000.*; name one that"
                                + " exists and is in the process's cpuset, or -1\n"),
                err::toString);
    }

    private PrintStream printer() {
        return new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    /** Where the thread may run at its end. */
    private static BitSet onThread(final Runnable work) throws InterruptedException {
        final AtomicReference<BitSet> affinity = new AtomicReference<>();
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final Thread thread = new Thread(
                () -> {
                    work.run();
                    affinity.set(Affinity.getAffinity());
                },
                "pinned");
        thread.setUncaughtExceptionHandler((failed, thrown) -> failure.set(thrown));
        thread.start();
        thread.join();
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
        return affinity.get();
    }
}
