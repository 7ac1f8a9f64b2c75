package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.capture.FileBytes;
import io.tiercel.engine.feed.capture.PacketReader;
import io.tiercel.engine.feed.history.table.TableMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Refuses what was said of files of a kind of which there is none: who said it takes them for something else.
 *
 * @param format  of all files; null to find out for each
 * @param mapping null when nobody says what columns are
 */
record IdleOptions(List<Path> files, FileFormat format, Protocols protocols, TableMapping mapping) {
    /** @throws HistoryException when something has an effect neither on this file nor on another one */
    void refuse(final Path file, final FileFormat found) {
        if (found != FileFormat.PCAP && (protocols.named() != null || protocols.schema() != null)) {
            refuseProtocol(file, found);
        }
        final boolean text = found == FileFormat.CSV || found == FileFormat.JSONL;
        if (!text && mapping != null && !another(file, IdleOptions::mayBeTable)) {
            throw bad("--columns", file, found, "what the columns of CSV and JSON lines are");
        }
    }

    private void refuseProtocol(final Path file, final FileFormat found) {
        final Protocol named = protocols.named();
        // Of a file of ITCH messages it is needless, but true.
        final boolean same = found == FileFormat.ITCH_FILE && named == protocols.get("itch50");
        if (another(file, PacketReader::isCapture)) {
            return;
        }
        if (named != null && !same) {
            throw bad("--protocol " + named.name(), file, found, "what captures carry");
        }
        if (protocols.schema() != null) {
            throw bad("--schema " + protocols.schema(), file, found, "how messages of MDP 3.0 in captures are read");
        }
    }

    private static HistoryException bad(
            final String option, final Path file, final FileFormat found, final String what) {
        return new HistoryException(option + " would have no effect: it says " + what + ", and " + file
                + " is of format " + found.title() + "; leave it out");
    }

    private static boolean mayBeTable(final FileBytes bytes) {
        return !PacketReader.isCapture(bytes) && !DbnContent.recognises(bytes) && !ItchFileContent.recognises(bytes);
    }

    private boolean another(final Path file, final Predicate<FileBytes> kind) {
        return format == null && files.stream().anyMatch(other -> !other.equals(file) && is(other, kind));
    }

    /** What cannot be read is told when its turn comes. */
    private static boolean is(final Path file, final Predicate<FileBytes> kind) {
        if (!Files.isRegularFile(file)) {
            return true;
        }
        try (FileBytes bytes = FileBytes.open(file)) {
            return kind.test(bytes);
        } catch (final IOException | UncheckedIOException unreadable) {
            return true;
        }
    }
}
