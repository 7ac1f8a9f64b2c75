package io.tiercel.engine.venue.sim;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.tiercel.codecs.HotPath;
import org.agrona.DirectBuffer;

/**
 * Sends the exchange's messages by Aeron. Without a subscriber, or with one that is behind, a message is not taken.
 * Without a publication of market data nobody wants it in this form.
 */
@HotPath
final class PublicationSink implements VenueSink {
    private final ExclusivePublication feed;
    private final ExclusivePublication executions;
    private long feedRefusedCount;
    private long executionRefusedCount;

    /** @param feed null where market data goes out in another form only */
    PublicationSink(final ExclusivePublication feed, final ExclusivePublication executions) {
        this.feed = feed;
        this.executions = executions;
    }

    @Override
    public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
        if (feed == null || offer(feed, buffer, offset, length)) {
            return true;
        }
        feedRefusedCount++;
        return false;
    }

    @Override
    public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
        if (offer(executions, buffer, offset, length)) {
            return true;
        }
        executionRefusedCount++;
        return false;
    }

    boolean isConnected() {
        return (feed == null || feed.isConnected()) && executions.isConnected();
    }

    /** How often a market data message was not taken and had to be offered again. */
    long feedRefusedCount() {
        return feedRefusedCount;
    }

    long executionRefusedCount() {
        return executionRefusedCount;
    }

    private static boolean offer(
            final ExclusivePublication publication, final DirectBuffer buffer, final int offset, final int length) {
        final long position = publication.offer(buffer, offset, length);
        if (position == Publication.CLOSED || position == Publication.MAX_POSITION_EXCEEDED) {
            throw new IllegalStateException("simulated venue: stream " + publication.streamId() + " on "
                    + publication.channel() + (position == Publication.CLOSED ? " is closed" : " is used up")
                    + "; stop the venue before its publications, and restart it with a longer term");
        }
        return position > 0;
    }
}
