package io.tiercel.journal.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.journal.TelemetryGapEncoder;
import io.tiercel.journal.JournalVerifier;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Roll;
import io.tiercel.journal.RolledJournal;
import io.tiercel.journal.TelemetryWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telemetry goes where the other streams go. */
final class TelemetryArchiveTest {
    @TempDir
    private Path folder;

    @Test
    void shouldArchiveRestoreAndRemoveTelemetryWithItsJournal() throws Exception {
        final Path journal = folder.resolve("20261121-103000");
        RolledJournal.write(journal, 2);
        final JournalVerifier.Report before = new JournalVerifier(journal).verify();
        try (TelemetryWriter telemetry = Journals.telemetry(journal, 1, before.journalId(), Roll.NEVER)) {
            for (long cause = 1; cause <= 20; cause++) {
                telemetry.append(TelemetryGapEncoder.TEMPLATE_ID, cause, cause, new UnsafeBuffer(new byte[16]), 0, 16);
            }
        }
        final Path archive = folder.resolve("archives").resolve("20261121-103000");

        final JournalArchive.Result result = new JournalArchive(journal, folder.resolve("archives")).run(Progress.NONE);

        assertTrue(result.manifest().whole());
        assertTrue(Files.exists(archive.resolve("telemetry-00000001.gz")));
        final Path restored = folder.resolve("restored");
        new JournalRestore(archive, restored).run(Progress.NONE);
        Bytes.assertSame(journal, restored);
        assertEquals(20, new JournalVerifier(restored).verify().telemetry().records());
        new JournalArchive(journal, folder.resolve("archives")).runAndRemove(Progress.NONE, Set.of());
        assertFalse(Files.exists(journal));
    }
}
