package io.tiercel.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An engine in worlds that go wrong in every way, each from a seed. */
final class SimulationTest {
    private static final int SEEDS = 64;

    private static World world() {
        return World.create(World.POSITION_LIMIT);
    }

    @Test
    void shouldHoldInEveryWorld() {
        final World world = world();
        final List<String> failures = new ArrayList<>();
        final Map<String, Long> faults = new TreeMap<>();
        long orders = 0;
        long restarts = 0;

        for (long seed = 1; seed <= SEEDS; seed++) {
            final Outcome outcome = Simulation.run(seed, world, Flaw.NONE);
            outcome.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
            orders += outcome.orders();
            restarts += outcome.restarts();
            if (!outcome.held()) {
                failures.add(outcome.text());
            }
        }

        assertEquals(List.of(), failures);
        assertEquals(
                Set.of(
                        "clock step",
                        "command",
                        "disconnect",
                        "disk full",
                        "execution lost",
                        "execution repeated",
                        "execution swapped",
                        "kill",
                        "order message lost",
                        "packet lost",
                        "packet repeated",
                        "packet swapped",
                        "power lost",
                        "slow disk",
                        "snapshot damaged",
                        "snapshots",
                        "venue presses back"),
                faults.keySet(),
                "each fault came");
        assertTrue(orders > SEEDS * 20, orders + " orders");
        assertTrue(restarts > SEEDS, restarts + " restarts");
    }

    @Test
    void shouldRunASeedAgainExactly() {
        final Outcome first = Simulation.run(2, world(), Flaw.NONE);
        final Outcome again = Simulation.run(2, world(), Flaw.NONE);
        final Outcome other = Simulation.run(3, world(), Flaw.NONE);

        assertEquals(first, again);
        assertNotEquals(first.trace(), other.trace());
    }

    @Test
    void shouldRunAFailureAgainExactlyAndSayWhatItIs() {
        final World world = world();
        long seed = 1;
        while (Simulation.run(seed, world, Flaw.APPEND_LATE).held()) {
            seed++;
        }

        final Outcome first = Simulation.run(seed, world, Flaw.APPEND_LATE);
        final Outcome again = Simulation.run(seed, world, Flaw.APPEND_LATE);

        assertEquals(first, again);
        assertTrue(
                first.text()
                        .startsWith("seed " + seed + " FAILS at step " + first.steps() + ": cause before exposure: "),
                first::text);
        assertTrue(first.text().contains("expected"), first::text);
        assertTrue(first.text().endsWith("again: scripts/simulate --seed " + seed), first::text);
    }
}
