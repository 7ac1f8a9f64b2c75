package io.tiercel.engine.replay;

import io.tiercel.engine.state.Outputs;
import io.tiercel.journal.JournalReader;

/** Looks on while a journal is run again, on the caller's thread. What the core does is the same whoever looks. */
public interface InputWatch extends Outputs {
    /** The core gets this input next; the accessors of the reader describe it. */
    void beforeInput(JournalReader input);

    /** The core is done with it, and its outputs were told; false when nothing more is wanted. */
    boolean afterInput(long sequence);
}
