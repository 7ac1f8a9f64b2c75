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
import java.util.Arrays;
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
    /** What was new when a connection logged in: before it comes to that it answers. */
    private final long[] caughtUpAt;

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

    private long askedFrom;
    private int asked;

    public SoupBinTcpLines(
            final List<InetSocketAddress> servers, final SoupBinTcpSettings settings, final FeedCounts counts) {
        this.counts = counts;
        connections = new SoupBinTcpConnection[servers.size()];
        signNs = new long[servers.size()];
        caughtUpAt = new long[servers.size()];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new SoupBinTcpConnection(servers.get(i), settings, counts);
        }
    }

    /** Before the lane's thread begins. */
    public void recordBy(final DatagramRecorder newRecorder) {
        recorder = newRecorder;
    }

    @Override
    public boolean receive(final ByteBuffer bytes, final long timeNs) {
        if (bytes != wrapped) {
            wrapped = bytes;
            target.wrap(bytes);
        }
        for (int i = 0; i < connections.length; i++) {
            final int place = turn;
            turn = place + 1 == connections.length ? 0 : place + 1;
            final SoupBinTcpConnection connection = connections[place];
            final boolean signs = answers(place) && timeNs - signNs[place] >= SIGN_NS;
            final int length = signs ? sign(place, timeNs) : connection.receive(target, timeNs);
            if (connection.takeLoss() && !anyFollows()) {
                outageCount++;
            }
            if (length > 0) {
                line = signs ? place : lineOf(place);
                bytes.limit(length).position(length);
                return true;
            }
        }
        return false;
    }

    private int sign(final int place, final long timeNs) {
        signNs[place] = timeNs;
        MoldUdp64Flyweight.encodeHeader(target, 0, sessionHigh, sessionLow, newest, 0);
        return MoldUdp64Flyweight.HEADER_LENGTH;
    }

    /** Of the packet that this connection has brought. */
    private int lineOf(final int place) {
        final SoupBinTcpConnection connection = connections[place];
        if (connection.sessionHigh() != sessionHigh || connection.sessionLow() != sessionLow) {
            sessionHigh = connection.sessionHigh();
            sessionLow = connection.sessionLow();
            newest = 0;
            askedFrom = 0;
            Arrays.fill(caughtUpAt, 0);
        }
        if (connection.takeAcceptance()) {
            caughtUpAt[place] = newest;
        }
        newest = Math.max(newest, connection.next());
        return connection.first() < caughtUpAt[place] ? ANSWERS : place;
    }

    private boolean answers(final int place) {
        return connections[place].follows() && connections[place].next() < caughtUpAt[place];
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
