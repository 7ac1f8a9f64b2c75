/**
 * CME MDP 3.0. Input: packets of the incremental feed in order, each once, and where some are missing; packets of the
 * recovery and the instrument feeds as they come. Output: market data messages, staged for the lane to send. Owner: the
 * lane's thread.
 */
package io.tiercel.engine.feed.mdp3;
