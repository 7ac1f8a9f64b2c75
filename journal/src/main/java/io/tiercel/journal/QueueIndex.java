package io.tiercel.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * What a queue's data file holds beside the records: its header and its index, as Chronicle Queue 2026.4 writes them
 * for the roll cycle in use. Readers do not need any of it; it is checked since other programs may read a queue by
 * it, and written anew after a tail was cut.
 *
 * <table>
 * <caption>Little endian</caption>
 * <tr><th>position</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>64</td><td>fixed: document header, names, types</td></tr>
 * <tr><td>64</td><td>8</td><td>where the last record's document begins</td></tr>
 * <tr><td>72</td><td>8</td><td>below bit 40 the last record's number, counted from 0, above it the lower 24 bits of
 * its position</td></tr>
 * <tr><td>80</td><td>72</td><td>fixed</td></tr>
 * <tr><td>152</td><td>8</td><td>where the list of pages begins: 200</td></tr>
 * <tr><td>160</td><td>16</td><td>fixed</td></tr>
 * <tr><td>176</td><td>8</td><td>number of the first record that is not in the index, a multiple of 1,024</td></tr>
 * <tr><td>184</td><td>16</td><td>fixed</td></tr>
 * <tr><td>200</td><td>24</td><td>list of pages, fixed</td></tr>
 * <tr><td>224</td><td>8, 8</td><td>32,768 places; how many are used</td></tr>
 * <tr><td>240</td><td>262144</td><td>where each page begins, 0 when there is none</td></tr>
 * <tr><td>262384</td><td>16</td><td>page of the index, fixed; later ones stand between records, filled so that what
 * follows is at a multiple of 8</td></tr>
 * <tr><td>262400</td><td>8, 8</td><td>32,768 places; how many are used</td></tr>
 * <tr><td>262416</td><td>262144</td><td>where the document of every 1,024th record begins, else 0</td></tr>
 * <tr><td>524560</td><td></td><td>the first record's document</td></tr>
 * </table>
 */
final class QueueIndex {
    static final int SPACING = 1 << 10;
    static final int FIRST_RECORD = 524_560;
    static final int MAX_PAGE_BYTES = 262_180;

    private static final int PLACES = 1 << 15;
    private static final int PLACES_BYTES = PLACES * Long.BYTES;
    static final int LAST_POSITION = 64;
    private static final int LAST_NUMBER = 72;
    private static final int LIST_POSITION = 152;
    private static final int NEXT_NUMBER = 176;
    private static final int LIST = 200;
    private static final int LIST_PLACES = 224;
    private static final int FIRST_PAGE = 262_384;
    private static final int POSITION_SHIFT = 40;
    private static final long NUMBER_MASK = (1L << POSITION_SHIFT) - 1;
    private static final byte[] BEGIN = HexFormat.of()
            .parseHex("c1000040b906686561646572b60853435153746f726582aa000000cd7772697465506f736974696f6e8e01000000008d"
                    + "02000000000000000200000000000000");
    private static final byte[] INDEXING = HexFormat.of()
            .parseHex("c8696e646578696e67b60c53435153496e646578696e67824c000000ca696e646578436f756e74a20080cc696e6465"
                    + "7853706163696e67a50004cb696e64657832496e6465788fa7");
    private static final byte[] NEXT_NUMBER_NAME = HexFormat.of().parseHex("c96c617374496e6465788e00000000a7");
    private static final byte[] FORMAT = HexFormat.of().parseHex("ca64617461466f726d6174a101000000");
    private static final byte[] LIST_NAME = HexFormat.of().parseHex("24000440b90b696e64657832696e6465788e01000000008d");
    private static final byte[] PAGE_NAME = HexFormat.of().parseHex("b905696e646578");
    private static final byte ARRAY = (byte) 0x8D;
    private static final byte FILLING = (byte) 0x8F;

    private final QueueFile source;
    private final RecordPositions records;
    /** Where the pages stand. */
    private final long[] pages;

    private final boolean growing;
    private long faultAt = -1;
    private String fault;

    private QueueIndex(
            final QueueFile source, final RecordPositions records, final long[] laterPages, final boolean growing) {
        this.source = source;
        this.records = records;
        this.growing = growing;
        pages = new long[laterPages.length + 1];
        pages[0] = FIRST_PAGE;
        System.arraycopy(laterPages, 0, pages, 1, laterPages.length);
    }

    /** Whether a document of the queue's own of this length can be a page of the index. */
    static boolean isPage(final int length) {
        return length == pageLength(0) || length == pageLength(Integer.BYTES);
    }

    /** Of a page whose document begins there. */
    private static int pageLength(final long position) {
        return (int) (places(position) + 2 * Long.BYTES + PLACES_BYTES - position - QueueFile.DOCUMENT_HEADER);
    }

    /** Where the number of places stands in a page whose document begins there. */
    private static long places(final long page) {
        return page + QueueFile.DOCUMENT_HEADER + PAGE_NAME.length + 1 + Long.BYTES - 1 & -Long.BYTES;
    }

    /**
     * What is wrong first, or null.
     *
     * @param records    all of the file, as far as it was read
     * @param laterPages where pages of the index stand between the records
     * @param growing    more may have been written since
     */
    static Damage check(
            final QueueFile source, final RecordPositions records, final long[] laterPages, final boolean growing)
            throws IOException {
        final QueueIndex index = new QueueIndex(source, records, laterPages, growing);
        index.checkHeader();
        index.checkList();
        for (int page = 0; page < index.pages.length; page++) {
            index.checkPage(page);
        }
        return index.fault == null ? null : new Damage(index.faultAt, index.fault, index.lost());
    }

    /**
     * What is wrong, and where in the file.
     *
     * @param lost records were written, and are no longer there
     */
    record Damage(long offset, String detail, boolean lost) {}

    /** Position and number of the last record agree with each other, and are beyond it. */
    private boolean lost() throws IOException {
        final long position = word(LAST_POSITION);
        final long number = word(LAST_NUMBER) & NUMBER_MASK;
        return position > records.last()
                && number >= records.count()
                && word(LAST_NUMBER) == numbered(number, position);
    }

    private void checkHeader() throws IOException {
        fixed(0, BEGIN);
        final long position = word(LAST_POSITION);
        if (position != records.last() && position != records.previous() && !beyond(position, records.last())) {
            damaged(
                    LAST_POSITION,
                    "the last record's position is given as " + position + ", the last one stands at "
                            + records.last());
        }
        final long number = word(LAST_NUMBER);
        if (number != numbered(records.count() - 1, records.last())
                && number != numbered(records.count() - 2, records.previous())
                && !beyond(number & NUMBER_MASK, records.count() - 1)) {
            damaged(
                    LAST_NUMBER,
                    "the last record's number is given as " + (number & NUMBER_MASK) + ", it is "
                            + (records.count() - 1));
        }
        fixed(LAST_NUMBER + Long.BYTES, INDEXING);
        value(LIST_POSITION, LIST, "the list of pages");
        fixed(LIST_POSITION + Long.BYTES, NEXT_NUMBER_NAME);
        counter(NEXT_NUMBER, records.entries() * SPACING, (records.entries() - 1) * SPACING, "the next entry");
        fixed(NEXT_NUMBER + Long.BYTES, FORMAT);
    }

    private void checkList() throws IOException {
        fixed(LIST, LIST_NAME);
        value(LIST_PLACES, PLACES, "the places of the list");
        counter(LIST_PLACES + Long.BYTES, pages.length, pages.length, "the number of pages");
        for (int i = 0; i < PLACES; i++) {
            final long found = word(LIST_PLACES + 2L * Long.BYTES + (long) i * Long.BYTES);
            final long expected = i < pages.length ? pages[i] : 0;
            if (found != expected && !(growing && i >= pages.length)) {
                damaged(
                        LIST_PLACES + 2L * Long.BYTES + (long) i * Long.BYTES,
                        "page " + i + " of the index is said to be at " + found + ", it is at " + expected);
            }
        }
    }

    private void checkPage(final int page) throws IOException {
        final long start = pages[page];
        final int header = source.header(start);
        if (header != (QueueFile.OWN_DATA | pageLength(start))) {
            damaged(start, "the header of a page of the index is " + Integer.toHexString(header));
        }
        fixed(start + QueueFile.DOCUMENT_HEADER, PAGE_NAME);
        final long places = places(start);
        for (long at = start + QueueFile.DOCUMENT_HEADER + PAGE_NAME.length; at < places; at++) {
            fixed(at, new byte[] {at == places - 1 ? ARRAY : FILLING});
        }
        value(places, PLACES, "the places of a page");
        final long first = (long) page * PLACES;
        final long used = Math.max(0, Math.min(PLACES, records.entries() - first));
        counter(places + Long.BYTES, used, used - 1, "the entries of a page");
        for (int i = 0; i < PLACES; i++) {
            checkEntry(places + 2L * Long.BYTES + (long) i * Long.BYTES, first + i);
        }
    }

    private void checkEntry(final long at, final long entry) throws IOException {
        final long found = word(at);
        final long expected = records.entry(entry);
        if (found == expected || growing && entry >= records.entries()) {
            return;
        }
        // the process can have ended between a record and its entry
        if (found == 0 && expected == records.last()) {
            return;
        }
        damaged(at, "record " + entry * SPACING + " of the queue is said to be at " + found + ", it is at " + expected);
    }

    private void value(final long at, final long expected, final String what) throws IOException {
        final long found = word(at);
        if (found != expected) {
            damaged(at, what + ": " + found + " is given, it is " + expected);
        }
    }

    /** What the writer sets after the record: the process can have ended between them. */
    private void counter(final long at, final long expected, final long before, final String what) throws IOException {
        final long found = word(at);
        final boolean lags = found == before && (records.count() - 1) % SPACING == 0;
        if (found != expected && !lags && !beyond(found, expected)) {
            damaged(at, what + ": " + found + " is given, it is " + expected);
        }
    }

    private boolean beyond(final long found, final long expected) {
        return growing && found > expected;
    }

    private void fixed(final long at, final byte[] expected) throws IOException {
        final int index = source.at(at, expected.length);
        for (int i = 0; i < expected.length; i++) {
            if (index < 0 || source.buffer().getByte(index + i) != expected[i]) {
                damaged(at + i, "a byte that is the same in every queue is changed");
                return;
            }
        }
    }

    private long word(final long at) throws IOException {
        final int index = source.at(at, Long.BYTES);
        return index < 0 ? -1 : source.buffer().getLong(index, ByteOrder.LITTLE_ENDIAN);
    }

    private void damaged(final long at, final String detail) {
        if (fault == null) {
            faultAt = at;
            fault = detail;
        }
    }

    private static long numbered(final long number, final long position) {
        return position << POSITION_SHIFT | number & NUMBER_MASK;
    }

    /** Writes all of it as these records want it, and names no other. */
    static void rewrite(final RandomAccessFile file, final RecordPositions records, final long[] laterPages)
            throws IOException {
        write(file, 0, BEGIN);
        write(file, LAST_NUMBER + Long.BYTES, INDEXING);
        write(file, LIST_POSITION, LIST);
        write(file, LIST_POSITION + Long.BYTES, NEXT_NUMBER_NAME);
        write(file, NEXT_NUMBER + Long.BYTES, FORMAT);
        write(file, LIST, LIST_NAME);
        write(file, LIST_PLACES, PLACES);
        write(file, LAST_POSITION, records.last());
        write(file, LAST_NUMBER, numbered(records.count() - 1, records.last()));
        write(file, NEXT_NUMBER, records.entries() * SPACING);
        write(file, LIST_PLACES + Long.BYTES, laterPages.length + 1L);
        for (int page = 0; page <= laterPages.length; page++) {
            final long start = page == 0 ? FIRST_PAGE : laterPages[page - 1];
            write(file, LIST_PLACES + (2L + page) * Long.BYTES, start);
            final long first = (long) page * PLACES;
            final long used = Math.max(0, Math.min(PLACES, records.entries() - first));
            writePageHead(file, start);
            final byte[] words = new byte[PLACES_BYTES];
            final ByteBuffer entries = ByteBuffer.wrap(words).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < used; i++) {
                entries.putLong(i * Long.BYTES, records.entry(first + i));
            }
            write(file, places(start) + Long.BYTES, used);
            file.seek(places(start) + 2L * Long.BYTES);
            file.write(words);
        }
        for (int page = laterPages.length + 1; page < PLACES; page++) {
            write(file, LIST_PLACES + (2L + page) * Long.BYTES, 0);
        }
    }

    private static void writePageHead(final RandomAccessFile file, final long start) throws IOException {
        file.seek(start);
        file.writeInt(Integer.reverseBytes(QueueFile.OWN_DATA | pageLength(start)));
        write(file, start + QueueFile.DOCUMENT_HEADER, PAGE_NAME);
        final long places = places(start);
        for (long at = start + QueueFile.DOCUMENT_HEADER + PAGE_NAME.length; at < places; at++) {
            file.seek(at);
            file.writeByte(at == places - 1 ? ARRAY : FILLING);
        }
        write(file, places, PLACES);
    }

    private static void write(final RandomAccessFile file, final long at, final byte[] bytes) throws IOException {
        file.seek(at);
        file.write(bytes);
    }

    private static void write(final RandomAccessFile file, final long at, final long value) throws IOException {
        file.seek(at);
        file.writeLong(Long.reverseBytes(value));
    }
}
