package io.tiercel.engine.feed.history;

import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.MarketDataSink;
import io.tiercel.engine.feed.arbitration.LinePacket;
import io.tiercel.engine.feed.itch.ItchFileHandler;
import io.tiercel.engine.ingress.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Books of ITCH. Channels whose datagrams carry the same session are lines of one feed, which are arbitrated as live.
 */
final class ItchBooks implements BookFeed {
    /** Each has its own room for messages. */
    private static final int MAX_FEEDS = 128;

    private final BookTarget target;
    private final List<Feed> feeds = new ArrayList<>();
    private final List<Feed> byChannel = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final MoldUdp64Flyweight packet = new MoldUdp64Flyweight();
    private final ItchFlyweight message = new ItchFlyweight();
    private final UnsafeBuffer numbered = new UnsafeBuffer(new byte[NumberedStream.MAX_LENGTH]);

    ItchBooks(final BookTarget target) {
        this.target = target;
    }

    @Override
    public void onSession(final Origin origin, final String session, final long next) {
        if (origin.channel().isSnapshot()) {
            offerSnapshot(origin, session, next);
            return;
        }
        final boolean numbered = next >= 1 && !session.isEmpty();
        makeRoom(origin.channel());
        final Feed before = byChannel.get(origin.channel().index());
        if (before != null && before.numbered && !numbered) {
            byChannel.set(origin.channel().index(), null);
        }
        final Feed feed = feed(origin, session, false, numbered);
        if (feed == null) {
            return;
        }
        feed.clock.now(origin, target);
        if (feed.numbered) {
            onLogin(feed, origin, new NumberedStream(session, next));
        } else {
            feed.handler.onStream(session, next == 1);
        }
    }

    /** Another connection to a server may bring again what came, or go on with it. */
    private void onLogin(final Feed feed, final Origin origin, final NumberedStream stream) {
        feed.streams.put(origin.channel(), stream);
        final boolean joins = !stream.session().equals(feed.handler.session()) && stream.next() > 1;
        if (!feed.handler.has(stream.session(), stream.next())) {
            feed.handler.onDatagram(
                    feed.line(origin.channel()), numbered, 0, stream.heartbeat(numbered), origin.timeNs());
        }
        if (joins && stream.session().equals(feed.handler.session())) {
            feed.handler.goOnWithout();
        }
    }

    private void onNumbered(
            final Feed feed, final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        final NumberedStream stream = feed.streams.get(origin.channel());
        if (feed.had.contradicts(stream.session(), stream.next(), buffer, offset, length)) {
            target.onFault(
                    origin,
                    "message " + stream.next() + " of session " + stream.session() + " is another one than a connection"
                            + " before has brought; which of the two is right is not known");
            feed.handler.onLost();
        }
        if (feed.handler.has(stream.session(), stream.next())) {
            stream.skip();
            return;
        }
        feed.clock.now(origin, target);
        feed.handler.onDatagram(
                feed.line(origin.channel()),
                numbered,
                0,
                stream.packet(numbered, buffer, offset, length),
                origin.timeNs());
    }

    @Override
    public void onDatagram(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length)) {
            target.onFault(origin, "a datagram of " + length + " bytes is no whole packet of MoldUDP64");
            onUnread(origin);
            return;
        }
        final String session = MoldUdp64Flyweight.sessionName(packet.sessionHigh(), packet.sessionLow());
        final Feed feed = feed(origin, session, true, false);
        if (feed == null) {
            return;
        }
        int unknown = 0;
        for (int i = 1; packet.next(); i++) {
            final String fault = ItchValues.fault(message, buffer, packet.messageOffset(), packet.messageLength());
            if (fault != null) {
                target.onFault(origin, "message " + i + " of the packet: " + fault);
            } else if (unknown == 0 && isUnknown()) {
                unknown = i;
                feed.type = message.type();
            }
        }
        if (!feed.hasPassed(origin.timeNs(), session)) {
            if (unknown > 0) {
                feed.onUnknown(origin, "message " + unknown + " of the packet: ");
            }
            feed.clock.now(origin, target);
            final int line = origin.channel().answers() ? LinePacket.RETRANSMITTED : feed.line(origin.channel());
            feed.handler.onDatagram(line, buffer, offset, length, origin.timeNs());
            feed.noteMissing(origin, session);
        } else {
            feed.notePassed(origin);
        }
    }

    /** What a server answers was asked for, and is missing as it was before; so is what a snapshot misses. */
    @Override
    public void onUnread(final Origin origin) {
        if (origin.channel() == null) {
            feeds.forEach(Feed::onUnread);
            return;
        }
        makeRoom(origin.channel());
        final Feed feed = byChannel.get(origin.channel().index());
        if (feed == null || origin.channel().isSnapshot()) {
            return;
        }
        if (!feed.ofDatagrams) {
            feed.handler.onUnread(0);
        } else if (!origin.channel().answers() && !feed.passed.isBehind(origin.timeNs())) {
            feed.handler.onUnread(feed.line(origin.channel()));
        }
    }

    /**
     * To the feed whose session it is of.
     *
     * @param next of its own messages; 0 where the capture begins within it, or nobody knows
     */
    private void offerSnapshot(final Origin origin, final String session, final long next) {
        makeRoom(origin.channel());
        final Feed before = byChannel.set(origin.channel().index(), null);
        if (before != null) {
            before.onSnapshotOver(origin.channel());
        }
        if (next != 1) {
            if (next > 1) {
                target.onFault(
                        origin,
                        "a snapshot that goes on with its message " + next
                                + "; what stands before it is not known, so nothing of it is taken: one begins with"
                                + " message 1");
            }
            return;
        }
        final Feed feed = feeds.stream()
                .filter(each -> each.ofDatagrams && each.handler.session().equals(session))
                .findFirst()
                .orElse(null);
        byChannel.set(origin.channel().index(), feed);
        if (feed != null) {
            feed.offered = origin.channel();
        }
    }

    @Override
    public void onMessage(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        final Feed feed = byChannel.get(origin.channel().index());
        if (feed == null) {
            return;
        }
        final String fault = ItchValues.fault(message, buffer, offset, length);
        if (fault != null) {
            target.onFault(origin, fault);
        }
        final boolean unknown = fault == null && isUnknown();
        feed.type = unknown ? message.type() : feed.type;
        if (origin.channel().isSnapshot()) {
            feed.clock.now(origin, target);
            feed.onSnapshotMessage(origin, buffer, offset, length);
            if (unknown && origin.channel() == feed.taken) {
                feed.onUnknown(origin, "of a snapshot: ");
            }
            return;
        }
        if (unknown) {
            feed.onUnknown(origin, "");
        }
        if (feed.numbered) {
            onNumbered(feed, origin, buffer, offset, length);
            return;
        }
        if (fault == null && startsADay() && feed.messageCount > 0) {
            // Files of several days are one stream.
            feed.handler.onStream("", true);
        }
        feed.messageCount++;
        feed.handler.onStreamGoesOn();
        feed.handler.onMessage(buffer, offset, length);
        feed.handler.onPacketEnd();
    }

    /** Whether the message that was looked at last is of a type that the version does not have. */
    private boolean isUnknown() {
        return ItchType.length(message.type()) == ItchType.UNKNOWN;
    }

    private boolean startsADay() {
        return message.type() == ItchType.SYSTEM_EVENT && message.event() == 'O';
    }

    @Override
    public void onLost(final Origin origin) {
        final Feed feed = byChannel.get(origin.channel().index());
        if (feed != null && origin.channel().isSnapshot()) {
            feed.onSnapshotOver(origin.channel());
        } else if (feed != null && feed.numbered) {
            // Another connection may bring it.
            feed.handler.onUnread(feed.line(origin.channel()));
        } else if (feed != null) {
            feed.handler.onLost();
        }
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public void onEnd() {
        feeds.forEach(each -> each.handler.onEnd());
        feeds.stream()
                .flatMap(each -> Stream.of(each.unknown, each.missing(), each.passedOver()))
                .filter(Objects::nonNull)
                .forEach(notes::add);
        feeds.clear();
    }

    private void makeRoom(final Channel channel) {
        while (byChannel.size() <= channel.index()) {
            byChannel.add(null);
        }
    }

    /** The feed of this channel; of a new one, that of the same session. Null when there are too many. */
    private Feed feed(final Origin origin, final String session, final boolean ofDatagrams, final boolean numbered) {
        final int index = origin.channel().index();
        makeRoom(origin.channel());
        Feed feed = byChannel.get(index);
        if (feed == null) {
            feed = feeds.stream()
                    .filter(each -> each.ofDatagrams == ofDatagrams
                            && each.numbered == numbered
                            && each.server.equals(origin.channel().server())
                            && each.handler.session().equals(session)
                            && !session.isEmpty())
                    .findFirst()
                    .orElse(null);
            if (feed == null && origin.channel().answers()) {
                // Nothing of its lines came before.
                return null;
            }
            if (feed == null && feeds.size() == MAX_FEEDS) {
                target.onFault(
                        origin,
                        "more than " + MAX_FEEDS + " feeds in the files: "
                                + origin.channel().name()
                                + " is left out; give fewer files, or a capture of fewer channels");
                return null;
            }
            if (feed == null) {
                feed = new Feed(target, ofDatagrams, numbered, origin.channel());
                feeds.add(feed);
            }
            byChannel.set(index, feed);
        }
        return feed;
    }

    /** One handler and what it needs. */
    private static final class Feed {
        private final FileClock clock = new FileClock();
        private final FeedCounts counts = new FeedCounts();
        private final List<Channel> lines = new ArrayList<>();
        private final ItchFileHandler handler;
        private final boolean ofDatagrams;
        /** Streams whose messages have numbers of their session, from one server. */
        private final boolean numbered;

        private final String server;
        private final HadMessages had;
        private final Map<Channel, NumberedStream> streams = new HashMap<>();
        private final PassedTime passed = new PassedTime();
        private long messageCount;
        /** Of the newest message whose type is not known. */
        private byte type;
        /** Why its books became stale by the first of those; null without one. */
        private String unknown;
        /** Where its books became stale since something was missing; null without such a place. */
        private String gap;

        private String firstPassed;
        private long passedCount;
        /** A snapshot that was announced, and the one that is taken; null without one. */
        private Channel offered;

        private Channel taken;

        Feed(final BookTarget target, final boolean ofDatagrams, final boolean numbered, final Channel channel) {
            this.ofDatagrams = ofDatagrams;
            this.numbered = numbered;
            had = numbered ? new HadMessages() : null;
            server = channel.server();
            final int id = target.newFeed();
            final MarketDataSink sender = target.sink(id, counts, ItchFileHandler.stagedMessages());
            handler = new ItchFileHandler(
                    sender,
                    counts,
                    target.instruments(id, true),
                    target.brokenTrades(id),
                    ItchProtocol.ZONE,
                    clock,
                    channel.bounds(),
                    // What one connection lacks another one may bring: it is waited for as answers are.
                    channel.answered() || numbered,
                    ofDatagrams && channel.hasSnapshots());
        }

        /** Nobody knows on which line. */
        void onUnread() {
            if (!ofDatagrams) {
                handler.onUnread(0);
            } else if (!handler.isOver()) {
                for (int i = 0; i < lines.size(); i++) {
                    handler.onUnread(i);
                }
            }
        }

        /** Like the lane, with the first message: one without any voids no books. */
        void onSnapshotMessage(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
            if (origin.channel() == offered) {
                offered = null;
                taken = handler.onSnapshotBegin(origin.timeNs()) ? origin.channel() : taken;
            }
            if (origin.channel() == taken) {
                handler.onSnapshotMessage(buffer, offset, length, origin.timeNs());
            }
        }

        /** All of its connection came, or what came of it. */
        void onSnapshotOver(final Channel channel) {
            offered = channel == offered ? null : offered;
            if (channel == taken) {
                taken = null;
                handler.onSnapshotLost();
            }
        }

        void onUnknown(final Origin origin, final String where) {
            if (unknown == null) {
                unknown = new Fault(
                                origin.file(),
                                origin.record(),
                                origin.offset(),
                                where + "a message of type " + ItchMessage.shown(type)
                                        + ", which ITCH 5.0 does not have: what it changes is not known, so the feed's"
                                        + " books are stale from there on, until a session or a snapshot begins")
                        .toString();
            }
        }

        void noteMissing(final Origin origin, final String session) {
            final long missing = counts.get(FeedCount.MISSING);
            if (gap == null && missing > 0 && handler.isStale()) {
                gap = place(origin) + "session " + session + ": " + missing
                        + " messages before this packet are missing:"
                        + " the feed's books are stale from there on, until a session or a snapshot begins; ";
            }
        }

        void notePassed(final Origin origin) {
            if (passedCount++ == 0) {
                firstPassed = place(origin);
            }
        }

        private static String place(final Origin origin) {
            return new Fault(origin.file(), origin.record(), origin.offset(), "").toString();
        }

        /** All that is to be said of it; null where nothing was. */
        String missing() {
            return gap == null
                    ? null
                    : gap + "in all " + counts.get(FeedCount.MISSING) + " messages are missing in "
                            + counts.get(FeedCount.GAPS) + " gaps; captures of its other lines, given with it and"
                            + " --lines, may have them";
        }

        /** The same of files of one time; null without such. */
        String passedOver() {
            return passedCount == 0
                    ? null
                    : firstPassed + passedCount + " packets from there on are of a time that the files before have been"
                            + " through, and are left out; give captures of one time with --lines";
        }

        int line(final Channel channel) {
            final int known = lines.indexOf(channel);
            if (known >= 0) {
                return known;
            }
            lines.add(channel);
            return lines.size() - 1;
        }

        /** Whether a file before this one has been through that time of the session. */
        boolean hasPassed(final long timeNs, final String session) {
            if (!session.equals(handler.session())) {
                passed.begin(timeNs);
            }
            return passed.hasPassed(timeNs);
        }
    }

    /** The time at which a packet was captured. */
    private static final class FileClock implements Clock {
        /** When nobody knows the day: midnight in New York, 1970-01-01. */
        private static final long NO_DAY_NS = 18_000_000_000_000L;

        private long timeNs;

        void now(final Origin origin, final BookTarget target) {
            final long captured = origin.timeNs() == 0 ? NO_DAY_NS : origin.timeNs();
            timeNs = target.dayNs() != 0 ? target.dayNs() : captured;
        }

        @Override
        public long timeNs() {
            return timeNs;
        }

        @Override
        public long takeStepNs() {
            return 0;
        }
    }
}
