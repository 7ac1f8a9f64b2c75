package io.tiercel.engine.replay;

import io.tiercel.journal.Stream;
import java.util.Map;

/**
 * An input or an output, decoded, as the journal has it and as the replay had it.
 *
 * @param sequence of the input, for an output of the one that led to it
 * @param ordinal  which one of that input's outputs; 0 for an input
 * @param timeNs   of the input
 * @param recorded null when nothing was recorded, or what was recorded was not looked at
 * @param replayed null when it did not come out
 */
public record ReplayEvent(Stream stream, long sequence, int ordinal, long timeNs, Message recorded, Message replayed) {
    /**
     * A message by its schema.
     *
     * @param name   of the message
     * @param fields in the schema's order, as texts
     */
    public record Message(String name, Map<String, String> fields) {}
}
