package io.tiercel.engine.feed.history;

import java.nio.file.Path;

/**
 * A record that cannot be read.
 *
 * @param record of the file, from 1; 0 where the file itself is meant
 * @param offset of the record's first byte in the file as it is without compression
 */
public record Fault(Path file, long record, long offset, String reason) {
    @Override
    public String toString() {
        return file + ": record " + record + " at offset " + offset + ": " + reason;
    }
}
