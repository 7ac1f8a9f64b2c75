package io.tiercel.journal.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.journal.RolledJournal;
import io.tiercel.journal.archive.ArchiveException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are not any more what was written. */
final class ArchiveDamageTest {
    private static final int CHANGES = 60;

    @TempDir
    private Path folder;

    private Path archive;
    private Path restored;
    private Manifest manifest;

    @BeforeEach
    void write() throws ArchiveException {
        final Path journal = folder.resolve("journal");
        RolledJournal.write(journal, 1);
        manifest = new JournalArchive(journal, folder.resolve("archives"))
                .run(Progress.NONE)
                .manifest();
        archive = folder.resolve("archives").resolve("journal");
        restored = folder.resolve("restored");
    }

    @Test
    void shouldNameFileThatWasFlippedOrCut() throws IOException {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int i = 0; i < CHANGES; i++) {
            final ArchiveFile file =
                    manifest.files().get(random.nextInt(manifest.files().size()));
            final Path path = archive.resolve(file.name());
            final byte[] before = Files.readAllBytes(path);
            final String change;
            if (random.nextBoolean()) {
                final long bit = random.nextInt(before.length * Byte.SIZE);
                Bytes.flip(path, bit);
                change = "seed " + seed + ": bit " + bit + " of " + path;
            } else {
                final int length = random.nextInt(before.length);
                Bytes.cut(path, length);
                change = "seed " + seed + ": " + length + " bytes of " + path;
            }

            final ArchiveException refused = refused(change);

            assertEquals(Kind.DAMAGE, refused.kind(), change);
            assertTrue(refused.getMessage().contains(path + ": "), () -> change + ": " + refused.getMessage());
            assertEquals(List.of("archives", "journal"), Bytes.names(folder), change);
            Files.write(path, before);
        }
        assertRestores();
    }

    @Test
    void shouldNameAllThatAreMissingOrSwapped() throws IOException {
        Files.delete(archive.resolve("inputs-00000001.gz"));
        Files.move(archive.resolve("inputs-00000002.gz"), archive.resolve("other"));
        Files.copy(archive.resolve("outputs-00000001.gz"), archive.resolve("inputs-00000002.gz"));

        final String message = refused("").getMessage();

        assertTrue(message.contains(archive.resolve("inputs-00000001.gz") + ": it is missing"), message);
        assertTrue(message.contains(archive.resolve("inputs-00000002.gz") + ": it has "), message);
        assertFalse(message.contains(archive.resolve("outputs-00000001.gz").toString()), message);
    }

    @Test
    void shouldRefuseChangedManifest() throws IOException {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final Path file = archive.resolve("manifest");
        final byte[] before = Files.readAllBytes(file);
        for (int bit = 0; bit < before.length * Byte.SIZE; bit += 1 + random.nextInt(40)) {
            Bytes.flip(file, bit);
            assertEquals(Kind.DAMAGE, refused("seed " + seed + ", bit " + bit).kind());
            Files.write(file, before);
        }
        for (int length = 0; length < before.length; length += 1 + random.nextInt(40)) {
            Bytes.cut(file, length);
            assertEquals(
                    Kind.DAMAGE, refused("seed " + seed + ", length " + length).kind());
            Files.write(file, before);
        }
        assertRestores();
    }

    @Test
    void shouldRefuseManifestOfAnotherShape() throws IOException {
        final List<ArchiveFile> files = manifest.files();
        final ArchiveFile first = files.get(0);
        final ArchiveFile outside = new ArchiveFile(
                first.stream(),
                1,
                "../../x.cq4",
                first.firstSequence(),
                first.lastSequence(),
                first.bytes(),
                first.sha256(),
                first.compressedBytes(),
                first.compressedSha256());
        for (final List<ArchiveFile> wrong : List.of(
                files.subList(1, files.size()),
                Arrays.asList(first, files.get(0)),
                Arrays.asList(outside, files.get(files.size() - 1)))) {
            new ArchiveFolder(archive).write(new Manifest(manifest.journalId(), 1, true, wrong));

            final ArchiveException refused = refused(wrong.toString());

            assertEquals(Kind.DAMAGE, refused.kind(), wrong::toString);
        }
        new ArchiveFolder(archive).write(new Manifest(manifest.journalId(), 1, false, files.subList(0, 2)));
        assertEquals(Kind.INPUT, refused("no outputs").kind());
    }

    @Test
    void shouldRefuseFolderThatIsNoArchiveAndTargetThatIsThere() throws IOException, ArchiveException {
        final ArchiveException none =
                assertThrows(ArchiveException.class, () -> new JournalRestore(folder, restored).run(Progress.NONE));
        assertEquals(Kind.INPUT, none.kind());

        Files.createDirectories(restored);
        assertRestores();
        assertEquals(Kind.INPUT, refused("it is there").kind());
        Bytes.assertSame(folder.resolve("journal"), restored);
    }

    private ArchiveException refused(final String change) {
        return assertThrows(
                ArchiveException.class, () -> new JournalRestore(archive, restored).run(Progress.NONE), change);
    }

    private void assertRestores() {
        try {
            new JournalRestore(archive, restored).run(Progress.NONE);
        } catch (final ArchiveException e) {
            throw new AssertionError(e);
        }
    }
}
