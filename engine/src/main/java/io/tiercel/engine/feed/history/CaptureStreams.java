package io.tiercel.engine.feed.history;

import io.tiercel.codecs.network.FrameFlyweight;
import io.tiercel.engine.feed.capture.Endpoint;
import io.tiercel.engine.feed.capture.TcpStreams;
import org.agrona.DirectBuffer;

/** What captures carry by TCP: SoupBinTCP and TCP replays. A connection goes on in the file that comes next. */
final class CaptureStreams {
    private final Origin origin;
    private final Channels channels;
    private final ContentListener listener;
    private final TcpStreams streams;
    private boolean ofSnapshot;
    private boolean ended;

    CaptureStreams(final Origin origin, final Channels channels, final ContentListener listener) {
        this.origin = origin;
        this.channels = channels;
        this.listener = listener;
        streams = new TcpStreams((from, to) -> new StreamContent(
                () -> new ReplayStream(replayChannel(from), origin, listener),
                () -> new SoupStream(soupChannel(from, to), origin, listener)));
    }

    /** @param snapshot whether the capture says that it is of a snapshot server */
    void onFrame(final FrameFlyweight frame, final DirectBuffer buffer, final boolean snapshot) {
        ofSnapshot = snapshot;
        streams.onFrame(frame, buffer);
    }

    /** Of a server, which has a connection for each request. */
    private Channel replayChannel(final Endpoint server) {
        final Channel channel = channels.get("replay of " + server, null);
        channel.answered(true);
        return channel;
    }

    private Channel soupChannel(final Endpoint from, final Endpoint to) {
        final Channel channel = channels.get((ofSnapshot ? "snapshots of " : "") + name(from, to), null);
        channel.server(from.toString());
        if (ofSnapshot) {
            channel.snapshots(true);
        }
        return channel;
    }

    /** Whose bytes the frame, of TCP, was to carry; null where those are no market data. */
    Channel find(final FrameFlyweight frame) {
        return channels.find(name(TcpStreams.from(frame), TcpStreams.to(frame)));
    }

    private static String name(final Endpoint from, final Endpoint to) {
        return from + " to " + to;
    }

    /** No more files. */
    void end() {
        if (!ended) {
            ended = true;
            streams.end();
            origin.at(origin.record(), origin.offset(), origin.timeNs(), null);
            for (long i = streams.givenUpCount(); i > 0; i--) {
                listener.onOther(origin, ContentListener.Other.TCP_GIVEN_UP, 1);
            }
        }
    }
}
