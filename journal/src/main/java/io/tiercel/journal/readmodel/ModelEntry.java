package io.tiercel.journal.readmodel;

/**
 * One thing that a read model holds.
 *
 * @param kind  what it is, 1 to 255
 * @param id    which one
 * @param value at most {@value #MAX_BYTES} bytes of it
 */
public record ModelEntry(int kind, long id, byte[] value) {
    public static final int MAX_BYTES = 192;
}
