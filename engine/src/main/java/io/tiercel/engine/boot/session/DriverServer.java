package io.tiercel.engine.boot.session;

import io.aeron.driver.MediaDriver;
import io.aeron.exceptions.AeronException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Aeron's media driver as a process of its own, for engine and markets that name its folder. */
public final class DriverServer {
    private final Path directory;
    private final PrintStream err;
    private final CountDownLatch stop = new CountDownLatch(1);

    public DriverServer(final Path directory, final PrintStream err) {
        this.directory = directory;
        this.err = err;
    }

    /** From any thread. */
    public void requestStop() {
        stop.countDown();
    }

    /**
     * Until it is asked to stop, or the time is over.
     *
     * @throws EnvironmentException when there is a driver already, or its folder cannot be used
     */
    public void run(final long durationNs) {
        try (MediaDriver driver = MediaDrivers.standalone(directory.toString(), stop::countDown)) {
            err.println("media driver at " + driver.aeronDirectoryName() + "; name it by --set aeron.driver=external"
                    + " --set aeron.directory=" + driver.aeronDirectoryName());
            if (stop.await(durationNs, TimeUnit.NANOSECONDS)) {
                err.println("media driver: stopped");
            } else {
                err.println("media driver: its time is over");
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (final AeronException | IllegalStateException | IllegalArgumentException failed) {
            throw new EnvironmentException(
                    "no media driver can be started at " + directory + ": " + Causes.message(failed)
                            + "; name a folder that can be made and holds no other driver, best below /dev/shm",
                    failed);
        }
    }
}
