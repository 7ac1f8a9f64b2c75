package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.PlayedLines;
import io.tiercel.engine.feed.PlayedPace;
import io.tiercel.engine.feed.capture.FileBytes;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Packets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;

/**
 * Plays a file of ITCH messages, each behind its length in two bytes, big endian, as one MoldUDP64 session: from
 * sequence 1, with a heartbeat each second of silence, to the end of the session.
 */
public final class ItchPlayer {
    /** Before each message of the file. */
    private static final int LENGTH_BYTES = 2;

    private static final long HEARTBEAT_NS = 1_000_000_000L;
    /** The end is said as often, since nobody confirms it. */
    private static final int ENDS = 3;

    private static final long END_INTERVAL_NS = 50_000_000L;

    private final PlayedLines lines;
    private final Beside beside;
    private final long lingerNs;
    private final PlayedPace pace;
    private final MoldUdp64Packets packets;
    private final ItchFlyweight flyweight = new ItchFlyweight();
    private FileBytes file;
    private int messageLength;
    private long lastSentNs;

    /** What else the player's thread does: it keeps what is sent, and answers those who missed it. */
    public interface Beside {
        /** For a player that does nothing else. */
        Beside NOTHING = new Beside() {
            @Override
            public void onSent(final DirectBuffer buffer, final int offset, final int length) {}

            @Override
            public long doWork() {
                return HEARTBEAT_NS / 10;
            }
        };

        /** What follows is another session, from its first message on. */
        default void onSession(final String session) {}

        /** This message is the next one of the session. */
        void onSent(DirectBuffer buffer, int offset, int length);

        /** No message of the session follows. */
        default void onEnd() {}

        /** Returns how long it may wait until the next time, ns. */
        long doWork();
    }

    /**
     * @param pace     by the messages' own times, or in messages
     * @param lingerNs how long the end is said
     */
    public ItchPlayer(
            final PlayedLines lines,
            final Beside beside,
            final String session,
            final PlayedPace pace,
            final long lingerNs) {
        this.lines = lines;
        this.beside = beside;
        this.lingerNs = lingerNs;
        packets = new MoldUdp64Packets(lines);
        packets.begin(session);
        this.pace = pace;
    }

    /**
     * Until the end, or until it is stopped; the session ends either way, and nobody is answered any more when it is
     * stopped.
     *
     * @throws IOException          when the file cannot be read, or is torn: what stands before that was sent, and the
     *                              session's end is not said, since it is not known what follows
     * @throws UncheckedIOException when datagrams cannot be sent
     */
    public void play(final FileBytes newFile, final BooleanSupplier stopped) throws IOException {
        file = newFile;
        lastSentNs = System.nanoTime();
        pace.begin(lastSentNs);
        try {
            playMessages(stopped);
        } finally {
            sendPacket();
            lines.flush();
        }
        end(stopped);
    }

    private void playMessages(final BooleanSupplier stopped) throws IOException {
        while (!stopped.getAsBoolean() && read()) {
            final long dueNs = dueNs();
            if (!packets.fits(messageLength, MoldUdp64Packets.FRAME_BYTES) || dueNs - System.nanoTime() > 0) {
                sendPacket();
            }
            awaitDue(dueNs, stopped);
            packets.add(file.buffer(), messageAt(), messageLength);
            beside.onSent(file.buffer(), messageAt(), messageLength);
            file.skip(LENGTH_BYTES + messageLength);
        }
    }

    private void end(final BooleanSupplier stopped) {
        beside.onEnd();
        final long endNs = System.nanoTime() + lingerNs;
        int ends = 0;
        while (ends < ENDS || System.nanoTime() < endNs && !stopped.getAsBoolean()) {
            packets.sayEnd();
            lines.flush();
            ends++;
            final long nextNs = System.nanoTime() + (lingerNs == 0 ? 0 : END_INTERVAL_NS);
            while (System.nanoTime() < nextNs && !stopped.getAsBoolean()) {
                LockSupport.parkNanos(Math.min(END_INTERVAL_NS, beside.doWork()));
            }
        }
        // Who is connected hears of the end, too.
        beside.doWork();
    }

    /** Messages that were sent. */
    public long messageCount() {
        return packets.sentCount();
    }

    /** Whether there is another message; it stays in the file until it is in the packet. */
    private boolean read() throws IOException {
        if (!file.has(1)) {
            if (file.damage() != null) {
                throw new IOException(file.damage() + "; is it whole?");
            }
            return false;
        }
        final long number = messageCount() + packets.count() + 1;
        messageLength =
                file.has(LENGTH_BYTES) ? file.buffer().getShort(file.position(), ByteOrder.BIG_ENDIAN) & 0xFFFF : 0;
        if (!file.has(LENGTH_BYTES + messageLength)) {
            throw new IOException(
                    file.damage() != null
                            ? file.damage() + "; is it whole?"
                            : "the file ends within message " + number + "; is it whole?");
        }
        if (messageLength == 0) {
            return endSession(number);
        }
        if (messageLength + MoldUdp64Flyweight.BLOCK_HEADER_LENGTH + MoldUdp64Flyweight.HEADER_LENGTH
                > MoldUdp64Packets.DATAGRAM_BYTES) {
            throw new IOException("message " + number + " has " + messageLength
                    + " bytes, more than a datagram carries; is each behind its length of two bytes?");
        }
        return true;
    }

    /** A length of 0, behind which nothing stands. */
    private boolean endSession(final long number) throws IOException {
        if (file.has(LENGTH_BYTES + 1)) {
            throw new IOException("in place of message " + number + " stands a length of 0, which is the session's end"
                    + " and the file's, and more bytes behind it; are these several files?");
        }
        if (file.damage() != null) {
            throw new IOException(file.damage() + "; is it whole?");
        }
        return false;
    }

    private int messageAt() {
        return file.position() + LENGTH_BYTES;
    }

    private long dueNs() {
        final long count = messageCount() + packets.count();
        return flyweight.wrap(file.buffer(), messageAt(), messageLength) == ItchFlyweight.Form.WHOLE
                ? pace.dueNs(count, flyweight.timeNs())
                : pace.dueNs(count);
    }

    private void awaitDue(final long dueNs, final BooleanSupplier stopped) {
        long leftNs = dueNs - System.nanoTime();
        while (leftNs > 0 && !stopped.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(leftNs, beside.doWork()));
            if (System.nanoTime() - lastSentNs >= HEARTBEAT_NS) {
                packets.heartbeat();
                lastSentNs = System.nanoTime();
            }
            leftNs = dueNs - System.nanoTime();
        }
    }

    private void sendPacket() {
        if (packets.send()) {
            lastSentNs = System.nanoTime();
            beside.doWork();
        }
    }
}
