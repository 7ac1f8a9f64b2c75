package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.Heartbeat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a clock of the test's own: the agent's decisions, one look at a time. */
final class SupervisorAgentTest {
    private static final long MILLI = 1_000_000;
    private static final long TIMEOUT_NS = 1_000 * MILLI;
    private static final long SETTLE_NS = 500 * MILLI;

    private final List<String> events = new ArrayList<>();
    private final Heartbeat heartbeat = new Heartbeat();
    private final Heartbeat stage = new Heartbeat();
    private final Gate gate = new Gate(1);
    private final Exit near = new Exit("near");
    private final Exit far = new Exit("far");
    private final SupervisorAgent supervisor = new SupervisorAgent(
            List.of(heartbeat, stage),
            gate,
            List.of(near, far),
            TIMEOUT_NS,
            SETTLE_NS,
            () -> this.nowNs,
            () -> events.add("noted"));
    private long nowNs = 77 * MILLI;

    private final class Exit implements SupervisorAgent.EmergencyExit {
        private final String name;
        private boolean full;
        private boolean settled;

        Exit(final String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean massCancel() {
            // The order in which it has to happen: whatever cancels finds the gate closed.
            events.add((gate.latched() ? "mass cancel to " : "too early to ") + name + (full ? " has no room" : ""));
            return !full;
        }

        @Override
        public boolean settled() {
            return settled;
        }
    }

    @Test
    void shouldLatchThenCancelAtEachVenueThenNoteWhere() {
        hang();

        assertTrue(gate.latched());
        assertTrue(supervisor.tripped());
        assertEquals(List.of("mass cancel to near", "mass cancel to far", "noted"), events);
    }

    @Test
    void shouldLeaveEngineAloneWhoseRoundsAreIdle() {
        for (int i = 0; i < 10_000; i++) {
            heartbeat.beat();
            later(MILLI * 10);
        }

        assertFalse(supervisor.tripped());
        assertFalse(gate.latched());
        assertEquals(List.of(), events);
    }

    @Test
    void shouldLeaveEngineAloneThatSleptWhileItSlept() {
        heartbeat.beat();
        later(10 * MILLI);
        later(60 * TIMEOUT_NS);

        heartbeat.beat();
        later(10 * MILLI);

        assertFalse(supervisor.tripped());
    }

    @Test
    void shouldLeaveEngineAloneThatHasEnded() {
        heartbeat.beat();
        later(10 * MILLI);
        heartbeat.end();
        for (int i = 0; i < 1_000; i++) {
            later(10 * MILLI);
        }

        assertFalse(supervisor.tripped());
    }

    @Test
    void shouldHaltWhenStageHangsWhileEngineGoesOn() {
        stage.beat();
        while (!supervisor.tripped()) {
            heartbeat.beat();
            later(10 * MILLI);
        }

        assertEquals(1, supervisor.hung());
        assertEquals(TIMEOUT_NS, supervisor.standstillNs());
        assertEquals(List.of("mass cancel to near", "mass cancel to far", "noted"), events);
    }

    @Test
    void shouldBlameTheOneThatStoodStillFirst() {
        heartbeat.beat();
        stage.beat();
        later(10 * MILLI);
        heartbeat.beat();
        while (!supervisor.tripped()) {
            later(10 * MILLI);
        }

        assertEquals(1, supervisor.hung());
    }

    @Test
    void shouldLeaveStagesAloneWhenEngineHasEnded() {
        heartbeat.beat();
        stage.beat();
        heartbeat.end();
        for (int i = 0; i < 1_000; i++) {
            later(10 * MILLI);
        }

        assertFalse(supervisor.tripped());
    }

    @Test
    void shouldStayTrippedWhenEngineGoesOn() {
        hang();
        near.settled = true;
        far.settled = true;
        heartbeat.beat();

        later(MILLI);
        heartbeat.beat();
        later(MILLI);

        assertTrue(supervisor.tripped());
        assertTrue(gate.latched());
    }

    @Test
    void shouldAskAgainUntilNothingIsOpen() {
        far.full = true;
        hang();
        events.clear();
        near.settled = true;

        later(2 * MILLI);
        later(98 * MILLI);
        far.full = false;
        later(100 * MILLI);
        later(10 * MILLI);
        far.settled = true;
        later(3 * MILLI);

        assertEquals(List.of("mass cancel to far has no room", "mass cancel to far"), events);
        assertEquals(
                List.of(new Hang.Cancelled("near", 0, 2 * MILLI), new Hang.Cancelled("far", 200 * MILLI, 213 * MILLI)),
                supervisor.cancelled());
        assertEquals(0, supervisor.doWork());
    }

    @Test
    void shouldGiveUpWaitingForVenueThatDoesNotAnswer() {
        hang();
        near.settled = true;

        for (int i = 0; i < 600; i++) {
            later(MILLI);
        }

        assertEquals(0, supervisor.doWork());
        assertEquals(
                List.of(new Hang.Cancelled("near", 0, MILLI), new Hang.Cancelled("far", 0, -1)),
                supervisor.cancelled());
    }

    private void hang() {
        heartbeat.beat();
        int looks = 0;
        while (!supervisor.tripped()) {
            assertEquals(List.of(), events);
            later(10 * MILLI);
            looks++;
        }
        assertEquals(101, looks);
    }

    private void later(final long ns) {
        nowNs += ns;
        supervisor.doWork();
    }
}
