package io.tiercel.engine.boot;

import io.tiercel.journal.archive.ArchiveFile;
import io.tiercel.journal.archive.ArchivedCapture;
import io.tiercel.journal.archive.JournalArchive;
import io.tiercel.journal.archive.JournalRetention.Entry;
import io.tiercel.journal.archive.JournalRetention.Outcome;
import io.tiercel.journal.archive.Manifest;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What became of archives and journals, in words and as JSON. */
final class ArchiveReport {
    private ArchiveReport() {}

    static String text(final Path journal, final JournalArchive.Result result) {
        final Manifest manifest = result.manifest();
        final StringBuilder text = new StringBuilder();
        for (final ArchiveFile file : result.added()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-24s records %,d to %,d, %,d bytes, compressed %,d%n",
                    file.name(),
                    file.firstSequence(),
                    file.lastSequence(),
                    file.bytes(),
                    file.compressedBytes()));
        }
        if (manifest.files().isEmpty()) {
            return text.append(journal)
                    .append(": no segment is closed yet, nothing to archive")
                    .toString();
        }
        text.append(String.format(
                Locale.ROOT,
                "%s: %d segments of %s%s, %,d bytes, compressed %,d; %d are new",
                result.archive(),
                manifest.files().size(),
                manifest.whole() ? "the whole of " : "",
                journal,
                manifest.bytes(),
                manifest.compressedBytes(),
                result.added().size()));
        if (!result.captures().isEmpty()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%d captures, %,d bytes, compressed %,d",
                    result.captures().size(),
                    result.captures().stream().mapToLong(ArchivedCapture::bytes).sum(),
                    result.captures().stream()
                            .mapToLong(ArchivedCapture::compressedBytes)
                            .sum()));
        }
        return result.removed() ? text + System.lineSeparator() + journal + " is removed" : text.toString();
    }

    static String json(final Path journal, final JournalArchive.Result result) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("journal", journal.toString())
                .put("archive", result.archive().toString())
                .put("removed", result.removed());
        manifest(json, result.manifest());
        json.key("added").beginArray();
        result.added().forEach(file -> json.value(file.name()));
        json.endArray().key("captures").beginArray();
        for (final ArchivedCapture capture : result.captures()) {
            json.beginObject()
                    .put("file", capture.name())
                    .put("bytes", capture.bytes())
                    .put("sha256", capture.sha256())
                    .put("compressedBytes", capture.compressedBytes())
                    .endObject();
        }
        return json.endArray().endObject().toString();
    }

    static String text(final Path archive, final Path target, final Manifest manifest) {
        return String.format(
                Locale.ROOT,
                "%s: %d segments of %s, %,d bytes, each with its checksum%s",
                target,
                manifest.files().size(),
                archive,
                manifest.bytes(),
                manifest.whole() ? "" : "; it is a part: the journal was being written when it was archived");
    }

    static String json(final Path archive, final Path target, final Manifest manifest) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("archive", archive.toString())
                .put("journal", target.toString());
        manifest(json, manifest);
        return json.endObject().toString();
    }

    private static void manifest(final JsonWriter json, final Manifest manifest) {
        json.put("journalId", HexFormat.of().toHexDigits(manifest.journalId()))
                .put("engine", manifest.engineId())
                .put("whole", manifest.whole())
                .put("bytes", manifest.bytes())
                .put("compressedBytes", manifest.compressedBytes());
        json.key("files").beginArray();
        for (final ArchiveFile file : manifest.files()) {
            json.beginObject()
                    .put("file", file.name())
                    .put("stream", file.stream().folder())
                    .put("segment", file.segment())
                    .put("firstSequence", file.firstSequence())
                    .put("lastSequence", file.lastSequence())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256())
                    .put("compressedBytes", file.compressedBytes())
                    .put("compressedSha256", file.compressedSha256())
                    .endObject();
        }
        json.endArray();
    }

    /** A line for each journal, the newest first, and what they are together. */
    static String text(final Path folder, final List<Entry> entries, final boolean dryRun) {
        final StringBuilder text = new StringBuilder();
        for (final Entry entry : entries) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-8s %s, ended %s, %,d bytes: %s%n",
                    verdict(entry, dryRun),
                    entry.journal().getFileName(),
                    entry.ended(),
                    entry.bytes(),
                    entry.reason()));
        }
        final long removed = count(entries);
        return text.append(String.format(
                        Locale.ROOT,
                        "%s: %d journals %s, %,d bytes; %d stay",
                        folder,
                        removed,
                        dryRun ? "would be removed" : "removed",
                        bytes(entries),
                        entries.size() - removed))
                .toString();
    }

    private static String verdict(final Entry entry, final boolean dryRun) {
        return switch (entry.outcome()) {
            case REMOVED -> dryRun ? "due" : "removed";
            case FAILED -> "failed";
            default -> "kept";
        };
    }

    private static long count(final List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.outcome() == Outcome.REMOVED)
                .count();
    }

    private static long bytes(final List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.outcome() == Outcome.REMOVED)
                .mapToLong(Entry::bytes)
                .sum();
    }

    static String json(final Path folder, final List<Entry> entries, final boolean dryRun) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("folder", folder.toString())
                .put("dryRun", dryRun)
                .put("removed", count(entries))
                .put("removedBytes", bytes(entries));
        json.key("journals").beginArray();
        for (final Entry entry : entries) {
            json.beginObject()
                    .put("journal", entry.journal().toString())
                    .put("ended", entry.ended().toString())
                    .put("bytes", entry.bytes())
                    .put("outcome", entry.outcome().name().toLowerCase(Locale.ROOT))
                    .put("reason", entry.reason())
                    .endObject();
        }
        return json.endArray().endObject().toString();
    }
}
