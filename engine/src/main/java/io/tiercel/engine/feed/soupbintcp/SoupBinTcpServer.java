package io.tiercel.engine.feed.soupbintcp;

import io.tiercel.codecs.soupbintcp.SoupBinTcpEncoder;
import io.tiercel.codecs.soupbintcp.SoupBinTcpFlyweight;
import io.tiercel.codecs.soupbintcp.SoupBinTcpType;
import io.tiercel.engine.feed.Arrivals;
import io.tiercel.engine.feed.moldudp64.SentMessages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gives each who logs in a session's messages, from the one that is asked for to the session's end, with heartbeats
 * while there is none. For those who play a feed; their thread's.
 */
public final class SoupBinTcpServer implements AutoCloseable {
    private static final int OUT_BYTES = 1 << 18;
    private static final long HEARTBEAT_NS = 1_000_000_000L;
    /** Without a word of a client. */
    private static final long SILENT_NS = 15_000_000_000L;

    /**
     * Who may log in, and how long that lasts.
     *
     * @param user     empty for anybody
     * @param cutAfter messages, on average, after which a connection is cut within a packet; 0 for never
     * @param seed     of the cuts
     */
    public record Rules(String user, String password, int cutAfter, long seed) {
        public static final Rules NONE = new Rules("", "", 0, 0);
    }

    /** One connection. */
    private final class Client {
        final SocketChannel socket;
        final ByteBuffer in = ByteBuffer.allocate(1 << 10);
        final ByteBuffer out = ByteBuffer.allocate(OUT_BYTES).limit(0);
        final UnsafeBuffer outBuffer = new UnsafeBuffer(out.array());
        SentMessages.Cursor cursor;
        long heardNs = System.nanoTime();
        long sentNs = heardNs;
        int untilCut = rules.cutAfter() == 0 ? -1 : random.nextInt(2 * rules.cutAfter()) + 1;
        /** Nothing follows what is in the buffer. */
        boolean last;

        Client(final SocketChannel socket) {
            this.socket = socket;
        }

        /** Returns whether it is over. */
        boolean serve() throws IOException {
            if (read()) {
                return true;
            }
            do {
                if (!out.hasRemaining()) {
                    fill();
                }
                if (out.hasRemaining()) {
                    socket.write(out);
                }
            } while (!out.hasRemaining() && !last && cursor != null && cursor.sequence() < sent.next());
            return last && !out.hasRemaining();
        }

        private boolean read() throws IOException {
            final int count = socket.read(in);
            heardNs = count > 0 ? System.nanoTime() : heardNs;
            if (count < 0 || System.nanoTime() - heardNs > SILENT_NS) {
                return true;
            }
            final UnsafeBuffer bytes = new UnsafeBuffer(in.array());
            int begin = 0;
            SoupBinTcpFlyweight.Form form = packet.wrap(bytes, begin, in.position() - begin);
            while (form == SoupBinTcpFlyweight.Form.WHOLE) {
                if (packet.type() == SoupBinTcpType.LOGOUT_REQUEST) {
                    return true;
                }
                if (packet.type() == SoupBinTcpType.LOGIN_REQUEST && cursor == null && !last) {
                    logIn();
                }
                begin += packet.length();
                form = packet.wrap(bytes, begin, in.position() - begin);
            }
            in.flip().position(begin);
            in.compact();
            return form == SoupBinTcpFlyweight.Form.MALFORMED;
        }

        private void logIn() {
            final char reason = rejection();
            final int length;
            if (reason == 0) {
                final long wanted = packet.requestedSequence();
                cursor = sent.from(wanted == 0 ? sent.next() : wanted);
                length = SoupBinTcpEncoder.loginAccepted(outBuffer, 0, session, cursor.sequence());
                acceptedCount++;
            } else {
                last = true;
                length = SoupBinTcpEncoder.loginRejected(outBuffer, 0, reason);
                rejectedCount++;
            }
            out.limit(length).position(0);
        }

        private char rejection() {
            if (!rules.user().isEmpty()
                    && !(packet.user().equals(rules.user()) && packet.password().equals(rules.password()))) {
                return 'A';
            }
            final String wanted = packet.requestedSession();
            if (!wanted.isEmpty() && !wanted.equals(session)) {
                return 'S';
            }
            return packet.requestedSequence() < 0 ? 'A' : (char) 0;
        }

        private void fill() {
            int length = 0;
            while (cursor != null && !last && length + SoupBinTcpFlyweight.MAX_LENGTH <= OUT_BYTES && cursor.next()) {
                final int begin = length;
                length += SoupBinTcpEncoder.data(
                        outBuffer,
                        length,
                        SoupBinTcpType.SEQUENCED_DATA,
                        cursor.buffer(),
                        cursor.offset(),
                        cursor.length());
                if (--untilCut == 0) {
                    length = begin + (length - begin) / 2;
                    last = true;
                    cutCount++;
                }
            }
            if (length == 0 && cursor != null) {
                length = word();
            }
            sentNs = length > 0 ? System.nanoTime() : sentNs;
            out.limit(length).position(0);
        }

        private int word() {
            if (ended) {
                last = true;
                return SoupBinTcpEncoder.empty(outBuffer, 0, SoupBinTcpType.END_OF_SESSION);
            }
            return System.nanoTime() - sentNs < HEARTBEAT_NS
                    ? 0
                    : SoupBinTcpEncoder.empty(outBuffer, 0, SoupBinTcpType.SERVER_HEARTBEAT);
        }
    }

    private final Arrivals arrivals;
    private final SentMessages sent;
    private final String session;
    private final Rules rules;
    private final Random random;
    private final SoupBinTcpFlyweight packet = new SoupBinTcpFlyweight();
    private final List<Client> clients = new ArrayList<>();
    private boolean ended;
    private long acceptedCount;
    private long rejectedCount;
    private long cutCount;

    /** @param socket bound, and not blocking */
    public SoupBinTcpServer(
            final ServerSocketChannel socket, final SentMessages sent, final String session, final Rules rules) {
        arrivals = new Arrivals(socket);
        this.sent = sent;
        this.session = session;
        this.rules = rules;
        random = new Random(rules.seed());
    }

    /** Goes on with all connections. */
    public void poll() {
        final SocketChannel accepted = arrivals.next(clients.size());
        if (accepted != null) {
            clients.add(new Client(accepted));
        }
        for (final Iterator<Client> each = clients.iterator(); each.hasNext(); ) {
            final Client client = each.next();
            boolean over;
            try {
                over = client.serve();
            } catch (final IOException gone) {
                over = true;
            }
            if (over) {
                close(client);
                each.remove();
            }
        }
    }

    /** What was sent last comes to it, as long as nothing of its own is unread. */
    private static void close(final Client client) {
        try {
            client.socket.shutdownOutput();
            while (client.socket.read(client.in.clear()) > 0) {
                // Heartbeats.
                continue;
            }
        } catch (final IOException gone) {
            // So is the socket.
            CloseHelper.quietClose(client.socket);
        }
        CloseHelper.quietClose(client.socket);
    }

    /** All messages of the session were sent: who has got them is told its end. */
    public void endSession() {
        ended = true;
    }

    /** Cuts all connections, as a host that fails does. */
    public void cut() {
        clients.forEach(client -> CloseHelper.quietClose(client.socket));
        clients.clear();
    }

    /** Logins. */
    public long acceptedCount() {
        return acceptedCount;
    }

    public long rejectedCount() {
        return rejectedCount;
    }

    public long cutCount() {
        return cutCount;
    }

    /** Who came, and was not let in. */
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public void close() {
        cut();
        arrivals.close();
    }
}
