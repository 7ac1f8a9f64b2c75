package io.tiercel.bench.floor;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.FatalExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;

/** A ring to the partner and one back, one producer and one consumer each, both spinning. */
public final class DisruptorFloor extends Floor {
    private static final int SLOTS = 1 << 12;

    /** What a slot holds. */
    private static final class Message {
        private long value;
        private boolean answered;
    }

    private final RingBuffer<Message> there =
            RingBuffer.createSingleProducer(Message::new, SLOTS, new BusySpinWaitStrategy());
    private final RingBuffer<Message> back =
            RingBuffer.createSingleProducer(Message::new, SLOTS, new BusySpinWaitStrategy());
    private final BatchEventProcessor<Message> partner;
    private final SequenceBarrier arrived = back.newBarrier();
    private final Sequence taken = new Sequence();
    private long count;

    public DisruptorFloor() {
        super("disruptorRoundTrip", true);
        partner = new BatchEventProcessorBuilder()
                .build(there, there.newBarrier(), (message, sequence, endOfBatch) -> onMessage(message));
        partner.setExceptionHandler(new FatalExceptionHandler());
        there.addGatingSequences(partner.getSequence());
        back.addGatingSequences(taken);
    }

    @Override
    void operate() {
        send(true);
        awaitAnswer();
    }

    @Override
    double oneWayPerSecond(final int messages) {
        final long beginNs = System.nanoTime();
        for (int i = 1; i < messages; i++) {
            send(false);
        }
        send(true);
        awaitAnswer();
        return perSecond(messages, System.nanoTime() - beginNs);
    }

    private void send(final boolean answered) {
        awaitRoom();
        final long slot = there.next();
        final Message message = there.get(slot);
        message.value = ++count;
        message.answered = answered;
        there.publish(slot);
    }

    /** The ring's own wait for room has no end, and a partner that has died makes none. */
    private void awaitRoom() {
        int round = 0;
        while (!there.hasAvailableCapacity(1)) {
            Thread.onSpinWait();
            checkAt(++round);
        }
    }

    /** As its busy-spin strategy waits, and not for a partner that has died. */
    private void awaitAnswer() {
        final long expected = taken.get() + 1;
        int round = 0;
        while (arrived.getCursor() < expected) {
            Thread.onSpinWait();
            checkAt(++round);
        }
        if (back.get(expected).value != count) {
            throw new IllegalStateException("the ring gave back " + back.get(expected).value + " for " + count);
        }
        taken.set(expected);
    }

    private void onMessage(final Message message) {
        if (message.answered) {
            // Never waits: one answer at most is on its way
            final long slot = back.next();
            back.get(slot).value = message.value;
            back.publish(slot);
        }
    }

    @Override
    void answer() {
        partner.run();
    }

    @Override
    void stop() {
        partner.halt();
    }
}
