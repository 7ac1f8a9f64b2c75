/**
 * The log for machines: one JSON object a line, off the hot path. Place: beside a live run. Input: the broadcast of
 * events from the gate's thread, and events of the other threads over a bounded queue; who writes one never waits.
 * Output: a file that is rotated by size. Owning thread: {@code tiercel-log}. The only package with a logging API.
 */
package io.tiercel.engine.boot.log;
