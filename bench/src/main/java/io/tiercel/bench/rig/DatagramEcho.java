package io.tiercel.bench.rig;

import io.tiercel.bench.report.Failure;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.codecs.orders.NewOrderEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.boot.session.Pinning;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;

/**
 * A thread that answers a datagram as long as a tick's with one as long as an order, by plain sockets on 127.0.0.1 that
 * never block. It spins on the engine's processor while that stands still, and sleeps else.
 */
final class DatagramEcho implements AutoCloseable {
    private static final int ORDER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + NewOrderEncoder.BLOCK_LENGTH;
    private static final long SLEEP_NS = 10_000_000;
    private static final long TIMEOUT_NS = 10_000_000_000L;

    private final int processor;
    private final DatagramChannel near;
    private final DatagramChannel far;
    private final ByteBuffer tick = ByteBuffer.allocateDirect(ItchTicks.tickLength());
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ORDER_LENGTH);
    private final Thread thread = new Thread(this::run, "bench-echo");
    // Written by the rig's thread, read by the echo's.
    private volatile boolean awake;
    private volatile boolean closed;
    // Written by the echo's thread, read by the rig's.
    private volatile RunDelay runDelay;
    private volatile Throwable failure;

    DatagramEcho(final int processor) throws IOException {
        this.processor = processor;
        near = socket();
        far = socket();
        near.connect(far.getLocalAddress());
        far.connect(near.getLocalAddress());
        thread.setDaemon(true);
        thread.start();
        while (runDelay == null) {
            Thread.onSpinWait();
            check();
        }
    }

    private static DatagramChannel socket() throws IOException {
        final DatagramChannel socket = DatagramChannel.open();
        socket.configureBlocking(false);
        return socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

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

    /** One datagram there and one back. */
    long takeNs() throws IOException {
        tick.clear();
        final long beginNs = System.nanoTime();
        near.write(tick);
        answer.clear();
        while (near.read(answer) <= 0) {
            Thread.onSpinWait();
            if (System.nanoTime() - beginNs > TIMEOUT_NS) {
                check();
                throw new IllegalStateException("the echo did not answer within 10 s: are datagrams lost?");
            }
        }
        return System.nanoTime() - beginNs;
    }

    private void check() {
        if (failure != null) {
            throw new IllegalStateException("the echo's thread ended: " + Failure.text(failure), failure);
        }
    }

    private void run() {
        try {
            Pinning.pin(processor, System.err);
            runDelay = RunDelay.ofCurrentThread();
            final ByteBuffer in = ByteBuffer.allocateDirect(ItchTicks.tickLength());
            final ByteBuffer out = ByteBuffer.allocateDirect(ORDER_LENGTH);
            while (!closed) {
                if (!awake) {
                    LockSupport.parkNanos(SLEEP_NS);
                }
                in.clear();
                if (far.read(in) > 0) {
                    out.clear();
                    far.write(out);
                } else {
                    Thread.onSpinWait();
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
        CloseHelper.closeAll(near, far);
    }
}
