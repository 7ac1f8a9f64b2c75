package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.capture.FileBytes;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table of LOBSTER: messages, or the order book after each of them. A first line of titles is passed over. */
final class LobsterContent implements ContentReader {
    private static final int MAX_LINE = 1 << 16;
    private static final Pattern NAME = Pattern.compile("([^_]+)_([0-9]{4}-[0-9]{2}-[0-9]{2})_.*");

    private final FileBytes bytes;
    private final Origin origin;
    private final Channel channel;
    private final ContentListener listener;
    private long record;

    LobsterContent(final FileBytes bytes, final Origin origin, final Channel channel, final ContentListener listener) {
        this.bytes = bytes;
        this.origin = origin;
        this.channel = channel;
        this.listener = listener;
    }

    /** The protocol of these bytes by their first rows, or null. */
    static LobsterProtocol recognise(final FileBytes bytes, final Path file) {
        final LobsterRow row = new LobsterRow();
        int ahead = 0;
        for (int line = 0; line < 2; line++) {
            final int length = lineLength(bytes, ahead);
            if (length < 0) {
                return null;
            }
            final int at = bytes.position() + ahead;
            final int shown = length - (length > 0 && bytes.buffer().getByte(at + length - 1) == '\r' ? 1 : 0);
            if (row.message(bytes.buffer(), at, shown) == null) {
                return protocol(true, file);
            }
            if (row.book(bytes.buffer(), at, shown) == null) {
                return protocol(false, file);
            }
            ahead += length + 1;
        }
        return null;
    }

    private static LobsterProtocol protocol(final boolean messages, final Path file) {
        final Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                ? new LobsterProtocol(messages, name.group(1), name.group(2))
                : new LobsterProtocol(messages, "", "");
    }

    /** Up to the line's end, or the file's; -1 at the end, and when it is too long for any row. */
    private static int lineLength(final FileBytes bytes, final int ahead) {
        int length = 0;
        while (bytes.has(ahead + length + 1)) {
            if (bytes.buffer().getByte(bytes.position() + ahead + length) == '\n') {
                return length;
            }
            length++;
            if (length > MAX_LINE) {
                return -1;
            }
        }
        return length == 0 ? -1 : length;
    }

    @Override
    public boolean step() {
        record++;
        origin.at(record, bytes.offset(), 0, channel);
        final int length = lineLength(bytes, 0);
        if (length < 0) {
            if (bytes.damage() != null) {
                listener.onDamage(origin, bytes.damage());
            } else if (bytes.available() > 0) {
                listener.onDamage(origin, "a line of more than " + MAX_LINE + " bytes; reading ends there");
            }
            return false;
        }
        final int at = bytes.position();
        final int shown = length - (length > 0 && bytes.buffer().getByte(at + length - 1) == '\r' ? 1 : 0);
        if (record > 1 || shown == 0 || !isTitle(bytes.buffer().getByte(at))) {
            listener.onMessage(origin, bytes.buffer(), at, shown);
        }
        bytes.skip(Math.min(length + 1, bytes.available()));
        return true;
    }

    private static boolean isTitle(final byte first) {
        return first != '-' && (first < '0' || first > '9');
    }
}
