package io.tiercel.engine.boot.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineFinderTest {
    private static final long LIVING = ProcessHandle.current().pid();

    @TempDir
    Path temporary;

    private EngineFinder finder() {
        return new EngineFinder(temporary.resolve("aeron-me-tiercel-").toString());
    }

    @Test
    void shouldFindFoldersOfLivingProcessesOnly() throws IOException {
        final Path folder = Files.createDirectory(temporary.resolve("aeron-me-tiercel-" + LIVING));
        Files.createDirectory(temporary.resolve("aeron-me-tiercel-999999999999"));
        Files.createDirectory(temporary.resolve("aeron-me-tiercel-x"));
        Files.createDirectory(temporary.resolve("aeron-me"));
        Files.createDirectory(temporary.resolve("aeron-you-tiercel-" + LIVING));

        assertEquals(new TreeMap<>(Map.of(LIVING, folder)), finder().running());
        assertEquals(folder, finder().directory(String.valueOf(LIVING)));
    }

    @Test
    void shouldFindNothingWhereNothingIs() {
        final EngineFinder finder =
                new EngineFinder(temporary.resolve("gone").resolve("aeron-").toString());

        assertEquals(new TreeMap<>(), finder.running());
    }
}
