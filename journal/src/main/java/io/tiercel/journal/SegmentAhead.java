package io.tiercel.journal;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Looks whether the segment behind the last one has begun; asked again and again at the end of a live journal. */
final class SegmentAhead implements AutoCloseable {
    private final Path stream;
    private final long number;
    private final File streamFolder;
    private final File folder;
    private final byte[] header = new byte[Integer.BYTES];
    /** Null until it is there. */
    private RandomAccessFile file;
    /** Of the stream's folder, when the segments in it were listed last. */
    private long listedMillis = Long.MIN_VALUE;

    SegmentAhead(final Path stream, final long after) {
        this.stream = stream;
        number = after + 1;
        streamFolder = stream.toFile();
        folder = Segments.folder(stream, number).toFile();
    }

    /** The number of the one that has: the next, or a later one when that is missing; 0 when none has. */
    long begun() throws IOException {
        return isBegun() ? number : later();
    }

    private boolean isBegun() throws IOException {
        if (file == null && folder.exists()) {
            final Path found = Segments.file(stream, number);
            file = found == null ? null : new RandomAccessFile(found.toFile(), "r");
        }
        return file != null && hasFirstRecord();
    }

    private boolean hasFirstRecord() throws IOException {
        file.seek(QueueIndex.FIRST_RECORD);
        // the last byte of a document's header says that it is complete
        return file.read(header) == header.length
                && header[Integer.BYTES - 1] >= 0
                && (header[0] | header[1] | header[2] | header[Integer.BYTES - 1]) != 0;
    }

    /** The writer makes one after the other, so the folder has to be looked through only when it has changed. */
    private long later() throws IOException {
        final long changedMillis = streamFolder.lastModified();
        if (changedMillis == listedMillis) {
            return 0;
        }
        final long found = Segments.after(stream, number);
        // meanwhile the writer may have made and begun both
        if (found > 0 && isBegun()) {
            return number;
        }
        listedMillis = changedMillis;
        return found;
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (final IOException e) {
                throw new JournalException("cannot close a file in " + folder + ": " + DiskFailure.text(e), e);
            }
        }
    }
}
