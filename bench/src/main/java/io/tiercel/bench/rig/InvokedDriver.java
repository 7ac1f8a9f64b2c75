package io.tiercel.bench.rig;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tiercel.bench.report.Failure;
import io.tiercel.engine.boot.session.Opened;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentInvoker;

/**
 * A media driver of its own and a client, both invoked by the one thread that uses them: what another host would have.
 * Made and closed by the program's thread.
 */
final class InvokedDriver implements AutoCloseable {
    private static final int CLIENT_ROUNDS = 64;
    private static final long LIVENESS_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final MediaDriver driver;
    private final AgentInvoker driverInvoker;
    private final Aeron client;
    private final AgentInvoker clientInvoker;
    private int round;

    InvokedDriver() {
        this(new Aeron.Context());
    }

    InvokedDriver(final Aeron.Context ofClient) {
        final Opened opened = new Opened();
        try {
            driver = opened.add(MediaDriver.launch(new MediaDriver.Context()
                    .aeronDirectoryName(CommonContext.generateRandomDirName())
                    .threadingMode(ThreadingMode.INVOKER)
                    .dirDeleteOnStart(true)
                    .dirDeleteOnShutdown(true)
                    .clientLivenessTimeoutNs(LIVENESS_TIMEOUT_NS)
                    .publicationUnblockTimeoutNs(2 * LIVENESS_TIMEOUT_NS)));
            driverInvoker = driver.sharedAgentInvoker();
            client = opened.add(Aeron.connect(ofClient.aeronDirectoryName(driver.aeronDirectoryName())
                    .useConductorAgentInvoker(true)
                    .driverAgentInvoker(driverInvoker)
                    .errorHandler(InvokedDriver::fail)));
            clientInvoker = client.conductorAgentInvoker();
        } catch (final Throwable failure) {
            opened.closeAfter(failure);
            throw failure;
        }
    }

    /** A client's error handler that lets who calls the client know. Aeron's own may end the process at once. */
    static void fail(final Throwable error) {
        throw new IllegalStateException(Failure.text(error), error);
    }

    Aeron client() {
        return client;
    }

    /** The driver sends and receives in here, so it has to come with every look for a message. */
    void upkeep() {
        driverInvoker.invoke();
        if (++round == CLIENT_ROUNDS) {
            round = 0;
            clientInvoker.invoke();
        }
    }

    @Override
    public void close() {
        CloseHelper.closeAll(client, driver);
    }
}
