package io.tiercel.engine.replay;

import java.util.List;

/**
 * What is to be seen around a divergence.
 *
 * @param before at most ten events before it, the oldest first
 * @param event  the one that differs; null when it is the core that failed, whose input is among those before
 */
public record DivergenceContext(List<ReplayEvent> before, ReplayEvent event) {}
