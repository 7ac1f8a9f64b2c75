package io.tiercel.engine.feed.soupbintcp;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.DatagramRecorder;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.PacketLines;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Requests;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Servers of the same session as the lines of a lane: each message counts from whichever brings it first. What is
 * missing is asked of one of them by another login, from there on; until that one has come to what is new its packets
 * are answers, and no line's. The lane's thread's.
 */
@HotPath
public final class SoupBinTcpLines implements PacketLines, MoldUdp64Requests, AutoCloseable {
    /** A line whose packets are answers is heard as often all the same. */
    private static final long SIGN_NS = 1_000_000_000L;

    private final SoupBinTcpConnection[] connections;
    private final long[] signNs;
    private final Backlog[] backlogs;
    private final long behindNs;
    private final FeedCounts counts;
    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);
    private DatagramRecorder recorder = DatagramRecorder.NONE;
    private ByteBuffer wrapped;
    private int turn;
    private int line;
    private long outageCount;
    private long sessionHigh;
    private int sessionLow;
    /** Of the session: the greatest next message that any of them has had. */
    private long newest;
    /** Since when there may be more than that. */
    private long newestNs;

    private long timeNs;
    private long askedFrom;
    private int asked;

    public SoupBinTcpLines(
            final List<InetSocketAddress> servers, final SoupBinTcpSettings settings, final FeedCounts counts) {
        this.counts = counts;
        connections = new SoupBinTcpConnection[servers.size()];
        signNs = new long[servers.size()];
        backlogs = new Backlog[servers.size()];
        behindNs = settings.behindNs();
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new SoupBinTcpConnection(servers.get(i), settings, counts);
            backlogs[i] = new Backlog();
        }
    }

    /** Before the lane's thread begins. */
    public void recordBy(final DatagramRecorder newRecorder) {
        recorder = newRecorder;
    }

    @Override
    public boolean receive(final ByteBuffer bytes, final long newTimeNs) {
        timeNs = newTimeNs;
        if (bytes != wrapped) {
            wrapped = bytes;
            target.wrap(bytes);
        }
        for (int i = 0; i < connections.length; i++) {
            final int place = turn;
            turn = place + 1 == connections.length ? 0 : place + 1;
            final SoupBinTcpConnection connection = connections[place];
            if (reaches(place)) {
                reach(place);
            }
            final boolean signs = answers(place) && timeNs - signNs[place] >= SIGN_NS;
            final int length = signs ? sign(place) : connection.receive(target, timeNs);
            if (connection.takeLoss()) {
                backlogs[place].forget();
                outageCount += anyFollows() ? 0 : 1;
            }
            if (length > 0) {
                line = signs ? place : lineOf(place);
                bytes.limit(length).position(length);
                return true;
            }
        }
        return false;
    }

    private int sign(final int place) {
        signNs[place] = timeNs;
        MoldUdp64Flyweight.encodeHeader(target, 0, sessionHigh, sessionLow, newest, 0);
        return MoldUdp64Flyweight.HEADER_LENGTH;
    }

    /** Of the packet that this connection has brought. */
    private int lineOf(final int place) {
        final SoupBinTcpConnection connection = connections[place];
        final FollowedSession session = connection.session();
        if (!session.is(sessionHigh, sessionLow)) {
            sessionHigh = session.high();
            sessionLow = session.low();
            newest = 0;
            askedFrom = 0;
            for (final Backlog each : backlogs) {
                each.forget();
            }
        }
        final long before = newest;
        newest = Math.max(newest, connection.packets().next());
        if (connection.takeAcceptance()) {
            begin(place, before);
        }
        return connection.packets().first() < backlogs[place].end() ? ANSWERS : place;
    }

    /** @param before the newest, when this connection logged in: before it comes to that it answers */
    private void begin(final int place, final long before) {
        final SoupBinTcpConnection connection = connections[place];
        backlogs[place].end(before);
        if (connection.goesBack()) {
            // It has said how far the session is.
            newestNs = timeNs;
        } else if (!connection.isCurrent()) {
            noteNewest();
            readUpToNewest(place);
        }
    }

    /** What a connection has that is where its session is, is new. Returns whether there is one. */
    private boolean noteNewest() {
        boolean any = false;
        for (final SoupBinTcpConnection connection : connections) {
            if (connection.isCurrent() && isOfSession(connection)) {
                newestNs = Math.max(newestNs, connection.givenNs());
                any = true;
            }
        }
        return any;
    }

    private boolean isOfSession(final SoupBinTcpConnection connection) {
        return connection.session().is(sessionHigh, sessionLow);
    }

    private void readUpToNewest(final int place) {
        final SoupBinTcpConnection connection = connections[place];
        final Backlog backlog = backlogs[place];
        final long from = connection.packets().next();
        if (backlog.readUpTo(newest, newestNs, newest - from)) {
            connection.word().catchesUp(connection.session().name(), from, newest, backlog.round());
        } else {
            connection.giveUp("the server is sent more than it gives: " + (newest - from) + " messages of session "
                    + connection.session().name() + " are missing after " + backlog.round()
                    + " attempts to catch up, and they do not become fewer");
        }
    }

    /** Whether a connection that is not where its session is has come to what was the newest. */
    private boolean reaches(final int place) {
        final SoupBinTcpConnection connection = connections[place];
        return connection.follows()
                && !connection.isCurrent()
                && !connection.goesBack()
                && connection.packets().next() >= backlogs[place].end()
                && isOfSession(connection);
    }

    /** It is where its session is if that was the newest a short time ago; otherwise somebody has to say anew. */
    private void reach(final int place) {
        final boolean known = noteNewest();
        final Backlog backlog = backlogs[place];
        if (isNew(backlog.endNs())) {
            connections[place].catchUp(backlog.endNs());
            backlog.reached();
        } else if (isNew(newestNs)) {
            readUpToNewest(place);
        } else if (!known) {
            counts.add(FeedCount.CATCH_UPS, 1);
            connections[place].askHowFar();
        }
    }

    /** Half of what is allowed: in the other half comes what was sent meanwhile. */
    private boolean isNew(final long knownNs) {
        return timeNs - knownNs <= behindNs / 2;
    }

    private boolean answers(final int place) {
        return connections[place].follows() && connections[place].packets().next() < backlogs[place].end();
    }

    private boolean anyFollows() {
        for (final SoupBinTcpConnection connection : connections) {
            if (connection.follows()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public void record(final DirectBuffer buffer, final int length, final long timeNs) {
        recorder.onDatagram(line == ANSWERS ? connections.length : line, null, buffer, length, timeNs);
    }

    @Override
    public long outageCount() {
        return outageCount;
    }

    /** Who brings it anyway is let go on, but not when it has brought nothing until it is asked for again. */
    @Override
    public boolean request(final long high, final int low, final long sequence, final int count) {
        noteNewest();
        final boolean again = sequence == askedFrom;
        askedFrom = sequence;
        for (final SoupBinTcpConnection connection : connections) {
            if (connection.asksFor(sequence) || !again && connection.brings(high, low, sequence)) {
                return false;
            }
        }
        for (int i = 0; i < connections.length; i++) {
            asked = asked + 1 == connections.length ? 0 : asked + 1;
            if (connections[asked].isIn(high, low)) {
                connections[asked].resume(sequence);
                return true;
            }
        }
        counts.add(FeedCount.UNSENT, 1);
        return false;
    }

    /** Whether a server is followed that is where the session is: what all of them have may be old otherwise. */
    @Override
    public boolean isCurrent(final long nowNs) {
        for (final SoupBinTcpConnection connection : connections) {
            if (connection.isCurrent() && isOfSession(connection) && nowNs - connection.givenNs() <= behindNs) {
                return true;
            }
        }
        return false;
    }

    /** Of a line, from 0; any thread. */
    public LineWord word(final int place) {
        return connections[place].word();
    }

    @Override
    @ColdPath
    public void close() {
        for (final SoupBinTcpConnection connection : connections) {
            connection.logOut();
        }
    }
}
