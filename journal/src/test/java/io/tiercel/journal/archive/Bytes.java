package io.tiercel.journal.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.journal.JournalSegments;
import io.tiercel.journal.JournalVerifier;
import io.tiercel.journal.dump.JournalDiff;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Compares and changes files. */
final class Bytes {
    private Bytes() {}

    /** Of a restored journal with the one it came from: every byte up to the end of each segment, and every record. */
    static void assertSame(final Path original, final Path restored) throws IOException {
        try (JournalSegments one = JournalSegments.open(original);
                JournalSegments other = JournalSegments.open(restored)) {
            assertEquals(one.begun().size(), other.begun().size());
            for (int i = 0; i < one.begun().size(); i++) {
                final JournalSegments.Segment left = one.begun().get(i);
                final JournalSegments.Segment right = other.begun().get(i);
                assertEquals(original.relativize(left.file()), restored.relativize(right.file()));
                final int length = (int) JournalSegments.bytes(left);
                assertEquals(length, JournalSegments.bytes(right));
                assertArrayEquals(begin(left.file(), length), begin(right.file(), length), left::toString);
            }
        }
        assertEquals(new JournalVerifier(original).verify(), new JournalVerifier(restored).verify());
        final JournalDiff.Result difference = new JournalDiff(original, restored).compare();
        assertEquals(null, difference.first());
        assertEquals(null, difference.fault());
    }

    private static byte[] begin(final Path file, final int length) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(length);
        }
    }

    static void flip(final Path file, final long bit) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (bit / Byte.SIZE)] ^= (byte) (1 << bit % Byte.SIZE);
        Files.write(file, bytes);
    }

    static void cut(final Path file, final int length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    }

    static List<String> names(final Path folder) throws IOException {
        try (java.util.stream.Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
