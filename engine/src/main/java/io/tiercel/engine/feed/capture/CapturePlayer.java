package io.tiercel.engine.feed.capture;

import io.tiercel.codecs.network.FrameFlyweight;
import io.tiercel.engine.feed.PlayedLines;
import io.tiercel.engine.feed.PlayedPace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Sends the datagrams of a capture again, as they are: those of each address there to lines of its own. */
public final class CapturePlayer {
    private static final long WAIT_NS = 100_000_000L;
    private static final int MAX_DATAGRAM = 65_507;

    private final Map<String, PlayedLines> routes;
    private final PlayedLines others;
    private final Beside beside;
    private final PlayedPace pace;
    private final FrameFlyweight frame = new FrameFlyweight();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final UnsafeBuffer datagram = new UnsafeBuffer(bytes);
    /** How many of each address nobody wanted. */
    private final TreeMap<String, Long> passedOver = new TreeMap<>();

    private long sentCount;
    private long tooLongCount;

    /** What else the player's thread does: it keeps what is sent, and answers those who missed it. */
    public interface Beside {
        /** For a player that does nothing else. */
        Beside NOTHING = new Beside() {
            @Override
            public void onSent(final DirectBuffer buffer, final int offset, final int length) {}

            @Override
            public long doWork() {
                return WAIT_NS;
            }
        };

        /** The next datagram of those that no route takes, before any line may lose it. */
        void onSent(DirectBuffer buffer, int offset, int length);

        /** Returns how long it may wait until the next time, ns. */
        long doWork();
    }

    /**
     * @param routes             where the datagrams go that went to an address, such as {@code 224.0.31.1:14310}
     * @param others             where all others go; null for nowhere
     * @param pace               by the times of the capture, or in datagrams
     */
    public CapturePlayer(
            final Map<String, PlayedLines> routes,
            final PlayedLines others,
            final Beside beside,
            final PlayedPace pace) {
        this.routes = Map.copyOf(routes);
        this.others = others;
        this.beside = beside;
        this.pace = pace;
    }

    /** Until the end of the capture, or until it is stopped. */
    public void play(final PacketReader packets, final BooleanSupplier stopped) {
        pace.begin(System.nanoTime());
        while (!stopped.getAsBoolean() && packets.next()) {
            final boolean udp = frame.wrap(packets.buffer(), packets.offset(), packets.length(), packets.linkType())
                    == FrameFlyweight.Content.UDP;
            if (udp && frame.payloadLength() > MAX_DATAGRAM) {
                tooLongCount++;
            } else if (udp) {
                playDatagram(packets, stopped);
            }
        }
        for (final PlayedLines lines : allLines()) {
            lines.flush();
        }
    }

    private void playDatagram(final PacketReader packets, final BooleanSupplier stopped) {
        final String to = new Endpoint(
                        frame.isIpv6(), frame.destinationHigh(), frame.destinationLow(), frame.destinationPort())
                .toString();
        final PlayedLines lines = routes.getOrDefault(to, others);
        if (lines == null) {
            passedOver.merge(to, 1L, Long::sum);
            return;
        }
        await(pace.dueNs(sentCount, packets.timeNs()), stopped);
        bytes.clear();
        datagram.putBytes(0, packets.buffer(), frame.payloadOffset(), frame.payloadLength());
        if (lines == others) {
            beside.onSent(datagram, 0, frame.payloadLength());
        }
        bytes.limit(frame.payloadLength());
        lines.send(bytes);
        sentCount++;
        beside.doWork();
    }

    private void await(final long dueNs, final BooleanSupplier stopped) {
        long leftNs = dueNs - System.nanoTime();
        while (leftNs > 0 && !stopped.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(leftNs, beside.doWork()));
            leftNs = dueNs - System.nanoTime();
        }
    }

    /** Those who missed something are answered for so long. */
    public void linger(final long lingerNs, final BooleanSupplier stopped) {
        await(System.nanoTime() + lingerNs, stopped);
    }

    private List<PlayedLines> allLines() {
        final List<PlayedLines> all = new ArrayList<>(routes.values());
        if (others != null) {
            all.add(others);
        }
        return all;
    }

    /** Datagrams of the capture that were sent, or lost on purpose. */
    public long sentCount() {
        return sentCount;
    }

    /** On all lines. */
    public long datagramCount() {
        return allLines().stream().mapToLong(PlayedLines::sentCount).sum();
    }

    /** On purpose, or since nobody listened. */
    public long lostCount() {
        return allLines().stream().mapToLong(PlayedLines::lostCount).sum();
    }

    /** That the host did not take, or would not: of IPv6 there are longer ones than a datagram of IPv4 can be. */
    public long refusedCount() {
        return tooLongCount
                + allLines().stream().mapToLong(PlayedLines::refusedCount).sum();
    }

    /** How many datagrams to each address were not sent. */
    public Map<String, Long> passedOver() {
        return passedOver;
    }
}
