package io.tiercel.engine.feed.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Reads files through the handlers that run live: what they say comes as Tiercel's messages, feed by feed. */
public final class FeedReading {
    private final HistoryFiles files;
    private final BookTarget target;
    private final FeedDispatch dispatch;

    public FeedReading(final HistoryFiles files, final Faults faults, final BookTarget target) {
        this.files = files;
        this.target = target;
        dispatch = new FeedDispatch(files, faults);
    }

    /** Returns false when it was stopped. */
    public boolean run(final HistoryFiles.Progress progress) {
        return files.read(dispatch, progress);
    }

    /** Datagrams and messages of no protocol that is known. */
    public long unknownCount() {
        return dispatch.unknownCount();
    }

    /** What is to be said of how the books were made, in lines. */
    public List<String> notes() {
        return dispatch.feeds.values().stream()
                .flatMap(feed -> feed.notes().stream())
                .toList();
    }

    /** By its protocols, in the order in which they were found. */
    private final class FeedDispatch extends Dispatch {
        private final Map<Protocol, BookFeed> feeds = new LinkedHashMap<>();

        FeedDispatch(final HistoryFiles files, final Faults faults) {
            super(files.protocols().named(), files.protocols().all(), faults);
        }

        @Override
        void session(final Protocol protocol, final Origin origin, final String session, final long next) {
            feed(protocol, origin).onSession(origin, session, next);
        }

        @Override
        void datagram(
                final Protocol protocol,
                final Origin origin,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            feed(protocol, origin).onDatagram(origin, buffer, offset, length);
        }

        @Override
        void message(
                final Protocol protocol,
                final Origin origin,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            feed(protocol, origin).onMessage(origin, buffer, offset, length);
        }

        @Override
        void lost(final Protocol protocol, final Origin origin) {
            feed(protocol, origin).onLost(origin);
        }

        @Override
        void unread(final Origin origin) {
            if (origin.channel() == null) {
                feeds.values().forEach(each -> each.onUnread(origin));
            } else {
                feed(origin.channel().protocol(), origin).onUnread(origin);
            }
        }

        @Override
        void refused(final Protocol protocol, final Origin origin) {
            feed(protocol, origin).onRefused(origin);
        }

        @Override
        void fileEnd(final Protocol protocol, final Origin origin) {
            final BookFeed feed = feeds.get(protocol);
            if (feed != null) {
                target.at(origin);
                feed.onFileEnd(origin);
            }
        }

        @Override
        boolean complete() {
            return target.complete();
        }

        @Override
        void reopen() {
            target.reopen();
        }

        @Override
        void end() {
            feeds.values().forEach(BookFeed::onEnd);
        }

        private BookFeed feed(final Protocol protocol, final Origin origin) {
            target.at(origin);
            return feeds.computeIfAbsent(protocol, missing -> protocol.books(target, files));
        }
    }
}
