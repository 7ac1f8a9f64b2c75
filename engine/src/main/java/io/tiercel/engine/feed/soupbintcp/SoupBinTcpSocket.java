package io.tiercel.engine.feed.soupbintcp;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.soupbintcp.SoupBinTcpEncoder;
import io.tiercel.codecs.soupbintcp.SoupBinTcpFlyweight;
import io.tiercel.codecs.soupbintcp.SoupBinTcpType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;

/** A client's socket, one connection after the other, and the packets that come by it. Never blocks. */
@HotPath
final class SoupBinTcpSocket {
    private static final int BUFFER_BYTES = 1 << 18;

    private final InetSocketAddress server;
    private final int receiveBufferBytes;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final ByteBuffer out = ByteBuffer.allocateDirect(64);
    private final UnsafeBuffer outBuffer = new UnsafeBuffer(out);
    private final SoupBinTcpFlyweight packet = new SoupBinTcpFlyweight();
    private SocketChannel socket;
    /** Bytes that came and are not handled: from here to there. */
    private int begin;

    private int end;

    SoupBinTcpSocket(final InetSocketAddress server, final int receiveBufferBytes) {
        this.server = server;
        this.receiveBufferBytes = receiveBufferBytes;
    }

    /** Begins to connect. Returns the receive buffer that the host gave. */
    @ColdPath
    int open() throws IOException {
        begin = 0;
        end = 0;
        socket = SocketChannel.open();
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
        socket.connect(server);
        return socket.getOption(StandardSocketOptions.SO_RCVBUF);
    }

    boolean connected() throws IOException {
        return socket.finishConnect();
    }

    @ColdPath
    void logIn(final String user, final String password, final String session, final long sequence) throws IOException {
        send(SoupBinTcpEncoder.login(outBuffer, 0, user, password, session, sequence));
    }

    void beat() throws IOException {
        send(SoupBinTcpEncoder.empty(outBuffer, 0, SoupBinTcpType.CLIENT_HEARTBEAT));
    }

    @ColdPath
    void logOut() throws IOException {
        send(SoupBinTcpEncoder.empty(outBuffer, 0, SoupBinTcpType.LOGOUT_REQUEST));
    }

    private void send(final int length) throws IOException {
        out.limit(length).position(0);
        if (socket.write(out) < length) {
            throw new IOException("the server takes nothing");
        }
    }

    /** Returns how many bytes came; below 0 when no more will. */
    int read() throws IOException {
        if (BUFFER_BYTES - end < SoupBinTcpFlyweight.MAX_LENGTH) {
            buffer.putBytes(0, buffer, begin, end - begin);
            end -= begin;
            begin = 0;
        }
        bytes.limit(BUFFER_BYTES).position(end);
        final int count = socket.read(bytes);
        end += Math.max(0, count);
        return count;
    }

    /** Looks at what comes next: where it is whole it is {@link #packet}, until {@link #skip}. */
    SoupBinTcpFlyweight.Form next() {
        return packet.wrap(buffer, begin, end - begin);
    }

    SoupBinTcpFlyweight packet() {
        return packet;
    }

    void skip() {
        begin += packet.length();
    }

    /** Whether a part of a packet has come. */
    boolean isWithinPacket() {
        return begin < end;
    }

    @ColdPath
    void close() {
        CloseHelper.quietClose(socket);
        socket = null;
    }
}
