package io.tiercel.engine.feed;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The sockets of a feed, asked in turns: its lines, and that of a request server, where there is one. The lane's
 * thread's.
 */
@HotPath
public final class DatagramLines implements PacketLines {
    private final DatagramChannel[] lines;
    private final DatagramChannel answers;
    private final DatagramRecorder recorder;
    private final KernelStamp[] stamps;
    private int turn;
    private int socket;
    private SocketAddress source;

    /** Nothing of what comes is recorded. */
    public DatagramLines(final List<DatagramChannel> lines, final DatagramChannel answers) {
        this(lines, answers, List.of(), DatagramRecorder.NONE);
    }

    /**
     * @param lines   bound, and not blocking
     * @param answers connected to the request server, and not blocking; or null
     * @param stamps  of each of these; or none
     */
    public DatagramLines(
            final List<DatagramChannel> lines,
            final DatagramChannel answers,
            final List<KernelStamp> stamps,
            final DatagramRecorder recorder) {
        this.lines = lines.toArray(new DatagramChannel[0]);
        this.answers = answers;
        this.stamps = stamps.toArray(new KernelStamp[0]);
        this.recorder = recorder;
    }

    @Override
    public boolean receive(final ByteBuffer bytes, final long timeNs) {
        final int sockets = lines.length + (answers == null ? 0 : 1);
        for (int i = 0; i < sockets; i++) {
            socket = turn;
            turn = turn + 1 == sockets ? 0 : turn + 1;
            bytes.clear();
            if (socket < lines.length ? receive(lines[socket], bytes) : readAnswer(bytes)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int line() {
        return socket < lines.length ? socket : ANSWERS;
    }

    @Override
    public long receivedNs(final long readNs) {
        return stamps.length == 0 ? readNs : stamps[socket].receivedNs(readNs);
    }

    @Override
    public void record(final DirectBuffer buffer, final int length, final long timeNs) {
        recorder.onDatagram(socket, source, buffer, length, timeNs);
    }

    /** Who sends no more cannot be told from who has nothing to send. */
    @Override
    public long outageCount() {
        return 0;
    }

    private boolean receive(final DatagramChannel channel, final ByteBuffer bytes) {
        try {
            source = channel.receive(bytes);
            return source != null;
        } catch (final IOException failed) {
            throw unreadable(failed);
        }
    }

    private boolean readAnswer(final ByteBuffer bytes) {
        source = null;
        try {
            return answers.read(bytes) > 0;
        } catch (final PortUnreachableException nobody) {
            // As good as no answer: the attempts are counted.
            return false;
        } catch (final IOException failed) {
            throw unreadable(failed);
        }
    }

    @ColdPath
    private static UncheckedIOException unreadable(final IOException failed) {
        return new UncheckedIOException("the feed's socket cannot be read: " + failed.getMessage(), failed);
    }
}
