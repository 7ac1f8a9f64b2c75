package io.tiercel.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may change a journal: the writer while it is at work, a repair, or who removes it. The system gives it back when
 * the process ends, however it ends; the file stays. Readers do without.
 */
public final class JournalLock implements AutoCloseable {
    public static final String FILE = "lock";

    /**
     * Folders whose lock this process has. It must not open their file again: with the first of its descriptors that is
     * closed, the system takes back the lock.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private JournalLock(final Path folder, final FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Null when somebody else has it, or this process already. */
    public static JournalLock take(final Path folder) throws IOException {
        final Path real = folder.toRealPath();
        if (!OWN.add(real)) {
            return null;
        }
        JournalLock taken = null;
        try {
            final FileChannel channel =
                    FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
            } else {
                taken = new JournalLock(real, channel);
            }
            return taken;
        } finally {
            if (taken == null) {
                OWN.remove(real);
            }
        }
    }

    /** Whether somebody may be changing the journal just now: also where that cannot be told. */
    static boolean isTaken(final Path folder) {
        try {
            final Path real = folder.toRealPath();
            final Path file = real.resolve(FILE);
            if (OWN.contains(real)) {
                return true;
            }
            if (!Files.exists(file)) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                    FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
                return lock == null;
            }
        } catch (final IOException | OverlappingFileLockException unknown) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            OWN.remove(folder);
        } catch (final IOException e) {
            throw new JournalException("cannot give back the journal's lock: " + DiskFailure.text(e), e);
        }
    }
}
