package io.tiercel.engine.feed.mdp3;

import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.FeedSenderAccess;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A handler with a subscriber behind it, and packets in front. */
final class Mdp3Channel {
    static final int MAX_PENDING = 10_000;
    static final int MAX_ORDERS = 2_000;

    final SubscriberBooks subscriber = new SubscriberBooks();
    final FeedCounts counts = new FeedCounts();
    final Mdp3Bytes bytes = new Mdp3Bytes();
    final Mdp3Handler handler;
    private final FeedSender sender;
    private long sequence;

    Mdp3Channel(final List<Mdp3Instrument> instruments) {
        sender = new FeedSender(
                9,
                subscriber,
                counts,
                Mdp3Handler.stagedMessages(instruments.size(), 1 << 16, MAX_PENDING, MAX_ORDERS));
        handler = new Mdp3Handler(sender, counts, instruments, MAX_PENDING, MAX_ORDERS);
        handler.onSubscriber();
        send();
    }

    /** The next packet; its messages go to {@link #bytes}. */
    Mdp3Bytes next() {
        return bytes.packet(++sequence, 1_000 + sequence);
    }

    Mdp3Bytes at(final long newSequence) {
        sequence = newSequence;
        return bytes.packet(sequence, 1_000 + sequence);
    }

    void deliver() {
        deliver(bytes.buffer());
    }

    void deliver(final UnsafeBuffer packet) {
        deliver(packet, 0, packet.capacity());
    }

    void deliver(final UnsafeBuffer buffer, final int offset, final int length) {
        handler.onPacket(buffer, offset, length);
        send();
    }

    void recover() {
        recover(bytes.buffer());
    }

    void recover(final UnsafeBuffer packet) {
        recover(packet, 0, packet.capacity());
    }

    void recover(final UnsafeBuffer buffer, final int offset, final int length) {
        handler.onRecoveryPacket(buffer, offset, length);
        send();
    }

    /** And what snapshots say that waited. */
    void send() {
        do {
            FeedSenderAccess.send(sender);
        } while (handler.advance());
        if (subscriber.packetIsOpen()) {
            throw new AssertionError("a packet is left open");
        }
    }

    long count(final FeedCount count) {
        return counts.get(count);
    }
}
