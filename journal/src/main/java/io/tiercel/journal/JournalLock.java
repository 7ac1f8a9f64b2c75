package io.tiercel.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Who may change a journal: the writer while it is at work, a repair, or who removes it. The system gives it back when
 * the process ends, however it ends; the file stays. Readers do without.
 */
public final class JournalLock implements AutoCloseable {
    public static final String FILE = "lock";

    private final FileChannel channel;

    private JournalLock(final FileChannel channel) {
        this.channel = channel;
    }

    /** Null when somebody else has it. */
    public static JournalLock take(final Path folder) throws IOException {
        final FileChannel channel =
                FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (final OverlappingFileLockException byThisProcess) {
            lock = null;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : new JournalLock(channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new JournalException("cannot give back the journal's lock: " + e, e);
        }
    }
}
