package io.tiercel.codecs.dbn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A record as the encoding's description has it, read from {@code dbn/layouts.txt}. It writes records with random legal
 * values, byte by byte, and beside them how their fields are to be shown.
 */
record DescribedRecord(
        String name, int type, int firstVersion, int lastVersion, int length, List<DescribedField> fields) {
    /** @param legal what it may be; empty for anything of its kind */
    record DescribedField(String name, int offset, String kind, List<String> legal) {}

    /** One record with its fields, the common ones included, in the order in which they lie. */
    record Written(byte[] bytes, List<String> shown) {}

    static List<DescribedRecord> all() {
        final List<DescribedRecord> records = new ArrayList<>();
        for (final String line : lines()) {
            final String[] words = line.split(" ");
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (words[0].equals("record")) {
                final String[] versions = words[4].split("-");
                records.add(new DescribedRecord(
                        words[1],
                        Integer.decode(words[2]),
                        Integer.parseInt(versions[0]),
                        Integer.parseInt(versions[1]),
                        Integer.parseInt(words[6]),
                        new ArrayList<>()));
            } else {
                final List<String> legal = words.length > 3 ? List.of(words[3].split(",")) : List.of();
                records.get(records.size() - 1)
                        .fields
                        .add(new DescribedField(words[0], Integer.parseInt(words[1]), words[2], legal));
            }
        }
        return records;
    }

    @Override
    public String toString() {
        return name + " of version " + firstVersion;
    }

    /** What is reserved is anything. */
    Written write(final Random random) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        final List<String> shown = new ArrayList<>();
        bytes[0] = (byte) (length / 4);
        bytes[1] = (byte) type;
        shown.add("rtype u " + type);
        for (final DescribedField field : List.of(
                new DescribedField("publisher_id", 2, "u16", List.of()),
                new DescribedField("instrument_id", 4, "u32", List.of()),
                new DescribedField("ts_event", 8, "time", List.of()))) {
            shown.add(write(field, bytes, random));
        }
        for (final DescribedField field : fields) {
            shown.add(write(field, bytes, random));
        }
        return new Written(bytes, shown);
    }

    private static String write(final DescribedField field, final byte[] bytes, final Random random) {
        final String kind = field.kind;
        final boolean none = random.nextInt(8) == 0;
        if (kind.startsWith("text")) {
            return text(field, bytes, random);
        }
        if (kind.equals("char")) {
            final char letter = field.legal.isEmpty()
                    ? (char) ('A' + random.nextInt(26))
                    : any(field, random).charAt(0);
            bytes[field.offset] = (byte) letter;
            return field.name + " '" + letter + "'";
        }
        final long value = field.legal.isEmpty() ? random.nextLong() : Long.parseLong(any(field, random));
        return switch (kind) {
            case "price" -> {
                put(bytes, field.offset, 8, none ? Long.MAX_VALUE : value);
                yield field.name + (none ? " none" : " " + value + "/9");
            }
            case "time" -> {
                put(bytes, field.offset, 8, none ? -1 : value & Long.MAX_VALUE);
                yield field.name + (none ? " none" : " u " + (value & Long.MAX_VALUE));
            }
            case "quantity32" -> {
                put(bytes, field.offset, 4, none ? Integer.MAX_VALUE : value);
                yield field.name + " " + (none ? "none" : String.valueOf((int) value));
            }
            case "quantity64" -> {
                put(bytes, field.offset, 8, none ? Long.MAX_VALUE : value);
                yield field.name + " " + (none ? "none" : String.valueOf(value));
            }
            default -> {
                final int bits = Integer.parseInt(kind.substring(1));
                put(bytes, field.offset, bits / 8, value);
                final long signed = value << 64 - bits >> 64 - bits;
                final long unsigned = value << 64 - bits >>> 64 - bits;
                yield field.name + (kind.startsWith("i") ? " " + signed : " u " + unsigned);
            }
        };
    }

    /** Ends with a zero, as the encoding says. */
    private static String text(final DescribedField field, final byte[] bytes, final Random random) {
        final int room = Integer.parseInt(field.kind.substring("text".length()));
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(room); i > 0; i--) {
            text.append((char) ('!' + random.nextInt('~' - '!')));
        }
        for (int i = 0; i < room; i++) {
            bytes[field.offset + i] = i < text.length() ? (byte) text.charAt(i) : 0;
        }
        return field.name + " '" + text + "'";
    }

    private static String any(final DescribedField field, final Random random) {
        return field.legal.get(random.nextInt(field.legal.size()));
    }

    /** Little endian. */
    private static void put(final byte[] bytes, final int offset, final int length, final long value) {
        for (int i = 0; i < length; i++) {
            bytes[offset + i] = (byte) (value >>> 8 * i);
        }
    }

    private static List<String> lines() {
        try (InputStream in = DescribedRecord.class.getResourceAsStream("/dbn/layouts.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
