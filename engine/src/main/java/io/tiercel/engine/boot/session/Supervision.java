package io.tiercel.engine.boot.session;

import io.tiercel.engine.pipeline.Heartbeat;
import java.io.PrintStream;
import java.util.List;

/** The supervisor's thread beside an engine's, and what main does when it has acted. */
final class Supervision {
    /** For the venues' cancels, after the gate is latched. */
    private static final long CANCEL_TIMEOUT_MS = 1_000;
    /** Beyond that: to look where a thread is, at most so long. */
    private static final long GRACE_MS = 1_000;
    /** How long a thread that hung may take to come back before the run ends without it. */
    private static final long COME_BACK_MS = 2_000;

    private final HangSite site;
    private final SupervisorAgent agent;
    private final Thread thread;
    private Thread engineThread;
    // Written by the engine's thread when it comes back from a hang, read by main.
    private volatile boolean cameBack;

    Supervision(
            final Session session,
            final Heartbeat heartbeat,
            final List<? extends SupervisorAgent.EmergencyExit> venues) {
        site = new HangSite(session);
        agent = new SupervisorAgent(
                heartbeat,
                session.gate(),
                venues,
                session.configuration().engine().hangTimeoutNs(),
                CANCEL_TIMEOUT_MS * 1_000_000,
                System::nanoTime,
                site::note);
        thread = new Thread(this::supervise, agent.roleName());
        thread.setDaemon(true);
    }

    /** Begins to watch; from the engine's first beat on it counts. */
    void start(final Thread newEngineThread) {
        engineThread = newEngineThread;
        thread.start();
    }

    private void supervise() {
        agent.run();
        if (agent.tripped()) {
            site.look(engineThread);
        }
    }

    /** The engine's thread hung and is given up, whatever it does. Any thread. */
    boolean tripped() {
        return agent.tripped();
    }

    /** The engine's thread, when it finds itself given up. Returns what is to end it. */
    HangException back() {
        cameBack = true;
        return new HangException("the engine's thread went on after it had been given up", null);
    }

    /** The engine's thread needs no watch any more, or the supervisor has acted. Main. */
    void close() {
        agent.close();
    }

    /**
     * Waits for what the supervisor reaches, says it, and gives the engine's thread some time to come back: its journal
     * can be closed then. Waits for nothing without a bound. Main, when {@link #tripped}.
     */
    Hang end(final PrintStream err) throws InterruptedException {
        thread.join(CANCEL_TIMEOUT_MS + GRACE_MS);
        final List<Hang.Cancelled> venues = agent.cancelled();
        venues.forEach(venue -> venue.show(err));
        engineThread.join(COME_BACK_MS);
        if (cameBack) {
            engineThread.join(CANCEL_TIMEOUT_MS + GRACE_MS);
        }
        return Hang.of(agent, site, venues, !engineThread.isAlive());
    }
}
