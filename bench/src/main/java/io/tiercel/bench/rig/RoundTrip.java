package io.tiercel.bench.rig;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import org.agrona.DirectBuffer;

/**
 * A message out and one awaited: the clock starts before the offer and stops when the answer is there. One thread's,
 * which spins meanwhile and looks after Aeron as it was told to.
 */
final class RoundTrip {
    private static final int FRAGMENT_LIMIT = 8;
    private static final long TIMEOUT_NS = 10_000_000_000L;

    private final ExclusivePublication out;
    private final Subscription in;
    private final FragmentHandler handler;
    private final int upkeepMask;
    private final Runnable upkeep;
    private long beganNs;
    private long arrivedNs;
    private boolean there;

    /**
     * @param handler      calls {@link #arrived} when a message is the answer
     * @param upkeepRounds after so many rounds without a message, a power of two, {@code upkeep} is run; throws when
     *                     there will be no answer
     */
    RoundTrip(
            final ExclusivePublication out,
            final Subscription in,
            final FragmentHandler handler,
            final int upkeepRounds,
            final Runnable upkeep) {
        this.out = out;
        this.in = in;
        this.handler = handler;
        upkeepMask = mask(upkeepRounds);
        this.upkeep = upkeep;
    }

    private static int mask(final int rounds) {
        if (Integer.bitCount(rounds) != 1 || rounds < 1) {
            throw new IllegalArgumentException(rounds + " rounds are no power of two");
        }
        return rounds - 1;
    }

    boolean connected() {
        return out.isConnected() && in.isConnected();
    }

    long takeNs(final DirectBuffer buffer, final int length) {
        there = false;
        int round = 0;
        final long beginNs = System.nanoTime();
        Offers.send(out, buffer, 0, length, upkeep);
        while (!there) {
            if (in.poll(handler, FRAGMENT_LIMIT) == 0) {
                Thread.onSpinWait();
                if ((++round & upkeepMask) == 0) {
                    upkeep.run();
                    requireInTime(beginNs, "an answer");
                }
            }
        }
        beganNs = beginNs;
        return arrivedNs - beginNs;
    }

    /** When the last one began. */
    long beganNs() {
        return beganNs;
    }

    /** From the handler. */
    void arrived() {
        arrivedNs = System.nanoTime();
        there = true;
    }

    static void requireInTime(final long beginNs, final String what) {
        if (System.nanoTime() - beginNs > TIMEOUT_NS) {
            throw new IllegalStateException(what + " did not come within 10 s: did the other side stop?");
        }
    }
}
