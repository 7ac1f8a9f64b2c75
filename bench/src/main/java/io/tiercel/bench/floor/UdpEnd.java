package io.tiercel.bench.floor;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentInvoker;

/**
 * A media driver of its own and a client, both invoked by the one thread that uses them: what two hosts would have.
 * Made and closed by the program's thread.
 */
final class UdpEnd implements AutoCloseable {
    private static final String HERE = "aeron:udp?endpoint=127.0.0.1:0";
    private static final int STREAM = 1;
    private static final int CLIENT_ROUNDS = 64;
    private static final long LIVENESS_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long SETTLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    private final MediaDriver driver;
    private final AgentInvoker driverInvoker;
    private final Aeron client;
    private final AgentInvoker clientInvoker;
    private final Subscription in;
    private final String channel;
    private ExclusivePublication out;
    private int round;

    /** Listens at a port that the system chooses. */
    UdpEnd() {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(CommonContext.generateRandomDirName())
                .threadingMode(ThreadingMode.INVOKER)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .clientLivenessTimeoutNs(LIVENESS_TIMEOUT_NS)
                .publicationUnblockTimeoutNs(2 * LIVENESS_TIMEOUT_NS));
        driverInvoker = driver.sharedAgentInvoker();
        client = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .useConductorAgentInvoker(true)
                .driverAgentInvoker(driverInvoker));
        clientInvoker = client.conductorAgentInvoker();
        in = client.addSubscription(HERE, STREAM);
        settle(() -> in.tryResolveChannelEndpointPort() != null, this::upkeep);
        channel = in.tryResolveChannelEndpointPort();
    }

    /** Blocks until both ends see each other. */
    static void connect(final UdpEnd one, final UdpEnd other) {
        one.out = one.client.addExclusivePublication(other.channel, STREAM);
        other.out = other.client.addExclusivePublication(one.channel, STREAM);
        settle(() -> one.connected() && other.connected(), () -> {
            one.upkeep();
            other.upkeep();
        });
    }

    static void settle(final BooleanSupplier settled, final Runnable upkeep) {
        final long beginNs = System.nanoTime();
        while (!settled.getAsBoolean()) {
            upkeep.run();
            if (System.nanoTime() - beginNs > SETTLE_TIMEOUT_NS) {
                throw new IllegalStateException("the streams are not connected after 10 s: is /dev/shm full,"
                        + " or UDP on 127.0.0.1 not allowed?");
            }
        }
    }

    private boolean connected() {
        return in.isConnected() && out.isConnected();
    }

    ExclusivePublication out() {
        return out;
    }

    Subscription in() {
        return in;
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
