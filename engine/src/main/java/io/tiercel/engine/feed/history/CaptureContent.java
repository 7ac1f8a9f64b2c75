package io.tiercel.engine.feed.history;

import io.tiercel.codecs.network.FrameFlyweight;
import io.tiercel.engine.feed.capture.Endpoint;
import io.tiercel.engine.feed.capture.PacketReader;
import io.tiercel.engine.feed.capture.TcpStreams;
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
    private final TcpStreams streams;
    private boolean ended;

    CaptureContent(
            final PacketReader packets, final Origin origin, final Channels channels, final ContentListener listener) {
        this.packets = packets;
        this.origin = origin;
        this.channels = channels;
        this.listener = listener;
        streams = new TcpStreams((from, to) -> new StreamContent(
                () -> new ReplayStream(replayChannel(from), origin, listener),
                () -> new SoupStream(channels.get(from + " to " + to, null), origin, listener)));
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
        if (!packets.next()) {
            end();
            return false;
        }
        return true;
    }

    /** When it was captured; 0 where the capture does not say. */
    long timeNs() {
        return packets.timeNs();
    }

    /** Tells what is in the packet. */
    void deliver() {
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
                streams.onFrame(frame, packets.buffer());
            }
            case FRAGMENT -> other(ContentListener.Other.FRAGMENT);
            case OTHER -> other(ContentListener.Other.NOT_IP);
            default -> {
                if (packets.cut()) {
                    other(ContentListener.Other.CUT);
                } else {
                    at(null);
                    listener.onFault(
                            origin, "a frame of " + packets.length() + " bytes is shorter than its headers say");
                }
            }
        }
    }

    private void other(final ContentListener.Other what) {
        at(null);
        listener.onOther(origin, what, 1);
    }

    private void at(final Channel channel) {
        origin.at(packets.record(), packets.recordOffset(), packets.timeNs(), channel);
    }

    /** Of a server, which has a connection for each request. */
    private Channel replayChannel(final Endpoint server) {
        final Channel channel = channels.get("replay of " + server, null);
        channel.answered(true);
        return channel;
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
        byEndpoint.put(to, channel);
        return channel;
    }

    private void end() {
        if (!ended) {
            ended = true;
            streams.end();
            for (long i = streams.givenUpCount(); i > 0; i--) {
                other(ContentListener.Other.TCP_GIVEN_UP);
            }
        }
    }
}
