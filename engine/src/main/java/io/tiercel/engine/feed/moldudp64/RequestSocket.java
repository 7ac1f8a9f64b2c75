package io.tiercel.engine.feed.moldudp64;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.moldudp64.MoldUdp64RequestFlyweight;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.agrona.concurrent.UnsafeBuffer;

/** Sends requests to a request server. One that cannot be sent is as good as one that is not answered. */
@HotPath
public final class RequestSocket implements MoldUdp64Requests {
    private final DatagramChannel socket;
    private final FeedCounts counts;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(MoldUdp64RequestFlyweight.LENGTH);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

    /** @param socket connected to the server, and not blocking */
    public RequestSocket(final DatagramChannel socket, final FeedCounts counts) {
        this.socket = socket;
        this.counts = counts;
    }

    @Override
    public boolean request(final long sessionHigh, final int sessionLow, final long sequence, final int count) {
        MoldUdp64RequestFlyweight.encode(buffer, 0, sessionHigh, sessionLow, sequence, count);
        bytes.clear();
        try {
            if (socket.write(bytes) == 0) {
                counts.add(FeedCount.UNSENT, 1);
            }
        } catch (final IOException nobodyThere) {
            counts.add(FeedCount.UNSENT, 1);
        }
        return true;
    }
}
