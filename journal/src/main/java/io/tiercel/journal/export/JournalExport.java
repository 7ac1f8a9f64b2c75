package io.tiercel.journal.export;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Stream;
import io.tiercel.journal.dump.FieldDecoder;
import io.tiercel.journal.dump.JournalWalk;
import io.tiercel.journal.dump.MessageSchemas;
import io.tiercel.journal.dump.RecordListener;
import io.tiercel.journal.dump.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a journal as tables, a file for each kind of message. A kind that was asked for by name has a table, also when
 * there is no such record.
 */
public final class JournalExport {
    /** The table of what no schema knows. */
    static final String UNDECODED = "undecoded";

    private final Path journal;
    private final ExportFormat format;
    private final Path target;
    private final boolean replace;
    private final Selection selection;
    private final MessageSchemas schemas = new MessageSchemas();
    private List<Path> removed = List.of();

    /**
     * @param target  a folder that is made
     * @param replace an export that is there already
     */
    public JournalExport(
            final Path journal,
            final ExportFormat format,
            final Path target,
            final boolean replace,
            final Selection selection) {
        this.journal = journal;
        this.format = format;
        this.target = target;
        this.replace = replace;
        this.selection = selection;
    }

    /** One table. */
    public record TableFile(String name, String file, long records, long bytes) {}

    /**
     * What became of it.
     *
     * @param folder  that holds the tables: the target when all is in them, else one of another name
     * @param whole   whether all that was asked for is in them
     * @param stopped whether the watch ended it
     * @param fault   where the journal could not be read on; null when it was read to its end
     */
    public record Result(
            Path folder, boolean whole, boolean stopped, long records, List<TableFile> tables, JournalFault fault) {}

    /**
     * Does it. A damaged journal is written up to the damage.
     *
     * @throws JournalException when there is no journal, or the target is there and may not be replaced
     * @throws ExportException when it cannot be written; nothing of it stays then
     */
    public Result run(final JournalWalk.Watch watch) throws ExportException {
        final ExportFolder folder = new ExportFolder(target, replace, fileNames());
        Path partial = null;
        final Tables tables = new Tables();
        try {
            folder.check();
            partial = folder.open();
            tables.folder = partial;
            tables.openThoseAskedFor();
            final JournalWalk.Result walked =
                    new JournalWalk(journal, schemas, selection, tables, tables.fields).walk(watch);
            tables.finish();
            final boolean whole = walked.fault() == null && !walked.stopped();
            final List<TableFile> files = tables.files();
            if (whole) {
                folder.commit();
            } else {
                folder.keep();
            }
            removed = folder.removed();
            return new Result(
                    whole ? target : partial, whole, walked.stopped(), walked.records(), files, walked.fault());
        } catch (final IOException e) {
            throw new ExportException(
                    "cannot write the export to " + target + ": " + DiskFailure.text(e)
                            + discard(tables, folder, partial),
                    e);
        } catch (final RuntimeException e) {
            try {
                tables.close();
                folder.discard();
            } catch (final IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /** What exports to this folder left that were interrupted, and is gone now. */
    public List<Path> removed() {
        return removed;
    }

    private static String discard(final Tables tables, final ExportFolder folder, final Path partial) {
        if (partial == null) {
            return "; check the path and its permissions";
        }
        final String written = "; " + tables.records + " records were taken up, ";
        try {
            tables.close();
            folder.discard();
            return written + "and what was written of them is deleted; check free space and permissions";
        } catch (final IOException e) {
            return written + "and what was written of them stays in " + partial + " (" + DiskFailure.text(e)
                    + "): delete it, and check free space and permissions";
        }
    }

    private Set<String> fileNames() {
        final Set<String> names = new HashSet<>();
        for (final ExportFormat each : ExportFormat.values()) {
            names.add(each.fileName(UNDECODED));
            schemas.messageNames().forEach(kind -> names.add(each.fileName(kind)));
        }
        return names;
    }

    /** The open tables, by name. */
    private final class Tables implements RecordListener {
        private final RowFields fields = new RowFields();
        private final SortedMap<String, Open> open = new TreeMap<>();
        private Path folder;
        private Open current;
        private long records;

        void openThoseAskedFor() throws IOException {
            for (final String kind : selection.kinds()) {
                if (schemas.message(kind) != null) {
                    table(kind);
                }
            }
        }

        @Override
        public void onBegin(final Stream stream, final JournalReader record, final String kind) throws IOException {
            current = table(kind);
            begin(stream, record, kind);
            fields.begin(current.message, current.row);
        }

        @Override
        public void onEnd() throws IOException {
            current.table.append(current.row);
            current.records++;
            records++;
        }

        @Override
        public void onUndecoded(final Stream stream, final JournalReader record, final String kind) throws IOException {
            current = table(UNDECODED);
            begin(stream, record, kind);
            final int bytes = MessageColumns.undecoded().size() - 1;
            current.row.text(bytes, FieldDecoder.hex(record.buffer(), record.offset(), record.length()));
            onEnd();
        }

        private void begin(final Stream stream, final JournalReader record, final String kind) {
            final Row row = current.row;
            row.clear();
            row.text(MessageColumns.STREAM, stream.recordName());
            row.number(MessageColumns.SEQUENCE, record.sequence());
            row.number(MessageColumns.TIME, record.timeNs());
            row.text(MessageColumns.KIND, kind);
            row.number(MessageColumns.CAUSE, record.cause());
            if (stream == Stream.OUTPUT) {
                row.number(MessageColumns.ORDINAL, record.ordinal());
            }
        }

        private Open table(final String name) throws IOException {
            final Open known = open.get(name);
            if (known != null) {
                return known;
            }
            final MessageColumns message = name.equals(UNDECODED) ? null : MessageColumns.of(schemas.message(name));
            final List<Column> columns = message == null ? MessageColumns.undecoded() : message.columns();
            final Path file = folder.resolve(format.fileName(name));
            final Open made = new Open(file, message, new Row(columns.size()), format.open(file, columns));
            open.put(name, made);
            return made;
        }

        void finish() throws IOException {
            for (final Open each : open.values()) {
                each.table.finish();
            }
            close();
        }

        void close() throws IOException {
            for (final Open each : open.values()) {
                each.table.close();
            }
        }

        List<TableFile> files() throws IOException {
            final List<TableFile> files = new ArrayList<>();
            for (final var each : open.entrySet()) {
                final Path file = each.getValue().file;
                files.add(new TableFile(
                        each.getKey(), file.getFileName().toString(), each.getValue().records, Files.size(file)));
            }
            return files;
        }
    }

    /** A table that is being written. */
    private static final class Open {
        private final Path file;
        private final MessageColumns message;
        private final Row row;
        private final Table table;
        private long records;

        Open(final Path file, final MessageColumns message, final Row row, final Table table) {
            this.file = file;
            this.message = message;
            this.row = row;
            this.table = table;
        }
    }
}
