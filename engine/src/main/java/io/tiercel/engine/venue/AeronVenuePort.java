package io.tiercel.engine.venue;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.tiercel.codecs.HotPath;
import io.tiercel.engine.pipeline.VenuePort;
import org.agrona.DirectBuffer;

/** A venue, or its adapter, behind an Aeron stream. */
@HotPath
public final class AeronVenuePort implements VenuePort {
    private final ExclusivePublication publication;

    public AeronVenuePort(final ExclusivePublication publication) {
        this.publication = publication;
    }

    @Override
    public Result send(final DirectBuffer buffer, final int offset, final int length) {
        final long position = publication.offer(buffer, offset, length);
        if (position > 0) {
            return Result.SENT;
        }
        return position == Publication.BACK_PRESSURED || position == Publication.ADMIN_ACTION
                ? Result.BACK_PRESSURE
                : Result.DOWN;
    }
}
