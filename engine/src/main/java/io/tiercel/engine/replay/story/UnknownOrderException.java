package io.tiercel.engine.replay.story;

import io.tiercel.journal.JournalFault;

/** There is no such order in the journal; the message says which there are. */
public final class UnknownOrderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient JournalFault fault;

    /** @param fault of the recorded outputs, behind which the order may have been; null when they are whole */
    UnknownOrderException(final String message, final JournalFault fault) {
        super(message);
        this.fault = fault;
    }

    /** The damage behind which nothing was looked at; null when there is none. */
    public JournalFault fault() {
        return fault;
    }
}
