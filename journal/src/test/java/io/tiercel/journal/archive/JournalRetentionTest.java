package io.tiercel.journal.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.journal.JournalSegments;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import io.tiercel.journal.archive.JournalRetention.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalRetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final RetentionRule NONE = new RetentionRule(RetentionRule.Kind.COUNT, 0);
    private static final int BLOCK = 1 << 20;

    @TempDir
    private Path parent;

    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[100]);

    @Test
    void shouldKeepTheNewestOfEachEngineWhateverTheRuleSays() throws Exception {
        journal("a", 1, 1, 9, true);
        journal("b", 2, 1, 8, true);
        journal("c", 1, 11, 7, true);
        // on virtual time: sequences begin at 1 again
        journal("d", 1, 1, 6, true);
        journal("e", 1, 1, 5, true);

        assertEquals(List.of("e NEEDED", "d REMOVED", "c NEEDED", "b NEEDED", "a REMOVED"), prune(NONE, false));
        assertEquals(List.of("archives", "b", "c", "e"), Bytes.names(parent));
        assertEquals(List.of("e NEEDED", "c NEEDED", "b NEEDED"), prune(NONE, false));
    }

    @Test
    void shouldFollowEachRule() throws Exception {
        for (int i = 0; i < 4; i++) {
            journal("j" + i, 1, 1 + 10L * i, 9 - i, true);
        }
        final long bytes = run(NONE, Set.of(), false, true).get(0).bytes();

        assertEquals(
                List.of("j3 KEPT", "j2 KEPT", "j1 KEPT", "j0 REMOVED"),
                dry(new RetentionRule(RetentionRule.Kind.COUNT, 3)));
        assertEquals(
                List.of("j3 KEPT", "j2 KEPT", "j1 REMOVED", "j0 REMOVED"),
                dry(new RetentionRule(RetentionRule.Kind.BYTES, 2 * bytes)));
        assertEquals(
                List.of("j3 NEEDED", "j2 REMOVED", "j1 REMOVED", "j0 REMOVED"),
                dry(new RetentionRule(RetentionRule.Kind.BYTES, bytes - 1)));
        assertEquals(
                List.of("j3 KEPT", "j2 KEPT", "j1 REMOVED", "j0 REMOVED"),
                dry(new RetentionRule(RetentionRule.Kind.DAYS, 7)));
        assertEquals(List.of("archives", "j0", "j1", "j2", "j3"), Bytes.names(parent));
    }

    @Test
    void shouldKeepWhatIsWrittenNeededOrNotArchived() throws Exception {
        journal("a", 1, 1, 9, false);
        final Path needed = journal("b", 1, 11, 8, true);
        journal("c", 1, 21, 7, true);
        Files.createFile(parent.resolve("c").resolve("notes.txt"));
        journal("d", 1, 31, 6, true);
        Bytes.flip(parent.resolve("archives").resolve("d").resolve("inputs-00000001.gz"), 400);
        Files.createDirectories(parent.resolve("e").resolve("inputs"));
        journal("f", 1, 51, 4, true);
        final Path live = parent.resolve("live");
        try (JournalWriter writer = Journals.create(live, 1, 3, 5, BLOCK)) {
            writer.appendInput(5, 1, 77, payload, 0, 8);
            age(live, 5);
            age(parent.resolve("e"), 5);

            final List<Entry> entries = run(NONE, Set.of(needed), false, false);

            assertEquals(
                    List.of("a REFUSED", "b NEEDED", "c REFUSED", "d REFUSED", "e REFUSED", "f NEEDED", "live NEEDED"),
                    texts(entries).stream().sorted().toList());
            assertTrue(reason(entries, "live").contains("a process is writing it"), entries::toString);
            assertTrue(reason(entries, "e").contains("cannot be read"), entries::toString);
            assertTrue(reason(entries, "d").contains("inputs-00000001.gz"), entries::toString);
            assertTrue(reason(entries, "c").contains("notes.txt"), entries::toString);
            assertTrue(reason(entries, "b").contains("ledger"), entries::toString);
            assertTrue(reason(entries, "a").contains("not archived"), entries::toString);
        }
        assertEquals(List.of("a", "archives", "b", "c", "d", "e", "f", "live"), Bytes.names(parent));
    }

    @Test
    void shouldRemoveUnarchivedOnesWhenTold() throws Exception {
        journal("a", 1, 1, 9, false);
        journal("b", 1, 11, 8, false);

        assertEquals(List.of("b NEEDED", "a REFUSED"), prune(NONE, false));
        assertEquals(List.of("b NEEDED", "a REMOVED"), prune(NONE, true));
        assertEquals(List.of("b"), Bytes.names(parent));
    }

    @Test
    void shouldEndRemovalThatWasInterrupted() throws Exception {
        journal("a", 1, 1, 9, true);
        Files.move(journal("b", 1, 1, 9, true), parent.resolve("b.removing"));

        assertEquals(List.of("a KEPT"), dry(new RetentionRule(RetentionRule.Kind.COUNT, 1)));
        assertTrue(Files.exists(parent.resolve("b.removing")));
        assertEquals(List.of("a KEPT"), prune(new RetentionRule(RetentionRule.Kind.COUNT, 1), false));
        assertEquals(List.of("a", "archives"), Bytes.names(parent));
    }

    /** Ten inputs. */
    private Path journal(
            final String name, final int engineId, final long first, final int days, final boolean archived)
            throws IOException, ArchiveException {
        final Path folder = parent.resolve(name);
        try (JournalWriter writer = Journals.create(folder, engineId, name.hashCode(), first, BLOCK)) {
            for (long sequence = first; sequence < first + 10; sequence++) {
                writer.appendInput(sequence, sequence, 77, payload, 0, payload.capacity());
            }
        }
        if (archived) {
            new JournalArchive(folder, parent.resolve("archives")).run(Progress.NONE);
        }
        age(folder, days);
        return folder;
    }

    private static void age(final Path journal, final int days) throws IOException {
        final FileTime time = FileTime.from(NOW.minus(Duration.ofDays(days)));
        for (final Stream stream : Stream.values()) {
            final Path folder = JournalSegments.folder(journal, stream, 1);
            if (Files.isDirectory(folder)) {
                for (final String name : Bytes.names(folder)) {
                    Files.setLastModifiedTime(folder.resolve(name), time);
                }
            }
        }
        Files.setLastModifiedTime(journal, time);
    }

    private List<String> dry(final RetentionRule rule) throws ArchiveException {
        return texts(run(rule, Set.of(), false, true));
    }

    private List<String> prune(final RetentionRule rule, final boolean unarchived) throws ArchiveException {
        return texts(run(rule, Set.of(), unarchived, false));
    }

    private List<Entry> run(
            final RetentionRule rule, final Set<Path> needed, final boolean unarchived, final boolean dryRun)
            throws ArchiveException {
        return new JournalRetention(parent, rule, needed, unarchived, dryRun).run(NOW, Progress.NONE);
    }

    private static List<String> texts(final List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.journal().getFileName() + " " + entry.outcome())
                .toList();
    }

    private static String reason(final List<Entry> entries, final String name) {
        return entries.stream()
                .filter(entry -> entry.journal().endsWith(name))
                .map(Entry::reason)
                .findFirst()
                .orElse("none");
    }
}
