package io.tiercel.engine.feed.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What gzip has compressed, member after member (RFC 1952). Whatever stands behind a member and is none is damage, as
 * a member's begin may be that is spoilt; but zeros up to the end of the file, with which tapes are filled, are none.
 * What stands before a damage is given first.
 *
 * <table>
 * <caption>A member, little endian: offset/bytes</caption>
 * <tr><td>0/2</td><td>magic: 1F 8B</td></tr>
 * <tr><td>2/1</td><td>method: 8, deflate</td></tr>
 * <tr><td>3/1</td><td>flags: 1 text, 2 header's CRC, 4 extra field, 8 name, 16 comment; the others are 0</td></tr>
 * <tr><td>4/6</td><td>time, extra flags, system: not used</td></tr>
 * <tr><td>10</td><td>extra field behind its length of 2 bytes; name and comment up to a zero; the lower 2 bytes of the
 * header's CRC-32; each where a flag says so</td></tr>
 * <tr><td></td><td>deflated data; CRC-32 of it 0/4, its length modulo 2^32 4/4</td></tr>
 * </table>
 */
final class GzipStream extends InputStream {
    private static final int BUFFER = 1 << 16;
    private static final int MAGIC_1 = 0x1F;
    private static final int MAGIC_2 = 0x8B;
    private static final int DEFLATE = 8;
    private static final int FLAG_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xE0;
    private static final int NOT_USED = 6;

    private final InputStream source;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[BUFFER];
    private int position;
    private int limit;
    /** Of the file, before what is in the buffer. */
    private long before;
    /** Whether a member has begun. */
    private boolean begun;
    /** Whether its data goes on. */
    private boolean within;
    /** What is read outside of data. */
    private String part;

    private IOException damage;

    GzipStream(final InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (damage != null) {
            throw damage;
        }
        while (within || beginMember()) {
            final int read = inflate(target, offset, length);
            if (read > 0) {
                return read;
            }
            if (damage != null) {
                throw damage;
            }
        }
        return -1;
    }

    /** What comes of the data next; 0 at a member's end, and where it is damaged. */
    private int inflate(final byte[] target, final int offset, final int length) throws IOException {
        final long before = inflater.getBytesWritten();
        try {
            int read = inflater.inflate(target, offset, length);
            while (read == 0 && inflater.needsInput()) {
                if (!has()) {
                    damaged("it ends within a member's data");
                    return 0;
                }
                inflater.setInput(input, position, limit - position);
                position = limit;
                read = inflater.inflate(target, offset, length);
            }
            crc.update(target, offset, read);
            if (inflater.finished()) {
                within = false;
                position = limit - inflater.getRemaining();
                checkMember();
            } else if (read == 0) {
                damaged("a member wants a dictionary, which gzip does not have");
            }
            return read;
        } catch (final DataFormatException spoilt) {
            position = limit - inflater.getRemaining();
            damaged("data of a member before byte " + offset() + " of the file: " + spoilt.getMessage());
            return (int) (inflater.getBytesWritten() - before);
        }
    }

    /** Behind the data, which was given already. */
    private void checkMember() throws IOException {
        final long length = inflater.getBytesWritten();
        final long sum = crc.getValue();
        part = "a member's check sum";
        try {
            final long sumSaid = littleEndian(Integer.BYTES);
            final long lengthSaid = littleEndian(Integer.BYTES);
            if (sumSaid != sum) {
                damaged(String.format(
                        Locale.ROOT,
                        "the member before byte %d of the file has a check sum of %08X, and says that it has %08X",
                        offset(),
                        sum,
                        sumSaid));
            } else if (lengthSaid != (length & 0xFFFF_FFFFL)) {
                damaged("the member before byte " + offset() + " of the file has " + length
                        + " bytes, and says that it has " + lengthSaid);
            }
        } catch (final DamageException ends) {
            damage = ends;
        }
    }

    /** False behind the last one. */
    private boolean beginMember() throws IOException {
        if (begun && (!has() || input[position] == 0 && onlyZerosFollow())) {
            return false;
        }
        try {
            crc.reset();
            header();
        } catch (final DamageException spoilt) {
            damage = spoilt;
            throw spoilt;
        }
        begun = true;
        within = true;
        crc.reset();
        inflater.reset();
        inflater.setInput(input, position, limit - position);
        position = limit;
        return true;
    }

    private boolean onlyZerosFollow() throws IOException {
        final long from = offset();
        while (has()) {
            if (input[position] != 0) {
                damaged("behind a member, from byte " + from + " of the file on, stand zeros, and at byte " + offset()
                        + " something else");
                throw damage;
            }
            position++;
        }
        return true;
    }

    private void header() throws IOException {
        part = "a member's header";
        final long at = offset();
        final int first = next();
        final int second = next();
        if (first != MAGIC_1 || second != MAGIC_2) {
            throw new DamageException(String.format(
                    Locale.ROOT,
                    "at byte %d of the file no member begins: %02X %02X in place of 1F 8B",
                    at,
                    first,
                    second));
        }
        final int method = next();
        final int flags = next();
        if (method != DEFLATE || (flags & RESERVED_FLAGS) != 0) {
            throw new DamageException("the member at byte " + at + " of the file is of method " + method + " and flags "
                    + flags + "; it has method " + DEFLATE + ", and flags below 32");
        }
        pass(NOT_USED);
        if ((flags & FLAG_EXTRA) != 0) {
            pass((int) littleEndian(Short.BYTES));
        }
        passText((flags & FLAG_NAME) != 0);
        passText((flags & FLAG_COMMENT) != 0);
        if ((flags & FLAG_CRC) != 0) {
            final long sum = crc.getValue() & 0xFFFF;
            if (littleEndian(Short.BYTES) != sum) {
                throw new DamageException(
                        "the header of the member at byte " + at + " of the file does not agree with its check sum");
            }
        }
    }

    private void pass(final int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void passText(final boolean there) throws IOException {
        boolean more = there;
        while (more) {
            more = next() != 0;
        }
    }

    private long littleEndian(final int length) throws IOException {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (long) next() << i * Byte.SIZE;
        }
        return value;
    }

    /** A byte outside of the data. */
    private int next() throws IOException {
        if (!has()) {
            throw new DamageException("it ends within " + part);
        }
        crc.update(input[position]);
        return input[position++] & 0xFF;
    }

    private boolean has() throws IOException {
        if (position < limit) {
            return true;
        }
        before += limit;
        position = 0;
        limit = Math.max(0, source.read(input, 0, input.length));
        return limit > 0;
    }

    /** In the file, of the next byte. */
    private long offset() {
        return before + position;
    }

    private void damaged(final String reason) {
        damage = new DamageException(reason);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        source.close();
    }

    /** The data's fault, not that of who reads it. */
    private static final class DamageException extends IOException {
        private static final long serialVersionUID = 1L;

        DamageException(final String reason) {
            super(reason);
        }
    }
}
