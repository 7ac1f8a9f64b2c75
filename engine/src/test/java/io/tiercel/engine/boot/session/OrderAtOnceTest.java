package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Driver;
import io.tiercel.engine.boot.configuration.EngineConfiguration.NetworkThread;
import io.tiercel.engine.boot.configuration.Lines;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.venue.AeronVenuePort;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the engine's thread serves the network, an order does not wait for its next round. */
final class OrderAtOnceTest {
    private static final int VENUE = 1;
    private static final int LENGTH = 64;

    private final UnsafeBuffer order = new UnsafeBuffer(new byte[LENGTH]);
    private int taken;

    @TempDir
    Path temporary;

    @Test
    void shouldSendTheFirstOrderOfARoundAtOnceAndOthersWithTheNextRound() throws Exception {
        final String channel = freeChannel();
        final Lines lines = new Lines(
                channel,
                channel,
                channel,
                Lines.WITHIN.connectTimeoutNs(),
                Lines.WITHIN.silentAfterNs(),
                "",
                null,
                null);
        try (AeronTransport transport = new AeronTransport(configuration(), true);
                MediaDriver driver =
                        MediaDrivers.onThread(temporary.resolve("venue").toString(), MediaDrivers.MARKET_LINE_NS);
                Aeron venue = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()))) {
            transport.engineThread(Thread.currentThread());
            final ExclusivePublication orders = transport.orders(VENUE, lines);
            final AeronVenuePort port = new AeronVenuePort(orders, transport::sendAtOnce);
            try (Subscription subscription = venue.addSubscription(channel, orders.streamId())) {
                await(orders::isConnected, () -> round(transport));
                round(transport);

                assertEquals(VenuePort.Result.SENT, port.send(order, 0, LENGTH));
                await(() -> taken == 1, () -> poll(subscription));
                assertEquals(VenuePort.Result.SENT, port.send(order, 0, LENGTH));
                poll(subscription);
                final int beforeTheRound = taken;
                await(() -> taken == 2, () -> {
                    transport.serveNetwork();
                    poll(subscription);
                });

                assertEquals(1, beforeTheRound);
            }
        }
    }

    private EngineConfiguration.Aeron configuration() {
        return new EngineConfiguration.Aeron(
                Driver.EMBEDDED, temporary.resolve("engine").toString(), NetworkThread.ENGINE);
    }

    private void poll(final Subscription subscription) {
        subscription.poll((buffer, offset, length, header) -> taken++, 1);
    }

    private static void round(final AeronTransport transport) {
        transport.serveNetwork();
        transport.engineUpkeep();
    }

    private static void await(final BooleanSupplier condition, final Runnable meanwhile) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadlineNs, "nothing within 20 s");
            meanwhile.run();
        }
    }

    private static String freeChannel() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return "aeron:udp?endpoint=127.0.0.1:" + socket.getLocalPort();
        }
    }
}
