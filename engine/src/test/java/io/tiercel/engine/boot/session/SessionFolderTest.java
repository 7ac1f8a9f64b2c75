package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionFolderTest {
    private static final Instant NOW = Instant.parse("2026-01-05T14:30:15.999Z");

    @TempDir
    Path parent;

    @Test
    void shouldNameFolderByTime() {
        final Path folder = SessionFolder.create(parent.resolve("a").resolve("b"), NOW);

        assertEquals(parent.resolve("a").resolve("b").resolve("20260105-143015"), folder);
        assertTrue(Files.isDirectory(folder));
    }

    @Test
    void shouldCountRunsOfOneSecond() {
        SessionFolder.create(parent, NOW);
        SessionFolder.create(parent, NOW);

        assertEquals(parent.resolve("20260105-143015-2"), SessionFolder.create(parent, NOW));
    }

    @Test
    void shouldSayThatParentIsNoFolder() throws IOException {
        final Path file = Files.writeString(parent.resolve("file"), "");

        final JournalException refusal = assertThrows(JournalException.class, () -> SessionFolder.create(file, NOW));

        assertTrue(refusal.getMessage().startsWith("journal folder " + file + " cannot be made"), refusal.getMessage());
    }
}
