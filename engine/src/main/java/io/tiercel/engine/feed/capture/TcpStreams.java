package io.tiercel.engine.feed.capture;

import io.tiercel.codecs.network.FrameFlyweight;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.agrona.DirectBuffer;

/** The TCP streams of a capture. Of too many at a time the one that was silent longest is given up. */
public final class TcpStreams {
    private static final int MAX_STREAMS = 256;
    private static final int INITIAL_STREAMS = 16;
    private static final float LOAD_FACTOR = 0.75f;

    private final BiFunction<Endpoint, Endpoint, ByteStream> targets;
    private final Map<Direction, TcpStream> streams = new LinkedHashMap<>(INITIAL_STREAMS, LOAD_FACTOR, true);
    private long givenUp;

    private record Direction(Endpoint from, Endpoint to) {}

    /** @param targets makes the reader of a new stream, by sender and receiver */
    public TcpStreams(final BiFunction<Endpoint, Endpoint, ByteStream> targets) {
        this.targets = targets;
    }

    /** @param frame whose content is TCP, in this buffer */
    public void onFrame(final FrameFlyweight frame, final DirectBuffer buffer) {
        final Direction direction = new Direction(from(frame), to(frame));
        TcpStream stream = streams.get(direction);
        if (stream == null) {
            stream = new TcpStream(targets.apply(direction.from(), direction.to()));
            streams.put(direction, stream);
            if (streams.size() > MAX_STREAMS) {
                giveUpOne();
            }
        }
        final int flags = frame.tcpFlags();
        stream.onSegment(
                frame.tcpSequence(),
                (flags & FrameFlyweight.TCP_SYN) != 0,
                buffer,
                frame.payloadOffset(),
                frame.payloadLength());
        if ((flags & FrameFlyweight.TCP_FIN) != 0) {
            stream.onFin(frame.tcpSequence() + frame.payloadLength());
        }
    }

    /** Who sent a frame that has ports. */
    public static Endpoint from(final FrameFlyweight frame) {
        return new Endpoint(frame.isIpv6(), frame.sourceHigh(), frame.sourceLow(), frame.sourcePort());
    }

    /** Whom it went to. */
    public static Endpoint to(final FrameFlyweight frame) {
        return new Endpoint(frame.isIpv6(), frame.destinationHigh(), frame.destinationLow(), frame.destinationPort());
    }

    /** The capture has ended. */
    public void end() {
        streams.values().forEach(TcpStream::end);
        streams.clear();
    }

    /** How many streams were given up because there were too many at a time. */
    public long givenUpCount() {
        return givenUp;
    }

    private void giveUpOne() {
        final Direction silent = streams.keySet().iterator().next();
        streams.remove(silent).end();
        givenUp++;
    }
}
