package io.tiercel.engine.boot.imports;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** A journal's id that follows from what goes into it: the same import has the same one, another one another. */
final class JournalIds {
    private static final int BLOCK = 1 << 20;

    private JournalIds() {}

    static long of(
            final List<Path> files,
            final ImportRequest request,
            final EngineConfiguration configuration,
            final ReferenceData reference) {
        final MessageDigest digest = digest();
        for (final Path file : files) {
            add(digest, file);
        }
        add(digest, request.dayNs());
        add(digest, request.maxBookOrders());
        add(digest, request.venue());
        request.reading().forEach(option -> add(digest, option));
        add(digest, configuration.resolved().toString());
        add(digest, reference.instruments().toString());
        add(digest, reference.tickTables().toString());
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static void add(final MessageDigest digest, final long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** Each text and file with its length before it: where one ends matters, too. */
    private static void add(final MessageDigest digest, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(digest, bytes.length);
        digest.update(bytes);
    }

    private static void add(final MessageDigest digest, final Path file) {
        final byte[] block = new byte[BLOCK];
        try (InputStream input = Files.newInputStream(file)) {
            add(digest, Files.size(file));
            for (int count = input.read(block); count >= 0; count = input.read(block)) {
                digest.update(block, 0, count);
            }
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java has", e);
        }
    }
}
