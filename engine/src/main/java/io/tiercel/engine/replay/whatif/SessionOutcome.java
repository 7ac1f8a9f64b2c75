package io.tiercel.engine.replay.whatif;

import io.tiercel.engine.replay.ReplayResult.Failure;
import java.util.List;

/**
 * What a run of a core came to.
 *
 * @param inputs  that it was given
 * @param orders  that it sent
 * @param fills   that it was told of
 * @param refused by its own risk control, or by a venue
 * @param digest  of all its outputs and its state at the end
 * @param failure at which input it failed, or null; nothing was run after it
 */
public record SessionOutcome(
        long inputs, List<SentOrder> orders, long fills, long refused, long digest, Failure failure) {}
