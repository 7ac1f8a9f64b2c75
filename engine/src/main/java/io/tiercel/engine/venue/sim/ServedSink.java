package io.tiercel.engine.venue.sim;

import io.aeron.ExclusivePublication;
import io.tiercel.codecs.HotPath;
import org.agrona.DirectBuffer;

/**
 * Sends a market's messages to whoever is there. One that is behind is waited for; where nobody listens a message is
 * dropped and counted, since who comes later gets an image of the books, and can ask for executions.
 */
@HotPath
final class ServedSink implements VenueSink {
    private final ExclusivePublication feed;
    private final ExclusivePublication executions;
    private final PublicationSink sink;
    private boolean feedOpen;
    private long feedDroppedCount;
    private long executionDroppedCount;

    ServedSink(final ExclusivePublication feed, final ExclusivePublication executions) {
        this.feed = feed;
        this.executions = executions;
        sink = new PublicationSink(feed, executions);
    }

    @Override
    public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
        if (!feedOpen || !feed.isConnected()) {
            feedDroppedCount++;
            return true;
        }
        return sink.onFeed(buffer, offset, length);
    }

    @Override
    public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
        if (!executions.isConnected()) {
            executionDroppedCount++;
            return true;
        }
        return sink.onExecution(buffer, offset, length);
    }

    boolean feedConnected() {
        return feed.isConnected();
    }

    boolean executionsConnected() {
        return executions.isConnected();
    }

    /** Market data goes out from here on; before, it is for nobody. */
    void openFeed(final boolean open) {
        feedOpen = open;
    }

    boolean feedOpen() {
        return feedOpen;
    }

    long feedDroppedCount() {
        return feedDroppedCount;
    }

    long executionDroppedCount() {
        return executionDroppedCount;
    }
}
