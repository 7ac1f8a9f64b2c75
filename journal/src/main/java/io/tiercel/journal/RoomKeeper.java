package io.tiercel.journal;

import java.util.concurrent.locks.LockSupport;

/** Makes room and segments ahead of both streams from a thread of its own, which may wait for the disk. */
final class RoomKeeper implements AutoCloseable {
    private static final long INTERVAL_NS = 5_000_000;
    private static final long CLOSE_TIMEOUT_MS = 3_000;

    private final StreamWriter inputs;
    private final StreamWriter outputs;
    private final Thread thread = new Thread(this::run, "tiercel-journal-room");
    // Written by who closes, read by the keeper's thread.
    private volatile boolean closed;

    RoomKeeper(final StreamWriter inputs, final StreamWriter outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            inputs.makeRoom();
            outputs.makeRoom();
            LockSupport.parkNanos(this, INTERVAL_NS);
        }
    }

    /** Returns when nothing is allocated any more, or the disk did not answer for too long. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_TIMEOUT_MS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
