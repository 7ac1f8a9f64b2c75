package io.tiercel.engine.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.journal.JournalException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalHeadTest {
    @TempDir
    Path temporary;

    @Test
    void shouldReadWhatStandsBeforeTheSessionIsReady() {
        final Path folder = temporary.resolve("journal");
        try (WrittenJournal journal = new WrittenJournal(folder, 1)) {
            journal.start("1.2.3")
                    .item("engine.id", "1")
                    .item("a.key", "")
                    .ready()
                    .item("late", "ignored")
                    .ticks(1);
        }

        final JournalHead head = JournalHead.read(folder);

        assertEquals("1.2.3", head.coreVersion());
        assertEquals(101, head.firstSequence());
        assertEquals(Map.of("engine.id", "1", "a.key", ""), head.configuration());
        assertEquals(64, head.coreHash().length());
        assertTrue(head.coreHash().startsWith("fffefd"), head.coreHash());
    }

    @Test
    void shouldRefuseJournalThatEndsBeforeTheSessionIsReady() {
        final Path folder = temporary.resolve("journal");
        try (WrittenJournal journal = new WrittenJournal(folder, 1)) {
            journal.start("1.2.3").item("engine.id", "1");
        }

        final JournalException refusal = assertThrows(JournalException.class, () -> JournalHead.read(folder));

        assertEquals(
                folder + ": ends before the session was ready, so there is nothing to replay", refusal.getMessage());
    }

    @Test
    void shouldRefuseFolderWithoutJournal() {
        final Path folder = temporary.resolve("nothing");

        final JournalException refusal = assertThrows(JournalException.class, () -> JournalHead.read(folder));

        assertTrue(refusal.getMessage().contains("there is no journal in " + folder), refusal.getMessage());
    }
}
