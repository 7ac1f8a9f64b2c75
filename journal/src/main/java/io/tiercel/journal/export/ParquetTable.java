package io.tiercel.journal.export;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * An Apache Parquet file: {@code PAR1}, row groups, the footer, its length (4 bytes, little endian), {@code PAR1}. A
 * row group has for each column one data page (version 1), before it the dictionary's where there is one; pages are
 * gzipped and have a CRC32. Headers and footer are Thrift structs; the numbers of their fields are those of
 * parquet.thrift.
 */
final class ParquetTable implements Table {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    /** The footer's; it says that logical types and nanoseconds are in use. */
    private static final int FORMAT_VERSION = 2;

    private static final String CREATED_BY = "tiercel journal export";
    private static final int GZIP = 2;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int RLE_DICTIONARY = 8;
    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;
    /** What a row group may take of memory, at the most. */
    private static final int MAX_GROUP_BYTES = 8 << 20;

    private static final int MAX_GROUP_ROWS = 1 << 16;
    /** The room is looked at after so many rows. */
    private static final int CHECK_MASK = (1 << 8) - 1;

    private final FileOutputStream file;
    private final OutputStream out;
    private final List<ParquetColumn> columns = new ArrayList<>();
    private final Bytes page = new Bytes();
    private final Bytes header = new Bytes();
    private final Bytes groups = new Bytes();
    private final int maxGroupRows;
    private long position;
    private int groupCount;
    private int groupRows;
    private long rows;

    ParquetTable(final Path path, final List<Column> columns) throws IOException {
        this(path, columns, MAX_GROUP_ROWS);
    }

    ParquetTable(final Path path, final List<Column> columns, final int maxGroupRows) throws IOException {
        this.maxGroupRows = maxGroupRows;
        for (int i = 0; i < columns.size(); i++) {
            this.columns.add(new ParquetColumn(columns.get(i), i));
        }
        file = new FileOutputStream(path.toFile());
        out = new BufferedOutputStream(file);
        out.write(MAGIC);
        position = MAGIC.length;
    }

    @Override
    public void append(final Row row) throws IOException {
        for (final ParquetColumn column : columns) {
            column.append(row);
        }
        rows++;
        groupRows++;
        if (groupRows == maxGroupRows || (groupRows & CHECK_MASK) == 0 && groupBytes() > MAX_GROUP_BYTES) {
            endGroup();
        }
    }

    @Override
    public void finish() throws IOException {
        if (groupRows > 0) {
            endGroup();
        }
        header.clear();
        writeFooter(new ThriftWriter(header));
        final int length = header.length();
        header.putInt(length);
        header.put(MAGIC);
        header.writeTo(out);
        out.flush();
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        // not through the buffer, which may not fit on a full disk
        file.close();
    }

    private int groupBytes() {
        int bytes = 0;
        for (final ParquetColumn column : columns) {
            bytes += column.bytes();
        }
        return bytes;
    }

    private void endGroup() throws IOException {
        final ThriftWriter group = new ThriftWriter(groups);
        group.list(1, ThriftWriter.STRUCT, columns.size());
        final long begin = position;
        long plainBytes = 0;
        for (final ParquetColumn column : columns) {
            plainBytes += writeColumn(column, group);
            column.clear();
        }
        group.i64(2, plainBytes)
                .i64(3, groupRows)
                .i64(5, begin)
                .i64(6, position - begin)
                .end();
        groupCount++;
        groupRows = 0;
    }

    /** Gives back how much it were without compression. */
    private long writeColumn(final ParquetColumn column, final ThriftWriter group) throws IOException {
        final long begin = position;
        long plainBytes = 0;
        if (column.hasDictionary()) {
            plainBytes += writePage(column.dictionary(), DICTIONARY_PAGE, column);
        }
        final long dataPage = position;
        page.clear();
        column.putPage(page);
        plainBytes += writePage(page, DATA_PAGE, column);
        final String[] path = ParquetTypes.path(column.column());
        group.beginItem().i64(2, 0).beginStruct(3);
        group.i32(1, ParquetTypes.physical(column.column().type()));
        group.list(2, ThriftWriter.I32, column.hasDictionary() ? 3 : 2)
                .item(PLAIN)
                .item(RLE);
        if (column.hasDictionary()) {
            group.item(RLE_DICTIONARY);
        }
        group.list(3, ThriftWriter.BINARY, path.length);
        for (final String part : path) {
            group.item(part);
        }
        group.i32(4, GZIP).i64(5, column.count()).i64(6, plainBytes).i64(7, position - begin);
        group.i64(9, dataPage);
        if (column.hasDictionary()) {
            group.i64(11, begin);
        }
        group.beginStruct(12).i64(3, column.nulls());
        if (column.hasRange()) {
            group.binary(5, column.most()).binary(6, column.least());
        }
        group.endStruct().endStruct().endStruct();
        return plainBytes;
    }

    /** Gives back how much it were without compression. */
    private int writePage(final Bytes content, final int type, final ParquetColumn column) throws IOException {
        final byte[] packed = gzip(content);
        final CRC32 crc = new CRC32();
        crc.update(packed);
        header.clear();
        final ThriftWriter thrift = new ThriftWriter(header);
        thrift.i32(1, type).i32(2, content.length()).i32(3, packed.length).i32(4, (int) crc.getValue());
        if (type == DICTIONARY_PAGE) {
            thrift.beginStruct(7).i32(1, column.dictionarySize()).i32(2, PLAIN).endStruct();
        } else {
            thrift.beginStruct(5)
                    .i32(1, column.count())
                    .i32(2, column.hasDictionary() ? RLE_DICTIONARY : PLAIN)
                    .i32(3, RLE)
                    .i32(4, RLE)
                    .endStruct();
        }
        thrift.end();
        header.writeTo(out);
        out.write(packed);
        position += header.length() + packed.length;
        return header.length() + content.length();
    }

    private static byte[] gzip(final Bytes content) throws IOException {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream(Math.max(64, content.length() / 4));
        try (GZIPOutputStream gzip = new FastGzip(packed)) {
            content.writeTo(gzip);
        }
        return packed.toByteArray();
    }

    private void writeFooter(final ThriftWriter footer) {
        int elements = 1;
        for (final ParquetColumn column : columns) {
            elements += ParquetTypes.elements(column.column());
        }
        footer.i32(1, FORMAT_VERSION).list(2, ThriftWriter.STRUCT, elements);
        footer.beginItem().string(4, "schema").i32(5, columns.size()).endStruct();
        for (final ParquetColumn column : columns) {
            ParquetTypes.writeSchema(footer, column.column());
        }
        footer.i64(3, rows);
        footer.list(4, ThriftWriter.STRUCT, groupCount).items(groups);
        footer.string(6, CREATED_BY);
        // least and most are in the order that the type defines
        footer.list(7, ThriftWriter.STRUCT, columns.size());
        for (int i = 0; i < columns.size(); i++) {
            footer.beginItem().emptyStruct(1).endStruct();
        }
        footer.end();
    }

    /** An export waits for the processor, not for the disk. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(final OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
