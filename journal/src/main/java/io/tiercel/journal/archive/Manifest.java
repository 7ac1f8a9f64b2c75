package io.tiercel.journal.archive;

import io.tiercel.journal.Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What is in an archive.
 *
 * <pre>
 *  tiercel journal archive 1
 *  journal 0123456789abcdef
 *  engine 1
 *  whole true
 *  inputs 1 20261121F.cq4 1 52000 23068672 SHA-256 4194304 SHA-256
 *  …
 *  sha256 of all that stands above
 * </pre>
 *
 * @param whole whether the journal had ended and all of it is in the archive
 * @param files inputs first, in the order of their segments
 */
public record Manifest(long journalId, int engineId, boolean whole, List<ArchiveFile> files) {
    static final String FILE = "manifest";

    private static final String VERSION = "tiercel journal archive 1";
    private static final String JOURNAL = "journal ";
    private static final String ENGINE = "engine ";
    private static final String WHOLE = "whole ";
    private static final String SUM = "sha256 ";
    private static final int HEAD_LINES = 4;

    public Manifest {
        files = List.copyOf(files);
    }

    /** Bytes of the segments. */
    public long bytes() {
        return files.stream().mapToLong(ArchiveFile::bytes).sum();
    }

    /** Bytes of the files in the archive. */
    public long compressedBytes() {
        return files.stream().mapToLong(ArchiveFile::compressedBytes).sum();
    }

    String text() {
        final StringBuilder text = new StringBuilder();
        text.append(VERSION).append('\n');
        text.append(JOURNAL).append(HexFormat.of().toHexDigits(journalId)).append('\n');
        text.append(ENGINE).append(engineId).append('\n');
        text.append(WHOLE).append(whole).append('\n');
        files.forEach(file -> text.append(file.line()).append('\n'));
        return text + SUM + sum(text.toString()) + '\n';
    }

    /** @throws IllegalArgumentException when it is not what was written; the message says why */
    static Manifest parse(final String text) {
        if (!text.startsWith(VERSION + '\n')) {
            throw new IllegalArgumentException("it does not begin with \"" + VERSION + "\"");
        }
        final int end = text.lastIndexOf(SUM);
        if (end < 0 || !text.substring(end).equals(SUM + sum(text.substring(0, end)) + '\n')) {
            throw new IllegalArgumentException(
                    "it is cut short or changed: its last line is not the SHA-256 of the" + " lines above");
        }
        final List<String> lines = text.substring(0, end).lines().toList();
        final List<ArchiveFile> files = new ArrayList<>();
        for (final String line : lines.subList(Math.min(HEAD_LINES, lines.size()), lines.size())) {
            files.add(ArchiveFile.parse(line));
        }
        final Manifest manifest = new Manifest(
                HexFormat.fromHexDigitsToLong(word(lines, 1, JOURNAL)),
                Integer.parseInt(word(lines, 2, ENGINE)),
                Boolean.parseBoolean(word(lines, HEAD_LINES - 1, WHOLE)),
                files);
        manifest.checkOrder();
        return manifest;
    }

    private static String word(final List<String> lines, final int index, final String name) {
        if (index >= lines.size() || !lines.get(index).startsWith(name)) {
            throw new IllegalArgumentException("line " + (index + 1) + " has to begin with \"" + name.strip() + "\"");
        }
        return lines.get(index).substring(name.length());
    }

    private void checkOrder() {
        for (final Stream stream : Stream.values()) {
            long expected = 1;
            for (final ArchiveFile file : files) {
                if (file.stream() == stream && file.segment() != expected++) {
                    throw new IllegalArgumentException(stream.folder() + " miss segment " + (expected - 1)
                            + ": segment " + file.segment() + " stands in its place");
                }
            }
        }
    }

    private static String sum(final String text) {
        return HexFormat.of().formatHex(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
