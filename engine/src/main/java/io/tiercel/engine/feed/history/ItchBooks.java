package io.tiercel.engine.feed.history;

import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.arbitration.LinePacket;
import java.util.ArrayList;
import java.util.List;
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
    private final List<ItchFileFeed> feeds = new ArrayList<>();
    private final List<ItchFileFeed> byChannel = new ArrayList<>();
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
        final ItchFileFeed before = byChannel.get(origin.channel().index());
        if (before != null && before.numbered && !numbered) {
            byChannel.set(origin.channel().index(), null);
        }
        final ItchFileFeed feed = feed(origin, session, false, numbered);
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
    private void onLogin(final ItchFileFeed feed, final Origin origin, final NumberedStream stream) {
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
            final ItchFileFeed feed,
            final Origin origin,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
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
        final ItchFileFeed feed = feed(origin, session, true, false);
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
            feeds.forEach(ItchFileFeed::onUnread);
            return;
        }
        makeRoom(origin.channel());
        final ItchFileFeed feed = byChannel.get(origin.channel().index());
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
        final ItchFileFeed before = byChannel.set(origin.channel().index(), null);
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
        final ItchFileFeed feed = feeds.stream()
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
        final ItchFileFeed feed = byChannel.get(origin.channel().index());
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
        final ItchFileFeed feed = byChannel.get(origin.channel().index());
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
    private ItchFileFeed feed(
            final Origin origin, final String session, final boolean ofDatagrams, final boolean numbered) {
        final int index = origin.channel().index();
        makeRoom(origin.channel());
        ItchFileFeed feed = byChannel.get(index);
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
                feed = new ItchFileFeed(target, ofDatagrams, numbered, origin.channel());
                feeds.add(feed);
            }
            byChannel.set(index, feed);
        }
        return feed;
    }
}
