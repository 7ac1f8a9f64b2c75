package io.tiercel.bench.rig;

import io.tiercel.bench.report.Failure;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.codecs.marketdata.L3ReplaceEncoder;
import io.tiercel.codecs.orders.NewOrderEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.boot.session.Opened;
import io.tiercel.engine.boot.session.Pinning;
import java.util.concurrent.locks.LockSupport;

/**
 * What the engine is held against: a thread that answers a message as long as a tick with one as long as an order, over
 * streams like the engine's. It spins on the engine's processor while that stands still, and sleeps else.
 */
final class EchoSide implements AutoCloseable {
    private static final int TICK_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + L3ReplaceEncoder.BLOCK_LENGTH;
    private static final int ORDER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + NewOrderEncoder.BLOCK_LENGTH;
    private static final long SLEEP_NS = 10_000_000;

    private final int processor;
    private final long roundNs;
    private final EchoLine line;
    private final Thread thread = new Thread(this::run, "bench-echo");
    // Written by the rig's thread, read by the echo's.
    private volatile boolean awake;
    private volatile boolean closed;
    // Written by the echo's thread, read by the rig's.
    private volatile RunDelay runDelay;
    private volatile Throwable failure;

    /** @param roundNs how long it waits from one look for a message to the next, at least */
    EchoSide(final RigSettings settings, final long roundNs) {
        processor = settings.engineProcessor();
        this.roundNs = roundNs;
        final Opened opened = new Opened();
        line = opened.add(EchoLine.of(settings.line(), TICK_LENGTH, ORDER_LENGTH, this::check));
        try {
            thread.setDaemon(true);
            thread.start();
            while (runDelay == null) {
                Thread.onSpinWait();
                check();
            }
        } catch (final Throwable broken) {
            opened.closeAfter(broken);
            throw broken;
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

    /** When the last one began. */
    long beganNs() {
        return line.ask().beganNs();
    }

    /** One message there and one back. */
    long takeNs() {
        return line.ask().takeNs();
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
            long lookedNs = System.nanoTime();
            while (!closed) {
                if (!awake) {
                    LockSupport.parkNanos(SLEEP_NS);
                }
                if (line.answer() == 0) {
                    Thread.onSpinWait();
                }
                if (roundNs > 0) {
                    lookedNs = spinUntil(lookedNs + roundNs);
                }
            }
        } catch (final Throwable broken) {
            failure = broken;
        }
    }

    private static long spinUntil(final long endNs) {
        long nowNs = System.nanoTime();
        while (nowNs < endNs) {
            nowNs = System.nanoTime();
        }
        return nowNs;
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
        line.close();
    }
}
