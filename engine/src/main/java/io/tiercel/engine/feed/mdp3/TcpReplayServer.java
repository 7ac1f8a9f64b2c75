package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.mdp3.ReplayTextFlyweight;
import io.tiercel.codecs.mdp3.sbe.AdminLogin15Encoder;
import io.tiercel.codecs.mdp3.sbe.AdminLogout16Encoder;
import io.tiercel.codecs.mdp3.sbe.MessageHeaderEncoder;
import io.tiercel.engine.feed.Arrivals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends packets of a channel again, as the exchange's TCP replay does: to who logs on, one range for each connection.
 * What cannot be had is answered by a logout that says why. For those who play a feed; their thread's.
 */
public final class TcpReplayServer implements AutoCloseable {
    private static final byte HEARTBEAT_SECONDS = 5;

    /** One connection: what it said, and what is to be sent. */
    private static final class Client {
        final SocketChannel socket;
        final ByteBuffer in = ByteBuffer.allocate(2 * ReplayTextFlyweight.MAX_LENGTH);
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(1 << 12);
        int written;
        int sent;
        boolean loggedOn;
        boolean over;
        boolean shut;

        Client(final SocketChannel socket) {
            this.socket = socket;
        }
    }

    private final Arrivals arrivals;
    private final KeptPackets sent;
    private final int channelId;
    private final String user;
    private final String password;
    private final ReplayTextFlyweight text = new ReplayTextFlyweight();
    private final List<Client> clients = new ArrayList<>();
    private long answeredCount;
    private long refusedCount;

    /**
     * @param socket    bound, and not blocking
     * @param channelId that is replayed; 0 for whatever is asked for
     * @param user      empty for anybody
     */
    public TcpReplayServer(
            final ServerSocketChannel socket,
            final KeptPackets sent,
            final int channelId,
            final String user,
            final String password) {
        arrivals = new Arrivals(socket);
        this.sent = sent;
        this.channelId = channelId;
        this.user = user;
        this.password = password;
    }

    /** Goes on with all connections. */
    public void poll() {
        final SocketChannel accepted = arrivals.next(clients.size());
        if (accepted != null) {
            clients.add(new Client(accepted));
        }
        for (int i = clients.size() - 1; i >= 0; i--) {
            final Client client = clients.get(i);
            boolean gone;
            try {
                gone = serve(client);
            } catch (final IOException broken) {
                gone = true;
            }
            if (gone) {
                CloseHelper.quietClose(client.socket);
                clients.remove(i);
            }
        }
    }

    /** Returns whether the connection is over. */
    private boolean serve(final Client client) throws IOException {
        if (client.socket.read(client.in) < 0) {
            return true;
        }
        if (client.over) {
            // What it still says is not listened to.
            client.in.clear();
        } else {
            listen(client);
        }
        final ByteBuffer rest = ByteBuffer.wrap(client.out.byteArray(), client.sent, client.written - client.sent);
        client.sent += client.socket.write(rest);
        if (client.over && client.sent == client.written && !client.shut) {
            client.shut = true;
            client.socket.shutdownOutput();
        }
        return false;
    }

    private void listen(final Client client) {
        final UnsafeBuffer in = new UnsafeBuffer(client.in);
        int read = 0;
        ReplayTextFlyweight.Form form = text.wrap(in, read, client.in.position() - read);
        while (form == ReplayTextFlyweight.Form.WHOLE && !client.over) {
            read += text.length();
            onMessage(client);
            form = text.wrap(in, read, client.in.position() - read);
        }
        if (form == ReplayTextFlyweight.Form.MALFORMED && !client.over) {
            refuse(client, "no message");
        }
        client.in.flip().position(read);
        client.in.compact();
    }

    private void onMessage(final Client client) {
        switch (text.type()) {
            case ReplayTextFlyweight.LOGON -> {
                if (user.isEmpty()
                        || text.field(ReplayTextFlyweight.USERNAME).equals(user)
                                && text.field(ReplayTextFlyweight.PASSWORD).equals(password)) {
                    client.loggedOn = true;
                    login(client);
                } else {
                    refuse(client, "unknown user or password");
                }
            }
            case ReplayTextFlyweight.REQUEST -> onRequest(client);
            case ReplayTextFlyweight.LOGOUT -> logout(client, "logout");
            case ReplayTextFlyweight.HEARTBEAT -> {
                // A sign of life, and nothing else.
                return;
            }
            default -> refuse(client, "unknown message type");
        }
    }

    private void onRequest(final Client client) {
        final String channel = text.field(ReplayTextFlyweight.APPL_ID);
        final long begin = number(ReplayTextFlyweight.APPL_BEGIN);
        final long last = number(ReplayTextFlyweight.APPL_END);
        if (!client.loggedOn) {
            refuse(client, "no logon");
        } else if (channelId != 0 && !channel.equals(Integer.toString(channelId))) {
            refuse(client, "another channel");
        } else if (begin < 1 || last < begin) {
            refuse(client, "no range of packets");
        } else if (last - begin >= PacketReplay.MAX_PACKETS) {
            refuse(client, "more than " + PacketReplay.MAX_PACKETS + " packets");
        } else if (!has(begin, last)) {
            refuse(client, "packets that are not kept");
        } else {
            for (long sequence = begin; sequence <= last; sequence++) {
                sent.find(sequence);
                frame(client, sent.length());
                client.out.putBytes(client.written, sent.buffer(), sent.offset(), sent.length());
                client.written += sent.length();
            }
            answeredCount++;
            logout(client, "replay complete");
        }
    }

    private long number(final int tag) {
        final String digits = text.field(tag);
        return digits.matches("[0-9]{1,10}") ? Long.parseLong(digits) : 0;
    }

    private boolean has(final long begin, final long last) {
        for (long sequence = begin; sequence <= last; sequence++) {
            if (!sent.find(sequence)) {
                return false;
            }
        }
        return true;
    }

    private void refuse(final Client client, final String reason) {
        refusedCount++;
        logout(client, reason);
    }

    private void login(final Client client) {
        final int body = packet(client, 1, AdminLogin15Encoder.BLOCK_LENGTH);
        new AdminLogin15Encoder()
                .wrapAndApplyHeader(client.out, body, new MessageHeaderEncoder())
                .heartBtInt(HEARTBEAT_SECONDS);
    }

    private void logout(final Client client, final String reason) {
        final int body = packet(client, 2, AdminLogout16Encoder.BLOCK_LENGTH);
        new AdminLogout16Encoder()
                .wrapAndApplyHeader(client.out, body, new MessageHeaderEncoder())
                .text(reason);
        client.over = true;
    }

    /** A packet of one message, of the server's own; returns where the message begins. */
    private static int packet(final Client client, final int sequence, final int blockLength) {
        final int message = MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
        frame(client, Mdp3PacketFlyweight.HEADER_LENGTH + Short.BYTES + message);
        Mdp3PacketFlyweight.encodeHeader(client.out, client.written, sequence, 0);
        final int at = client.written + Mdp3PacketFlyweight.HEADER_LENGTH;
        client.written = Mdp3PacketFlyweight.encodeSize(client.out, at, message);
        return at + Short.BYTES;
    }

    private static void frame(final Client client, final int length) {
        client.out.putShort(client.written, (short) length, ByteOrder.LITTLE_ENDIAN);
        client.written += Short.BYTES;
    }

    public long answeredCount() {
        return answeredCount;
    }

    public long refusedCount() {
        return refusedCount;
    }

    /** Who came, and was not let in. */
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public void close() {
        clients.forEach(client -> CloseHelper.quietClose(client.socket));
        arrivals.close();
    }
}
