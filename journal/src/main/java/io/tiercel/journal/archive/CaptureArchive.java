package io.tiercel.journal.archive;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.WholeFile;
import io.tiercel.journal.archive.ArchiveException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * What feeds captured beside a journal, in its archive: the folder {@value #FOLDER}, each file compressed, and a list.
 *
 * <pre>
 *  tiercel captures 1
 *  ITCH-20261122-093000-000001.pcapng 1073741824 SHA-256 268435456 SHA-256
 *  …
 *  sha256 of all that stands above
 * </pre>
 */
final class CaptureArchive {
    /** In a journal's folder, and in that of its archive. */
    static final String FOLDER = "captures";

    private static final String LIST = "list";
    private static final String VERSION = "tiercel captures 1";
    private static final String SUM = "sha256 ";
    private static final String SUFFIX = ".gz";
    /** Nothing that leads to another folder. */
    private static final String NAME = "[A-Za-z0-9_][!-.0-~]*";

    private static final int WORDS = 5;
    private static final int CHUNK = 64 << 10;

    private final Path folder;

    /** @param archive of the journal */
    CaptureArchive(final Path archive) {
        folder = archive.resolve(FOLDER);
    }

    /**
     * Those of a journal, by name.
     *
     * @throws ArchiveException when something else is among them
     */
    static List<Path> of(final Path journal) throws IOException, ArchiveException {
        final Path captures = journal.resolve(FOLDER);
        if (!Files.exists(captures, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (java.util.stream.Stream<Path> entries = Files.list(captures)) {
            final List<Path> found = entries.sorted().toList();
            for (final Path each : found) {
                final String name = each.getFileName().toString();
                if (!Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS) || !name.matches(NAME)) {
                    throw new ArchiveException(
                            Kind.INPUT, each + " is no capture of a feed; move it away, or leave captures out");
                }
            }
            return found;
        }
    }

    /** Adds what is not there yet. */
    List<ArchivedCapture> add(final List<Path> captures, final Progress progress) throws IOException, ArchiveException {
        final List<ArchivedCapture> all = new ArrayList<>(list());
        Files.createDirectories(folder);
        final List<Path> missing = new ArrayList<>();
        long bytes = 0;
        for (final Path capture : captures) {
            final ArchivedCapture known = find(all, capture);
            if (known == null
                    || known.bytes() != Files.size(capture)
                    || !file(known).isThere()) {
                all.remove(known);
                missing.add(capture);
                bytes += Files.size(capture);
            }
        }
        progress.begin(bytes);
        for (final Path capture : missing) {
            all.add(copy(capture, progress));
            // what is in it must not be written again when this is interrupted
            write(all);
        }
        WholeFile.syncFolder(folder);
        return List.copyOf(all);
    }

    private static ArchivedCapture find(final List<ArchivedCapture> all, final Path capture) {
        final String name = capture.getFileName().toString();
        return all.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
    }

    private ArchivedCapture copy(final Path capture, final Progress progress) throws IOException {
        final String name = capture.getFileName().toString();
        final List<ArchivedCapture> made = new ArrayList<>();
        WholeFile.write(folder.resolve(name + SUFFIX), out -> {
            final Sha256 compressed = new Sha256(out);
            final GZIPOutputStream zip = new GZIPOutputStream(compressed, CHUNK);
            final Sha256 raw = new Sha256(zip);
            try (var in = Files.newInputStream(capture)) {
                final byte[] chunk = new byte[CHUNK];
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    raw.write(chunk, 0, count);
                    progress.onBytes(count);
                }
            }
            zip.finish();
            made.add(new ArchivedCapture(name, raw.bytes(), raw.hex(), compressed.bytes(), compressed.hex()));
        });
        return made.get(0);
    }

    private void write(final List<ArchivedCapture> captures) throws IOException {
        final StringBuilder text = new StringBuilder(VERSION).append('\n');
        for (final ArchivedCapture each : captures) {
            text.append(String.join(
                            " ",
                            each.name(),
                            Long.toString(each.bytes()),
                            each.sha256(),
                            Long.toString(each.compressedBytes()),
                            each.compressedSha256()))
                    .append('\n');
        }
        final byte[] whole = (text + SUM + sum(text.toString()) + '\n').getBytes(StandardCharsets.US_ASCII);
        WholeFile.write(folder.resolve(LIST), out -> out.write(whole));
    }

    private static String sum(final String text) {
        return HexFormat.of().formatHex(Sha256.digest().digest(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** What the archive holds; empty where nothing was captured. */
    List<ArchivedCapture> list() throws ArchiveException {
        final Path file = folder.resolve(LIST);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (final IllegalArgumentException e) {
            throw new ArchiveException(
                    Kind.DAMAGE,
                    file + " is damaged: " + e.getMessage()
                            + "; take the archive from a copy, or archive the journal to another folder",
                    e);
        } catch (final IOException e) {
            throw new ArchiveException(
                    Kind.ENVIRONMENT, "cannot read " + file + ": " + DiskFailure.text(e) + "; check its rights", e);
        }
    }

    private static List<ArchivedCapture> parse(final String text) {
        final int end = text.lastIndexOf(SUM);
        if (!text.startsWith(VERSION + '\n')
                || end < 0
                || !text.substring(end).equals(SUM + sum(text.substring(0, end)) + '\n')) {
            throw new IllegalArgumentException(
                    "it is cut short or changed: its last line is not the SHA-256 of the lines above");
        }
        final List<ArchivedCapture> all = new ArrayList<>();
        for (final String line : text.substring(0, end).lines().skip(1).toList()) {
            final String[] words = line.split(" ", -1);
            if (words.length != WORDS || !words[0].matches(NAME)) {
                throw new IllegalArgumentException("\"" + line + "\" is no line of it");
            }
            all.add(new ArchivedCapture(
                    words[0], Long.parseLong(words[1]), words[2], Long.parseLong(words[3]), words[WORDS - 1]));
        }
        return all;
    }

    private CompressedFile file(final ArchivedCapture capture) {
        return new CompressedFile(
                folder.resolve(capture.name() + SUFFIX),
                capture.bytes(),
                capture.sha256(),
                capture.compressedBytes(),
                capture.compressedSha256());
    }

    /** Reads all of them back; what is wrong, a line for each file. */
    List<String> damages(final Progress progress) throws ArchiveException {
        final List<String> damages = new ArrayList<>();
        for (final ArchivedCapture each : list()) {
            final CompressedFile file = file(each);
            final String damage = file.damage(progress);
            if (damage != null) {
                damages.add(file.path() + ": " + damage);
            }
        }
        return damages;
    }

    /** Why those of a journal are not in the archive, or null when they are. */
    String doubt(final Path journal) {
        try {
            final List<ArchivedCapture> all = list();
            for (final Path each : of(journal)) {
                final ArchivedCapture known = find(all, each);
                if (known == null || known.bytes() != Files.size(each)) {
                    return "its capture " + each.getFileName() + " is not archived";
                }
            }
            return null;
        } catch (final ArchiveException e) {
            return e.getMessage();
        } catch (final IOException e) {
            return "its captures cannot be listed: " + DiskFailure.text(e);
        }
    }

    /** Into a journal that is made. Returns what is wrong with one of them, or null. */
    String restore(final Path journal, final Progress progress) throws IOException, ArchiveException {
        final List<ArchivedCapture> all = list();
        if (all.isEmpty()) {
            return null;
        }
        final Path target = journal.resolve(FOLDER);
        Files.createDirectories(target);
        for (final ArchivedCapture each : all) {
            final CompressedFile file = file(each);
            final String[] damage = new String[1];
            WholeFile.writeSynced(target.resolve(each.name()), out -> damage[0] = file.extract(out, progress));
            if (damage[0] != null) {
                return file.path() + ": " + damage[0];
            }
        }
        WholeFile.syncFolder(target);
        return null;
    }
}
