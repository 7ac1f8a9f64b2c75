package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.tiercel.engine.feed.capture.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing of files, and what their books are called then. */
final class FeedBookDamageTest {
    private static final int STOCKS = 5;

    @TempDir
    Path folder;

    private final Program program = new Program();
    private final HandMadeItch itch = new HandMadeItch(1).day(STOCKS, 4_000);
    private final byte[] first = itch.file(0, 2_000);
    private final byte[] rest = itch.file(2_000, itch.messages.size());

    @Test
    void shouldTrustNoBookWhenALaterGzipMemberIsDamaged() throws IOException {
        final byte[] begin = gzip(first);
        final byte[] end = gzip(rest);
        final byte[] spoilt = end.clone();
        spoilt[1] = (byte) 0x8C;

        assertBooks("live", 0, Frames.join(begin, end, new byte[512]));
        assertTrustsNone("at byte " + begin.length + " of the file no member begins", Frames.join(begin, spoilt));
        assertTrustsNone("it ends within a member's header", Frames.join(begin, Arrays.copyOf(end, 5)));
        assertTrustsNone("stand zeros, and at byte", Frames.join(begin, new byte[512], end));
    }

    @Test
    void shouldTrustNoBookWhenALaterZstdFrameIsDamaged() throws IOException {
        final byte[] begin = zstd(first);
        final byte[] end = zstd(rest);
        final byte[] spoilt = end.clone();
        spoilt[0] = 0;
        final byte[] withoutData = {0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 'a', 'b'};

        assertBooks("live", 0, Frames.join(withoutData, begin, end));
        assertTrustsNone("at byte " + begin.length + " of the file no frame begins", Frames.join(begin, spoilt));
        assertTrustsNone("it ends within a frame's header", Frames.join(begin, Arrays.copyOf(end, 3)));
        assertTrustsNone("it ends within a block", Frames.join(begin, Arrays.copyOf(end, end.length / 2)));
    }

    /** Of the file as far as it can be read, and nothing where that is not to be. */
    private void assertTrustsNone(final String reason, final byte[] file) throws IOException {
        assertBooks("stale", 1, file);
        assertTrue(program.err().contains(reason), program::err);

        assertEquals(
                2,
                program.execute(
                        "feed",
                        "book",
                        "--json",
                        "--strict",
                        folder.resolve("file").toString()));
        assertEquals("", program.out());
        assertTrue(program.err().contains(reason), program::err);
    }

    private void assertBooks(final String state, final int malformed, final byte[]... files) throws IOException {
        final String[] arguments = new String[3 + files.length];
        arguments[0] = "feed";
        arguments[1] = "book";
        arguments[2] = "--json";
        for (int i = 0; i < files.length; i++) {
            final Path file = folder.resolve("file" + (i == 0 ? "" : i));
            arguments[3 + i] = Files.write(file, files[i]).toString();
        }
        assertEquals(0, program.execute(arguments), program::err);
        assertEquals(STOCKS + 1, program.out().split("\"state\":\"" + state + "\"").length, program::out);
        assertTrue(program.out().contains("\"malformed\":" + malformed), program::out);
    }

    private static byte[] gzip(final byte[] content) throws IOException {
        final ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(target)) {
            stream.write(content);
        }
        return target.toByteArray();
    }

    private static byte[] zstd(final byte[] content) throws IOException {
        final ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream stream = new ZstdOutputStream(target)) {
            stream.write(content);
        }
        return target.toByteArray();
    }
}
