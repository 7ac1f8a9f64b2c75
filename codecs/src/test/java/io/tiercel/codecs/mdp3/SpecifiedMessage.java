package io.tiercel.codecs.mdp3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message as the specification's table of its layout says, read from {@code mdp3/layouts.txt}. */
record SpecifiedMessage(
        String name, int templateId, int blockLength, List<SpecifiedField> fields, List<SpecifiedGroup> groups) {
    static final int LAST_VERSION = 13;

    /** @param legal what it may be; empty for anything of the type */
    record SpecifiedField(String name, int offset, String type, List<Long> legal, int since) {
        int bytes() {
            return switch (type) {
                case "i8", "u8", "char" -> 1;
                case "i16", "u16" -> 2;
                case "i32", "u32" -> 4;
                case "i64", "u64" -> 8;
                default -> Integer.parseInt(type.substring("text".length()));
            };
        }

        boolean isText() {
            return type.startsWith("text");
        }
    }

    record SpecifiedGroup(String name, int headerLength, int entryLength, int since, List<SpecifiedField> fields) {}

    static List<SpecifiedMessage> all() {
        final List<SpecifiedMessage> messages = new ArrayList<>();
        List<SpecifiedField> fields = null;
        for (final String line : lines()) {
            final String[] words = line.split(" ");
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (words[0].equals("message")) {
                fields = new ArrayList<>();
                messages.add(new SpecifiedMessage(
                        words[1], Integer.parseInt(words[2]), Integer.parseInt(words[4]), fields, new ArrayList<>()));
            } else if (words[0].equals("group")) {
                fields = new ArrayList<>();
                messages.get(messages.size() - 1)
                        .groups()
                        .add(new SpecifiedGroup(
                                words[1],
                                Integer.parseInt(words[3]),
                                Integer.parseInt(words[5]),
                                since(words),
                                fields));
            } else {
                fields.add(
                        new SpecifiedField(words[0], Integer.parseInt(words[1]), words[2], legal(words), since(words)));
            }
        }
        return messages;
    }

    private static int since(final String[] words) {
        return words[words.length - 2].equals("since") ? Integer.parseInt(words[words.length - 1]) : 0;
    }

    private static List<Long> legal(final String[] words) {
        final List<Long> legal = new ArrayList<>();
        if (words.length > 3 && words[3].startsWith("bits")) {
            final int bits = Integer.parseInt(words[3].substring("bits".length()));
            for (long i = 0; i < 1L << Math.min(bits, 8); i++) {
                legal.add(i);
            }
        } else if (words.length > 3 && !words[3].equals("since")) {
            for (final String value : words[3].split(",")) {
                legal.add(words[2].equals("char") ? value.charAt(0) : Long.parseLong(value));
            }
        }
        return legal;
    }

    private static List<String> lines() {
        try (InputStream in = SpecifiedMessage.class.getResourceAsStream("/mdp3/layouts.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
