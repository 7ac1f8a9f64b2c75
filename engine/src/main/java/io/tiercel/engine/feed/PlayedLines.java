package io.tiercel.engine.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Sends each datagram by several lines, each as bad as is wanted: the same seed loses, repeats and reorders the same
 * ones. For those who play a feed; their thread's.
 */
public final class PlayedLines {
    /**
     * How bad a line is.
     *
     * @param loss      share of datagrams that are lost, from 0 to 1
     * @param duplicate share of datagrams that come twice
     * @param reorder   datagrams that one may be late by
     */
    public record Badness(double loss, double duplicate, int reorder, long seed) {
        public static final Badness NONE = new Badness(0, 0, 0, 0);
    }

    private record Delayed(long due, long order, byte[] bytes) implements Comparable<Delayed> {
        @Override
        public int compareTo(final Delayed other) {
            return due == other.due ? Long.compare(order, other.order) : Long.compare(due, other.due);
        }
    }

    private static final class Line {
        final InetSocketAddress target;
        final Random random;
        final PriorityQueue<Delayed> delayed = new PriorityQueue<>();
        boolean taken;

        Line(final InetSocketAddress target, final long seed) {
            this.target = target;
            random = new Random(seed);
        }
    }

    private final DatagramChannel socket;
    private final Badness badness;
    private final boolean goesOn;
    private final Line[] lines;
    private long number;
    private long sentCount;
    private long lostCount;
    private long refusedCount;

    /** That nothing can be sent to a target ends it. */
    public PlayedLines(final DatagramChannel socket, final List<InetSocketAddress> targets, final Badness badness) {
        this(socket, targets, badness, false);
    }

    /** @param goesOn whether it goes on also where the host has taken nothing for a target; all else is counted */
    public PlayedLines(
            final DatagramChannel socket,
            final List<InetSocketAddress> targets,
            final Badness badness,
            final boolean goesOn) {
        this.socket = socket;
        this.badness = badness;
        this.goesOn = goesOn;
        lines = new Line[targets.size()];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new Line(targets.get(i), badness.seed() * lines.length + i);
        }
    }

    /**
     * What is between position and limit, which stay as they are. Allocates nothing where datagrams keep their order.
     *
     * @throws UncheckedIOException when the first datagram to a target cannot be sent
     */
    public void send(final ByteBuffer datagram) {
        number++;
        for (final Line line : lines) {
            if (line.random.nextDouble() < badness.loss()) {
                lostCount++;
            } else {
                plan(line, datagram);
            }
            if (line.random.nextDouble() < badness.duplicate()) {
                plan(line, datagram);
            }
            while (!line.delayed.isEmpty() && line.delayed.peek().due <= number) {
                give(line, ByteBuffer.wrap(line.delayed.poll().bytes));
            }
        }
    }

    private void plan(final Line line, final ByteBuffer datagram) {
        if (badness.reorder() == 0) {
            final int begin = datagram.position();
            give(line, datagram);
            datagram.position(begin);
            return;
        }
        final byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        final long due = number + line.random.nextInt(badness.reorder() + 1);
        line.delayed.add(new Delayed(due, sentCount + line.delayed.size(), bytes));
    }

    /** What is late goes now. */
    public void flush() {
        for (final Line line : lines) {
            while (!line.delayed.isEmpty()) {
                give(line, ByteBuffer.wrap(line.delayed.poll().bytes));
            }
        }
    }

    private void give(final Line line, final ByteBuffer bytes) {
        final int length = bytes.remaining();
        try {
            // One without bytes goes, too.
            if (socket.send(bytes, line.target) < length) {
                refusedCount++;
                return;
            }
        } catch (final PortUnreachableException nobodyThere) {
            lostCount++;
            return;
        } catch (final IOException failed) {
            if (goesOn || line.taken) {
                refusedCount++;
                return;
            }
            throw new UncheckedIOException(
                    "nothing can be sent to " + line.target + ": " + failed.getMessage(), failed);
        }
        line.taken = true;
        sentCount++;
    }

    /** On all lines. */
    public long sentCount() {
        return sentCount;
    }

    /** Datagrams that were lost on purpose, or since nobody listened. */
    public long lostCount() {
        return lostCount;
    }

    /** Datagrams that the host did not take. */
    public long refusedCount() {
        return refusedCount;
    }
}
