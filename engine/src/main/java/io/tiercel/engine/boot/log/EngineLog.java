package io.tiercel.engine.boot.log;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.LogLevel;
import io.tiercel.engine.observe.EventBroadcast;
import io.tiercel.engine.pipeline.InputProbe;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * An engine's log in a file, written by a thread of its own that sleeps between its looks. What comes faster than it
 * writes is lost and counted, and so is what the disk does not take.
 */
public final class EngineLog implements EventLog {
    private static final int QUEUED_EVENTS = 4_096;
    private static final int BROADCAST_BYTES = 1 << 20;
    private static final int DRAIN_LIMIT = 10_000;
    private static final int LAST_ROUNDS = 100;
    private static final long POLL_INTERVAL_NS = 10_000_000;
    private static final long RETRY_NS = 1_000_000_000L;
    private static final long CLOSE_TIMEOUT_MS = 2_000;

    private final int engineId;
    private final String run;
    private final LogLevel least;
    private final PrintStream err;
    private final LongSupplier nanoClock;
    private final Scopes scopes;
    private final LogFile file;
    private final ManyToOneConcurrentArrayQueue<LogEvent> queue = new ManyToOneConcurrentArrayQueue<>(QUEUED_EVENTS);
    private final Thread thread = new Thread(this::run, "tiercel-log");
    private final AtomicLong refusedCount = new AtomicLong();
    private boolean begun;
    private boolean toldOfFailure;
    private boolean failing;
    private long retryNs;
    private long toldLost;
    // Written by main before the engine's threads start, read by the log's.
    private volatile CoreEvents core;
    // Written by the log's thread, read by any.
    private volatile long unwrittenCount;
    private volatile long missedCount;
    // Written by main, read by the log's thread.
    private volatile boolean closed;

    EngineLog(
            final EngineConfiguration configuration,
            final Path workingFolder,
            final String run,
            final PrintStream err,
            final LongSupplier nanoClock) {
        final EngineConfiguration.Log log = configuration.log();
        engineId = configuration.engine().id();
        this.run = run;
        this.err = err;
        this.nanoClock = nanoClock;
        least = log.level();
        scopes = new Scopes(configuration);
        file = new LogFile(workingFolder.resolve(log.folder()), "engine-" + engineId, log.maxFileBytes(), log.files());
    }

    /**
     * Begins to log, unless the configuration says not to. Touches no file on this thread.
     *
     * @param run what tells its events from other runs': the name of its journal
     * @param err for the one word that the log cannot be written
     */
    public static EventLog open(
            final EngineConfiguration configuration,
            final Path workingFolder,
            final String run,
            final PrintStream err) {
        if (configuration.log().level() == LogLevel.OFF) {
            return NONE;
        }
        final EngineLog log = new EngineLog(configuration, workingFolder, run, err, System::nanoTime);
        LibraryWords.to(log);
        log.start();
        return log;
    }

    void start() {
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    @Override
    public void write(final LogEvent event) {
        if (event.level().compareTo(least) <= 0 && !queue.offer(event)) {
            refusedCount.incrementAndGet();
        }
    }

    @Override
    public InputProbe watch(final InputProbe next, final String probeThread) {
        final EventBroadcast broadcast = new EventBroadcast(next, BROADCAST_BYTES);
        core = new CoreEvents(broadcast.receiver(), probeThread, scopes, this::append);
        return broadcast;
    }

    @Override
    public EventLog rehearsal() {
        return new RehearsedLog(BROADCAST_BYTES);
    }

    @Override
    public long lostCount() {
        return refusedCount.get() + unwrittenCount + missedCount;
    }

    private void run() {
        boolean more = false;
        while (!closed) {
            if (!more) {
                LockSupport.parkNanos(this, POLL_INTERVAL_NS);
            }
            more = poll();
        }
    }

    /** Writes some of what has come; whether there may be more of it. */
    boolean poll() {
        final CoreEvents events = core;
        if (!begun) {
            // What was said before the engine began stands before what it says.
            begun = events != null;
            queue.drain(this::append);
        }
        // And what was said after its end behind that.
        final int queued = queue.size();
        boolean more = false;
        if (events != null) {
            more = events.drain(nanoClock.getAsLong(), DRAIN_LIMIT);
            missedCount = events.missedCount();
        }
        if (!more) {
            queue.drain(this::append, queued);
        }
        tellOfLost();
        return more;
    }

    private void append(final LogEvent event) {
        if (event.level().compareTo(least) <= 0) {
            write(event.line(engineId, run));
        }
    }

    private void tellOfLost() {
        final long refused = refusedCount.get();
        final long lost = refused + unwrittenCount + missedCount;
        if (lost > toldLost) {
            final LogEvent missed = new LogEvent(LogCode.MISSED)
                    .put("count", lost - toldLost)
                    .put("overwritten", missedCount)
                    .put("noRoom", refused)
                    .put("unwritten", unwrittenCount);
            // It is no event of the run: that it cannot be written is no further loss.
            if (tryWrite(missed.line(engineId, run))) {
                toldLost = lost;
            }
        }
    }

    private void write(final String line) {
        if (!tryWrite(line)) {
            unwrittenCount = unwrittenCount + 1;
        }
    }

    private boolean tryWrite(final String line) {
        if (failing && nanoClock.getAsLong() - retryNs < 0) {
            return false;
        }
        try {
            file.append(line);
            failing = false;
            return true;
        } catch (final IOException failed) {
            failing = true;
            retryNs = nanoClock.getAsLong() + RETRY_NS;
            tell(failed);
            return false;
        }
    }

    private void tell(final IOException failed) {
        if (!toldOfFailure) {
            toldOfFailure = true;
            err.println("the log " + file.path() + " cannot be written (" + failed
                    + "): trading goes on, what is not logged is counted (logLinesLost); free room, or set log.folder"
                    + " to a folder that can be written");
        }
    }

    @Override
    public void close() {
        LibraryWords.to(NONE);
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_TIMEOUT_MS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            err.println("the log " + file.path() + " still waits for its disk: its last lines may be missing");
            return;
        }
        finish();
    }

    /** The log's thread has ended. */
    private void finish() {
        for (int left = LAST_ROUNDS; left > 0 && poll(); left--) {
            // A thread that hangs may go on, and tell more and more.
        }
        if (core != null) {
            core.close();
        }
        queue.drain(this::append);
        tellOfLost();
        try {
            file.close();
        } catch (final IOException failed) {
            tell(failed);
        }
    }
}
