package io.tiercel.engine.boot.session;

import io.tiercel.engine.pipeline.Heartbeat;
import io.tiercel.engine.pipeline.Pipeline;
import io.tiercel.engine.pipeline.Stage;
import io.tiercel.engine.pipeline.StagePulse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A thread of the engine as its supervisor sees it.
 *
 * @param sequence       of the input that it is at
 * @param callsStrategies it is the one that strategies can hang
 */
record WatchedThread(Supplier<Thread> thread, Heartbeat heartbeat, LongSupplier sequence, boolean callsStrategies) {
    /**
     * All of an engine, the one that drives the others first.
     *
     * @param engineThread the one that drives the pipeline
     */
    static List<WatchedThread> of(final Pipeline pipeline, final Supplier<Thread> engineThread) {
        final List<StagePulse> stages = pipeline.stages();
        final List<WatchedThread> threads = new ArrayList<>();
        threads.add(new WatchedThread(
                engineThread, pipeline.heartbeat(), pipeline.ingress()::lastSequence, stages.isEmpty()));
        for (final StagePulse stage : stages) {
            threads.add(
                    new WatchedThread(stage::thread, stage.heartbeat(), stage::sequence, stage.stage() == Stage.CORE));
        }
        return threads;
    }
}
