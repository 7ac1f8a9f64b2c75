package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.command.StatusFiles;
import java.io.File;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import org.agrona.IoUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The file, in the media driver's folder, in which an engine shows its status to other processes. */
final class StatusFile implements AutoCloseable {
    private final File file;
    private final MappedByteBuffer mapped;

    /** Makes it, all of it in memory: who writes to it later meets no new page. */
    StatusFile(final Path driverFolder, final int engineId, final int length) {
        file = StatusFiles.of(driverFolder, engineId, ProcessHandle.current().pid())
                .toFile();
        IoUtil.deleteIfExists(file);
        mapped = IoUtil.mapNewFile(file, length);
    }

    AtomicBuffer buffer() {
        return new UnsafeBuffer(mapped);
    }

    /** When no thread of the engine runs any more. */
    @Override
    public void close() {
        IoUtil.unmap(mapped);
        IoUtil.deleteIfExists(file);
    }
}
