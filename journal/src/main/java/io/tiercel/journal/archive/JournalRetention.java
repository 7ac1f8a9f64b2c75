package io.tiercel.journal.archive;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalSegments;
import io.tiercel.journal.JournalSegments.Segment;
import io.tiercel.journal.PartialFolder;
import io.tiercel.journal.Stream;
import io.tiercel.journal.WholeFile;
import io.tiercel.journal.archive.ArchiveException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes the oldest journals of a folder beyond a rule. What is written, what a restart needs and what was not
 * archived stays, whatever the rule says.
 */
public final class JournalRetention {
    private static final String WRITTEN = "a process is writing it";

    private final Path folder;
    private final RetentionRule rule;
    private final Set<Path> needed;
    private final boolean unarchivedToo;
    private final boolean dryRun;

    /**
     * @param folder        that holds journals
     * @param needed        journals that a start of their engine reads
     * @param unarchivedToo whether to remove what was not archived
     * @param dryRun        changes nothing, and says what it would do
     */
    public JournalRetention(
            final Path folder,
            final RetentionRule rule,
            final Set<Path> needed,
            final boolean unarchivedToo,
            final boolean dryRun) {
        this.folder = folder.toAbsolutePath().normalize();
        this.rule = rule;
        this.needed = Set.copyOf(needed);
        this.unarchivedToo = unarchivedToo;
        this.dryRun = dryRun;
    }

    /** What became of a journal. */
    public enum Outcome {
        /** In a dry run: would be. */
        REMOVED,
        /** Within the rule. */
        KEPT,
        /** Beyond the rule, and a run or a restart needs it. */
        NEEDED,
        /** Beyond the rule, and not to be removed; somebody has to do something. */
        REFUSED,
        /** It could not be removed. */
        FAILED
    }

    /**
     * One journal.
     *
     * @param bytes  of its streams; 0 when they cannot be read
     * @param ended  when it was last written
     * @param reason why, in words
     */
    public record Entry(Path journal, long bytes, Instant ended, Outcome outcome, String reason) {}

    /** @param unread why it cannot be read, in words; null when it can */
    private record Candidate(
            Path journal,
            boolean written,
            long journalId,
            int engineId,
            long lastSequence,
            long bytes,
            Instant ended,
            String unread) {}

    /** Does it; the newest first. */
    public List<Entry> run(final Instant now, final Progress progress) throws ArchiveException {
        final List<Candidate> candidates = candidates();
        final Set<Path> newest = newestOfEachEngine(candidates);
        final List<Entry> entries = new ArrayList<>();
        final List<Candidate> due = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < candidates.size(); i++) {
            final Candidate each = candidates.get(i);
            bytes += each.bytes();
            if (rule.allows(i + 1, bytes, each.ended(), now)) {
                entries.add(entry(each, Outcome.KEPT, "within the rule"));
            } else {
                due.add(each);
            }
        }
        final List<Entry> done = new ArrayList<>();
        // the oldest first: what is interrupted leaves no gap
        for (int i = due.size() - 1; i >= 0; i--) {
            done.add(0, removeUnlessNeeded(due.get(i), newest, progress));
        }
        entries.addAll(done);
        return entries;
    }

    private List<Candidate> candidates() throws ArchiveException {
        final List<Candidate> found = new ArrayList<>();
        try (var entries =
                Files.newDirectoryStream(folder, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
            for (final Path entry : entries) {
                if (JournalRemoval.isLeft(entry)) {
                    if (!dryRun) {
                        PartialFolder.delete(entry);
                    }
                } else if (!PartialFolder.isPartial(entry) && Files.isDirectory(entry.resolve(Stream.INPUT.folder()))) {
                    found.add(candidate(entry));
                }
            }
        } catch (final IOException e) {
            throw new ArchiveException(
                    Kind.ENVIRONMENT,
                    "cannot look through " + folder + ": " + DiskFailure.text(e) + "; check the path and its rights",
                    e);
        }
        found.sort(Comparator.comparing(Candidate::ended)
                .thenComparing(Candidate::journal)
                .reversed());
        return found;
    }

    private static Candidate candidate(final Path journal) throws IOException {
        Instant ended = Files.getLastModifiedTime(journal).toInstant();
        try (JournalSegments segments = JournalSegments.open(journal)) {
            long bytes = 0;
            ended = Instant.EPOCH;
            for (final Segment segment : segments.begun()) {
                bytes += JournalSegments.bytes(segment);
                final Instant written =
                        Files.getLastModifiedTime(segment.file()).toInstant();
                ended = written.isAfter(ended) ? written : ended;
            }
            return new Candidate(
                    journal,
                    !segments.isEnded(),
                    segments.journalId(),
                    segments.engineId(),
                    segments.lastSequence(),
                    bytes,
                    ended,
                    null);
        } catch (final JournalException e) {
            return new Candidate(journal, false, 0, 0, 0, 0, ended, e.getMessage());
        }
    }

    /** By sequence, which a restart goes on from, and by time: runs on virtual time begin at 1 again. */
    private static Set<Path> newestOfEachEngine(final List<Candidate> newestFirst) {
        final Map<Integer, Candidate> byTime = new HashMap<>();
        final Map<Integer, Candidate> bySequence = new HashMap<>();
        for (final Candidate each : newestFirst) {
            if (each.unread() == null) {
                byTime.putIfAbsent(each.engineId(), each);
                bySequence.merge(
                        each.engineId(), each, (one, other) -> other.lastSequence() > one.lastSequence() ? other : one);
            }
        }
        final Set<Path> newest = new HashSet<>();
        byTime.values().forEach(each -> newest.add(each.journal()));
        bySequence.values().forEach(each -> newest.add(each.journal()));
        return newest;
    }

    private Entry removeUnlessNeeded(final Candidate candidate, final Set<Path> newest, final Progress progress) {
        final Path journal = candidate.journal();
        if (candidate.unread() != null) {
            return entry(candidate, Outcome.REFUSED, "it cannot be read: " + candidate.unread());
        }
        if (candidate.written()) {
            return entry(candidate, Outcome.NEEDED, WRITTEN);
        }
        if (newest.contains(journal)) {
            return entry(candidate, Outcome.NEEDED, "the newest of engine " + candidate.engineId());
        }
        if (JournalRemoval.isAmong(needed, journal)) {
            return entry(candidate, Outcome.NEEDED, JournalRemoval.refusal(journal, needed));
        }
        final String refusal = JournalRemoval.refusal(journal, needed);
        if (refusal != null) {
            return entry(candidate, Outcome.REFUSED, refusal);
        }
        final String unarchived =
                unarchivedToo ? null : new ArchiveMark(journal).doubt(candidate.journalId(), progress);
        if (unarchived != null) {
            return entry(
                    candidate,
                    Outcome.REFUSED,
                    unarchived + "; run journal archive, or prune with --unarchived to lose it");
        }
        final String captures = new ArchiveMark(journal).captureDoubt();
        if (captures != null) {
            return entry(
                    candidate, Outcome.REFUSED, captures + "; run journal archive, or move its folder captures away");
        }
        return remove(candidate);
    }

    private Entry remove(final Candidate candidate) {
        try (JournalSegments segments = JournalSegments.open(candidate.journal())) {
            if (!segments.isEnded()) {
                return entry(candidate, Outcome.NEEDED, WRITTEN);
            }
            if (!dryRun) {
                JournalRemoval.remove(candidate.journal());
                WholeFile.syncFolder(folder);
            }
            return entry(candidate, Outcome.REMOVED, rule.text());
        } catch (final IOException | JournalException e) {
            return entry(candidate, Outcome.FAILED, "it cannot be removed: " + DiskFailure.text(e));
        }
    }

    private static Entry entry(final Candidate candidate, final Outcome outcome, final String reason) {
        return new Entry(candidate.journal(), candidate.bytes(), candidate.ended(), outcome, reason);
    }
}
