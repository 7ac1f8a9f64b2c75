/**
 * The strategy that the latency rig measures. It goes into a jar as any user's would, and names that begin as the
 * engine's do are not for those. Place: {@code engine.strategy}. Owning thread: the core's.
 */
package measured;
