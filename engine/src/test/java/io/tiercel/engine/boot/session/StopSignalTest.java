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

        new StopSignal(asked::incrementAndGet).finish(0);

        assertEquals(0, asked.get());
    }

    @Test
    void shouldEndProcessWithCodeOfRunAfterSignal() throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Run.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("running", out.readLine());

            process.toHandle().destroy();

            assertEquals("asked to stop", out.readLine());
            assertEquals("result", out.readLine());
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(EXIT_CODE, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    /** A program that runs until it is asked to stop, and then takes a moment for its result. */
    static final class Run {
        private Run() {}

        public static void main(final String[] arguments) throws InterruptedException {
            final CountDownLatch asked = new CountDownLatch(1);
            final StopSignal signal = new StopSignal(() -> {
                System.out.println("asked to stop");
                asked.countDown();
            });
            System.out.println("running");
            asked.await();
            System.out.println("result");
            signal.finish(EXIT_CODE);
        }
    }
}
