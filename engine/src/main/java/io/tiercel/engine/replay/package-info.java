/**
 * A journal run again through the same core. Place: a driver beside the pipeline. Input: a journal. Output: whether
 * the recorded outputs come out again, and where they first do not. Owning thread: the caller's.
 */
package io.tiercel.engine.replay;
