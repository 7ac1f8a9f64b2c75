/**
 * How the stages are laid out over threads, and the gate that outputs leave by. Place: around the core. Input: the
 * sequence from ingress. Output: journal records, and orders at venue ports. Owning thread: the pinned one that runs
 * the layout, or one for each stage ({@link io.tiercel.engine.pipeline.FusedLoop}).
 * The only package that may know the Disruptor.
 */
package io.tiercel.engine.pipeline;
