package io.tiercel.engine.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What {@code replay --set} was asked for.
 *
 * @param journal     the journal's folder
 * @param assignments {@code key=value}, each; an empty one changes nothing
 * @param latencyNs   from an order's decision to its answer; without it the recorded session's own
 * @param json        one JSON object on standard output and nothing else
 * @param allowCode   other code than the journal's may run
 */
public record WhatIfOptions(
        Path journal, List<String> assignments, OptionalLong latencyNs, boolean json, boolean allowCode) {}
