package io.tiercel.engine.replay;

import java.nio.file.Path;
import java.util.List;

/**
 * What a session that came to no end left behind, as its journal says.
 *
 * @param journal     of that session
 * @param sequence    of its last input
 * @param timeNs      of that input
 * @param digest      of the core after it
 * @param state       of the core after it, as a core takes it over
 * @param definitions messages that defined instruments, days, lanes and strategies, in their order
 * @param openOrders  in that state
 * @param stopping    it had begun to stop
 * @param inputs      that were run to get there
 * @param unrecorded  of these, had outputs that were not recorded any more
 */
public record Recovered(
        Path journal,
        long sequence,
        long timeNs,
        long digest,
        byte[] state,
        List<byte[]> definitions,
        int openOrders,
        boolean stopping,
        long inputs,
        long unrecorded) {}
