package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.log.EventLog;
import io.tiercel.engine.boot.log.LogCode;
import io.tiercel.engine.boot.log.LogEvent;
import io.tiercel.engine.pipeline.Pipeline;
import java.io.PrintStream;
import java.util.List;

/** The supervisor's thread beside those of an engine, and what main does when it has acted. */
final class Supervision {
    /** For the venues' cancels, after the gate is latched. */
    private static final long CANCEL_TIMEOUT_MS = 1_000;
    /** Beyond that: to look where a thread is, at most so long. */
    private static final long GRACE_MS = 1_000;
    /** How long a thread that hung may take to come back before the run ends without it. */
    private static final long COME_BACK_MS = 2_000;

    private final Thread engineThread;
    private final Pipeline pipeline;
    private final List<WatchedThread> watched;
    private final HangSite site;
    private final EventLog log;
    private final SupervisorAgent agent;
    private final Thread thread;
    // Written by the engine's thread when all is back from a hang, read by main.
    private volatile boolean cameBack;

    /** @param engineThread the one that drives the pipeline */
    Supervision(
            final Session session,
            final Thread engineThread,
            final List<? extends SupervisorAgent.EmergencyExit> venues) {
        this.engineThread = engineThread;
        pipeline = session.pipeline();
        watched = WatchedThread.of(pipeline, () -> engineThread);
        site = new HangSite(session);
        log = session.log();
        agent = new SupervisorAgent(
                watched.stream().map(WatchedThread::heartbeat).toList(),
                session.gate(),
                venues,
                session.configuration().engine().hangTimeoutNs(),
                CANCEL_TIMEOUT_MS * 1_000_000,
                System::nanoTime,
                this::onHang);
        thread = new Thread(this::supervise, agent.roleName());
        thread.setDaemon(true);
    }

    /** Begins to watch; from a thread's first beat on it counts. */
    void start() {
        thread.start();
    }

    private void supervise() {
        agent.run();
        if (agent.tripped()) {
            site.look(watched.get(agent.hung()));
        }
    }

    private void onHang() {
        site.note(watched.get(agent.hung()));
        pipeline.giveUp(givenUp());
        log.write(new LogEvent(LogCode.HANG)
                .sequence(site.sequence())
                .put("hung", site.thread())
                .put("strategy", site.strategy())
                .put("standstillNs", agent.standstillNs()));
    }

    /** A thread of the engine hung, and the engine is given up, whatever that thread does. Any thread. */
    boolean tripped() {
        return agent.tripped();
    }

    /** What is to end the engine's thread when it finds itself given up. */
    HangException givenUp() {
        return new HangException("the engine went on after it had been given up", null);
    }

    /** All threads of the pipeline have ended, that which hung too. The engine's thread, when given up. */
    void back() {
        cameBack = true;
    }

    /** The engine needs no watch any more, or the supervisor has acted. Main. */
    void close() {
        agent.close();
    }

    /**
     * Waits for what the supervisor reaches, says it, and gives the thread that hung some time to come back: the
     * journal can be closed then. Waits for nothing without a bound. Main, when {@link #tripped}.
     */
    Hang end(final PrintStream err) throws InterruptedException {
        thread.join(CANCEL_TIMEOUT_MS + GRACE_MS);
        final List<Hang.Cancelled> venues = agent.cancelled();
        venues.forEach(venue -> {
            venue.show(err);
            log.write(new LogEvent(LogCode.MASS_CANCEL)
                    .sequence(site.sequence())
                    .put("venue", venue.venue())
                    .put("requestedNs", venue.requestedNs())
                    .put("settledNs", venue.settledNs())
                    .put("frame", site.frame()));
        });
        engineThread.join(COME_BACK_MS);
        if (cameBack) {
            engineThread.join(CANCEL_TIMEOUT_MS + GRACE_MS);
        }
        return Hang.of(agent, site, venues, !engineThread.isAlive() && pipeline.ended());
    }
}
