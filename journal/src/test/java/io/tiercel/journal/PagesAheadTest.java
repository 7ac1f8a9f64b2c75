package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.io.ReferenceOwner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PagesAheadTest {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int OVERLAP_BYTES = BLOCK_BYTES / 4;
    private static final int LENGTH = 8 * BLOCK_BYTES;
    private static final int PAGE_BYTES = 4 << 10;

    @TempDir
    Path temporary;

    private Path path;
    private final byte[] content = new byte[LENGTH];

    @BeforeEach
    void fill() throws IOException {
        new Random(7).nextBytes(content);
        // As it is ahead of the records: zeros.
        Arrays.fill(content, BLOCK_BYTES / 2, LENGTH - PAGE_BYTES, (byte) 0);
        path = Files.write(temporary.resolve("data"), content);
    }

    @Test
    void shouldChangeNothing() throws IOException {
        try (MappedFile file = mapped();
                PagesAhead pages = new PagesAhead(file)) {
            pages.reach(1_000, LENGTH);
            pages.reach(3_000_000, LENGTH);
        }

        assertArrayEquals(content, Files.readAllBytes(path));
    }

    @Test
    void shouldMapTheNextBlockForWhoeverComesThere() throws IOException {
        try (MappedFile file = mapped();
                PagesAhead pages = new PagesAhead(file)) {
            pages.reach(0, BLOCK_BYTES + PAGE_BYTES);
            final long mappings = file.chunkCount();

            final MappedBytesStore taken = file.acquireByteStore(ReferenceOwner.temporary("test"), BLOCK_BYTES);

            assertEquals(mappings, file.chunkCount());
            assertEquals(BLOCK_BYTES, taken.start());
        }
    }

    @Test
    void shouldNotGoBeyondWhatTheDiskHasGiven() throws IOException {
        try (RandomAccessFile shorter = new RandomAccessFile(path.toFile(), "rw")) {
            shorter.setLength(BLOCK_BYTES + OVERLAP_BYTES);
        }
        try (MappedFile file = mapped();
                PagesAhead pages = new PagesAhead(file)) {
            pages.reach(0, BLOCK_BYTES);

            assertEquals(BLOCK_BYTES + OVERLAP_BYTES, new File(path.toString()).length());
            assertEquals(1, file.chunkCount());
        }
    }

    @Test
    void shouldTouchNothingOnceClosed() throws IOException {
        try (MappedFile file = mapped()) {
            final PagesAhead pages = new PagesAhead(file);
            pages.close();

            pages.reach(0, LENGTH);

            assertEquals(0, file.chunkCount());
        }
    }

    private MappedFile mapped() throws IOException {
        return MappedFile.of(path.toFile(), BLOCK_BYTES, OVERLAP_BYTES, false);
    }
}
