package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.capture.FileBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;

/** The times of a table of messages, one for each of its rows: those of the order books beside it. */
final class LobsterTimes implements ContentListener {
    private static final long NONE = -1;

    private final Path file;
    private final FileBytes bytes;
    private final LobsterContent content;
    private final LobsterRow row = new LobsterRow();
    private long timeNs;
    private long count;
    private boolean found;

    LobsterTimes(final Path file) {
        this.file = file;
        bytes = opened(file);
        content = new LobsterContent(bytes, new Origin(), null, this);
    }

    private static FileBytes opened(final Path file) {
        try {
            return FileBytes.open(file);
        } catch (final IOException | UncheckedIOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    private static HistoryException unreadable(final Path file, final Exception unreadable) {
        return new HistoryException(
                file + (unreadable instanceof IOException ? " cannot be read: " : " ") + unreadable.getMessage());
    }

    /** The file that has the messages of these order books, before others the one with their name; or null. */
    static Path find(final List<Path> files, final Path books, final LobsterProtocol table) {
        final String beside = books.getFileName().toString().replace("orderbook", "message");
        Path found = null;
        for (final Path file : files) {
            final boolean better =
                    found == null || file.getFileName().toString().equals(beside);
            found = better && hasTimes(file, table) ? file : found;
        }
        return found;
    }

    private static boolean hasTimes(final Path file, final LobsterProtocol books) {
        try (FileBytes bytes = opened(file)) {
            final LobsterProtocol found = LobsterContent.recognise(bytes, file);
            return found != null && found.hasTimesOf(books);
        } catch (final IOException | UncheckedIOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    Path file() {
        return file;
    }

    /** Rows so far. */
    long count() {
        return count;
    }

    /** Of the next row, since midnight; that of the row before where this one cannot be read, -1 behind the last. */
    long next() {
        found = false;
        while (!found && content.step()) {
            // A line of titles is no row.
        }
        return found ? timeNs : NONE;
    }

    @Override
    public void onMessage(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        found = true;
        count++;
        if (row.message(buffer, offset, length) == null) {
            timeNs = Math.max(0, row.value(LobsterRow.TIME));
        }
    }

    void close() {
        try {
            bytes.close();
        } catch (final IOException failed) {
            throw new HistoryException(file + " cannot be closed: " + failed.getMessage());
        }
    }

    @Override
    public void onFault(final Origin origin, final String reason) {
        // It is told where the file itself is read.
    }

    @Override
    public void onDatagram(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        throw new IllegalStateException("rows of tables do not come as datagrams");
    }

    @Override
    public void onSession(final Origin origin, final String session, final long next) {
        throw new IllegalStateException("tables have no sessions");
    }

    @Override
    public void onLost(final Origin origin) {
        // The same.
    }

    @Override
    public void onOther(final Origin origin, final Other what, final long count) {
        throw new IllegalStateException("tables have nothing else");
    }
}
