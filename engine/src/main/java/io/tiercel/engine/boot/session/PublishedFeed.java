package io.tiercel.engine.boot.session;

import io.aeron.AeronCounters;
import io.aeron.ExclusivePublication;
import io.aeron.exceptions.AeronException;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.feed.AeronLine;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.PlayedPace;
import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * Publishes what files say to an engine that takes the feed by Aeron, as a lane in another process does, at a pace of
 * its own. One thread. Nothing waits without a bound.
 */
public final class PublishedFeed implements PacketTaker {
    private static final long UPKEEP_NS = 1_000_000L;
    /** What was sent last may be lost on its way, and is sent again. */
    private static final long LINGER_NS = 500_000_000L;
    /** Of a counter's key: behind the registration and before the stream. */
    private static final int SESSION_ID = Long.BYTES;

    private static final int STREAM_ID = SESSION_ID + Integer.BYTES;
    private static final int STAGED = 16;

    private final Feed feed;
    private final PlayedPace pace;
    private final long waitNs;
    private final BooleanSupplier stopped;
    private final PrintStream err;
    private final FeedTransport transport;
    private final ExclusivePublication publication;
    private final MessageLine line;
    private final FeedSender sender;
    /** The packet that is not whole yet: for each message its length and the message. */
    private final ExpandableArrayBuffer packet = new ExpandableArrayBuffer(1 << 12);

    private int packetLength;
    private long messageCount;
    private long packetsSent;
    private long waitCount;
    private long upkeepNs;

    /**
     * @param waitNs how long an engine is waited for, and how long it may take nothing
     * @throws EnvironmentException when the media driver or the channel cannot be used
     */
    public PublishedFeed(
            final Feed feed,
            final EngineConfiguration.Aeron configured,
            final PlayedPace pace,
            final long waitNs,
            final BooleanSupplier stopped,
            final PrintStream err) {
        this.feed = feed;
        this.pace = pace;
        this.waitNs = waitNs;
        this.stopped = stopped;
        this.err = err;
        transport = new FeedTransport(feed.name(), configured, err);
        try {
            publication = transport
                    .aeron()
                    .addExclusivePublication(feed.channel(), AeronTransport.feedStream(feed.venueId()));
        } catch (final AeronException | IllegalStateException failed) {
            transport.close();
            throw new EnvironmentException(
                    "feed " + feed.name() + " cannot be published: " + Causes.message(failed)
                            + "; end who uses the address, or correct feeds." + feed.name() + ".channel",
                    failed);
        }
        err.println("feed " + feed.name() + ": publishes at " + feed.channel() + ", stream " + publication.streamId());
        line = new AeronLine(publication);
        sender = new FeedSender(feed.venueId(), new Sure(), new FeedCounts(), STAGED);
    }

    /**
     * Waits for an engine.
     *
     * @return false when it was stopped
     * @throws EnvironmentException when none came in time
     */
    public boolean awaitEngine() {
        final long sinceNs = System.nanoTime();
        while (!publication.isConnected()) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            if (System.nanoTime() - sinceNs >= waitNs) {
                throw new EnvironmentException("feed " + feed.name() + ": no engine takes " + feed.channel()
                        + ", stream " + publication.streamId() + ", within " + waitNs / UPKEEP_NS
                        + " ms; start it first, with the same feeds." + feed.name()
                        + ".channel, and on a channel aeron:ipc name its media driver's folder by --aeron");
            }
            pause();
        }
        err.println("feed " + feed.name() + ": engine connected");
        return true;
    }

    /** Empties the books: what another one published may be in them. */
    public void begin(final ReferenceData reference) {
        sender.feedStatus(FeedState.RECOVERING);
        for (final InstrumentRow each : reference.instruments()) {
            if (each.venueId() == feed.venueId()) {
                sender.clear(each.id());
                sender.send();
            }
        }
        // Packets are counted anew behind it.
        sender.feedStatus(FeedState.RECOVERING);
        sender.send();
        pace.begin(System.nanoTime());
    }

    @Override
    public void add(final DirectBuffer buffer, final int offset, final int length) {
        packet.putInt(packetLength, length);
        packet.putBytes(packetLength + Integer.BYTES, buffer, offset, length);
        packetLength += Integer.BYTES + length;
    }

    @Override
    public void release(final long timeNs) {
        awaitDue(timeNs);
        for (int at = 0; at < packetLength; at += Integer.BYTES + packet.getInt(at)) {
            give(packet, at + Integer.BYTES, packet.getInt(at));
        }
        packetsSent++;
        packetLength = 0;
    }

    private void awaitDue(final long timeNs) {
        final long dueNs = pace.dueNs(messageCount, timeNs);
        if (System.nanoTime() - upkeepNs >= UPKEEP_NS) {
            upkeep();
        }
        while (System.nanoTime() - dueNs < 0 && !stopped.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(UPKEEP_NS, dueNs - System.nanoTime()));
            upkeep();
        }
    }

    private void give(final DirectBuffer buffer, final int offset, final int length) {
        MessageLine.Result result = offer(buffer, offset, length);
        final long sinceNs = result == MessageLine.Result.BACK_PRESSURE ? System.nanoTime() : 0;
        waitCount += result == MessageLine.Result.BACK_PRESSURE ? 1 : 0;
        while (result == MessageLine.Result.BACK_PRESSURE) {
            if (System.nanoTime() - sinceNs >= waitNs) {
                throw new EnvironmentException("feed " + feed.name() + ": the engine has taken nothing for "
                        + waitNs / UPKEEP_NS + " ms, after " + messageCount
                        + " messages; is it halted? Restart it and play again");
            }
            pause();
            result = offer(buffer, offset, length);
        }
        if (result == MessageLine.Result.NOBODY) {
            throw new EnvironmentException("feed " + feed.name() + ": the engine is gone after " + messageCount
                    + " messages; start it and play again");
        }
        messageCount++;
    }

    private MessageLine.Result offer(final DirectBuffer buffer, final int offset, final int length) {
        try {
            return line.offer(buffer, offset, length);
        } catch (final IllegalStateException closed) {
            throw new EnvironmentException("feed " + feed.name() + ": " + closed.getMessage(), closed);
        }
    }

    private void pause() {
        upkeep();
        LockSupport.parkNanos(UPKEEP_NS);
    }

    /** Keeps the connection while nothing is sent. */
    public void upkeep() {
        upkeepNs = System.nanoTime();
        transport.upkeep();
        if (transport.failure() != null) {
            throw new EnvironmentException(
                    "feed " + feed.name() + ": Aeron failed: " + Causes.text(transport.failure())
                            + "; is the media driver alive?",
                    transport.failure());
        }
    }

    @Override
    public boolean outOfRoom() {
        return stopped.getAsBoolean();
    }

    /** Nothing follows: the books stay as they are and are closed. Waits, not for ever, until all of it was taken. */
    public void end() {
        sender.feedStatus(FeedState.STALE);
        sender.send();
        final long sinceNs = System.nanoTime();
        while (publication.isConnected() && !isPassedOn()) {
            if (System.nanoTime() - sinceNs >= waitNs) {
                throw new EnvironmentException("feed " + feed.name() + ": the engine has not taken the last "
                        + "messages within " + waitNs / UPKEEP_NS + " ms; is it halted?");
            }
            pause();
        }
        final long lingerNs = System.nanoTime() + LINGER_NS;
        while (System.nanoTime() < lingerNs) {
            pause();
        }
    }

    /** By the driver: on shared memory who takes the stream has come to its end, on a network all of it was sent. */
    private boolean isPassedOn() {
        final boolean[] behind = new boolean[1];
        final CountersReader counters = transport.aeron().countersReader();
        counters.forEach((counterId, typeId, key, label) -> {
            final boolean position = typeId == AeronCounters.DRIVER_SENDER_POSITION_TYPE_ID
                    || typeId == AeronCounters.DRIVER_SUBSCRIBER_POSITION_TYPE_ID;
            if (position
                    && key.getInt(SESSION_ID) == publication.sessionId()
                    && key.getInt(STREAM_ID) == publication.streamId()) {
                behind[0] |= counters.getCounterValue(counterId) < publication.position();
            }
        });
        return !behind[0];
    }

    /** Tiercel's. */
    public long messageCount() {
        return messageCount;
    }

    public long packetCount() {
        return packetsSent;
    }

    /** How often the engine was behind. */
    public long waitCount() {
        return waitCount;
    }

    @Override
    public void close() {
        transport.close();
    }

    /** Waits until there is room. */
    private final class Sure implements MessageLine {
        @Override
        public Result offer(final DirectBuffer buffer, final int offset, final int length) {
            give(buffer, offset, length);
            return Result.TAKEN;
        }

        @Override
        public boolean isConnected() {
            return publication.isConnected();
        }
    }
}
