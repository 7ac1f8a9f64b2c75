package io.tiercel.engine.observe.readmodel;

import io.tiercel.journal.readmodel.ModelEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The values of entries, little endian: numbers of 8 bytes, bits of 1, texts behind their length in 1 byte. */
final class EntryBuffer {
    /** Longer names are cut: they are for people, ids tell them apart. */
    private static final int MAX_TEXT_BYTES = 48;

    private final ByteBuffer bytes;

    private EntryBuffer(final ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    static EntryBuffer empty() {
        return new EntryBuffer(ByteBuffer.allocate(ModelEntry.MAX_BYTES));
    }

    static EntryBuffer of(final ModelEntry entry) {
        return new EntryBuffer(ByteBuffer.wrap(entry.value()));
    }

    EntryBuffer put(final long value) {
        bytes.putLong(value);
        return this;
    }

    EntryBuffer put(final boolean value) {
        bytes.put((byte) (value ? 1 : 0));
        return this;
    }

    EntryBuffer put(final String text) {
        final byte[] utf8 = cut(text).getBytes(StandardCharsets.UTF_8);
        bytes.put((byte) utf8.length).put(utf8);
        return this;
    }

    /** As much of a text as there is room for. */
    static String cut(final String text) {
        String cut = text;
        while (cut.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }

    ModelEntry entry(final int kind, final long id) {
        return new ModelEntry(kind, id, Arrays.copyOf(bytes.array(), bytes.position()));
    }

    long take() {
        return bytes.getLong();
    }

    int takeInt() {
        return (int) bytes.getLong();
    }

    boolean takeBoolean() {
        return bytes.get() != 0;
    }

    String takeText() {
        final byte[] utf8 = new byte[bytes.get()];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
