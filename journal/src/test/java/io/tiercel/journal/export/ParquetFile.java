package io.tiercel.journal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/** Reads Parquet as the writer here has it, straight from the format's text and with none of the writer's code. */
final class ParquetFile {
    private static final int BOOLEAN = 0;
    private static final int INT32 = 1;
    private static final int BYTE_ARRAY = 6;
    private static final int UNSIGNED_FROM = 11;
    private static final int UNSIGNED_TO = 13;
    private static final int DICTIONARY_PAGE = 2;
    private static final int RLE_DICTIONARY = 8;

    private final ByteBuffer file;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private final Map<String, Map<Integer, Object>> schema = new LinkedHashMap<>();
    private int groups;
    private final List<String> ranges = new ArrayList<>();

    ParquetFile(final Path path) throws IOException {
        file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        final int end = file.capacity();
        assertEquals("PAR1", text(0, 4));
        assertEquals("PAR1", text(end - 4, 4));
        final int footer = end - 8 - file.getInt(end - 8);
        read(new Thrift(file, footer).struct());
    }

    /** Values by column, as text; null is not in it. */
    List<Map<String, String>> rows() {
        return rows;
    }

    /** An element of the schema, its fields by their numbers. */
    Map<Integer, Object> column(final String name) {
        return schema.get(name);
    }

    int groups() {
        return groups;
    }

    /** Least and most of the column of this name, of one row group after the other. */
    List<String> ranges(final String column) {
        return ranges.stream().filter(range -> range.startsWith(column + " ")).toList();
    }

    private String text(final int offset, final int length) {
        return new String(file.array(), offset, length, StandardCharsets.UTF_8);
    }

    private void read(final Map<Integer, Object> footer) throws IOException {
        final List<Object> elements = list(footer.get(2));
        for (final Object element : elements.subList(1, elements.size())) {
            final Map<Integer, Object> fields = struct(element);
            schema.put(string(fields.get(4)), fields);
        }
        for (final Object group : list(footer.get(4))) {
            groups++;
            readGroup(struct(group));
        }
        assertEquals(footer.get(3), (long) rows.size());
    }

    private void readGroup(final Map<Integer, Object> group) throws IOException {
        final int begin = rows.size();
        final int count = (int) (long) group.get(3);
        for (int i = 0; i < count; i++) {
            rows.add(new LinkedHashMap<>());
        }
        for (final Object chunk : list(group.get(1))) {
            readColumn(struct(struct(chunk).get(3)), begin, count);
        }
    }

    private void readColumn(final Map<Integer, Object> column, final int begin, final int count) throws IOException {
        final List<Object> path = list(column.get(3));
        final String name = string(path.get(0));
        final int type = (int) (long) column.get(1);
        final boolean optional = (long) schema.get(name).get(3) == 1;
        final Map<Integer, Object> statistics = struct(column.get(12));
        List<String> dictionary = null;
        int position = (int) (long) column.getOrDefault(11, column.get(9));
        Page page = new Page(position);
        if (page.type == DICTIONARY_PAGE) {
            dictionary = values(page.content, type, page.count, name);
            position = page.end;
            assertEquals(column.get(9), (long) position);
            page = new Page(position);
        }
        assertEquals(column.get(5), (long) page.count);
        final List<Integer> repetitions = path.size() > 1 ? levels(page.content, page.count) : null;
        final List<Integer> definitions = optional ? levels(page.content, page.count) : null;
        final int most = path.size() > 1 ? 2 : 1;
        final int present = definitions == null
                ? page.count
                : (int) definitions.stream().filter(level -> level == most).count();
        assertEquals(statistics.get(3), (long) page.count - present);
        final List<String> values = page.encoding == RLE_DICTIONARY
                ? names(page.content, dictionary, present)
                : values(page.content, type, present, name);
        int row = begin - 1;
        int value = 0;
        for (int i = 0; i < page.count; i++) {
            final int level = definitions == null ? most : definitions.get(i);
            row += repetitions == null || repetitions.get(i) == 0 ? 1 : 0;
            if (level == most) {
                final String text = values.get(value++);
                rows.get(row).merge(name, text, (list, next) -> list + " " + next);
            } else if (level == 1) {
                rows.get(row).put(name, "");
            }
        }
        assertEquals(begin + count - 1, row);
        if (statistics.containsKey(5)) {
            ranges.add(name + " " + number((byte[]) statistics.get(6), type) + " "
                    + number((byte[]) statistics.get(5), type));
        }
    }

    private static long number(final byte[] bytes, final int type) {
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return type == INT32 ? buffer.getInt() : buffer.getLong();
    }

    private List<String> values(final ByteBuffer page, final int type, final int count, final String name) {
        final long converted = (long) schema.get(name).getOrDefault(6, -1L);
        final List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(
                    switch (type) {
                        case BOOLEAN -> Boolean.toString((page.get(page.position() + i / 8) >> i % 8 & 1) != 0);
                        case INT32 ->
                            converted >= UNSIGNED_FROM && converted <= UNSIGNED_TO
                                    ? Integer.toUnsignedString(page.getInt())
                                    : Integer.toString(page.getInt());
                        case BYTE_ARRAY -> {
                            final byte[] bytes = new byte[page.getInt()];
                            page.get(bytes);
                            yield "'" + new String(bytes, StandardCharsets.UTF_8);
                        }
                        case 5 -> Long.toHexString(page.getLong());
                        default -> Long.toString(page.getLong());
                    });
        }
        return values;
    }

    private static List<String> names(final ByteBuffer page, final List<String> dictionary, final int count) {
        final int width = page.get();
        final List<String> names = new ArrayList<>();
        if (count > 0) {
            final long header = Thrift.varint(page);
            assertEquals(1, header & 1);
            final int begin = page.position();
            for (int i = 0; i < count; i++) {
                int index = 0;
                for (int bit = 0; bit < width; bit++) {
                    final int at = i * width + bit;
                    index |= (page.get(begin + at / 8) >> at % 8 & 1) << bit;
                }
                names.add(dictionary.get(index));
            }
            page.position(begin + (int) (header >> 1) * width);
        }
        assertEquals(0, page.remaining());
        return names;
    }

    private static List<Integer> levels(final ByteBuffer page, final int count) {
        final int end = page.getInt() + page.position();
        final List<Integer> levels = new ArrayList<>();
        while (page.position() < end) {
            final long header = Thrift.varint(page);
            assertEquals(0, header & 1);
            final int level = page.get();
            for (long i = 0; i < header >> 1; i++) {
                levels.add(level);
            }
        }
        assertEquals(count, levels.size());
        return levels;
    }

    @SuppressWarnings("unchecked")
    private static Map<Integer, Object> struct(final Object struct) {
        return (Map<Integer, Object>) struct;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(final Object list) {
        return (List<Object>) list;
    }

    private static String string(final Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    /** A page, checked and inflated. */
    private final class Page {
        private final int type;
        private final int count;
        private final long encoding;
        private final int end;
        private final ByteBuffer content;

        Page(final int position) throws IOException {
            final Thrift thrift = new Thrift(file, position);
            final Map<Integer, Object> header = thrift.struct();
            type = (int) (long) header.get(1);
            final Map<Integer, Object> own = struct(header.get(type == DICTIONARY_PAGE ? 7 : 5));
            count = (int) (long) own.get(1);
            encoding = (long) own.get(2);
            final int length = (int) (long) header.get(3);
            end = thrift.position() + length;
            final CRC32 crc = new CRC32();
            crc.update(file.array(), thrift.position(), length);
            assertEquals((int) crc.getValue(), (int) (long) header.get(4));
            try (GZIPInputStream gzip =
                    new GZIPInputStream(new ByteArrayInputStream(file.array(), thrift.position(), length))) {
                content = ByteBuffer.wrap(gzip.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            }
            assertEquals(header.get(2), (long) content.capacity());
        }
    }
}
