package io.tiercel.journal.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalSegments;
import io.tiercel.journal.JournalSegments.Segment;
import io.tiercel.journal.RolledJournal;
import io.tiercel.journal.SmallDisk;
import io.tiercel.journal.Stream;
import io.tiercel.journal.archive.ArchiveException.Kind;
import io.tiercel.journal.archive.JournalArchive.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalArchiveTest {
    private static final List<String> WHOLE = List.of(
            "inputs-00000001.gz",
            "inputs-00000002.gz",
            "inputs-00000003.gz",
            "lock",
            "manifest",
            "outputs-00000001.gz");

    @TempDir
    private Path folder;

    private Path journal;
    private Path target;
    private Path archive;

    @BeforeEach
    void name() {
        journal = folder.resolve("20261121-103000");
        target = folder.resolve("archives");
        archive = target.resolve("20261121-103000");
    }

    @Test
    void shouldRestoreEveryByteOfEndedJournal() throws Exception {
        RolledJournal.write(journal, 2);

        final Result result = archive();

        assertTrue(result.manifest().whole());
        assertEquals(WHOLE, Bytes.names(archive));
        assertTrue(result.manifest().compressedBytes() < result.manifest().bytes() / 2);
        final Path restored = folder.resolve("restored");
        assertEquals(result.manifest(), new JournalRestore(archive, restored).run(Progress.NONE));
        Bytes.assertSame(journal, restored);
    }

    @Test
    void shouldKeepAgeOfJournalItMarks() throws Exception {
        RolledJournal.write(journal, 1);
        final FileTime before = FileTime.fromMillis(1_700_000_000_000L);
        Files.setLastModifiedTime(journal, before);

        archive();

        assertEquals(before, Files.getLastModifiedTime(journal));
        assertEquals(archive + "\n", Files.readString(journal.resolve("archived")));
    }

    @Test
    void shouldArchiveClosedSegmentsOnlyWhileJournalIsWritten() throws Exception {
        try (RolledJournal live = new RolledJournal(journal)) {
            live.append();
            assertEquals(List.of(), archive().manifest().files());
            assertFalse(Files.exists(archive));
            appendUntil(live, 1);

            assertEquals(List.of("inputs-00000001.gz"), added(archive()));
            assertEquals(List.of(), added(archive()));
            appendUntil(live, 3);
            final Result more = archive();

            assertEquals(List.of("inputs-00000002.gz", "inputs-00000003.gz"), added(more));
            assertFalse(more.manifest().whole());
            assertFalse(Files.exists(journal.resolve("archived")));
            assertEquals(Kind.INPUT, refusal(Set.of()).kind());
        }

        final Result last = archive();

        assertEquals(List.of("inputs-00000004.gz", "outputs-00000001.gz"), added(last));
        assertTrue(last.manifest().whole());
        new JournalRestore(archive, folder.resolve("restored")).run(Progress.NONE);
        Bytes.assertSame(journal, folder.resolve("restored"));
    }

    @Test
    void shouldTakeUpInterruptedArchive() throws Exception {
        RolledJournal.write(journal, 2);
        final Manifest whole = archive().manifest();
        final FileTime first = FileTime.fromMillis(1_700_000_000_000L);
        Files.setLastModifiedTime(archive.resolve("inputs-00000001.gz"), first);
        // as after the first segment: the second has its name and is not in the manifest, the third has not
        new ArchiveFolder(archive)
                .write(new Manifest(
                        whole.journalId(),
                        whole.engineId(),
                        false,
                        whole.files().subList(0, 1)));
        Bytes.cut(archive.resolve("inputs-00000002.gz"), 100);
        Files.move(archive.resolve("inputs-00000003.gz"), archive.resolve("inputs-00000003.gz.new"));
        Bytes.cut(archive.resolve("inputs-00000003.gz.new"), 1_000);
        Files.writeString(archive.resolve("manifest.new"), "tiercel");
        Files.delete(archive.resolve("outputs-00000001.gz"));

        final Result result = archive();

        assertEquals(List.of("inputs-00000002.gz", "inputs-00000003.gz", "outputs-00000001.gz"), added(result));
        assertEquals(whole, result.manifest());
        assertEquals(first, Files.getLastModifiedTime(archive.resolve("inputs-00000001.gz")));
        assertEquals(WHOLE, Bytes.names(archive));
    }

    @Test
    void shouldWriteFileAgainThatIsGone() throws Exception {
        RolledJournal.write(journal, 2);
        final Manifest whole = archive().manifest();
        Files.delete(archive.resolve("inputs-00000002.gz"));

        final Result result = archive();

        assertEquals(List.of("inputs-00000002.gz"), added(result));
        assertEquals(whole, result.manifest());
    }

    @Test
    void shouldRefuseDamagedSegmentAndKeepThoseBefore() throws Exception {
        RolledJournal.write(journal, 2);
        final Segment second = segments().get(1);
        Bytes.flip(second.file(), 8 * (JournalSegments.bytes(second) - 10_000));

        final ArchiveException refused = assertThrows(ArchiveException.class, this::archive);

        assertEquals(Kind.DAMAGE, refused.kind());
        assertTrue(refused.getMessage().contains("CHECKSUM"), refused::getMessage);
        assertTrue(refused.getMessage().contains(second.file().toString()), refused::getMessage);
        assertEquals(List.of("inputs-00000001.gz", "lock", "manifest"), Bytes.names(archive));
    }

    @Test
    void shouldRefuseTornTailAndMissingSegment() throws Exception {
        RolledJournal.write(journal, 2);
        final Segment last = segments().get(2);
        try (RandomAccessFile file = new RandomAccessFile(last.file().toFile(), "rw")) {
            file.seek(JournalSegments.bytes(last) + 20);
            file.write(1);
        }

        assertEquals(
                Kind.DAMAGE, assertThrows(ArchiveException.class, this::archive).kind());

        Files.move(segments().get(1).file().getParent(), folder.resolve("elsewhere"));
        final ArchiveException missing = assertThrows(ArchiveException.class, this::archive);
        assertEquals(Kind.DAMAGE, missing.kind());
    }

    @Test
    void shouldNotCallJournalWholeWhoseLastInputsAreGone() throws Exception {
        RolledJournal.write(journal, 2);
        final Segment last = segments().get(2);
        for (final String name : Bytes.names(last.file().getParent())) {
            Files.delete(last.file().resolveSibling(name));
        }
        Files.delete(last.file().getParent());

        final ArchiveException refused = assertThrows(ArchiveException.class, this::archive);

        assertEquals(Kind.DAMAGE, refused.kind());
        assertTrue(refused.getMessage().contains("is its cause"), refused::getMessage);
        assertFalse(new ArchiveFolder(archive).manifest().whole());
    }

    @Test
    void shouldRefuseAnotherJournalOfTheSameName() throws Exception {
        RolledJournal.write(journal, 1);
        archive();
        final Path other = folder.resolve("other").resolve("20261121-103000");
        RolledJournal.write(other, 1, 0x5AFE, true);

        final ArchiveException refused =
                assertThrows(ArchiveException.class, () -> new JournalArchive(other, target).run(Progress.NONE));

        assertEquals(Kind.INPUT, refused.kind());
        assertTrue(refused.getMessage().contains("7e57"), refused::getMessage);
        assertThrows(JournalException.class, () -> new JournalArchive(folder, target).run(Progress.NONE));
    }

    @Test
    void shouldGoOnAfterFullDisk() throws Exception {
        RolledJournal.write(journal, 2);
        try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), 8)) {
            target = disk.folder().resolve("archives");
            archive = target.resolve("20261121-103000");
            Files.createDirectories(target);
            disk.fill();

            final ArchiveException full = assertThrows(ArchiveException.class, this::archive);

            assertEquals(Kind.ENVIRONMENT, full.kind());
            assertTrue(Files.notExists(archive) || Bytes.names(archive).stream().noneMatch(n -> n.endsWith(".gz")));
            disk.free();
            assertTrue(archive().manifest().whole());
            assertEquals(WHOLE, Bytes.names(archive));
            disk.fill();
            final Path restored = disk.folder().resolve("restored");
            final ArchiveException noRoom = assertThrows(
                    ArchiveException.class, () -> new JournalRestore(archive, restored).run(Progress.NONE));
            assertEquals(Kind.ENVIRONMENT, noRoom.kind());
            assertEquals(List.of("archives", "filler"), Bytes.names(disk.folder()));
        }
    }

    @Test
    void shouldSayThatTargetCannotBeWritten() throws IOException {
        RolledJournal.write(journal, 1);
        target = Files.createFile(folder.resolve("file"));

        final ArchiveException refused = assertThrows(ArchiveException.class, this::archive);

        assertEquals(Kind.ENVIRONMENT, refused.kind());
        assertTrue(refused.getMessage().contains(target.toString()), refused::getMessage);
        target = journal.resolve("archives");
        assertEquals(
                Kind.INPUT, assertThrows(ArchiveException.class, this::archive).kind());
    }

    @Test
    void shouldRemoveWhatItReadBack() throws Exception {
        RolledJournal.write(journal, 1);
        final Path copy = folder.resolve("copy");
        archive();
        new JournalRestore(archive, copy).run(Progress.NONE);

        final Result result = new JournalArchive(journal, target).runAndRemove(Progress.NONE, Set.of(copy));

        assertTrue(result.removed());
        assertEquals(List.of("archives", "copy"), Bytes.names(folder));
        new JournalRestore(archive, journal).run(Progress.NONE);
        Bytes.assertSame(copy, journal);
    }

    @Test
    void shouldKeepJournalThatIsNeededOrNotProvenArchived() throws Exception {
        RolledJournal.write(journal, 1);
        archive();
        assertTrue(refusal(Set.of(journal)).getMessage().contains("ledger"));
        final Path link = Files.createSymbolicLink(folder.resolve("link"), journal);
        assertTrue(refusal(Set.of(link)).getMessage().contains("ledger"));
        Files.createFile(journal.resolve("notes.txt"));
        assertTrue(refusal(Set.of()).getMessage().contains("notes.txt"));
        Files.delete(journal.resolve("notes.txt"));
        Bytes.flip(archive.resolve("outputs-00000001.gz"), 400);

        final ArchiveException refused = refusal(Set.of());

        assertEquals(Kind.DAMAGE, refused.kind());
        assertTrue(refused.getMessage().contains("outputs-00000001.gz"), refused::getMessage);
        assertEquals(
                2,
                segments().stream()
                        .filter(each -> each.stream() == Stream.INPUT)
                        .count());
    }

    private Result archive() throws ArchiveException {
        return new JournalArchive(journal, target).run(Progress.NONE);
    }

    private ArchiveException refusal(final Set<Path> needed) {
        return assertThrows(
                ArchiveException.class, () -> new JournalArchive(journal, target).runAndRemove(Progress.NONE, needed));
    }

    private List<Segment> segments() throws IOException {
        try (JournalSegments segments = JournalSegments.open(journal)) {
            return segments.begun();
        }
    }

    private static List<String> added(final Result result) {
        return result.added().stream().map(ArchiveFile::name).toList();
    }

    private static void appendUntil(final RolledJournal live, final int rolls) {
        while (live.rolls().done() < rolls) {
            live.append();
        }
    }
}
