package io.tiercel.journal;

import java.util.List;

/**
 * The state of a core between two inputs of a journal.
 *
 * @param journalId   whose it is
 * @param sequence    of the last input in the state
 * @param timeNs      of that input
 * @param digest      of the core
 * @param state       of the core
 * @param definitions messages that defined what the state is about, in their order
 */
public record Snapshot(
        long journalId, long sequence, long timeNs, long digest, byte[] state, List<byte[]> definitions) {}
