package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class StopSignalTest {
    private static final int EXIT_CODE = 7;

    @Test
    void shouldNotAskForStopWhenRunEndsByItself() {
        final AtomicInteger asked = new AtomicInteger();

        final StopSignal signal = new StopSignal(System.out);
        signal.connect(asked::incrementAndGet);
        signal.finish(0);

        assertEquals(0, asked.get());
    }

    @Test
    void shouldEndProcessWithCodeOfRunAfterSignal() throws IOException, InterruptedException {
        final Process process = start("ready");
        try (BufferedReader out = output(process)) {
            assertEquals("running", out.readLine());

            process.toHandle().destroy();

            assertEndsCleanly(process, out);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldPassOnASignalThatCameWhileTheRunWasMade() throws IOException, InterruptedException {
        final Process process = start("starting");
        try (BufferedReader out = output(process)) {
            assertEquals("running", out.readLine());

            process.toHandle().destroy();
            // Only now the run can be asked to stop.
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();

            assertEndsCleanly(process, out);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldEndAProcessThatDoesNotEndInItsTime() throws IOException, InterruptedException {
        final Process process = start("hanging");
        try (BufferedReader out = output(process)) {
            assertEquals("running", out.readLine());

            process.toHandle().destroy();

            assertEquals("asked to stop", out.readLine());
            final String last = out.readLine();
            assertTrue(last.contains("was ended without a result; it stands at"), last);
            assertTrue(last.contains("StopSignalTest$Run.hang(StopSignalTest.java:"), last);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(4, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(final String state) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Run.class.getName(),
                        state)
                .redirectErrorStream(true)
                .start();
    }

    private static BufferedReader output(final Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void assertEndsCleanly(final Process process, final BufferedReader out)
            throws IOException, InterruptedException {
        assertEquals("asked to stop", out.readLine());
        assertEquals("result", out.readLine());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(EXIT_CODE, process.exitValue());
    }

    /** A program that runs until it is asked to stop, and then takes a moment for its result. */
    static final class Run {
        private Run() {}

        public static void main(final String[] arguments) throws InterruptedException, IOException {
            final CountDownLatch asked = new CountDownLatch(1);
            if (arguments[0].equals("hanging")) {
                hang();
            }
            final StopSignal signal = new StopSignal(System.out);
            if (arguments[0].equals("starting")) {
                System.out.println("running");
                System.in.read();
                connect(signal, asked);
            } else {
                connect(signal, asked);
                System.out.println("running");
            }
            asked.await();
            System.out.println("result");
            signal.finish(EXIT_CODE);
        }

        private static void hang() throws InterruptedException {
            final StopSignal signal = new StopSignal(System.out, 1_000_000);
            connect(signal, new CountDownLatch(1));
            System.out.println("running");
            new CountDownLatch(1).await();
        }

        private static void connect(final StopSignal signal, final CountDownLatch asked) {
            signal.connect(() -> {
                System.out.println("asked to stop");
                asked.countDown();
            });
        }
    }
}
