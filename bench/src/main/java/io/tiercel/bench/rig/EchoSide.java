package io.tiercel.bench.rig;

import io.tiercel.bench.report.RunDelay;
import io.tiercel.codecs.marketdata.L3ReplaceEncoder;
import io.tiercel.codecs.orders.NewOrderEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Lines;
import io.tiercel.engine.boot.session.AeronTransport;
import io.tiercel.engine.boot.session.Pinning;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the engine is held against: a thread that answers a message as long as a tick with one as long as an order, over
 * streams like the engine's. It spins on the engine's processor while that stands still, and sleeps else.
 *
 * <p>Its rounds are so short that looking after the media driver as often as the engine does would be half of its time.
 */
final class EchoSide implements AutoCloseable {
    private static final int VENUE = 1;
    private static final int TICK_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + L3ReplaceEncoder.BLOCK_LENGTH;
    private static final int ORDER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + NewOrderEncoder.BLOCK_LENGTH;
    private static final int ASKER_UPKEEP_ROUNDS = 16;
    private static final int UPKEEP_ROUNDS = 256;
    private static final long SETTLE_TIMEOUT_NS = 10_000_000_000L;
    private static final long SLEEP_NS = 10_000_000;

    private final int processor;
    private final AeronTransport transport =
            new AeronTransport(new EngineConfiguration.Aeron(EngineConfiguration.Driver.EMBEDDED, ""));
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[TICK_LENGTH]);
    private final RoundTrip trip;
    private final EchoReply reply;
    private final Thread thread = new Thread(this::run, "bench-echo");
    // Written by the rig's thread, read by the echo's.
    private volatile boolean awake;
    private volatile boolean closed;
    // Written by the echo's thread, read by the rig's.
    private volatile RunDelay runDelay;
    private volatile Throwable failure;

    EchoSide(final int processor) {
        this.processor = processor;
        final AgentInvoker conductor = transport.marketInvoker();
        trip = new RoundTrip(
                transport.marketFeed(VENUE, Lines.WITHIN),
                transport.marketOrders(VENUE, Lines.WITHIN),
                ASKER_UPKEEP_ROUNDS,
                () -> {
                    conductor.invoke();
                    check();
                });
        reply = new EchoReply(
                transport.feed(VENUE, Lines.WITHIN),
                transport.orders(VENUE, Lines.WITHIN),
                ORDER_LENGTH,
                transport::engineUpkeep);
        final long beginNs = System.nanoTime();
        while (!trip.connected() || !reply.connected()) {
            transport.settle();
            if (System.nanoTime() - beginNs > SETTLE_TIMEOUT_NS) {
                throw new IllegalStateException("the echo's streams are not connected after 10 s: is /dev/shm full?");
            }
        }
        thread.setDaemon(true);
        thread.start();
        while (runDelay == null) {
            Thread.onSpinWait();
            check();
        }
    }

    /** From here on it answers, and has its processor for itself if the engine stands still. */
    void wake() {
        awake = true;
        LockSupport.unpark(thread);
    }

    void sleep() {
        awake = false;
    }

    RunDelay runDelay() {
        return runDelay;
    }

    RoundTrip trip() {
        return trip;
    }

    /** One message there and one back. */
    long takeNs() {
        return trip.takeNs(tick, TICK_LENGTH);
    }

    private void check() {
        if (failure != null) {
            throw new IllegalStateException("the echo's thread ended by " + failure, failure);
        }
    }

    private void run() {
        try {
            Pinning.pin(processor, System.err);
            runDelay = RunDelay.ofCurrentThread();
            int round = 0;
            while (!closed) {
                if (!awake) {
                    LockSupport.parkNanos(SLEEP_NS);
                    transport.engineUpkeep();
                } else if (reply.poll() == 0) {
                    Thread.onSpinWait();
                }
                if (++round == UPKEEP_ROUNDS) {
                    round = 0;
                    transport.engineUpkeep();
                }
            }
        } catch (final Throwable broken) {
            failure = broken;
        }
    }

    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        transport.close();
    }
}
