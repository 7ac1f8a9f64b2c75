/**
 * Packets of MDP 3.0 as names and values, by a schema that the exchange published or by Tiercel's own. Place: a tool
 * beside the lanes, never a part of them. Input: packets. Output: each message with each field, as the schema names
 * them. Any thread of a tool; it allocates as it likes.
 */
package io.tiercel.engine.feed.mdp3.dump;
