/**
 * Analytics lanes: heavy calculation beside the core. Input: quotes, as the core's thread broadcasts them at the end of
 * each packet; a lane that is too slow misses some, and nobody waits for it. Output: results in pieces, into a ring
 * that ingress empties; they are inputs like any other. Owner: {@link io.tiercel.engine.lane.QuoteBroadcast} the
 * core's thread, everything else the lane's own. Nothing of the core may be touched here.
 */
package io.tiercel.engine.lane;
