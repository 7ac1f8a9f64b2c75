package io.tiercel.engine.pipeline;

import io.tiercel.engine.ingress.Ingress;
import io.tiercel.journal.CommitPoint;
import java.util.List;
import java.util.function.Consumer;

/**
 * A layout of the stages over threads, as the thread sees it that drives it, round by round. What only that thread may
 * call is not marked; core, gate, probe and journal belong to the layout's own threads from {@link #start} until
 * {@link #close} has returned, or {@link #halt} with true.
 */
public interface Pipeline extends AutoCloseable {
    /** How often a {@link StatusWriter} is called. */
    long STATUS_INTERVAL_NS = 250_000_000L;

    /** Before the start: who copies the state for others. */
    void statusTo(StatusWriter writer);

    /** Before the start: who is told how far the stages are. */
    void stampsTo(StageStamps stamps);

    /** Before the start: from now on what adds exposure leaves only when its cause is on the disk. */
    void holdUntilSynced(CommitPoint commit, int maxHeld);

    /** Messages that had to wait for the disk. On the gate's thread. */
    long heldCount();

    /**
     * Before the first input.
     *
     * @param onThread called on each thread of the layout's own before it does anything
     */
    void start(Consumer<Stage> onThread);

    /** One round; returns how many inputs came of it. Throws what broke a stage: then {@link #halt} is next. */
    int doWork();

    Ingress ingress();

    /** Returns when all inputs so far have gone through every stage: core and gate can be read until the next one. */
    void settle();

    /** Beats with each round of the thread that drives this; that thread sees to it. Any thread may read it. */
    Heartbeat heartbeat();

    /** The layout's own threads, after the start. Any thread. */
    List<StagePulse> stages();

    /** Breaks off, from any thread: the stages stop, and the thread that drives this hears of the cause. */
    void giveUp(Throwable cause);

    /**
     * Stops every stage where it is, after something broke, once all inputs so far are journaled. What was not sent by
     * then never is.
     *
     * @return whether all threads ended: if not, one hangs, and core, gate and journal are still its own
     */
    boolean halt();

    /** No thread of the layout's own runs. Any thread. */
    boolean ended();

    /** The last input that was given to the journal. When {@link #ended}. */
    long lastSequence();

    /** The input at which something broke; the last one, if that was at none. When {@link #ended}. */
    long brokenSequence();

    /** How often inputs had to wait for room. */
    long ringFullCount();

    /** How often the core had to wait for room for its outputs. */
    long outputsFullCount();

    /**
     * Lets all inputs so far go through every stage, then ends the layout's own threads.
     *
     * @throws RuntimeException what broke a stage, unless it was thrown before
     */
    @Override
    void close();
}
