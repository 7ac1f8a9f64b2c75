package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.MarketDataSink;
import io.tiercel.engine.feed.itch.ItchFileHandler;
import io.tiercel.engine.ingress.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** One feed of ITCH in files: its handler, and what it needs. */
final class ItchFileFeed {
    final FileClock clock = new FileClock();
    final FeedCounts counts = new FeedCounts();
    final List<Channel> lines = new ArrayList<>();
    final ItchFileHandler handler;
    final boolean ofDatagrams;
    /** Streams whose messages have numbers of their session, from one server. */
    final boolean numbered;

    final String server;
    final HadMessages had;
    final Map<Channel, NumberedStream> streams = new HashMap<>();
    final PassedTime passed = new PassedTime();
    long messageCount;
    /** Of the newest message whose type is not known. */
    byte type;
    /** Why its books became stale by the first of those; null without one. */
    String unknown;
    /** Where its books became stale since something was missing; null without such a place. */
    private String gap;

    private String firstPassed;
    private long passedCount;
    /** A snapshot that was announced, and the one that is taken; null without one. */
    Channel offered;

    Channel taken;

    ItchFileFeed(final BookTarget target, final boolean ofDatagrams, final boolean numbered, final Channel channel) {
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

    /** The time at which a packet was captured. */
    static final class FileClock implements Clock {
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
