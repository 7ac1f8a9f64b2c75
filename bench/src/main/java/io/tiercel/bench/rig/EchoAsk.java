package io.tiercel.bench.rig;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The echo's asking side: numbers each message at its end and awaits an answer that has that number there. So both
 * sides read what they are sent, as engine and venue do, and not only that something came.
 */
public final class EchoAsk {
    private final UnsafeBuffer message;
    private final int numberPosition;
    private final RoundTrip trip;
    private long number;

    /** @param upkeepRounds after so many rounds without an answer, a power of two, {@code upkeep} is run */
    EchoAsk(
            final int length,
            final ExclusivePublication out,
            final Subscription in,
            final int upkeepRounds,
            final Runnable upkeep) {
        message = new UnsafeBuffer(new byte[length]);
        numberPosition = length - Long.BYTES;
        final FragmentHandler handler = this::onAnswer;
        trip = new RoundTrip(out, in, handler, upkeepRounds, upkeep);
    }

    boolean connected() {
        return trip.connected();
    }

    /** One message there and one back. */
    public long takeNs() {
        message.putLong(numberPosition, ++number);
        return trip.takeNs(message, message.capacity());
    }

    /** When the last one began. */
    long beganNs() {
        return trip.beganNs();
    }

    private void onAnswer(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        if (length >= message.capacity() && buffer.getLong(offset + numberPosition) == number) {
            trip.arrived();
        }
    }
}
