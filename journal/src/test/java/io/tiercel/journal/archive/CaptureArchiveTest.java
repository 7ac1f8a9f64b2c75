package io.tiercel.journal.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.journal.RolledJournal;
import io.tiercel.journal.archive.ArchiveException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What feeds captured goes along with their journal. */
final class CaptureArchiveTest {
    private static final String FIRST = "ITCH-20261122-093000-000001.pcapng";
    private static final String SECOND = "ITCH-20261122-093000-000002.pcapng";

    @TempDir
    private Path folder;

    private final Random random = new Random(1);
    private Path journal;
    private Path captures;
    private Path target;
    private Path archived;
    private byte[] first;
    private byte[] second;

    @BeforeEach
    void capture() throws Exception {
        journal = folder.resolve("journals").resolve("a");
        Files.createDirectories(journal.getParent());
        RolledJournal.write(journal, 1);
        captures = Files.createDirectories(journal.resolve("captures"));
        first = new byte[200_000];
        random.nextBytes(first);
        second = new byte[300_000];
        Files.write(captures.resolve(FIRST), first);
        Files.write(captures.resolve(SECOND), second);
        target = folder.resolve("archives");
        archived = target.resolve("a").resolve("captures");
    }

    @Test
    void shouldRestoreEveryByte() throws Exception {
        final JournalArchive.Result result = archive(true).run(Progress.NONE);

        assertEquals(
                List.of(FIRST, SECOND),
                result.captures().stream().map(ArchivedCapture::name).toList());
        assertEquals(List.of(FIRST + ".gz", SECOND + ".gz", "list"), Bytes.names(archived));
        assertTrue(result.captures().get(1).compressedBytes() < second.length / 10);
        final Path restored = folder.resolve("restored");
        new JournalRestore(target.resolve("a"), restored).run(Progress.NONE);
        assertArrayEquals(first, Files.readAllBytes(restored.resolve("captures").resolve(FIRST)));
        assertArrayEquals(
                second, Files.readAllBytes(restored.resolve("captures").resolve(SECOND)));
        Bytes.assertSame(journal, restored);
    }

    @Test
    void shouldGoOnWhereItWasInterrupted() throws Exception {
        archive(true).run(Progress.NONE);
        final Path file = archived.resolve(FIRST + ".gz");
        final Instant before = Instant.parse("2026-11-20T10:00:00Z");
        Files.setLastModifiedTime(file, FileTime.from(before));
        Files.delete(archived.resolve(SECOND + ".gz"));
        Files.write(captures.resolve("CL-20261122-093000-000001.pcapng"), new byte[7]);

        final JournalArchive.Result result = archive(true).run(Progress.NONE);

        assertEquals(before, Files.getLastModifiedTime(file).toInstant());
        assertEquals(3, result.captures().size());
        assertEquals(List.of(), new CaptureArchive(target.resolve("a")).damages(Progress.NONE));
    }

    @Test
    void shouldLeaveThemWhenTold() throws Exception {
        assertEquals(List.of(), archive(false).run(Progress.NONE).captures());
        assertFalse(Files.exists(archived));
        final ArchiveException refused =
                assertThrows(ArchiveException.class, () -> archive(false).runAndRemove(Progress.NONE, Set.of()));
        assertTrue(refused.getMessage().contains("captures, which are left out"), refused::getMessage);
        assertTrue(Files.exists(captures.resolve(FIRST)));
    }

    @Test
    void shouldRemoveThemWithTheJournal() throws Exception {
        archive(true).runAndRemove(Progress.NONE, Set.of());

        assertFalse(Files.exists(journal));
        final Path restored = folder.resolve("restored");
        new JournalRestore(target.resolve("a"), restored).run(Progress.NONE);
        assertArrayEquals(first, Files.readAllBytes(restored.resolve("captures").resolve(FIRST)));
    }

    @Test
    void shouldFindWhatIsDamaged() throws Exception {
        archive(true).run(Progress.NONE);
        for (final String name : List.of(FIRST + ".gz", SECOND + ".gz", "list")) {
            final Path file = archived.resolve(name);
            final byte[] before = Files.readAllBytes(file);
            for (int i = 0; i < 20; i++) {
                Bytes.flip(file, random.nextInt(before.length * Byte.SIZE));
                final ArchiveException damaged = assertThrows(
                        ArchiveException.class,
                        () -> new JournalRestore(target.resolve("a"), folder.resolve("restored")).run(Progress.NONE));
                assertEquals(Kind.DAMAGE, damaged.kind());
                assertTrue(damaged.getMessage().contains(name), damaged::getMessage);
                Files.write(file, before);
            }
            Files.write(file, Arrays.copyOf(before, before.length / 2));
            assertThrows(
                    ArchiveException.class,
                    () -> new JournalRestore(target.resolve("a"), folder.resolve("restored")).run(Progress.NONE));
            Files.write(file, before);
        }
        assertFalse(Files.exists(folder.resolve("restored")));
    }

    @Test
    void shouldRefuseWhatIsNoCapture() throws IOException {
        Files.createDirectories(captures.resolve("more"));

        final ArchiveException refused =
                assertThrows(ArchiveException.class, () -> archive(true).run(Progress.NONE));

        assertEquals(Kind.INPUT, refused.kind());
        assertTrue(refused.getMessage().contains("more is no capture of a feed"), refused::getMessage);
    }

    /** Whatever the rule, also where journals may be lost: nobody meant these. */
    @Test
    void shouldKeepFromPruningWhatIsNotArchived() throws Exception {
        // The newest of an engine stays anyway, by date and by sequence; how long a roll takes is the system's affair.
        final Path newer = journal.resolveSibling("b");
        RolledJournal.write(newer, 3);
        date(journal, Instant.now());
        date(newer, Instant.now().plusSeconds(60));
        archive(false).run(Progress.NONE);

        final String reason = prune().reason();
        assertTrue(reason.contains("is not archived; run journal archive"), reason);

        archive(true).run(Progress.NONE);
        assertEquals(JournalRetention.Outcome.REMOVED, prune().outcome());
    }

    /** What is mapped is written first: the system dates it then. */
    private static void date(final Path folder, final Instant instant) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.setLastModifiedTime(file, FileTime.from(instant));
            }
        }
    }

    private JournalRetention.Entry prune() throws ArchiveException {
        return new JournalRetention(
                        journal.getParent(), new RetentionRule(RetentionRule.Kind.COUNT, 0), Set.of(), false, true)
                .run(Instant.now(), Progress.NONE).stream()
                        .filter(entry -> entry.journal().equals(journal))
                        .findFirst()
                        .orElseThrow();
    }

    private JournalArchive archive(final boolean withCaptures) {
        return new JournalArchive(journal, target, withCaptures);
    }
}
