package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.itch.GlimpseSnapshot;
import io.tiercel.codecs.soupbintcp.SoupBinTcpEncoder;
import io.tiercel.codecs.soupbintcp.SoupBinTcpFlyweight;
import io.tiercel.codecs.soupbintcp.SoupBinTcpType;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.StreamRecorder;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes a snapshot of the books from a GLIMPSE 5.0 server: one connection of SoupBinTCP for each, from sequence 1 to
 * the message that says where the session goes on. Never blocks. The lane's thread's.
 */
public final class GlimpseClient implements SnapshotSource {
    private static final int MESSAGES_PER_POLL = 256;
    private static final long HEARTBEAT_NS = 1_000_000_000L;

    private enum Step {
        IDLE,
        CONNECTING,
        LOGGING_IN,
        /** Nothing of the snapshot has come. */
        WAITING,
        TAKING
    }

    private final SocketAddress server;
    private final String user;
    private final String password;
    private final FeedCounts counts;
    private final StreamRecorder recorder;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(2 * SoupBinTcpFlyweight.MAX_LENGTH);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final ByteBuffer out = ByteBuffer.allocateDirect(64);
    private final UnsafeBuffer outBuffer = new UnsafeBuffer(out);
    private final SoupBinTcpFlyweight packet = new SoupBinTcpFlyweight();
    private SocketChannel socket;
    private Step step = Step.IDLE;
    private int begin;
    private int end;
    private long heartbeatNs;
    private long nowNs;

    public GlimpseClient(
            final SocketAddress server,
            final String user,
            final String password,
            final FeedCounts counts,
            final StreamRecorder recorder) {
        this.recorder = recorder;
        this.server = server;
        this.user = user;
        this.password = password;
        this.counts = counts;
    }

    @Override
    @ColdPath
    public void ask() {
        cancel();
        begin = 0;
        end = 0;
        try {
            socket = SocketChannel.open();
            socket.configureBlocking(false);
            socket.connect(server);
            step = Step.CONNECTING;
        } catch (final IOException nobodyThere) {
            refuse();
        }
    }

    @Override
    @ColdPath
    public void cancel() {
        if (step != Step.IDLE && step != Step.CONNECTING) {
            recorder.onClosed(nowNs);
        }
        step = Step.IDLE;
        CloseHelper.quietClose(socket);
        socket = null;
    }

    private void refuse() {
        counts.add(FeedCount.SNAPSHOTS_FAILED, 1);
        cancel();
    }

    private void fail(final Listener listener) {
        final boolean taking = step == Step.TAKING;
        refuse();
        if (taking) {
            listener.onSnapshotFailed();
        }
    }

    @Override
    public boolean poll(final Listener listener, final long timeNs) {
        if (step == Step.IDLE) {
            return false;
        }
        nowNs = timeNs;
        try {
            if (step == Step.CONNECTING) {
                return connect(timeNs);
            }
            if (timeNs - heartbeatNs >= HEARTBEAT_NS) {
                heartbeatNs = timeNs;
                send(SoupBinTcpEncoder.empty(outBuffer, 0, SoupBinTcpType.CLIENT_HEARTBEAT));
            }
            final int handled = handle(listener);
            // What was handled may have ended this snapshot, or have asked for another one; and the end of the stream
            // counts when all before it was handled.
            final boolean goesOn = step == Step.LOGGING_IN || step == Step.WAITING || step == Step.TAKING;
            return goesOn && handled < MESSAGES_PER_POLL && receive(listener) || handled > 0;
        } catch (final IOException broken) {
            fail(listener);
            return true;
        }
    }

    private boolean connect(final long timeNs) throws IOException {
        if (!socket.finishConnect()) {
            return false;
        }
        step = Step.LOGGING_IN;
        heartbeatNs = timeNs;
        recorder.onConnected(socket.getLocalAddress(), timeNs);
        send(SoupBinTcpEncoder.login(outBuffer, 0, user, password, "", 1));
        return true;
    }

    private void send(final int length) throws IOException {
        out.limit(length).position(0);
        if (socket.write(out) < length) {
            throw new IOException("a server that takes nothing");
        }
    }

    /** Returns whether something came. */
    private boolean receive(final Listener listener) throws IOException {
        if (begin > 0) {
            buffer.putBytes(0, buffer, begin, end - begin);
            end -= begin;
            begin = 0;
        }
        bytes.limit(bytes.capacity()).position(end);
        final int count = socket.read(bytes);
        if (count < 0) {
            fail(listener);
            return true;
        }
        if (count > 0) {
            recorder.onBytes(buffer, end, count, nowNs);
        }
        end += count;
        return count > 0;
    }

    /** Returns how many packets. */
    private int handle(final Listener listener) {
        int messages = 0;
        while (step != Step.IDLE && messages < MESSAGES_PER_POLL) {
            final SoupBinTcpFlyweight.Form form = packet.wrap(buffer, begin, end - begin);
            if (form == SoupBinTcpFlyweight.Form.PARTIAL) {
                break;
            }
            messages++;
            if (form == SoupBinTcpFlyweight.Form.MALFORMED) {
                fail(listener);
                break;
            }
            begin += packet.length();
            onPacket(listener);
        }
        if (messages > 0) {
            listener.onSnapshotPause();
        }
        return messages;
    }

    private void onPacket(final Listener listener) {
        switch (packet.type()) {
            case SoupBinTcpType.SEQUENCED_DATA -> onData(listener);
            case SoupBinTcpType.LOGIN_ACCEPTED -> onAccepted(listener);
            case SoupBinTcpType.SERVER_HEARTBEAT, SoupBinTcpType.DEBUG -> {
                // A sign of life, and nothing else.
                return;
            }
            // Rejected, over before its end, or what a server does not send.
            default -> fail(listener);
        }
    }

    private void onAccepted(final Listener listener) {
        if (step != Step.LOGGING_IN || packet.acceptedSequence() != 1) {
            fail(listener);
            return;
        }
        step = Step.WAITING;
        if (!listener.onSnapshotSession(packet.acceptedSession())) {
            // Where its books go on has another meaning there.
            counts.add(FeedCount.SNAPSHOTS_FOREIGN, 1);
            fail(listener);
        }
    }

    private void onData(final Listener listener) {
        if (step == Step.LOGGING_IN) {
            fail(listener);
            return;
        }
        if (step == Step.WAITING) {
            step = Step.TAKING;
            if (!listener.onSnapshotBegin()) {
                cancel();
                return;
            }
        }
        if (GlimpseSnapshot.is(buffer, packet.payloadOffset(), packet.payloadLength())) {
            final long sequence = GlimpseSnapshot.sequence(buffer, packet.payloadOffset());
            if (sequence < 1) {
                fail(listener);
            } else {
                cancel();
                listener.onSnapshotEnd(sequence);
            }
        } else {
            listener.onSnapshotMessage(buffer, packet.payloadOffset(), packet.payloadLength());
        }
    }
}
