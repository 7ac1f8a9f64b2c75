package io.tiercel.bench.rig;

import java.nio.file.Path;
import java.util.List;

/**
 * What all measurements of the distribution have in common.
 *
 * @param program         starts the engine's programs
 * @param configuration   what the engine is started with
 * @param assignments     KEY=VALUE, instead of what is configured
 * @param line            between engine and venue
 * @param rigProcessor    the venue's
 * @param engineProcessor the engine's thread's; in the fused layout that of its first one
 * @param folder          an empty one, for journal, logs and the strategy's jar
 * @param duration        how long the engine runs at most, of which it calls half, or 30 s, its warm-up; empty: until
 *                        it is stopped
 */
public record RigSettings(
        List<String> program,
        Path configuration,
        List<String> assignments,
        EchoLine.Kind line,
        int rigProcessor,
        int engineProcessor,
        Path folder,
        String duration) {
    public RigSettings {
        program = List.copyOf(program);
        assignments = List.copyOf(assignments);
    }

    /** The same for an engine that ends by itself. */
    public RigSettings endingAfter(final String time) {
        return new RigSettings(program, configuration, assignments, line, rigProcessor, engineProcessor, folder, time);
    }
}
