package io.tiercel.engine.feed.history;

import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.engine.feed.capture.FileBytes;
import java.nio.ByteOrder;

/**
 * A file of messages, each behind its length in two bytes, big endian: the form in which NASDAQ publishes days
 * (BinaryFILE 1.00). A length of 0 is the end of the session, and of the file; not every file has it.
 */
final class ItchFileContent implements ContentReader {
    private static final int LENGTH_BYTES = 2;
    private static final int LOOKED_AT = 16;
    /** In place of the first message's number. */
    private static final long UNKNOWN = 0;

    private final FileBytes bytes;
    private final Origin origin;
    private final Channel channel;
    private final ContentListener listener;
    private long record;

    /** @param continues a stream that a file before has begun */
    ItchFileContent(
            final FileBytes bytes,
            final Origin origin,
            final Channel channel,
            final boolean continues,
            final ContentListener listener) {
        this.bytes = bytes;
        this.origin = origin;
        this.channel = channel;
        this.listener = listener;
        final boolean beginsDay = beginsDay(bytes);
        if (!continues || channel.isOver() && !beginsDay) {
            origin.at(0, 0, 0, channel);
            listener.onSession(origin, "", beginsDay ? 1 : UNKNOWN);
        }
        channel.over(false);
    }

    /** Whether the first message is the one that the exchange sends first on each day. */
    private static boolean beginsDay(final FileBytes bytes) {
        final int length = bytes.has(LENGTH_BYTES) ? length(bytes, 0) : 0;
        if (!bytes.has(LENGTH_BYTES + length)) {
            return false;
        }
        final ItchFlyweight message = new ItchFlyweight();
        return message.wrap(bytes.buffer(), bytes.position() + LENGTH_BYTES, length) == ItchFlyweight.Form.WHOLE
                && message.type() == ItchType.SYSTEM_EVENT
                && message.event() == 'O';
    }

    /** Whether most of the first messages, as far as they are there, are of known types and have their lengths. */
    static boolean recognises(final FileBytes bytes) {
        return knownOf(bytes, false);
    }

    /** Whether any of the first messages is: where somebody says that they are, or their compression is torn. */
    static boolean hasAny(final FileBytes bytes) {
        return knownOf(bytes, true) || bytes.damage() != null;
    }

    private static boolean knownOf(final FileBytes bytes, final boolean any) {
        int ahead = 0;
        int known = 0;
        int strange = 0;
        while (known + strange < LOOKED_AT && bytes.has(ahead + LENGTH_BYTES + 1)) {
            final int length = length(bytes, ahead);
            final byte type = bytes.buffer().getByte(bytes.position() + ahead + LENGTH_BYTES);
            if (length > 0 && ItchType.length(type) == length) {
                known++;
            } else {
                strange++;
            }
            ahead += LENGTH_BYTES + length;
        }
        return any ? known > 0 : known > strange;
    }

    private static int length(final FileBytes bytes, final int ahead) {
        return bytes.buffer().getShort(bytes.position() + ahead, ByteOrder.BIG_ENDIAN) & 0xFFFF;
    }

    @Override
    public boolean step() {
        if (!bytes.has(1)) {
            if (bytes.damage() != null) {
                origin.at(record + 1, bytes.offset(), 0, channel);
                listener.onDamage(origin, bytes.damage());
            }
            return false;
        }
        record++;
        origin.at(record, bytes.offset(), 0, channel);
        if (!bytes.has(LENGTH_BYTES)) {
            return torn("a message's length", LENGTH_BYTES);
        }
        final int length = length(bytes, 0);
        if (length == 0) {
            return endSession();
        }
        if (!bytes.has(LENGTH_BYTES + length)) {
            return torn("a message", LENGTH_BYTES + length);
        }
        listener.onMessage(origin, bytes.buffer(), bytes.position() + LENGTH_BYTES, length);
        bytes.skip(LENGTH_BYTES + length);
        return true;
    }

    /** Whether something stands behind it. */
    private boolean endSession() {
        bytes.skip(LENGTH_BYTES);
        if (bytes.has(1)) {
            listener.onDamage(
                    origin, "a length of 0, which is the session's end and the file's, and more bytes behind it");
            return true;
        }
        channel.over(bytes.damage() == null);
        return bytes.damage() != null;
    }

    private boolean torn(final String what, final int wanted) {
        listener.onDamage(
                origin,
                bytes.damage() != null
                        ? bytes.damage()
                        : "the file ends within " + what + ": " + bytes.available() + " of " + wanted
                                + " bytes are there");
        return false;
    }
}
