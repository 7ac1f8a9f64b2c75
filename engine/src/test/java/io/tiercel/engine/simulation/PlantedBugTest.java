package io.tiercel.engine.simulation;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each class of bug, put in on purpose, is found, and by the invariant that is about it. */
final class PlantedBugTest {
    private static final int SEEDS = 60;

    @ParameterizedTest
    @CsvSource({
        "APPEND_DROPPED, cause before exposure",
        "APPEND_LATE, cause before exposure",
        "SYNC_IGNORED, cause before exposure",
        // The exchange has one fill less, in the order or in the position, whichever is looked at first
        "EXECUTION_FORGOTTEN, no effect twice|positions = sum of fills",
        // Without the fill the core decides otherwise from there on, and takes tokens again
        "POSITION_LOST, no effect twice|positions = sum of fills",
        "LIMIT_TOO_GREAT, no limit exceeded",
        "CLOCK_BACK, time goes on",
        "DAMAGE_SKIPPED, verify finds the damage",
        "SEQUENCE_AGAIN, no acknowledged input lost|no effect twice",
        // The same without the kill
        "KILL_FORGOTTEN, no effect twice|kill holds"
    })
    void shouldFind(final Flaw flaw, final String invariants) {
        final World world =
                World.create(flaw == Flaw.LIMIT_TOO_GREAT ? World.POSITION_LIMIT + 1 : World.POSITION_LIMIT);

        final List<String> expected = List.of(invariants.split("\\|"));
        for (long seed = 1; seed <= SEEDS; seed++) {
            final Outcome outcome = Simulation.run(seed, world, flaw);
            // Another invariant may notice what follows from the bug first.
            if (!outcome.held() && expected.contains(outcome.invariant())) {
                return;
            }
        }

        fail(flaw + " was not found by " + expected + " with " + SEEDS + " seeds");
    }
}
