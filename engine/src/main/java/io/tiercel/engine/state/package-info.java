/**
 * The contract of the deterministic core. Place: before every stage. It says what a state machine is, how its state is
 * written, restored and hashed, what a deadline is, and how an order id is made. Owning thread: the one that runs the
 * core. Nothing here may read a clock, a file, a random source or the thread it runs on.
 */
package io.tiercel.engine.state;
