package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.soupbintcp.SoupBinTcpEncoder;
import io.tiercel.codecs.soupbintcp.SoupBinTcpFlyweight;
import io.tiercel.codecs.soupbintcp.SoupBinTcpType;
import io.tiercel.engine.feed.Arrivals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gives each who logs in one image of a session's books, and ends the connection. Who logs in under another name, for
 * another sequence than 1, or with bytes that are no login, is rejected; who does neither in time, or takes nothing, is
 * not waited for. For those who play a feed; their thread's.
 */
public final class GlimpseServer implements AutoCloseable {
    /** For a login, whatever comes of it meanwhile. */
    private static final long LOGIN_NS = 30_000_000_000L;
    /** Then without a word of a client, and without its taking anything. */
    private static final long SILENT_NS = 15_000_000_000L;

    /** One connection: what came of its login, then what is to be sent. */
    private static final class Client {
        final SocketChannel socket;
        final ByteBuffer in = ByteBuffer.allocate(1 << 10);
        ByteBuffer out;
        boolean over;
        /** When it came, then when it last did anything. */
        long sinceNs;

        Client(final SocketChannel socket, final long nowNs) {
            this.socket = socket;
            sinceNs = nowNs;
        }
    }

    private final Arrivals arrivals;
    private final ItchImage image;
    private final String user;
    private final String password;
    private final LongSupplier nanoTime;
    private final SoupBinTcpFlyweight packet = new SoupBinTcpFlyweight();
    private final List<Client> clients = new ArrayList<>();
    private String session;
    private long givenCount;
    private long rejectedCount;
    private long timedOutCount;

    /**
     * @param socket bound, and not blocking
     * @param user   empty for anybody
     */
    public GlimpseServer(
            final ServerSocketChannel socket,
            final ItchImage image,
            final String session,
            final String user,
            final String password) {
        this(socket, image, session, user, password, System::nanoTime);
    }

    GlimpseServer(
            final ServerSocketChannel socket,
            final ItchImage image,
            final String session,
            final String user,
            final String password,
            final LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.image = image;
        this.session = session;
        this.user = user;
        this.password = password;
        arrivals = new Arrivals(socket);
    }

    /** The image is that of another session from now on. */
    public void begin(final String newSession) {
        session = newSession;
    }

    /** Goes on with all connections. */
    public void poll() {
        final SocketChannel accepted = arrivals.next(clients.size());
        if (accepted != null) {
            clients.add(new Client(accepted, nanoTime.getAsLong()));
        }
        for (int i = clients.size() - 1; i >= 0; i--) {
            final Client client = clients.get(i);
            boolean over;
            try {
                over = serve(client) || isTooLate(client);
            } catch (final IOException gone) {
                over = true;
            }
            if (over) {
                CloseHelper.quietClose(client.socket);
                clients.remove(i);
            }
        }
    }

    private boolean isTooLate(final Client client) {
        final boolean late = nanoTime.getAsLong() - client.sinceNs >= (client.out == null ? LOGIN_NS : SILENT_NS);
        timedOutCount += late ? 1 : 0;
        return late;
    }

    /** Returns whether it is over. */
    private boolean serve(final Client client) throws IOException {
        if (client.out == null) {
            if (client.socket.read(client.in) < 0) {
                return true;
            }
            final SoupBinTcpFlyweight.Form form = packet.wrap(new UnsafeBuffer(client.in), 0, client.in.position());
            if (form == SoupBinTcpFlyweight.Form.PARTIAL) {
                return false;
            }
            client.out = form == SoupBinTcpFlyweight.Form.WHOLE && welcome() ? snapshot() : rejection();
        }
        final int taken = client.over ? 0 : client.socket.write(client.out);
        if (!client.out.hasRemaining() && !client.over) {
            client.over = true;
            client.socket.shutdownOutput();
        }
        // Heartbeats: were they left unread, closing would take what was sent back from the client.
        client.in.clear();
        final int said = client.socket.read(client.in);
        client.sinceNs = taken > 0 || said > 0 ? nanoTime.getAsLong() : client.sinceNs;
        return said < 0;
    }

    private boolean welcome() {
        return packet.type() == SoupBinTcpType.LOGIN_REQUEST
                && (user.isEmpty()
                        || packet.user().equals(user) && packet.password().equals(password))
                && packet.requestedSequence() == 1;
    }

    private ByteBuffer rejection() {
        rejectedCount++;
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[8]);
        return ByteBuffer.wrap(bytes.byteArray(), 0, SoupBinTcpEncoder.loginRejected(bytes, 0, 'A'));
    }

    private ByteBuffer snapshot() {
        givenCount++;
        final Written written = new Written();
        written.length = SoupBinTcpEncoder.loginAccepted(written.bytes, 0, session, 1);
        image.write(written);
        written.length += SoupBinTcpEncoder.empty(written.bytes, written.length, SoupBinTcpType.END_OF_SESSION);
        return ByteBuffer.wrap(written.bytes.byteArray(), 0, written.length);
    }

    private static final class Written implements ItchImage.Sink {
        final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(1 << 16);
        int length;

        @Override
        public void onMessage(final DirectBuffer buffer, final int offset, final int messageLength) {
            length +=
                    SoupBinTcpEncoder.data(bytes, length, SoupBinTcpType.SEQUENCED_DATA, buffer, offset, messageLength);
        }
    }

    public long givenCount() {
        return givenCount;
    }

    public long rejectedCount() {
        return rejectedCount;
    }

    /** Who did not log in, or take what they asked for, in time. */
    public long timedOutCount() {
        return timedOutCount;
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
