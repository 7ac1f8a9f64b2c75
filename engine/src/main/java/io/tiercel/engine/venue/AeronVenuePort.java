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
    private final Runnable onOffered;

    public AeronVenuePort(final ExclusivePublication publication) {
        this(publication, () -> {});
    }

    /** @param onOffered called after each message that the stream took, on the gate's thread */
    public AeronVenuePort(final ExclusivePublication publication, final Runnable onOffered) {
        this.publication = publication;
        this.onOffered = onOffered;
    }

    @Override
    public Result send(final DirectBuffer buffer, final int offset, final int length) {
        final long position = publication.offer(buffer, offset, length);
        if (position > 0) {
            onOffered.run();
            return Result.SENT;
        }
        return position == Publication.BACK_PRESSURED || position == Publication.ADMIN_ACTION
                ? Result.BACK_PRESSURE
                : Result.DOWN;
    }
}
