package io.tiercel.bench.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OffersTest {
    private static final String CHANNEL = "aeron:ipc?term-length=65536";
    private static final int STREAM = 7;
    private static final int LENGTH = 1_000;
    private static final long TIMEOUT_NS = 50_000_000;

    private final InvokedDriver driver = new InvokedDriver();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldEndAtOnceWhenTheStreamIsClosed() {
        final ExclusivePublication out = publication(CHANNEL);
        out.close();

        final String said = refusal(out);

        assertEquals(
                "a message of 1000 bytes could not be sent by " + out.channel() + ", stream 7: the stream is closed;"
                        + " leave the media drivers' folders in /dev/shm alone and measure again",
                said);
    }

    @Test
    void shouldEndAfterATimeWhenNobodyReads() {
        final String said = refusal(publication(CHANNEL));

        assertTrue(said.contains("within 50 ms: nobody reads it any more"), said);
    }

    @Test
    void shouldEndAfterATimeWhenNothingIsTaken() {
        subscription();

        final String said = refusal(publication(CHANNEL));

        assertTrue(said.contains("within 50 ms: who reads it takes nothing"), said);
    }

    @Test
    void shouldEndAtOnceWhenTheStreamHasNoPositionsLeft() {
        subscription();

        final String said = refusal(publication(CHANNEL + "|init-term-id=0|term-id=2147483647|term-offset=65472"));

        assertTrue(said.contains("stream 7: the stream has no positions left"), said);
    }

    @Test
    void shouldWaitForRoomAsLongAsSomethingIsTaken() {
        final Subscription in = subscription();
        final ExclusivePublication out = publication(CHANNEL);

        for (int i = 0; i < 1_000; i++) {
            Offers.send(out, message, 0, LENGTH, () -> {
                driver.upkeep();
                in.poll((buffer, offset, length, header) -> {}, 1);
            });
        }

        assertTrue(out.position() >= 1_000L * LENGTH);
    }

    @Test
    void shouldEndAnEchoThatCannotAnswer() {
        final Subscription in = subscription();
        final ExclusivePublication asking = publication(CHANNEL);
        final ExclusivePublication answering = driver.client().addExclusivePublication(CHANNEL, STREAM + 1);
        answering.close();
        final EchoReply reply = new EchoReply(in, answering, LENGTH, driver::upkeep);
        Offers.send(asking, message, 0, LENGTH, driver::upkeep);

        final IllegalStateException ended = assertThrows(IllegalStateException.class, () -> {
            while (reply.poll() == 0) {
                driver.upkeep();
            }
        });

        assertTrue(ended.getMessage().contains("the stream is closed"), ended::getMessage);
    }

    /** Sends until that fails. */
    private String refusal(final ExclusivePublication out) {
        return assertThrows(IllegalStateException.class, () -> {
                    while (true) {
                        Offers.send(out, message, 0, LENGTH, driver::upkeep, TIMEOUT_NS);
                    }
                })
                .getMessage();
    }

    private ExclusivePublication publication(final String channel) {
        return driver.client().addExclusivePublication(channel, STREAM);
    }

    private Subscription subscription() {
        return driver.client().addSubscription(CHANNEL, STREAM);
    }
}
