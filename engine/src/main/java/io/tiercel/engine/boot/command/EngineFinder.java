package io.tiercel.engine.boot.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the folders of media drivers that engines, or feeds, of this user made for themselves on this host. */
public final class EngineFinder {
    private final Path parent;
    private final String prefix;

    public EngineFinder() {
        this(CommandStreams.directoryPrefix());
    }

    /** Of feeds that are served by processes of their own, with drivers of their own. */
    public static EngineFinder ofFeeds() {
        return new EngineFinder(CommandStreams.feedDirectoryPrefix());
    }

    /** @param prefix the path that a process id follows */
    EngineFinder(final String prefix) {
        final Path path = Path.of(prefix).toAbsolutePath();
        parent = path.getParent();
        this.prefix = path.getFileName().toString();
    }

    /** Where the process with this id has its driver, whether it is there or not. */
    public Path directory(final String processId) {
        return parent.resolve(prefix + processId);
    }

    /** The folders of processes that live, by process id; what a killed one left behind is passed over. */
    public SortedMap<Long, Path> running() {
        final SortedMap<Long, Path> found = new TreeMap<>();
        for (final Path folder : folders()) {
            final String rest = folder.getFileName().toString().substring(prefix.length());
            if (rest.matches("[0-9]{1,18}")) {
                final long processId = Long.parseLong(rest);
                if (ProcessHandle.of(processId).map(ProcessHandle::isAlive).orElse(false)) {
                    found.put(processId, folder);
                }
            }
        }
        return found;
    }

    private List<Path> folders() {
        final List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(
                    parent, path -> path.getFileName().toString().startsWith(prefix) && Files.isDirectory(path))) {
                stream.forEach(folders::add);
            } catch (final IOException failed) {
                throw new NotReachedException(
                        "engines are looked for in " + parent + ", which cannot be read: " + failed.getMessage()
                                + "; name the engine's folder with --aeron",
                        failed);
            }
        }
        return folders;
    }
}
