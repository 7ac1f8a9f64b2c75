package io.tiercel.engine.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** The options that ask what would have been. */
final class WhatIfChange {
    @Option(
            names = "--set",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "KEY=VALUE",
            description =
                    "What if this key had been so? A strategy's parameters, limits and whether it runs; the common"
                            + " limits; the engine's capacities; fees. Can be repeated; empty for no change.")
    private List<String> assignments;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "With --set: from an order's decision to its answer, such as 50us; without it the recorded"
                    + " session's median.")
    private Long latencyNs;

    boolean isAsked() {
        return assignments != null;
    }

    boolean isLatencyAlone() {
        return latencyNs != null && !isAsked();
    }

    WhatIfOptions options(final Path journal, final boolean json, final boolean allowCode) {
        return new WhatIfOptions(
                journal,
                List.copyOf(assignments),
                latencyNs == null ? OptionalLong.empty() : OptionalLong.of(latencyNs),
                json,
                allowCode);
    }
}
