package io.tiercel.engine.feed;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.PacketReferenceEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;

/** Which packet of the exchange a lane's next packets come from, and the reference that says so. */
@HotPath
final class PacketOrigin {
    private static final long NOWHERE = -1;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PacketReferenceEncoder reference = new PacketReferenceEncoder();
    private int channelId;
    private long venueSequence = NOWHERE;
    private long receiveTimeNs;

    void set(final int newChannelId, final long newVenueSequence, final long newReceiveTimeNs) {
        channelId = newChannelId;
        venueSequence = newVenueSequence;
        receiveTimeNs = newReceiveTimeNs;
    }

    void clear() {
        venueSequence = NOWHERE;
    }

    boolean isKnown() {
        return venueSequence != NOWHERE;
    }

    void write(final MutableDirectBuffer buffer, final int offset, final int feedId, final long packetSequence) {
        reference
                .wrapAndApplyHeader(buffer, offset, header)
                .instrumentId(0)
                .feedId(feedId)
                .channelId(channelId)
                .packetSequence(packetSequence)
                .venueSequence(venueSequence)
                .receiveTimeNs(receiveTimeNs)
                .flags()
                .clear();
    }
}
