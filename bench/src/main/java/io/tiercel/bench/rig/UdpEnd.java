package io.tiercel.bench.rig;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.tiercel.engine.boot.session.Opened;
import java.util.function.BooleanSupplier;

/** One of two ends of a line over UDP on 127.0.0.1, each with a media driver as two hosts would have. */
public final class UdpEnd implements AutoCloseable {
    private static final String HERE = "aeron:udp?endpoint=127.0.0.1:0";
    private static final int STREAM = 1;
    private static final long SETTLE_TIMEOUT_NS = 10_000_000_000L;

    private final InvokedDriver driver = new InvokedDriver();
    private final Subscription in;
    private final String channel;
    private ExclusivePublication out;

    /** Listens at a port that the system chooses. */
    public UdpEnd() {
        this(HERE);
    }

    UdpEnd(final String at) {
        final Opened opened = new Opened();
        opened.add(driver);
        try {
            in = driver.client().addSubscription(at, STREAM);
            settle(() -> in.tryResolveChannelEndpointPort() != null, this::upkeep);
            channel = in.tryResolveChannelEndpointPort();
        } catch (final Throwable failure) {
            opened.closeAfter(failure);
            throw failure;
        }
    }

    /** Blocks until both ends see each other. */
    public static void connect(final UdpEnd one, final UdpEnd other) {
        one.out = one.driver.client().addExclusivePublication(other.channel, STREAM);
        other.out = other.driver.client().addExclusivePublication(one.channel, STREAM);
        settle(() -> one.connected() && other.connected(), () -> {
            one.upkeep();
            other.upkeep();
        });
    }

    /** Blocks until it is, for 10 s at the most. */
    public static void settle(final BooleanSupplier settled, final Runnable upkeep) {
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

    public ExclusivePublication out() {
        return out;
    }

    public Subscription in() {
        return in;
    }

    /** The driver sends and receives in here, so it has to come with every look for a message. */
    public void upkeep() {
        driver.upkeep();
    }

    @Override
    public void close() {
        driver.close();
    }
}
