package io.tiercel.engine.observe;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.state.StageProbe;

/**
 * Takes the time at the core's stages: of one input in {@value Hop#SAMPLE_INTERVAL} at all of them, of any other from
 * its first order on. The stamps lie in a slot of the input; one that is neither sampled nor causes an order touches no
 * slot.
 */
@HotPath
final class CoreStamps implements StageProbe {
    /** Of a slot, in longs: a cache line, so that the core's thread and the gate's are at different ones. */
    private static final int SLOT = 8;

    private static final int SEQUENCE = 0;
    private static final int BEGUN = 1;
    private static final int APPLIED = 2;
    private static final int SIGNALS = 3;
    private static final int TOLD = 4;
    private static final int ASKED = 5;
    private static final int READY = 6;

    private final Clock clock;
    // Written by the core's thread, read by the gate's when the input's end has come through the ring of outputs. A
    // slot is used again only when the gate is done with its input, since its place on the ring of inputs is, too.
    private final long[] stamps;
    private final int mask;
    // The core's thread only.
    private long sequence;
    private int at;
    private boolean sampled;
    private boolean ordered;
    private long askedNs;

    /** @param slots a power of two, inputs on their way at the same time at most */
    CoreStamps(final Clock clock, final int slots) {
        this.clock = clock;
        stamps = new long[slots * SLOT];
        mask = slots - 1;
    }

    /** Before an input is given to the core. */
    void onInput(final long newSequence) {
        sequence = newSequence;
        askedNs = 0;
        ordered = false;
        sampled = (newSequence & (Hop.SAMPLE_INTERVAL - 1)) == 0;
        if (sampled) {
            begin();
            stamps[at + BEGUN] = clock.timeNs();
        }
    }

    private void begin() {
        at = slot(sequence);
        stamps[at + SEQUENCE] = sequence;
        for (int i = BEGUN; i <= READY; i++) {
            stamps[at + i] = 0;
        }
    }

    private int slot(final long ofSequence) {
        return ((int) ofSequence & mask) * SLOT;
    }

    @Override
    public void onApplied() {
        if (sampled) {
            stamps[at + APPLIED] = clock.timeNs();
        }
    }

    @Override
    public void onSignals() {
        if (sampled) {
            stamps[at + SIGNALS] = clock.timeNs();
        }
    }

    @Override
    public void onStrategies() {
        if (sampled) {
            stamps[at + TOLD] = clock.timeNs();
        }
    }

    /** The last one before the first order that leaves: what risk control refuses is part of the decision. */
    @Override
    public void onOrderAsked() {
        if (!ordered) {
            askedNs = clock.timeNs();
        }
    }

    @Override
    public void onOrderReady() {
        if (!ordered) {
            ordered = true;
            if (!sampled) {
                begin();
            }
            stamps[at + ASKED] = askedNs;
            stamps[at + READY] = clock.timeNs();
        }
    }

    /** The gate's thread: whether there are stamps of this input. */
    boolean has(final long ofSequence) {
        return stamps[slot(ofSequence) + SEQUENCE] == ofSequence;
    }

    /** The gate's thread, here and below, when {@link #has}; 0 where the input did not come by. */
    long begunNs(final long ofSequence) {
        return stamps[slot(ofSequence) + BEGUN];
    }

    long appliedNs(final long ofSequence) {
        return stamps[slot(ofSequence) + APPLIED];
    }

    long signalsNs(final long ofSequence) {
        return stamps[slot(ofSequence) + SIGNALS];
    }

    /** When strategies were done with a packet, as far as they did not wait for an order of theirs. */
    long strategiesNs(final long ofSequence) {
        final int slot = slot(ofSequence);
        final long asked = stamps[slot + ASKED];
        final long told = stamps[slot + TOLD];
        // One that was asked for in a timer came before, one in an execution after.
        return asked >= stamps[slot + SIGNALS] && asked < told ? asked : told;
    }

    /** When all strategies were told of a packet. */
    long toldNs(final long ofSequence) {
        return stamps[slot(ofSequence) + TOLD];
    }

    long askedNs(final long ofSequence) {
        return stamps[slot(ofSequence) + ASKED];
    }

    long readyNs(final long ofSequence) {
        return stamps[slot(ofSequence) + READY];
    }
}
