package io.tiercel.engine.boot.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldSetFullFileAsideAndKeepBoundedNumber() throws IOException {
        try (LogFile file = new LogFile(folder, "engine-1", 20, 3)) {
            for (int i = 10; i < 20; i++) {
                file.append("line " + i);
            }
        }

        assertEquals(List.of("line 18", "line 19"), Files.readAllLines(folder.resolve("engine-1.jsonl")));
        assertEquals(List.of("line 16", "line 17"), Files.readAllLines(folder.resolve("engine-1.1.jsonl")));
        assertEquals(List.of("line 14", "line 15"), Files.readAllLines(folder.resolve("engine-1.2.jsonl")));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void shouldBeginAnewWhereOneFileIsKept() throws IOException {
        try (LogFile file = new LogFile(folder, "engine-1", 10, 1)) {
            file.append("first");
            file.append("second");
        }

        assertEquals(List.of("second"), Files.readAllLines(folder.resolve("engine-1.jsonl")));
    }

    @Test
    void shouldGoOnBehindWhatStandsThereAndEndTornLine() throws IOException {
        Files.writeString(folder.resolve("engine-1.jsonl"), "old\nto");

        try (LogFile file = new LogFile(folder, "engine-1", 1_000, 2)) {
            file.append("new");
        }

        assertEquals(List.of("old", "to", "new"), Files.readAllLines(folder.resolve("engine-1.jsonl")));
    }

    @Test
    void shouldWriteLineThatIsLongerThanFileAsWhole() throws IOException {
        try (LogFile file = new LogFile(folder, "engine-1", 10, 2)) {
            file.append("0123456789abcdef");
            file.append("next");
        }

        assertEquals(List.of("0123456789abcdef"), Files.readAllLines(folder.resolve("engine-1.1.jsonl")));
        assertEquals(List.of("next"), Files.readAllLines(folder.resolve("engine-1.jsonl")));
    }

    @Test
    void shouldGoOnWhenFolderCanBeMadeAgain() throws IOException {
        final Path blocked = Files.writeString(folder.resolve("log"), "a file where the folder is to be");
        try (LogFile file = new LogFile(blocked, "engine-1", 1_000, 2)) {
            assertThrows(IOException.class, () -> file.append("lost"));
            Files.delete(blocked);
            file.append("kept");
        }

        assertEquals(List.of("kept"), Files.readAllLines(blocked.resolve("engine-1.jsonl")));
    }
}
