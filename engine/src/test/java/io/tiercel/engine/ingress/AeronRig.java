package io.tiercel.engine.ingress;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;

/** A media driver and a client that do something, and whose time goes on, only when a test lets them. */
public final class AeronRig implements AutoCloseable {
    private static final String IPC = "aeron:ipc?term-length=64k";
    /** Turns that are more than enough for anything. */
    private static final int MANY = 100_000;

    /** Of driver and client, so that no timeout of theirs depends on the machine. */
    private static final long TURN_NS = 1_000_000;

    private final MediaDriver driver;
    private final Aeron aeron;
    private long nowNs;

    public AeronRig(final Path folder) {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(folder.resolve("aeron").toString())
                .nanoClock(() -> nowNs)
                .threadingMode(ThreadingMode.INVOKER)
                .termBufferSparseFile(true)
                .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .nanoClock(() -> nowNs)
                .useConductorAgentInvoker(true)
                .driverAgentInvoker(driver.sharedAgentInvoker()));
    }

    public Subscription subscription(final int streamId) {
        return aeron.addSubscription(IPC, streamId);
    }

    public ExclusivePublication publication(final int streamId) {
        return aeron.addExclusivePublication(IPC, streamId);
    }

    /** @param sessionId what tells who publishes */
    public ExclusivePublication publication(final int streamId, final int sessionId) {
        return aeron.addExclusivePublication(IPC + "|session-id=" + sessionId, streamId);
    }

    public Aeron aeron() {
        return aeron;
    }

    /** Until both see each other. */
    public void connect(final ExclusivePublication publication, final Subscription subscription) {
        until(() -> publication.isConnected() && subscription.isConnected());
    }

    /** Lets driver and client work until then. */
    public void until(final BooleanSupplier condition) {
        for (int turn = 0; turn < MANY; turn++) {
            nowNs += TURN_NS;
            driver.sharedAgentInvoker().invoke();
            aeron.conductorAgentInvoker().invoke();
            if (condition.getAsBoolean()) {
                return;
            }
        }
        throw new AssertionError("not after " + MANY + " turns");
    }

    public void send(final ExclusivePublication publication, final byte[] message) {
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        until(() -> publication.offer(buffer, 0, message.length) > 0);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, driver);
    }
}
