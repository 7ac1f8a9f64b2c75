package io.tiercel.journal.readmodel;

import java.util.List;

/**
 * What was found of a read model.
 *
 * @param head       what it is true for; null when nothing can be used
 * @param generation how often it was written
 * @param processId  that wrote it
 * @param entries    by kind, then id
 * @param problem    why nothing can be used, or empty
 */
public record ModelReading(ModelHead head, long generation, long processId, List<ModelEntry> entries, String problem) {
    /** Nothing that could be used. */
    public static ModelReading none(final String problem) {
        return new ModelReading(null, 0, 0, List.of(), problem);
    }

    public boolean usable() {
        return head != null;
    }
}
