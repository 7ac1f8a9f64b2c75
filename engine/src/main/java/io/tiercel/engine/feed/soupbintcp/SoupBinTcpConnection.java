package io.tiercel.engine.feed.soupbintcp;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.codecs.soupbintcp.SoupBinTcpFlyweight;
import io.tiercel.codecs.soupbintcp.SoupBinTcpType;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
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

    private static final long NONE = 0;
    /** Who reads less at a time has read all that has come: a server whose stream is stopped has sent more. */
    private static final int LITTLE = 1 << 14;

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
    private final FollowedSession session = new FollowedSession();
    private final StreamPackets packets;
    private Step step = Step.PAUSING;
    private long nowNs;
    private long heardNs;
    private long sentNs;
    /** What the next login asks for. */
    private long wanted = NEWEST;
    /** Where it goes on when it has heard how far the session is; or none. */
    private long back = NONE;
    /** It is where its session is, as far as its host knows. */
    private boolean current;
    /** When all was read that had come. */
    private long readNs;
    /** What had come by then was given, too. */
    private long givenNs;
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
        packets = new StreamPackets(socket, session, settings.singly());
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
        final String inSession = wanted == NEWEST ? settings.session() : session.name();
        socket.logIn(settings.user(), settings.password(), inSession, wanted);
    }

    private int follow(final MutableDirectBuffer target) throws IOException {
        if (back != NONE && step == Step.FOLLOWING) {
            resume(back);
            return 0;
        }
        if (nowNs - sentNs >= HEARTBEAT_NS) {
            sentNs = nowNs;
            socket.beat();
        }
        final int length = fallsBehind() ? 0 : take(target);
        if (length > 0 || !isOpen() || !read() || fallsBehind()) {
            return length;
        }
        return take(target);
    }

    /** Returns whether what waits here is too old to be new. */
    private boolean fallsBehind() {
        final boolean falls = current && nowNs - readNs > settings.behindNs() && socket.isWithinPacket();
        current &= !falls;
        return falls;
    }

    private boolean isOpen() {
        return step == Step.LOGGING_IN || step == Step.FOLLOWING;
    }

    /** Returns whether something came. */
    private boolean read() throws IOException {
        final int count = socket.read();
        // Who reads has given what it read before.
        givenNs = count == 0 ? nowNs : readNs;
        readNs = count < LITTLE ? nowNs : readNs;
        heardNs = count > 0 ? nowNs : heardNs;
        if (count == 0) {
            failIfSilent(step == Step.LOGGING_IN ? "does not answer the login" : "says nothing, no heartbeat either,");
        } else if (count < 0) {
            fail(socket.isWithinPacket() ? BROKEN_PACKET : "the server ended the connection");
        }
        return count > 0;
    }

    /** Makes a packet of what has come; returns its length. Messages go together, whatever else comes is one alone. */
    private int take(final MutableDirectBuffer target) {
        for (int i = 0; i < PACKETS_PER_CALL; i++) {
            final int length = step == Step.FOLLOWING ? packets.take(target) : 0;
            if (length > 0) {
                if (resumed) {
                    pause.succeed();
                }
                return length;
            }
            final SoupBinTcpFlyweight.Form form = socket.next();
            if (form == SoupBinTcpFlyweight.Form.PARTIAL) {
                return 0;
            }
            final int other = other(form, target);
            if (other > 0 || !isOpen()) {
                return other;
            }
        }
        return 0;
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
                return follows ? packets.mark(target, 0) : 0;
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
        if (sequence < 1 || sequence > StreamPackets.MAX_SEQUENCE) {
            return refuse("the server accepted the login for message " + sequence + ", which is none");
        }
        if (!settings.session().isEmpty() && !name.equals(settings.session())) {
            return refuse("the server has session " + name + " instead of " + settings.session());
        }
        final String refusal = session.refusal(name, sequence, wanted);
        if (refusal != null) {
            return refuse(refusal);
        }
        back = session.is(name) && sequence > back ? back : NONE;
        session.enter(name, sequence);
        resumed = wanted != NEWEST;
        current = !resumed && back == NONE;
        readNs = nowNs;
        givenNs = nowNs;
        wanted = NEWEST;
        accepted = true;
        packets.beginAt(sequence);
        pause.follow(nowNs);
        step = Step.FOLLOWING;
        counts.add(FeedCount.CONNECTIONS, 1);
        word.accepted(name, sequence);
        return packets.mark(target, 0);
    }

    private int refuse(final String why) {
        counts.add(FeedCount.REFUSED, 1);
        giveUp(why);
        return 0;
    }

    private int reject() {
        counts.add(FeedCount.LOGINS_REFUSED, 1);
        final String text = "the server refused the login: " + LineWord.refusal((char) packet.rejectReason());
        if (session.begun()) {
            // It took this user before: it has another session now, or has not noticed the end of a connection.
            fail(text);
        } else {
            // Who asks often is locked out.
            giveUp(text + "; it is asked again every " + LineWord.millis(settings.retryMostNs()));
        }
        return 0;
    }

    private int endSession(final MutableDirectBuffer target) {
        socket.close();
        step = Step.ENDED;
        pause.longest(nowNs);
        word.ended(session.name());
        return packets.mark(target, MoldUdp64Flyweight.END_OF_SESSION);
    }

    @ColdPath
    private void failIfSilent(final String what) {
        if (nowNs - heardNs >= settings.timeoutNs()) {
            fail("the server " + what + " for " + LineWord.millis(settings.timeoutNs()));
        }
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
        lost |= followed || wanted != NEWEST || back != NONE;
        wanted = NEWEST;
        back = NONE;
        socket.close();
        step = Step.PAUSING;
        word.failed(why);
    }

    /** Logs in anew, for the session's messages from this one on. */
    @ColdPath
    void resume(final long from) {
        logOut();
        wanted = from;
        back = NONE;
    }

    /** Logs in anew for the newest message, to hear how far the session is; then once more, to go on where it is. */
    @ColdPath
    void askHowFar() {
        back = packets.next();
        logOut();
    }

    /** Whether it has heard how far the session is, and is about to go on where it was. */
    boolean goesBack() {
        return back != NONE;
    }

    /** It has come to what was the newest at this time. */
    void catchUp(final long timeNs) {
        current = true;
        readNs = timeNs;
        givenNs = timeNs;
        word.follows(session.name(), packets.next());
    }

    /** For as long as the longest pause. */
    @ColdPath
    void giveUp(final String why) {
        pause.longest(nowNs);
        end(why);
    }

    /** Whether it is where its session is. */
    boolean isCurrent() {
        return step == Step.FOLLOWING && current;
    }

    /** Of one that {@link #isCurrent}: what had come by then was given. */
    long givenNs() {
        return givenNs;
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
        return there && session.is(high, low);
    }

    /** Whether messages from this one on come next, as far as it is known. */
    boolean brings(final long high, final int low, final long from) {
        return step == Step.FOLLOWING && isIn(high, low) && packets.next() == from;
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

    StreamPackets packets() {
        return packets;
    }

    FollowedSession session() {
        return session;
    }

    LineWord word() {
        return word;
    }
}
