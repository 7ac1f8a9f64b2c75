package io.tiercel.engine.feed.history;

import io.tiercel.codecs.network.FrameFlyweight;
import io.tiercel.engine.feed.capture.Endpoint;
import io.tiercel.engine.feed.capture.PacketReader;
import java.util.HashMap;
import java.util.Map;

/** A capture: datagrams by the address they go to, and what SoupBinTCP and TCP replays carry in TCP streams. */
final class CaptureContent implements ContentReader {
    private static final int MAX_CHANNELS = 1 << 14;

    private final PacketReader packets;
    private final Origin origin;
    private final Channels channels;
    private final ContentListener listener;
    private final FrameFlyweight frame = new FrameFlyweight();
    private final Map<Endpoint, Channel> byEndpoint = new HashMap<>();
    private final CaptureStreams streams;

    CaptureContent(
            final PacketReader packets,
            final Origin origin,
            final Channels channels,
            final CaptureStreams streams,
            final ContentListener listener) {
        this.packets = packets;
        this.origin = origin;
        this.channels = channels;
        this.listener = listener;
        this.streams = streams;
    }

    @Override
    public boolean step() {
        if (!next()) {
            return false;
        }
        deliver();
        return true;
    }

    /** Goes to the next packet; false behind the last one. */
    boolean next() {
        return packets.next();
    }

    /** When it was captured; 0 where the capture does not say. */
    long timeNs() {
        return packets.timeNs();
    }

    /** Tells what is in the packet. */
    void deliver() {
        listener.onFrame();
        if (packets.lostBefore() > 0) {
            at(null);
            listener.onOther(origin, ContentListener.Other.LOST, packets.lostBefore());
        }
        final FrameFlyweight.Content content =
                frame.wrap(packets.buffer(), packets.offset(), packets.length(), packets.linkType());
        switch (content) {
            case UDP -> {
                at(udpChannel());
                listener.onDatagram(origin, packets.buffer(), frame.payloadOffset(), frame.payloadLength());
            }
            case TCP -> {
                at(null);
                streams.onFrame(frame, packets.buffer(), packets.isOfSnapshot());
            }
            case FRAGMENT -> {
                other(ContentListener.Other.FRAGMENT);
                unread();
            }
            case OTHER -> other(ContentListener.Other.NOT_IP);
            case UNKNOWN_LINK -> other(ContentListener.Other.LINK);
            default -> {
                if (packets.cut()) {
                    other(ContentListener.Other.CUT);
                } else {
                    at(null);
                    listener.onFault(
                            origin, "a frame of " + packets.length() + " bytes is shorter than its headers say");
                }
                unread();
            }
        }
    }

    private void other(final ContentListener.Other what) {
        at(null);
        listener.onOther(origin, what, 1);
    }

    /** Whose it is its headers say, as far as they are there. */
    private void unread() {
        if (!frame.isAddressed()) {
            unread(null);
        } else if (frame.hasPorts() && frame.isTcp()) {
            final Channel stream = streams.find(frame);
            if (stream != null) {
                unread(stream);
            }
        } else {
            final boolean anyPort = !frame.hasPorts();
            final Endpoint to = new Endpoint(
                    frame.isIpv6(),
                    frame.destinationHigh(),
                    frame.destinationLow(),
                    anyPort ? 0 : frame.destinationPort());
            for (final Channel each : channels.all()) {
                if (each.receives(to, anyPort)) {
                    unread(each);
                }
            }
        }
    }

    private void unread(final Channel channel) {
        at(channel);
        listener.onUnread(origin);
    }

    private void at(final Channel channel) {
        origin.at(packets.record(), packets.recordOffset(), packets.timeNs(), channel);
    }

    private Channel udpChannel() {
        final Endpoint to =
                new Endpoint(frame.isIpv6(), frame.destinationHigh(), frame.destinationLow(), frame.destinationPort());
        final Channel known = byEndpoint.get(to);
        if (known != null) {
            return known;
        }
        if (byEndpoint.size() == MAX_CHANNELS) {
            return channels.get("others", null);
        }
        final Channel channel = channels.get(to.toString(), null);
        if (packets.answered()) {
            channel.answered(packets.isAnswer());
        }
        if (packets.hasSnapshots()) {
            channel.snapshots(false);
        }
        channel.bounds(packets.bounds());
        channel.endpoint(to);
        byEndpoint.put(to, channel);
        return channel;
    }
}
