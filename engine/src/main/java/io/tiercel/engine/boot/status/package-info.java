/**
 * An engine's status as people and scripts read it: a live view in a terminal, lines, JSON. Place: beside the flow.
 * Input: what observe shows. Owning thread: that of the program. It touches nothing of the engine.
 */
package io.tiercel.engine.boot.status;
