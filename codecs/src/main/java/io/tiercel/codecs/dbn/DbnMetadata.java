package io.tiercel.codecs.dbn;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * What stands before the records of a file. Little endian.
 *
 * <table>
 * <caption>Layout: offset/bytes; from the schema on, behind the prelude of 8</caption>
 * <tr><td>prelude</td><td>"DBN" 0/3, version 3/1, length of what follows 4/4</td></tr>
 * <tr><td>fixed</td><td>dataset 0/16, schema 16/2, start 18/8, end 26/8, limit 34/8, in version 1 a count of records
 * 42/8; then: symbology in /1, out /1, send times /1, from version 2 on bytes of a symbol /2, reserved to 100 bytes in
 * all; then a length /4 and so many bytes, which say nothing yet</td></tr>
 * <tr><td>lists</td><td>symbols, partial, not found: each a count /4 and symbols</td></tr>
 * <tr><td>mappings</td><td>count /4; each: symbol, count /4 of intervals; each: first day /4, day behind the last /4,
 * symbol</td></tr>
 * </table>
 *
 * @param schema     its number; 0xFFFF for several
 * @param sendTimes  a time of 8 bytes stands behind each record
 * @param symbolIn   what kind the symbols of the request are
 * @param symbolOut  what kind they were mapped to
 * @param mappings   of symbols of the request to those of the records
 */
public record DbnMetadata(
        int version,
        String dataset,
        int schema,
        boolean sendTimes,
        int symbolIn,
        int symbolOut,
        List<Mapping> mappings) {
    public static final int PRELUDE_LENGTH = 8;
    public static final int MAX_LENGTH = 1 << 23;
    /** Of {@link #symbolIn} and {@link #symbolOut}: symbols are instruments' numbers. */
    public static final int INSTRUMENT_ID = 0;

    private static final int FIXED_LENGTH = 100;
    private static final int SYMBOL_LENGTH_V1 = 22;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final String[] SCHEMAS = {
        "mbo", "mbp-1", "mbp-10", "tbbo", "trades", "ohlcv-1s", "ohlcv-1m", "ohlcv-1h", "ohlcv-1d", "definition",
        "statistics", "status", "imbalance", "ohlcv-eod", "cmbp-1", "cbbo-1s", "cbbo-1m", "tcbbo", "bbo-1s", "bbo-1m"
    };

    /**
     * One interval of a mapping.
     *
     * @param from as yyyymmdd
     * @param to   the day behind the last one
     */
    public record Mapping(String symbol, int from, int to, String mapped) {}

    /** Whether these bytes, at least 4, begin a file of any version. */
    public static boolean isDbn(final DirectBuffer buffer, final int offset) {
        return buffer.getByte(offset) == 'D' && buffer.getByte(offset + 1) == 'B' && buffer.getByte(offset + 2) == 'N';
    }

    /** Of the prelude. */
    public static int version(final DirectBuffer buffer, final int offset) {
        return buffer.getByte(offset + 3) & 0xFF;
    }

    /** Of what follows the prelude, unsigned. */
    public static long length(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + 4, ORDER) & 0xFFFF_FFFFL;
    }

    /**
     * Reads what follows the prelude.
     *
     * @throws IllegalArgumentException when its counts and lengths do not fit these bytes; the message says which
     */
    public static DbnMetadata read(final int version, final DirectBuffer buffer, final int offset, final int length) {
        if (length < FIXED_LENGTH) {
            throw new IllegalArgumentException(
                    "its metadata has " + length + " bytes; it has at least " + FIXED_LENGTH);
        }
        final String dataset = text(buffer, offset, 16);
        final int schema = buffer.getShort(offset + 16, ORDER) & 0xFFFF;
        final int symbology = offset + (version == 1 ? 50 : 42);
        final int symbolLength = version == 1 ? SYMBOL_LENGTH_V1 : buffer.getShort(symbology + 3, ORDER) & 0xFFFF;
        final Cursor cursor = new Cursor(buffer, offset + FIXED_LENGTH, offset + length, symbolLength);
        cursor.skip(cursor.count(1));
        for (int list = 0; list < 3; list++) {
            for (long i = cursor.count(symbolLength); i > 0; i--) {
                cursor.symbol();
            }
        }
        final List<Mapping> mappings = new ArrayList<>();
        for (long i = cursor.count(symbolLength + Integer.BYTES); i > 0; i--) {
            final String symbol = cursor.symbol();
            for (long k = cursor.count(symbolLength + 2 * Integer.BYTES); k > 0; k--) {
                mappings.add(new Mapping(symbol, cursor.integer(), cursor.integer(), cursor.symbol()));
            }
        }
        return new DbnMetadata(
                version,
                dataset,
                schema,
                buffer.getByte(symbology + 2) != 0,
                buffer.getByte(symbology) & 0xFF,
                buffer.getByte(symbology + 1) & 0xFF,
                List.copyOf(mappings));
    }

    /** As the vendor calls it. */
    public String schemaName() {
        return schema < SCHEMAS.length ? SCHEMAS[schema] : "several schemas";
    }

    private static String text(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        int end = 0;
        while (end < length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** Takes one thing after the other, within the bytes that are there. */
    private static final class Cursor {
        private final DirectBuffer buffer;
        private final int end;
        private final int symbolLength;
        private int position;

        Cursor(final DirectBuffer buffer, final int position, final int end, final int symbolLength) {
            this.buffer = buffer;
            this.position = position;
            this.end = end;
            this.symbolLength = symbolLength;
        }

        /** @param entryLength the least bytes of each of so many */
        long count(final int entryLength) {
            final long count = integer() & 0xFFFF_FFFFL;
            if (count * Math.max(1, entryLength) > end - position) {
                throw new IllegalArgumentException("its metadata says " + count + " entries of " + entryLength
                        + " bytes where " + (end - position) + " bytes are left");
            }
            return count;
        }

        int integer() {
            need(Integer.BYTES);
            position += Integer.BYTES;
            return buffer.getInt(position - Integer.BYTES, ORDER);
        }

        void skip(final long bytes) {
            position += (int) bytes;
        }

        String symbol() {
            need(symbolLength);
            position += symbolLength;
            return text(buffer, position - symbolLength, symbolLength);
        }

        private void need(final int bytes) {
            if (bytes > end - position) {
                throw new IllegalArgumentException("its metadata ends within an entry of " + bytes + " bytes");
            }
        }
    }
}
