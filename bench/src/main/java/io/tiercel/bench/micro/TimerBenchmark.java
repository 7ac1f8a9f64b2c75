package io.tiercel.bench.micro;

import io.tiercel.engine.state.TimerQueue;
import io.tiercel.engine.state.Timers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The core's timers, while 1,000 others run. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerBenchmark {
    private static final int RUNNING = 1_000;
    private static final int SPAN_NS = 1 << 20;

    private final Random random = new Random();
    private TimerQueue timers;
    private long timeNs;

    @Setup
    public void schedule() {
        timers = new TimerQueue(RUNNING + 1);
        for (int i = 0; i < RUNNING; i++) {
            scheduleOne();
        }
    }

    /** One that never fires, as that of an order which is answered in time. */
    @Benchmark
    public boolean scheduleCancel() {
        return timers.cancel(scheduleOne());
    }

    /** The next one that is due, and another one in its place. */
    @Benchmark
    public long scheduleExpire() {
        timeNs = timers.nextDeadlineNs();
        if (!timers.pollExpired(timeNs)) {
            throw new IllegalStateException("no timer fired at " + timeNs + " of " + timers.size());
        }
        scheduleOne();
        return timers.firedId();
    }

    private long scheduleOne() {
        return timers.schedule(timeNs + 1 + random.below(SPAN_NS), Timers.Owner.ORDER, 0, 1);
    }
}
