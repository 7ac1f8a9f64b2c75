package io.tiercel.engine.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;

/**
 * Who connects to a server, one at a time, up to a limit. What goes wrong there, such as too many open files, is
 * counted and tried again after a pause: those who are connected are served meanwhile. The server's thread's.
 */
public final class Arrivals implements AutoCloseable {
    /** Connections that a server has at the same time. */
    public static final int MAX_CLIENTS = 16;

    static final long PAUSE_NS = 100_000_000L;

    /** Takes the next one who waits; null without any. */
    interface Door {
        SocketChannel accept() throws IOException;
    }

    private final ServerSocketChannel socket;
    private final Door door;
    private final LongSupplier nanoTime;
    /** Says whether somebody came: to ask the socket itself costs memory each time. */
    private final Selector selector;

    private boolean pausing;
    private long pausedNs;
    private long turnedAwayCount;
    private long failedCount;

    /** @param socket bound, and not blocking; closed with this */
    public Arrivals(final ServerSocketChannel socket) {
        this(socket, socket::accept, System::nanoTime);
    }

    Arrivals(final ServerSocketChannel socket, final Door door, final LongSupplier nanoTime) {
        this.socket = socket;
        this.door = door;
        this.nanoTime = nanoTime;
        try {
            selector = Selector.open();
            socket.register(selector, SelectionKey.OP_ACCEPT);
        } catch (final IOException failed) {
            CloseHelper.quietClose(socket);
            throw new UncheckedIOException("connections cannot be awaited: " + failed.getMessage(), failed);
        }
    }

    /**
     * The next one, not blocking; null without any.
     *
     * @param clients how many are connected
     */
    public SocketChannel next(final int clients) {
        if (pausing && nanoTime.getAsLong() - pausedNs < PAUSE_NS) {
            return null;
        }
        pausing = false;
        SocketChannel accepted = null;
        try {
            accepted = selector.selectNow() > 0 ? door.accept() : null;
            selector.selectedKeys().clear();
            if (accepted != null && clients >= MAX_CLIENTS) {
                turnedAwayCount++;
                CloseHelper.quietClose(accepted);
                return null;
            }
            if (accepted != null) {
                accepted.configureBlocking(false);
            }
            return accepted;
        } catch (final IOException failed) {
            CloseHelper.quietClose(accepted);
            selector.selectedKeys().clear();
            failedCount++;
            pausing = true;
            pausedNs = nanoTime.getAsLong();
            return null;
        }
    }

    /** Who came while there were as many as a server takes. */
    public long turnedAwayCount() {
        return turnedAwayCount;
    }

    /** Attempts to take somebody that failed. */
    public long failedCount() {
        return failedCount;
    }

    /** For people, at the end of what a server did; empty where all came in. */
    public String text() {
        return (turnedAwayCount == 0
                        ? ""
                        : ", turned away " + turnedAwayCount + " beyond " + MAX_CLIENTS + " connections")
                + (failedCount == 0 ? "" : ", could not accept " + failedCount);
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(selector, socket);
    }
}
