/**
 * The latency rig: a venue on one pinned thread, the engine on another, Aeron IPC between them. Place: around the
 * engine. Input: settings. Output: windows of latencies. Owning threads: the rig's own plays the venue and takes the
 * time; the engine's runs the inline layout, or echoes.
 */
package io.tiercel.bench.rig;
