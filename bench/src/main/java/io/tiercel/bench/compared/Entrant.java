package io.tiercel.bench.compared;

import java.util.function.Supplier;

/**
 * One of those that are timed beside each other.
 *
 * @param name  as it stands in the report
 * @param maker makes a new trial for each round
 */
public record Entrant(String name, Supplier<Trial> maker) {}
