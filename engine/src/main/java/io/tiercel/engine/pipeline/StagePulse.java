package io.tiercel.engine.pipeline;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.util.function.Consumer;

/**
 * What others may see of a stage's thread: whether it goes on, and at which input it is. A thread that waits for
 * another one beats: only the one that is stuck in its own work stands still.
 */
@HotPath
public final class StagePulse {
    private final Stage stage;
    private final Heartbeat heartbeat = new Heartbeat();
    private Consumer<Stage> onStart;
    // Written once by the stage's thread, read by others.
    private volatile Thread thread;
    /** Written by the stage's thread; others read it while that stands still or is gone. */
    private long sequence;

    StagePulse(final Stage stage, final long firstSequence) {
        this.stage = stage;
        sequence = firstSequence - 1;
    }

    /** Before the stage's thread starts: what is called on it before its first input. */
    @ColdPath
    void onStart(final Consumer<Stage> newOnStart) {
        onStart = newOnStart;
    }

    @ColdPath
    void start() {
        thread = Thread.currentThread();
        thread.setName(stage.threadName());
        onStart.accept(stage);
        heartbeat.beat();
    }

    /** The stage begins with this input. */
    void begin(final long newSequence) {
        sequence = newSequence;
        heartbeat.beat();
    }

    /** The stage's thread ends, for whatever reason. */
    @ColdPath
    void end() {
        heartbeat.end();
    }

    public Stage stage() {
        return stage;
    }

    public Heartbeat heartbeat() {
        return heartbeat;
    }

    /** Or null before the start. Any thread. */
    public Thread thread() {
        return thread;
    }

    /** The input that it is at, or was at last. When its thread has ended; of one that hangs, for people only. */
    public long sequence() {
        return sequence;
    }
}
