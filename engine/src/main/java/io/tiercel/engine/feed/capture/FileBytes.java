package io.tiercel.engine.feed.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A file's bytes in order, without their compression. A window of them is in memory: what is asked for lies in one
 * piece in {@link #buffer} from {@link #position} on, until the next call of {@link #has}.
 */
public final class FileBytes implements AutoCloseable {
    /** The most that can be asked for in one piece. */
    public static final int MAX_PIECE = 1 << 24;

    private static final int WINDOW = 1 << 20;

    private final CountedStream file;
    private final Compression compression;
    private final InputStream stream;
    private final UnsafeBuffer buffer = new UnsafeBuffer();
    private byte[] bytes;
    private int position;
    private int limit;
    private long before;
    private boolean ended;
    private String damage;

    private FileBytes(final CountedStream file, final PushbackInputStream begin, final int window) throws IOException {
        bytes = new byte[window];
        buffer.wrap(bytes);
        final byte[] head = new byte[Compression.MAGIC_BYTES];
        final int length = begin.readNBytes(head, 0, head.length);
        begin.unread(head, 0, length);
        this.file = file;
        compression = Compression.of(head, length);
        stream = compression.open(begin);
    }

    /** @throws IOException when it cannot be opened */
    public static FileBytes open(final Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder; name a file");
        }
        return of(Files.newInputStream(path));
    }

    /** Bytes from elsewhere. */
    public static FileBytes of(final InputStream source) throws IOException {
        return of(source, WINDOW);
    }

    /** @param window bytes in memory at first, more than any compression's magic has */
    static FileBytes of(final InputStream source, final int window) throws IOException {
        final CountedStream counted = new CountedStream(source);
        try {
            return new FileBytes(counted, new PushbackInputStream(counted, Compression.MAGIC_BYTES), window);
        } catch (final IOException failed) {
            counted.close();
            throw failed;
        }
    }

    public Compression compression() {
        return compression;
    }

    /** Whether so many bytes, at most {@link #MAX_PIECE}, are left. */
    public boolean has(final int count) {
        if (count > MAX_PIECE) {
            throw new IllegalArgumentException(count + " bytes in one piece are more than " + MAX_PIECE);
        }
        while (limit - position < count) {
            if (ended) {
                return false;
            }
            makeRoom();
            fill();
        }
        return true;
    }

    /** How many bytes are in memory now; after {@code has(n)} that was false, all that are left. */
    public int available() {
        return limit - position;
    }

    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** In the buffer, of the next byte. */
    public int position() {
        return position;
    }

    /** In the file without its compression, of the next byte. */
    public long offset() {
        return before + position;
    }

    /** Passes over bytes, in memory or not; false when there are fewer. */
    public boolean skip(final long count) {
        long left = count;
        while (left > limit - position) {
            left -= limit - position;
            position = limit;
            if (!has(1)) {
                return false;
            }
        }
        position += (int) left;
        return true;
    }

    /** Bytes of the file itself that were read so far. Any thread. */
    public long bytesRead() {
        return file.count;
    }

    /** Why there are no more bytes, when it is not that the file has ended; else null. */
    public String damage() {
        return damage;
    }

    /** A length that is not true takes no more memory than twice the bytes that are there. */
    private void makeRoom() {
        if (limit < bytes.length) {
            return;
        }
        if (position == 0) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            buffer.wrap(bytes);
            return;
        }
        System.arraycopy(bytes, position, bytes, 0, limit - position);
        before += position;
        limit -= position;
        position = 0;
    }

    private void fill() {
        try {
            final int read = stream.read(bytes, limit, bytes.length - limit);
            if (read < 0) {
                ended = true;
            } else {
                limit += read;
            }
        } catch (final IOException | RuntimeException failed) {
            if (compression == Compression.NONE || file.failed != null) {
                throw unreadable(failed);
            }
            damaged(failed.getMessage());
        }
    }

    private void damaged(final String reason) {
        ended = true;
        damage = "its compressed data (" + (compression == Compression.GZIP ? "gzip" : "zstd")
                + ") is damaged or ends too early" + (reason == null ? "" : ": " + reason);
    }

    private UncheckedIOException unreadable(final Exception failed) {
        final IOException cause = file.failed != null ? file.failed : new IOException(failed);
        return new UncheckedIOException("cannot be read: " + cause.getMessage(), cause);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    /** Counts what is read, and remembers when that fails: what fails above it is the data's fault. */
    private static final class CountedStream extends FilterInputStream {
        private volatile long count;
        private IOException failed;

        CountedStream(final InputStream source) {
            super(source);
        }

        @Override
        public int read() throws IOException {
            final byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(final byte[] target, final int offset, final int length) throws IOException {
            try {
                final int read = in.read(target, offset, length);
                count += Math.max(0, read);
                return read;
            } catch (final IOException e) {
                failed = e;
                throw e;
            }
        }
    }
}
