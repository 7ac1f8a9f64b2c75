package io.tiercel.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Brings the segments of a stream to the disk, in their order. It has a descriptor of its own: a segment that the
 * stream has left may be closed at any moment.
 */
final class SegmentSync implements AutoCloseable {
    private final Path stream;
    private final FileSync fileSync;
    private long number = SegmentHead.FIRST - 1;
    /** Null before the first sync. */
    private RandomAccessFile file;

    SegmentSync(final Path stream, final FileSync fileSync) {
        this.stream = stream;
        this.fileSync = fileSync;
    }

    /** Returns when all of these segments is there, and their names. Any thread. */
    synchronized void sync(final long last) throws IOException {
        while (number < last) {
            if (file != null) {
                fileSync.sync(file);
                file.close();
                file = null;
            }
            number++;
            open();
        }
        if (file != null) {
            fileSync.sync(file);
        }
    }

    private void open() throws IOException {
        final Path path = Segments.file(stream, number);
        // one that was moved to an archive is on the disk there
        if (path != null) {
            file = new RandomAccessFile(path.toFile(), "rw");
            syncFolder(path.getParent());
            syncFolder(stream);
        }
    }

    /** Makes the names of new files durable. */
    static void syncFolder(final Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
