package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.capture.FileBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Captures of one time as one: the packet that was captured first comes next, of equal times the first file's. */
final class MergedCaptures implements ContentReader, AutoCloseable {
    private final Origin origin;
    private final List<Source> sources = new ArrayList<>();
    private Source last;

    private static final class Source {
        final Path file;
        final FileBytes bytes;
        final CaptureContent content;
        boolean begun;
        boolean there;

        Source(final Path file, final FileBytes bytes, final CaptureContent content) {
            this.file = file;
            this.bytes = bytes;
            this.content = content;
        }
    }

    MergedCaptures(final Origin origin) {
        this.origin = origin;
    }

    /** @throws HistoryException when it is no capture */
    void add(final Path file, final FileBytes bytes, final ContentReader content) {
        if (!(content instanceof CaptureContent)) {
            close(bytes);
            throw new HistoryException(
                    file + " is no capture; --lines is for captures, whose packets have times. Leave it out");
        }
        last = new Source(file, bytes, (CaptureContent) content);
        sources.add(last);
    }

    @Override
    public boolean step() {
        Source oldest = null;
        for (final Source each : sources) {
            if (!each.begun || each == last && each.there) {
                each.begun = true;
                origin.file(each.file);
                each.there = each.content.next();
            }
            if (each.there && (oldest == null || each.content.timeNs() < oldest.content.timeNs())) {
                oldest = each;
            }
        }
        last = oldest;
        if (oldest != null) {
            origin.file(oldest.file);
            oldest.content.deliver();
        }
        return oldest != null;
    }

    /** Of the packet that was told last. */
    Path file() {
        return last.file;
    }

    /** Of all of them. */
    long bytesRead() {
        long sum = 0;
        for (final Source each : sources) {
            sum += each.bytes.bytesRead();
        }
        return sum;
    }

    @Override
    public void close() {
        sources.forEach(each -> close(each.bytes));
    }

    private static void close(final FileBytes bytes) {
        try {
            bytes.close();
        } catch (final IOException unreadable) {
            throw new HistoryException("a file cannot be closed: " + unreadable.getMessage());
        }
    }
}
