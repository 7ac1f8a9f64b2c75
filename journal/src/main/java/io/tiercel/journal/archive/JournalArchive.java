package io.tiercel.journal.archive;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalLock;
import io.tiercel.journal.JournalSegments;
import io.tiercel.journal.JournalSegments.Segment;
import io.tiercel.journal.SegmentCopy;
import io.tiercel.journal.WholeFile;
import io.tiercel.journal.archive.ArchiveException.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Lays the segments of a journal away that nothing is written to any more: of one that is being written all but the
 * newest of each stream, of another one all. What the archive has already stays as it is, so a call that was
 * interrupted is taken up again by the next one.
 */
public final class JournalArchive {
    private static final int CHUNK = 64 << 10;

    private final Path journal;
    private final Path target;
    private final boolean withCaptures;
    private final List<ArchiveFile> added = new ArrayList<>();

    /** @param target the folder that holds archives */
    public JournalArchive(final Path journal, final Path target) {
        this(journal, target, true);
    }

    /**
     * The same.
     *
     * @param withCaptures whether what feeds captured beside the journal goes along, once that has ended
     */
    public JournalArchive(final Path journal, final Path target, final boolean withCaptures) {
        this.journal = JournalRemoval.place(journal);
        this.target = target.toAbsolutePath().normalize();
        this.withCaptures = withCaptures;
    }

    /** The journal's folder, by its own name where a link was given. */
    public Path journal() {
        return journal;
    }

    /**
     * What became of it.
     *
     * @param manifest what the archive holds now
     * @param captures what it holds of what feeds captured
     * @param added    what of the manifest is new
     * @param removed  whether the journal is gone
     */
    public record Result(
            Path archive,
            Manifest manifest,
            List<ArchivedCapture> captures,
            List<ArchiveFile> added,
            boolean removed) {}

    /**
     * Does it.
     *
     * @throws JournalException when there is no journal
     */
    public Result run(final Progress progress) throws ArchiveException {
        return run(progress, null);
    }

    /**
     * Does it, reads the archive back, and removes the journal, which must have ended.
     *
     * @param needed journals that a start of their engine reads: they stay
     * @throws JournalException when there is no journal
     */
    public Result runAndRemove(final Progress progress, final Set<Path> needed) throws ArchiveException {
        return run(progress, needed);
    }

    private Result run(final Progress progress, final Set<Path> needed) throws ArchiveException {
        final Path archive = target.resolve(journal.getFileName() == null ? Path.of("") : journal.getFileName());
        try (JournalSegments segments = JournalSegments.open(journal)) {
            if (archive.startsWith(journal) || journal.startsWith(archive)) {
                throw new ArchiveException(
                        Kind.INPUT, "archive " + archive + " would be in the journal itself; name another folder");
            }
            if (needed != null) {
                checkRemoval(segments, needed);
            }
            final ArchiveFolder folder = new ArchiveFolder(archive);
            final Manifest manifest =
                    segments.closed().isEmpty() ? nothing(segments) : lock(segments, folder, progress);
            if (needed != null) {
                remove(folder, manifest, progress);
            }
            return new Result(
                    archive, manifest, new CaptureArchive(archive).list(), List.copyOf(added), needed != null);
        } catch (final JournalException e) {
            if (e.fault() == null) {
                throw e;
            }
            throw new ArchiveException(
                    Kind.DAMAGE,
                    e.getMessage() + "; " + added() + "; run journal verify, and journal repair"
                            + " where its end is torn",
                    e);
        } catch (final IOException e) {
            throw new ArchiveException(
                    Kind.ENVIRONMENT,
                    "cannot archive " + journal + " to " + archive + ": " + DiskFailure.text(e) + "; " + added()
                            + "; check free space and permissions, and archive it again: it goes on from there",
                    e);
        }
    }

    private String added() {
        return added.size() + " segments were archived";
    }

    private static Manifest nothing(final JournalSegments segments) {
        return new Manifest(segments.journalId(), segments.engineId(), false, List.of());
    }

    private Manifest lock(final JournalSegments segments, final ArchiveFolder folder, final Progress progress)
            throws IOException, ArchiveException {
        Files.createDirectories(folder.path());
        try (JournalLock lock = JournalLock.take(folder.path())) {
            if (lock == null) {
                throw new ArchiveException(
                        Kind.INPUT, folder.path() + " is being written by another archive command; wait for its end");
            }
            final Manifest manifest = copy(segments, folder, progress);
            if (segments.isEnded() && withCaptures) {
                final List<Path> captures = CaptureArchive.of(journal);
                if (!captures.isEmpty()) {
                    new CaptureArchive(folder.path()).add(captures, progress);
                }
            }
            if (manifest.whole()) {
                new ArchiveMark(journal).write(folder.path());
            }
            return manifest;
        }
    }

    private Manifest copy(final JournalSegments segments, final ArchiveFolder folder, final Progress progress)
            throws IOException, ArchiveException {
        final Manifest before = folder.hasManifest() ? folder.manifest() : nothing(segments);
        if (before.journalId() != segments.journalId()) {
            throw new ArchiveException(
                    Kind.INPUT,
                    folder.path() + " is the archive of another journal, "
                            + Long.toHexString(before.journalId()) + ", this one is "
                            + Long.toHexString(segments.journalId()) + "; name another folder");
        }
        final List<ArchiveFile> files = new ArrayList<>();
        final List<Segment> missing = new ArrayList<>();
        for (final Segment segment : segments.closed()) {
            final ArchiveFile known = find(before, segment);
            if (known != null && folder.has(known)) {
                files.add(known);
            } else {
                missing.add(segment);
            }
        }
        progress.begin(missing.stream().mapToLong(JournalSegments::bytes).sum());
        for (final Segment segment : missing) {
            final ArchiveFile file = copy(segments.copy(segment), segment, folder, progress);
            files.add(file);
            added.add(file);
            // what is in it must not be written again when this is interrupted
            folder.write(manifest(segments, before.whole(), with(files, before)));
        }
        if (segments.isEnded()) {
            segments.checkEnd();
        }
        final Manifest manifest = manifest(segments, segments.isEnded() || before.whole(), with(files, before));
        if (!manifest.equals(folder.manifest())) {
            folder.write(manifest);
        }
        return manifest;
    }

    /** What is known already stays. */
    private static List<ArchiveFile> with(final List<ArchiveFile> files, final Manifest before) {
        final List<ArchiveFile> all = new ArrayList<>(files);
        for (final ArchiveFile file : before.files()) {
            if (all.stream().noneMatch(each -> each.name().equals(file.name()))) {
                all.add(file);
            }
        }
        return all;
    }

    private static Manifest manifest(
            final JournalSegments segments, final boolean whole, final List<ArchiveFile> files) {
        final List<ArchiveFile> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparing(ArchiveFile::stream).thenComparingLong(ArchiveFile::segment));
        return new Manifest(segments.journalId(), segments.engineId(), whole, sorted);
    }

    private static ArchiveFile find(final Manifest manifest, final Segment segment) {
        final String name = ArchiveFile.name(segment.stream(), segment.number());
        return manifest.files().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static ArchiveFile copy(
            final SegmentCopy copy, final Segment segment, final ArchiveFolder folder, final Progress progress)
            throws IOException {
        final Path file = folder.path().resolve(ArchiveFile.name(segment.stream(), segment.number()));
        final List<ArchiveFile> made = new ArrayList<>();
        WholeFile.write(file, out -> {
            final Sha256 compressed = new Sha256(out);
            final GZIPOutputStream zip = new GZIPOutputStream(compressed, CHUNK);
            final Sha256 raw = new Sha256(zip);
            final BufferedOutputStream buffered = new BufferedOutputStream(raw, CHUNK);
            final SegmentCopy.Result copied = copy.writeTo(buffered, progress);
            buffered.flush();
            zip.finish();
            made.add(new ArchiveFile(
                    segment.stream(),
                    segment.number(),
                    segment.file().getFileName().toString(),
                    copied.firstSequence(),
                    copied.lastSequence(),
                    copied.bytes(),
                    raw.hex(),
                    compressed.bytes(),
                    compressed.hex()));
        });
        return made.get(0);
    }

    private void checkRemoval(final JournalSegments segments, final Set<Path> needed)
            throws IOException, ArchiveException {
        String why = segments.isEnded()
                ? JournalRemoval.refusal(journal, needed)
                : "a process is writing it; its closed segments can be archived without --remove";
        if (why == null && !withCaptures && !CaptureArchive.of(journal).isEmpty()) {
            why = "it holds captures, which are left out of the archive; archive them, too, or move them away";
        }
        if (why != null) {
            throw new ArchiveException(Kind.INPUT, journal + " is not removed: " + why);
        }
    }

    private void remove(final ArchiveFolder folder, final Manifest manifest, final Progress progress)
            throws IOException, ArchiveException {
        progress.begin(manifest.bytes());
        final List<String> damages = folder.damages(manifest, progress);
        final CaptureArchive captures = new CaptureArchive(folder.path());
        damages.addAll(captures.damages(progress));
        final String missing = captures.doubt(journal);
        if (missing != null) {
            damages.add(missing);
        }
        if (!manifest.whole() || !damages.isEmpty()) {
            throw new ArchiveException(
                    Kind.DAMAGE,
                    journal + " is not removed: its archive is not what was written: " + String.join("; ", damages)
                            + "; check that disk, and archive it to another folder");
        }
        JournalRemoval.remove(journal);
    }
}
