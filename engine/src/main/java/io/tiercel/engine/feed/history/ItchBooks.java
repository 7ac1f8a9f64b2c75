package io.tiercel.engine.feed.history;

import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.itch.ItchHandler;
import io.tiercel.engine.ingress.Clock;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Books of ITCH, by the handler that runs live. Channels that carry the same session are lines of one feed: the handler
 * takes of each message what comes first, as it does live.
 */
final class ItchBooks implements BookFeed {
    /** Each has its own room for messages. */
    private static final int MAX_FEEDS = 128;

    private final BookTarget target;
    private final List<Feed> feeds = new ArrayList<>();
    private final List<Feed> byChannel = new ArrayList<>();
    private final MoldUdp64Flyweight packet = new MoldUdp64Flyweight();
    private final ItchFlyweight message = new ItchFlyweight();

    ItchBooks(final BookTarget target) {
        this.target = target;
    }

    @Override
    public void onSession(final Origin origin, final String session, final long next) {
        final Feed feed = feed(origin, session);
        if (feed == null) {
            return;
        }
        feed.clock.now(origin, target);
        feed.begin(session, next);
    }

    @Override
    public void onDatagram(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length)) {
            target.onFault(origin, "a datagram of " + length + " bytes is no whole packet of MoldUDP64");
            return;
        }
        final Feed feed = feed(origin, MoldUdp64Flyweight.sessionName(packet.sessionHigh(), packet.sessionLow()));
        if (feed == null) {
            return;
        }
        for (int i = 1; packet.next(); i++) {
            final String fault = ItchMessage.fault(message, buffer, packet.messageOffset(), packet.messageLength());
            if (fault != null) {
                target.onFault(origin, "message " + i + " of the packet: " + fault);
            }
        }
        feed.clock.now(origin, target);
        feed.handler.onDatagram(buffer, offset, length);
        feed.sender.send();
    }

    @Override
    public void onMessage(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        final Feed feed = byChannel.get(origin.channel().index());
        if (feed == null) {
            return;
        }
        final String fault = ItchMessage.fault(message, buffer, offset, length);
        if (fault != null) {
            target.onFault(origin, fault);
            return;
        }
        if (startsADay() && feed.messageCount > 0) {
            // Files of several days are one stream.
            feed.begin("", 1);
        }
        feed.messageCount++;
        feed.handler.onMessage(buffer, offset, length);
        feed.handler.onPacketEnd();
        feed.sender.send();
    }

    private boolean startsADay() {
        return message.type() == ItchType.SYSTEM_EVENT && message.event() == 'O';
    }

    @Override
    public void onLost(final Origin origin) {
        final Feed feed = byChannel.get(origin.channel().index());
        if (feed != null) {
            feed.handler.onGap();
            feed.sender.send();
        }
    }

    @Override
    public void onEnd() {
        feeds.clear();
    }

    /**
     * The feed of this channel; a new channel with a session that a feed has is a line of that one. Null when there are
     * too many.
     */
    private Feed feed(final Origin origin, final String session) {
        final int index = origin.channel().index();
        while (byChannel.size() <= index) {
            byChannel.add(null);
        }
        Feed feed = byChannel.get(index);
        if (feed == null) {
            feed = feeds.stream()
                    .filter(each -> each.session.equals(session) && !session.isEmpty())
                    .findFirst()
                    .orElse(null);
            if (feed == null && feeds.size() == MAX_FEEDS) {
                target.onFault(
                        origin,
                        "more than " + MAX_FEEDS + " feeds in the files: "
                                + origin.channel().name()
                                + " is left out; give fewer files, or a capture of fewer channels");
                return null;
            }
            if (feed == null) {
                feed = new Feed(target);
                feeds.add(feed);
            }
            byChannel.set(index, feed);
        }
        feed.session = session;
        return feed;
    }

    /** One handler and what it needs. */
    private static final class Feed {
        private final FileClock clock = new FileClock();
        private final FeedSender sender;
        private final ItchHandler handler;
        private String session = "";
        private long messageCount;

        Feed(final BookTarget target) {
            final int id = target.newFeed();
            final FeedCounts counts = new FeedCounts();
            sender = new FeedSender(
                    id, target.line(), counts, ItchHandler.stagedMessages(0, FeedLane.MAX_DATAGRAM_BYTES));
            handler = ItchHandler.ofFile(sender, counts, target.instruments(id, true), ItchProtocol.ZONE, clock);
        }

        void begin(final String name, final long next) {
            handler.onSession(MoldUdp64Flyweight.sessionHigh(name), MoldUdp64Flyweight.sessionLow(name), next == 1);
            sender.send();
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
