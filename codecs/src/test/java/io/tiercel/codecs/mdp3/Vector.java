package io.tiercel.codecs.mdp3;

import io.tiercel.codecs.mdp3.SpecifiedMessage.SpecifiedField;
import io.tiercel.codecs.mdp3.SpecifiedMessage.SpecifiedGroup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A message's bytes, size and SBE header in front, put down one by one where the specification's table says, with
 * random legal values. What a version does not have yet is neither in the bytes nor among the values.
 */
final class Vector {
    private static final int HEADER = 10;

    final SpecifiedMessage message;
    final int version;
    /** By name; those of groups are lists of such maps. */
    final Map<String, Object> values = new LinkedHashMap<>();

    private final Random random;
    /** What a later version has more in each block, and behind all groups. */
    private final int more;

    private byte[] bytes = new byte[1 << 16];
    private int length;

    Vector(final SpecifiedMessage message, final int version, final int more, final Random random) {
        this.message = message;
        this.version = version;
        this.more = more;
        this.random = random;
        write();
    }

    byte[] bytes() {
        return bytes;
    }

    private void write() {
        final int blockLength = blockLength(message.blockLength(), message.fields());
        length = HEADER;
        put(2, blockLength, 2);
        put(4, message.templateId(), 2);
        put(6, 1, 2);
        put(8, version, 2);
        block(message.fields(), blockLength, values);
        for (final SpecifiedGroup group : message.groups()) {
            if (group.since() <= version) {
                group(group);
            }
        }
        for (int i = 0; i < more; i++) {
            put(length++, random.nextInt(), 1);
        }
        put(0, length, 2);
        bytes = Arrays.copyOf(bytes, length);
    }

    private void group(final SpecifiedGroup group) {
        final int count = random.nextInt(4) == 0 ? 0 : random.nextInt(6);
        final int entryLength = blockLength(group.entryLength(), group.fields());
        put(length, entryLength, 2);
        put(length + group.headerLength() - 1, count, 1);
        length += group.headerLength();
        final List<Map<String, Object>> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final Map<String, Object> entry = new LinkedHashMap<>();
            block(group.fields(), entryLength, entry);
            entries.add(entry);
        }
        values.put(group.name(), entries);
    }

    /** A version that lacks its last fields ends where those begin. */
    private int blockLength(final int whole, final List<SpecifiedField> fields) {
        int block = whole;
        for (final SpecifiedField field : fields) {
            if (field.since() > version) {
                block = Math.min(block, field.offset());
            }
        }
        return block + more;
    }

    private void block(final List<SpecifiedField> fields, final int blockLength, final Map<String, Object> into) {
        for (int i = 0; i < more; i++) {
            put(length + blockLength - 1 - i, random.nextInt(), 1);
        }
        for (final SpecifiedField field : fields) {
            if (field.since() > version) {
                continue;
            }
            if (field.isText()) {
                final String text = text(field.bytes());
                final byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i < ascii.length; i++) {
                    put(length + field.offset() + i, ascii[i], 1);
                }
                into.put(field.name(), text);
            } else {
                final long value = value(field);
                put(length + field.offset(), value, field.bytes());
                into.put(field.name(), value);
            }
        }
        length += blockLength;
    }

    private long value(final SpecifiedField field) {
        if (!field.legal().isEmpty()) {
            return field.legal().get(random.nextInt(field.legal().size()));
        }
        final long any = random.nextLong();
        return switch (field.type()) {
            case "i8" -> (byte) any;
            case "u8" -> any & 0xFF;
            case "char" -> 'A' + (any & 15);
            case "i16" -> (short) any;
            case "u16" -> any & 0xFFFF;
            case "i32" -> (int) any;
            case "u32" -> any & 0xFFFF_FFFFL;
            default -> any;
        };
    }

    private String text(final int room) {
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(room + 1); i > 0; i--) {
            text.append((char) ('!' + random.nextInt('~' - '!')));
        }
        return text.toString();
    }

    /** Little endian. */
    private void put(final int at, final long value, final int count) {
        for (int i = 0; i < count; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
