package io.tiercel.engine.boot.session;

import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.HangDetector;
import io.tiercel.engine.pipeline.Heartbeat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;

/**
 * Watches the engine's threads from a thread of its own, which sleeps between its looks. When one of them makes no
 * round for too long, it latches the gate, asks every venue over a way of its own to cancel everything, and sees to it
 * that this happened. It never undoes that: an engine that comes back finds itself halted and ends.
 */
final class SupervisorAgent implements Agent {
    private static final int LOOKS_PER_TIMEOUT = 100;
    private static final long LEAST_INTERVAL_NS = 1_000_000;
    private static final long MOST_INTERVAL_NS = 10_000_000;
    private static final long SETTLE_INTERVAL_NS = 100_000;
    private static final long REPEAT_NS = 100_000_000;
    private static final long NOT_YET = Long.MIN_VALUE;
    private static final int NONE = -1;

    /** A venue as the supervisor reaches it: past the core, and without the engine's thread. */
    interface EmergencyExit {
        String name();

        /** Asks it to cancel all that this engine has there. Tries once; returns whether the request left. */
        boolean massCancel();

        /** It has handled all that was sent to it, and this engine has no open order there. */
        boolean settled();
    }

    private enum State {
        WATCHING,
        CANCELLING,
        DONE
    }

    private final Heartbeat[] heartbeats;
    private final HangDetector[] detectors;
    private final Gate gate;
    private final List<? extends EmergencyExit> venues;
    private final LongSupplier nanoClock;
    private final Runnable onHang;
    private final long settleTimeoutNs;
    private final long intervalNs;
    private final long[] sentNs;
    private final long[] settledNs;
    private State state = State.WATCHING;
    private int hung = NONE;
    private long latchedNs;
    private long nextRequestNs;
    // Written by this agent's thread, read by the engine's after each round and by main.
    private volatile boolean tripped;
    // Written by main, seen at the next look.
    private volatile boolean closed;

    /**
     * @param heartbeats      of the engine's thread, and of those that it drives: these are not watched any more when
     *                        that one has ended
     * @param settleTimeoutNs how long it waits for the ends of orders after it has acted
     * @param onHang          called on its thread when gate and venues have been told
     */
    SupervisorAgent(
            final List<Heartbeat> heartbeats,
            final Gate gate,
            final List<? extends EmergencyExit> venues,
            final long hangTimeoutNs,
            final long settleTimeoutNs,
            final LongSupplier nanoClock,
            final Runnable onHang) {
        this.heartbeats = heartbeats.toArray(new Heartbeat[0]);
        this.gate = gate;
        this.venues = venues;
        this.settleTimeoutNs = settleTimeoutNs;
        this.nanoClock = nanoClock;
        this.onHang = onHang;
        intervalNs = Math.max(LEAST_INTERVAL_NS, Math.min(MOST_INTERVAL_NS, hangTimeoutNs / LOOKS_PER_TIMEOUT));
        detectors = new HangDetector[heartbeats.size()];
        Arrays.setAll(detectors, i -> new HangDetector(hangTimeoutNs, intervalNs));
        sentNs = new long[venues.size()];
        settledNs = new long[venues.size()];
        Arrays.fill(sentNs, NOT_YET);
        Arrays.fill(settledNs, NOT_YET);
    }

    /** On a thread of its own, until it has acted or is closed. */
    void run() {
        while (!(closed && state == State.WATCHING) && state != State.DONE) {
            LockSupport.parkNanos(this, state == State.WATCHING ? intervalNs : SETTLE_INTERVAL_NS);
            doWork();
        }
    }

    @Override
    public int doWork() {
        switch (state) {
            case WATCHING -> {
                look(nanoClock.getAsLong());
                if (hung == NONE) {
                    return 0;
                }
                latch();
            }
            case CANCELLING -> awaitEnds();
            case DONE -> {
                return 0;
            }
        }
        return 1;
    }

    /** Of several that hang it is the one that stood still first: the others may wait for it. */
    private void look(final long nowNs) {
        final boolean ended = heartbeats[0].rounds() == Heartbeat.ENDED;
        for (int i = 0; i < heartbeats.length; i++) {
            final long rounds = ended ? Heartbeat.ENDED : heartbeats[i].rounds();
            if (detectors[i].look(nowNs, rounds)
                    && (hung == NONE || detectors[i].standstillNs() > detectors[hung].standstillNs())) {
                hung = i;
            }
        }
    }

    private void latch() {
        gate.latch();
        latchedNs = nanoClock.getAsLong();
        tripped = true;
        state = State.CANCELLING;
        requestCancels(latchedNs);
        onHang.run();
    }

    /** Again and again: what the engine's thread was about to send when it stopped may come behind a request. */
    private void requestCancels(final long nowNs) {
        nextRequestNs = nowNs + REPEAT_NS;
        for (int i = 0; i < sentNs.length; i++) {
            if (settledNs[i] == NOT_YET && venues.get(i).massCancel() && sentNs[i] == NOT_YET) {
                sentNs[i] = nanoClock.getAsLong();
            }
        }
    }

    private void awaitEnds() {
        final long nowNs = nanoClock.getAsLong();
        boolean allSettled = true;
        for (int i = 0; i < settledNs.length; i++) {
            if (settledNs[i] == NOT_YET && sentNs[i] != NOT_YET && venues.get(i).settled()) {
                settledNs[i] = nowNs;
            }
            allSettled &= settledNs[i] != NOT_YET;
        }
        if (allSettled || nowNs - latchedNs >= settleTimeoutNs) {
            state = State.DONE;
        } else if (nowNs >= nextRequestNs) {
            requestCancels(nowNs);
        }
    }

    @Override
    public String roleName() {
        return "tiercel-supervisor";
    }

    /** A thread of the engine hung, the gate is latched. Final. Any thread. */
    boolean tripped() {
        return tripped;
    }

    /** Ends the watch; what it has begun to cancel it goes on with. Any thread. */
    void close() {
        closed = true;
    }

    /** By its own clock. When it has tripped and its thread has ended. */
    long latchedNs() {
        return latchedNs;
    }

    /** Which of the threads it was, an index of their heartbeats. As above, and in {@code onHang}. */
    int hung() {
        return hung;
    }

    /** How long that thread was seen to stand still before. */
    long standstillNs() {
        return detectors[hung].standstillNs();
    }

    /** What became of the venues. When it has tripped and its thread has ended. */
    List<Hang.Cancelled> cancelled() {
        final ArrayList<Hang.Cancelled> result = new ArrayList<>();
        for (int i = 0; i < sentNs.length; i++) {
            result.add(new Hang.Cancelled(venues.get(i).name(), sinceLatch(sentNs[i]), sinceLatch(settledNs[i])));
        }
        return result;
    }

    private long sinceLatch(final long timeNs) {
        return timeNs == NOT_YET ? -1 : timeNs - latchedNs;
    }
}
