package io.tiercel.engine.feed.soupbintcp;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.codecs.soupbintcp.SoupBinTcpFlyweight;
import io.tiercel.codecs.soupbintcp.SoupBinTcpType;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedLane;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.agrona.MutableDirectBuffer;

/**
 * Follows one server: connects, logs in, and makes packets of MoldUDP64 of what comes, one at a time; connects anew,
 * after a pause, whenever that ends. It begins at the newest message, since only so the server says how far the session
 * is; who misses what came before {@link #resume resumes} from there. Never blocks. The lane's thread's.
 */
@HotPath
final class SoupBinTcpConnection {
    /** In the place of a sequence: that of the newest message. */
    private static final long NEWEST = 0;

    private static final long MAX_SEQUENCE = Long.MAX_VALUE - MoldUdp64Flyweight.END_OF_SESSION;
    private static final int HEADER = MoldUdp64Flyweight.HEADER_LENGTH;
    private static final int BLOCK_HEADER = MoldUdp64Flyweight.BLOCK_HEADER_LENGTH;
    /** What fits into an Ethernet frame, as for datagrams. */
    private static final int MAX_PACKET_BYTES = 1_400;

    private static final int LONGEST_MESSAGE = FeedLane.MAX_DATAGRAM_BYTES - HEADER - BLOCK_HEADER;
    private static final String BROKEN_PACKET = "the server ended the connection within a packet";
    private static final int PACKETS_PER_CALL = 64;
    private static final long HEARTBEAT_NS = 1_000_000_000L;

    private enum Step {
        PAUSING,
        CONNECTING,
        LOGGING_IN,
        FOLLOWING,
        /** The session is over; but for the pause there would be another attempt. */
        ENDED
    }

    private final SoupBinTcpSettings settings;
    private final FeedCounts counts;
    private final LineWord word = new LineWord();
    private final RetryPause pause;
    private final SoupBinTcpSocket socket;
    private final SoupBinTcpFlyweight packet;
    private Step step = Step.PAUSING;
    private long nowNs;
    private long heardNs;
    private long sentNs;
    private String session = "";
    private long sessionHigh;
    private int sessionLow;
    private boolean hasSession;
    private boolean wentBack;
    /** What the next login asks for. */
    private long wanted = NEWEST;
    /** Of the next message. */
    private long next;
    /** The greatest that this has been in the session. */
    private long greatest;
    /** Of the first message of the newest packet. */
    private long first;
    /** It began where something was missing. */
    private boolean resumed;
    // Since these were asked last.
    private boolean accepted;
    private boolean lost;

    SoupBinTcpConnection(final InetSocketAddress server, final SoupBinTcpSettings settings, final FeedCounts counts) {
        this.settings = settings;
        this.counts = counts;
        socket = new SoupBinTcpSocket(server, settings.receiveBufferBytes());
        packet = socket.packet();
        pause = new RetryPause(settings.retryNs(), settings.retryMostNs());
    }

    /** Goes on. Returns the length of the packet that it wrote, or 0 when it has none. */
    int receive(final MutableDirectBuffer target, final long timeNs) {
        nowNs = timeNs;
        try {
            switch (step) {
                case PAUSING, ENDED -> {
                    if (pause.isOver(timeNs)) {
                        open();
                    }
                    return 0;
                }
                case CONNECTING -> {
                    connect();
                    return 0;
                }
                default -> {
                    return follow(target);
                }
            }
        } catch (final IOException broken) {
            breakOff(broken);
            return 0;
        }
    }

    @ColdPath
    private void breakOff(final IOException broken) {
        fail("the connection broke: " + broken.getMessage());
    }

    @ColdPath
    private void open() throws IOException {
        heardNs = nowNs;
        word.receiveBuffer(socket.open());
        step = Step.CONNECTING;
    }

    @ColdPath
    private void connect() throws IOException {
        if (!socket.connected()) {
            failIfSilent("does not answer");
            return;
        }
        step = Step.LOGGING_IN;
        heardNs = nowNs;
        sentNs = nowNs;
        final String inSession = wanted == NEWEST ? settings.session() : session;
        socket.logIn(settings.user(), settings.password(), inSession, wanted);
    }

    private int follow(final MutableDirectBuffer target) throws IOException {
        if (nowNs - sentNs >= HEARTBEAT_NS) {
            sentNs = nowNs;
            socket.beat();
        }
        final int length = take(target);
        if (length > 0 || !isOpen() || !read()) {
            return length;
        }
        return take(target);
    }

    private boolean isOpen() {
        return step == Step.LOGGING_IN || step == Step.FOLLOWING;
    }

    /** Returns whether something came. */
    private boolean read() throws IOException {
        final int count = socket.read();
        if (count > 0) {
            heardNs = nowNs;
            return true;
        }
        if (count == 0) {
            failIfSilent(step == Step.LOGGING_IN ? "does not answer the login" : "says nothing, no heartbeat either,");
        } else {
            fail(socket.isWithinPacket() ? BROKEN_PACKET : "the server ended the connection");
        }
        return false;
    }

    /** Makes a packet of what has come; returns its length. Messages go together, whatever else comes is one alone. */
    private int take(final MutableDirectBuffer target) {
        int count = 0;
        int length = HEADER;
        for (int i = 0; i < PACKETS_PER_CALL; i++) {
            final SoupBinTcpFlyweight.Form form = socket.next();
            if (form == SoupBinTcpFlyweight.Form.PARTIAL) {
                break;
            }
            if (form == SoupBinTcpFlyweight.Form.WHOLE && joins(count, length)) {
                MoldUdp64Flyweight.encodeBlockLength(target, length, packet.payloadLength());
                target.putBytes(length + BLOCK_HEADER, packet.buffer(), packet.payloadOffset(), packet.payloadLength());
                length += BLOCK_HEADER + packet.payloadLength();
                socket.skip();
                count++;
            } else if (count > 0) {
                break;
            } else {
                final int other = other(form, target);
                if (other > 0 || !isOpen()) {
                    return other;
                }
            }
        }
        return count == 0 ? 0 : packet(target, count, length);
    }

    /** Whether it is a message that has room in a packet of so many and of this length. */
    private boolean joins(final int count, final int length) {
        if (step != Step.FOLLOWING || packet.type() != SoupBinTcpType.SEQUENCED_DATA) {
            return false;
        }
        return count == 0
                ? packet.payloadLength() <= LONGEST_MESSAGE && next <= MAX_SEQUENCE
                : !settings.singly() && length + BLOCK_HEADER + packet.payloadLength() <= MAX_PACKET_BYTES;
    }

    private int packet(final MutableDirectBuffer target, final int count, final int length) {
        MoldUdp64Flyweight.encodeHeader(target, 0, sessionHigh, sessionLow, next, count);
        first = next;
        if (count != MoldUdp64Flyweight.END_OF_SESSION) {
            next += count;
            if (resumed && count > 0) {
                pause.succeed();
            }
            greatest = Math.max(greatest, next);
        }
        return length;
    }

    @ColdPath
    private int other(final SoupBinTcpFlyweight.Form form, final MutableDirectBuffer target) {
        if (form == SoupBinTcpFlyweight.Form.MALFORMED) {
            counts.add(FeedCount.REFUSED, 1);
            fail("the server sends what is no SoupBinTCP");
            return 0;
        }
        socket.skip();
        final boolean follows = step == Step.FOLLOWING;
        switch (packet.type()) {
            case SoupBinTcpType.LOGIN_ACCEPTED -> {
                return follows ? misfit() : accept(target);
            }
            case SoupBinTcpType.LOGIN_REJECTED -> {
                return follows ? misfit() : reject();
            }
            case SoupBinTcpType.SERVER_HEARTBEAT -> {
                return follows ? packet(target, 0, HEADER) : 0;
            }
            case SoupBinTcpType.END_OF_SESSION -> {
                return follows ? endSession(target) : misfit();
            }
            case SoupBinTcpType.DEBUG, SoupBinTcpType.UNSEQUENCED_DATA -> {
                counts.add(FeedCount.PASSED_OVER, 1);
                return 0;
            }
            default -> {
                // A message before a login, one that is too long, or what servers do not send.
                return misfit();
            }
        }
    }

    private int misfit() {
        counts.add(FeedCount.REFUSED, 1);
        fail("the server sent a packet of type " + (char) packet.type() + " and of " + packet.length()
                + " bytes where none is expected");
        return 0;
    }

    private int accept(final MutableDirectBuffer target) {
        final long sequence = packet.acceptedSequence();
        final String name = packet.acceptedSession();
        if (sequence < 1 || sequence > MAX_SEQUENCE) {
            return refuse("the server accepted the login for message " + sequence + ", which is none");
        }
        if (!settings.session().isEmpty() && !name.equals(settings.session())) {
            return refuse("the server has session " + name + " instead of " + settings.session());
        }
        final boolean another = !hasSession || !name.equals(session);
        final long least = wanted == NEWEST ? greatest - 1 : wanted;
        wentBack = !another && (wentBack || sequence < least);
        if (wentBack) {
            return refuse("the server is at message " + sequence + " of session " + name + ", behind message " + least
                    + ", where it was: nothing is taken of it until another session begins");
        }
        greatest = another ? sequence : greatest;
        resumed = wanted != NEWEST;
        wanted = NEWEST;
        session = name;
        sessionHigh = MoldUdp64Flyweight.sessionHigh(name);
        sessionLow = MoldUdp64Flyweight.sessionLow(name);
        hasSession = true;
        accepted = true;
        next = sequence;
        pause.follow(nowNs);
        step = Step.FOLLOWING;
        counts.add(FeedCount.CONNECTIONS, 1);
        word.accepted(name, sequence);
        return packet(target, 0, HEADER);
    }

    private int refuse(final String why) {
        counts.add(FeedCount.REFUSED, 1);
        pause.longest(nowNs);
        end(why);
        return 0;
    }

    private int reject() {
        counts.add(FeedCount.LOGINS_REFUSED, 1);
        final String text = "the server refused the login: " + LineWord.refusal((char) packet.rejectReason());
        if (hasSession) {
            // It took this user before: it has another session now, or has not noticed the end of a connection.
            fail(text);
        } else {
            // Who asks often is locked out.
            pause.longest(nowNs);
            end(text + "; it is asked again every " + millis(settings.retryMostNs()));
        }
        return 0;
    }

    private int endSession(final MutableDirectBuffer target) {
        socket.close();
        step = Step.ENDED;
        pause.longest(nowNs);
        word.ended(session);
        return packet(target, MoldUdp64Flyweight.END_OF_SESSION, HEADER);
    }

    @ColdPath
    private void failIfSilent(final String what) {
        if (nowNs - heardNs >= settings.timeoutNs()) {
            fail("the server " + what + " for " + millis(settings.timeoutNs()));
        }
    }

    private static String millis(final long timeNs) {
        return timeNs / 1_000_000L + " ms";
    }

    @ColdPath
    private void fail(final String why) {
        pause.afterFailure(step == Step.FOLLOWING, nowNs);
        end(why);
    }

    /** The pause has begun. */
    private void end(final String why) {
        final boolean followed = step == Step.FOLLOWING;
        counts.add(followed ? FeedCount.CONNECTIONS_LOST : FeedCount.CONNECTIONS_FAILED, 1);
        lost |= followed || wanted != NEWEST;
        wanted = NEWEST;
        socket.close();
        step = Step.PAUSING;
        word.failed(why);
    }

    /** Logs in anew, for the session's messages from this one on. */
    @ColdPath
    void resume(final long from) {
        logOut();
        wanted = from;
    }

    /** Another {@link #receive} connects anew. */
    @ColdPath
    void logOut() {
        try {
            if (isOpen()) {
                socket.logOut();
            }
        } catch (final IOException gone) {
            // Whoever is not there needs no farewell.
            counts.add(FeedCount.UNSENT, 1);
        }
        socket.close();
        step = Step.PAUSING;
        pause.none(nowNs);
    }

    /** Whether it can be had to {@link #resume} this session. */
    boolean isIn(final long high, final int low) {
        final boolean there = step == Step.FOLLOWING || step == Step.ENDED;
        return there && hasSession && sessionHigh == high && sessionLow == low;
    }

    /** Whether messages from this one on come next, as far as it is known. */
    boolean brings(final long high, final int low, final long from) {
        return step == Step.FOLLOWING && isIn(high, low) && next == from;
    }

    /** Whether it is about to log in for messages from this one on. */
    boolean asksFor(final long from) {
        return wanted == from;
    }

    boolean follows() {
        return step == Step.FOLLOWING;
    }

    /** Whether a login was accepted since this was asked last. */
    boolean takeAcceptance() {
        final boolean was = accepted;
        accepted = false;
        return was;
    }

    /** Whether it was lost since this was asked last. */
    boolean takeLoss() {
        final boolean was = lost;
        lost = false;
        return was;
    }

    /** Of the first message of the newest packet. */
    long first() {
        return first;
    }

    /** Of the next message. */
    long next() {
        return next;
    }

    long sessionHigh() {
        return sessionHigh;
    }

    int sessionLow() {
        return sessionLow;
    }

    LineWord word() {
        return word;
    }
}
