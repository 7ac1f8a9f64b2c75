/**
 * Where everything from outside becomes one sequence. Place: before the core. Input: commands, executions and feeds,
 * each bounded and polled in this order; what the gate could not send; time. Output: inputs with a sequence number
 * and a time. Owning thread: the pipeline's first. The only reader of clocks.
 */
package io.tiercel.engine.ingress;
