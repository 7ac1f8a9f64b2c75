package io.tiercel.engine.feed;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.tiercel.codecs.HotPath;
import org.agrona.DirectBuffer;

/** A lane's stream of market data. */
@HotPath
public final class AeronLine implements MessageLine {
    private final ExclusivePublication publication;

    public AeronLine(final ExclusivePublication publication) {
        this.publication = publication;
    }

    @Override
    public Result offer(final DirectBuffer buffer, final int offset, final int length) {
        final long position = publication.offer(buffer, offset, length);
        if (position > 0) {
            return Result.TAKEN;
        }
        if (position == Publication.CLOSED || position == Publication.MAX_POSITION_EXCEEDED) {
            throw new IllegalStateException("stream " + publication.streamId() + " on " + publication.channel()
                    + (position == Publication.CLOSED
                            ? " is closed; is the media driver alive?"
                            : " is used up; restart the feed with a longer term"));
        }
        return position == Publication.NOT_CONNECTED ? Result.NOBODY : Result.BACK_PRESSURE;
    }

    @Override
    public boolean isConnected() {
        return publication.isConnected();
    }
}
