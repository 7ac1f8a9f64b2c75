package io.tiercel.engine.feed.history;

import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.feed.BrokenTrades;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MessageLine;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;

/**
 * The trades that an exchange took back, in any time after them: found in a reading of their own. Ids of matches are
 * unique within a session of a feed.
 */
final class BrokenMatches {
    private final Map<Long, LongHashSet> bySession = new HashMap<>();

    /** Which session of each feed it is; for each reading anew. */
    static final class Sessions {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final FeedStatusDecoder status = new FeedStatusDecoder();
        private final Map<Integer, Integer> counts = new HashMap<>();

        /** Any message: one that says that a feed's books begin anew is the next session's first. */
        void onMessage(final DirectBuffer buffer, final int offset) {
            header.wrap(buffer, offset);
            if (header.templateId() == FeedStatusDecoder.TEMPLATE_ID) {
                status.wrapAndApplyHeader(buffer, offset, header);
                if (status.instrumentId() == 0 && status.state() == FeedState.RECOVERING) {
                    counts.merge(status.feedId(), 1, Integer::sum);
                }
            }
        }

        long of(final int feedId) {
            return (long) feedId << Integer.SIZE | counts.getOrDefault(feedId, 0);
        }
    }

    boolean has(final long session, final long matchId) {
        final LongHashSet matches = bySession.isEmpty() ? null : bySession.get(session);
        return matches != null && matches.contains(matchId);
    }

    /** @return false when it was stopped, by who waits or by what is malformed */
    boolean find(
            final HistoryFiles files, final Faults faults, final long dayNs, final HistoryFiles.Progress progress) {
        return new FeedReading(files, faults, new Search(faults, dayNs)).run(progress);
    }

    /** Takes no instruments, so that only the feeds' own words come. */
    private final class Search implements BookTarget, MessageLine {
        private final Sessions sessions = new Sessions();
        private final Faults faults;
        private final long dayNs;
        private int feedCount;
        private boolean needless;

        Search(final Faults faults, final long dayNs) {
            this.faults = faults;
            this.dayNs = dayNs;
        }

        @Override
        public void at(final Origin origin) {
            // A capture may hold other protocols beside this one.
            needless |= origin.timeNs() == 0 && !origin.channel().protocol().breaksTrades();
        }

        @Override
        public boolean complete() {
            return needless;
        }

        @Override
        public int newFeed() {
            return ++feedCount;
        }

        @Override
        public InstrumentDirectory instruments(final int feedId, final boolean byOrder, final int quantityDecimals) {
            return new InstrumentDirectory() {
                @Override
                public int add(final long code, final String symbol) {
                    return NONE;
                }

                @Override
                public void rename(final int instrumentId, final long code, final String symbol) {
                    throw new IllegalStateException("no instrument was taken");
                }
            };
        }

        @Override
        public BrokenTrades brokenTrades(final int feedId) {
            return matchId -> bySession
                    .computeIfAbsent(sessions.of(feedId), missing -> new LongHashSet())
                    .add(matchId);
        }

        @Override
        public MessageLine line() {
            return this;
        }

        @Override
        public Result offer(final DirectBuffer buffer, final int offset, final int length) {
            sessions.onMessage(buffer, offset);
            return Result.TAKEN;
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public boolean untilTime() {
            return true;
        }

        @Override
        public long dayNs() {
            return dayNs;
        }

        @Override
        public void onFault(final Origin origin, final String reason) {
            faults.add(origin, reason);
        }
    }
}
