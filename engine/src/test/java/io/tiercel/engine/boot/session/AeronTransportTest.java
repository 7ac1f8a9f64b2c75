package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Driver;
import io.tiercel.engine.boot.configuration.Lines;
import io.tiercel.engine.ingress.AeronSource;
import io.tiercel.engine.pipeline.VenuePort.Result;
import io.tiercel.engine.venue.AeronVenuePort;
import io.tiercel.journal.JournalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AeronTransportTest {
    private static final int VENUE = 3;
    private static final long TIMEOUT_NS = 60_000_000_000L;

    @TempDir
    Path temporary;

    private AeronTransport transport;
    private final List<Integer> taken = new ArrayList<>();

    @AfterEach
    void close() {
        transport.close();
        assertFalse(Files.exists(temporary.resolve("aeron")));
    }

    private AeronTransport open() {
        transport = new AeronTransport(new EngineConfiguration.Aeron(
                Driver.EMBEDDED, temporary.resolve("aeron").toString()));
        return transport;
    }

    @Test
    void shouldBringMarketDataAndExecutionsToTheEngineAndOrdersToTheMarket() {
        open();
        final Subscription feed = transport.feed(VENUE, Lines.WITHIN);
        final Subscription executions = transport.executions(VENUE, Lines.WITHIN);
        final Subscription orders = transport.marketOrders(VENUE, Lines.WITHIN);
        final ExclusivePublication marketFeed = transport.marketFeed(VENUE, Lines.WITHIN);
        final ExclusivePublication marketExecutions = transport.marketExecutions(VENUE, Lines.WITHIN);
        final AeronVenuePort port = new AeronVenuePort(transport.orders(VENUE, Lines.WITHIN));
        settle(feed, executions, orders);

        send(marketFeed, 1);
        send(marketExecutions, 2);
        assertEquals(Result.SENT, port.send(new UnsafeBuffer(new byte[] {3}), 0, 1));

        assertEquals(List.of(1), poll(feed));
        assertEquals(List.of(2), poll(executions));
        assertEquals(List.of(3), poll(orders));
    }

    @Test
    void shouldTakeEmergencyMessagesWhenOrdersHaveNoRoomAndNobodyInvokesTheDriver() {
        open();
        final Subscription orders = transport.marketOrders(VENUE, Lines.WITHIN);
        final AeronVenuePort port = new AeronVenuePort(transport.orders(VENUE, Lines.WITHIN));
        final ExclusivePublication emergency = transport.emergencyOrders(VENUE, Lines.WITHIN);
        settle(orders);
        while (orders.imageCount() < 2 || emergency.availableWindow() <= 0) {
            transport.settle();
        }
        final UnsafeBuffer message = new UnsafeBuffer(new byte[1_024]);
        while (port.send(message, 0, 1_024) == Result.SENT) {
            orders.poll((buffer, offset, length, header) -> {}, 16);
        }
        assertEquals(Result.BACK_PRESSURE, port.send(message, 0, 1_024));
        while (!poll(orders).isEmpty()) {
            // Until only what comes now is there.
        }

        message.putByte(0, (byte) 9);
        for (int i = 0; i < 1_000; i++) {
            assertTrue(emergency.offer(message, 0, 40) > 0);
        }

        assertEquals(9, poll(orders).get(0));
    }

    @Test
    void shouldSayThatNobodyIsThere() {
        open();
        final AeronVenuePort port = new AeronVenuePort(transport.orders(VENUE, Lines.WITHIN));
        transport.settle();

        assertEquals(Result.DOWN, port.send(new UnsafeBuffer(new byte[] {3}), 0, 1));
    }

    @Test
    void shouldFreeRoomWhenDriverIsInvoked() {
        open();
        final Subscription orders = transport.marketOrders(VENUE, Lines.WITHIN);
        final AeronVenuePort port = new AeronVenuePort(transport.orders(VENUE, Lines.WITHIN));
        settle(orders);
        final UnsafeBuffer message = new UnsafeBuffer(new byte[1_024]);
        while (port.send(message, 0, 1_024) == Result.SENT) {
            orders.poll((buffer, offset, length, header) -> {}, 16);
        }
        assertEquals(Result.BACK_PRESSURE, port.send(message, 0, 1_024));

        transport.makeRoom();
        assertEquals(Result.BACK_PRESSURE, port.send(message, 0, 1_024), "this is not the thread to invoke it");
        transport.engineThread(Thread.currentThread());
        transport.makeRoom();

        assertEquals(Result.SENT, port.send(message, 0, 1_024));
    }

    @Test
    void shouldThrowFromPollWhatTheConsumerThrew() {
        open();
        final Subscription feed = transport.feed(VENUE, Lines.WITHIN);
        final ExclusivePublication marketFeed = transport.marketFeed(VENUE, Lines.WITHIN);
        settle(feed);
        for (int i = 1; i <= 5; i++) {
            send(marketFeed, i);
        }
        final AeronSource source = new AeronSource(feed);
        final JournalException broken = new JournalException("no space is left");

        final JournalException thrown = assertThrows(
                JournalException.class,
                () -> source.poll(
                        (buffer, offset, length) -> {
                            taken.add((int) buffer.getByte(offset));
                            if (taken.size() == 3) {
                                throw broken;
                            }
                        },
                        10));

        assertSame(broken, thrown);
        assertEquals(List.of(1, 2, 3), taken);
        assertThrows(JournalException.class, () -> source.poll((buffer, offset, length) -> taken.add(0), 10));
        assertEquals(List.of(1, 2, 3), taken);
    }

    private void settle(final Subscription... subscriptions) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        for (final Subscription subscription : subscriptions) {
            while (!subscription.isConnected()) {
                transport.settle();
                assertTrue(System.nanoTime() < deadlineNs, "stream " + subscription.streamId() + " is not connected");
            }
        }
    }

    private void send(final ExclusivePublication publication, final int value) {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[] {(byte) value});
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (publication.offer(message, 0, 1) < 0) {
            transport.settle();
            assertTrue(System.nanoTime() < deadlineNs, "stream " + publication.streamId() + " takes nothing");
        }
    }

    private static List<Integer> poll(final Subscription subscription) {
        final List<Integer> values = new ArrayList<>();
        new AeronSource(subscription).poll((buffer, offset, length) -> values.add((int) buffer.getByte(offset)), 10);
        return values;
    }
}
