package io.tiercel.journal;

import java.util.List;

/**
 * The state of a core between two inputs of a journal, and where in the journal that is.
 *
 * @param journalId      whose it is
 * @param sequence       of the last input in the state
 * @param timeNs         of that input
 * @param inputIndex     where that input stands: see {@link Journals#readFrom}
 * @param outputSequence number of the last output of these inputs; 0 for none
 * @param outputIndex    where that output stands
 * @param digest         of the core
 * @param state          of the core
 * @param definitions    messages that defined what the state is about, in their order
 */
public record Snapshot(
        long journalId,
        long sequence,
        long timeNs,
        long inputIndex,
        long outputSequence,
        long outputIndex,
        long digest,
        byte[] state,
        List<byte[]> definitions) {}
