package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.capture.ByteStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a server sends over SoupBinTCP, out of a TCP stream: packets of length 0/2, type 2/1 and content, big endian.
 * Sequenced data is a message; "login accepted" names session 3/10 and number 13/20 of the next one, in ASCII. A stream
 * that is something else is found by its first packet, and one that lost bytes has lost its packets' begins for good.
 */
final class SoupStream implements ByteStream {
    private static final int HEADER = 3;
    private static final int LENGTH_BYTES = 2;
    private static final int LOGIN_ACCEPTED_LENGTH = 31;
    private static final int SESSION_LENGTH = 10;
    private static final int NUMBER_LENGTH = 20;
    private static final String TYPES = "+AJSHZULRO";

    private final Channel channel;
    private final Origin origin;
    private final ContentListener listener;
    private final UnsafeBuffer packet = new UnsafeBuffer(new byte[LENGTH_BYTES + 0xFFFF]);
    private int filled;
    private boolean foreign;
    private boolean announced;
    /** Whether any came whole. */
    private boolean packets;

    SoupStream(final Channel channel, final Origin origin, final ContentListener listener) {
        this.channel = channel;
        this.origin = origin;
        this.listener = listener;
    }

    @Override
    public void onBegin() {
        filled = 0;
        foreign = false;
        announced = false;
        packets = false;
    }

    @Override
    public void onBytes(final DirectBuffer buffer, final int offset, final int length) {
        int at = offset;
        int left = length;
        while (left > 0 && !foreign) {
            final int wanted = filled < HEADER ? HEADER : LENGTH_BYTES + packetLength();
            final int taken = Math.min(left, wanted - filled);
            packet.putBytes(filled, buffer, at, taken);
            filled += taken;
            at += taken;
            left -= taken;
            if (filled >= HEADER && !plausible()) {
                giveUp();
            } else if (filled >= HEADER && filled == LENGTH_BYTES + packetLength()) {
                onPacket();
                filled = 0;
            }
        }
    }

    @Override
    public void onLost(final long bytes) {
        if (!foreign) {
            place();
            if (announced) {
                listener.onLost(origin);
                listener.onFault(
                        origin,
                        bytes + " bytes of the TCP stream " + channel.name() + " are missing; the rest of it"
                                + " cannot be read");
            } else if (!packets) {
                listener.onOther(origin, ContentListener.Other.TCP, 1);
            }
            foreign = true;
        }
    }

    @Override
    public void onEnd() {
        if (filled > 0 && !packets && !foreign) {
            // All of it is less than one packet.
            place();
            listener.onOther(origin, ContentListener.Other.TCP, 1);
        }
        filled = 0;
        if (channel.isSnapshot() && announced && !foreign) {
            // Where it came to its end nobody misses anything.
            place();
            listener.onLost(origin);
        }
    }

    private int packetLength() {
        return packet.getShort(0, ByteOrder.BIG_ENDIAN) & 0xFFFF;
    }

    /** Whether the header is one that either side sends. */
    private boolean plausible() {
        final int type = packet.getByte(LENGTH_BYTES);
        final int length = packetLength();
        if (length < 1 || TYPES.indexOf(type) < 0) {
            return false;
        }
        return switch (type) {
            case 'H', 'Z', 'R', 'O' -> length == 1;
            case 'J' -> length == 2;
            case 'A' -> length == LOGIN_ACCEPTED_LENGTH;
            default -> true;
        };
    }

    private void giveUp() {
        foreign = true;
        place();
        if (announced) {
            listener.onLost(origin);
            listener.onFault(origin, "the TCP stream " + channel.name() + " goes on with what is no SoupBinTCP");
        } else if (!asksReplay()) {
            listener.onOther(origin, ContentListener.Other.TCP, 1);
        }
    }

    /** Whether it is what a client says to a TCP replay of MDP 3.0: it begins with its length, {@code 9=}. */
    private boolean asksReplay() {
        return packet.getByte(0) == '9' && packet.getByte(1) == '=';
    }

    private void onPacket() {
        packets = true;
        place();
        switch (packet.getByte(LENGTH_BYTES)) {
            case 'A' -> {
                announced = true;
                listener.onSession(origin, text(HEADER, SESSION_LENGTH), number());
            }
            case 'S' -> {
                if (!announced) {
                    announced = true;
                    // The capture begins within a session: which message this is nobody knows.
                    listener.onSession(origin, "", 0);
                }
                listener.onMessage(origin, packet, HEADER, filled - HEADER);
            }
            default -> {
                // Logins, heartbeats, debug texts, and what clients send: no market data.
            }
        }
    }

    private void place() {
        origin.at(origin.record(), origin.offset(), origin.timeNs(), channel);
    }

    private long number() {
        final String text = text(HEADER + SESSION_LENGTH, NUMBER_LENGTH);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private String text(final int at, final int length) {
        final byte[] bytes = new byte[length];
        packet.getBytes(at, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1).trim();
    }
}
