package io.tiercel.engine.feed.history;

import io.tiercel.codecs.dbn.DbnMetadata;
import io.tiercel.engine.feed.capture.Compression;
import io.tiercel.engine.feed.capture.FileBytes;
import io.tiercel.engine.feed.capture.PacketReader;
import io.tiercel.engine.feed.history.table.TableForm;
import io.tiercel.engine.feed.history.table.TableMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Files of market data, read in order as one stream. */
public final class HistoryFiles {
    private static final int STEPS_BETWEEN_LOOKS = 4_096;
    private static final String FIND = "; leave --format out to have the format found";

    private final List<Path> files;
    private final FileFormat format;
    private final Protocols protocols;
    /** Null when nobody says what columns are. */
    private final TableMapping mapping;

    private final boolean lines;
    private final List<Read> reads = new ArrayList<>();
    private final Channels channels = new Channels();
    private final Origin origin = new Origin();
    /** Of the reading that goes on: of all its captures. */
    private CaptureStreams streams;

    private Progress waiting = (file, bytesRead, bytesOfAll) -> true;

    /** Who waits for the end. */
    public interface Progress {
        /** @return false to stop */
        boolean onBytes(Path file, long bytesRead, long bytesOfAll);
    }

    /**
     * One file that was read, or begun to be.
     *
     * @param content what it says of itself; empty where it says nothing
     */
    public record Read(Path file, FileFormat format, Compression compression, long bytes, String content) {
        Read of(final String newContent) {
            return new Read(file, format, compression, bytes, newContent);
        }
    }

    /**
     * @param format of all files; null to find out for each
     * @throws HistoryException when one of them is not there
     */
    public HistoryFiles(final List<Path> files, final FileFormat format, final Protocols protocols) {
        this(files, format, protocols, null, false);
    }

    /**
     * @param format  of all files; null to find out for each
     * @param mapping of the columns of those that are text; null for our own names of them
     * @param lines   whether they are captures of one time, to be read together by the times of their packets
     * @throws HistoryException when one of them is not there
     */
    public HistoryFiles(
            final List<Path> files,
            final FileFormat format,
            final Protocols protocols,
            final TableMapping mapping,
            final boolean lines) {
        this.files = files;
        this.lines = lines;
        this.mapping = mapping;
        this.format = format;
        this.protocols = protocols;
        for (final Path file : files) {
            if (!Files.exists(file)) {
                throw new HistoryException(file + " does not exist; name files that do");
            }
            if (Files.isDirectory(file)) {
                throw new HistoryException(file + " is a folder; name the files in it");
            }
        }
    }

    /**
     * The same, to be read before them.
     *
     * @throws HistoryException when one of them can be read only once
     */
    HistoryFiles again() {
        for (final Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new HistoryException(
                        file + " can be read only once, and books of MDP 3.0 take two readings; name a file");
            }
        }
        return new HistoryFiles(files, format, protocols, mapping, lines);
    }

    Protocols protocols() {
        return protocols;
    }

    /** Who waits for the reading that goes on. */
    Progress waiting() {
        return waiting;
    }

    /** In their order. */
    public List<Path> paths() {
        return files;
    }

    /**
     * Makes sure that they can be read more than once.
     *
     * @param why in words
     * @throws HistoryException when one of them cannot
     */
    public HistoryFiles repeatable(final String why) {
        for (final Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new HistoryException(file + " can be read only once, and " + why + "; name a file");
            }
        }
        return this;
    }

    /** Of all files together. */
    public long totalBytes() {
        long total = 0;
        for (final Path file : files) {
            try {
                total += Files.size(file);
            } catch (final IOException unknown) {
                throw new UncheckedIOException(file + ": " + unknown.getMessage(), unknown);
            }
        }
        return total;
    }

    /** Whether they are ITCH messages, each behind its length: the form in which NASDAQ publishes days. */
    public static boolean isItchFile(final FileBytes bytes) {
        return ItchFileContent.recognises(bytes);
    }

    /** Those that were read so far. */
    public List<Read> reads() {
        return reads;
    }

    List<Channel> channels() {
        return channels.all();
    }

    /**
     * Reads them all.
     *
     * @return false when it was stopped, by who waits or by what is malformed
     * @throws HistoryException when one of them is none that can be read, or nothing in them is of a protocol
     */
    boolean read(final Dispatch target, final Progress progress) {
        final long total = totalBytes();
        waiting = progress;
        streams = new CaptureStreams(origin, channels, target);
        try {
            if (lines) {
                return readTogether(target, progress, total);
            }
            long before = 0;
            for (final Path file : files) {
                origin.file(file);
                try (FileBytes bytes = opened(file)) {
                    if (!read(file, bytes, target, progress, before, total) && !(target.complete() && isTable())) {
                        target.end();
                        return target.complete();
                    }
                    if (isTable()) {
                        target.reopen();
                    }
                    before += bytes.bytesRead();
                } catch (final IOException | UncheckedIOException unreadable) {
                    throw unreadable(file, unreadable);
                }
            }
            streams.end();
        } catch (final Faults.StrictException stopped) {
            return false;
        }
        target.finish(true);
        return true;
    }

    /** Whether the file was text: tables of one time come in several files, one for each kind. */
    private boolean isTable() {
        final FileFormat newest = reads.get(reads.size() - 1).format();
        return newest == FileFormat.LOBSTER || newest == FileFormat.CSV || newest == FileFormat.JSONL;
    }

    private static FileBytes opened(final Path file) {
        try {
            return FileBytes.open(file);
        } catch (final NoSuchFileException missing) {
            throw new HistoryException(file + " does not exist any more; name files that do");
        } catch (final IOException | UncheckedIOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    private static HistoryException unreadable(final Path file, final Exception unreadable) {
        return new HistoryException(
                file + (unreadable instanceof IOException ? " cannot be read: " : " ") + unreadable.getMessage());
    }

    /** Captures of one time: packet by packet, the oldest first. */
    private boolean readTogether(final Dispatch target, final Progress progress, final long total) {
        try (MergedCaptures merged = new MergedCaptures(origin)) {
            for (final Path file : files) {
                origin.file(file);
                final FileBytes bytes = opened(file);
                merged.add(file, bytes, open(file, bytes, target));
            }
            boolean goesOn = true;
            for (long step = 0; goesOn && merged.step(); step++) {
                goesOn = !target.complete()
                        && (step % STEPS_BETWEEN_LOOKS != 0
                                || progress.onBytes(merged.file(), merged.bytesRead(), total));
            }
            if (goesOn) {
                streams.end();
            }
            target.finish(goesOn);
            return goesOn || target.complete();
        }
    }

    private boolean read(
            final Path file,
            final FileBytes bytes,
            final Dispatch target,
            final Progress progress,
            final long before,
            final long total) {
        final ContentReader content = open(file, bytes, target);
        for (long step = 0; content.step(); step++) {
            if (target.complete()
                    || step % STEPS_BETWEEN_LOOKS == 0 && !progress.onBytes(file, before + bytes.bytesRead(), total)) {
                return false;
            }
        }
        target.onFileEnd(origin);
        return true;
    }

    /** Finds out what it is, and begins to read it. */
    ContentReader open(final Path file, final FileBytes bytes, final Dispatch target) {
        if (!bytes.has(1) && bytes.damage() == null) {
            throw new HistoryException(file + " is empty; name a file of market data");
        }
        final FileFormat found = format != null ? format : find(file, bytes);
        if (found == null) {
            throw new HistoryException(file + unrecognised(bytes));
        }
        new IdleOptions(files, format, protocols, mapping).refuse(file, found);
        final Read read = new Read(file, found, bytes.compression(), size(file), "");
        return switch (found) {
            case ITCH_FILE -> {
                if (!ItchFileContent.hasAny(bytes)) {
                    throw new HistoryException(
                            file + " is no file of ITCH messages: it begins with " + begin(bytes) + FIND);
                }
                reads.add(read);
                yield itchFile(bytes, target);
            }
            case PCAP -> {
                reads.add(read);
                yield new CaptureContent(packets(file, bytes, target), origin, channels, streams, target);
            }
            case DBN -> dbn(read, bytes, target);
            case LOBSTER -> lobster(read, bytes, target);
            case CSV, JSONL -> table(read, bytes, target);
        };
    }

    /** Null when it is none that is known. */
    private FileFormat find(final Path file, final FileBytes bytes) {
        if (PacketReader.isCapture(bytes)) {
            return FileFormat.PCAP;
        }
        if (DbnContent.recognises(bytes)) {
            return FileFormat.DBN;
        }
        if (ItchFileContent.recognises(bytes)) {
            return FileFormat.ITCH_FILE;
        }
        final byte[] line = firstLine(bytes);
        if (line != null && (mapping != null || TableForm.fits(columns(), line))) {
            return FileFormat.CSV;
        }
        return LobsterContent.recognise(bytes, file) != null ? FileFormat.LOBSTER : null;
    }

    private TableMapping columns() {
        return mapping == null ? TableMapping.ofDefaults() : mapping;
    }

    private byte[] firstLine(final FileBytes bytes) {
        return TableContent.firstLine(bytes, columns().skipLines());
    }

    private ContentReader table(final Read read, final FileBytes bytes, final Dispatch target) {
        final byte[] line = firstLine(bytes);
        if (line == null) {
            throw new HistoryException(read.file() + " is no text of lines: it begins with " + begin(bytes) + FIND);
        }
        final TableForm form;
        try {
            form = TableForm.of(columns(), line);
        } catch (final TableForm.FormException other) {
            throw new HistoryException(read.file() + ": " + other.getMessage());
        }
        final Channel channel = channels.get("table", new TableProtocol());
        ((TableProtocol) channel.protocol()).form(form);
        reads.add(new Read(
                read.file(),
                form.json() ? FileFormat.JSONL : FileFormat.CSV,
                read.compression(),
                read.bytes(),
                form.kind().title()));
        return new TableContent(bytes, form, columns().skipLines(), origin, channel, target);
    }

    private ContentReader itchFile(final FileBytes bytes, final Dispatch target) {
        final String name = FileFormat.ITCH_FILE.title();
        final boolean continues = channels.has(name);
        return new ItchFileContent(bytes, origin, channels.get(name, protocols.get("itch50")), continues, target);
    }

    private ContentReader dbn(final Read read, final FileBytes bytes, final Dispatch target) {
        if (!DbnContent.recognises(bytes)) {
            throw new HistoryException(read.file() + " is no DBN: it begins with " + begin(bytes) + FIND);
        }
        final DbnMetadata metadata;
        try {
            metadata = DbnContent.metadata(bytes);
        } catch (final IllegalArgumentException unreadable) {
            throw new HistoryException(read.file() + " cannot be read: " + unreadable.getMessage());
        }
        final Channel channel = channels.get(FileFormat.DBN.title(), new DbnProtocol());
        ((DbnProtocol) channel.protocol()).metadata(metadata);
        reads.add(read.of("version " + metadata.version() + ", " + metadata.dataset() + ", " + metadata.schemaName()));
        return new DbnContent(bytes, origin, channel, target);
    }

    private ContentReader lobster(final Read read, final FileBytes bytes, final Dispatch target) {
        final LobsterProtocol table = LobsterContent.recognise(bytes, read.file());
        if (table == null) {
            throw new HistoryException(
                    read.file() + " is no table of LOBSTER: neither of its first two lines is a message"
                            + " or an order book; it begins with " + begin(bytes) + FIND);
        }
        final Channel channel = channels.get(FileFormat.LOBSTER.title() + " " + table.content(), table);
        if (!table.messages()) {
            ((LobsterProtocol) channel.protocol()).times(LobsterTimes.find(files, read.file(), table));
        }
        reads.add(read.of(table.content()));
        return new LobsterContent(bytes, origin, channel, target);
    }

    private PacketReader packets(final Path file, final FileBytes bytes, final Dispatch target) {
        final PacketReader packets = PacketReader.of(bytes, (record, offset, reason) -> {
            origin.file(file);
            origin.at(record, offset, 0, null);
            target.onFault(origin, reason);
            target.onUnread(origin);
        });
        if (packets == null) {
            throw new HistoryException(file + " is neither pcap nor pcapng: it begins with " + begin(bytes) + FIND);
        }
        return packets;
    }

    private static String unrecognised(final FileBytes bytes) {
        if (bytes.damage() != null) {
            return ": " + bytes.damage() + "; is it whole?";
        }
        return " is of no format that is known: it begins with " + begin(bytes)
                + "; where it is one all the same, name it by --format";
    }

    private static String begin(final FileBytes bytes) {
        final StringBuilder text = new StringBuilder("bytes");
        bytes.has(8);
        for (int i = 0; i < Math.min(8, bytes.available()); i++) {
            text.append(String.format(Locale.ROOT, " %02X", bytes.buffer().getByte(bytes.position() + i) & 0xFF));
        }
        return bytes.available() == 0 ? "nothing" : text.toString();
    }

    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException gone) {
            throw new UncheckedIOException("cannot be read: " + gone.getMessage(), gone);
        }
    }
}
