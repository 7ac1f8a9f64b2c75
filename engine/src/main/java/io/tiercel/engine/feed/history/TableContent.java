package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.capture.FileBytes;
import io.tiercel.engine.feed.history.table.TableForm;
import java.util.Arrays;

/**
 * Text with a record a line: CSV, whose quoted cells may have more lines, or JSON. Lines end with LF or CR LF, in a
 * file whose first line ends with CR alone with that, too. Lines without text are passed over; they, and the header,
 * count as records.
 */
final class TableContent implements ContentReader {
    /** Of a record. */
    private static final int MAX_RECORD = 1 << 20;

    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    /** What the next bytes are. */
    private enum Extent {
        RECORD,
        OPEN_QUOTE,
        TOO_LONG,
        NOTHING
    }

    /** Where in a cell of CSV a letter stands. */
    private enum Cell {
        BEGIN,
        PLAIN,
        QUOTED,
        /** Behind a quote within quotes: it ends them unless another one follows. */
        QUOTE
    }

    private final FileBytes bytes;
    private final Origin origin;
    private final Channel channel;
    private final ContentListener listener;
    private final boolean quotes;
    private final byte separator;
    private final boolean returnsAlone;
    private int linesToSkip;
    private boolean headerToCome;
    private long record;

    /** Of the record, or of what is given up, without the line's end. */
    private int length;

    /** @param skipLines before the first that counts */
    TableContent(
            final FileBytes bytes,
            final TableForm form,
            final int skipLines,
            final Origin origin,
            final Channel channel,
            final ContentListener listener) {
        this.bytes = bytes;
        this.origin = origin;
        this.channel = channel;
        this.listener = listener;
        quotes = !form.json();
        separator = (byte) form.separator();
        linesToSkip = skipLines;
        headerToCome = form.hasHeader();
        returnsAlone = returnsAlone(bytes);
        bytes.skip(markLength(bytes));
    }

    /** Whether the first line ends with CR, and no LF behind it. */
    private static boolean returnsAlone(final FileBytes bytes) {
        for (int ahead = 0; ahead < MAX_RECORD && bytes.has(ahead + 1); ahead++) {
            final byte letter = bytes.buffer().getByte(bytes.position() + ahead);
            if (letter == '\n' || isReturnAlone(bytes, ahead)) {
                return letter != '\n';
            }
        }
        return false;
    }

    private static boolean isReturnAlone(final FileBytes bytes, final int ahead) {
        return bytes.buffer().getByte(bytes.position() + ahead) == '\r'
                && !(bytes.has(ahead + 2) && bytes.buffer().getByte(bytes.position() + ahead + 1) == '\n');
    }

    private static int markLength(final FileBytes bytes) {
        if (bytes.offset() != 0 || !bytes.has(BYTE_ORDER_MARK.length)) {
            return 0;
        }
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if ((bytes.buffer().getByte(bytes.position() + i) & 0xFF) != BYTE_ORDER_MARK[i]) {
                return 0;
            }
        }
        return BYTE_ORDER_MARK.length;
    }

    /** The first line that counts, of which nothing is taken; null when there is none that is text. */
    static byte[] firstLine(final FileBytes bytes, final int skipLines) {
        int ahead = markLength(bytes);
        for (int line = 0; ; line++) {
            int length = 0;
            boolean blank = true;
            while (length < MAX_RECORD && bytes.has(ahead + length + 1)) {
                final byte letter = bytes.buffer().getByte(bytes.position() + ahead + length);
                if (letter == '\n' || letter == '\r' && isReturnAlone(bytes, ahead + length)) {
                    break;
                }
                if (letter >= 0 && letter < ' ' && letter != '\t' && letter != '\r') {
                    return null;
                }
                blank &= isBlank(letter);
                length++;
            }
            if (length == MAX_RECORD || !blank && line >= skipLines) {
                return length == MAX_RECORD ? null : copy(bytes, ahead, length);
            }
            ahead += length + 1;
            if (ahead > MAX_RECORD || !bytes.has(ahead + 1)) {
                return null;
            }
        }
    }

    private static byte[] copy(final FileBytes bytes, final int ahead, final int length) {
        final byte[] line = new byte[length];
        bytes.buffer().getBytes(bytes.position() + ahead, line);
        return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
    }

    private static boolean isBlank(final byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\r';
    }

    @Override
    public boolean step() {
        record++;
        origin.at(record, bytes.offset(), 0, channel);
        final Extent extent = measure();
        switch (extent) {
            case NOTHING -> {
                if (bytes.damage() != null) {
                    listener.onDamage(origin, bytes.damage());
                }
                return false;
            }
            case RECORD -> take(length);
            case OPEN_QUOTE -> listener.onDamage(origin, "a quote that is not closed");
            default -> listener.onDamage(origin, "a record of more than " + MAX_RECORD + " bytes");
        }
        if (extent == Extent.TOO_LONG) {
            skipLine();
        } else {
            bytes.skip(Math.min(length + 1, bytes.available()));
        }
        return true;
    }

    private void take(final int whole) {
        final int at = bytes.position();
        final int shown = whole > 0 && bytes.buffer().getByte(at + whole - 1) == '\r' ? whole - 1 : whole;
        boolean blank = true;
        for (int i = 0; i < shown && blank; i++) {
            blank = isBlank(bytes.buffer().getByte(at + i));
        }
        if (linesToSkip > 0) {
            linesToSkip--;
        } else if (!blank && headerToCome) {
            headerToCome = false;
        } else if (!blank) {
            listener.onMessage(origin, bytes.buffer(), at, shown);
        }
    }

    /** How far the next record goes. */
    private Extent measure() {
        Cell cell = Cell.BEGIN;
        int firstLine = -1;
        length = 0;
        while (length < bytes.available() || bytes.has(length + 1)) {
            final byte letter = bytes.buffer().getByte(bytes.position() + length);
            if (endsLine(letter)) {
                firstLine = firstLine < 0 ? length : firstLine;
                if (cell != Cell.QUOTED) {
                    return Extent.RECORD;
                }
            }
            cell = quotes ? after(cell, letter) : cell;
            if (++length > MAX_RECORD) {
                return openQuote(cell, firstLine) ? Extent.OPEN_QUOTE : Extent.TOO_LONG;
            }
        }
        if (length == 0 || bytes.damage() != null) {
            return Extent.NOTHING;
        }
        return openQuote(cell, firstLine < 0 ? length : firstLine) ? Extent.OPEN_QUOTE : Extent.RECORD;
    }

    private boolean endsLine(final byte letter) {
        return letter == '\n' || letter == '\r' && returnsAlone;
    }

    /** Where a quote is open at the end, only the line that it begins in is given up. */
    private boolean openQuote(final Cell cell, final int firstLine) {
        if (cell != Cell.QUOTED || firstLine < 0) {
            return false;
        }
        length = firstLine;
        return true;
    }

    private Cell after(final Cell cell, final byte letter) {
        if (cell == Cell.QUOTED) {
            return letter == '"' ? Cell.QUOTE : Cell.QUOTED;
        }
        if (letter == separator) {
            return Cell.BEGIN;
        }
        return letter == '"' && cell != Cell.PLAIN ? Cell.QUOTED : Cell.PLAIN;
    }

    private void skipLine() {
        while (bytes.has(1)) {
            for (int i = 0; i < bytes.available(); i++) {
                if (endsLine(bytes.buffer().getByte(bytes.position() + i))) {
                    bytes.skip(i + 1);
                    return;
                }
            }
            bytes.skip(bytes.available());
        }
    }
}
