package io.tiercel.engine.boot.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Lines in a file that is set aside when it is full: {@code NAME.jsonl} becomes {@code NAME.1.jsonl}, that
 * {@code NAME.2.jsonl}, and the oldest is deleted. A line is in one file as a whole or not at all.
 */
final class LogFile implements AutoCloseable {
    private static final String ENDING = ".jsonl";
    private static final byte LINE_END = '\n';

    private final Path folder;
    private final String name;
    private final long maxBytes;
    private final int files;
    private FileChannel channel;

    /** @param files at most so many, the newest one included */
    LogFile(final Path folder, final String name, final long maxBytes, final int files) {
        this.folder = folder;
        this.name = name;
        this.maxBytes = maxBytes;
        this.files = files;
    }

    /** The one that is written to. */
    Path path() {
        return folder.resolve(name + ENDING);
    }

    private Path old(final int number) {
        return number == 0 ? path() : folder.resolve(name + "." + number + ENDING);
    }

    /** After a failure it can be called again: the next one begins anew. */
    void append(final String line) throws IOException {
        final ByteBuffer bytes = ByteBuffer.wrap((line + (char) LINE_END).getBytes(StandardCharsets.UTF_8));
        try {
            if (channel == null) {
                open();
            }
            if (channel.size() > 0 && channel.size() + bytes.remaining() > maxBytes) {
                rotate();
            }
            write(bytes);
        } catch (final IOException failed) {
            abandon(failed);
            throw failed;
        }
    }

    private void open() throws IOException {
        Files.createDirectories(folder);
        // Appended by the system: a second engine of this id, which its ledger sends away, spoils no line of the first.
        channel = FileChannel.open(path(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (channel.size() > 0 && lastByte() != LINE_END) {
            // A process was killed within its last line.
            write(ByteBuffer.wrap(new byte[] {LINE_END}));
        }
    }

    private byte lastByte() throws IOException {
        try (FileChannel reading = FileChannel.open(path(), StandardOpenOption.READ)) {
            final ByteBuffer last = ByteBuffer.allocate(1);
            return reading.read(last, reading.size() - 1) == 1 ? last.get(0) : LINE_END;
        }
    }

    private void write(final ByteBuffer bytes) throws IOException {
        final long begin = channel.size();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (final IOException failed) {
            // What came onto a full disk is no line.
            channel.truncate(begin);
            throw failed;
        }
    }

    private void rotate() throws IOException {
        channel.close();
        channel = null;
        for (int number = files - 1; number > 0; number--) {
            if (Files.exists(old(number - 1))) {
                Files.move(old(number - 1), old(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (files == 1) {
            Files.delete(path());
        }
        open();
    }

    private void abandon(final IOException cause) {
        try {
            close();
        } catch (final IOException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            final FileChannel closing = channel;
            channel = null;
            closing.close();
        }
    }
}
