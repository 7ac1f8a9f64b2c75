package io.tiercel.journal.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.journal.JournalLock;
import io.tiercel.journal.JournalSegments;
import io.tiercel.journal.RolledJournal;
import io.tiercel.journal.dump.Selection;
import io.tiercel.journal.export.ExportFormat;
import io.tiercel.journal.export.JournalExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a call that was killed leaves is taken for whole by none, and the next call does all of it. */
final class KilledCallTest {
    @TempDir
    private Path folder;

    private Path journal;
    private Path archives;
    private Path archive;

    @BeforeEach
    void write() {
        journal = folder.resolve("journals/20261121-103000");
        archives = folder.resolve("archives");
        archive = archives.resolve("20261121-103000");
        RolledJournal.write(journal, 2);
    }

    @Test
    void shouldArchiveTheRest() throws Exception {
        final long first;
        try (JournalSegments segments = JournalSegments.open(journal)) {
            first = JournalSegments.bytes(segments.closed().get(0));
        }
        KilledCall.run("archive", journal, archives, first + 100_000);
        assertFalse(new ArchiveFolder(archive).manifest().whole());
        assertTrue(Bytes.names(archive).contains("inputs-00000002.gz.new"));
        assertFalse(Files.exists(journal.resolve("archived")));

        final JournalArchive.Result result = new JournalArchive(journal, archives).run(Progress.NONE);

        assertEquals(
                List.of("inputs-00000002.gz", "inputs-00000003.gz", "outputs-00000001.gz"),
                result.added().stream().map(ArchiveFile::name).toList());
        final Path restored = folder.resolve("restored");
        new JournalRestore(archive, restored).run(Progress.NONE);
        Bytes.assertSame(journal, restored);
    }

    @Test
    void shouldRestoreAnewAndRemoveTheHalf() throws Exception {
        final Manifest manifest =
                new JournalArchive(journal, archives).run(Progress.NONE).manifest();
        final Path restored = journal.resolveSibling("restored");
        KilledCall.run("restore", archive, restored, manifest.bytes() * 3 / 2);
        KilledCall.run("restore", archive, restored, manifest.bytes() * 7 / 4);
        assertEquals(List.of("20261121-103000", "restored.partial"), Bytes.names(journal.getParent()));

        final JournalRetention.Entry only = new JournalRetention(
                        journal.getParent(), new RetentionRule(RetentionRule.Kind.COUNT, 0), Set.of(), true, true)
                .run(Instant.now(), Progress.NONE)
                .get(0);
        final JournalRestore restore = new JournalRestore(archive, restored);
        restore.run(Progress.NONE);

        assertEquals(journal, only.journal());
        assertEquals(List.of(journal.resolveSibling("restored.partial")), restore.removed());
        assertEquals(List.of("20261121-103000", "restored"), Bytes.names(journal.getParent()));
        Bytes.assertSame(journal, restored);
    }

    @Test
    void shouldNotRemoveWhatIsBeingWrittenOrIsOfSomebodyElse() throws Exception {
        new JournalArchive(journal, archives).run(Progress.NONE);
        final Path busy = Files.createDirectory(folder.resolve("restored.partial"));
        final Path other = Files.createDirectory(folder.resolve("restored.partial-2"));
        final JournalRestore restore = new JournalRestore(archive, folder.resolve("restored"));
        try (JournalLock lock = JournalLock.take(busy)) {
            assertTrue(lock != null);

            restore.run(Progress.NONE);
        }

        assertEquals(List.of(), restore.removed());
        assertTrue(Files.exists(busy) && Files.exists(other));
    }

    @Test
    void shouldExportAnewAndRemoveTheHalf() throws Exception {
        final Path tables = folder.resolve("tables");
        KilledCall.run("export", journal, tables, 100);
        assertTrue(Files.exists(folder.resolve("tables.partial")) && !Files.exists(tables));
        final JournalExport stopped = export(tables);
        assertFalse(stopped.run(any -> false).whole());
        assertEquals(List.of(folder.resolve("tables.partial")), stopped.removed());

        final JournalExport export = export(tables);

        assertTrue(export.run(any -> true).whole());
        // what was stopped in order stays: its rows are whole
        assertEquals(List.of(), export.removed());
        assertEquals(List.of("archives", "journals", "tables", "tables.partial"), names());
        assertEquals(
                Set.of(),
                Set.copyOf(Bytes.names(tables).stream()
                        .filter(name -> !name.endsWith(".csv"))
                        .toList()));
    }

    private List<String> names() throws Exception {
        Files.createDirectories(archives);
        return Bytes.names(folder);
    }

    private JournalExport export(final Path tables) {
        return new JournalExport(journal, ExportFormat.CSV, tables, true, new Selection());
    }
}
