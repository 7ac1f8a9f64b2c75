package io.tiercel.engine.venue.sim;

import org.agrona.DirectBuffer;

/** Publishes the market's data in another form, beside its own or in its place. The market's thread. */
public interface NativeFeed extends AutoCloseable {
    /** In no other form. */
    NativeFeed NONE = new NativeFeed() {
        @Override
        public void onFeed(final DirectBuffer buffer, final int offset, final int length) {}

        @Override
        public int doWork(final long timeNs) {
            return 0;
        }

        @Override
        public void close() {}
    };

    /**
     * The next message of the feed, in its own form, when it leaves the exchange. First, and again with each day, comes
     * an image of all books, from a feed status RECOVERING to the next LIVE. A LIVE without one ends the day before.
     */
    void onFeed(DirectBuffer buffer, int offset, int length);

    /** Often, with the time; returns how much there was to do. */
    int doWork(long timeNs);

    @Override
    void close();
}
