package io.tiercel.engine.boot.command;

import io.tiercel.engine.observe.StatusPage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Where engines show their status: a file each in the folder of the media driver that they use. */
public final class StatusFiles {
    private static final String PREFIX = "tiercel-status-";

    private StatusFiles() {}

    public static Path of(final Path driverFolder, final int engineId, final long processId) {
        return driverFolder.resolve(PREFIX + engineId + "-" + processId);
    }

    /**
     * The status of the one engine that uses a media driver.
     *
     * @throws NotReachedException when there is none, more than one, or it cannot be read
     */
    public static StatusPage open(final Path driverFolder) {
        final List<Path> files = find(driverFolder);
        if (files.isEmpty()) {
            throw new NotReachedException("no engine shows its status in " + driverFolder
                    + ": it has ended, is still starting, or uses another media driver");
        }
        if (files.size() > 1) {
            throw new NotReachedException(files.size() + " engines show their status in " + driverFolder
                    + ": give each engine a media driver of its own");
        }
        final Path file = files.get(0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            mapped.order(ByteOrder.LITTLE_ENDIAN);
            return StatusPage.open(new UnsafeBuffer(mapped));
        } catch (final IOException failed) {
            throw new NotReachedException(
                    "the engine's status " + file + " cannot be read: " + failed.getMessage()
                            + "; it may have ended, or belongs to another user",
                    failed);
        } catch (final IllegalArgumentException bad) {
            throw new NotReachedException(file + ": " + bad.getMessage(), bad);
        }
    }

    private static List<Path> find(final Path driverFolder) {
        final List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(driverFolder, PREFIX + "*")) {
            stream.forEach(files::add);
        } catch (final IOException failed) {
            throw new NotReachedException(
                    "no engine is at " + driverFolder + ": its folder cannot be read (" + failed.getMessage() + ")",
                    failed);
        }
        // What a killed engine left behind in the folder of a driver that goes on.
        files.removeIf(file -> !lives(file));
        return files;
    }

    private static boolean lives(final Path file) {
        final String name = file.getFileName().toString();
        final String processId = name.substring(name.lastIndexOf('-') + 1);
        return processId.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(processId))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }
}
