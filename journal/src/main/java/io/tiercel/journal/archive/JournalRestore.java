package io.tiercel.journal.archive;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalSegments;
import io.tiercel.journal.PartialFolder;
import io.tiercel.journal.Stream;
import io.tiercel.journal.WholeFile;
import io.tiercel.journal.archive.ArchiveException.Kind;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Makes a journal of an archive again: the same bytes up to the end of each segment's last record. */
public final class JournalRestore {
    private final ArchiveFolder archive;
    private final CaptureArchive captures;
    private final Path target;
    private final PartialFolder partial;

    /** @param target a folder that is made */
    public JournalRestore(final Path archive, final Path target) {
        this.archive = new ArchiveFolder(archive.toAbsolutePath().normalize());
        captures = new CaptureArchive(this.archive.path());
        this.target = target.toAbsolutePath().normalize();
        partial = new PartialFolder(this.target);
    }

    /** What restores to this folder left that were interrupted, and is gone now. */
    public List<Path> removed() {
        return partial.removed();
    }

    /**
     * Does it. All of the archive is read and compared first.
     *
     * @return what the journal holds now
     */
    public Manifest run(final Progress progress) throws ArchiveException {
        final Manifest manifest = archive.manifest();
        checkTarget();
        for (final Stream stream : Stream.required()) {
            if (manifest.files().stream().noneMatch(file -> file.stream() == stream)) {
                throw new ArchiveException(
                        Kind.INPUT,
                        archive.path() + " holds no segment of the " + stream.folder()
                                + " yet, so no journal can be made of it; archive the journal again");
            }
        }
        progress.begin(2
                * (manifest.bytes()
                        + captures.list().stream()
                                .mapToLong(ArchivedCapture::bytes)
                                .sum()));
        final List<String> damages = archive.damages(manifest, progress);
        damages.addAll(captures.damages(progress));
        if (!damages.isEmpty()) {
            throw damaged(String.join("; ", damages));
        }
        try {
            write(manifest, partial.open(), progress);
            partial.commit();
            WholeFile.syncFolder(target.getParent());
            return manifest;
        } catch (final IOException e) {
            throw new ArchiveException(
                    Kind.ENVIRONMENT,
                    "cannot restore " + archive.path() + " to " + target + ": " + DiskFailure.text(e) + discard()
                            + "; check free space and permissions",
                    e);
        } catch (final ArchiveException | JournalException e) {
            discard();
            throw e;
        }
    }

    private void checkTarget() throws ArchiveException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (java.util.stream.Stream<Path> entries =
                Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS) ? Files.list(target) : null) {
            if (entries == null || entries.findAny().isPresent()) {
                throw new ArchiveException(
                        Kind.INPUT, target + " is there already; name a new folder for the journal, or an empty one");
            }
        } catch (final IOException e) {
            throw new ArchiveException(
                    Kind.ENVIRONMENT, "cannot list " + target + ": " + DiskFailure.text(e) + "; check its rights", e);
        }
    }

    private ArchiveException damaged(final String damages) {
        return new ArchiveException(
                Kind.DAMAGE,
                "archive " + archive.path() + " is damaged, nothing is restored: " + damages
                        + "; take these files from a copy of the archive");
    }

    private String discard() {
        try {
            partial.discard();
            return "; nothing of it stays";
        } catch (final IOException e) {
            return "; what was written stays beside it (" + DiskFailure.text(e) + ")";
        }
    }

    private void write(final Manifest manifest, final Path folder, final Progress progress)
            throws IOException, ArchiveException {
        for (final ArchiveFile file : manifest.files()) {
            final Path data = JournalSegments.folder(folder, file.stream(), file.segment());
            Files.createDirectories(data);
            final String damage = write(file, data.resolve(file.dataFile()), progress);
            if (damage != null) {
                throw damaged(archive.file(file) + ": " + damage);
            }
            WholeFile.syncFolder(data);
        }
        for (final Stream stream : Stream.values()) {
            if (Files.exists(folder.resolve(stream.folder()))) {
                WholeFile.syncFolder(folder.resolve(stream.folder()));
            }
        }
        final String damage = captures.restore(folder, progress);
        if (damage != null) {
            throw damaged(damage);
        }
        if (manifest.whole()) {
            new ArchiveMark(folder).write(archive.path());
        }
        WholeFile.syncFolder(folder);
    }

    private String write(final ArchiveFile file, final Path path, final Progress progress) throws IOException {
        try (FileOutputStream out = new FileOutputStream(path.toFile())) {
            final String damage = archive.extract(file, out, progress);
            if (damage == null) {
                final FileChannel channel = out.getChannel();
                final long last = JournalSegments.fileLength(file.bytes()) - 1;
                // a file that is longer than what was written to it is filled with zeros
                channel.write(ByteBuffer.allocate(1), last);
                channel.force(true);
            }
            return damage;
        }
    }
}
