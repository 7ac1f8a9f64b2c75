package io.tiercel.engine.boot.command;

import io.tiercel.codecs.types.CommandResultCode;

/**
 * What became of a command that was sent.
 *
 * @param commandId as it stands in the journal
 * @param code      the engine's word; null when it gave none
 * @param detail    why there is none; empty otherwise
 */
public record Answer(long commandId, CommandResultCode code, String detail) {
    /** What an operator has to know of it. */
    public enum Outcome {
        /** It is in force, and in the journal. */
        APPLIED,
        /** Nothing has changed, except a parameter at whose change its strategy failed. */
        REFUSED,
        /** It may be in force, or not. */
        UNANSWERED
    }

    public Outcome outcome() {
        if (code == null) {
            return Outcome.UNANSWERED;
        }
        return code == CommandResultCode.APPLIED ? Outcome.APPLIED : Outcome.REFUSED;
    }
}
