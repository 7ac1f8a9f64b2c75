package io.tiercel.bench.rig;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** What a stream does not take at once is offered again for some time: a measurement never waits for ever. */
final class Offers {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    private Offers() {}

    /**
     * Returns when the message is on its way.
     *
     * @param upkeep run between two offers; throws when the other side is known to have ended
     * @throws IllegalStateException that says what to do, when the stream takes nothing any more or nothing for 10 s
     */
    static void send(
            final ExclusivePublication out,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Runnable upkeep) {
        send(out, buffer, offset, length, upkeep, TIMEOUT_NS);
    }

    static void send(
            final ExclusivePublication out,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Runnable upkeep,
            final long timeoutNs) {
        long result = out.offer(buffer, offset, length);
        if (result >= 0) {
            return;
        }
        final long beginNs = System.nanoTime();
        do {
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                throw failure(out, length, "", result);
            }
            if (System.nanoTime() - beginNs > timeoutNs) {
                throw failure(out, length, " within " + TimeUnit.NANOSECONDS.toMillis(timeoutNs) + " ms", result);
            }
            upkeep.run();
            result = out.offer(buffer, offset, length);
        } while (result < 0);
    }

    private static IllegalStateException failure(
            final ExclusivePublication out, final int length, final String inTime, final long result) {
        return new IllegalStateException("a message of " + length + " bytes could not be sent by " + out.channel()
                + ", stream " + out.streamId() + inTime + ": " + why(result));
    }

    private static String why(final long result) {
        if (result == Publication.CLOSED) {
            return "the stream is closed; leave the media drivers' folders in /dev/shm alone and measure again";
        }
        if (result == Publication.MAX_POSITION_EXCEEDED) {
            return "the stream has no positions left; measure less in one go";
        }
        if (result == Publication.NOT_CONNECTED) {
            return "nobody reads it any more; see whether the other side ended or stood still, and measure again";
        }
        return "who reads it takes nothing; leave both processors to the measurement and measure again";
    }
}
