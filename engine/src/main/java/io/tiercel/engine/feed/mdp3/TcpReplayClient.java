package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.mdp3.ReplayTextFlyweight;
import io.tiercel.engine.feed.StreamRecorder;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Has packets sent again by the exchange's TCP replay: one connection for each request, log on, ask, take, log out.
 * Never blocks. The lane's thread's.
 */
public final class TcpReplayClient implements PacketReplay {
    private static final int LOGIN = 15;
    private static final int LOGOUT = 16;
    private static final int SIZE_LENGTH = Short.BYTES;

    private enum Step {
        IDLE,
        CONNECTING,
        /** The logon is sent. */
        LOGGING_ON,
        TAKING
    }

    private final SocketAddress server;
    private final int channelId;
    private final String user;
    private final String password;
    private final StreamRecorder recorder;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 17);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final ByteBuffer out = ByteBuffer.allocateDirect(ReplayTextFlyweight.MAX_LENGTH);
    private final UnsafeBuffer outBuffer = new UnsafeBuffer(out);
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    private SocketChannel socket;
    private Step step = Step.IDLE;
    /** It cannot be had, and nobody was told yet. */
    private boolean failed;

    private long askedFrom;
    private long firstAsked;
    private long lastAsked;
    private long requestNumber;
    private long nowNs;
    private int begin;
    private int end;

    public TcpReplayClient(
            final SocketAddress server,
            final int channelId,
            final String user,
            final String password,
            final StreamRecorder recorder) {
        this.server = server;
        this.channelId = channelId;
        this.user = user;
        this.password = password;
        this.recorder = recorder;
    }

    @Override
    @ColdPath
    public boolean ask(final long from, final int count) {
        if (step != Step.IDLE && from > askedFrom && from <= lastAsked) {
            // It comes already.
            askedFrom = from;
            return false;
        }
        cancel();
        askedFrom = from;
        firstAsked = from;
        lastAsked = from + count - 1;
        begin = 0;
        end = 0;
        try {
            socket = SocketChannel.open();
            socket.configureBlocking(false);
            socket.connect(server);
            step = Step.CONNECTING;
        } catch (final IOException nobodyThere) {
            fail();
        }
        return true;
    }

    @Override
    @ColdPath
    public void cancel() {
        failed = false;
        close();
    }

    private void close() {
        if (step == Step.LOGGING_ON || step == Step.TAKING) {
            recorder.onClosed(nowNs);
            try {
                send(ReplayTextFlyweight.encodeLogout(outBuffer, 0));
            } catch (final IOException gone) {
                // Nobody has to be told any more: the connection ends either way.
                step = Step.IDLE;
            }
        }
        step = Step.IDLE;
        CloseHelper.quietClose(socket);
        socket = null;
    }

    private void fail() {
        failed = true;
        close();
    }

    @Override
    public boolean poll(final Listener listener, final long timeNs) {
        nowNs = timeNs;
        if (failed) {
            failed = false;
            listener.onReplayFailed();
            return true;
        }
        return step != Step.IDLE && goOn(listener);
    }

    @ColdPath
    private boolean goOn(final Listener listener) {
        try {
            if (step == Step.CONNECTING) {
                return connect();
            }
            return handle(listener) || receive();
        } catch (final IOException broken) {
            fail();
            return true;
        }
    }

    private boolean connect() throws IOException {
        if (!socket.finishConnect()) {
            return false;
        }
        step = Step.LOGGING_ON;
        recorder.onConnected(socket.getLocalAddress(), nowNs);
        send(ReplayTextFlyweight.encodeLogon(outBuffer, 0, user, password));
        return true;
    }

    private void send(final int length) throws IOException {
        out.limit(length).position(0);
        if (socket.write(out) < length) {
            throw new IOException("a server that takes nothing");
        }
    }

    /** Returns whether something came. */
    private boolean receive() throws IOException {
        if (begin > 0) {
            buffer.putBytes(0, buffer, begin, end - begin);
            end -= begin;
            begin = 0;
        }
        bytes.limit(bytes.capacity()).position(end);
        final int count = socket.read(bytes);
        if (count < 0) {
            fail();
            return true;
        }
        if (count > 0) {
            recorder.onBytes(buffer, end, count, nowNs);
        }
        end += count;
        return count > 0;
    }

    /** Returns whether one packet, with its size before it, was there. */
    private boolean handle(final Listener listener) throws IOException {
        if (end - begin < SIZE_LENGTH) {
            return false;
        }
        final int length = buffer.getShort(begin, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        if (end - begin < SIZE_LENGTH + length) {
            return false;
        }
        final int offset = begin + SIZE_LENGTH;
        begin = offset + length;
        if (!packet.wrap(buffer, offset, length)) {
            fail();
        } else {
            onPacket(listener, offset, length, packet.next() ? packet.templateId() : 0);
        }
        return true;
    }

    private void onPacket(final Listener listener, final int offset, final int length, final int template)
            throws IOException {
        if (template == LOGOUT) {
            // Refused, or over: if all of it came nothing is open any more, and nobody listens.
            fail();
        } else if (step == Step.LOGGING_ON) {
            if (template != LOGIN) {
                fail();
                return;
            }
            step = Step.TAKING;
            send(ReplayTextFlyweight.encodeRequest(outBuffer, 0, channelId, ++requestNumber, firstAsked, lastAsked));
        } else if (packet.sequence() >= firstAsked && packet.sequence() <= lastAsked) {
            listener.onReplayed(buffer, offset, length);
        }
    }
}
