package io.tiercel.engine.feed;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Receives the datagrams of one feed and sends what they say to an engine. Belongs to the lane's thread.
 *
 * <p>While the subscriber has no room the socket is not read: what waits is in the host's buffer for it, and what that
 * cannot hold is missing from the sequence, which the protocol's handler sees.
 */
@HotPath
public final class FeedLane {
    /** The most that UDP carries. */
    public static final int MAX_DATAGRAM_BYTES = 1 << 16;

    private static final int DATAGRAM_LIMIT = 16;
    private static final int LAST_WORD_ATTEMPTS = 10_000;

    private final DatagramChannel socket;
    private final DatagramHandler handler;
    private final FeedSender sender;
    private final FeedCounts counts;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private boolean connected;

    /** @param socket bound, and not blocking */
    public FeedLane(
            final DatagramChannel socket,
            final DatagramHandler handler,
            final FeedSender sender,
            final FeedCounts counts) {
        this.socket = socket;
        this.handler = handler;
        this.sender = sender;
        this.counts = counts;
    }

    /** One round; returns how many datagrams and messages it handled. */
    public int doWork() {
        int workCount = 0;
        noteSubscriber();
        for (int i = 0; i < DATAGRAM_LIMIT; i++) {
            final int sent = sender.send();
            if (sent < 0) {
                handler.onDropped();
                // What that says is for nobody, too; who comes next, or is back, is told anew.
                sender.forget();
                connected = false;
            }
            workCount += Math.max(0, sent);
            if (sender.pending() || !receive()) {
                break;
            }
            workCount++;
        }
        return workCount;
    }

    private void noteSubscriber() {
        if (sender.connected() != connected) {
            connected = !connected;
            if (connected) {
                handler.onSubscriber();
            }
        }
    }

    private boolean receive() {
        bytes.clear();
        try {
            if (socket.receive(bytes) == null) {
                return false;
            }
        } catch (final IOException failed) {
            throw unreadable(failed);
        }
        counts.add(FeedCount.DATAGRAMS, 1);
        handler.onDatagram(buffer, 0, bytes.position());
        return true;
    }

    @ColdPath
    private static UncheckedIOException unreadable(final IOException failed) {
        return new UncheckedIOException("the feed's socket cannot be read: " + failed.getMessage(), failed);
    }

    /** After {@link #doWork} threw, and for the last time: closes the books, as far as the subscriber still listens. */
    @ColdPath
    public void close() {
        sender.forget();
        handler.onBroken();
        for (int i = 0; i < LAST_WORD_ATTEMPTS && sender.pending(); i++) {
            if (sender.send() == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
