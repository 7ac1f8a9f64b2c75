/**
 * One order's story, out of its journal. Place: beside a replay, whose core and strategies it watches. Input: the
 * journal, run again; what the controls, strategies and books show on the way. Output: an {@code OrderStory}. Owning
 * thread: the caller's. Nothing here may change what the core does: a strategy is wrapped, and its calls passed on.
 */
package io.tiercel.engine.replay.story;
