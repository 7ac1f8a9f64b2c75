/**
 * One run of the engine, from the opening inputs to the summary: live beside the built-in market, or both on virtual
 * time. Place: around everything. Input: a checked configuration. Output: a journal and a summary. Owning thread: the
 * caller's for start, stop and report; the engine's and the market's own while they run.
 */
package io.tiercel.engine.boot.session;
