package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.ingress.AeronRig;
import io.tiercel.engine.ingress.FeedLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The feed of a venue comes by a line of its own, which is lost and comes back; its executions go on. */
final class FeedLossTest {
    private static final int STREAM = 44;

    @TempDir
    Path folder;

    private final List<ProbeStrategy> probes = new ArrayList<>();
    private final CoreHarness harness = new CoreHarness(CoreHarness.catalogue("Probe", setup -> {
                final ProbeStrategy probe = new ProbeStrategy(setup, new ArrayList<>());
                probes.add(probe);
                return probe;
            }))
            .configure("strategies.strategy1.parameters.instrument", "S1")
            .open(1, "Probe");

    private AeronRig rig;
    private Subscription subscription;
    private FeedLine line;
    private ExclusivePublication feed;

    @BeforeEach
    void begin() {
        rig = new AeronRig(folder);
        subscription = rig.subscription(STREAM);
        line = new FeedLine(1, subscription);
        connect();
        say(harness::quoteAll, 2);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldRefuseOrdersButTakeExecutionsAndCancelsUntilTheFeedIsBack() {
        probes.get(0).buy(9_990, 10);
        final RecordedOutputs.Sent order = harness.outputs.orders.get(0);
        harness.accept(order).outputs.takeLines();

        feed.close();
        rig.until(subscription::hasNoImages);
        poll();
        harness.outputs.takeLines();
        probes.get(0).buy(9_990, 10);
        final List<String> refused = harness.outputs.takeLines();
        harness.fill(order, 4, 6);
        final List<String> filled = harness.outputs.takeLines();
        assertTrue(probes.get(0).orders().cancel(order.orderId()));
        final List<String> cancelled = harness.outputs.takeLines();

        assertEquals(1, refused.size());
        assertTrue(refused.get(0).startsWith("refused FEED_NOT_LIVE "), refused::toString);
        assertTrue(filled.contains("position 4"), filled::toString);
        assertEquals(List.of("cancel"), cancelled);

        connect();
        say(
                () -> harness.feedLive()
                        .clear(1)
                        .add(1, Side.BUY, 7, 9_998, 50, false)
                        .add(1, Side.SELL, 8, 10_002, 50, true),
                4);
        harness.outputs.takeLines();
        probes.get(0).buy(9_990, 10);

        assertEquals(List.of("order BUY 10 of 1"), harness.outputs.takeLines());
    }

    private void connect() {
        feed = rig.publication(STREAM);
        rig.connect(feed, subscription);
    }

    /** What the harness would give to the core goes by the line. */
    private void say(final Runnable words, final int messages) {
        harness.forwardTo((buffer, offset, length) -> {
            final byte[] message = new byte[length];
            buffer.getBytes(offset, message);
            rig.send(feed, message);
        });
        words.run();
        harness.forwardTo(null);
        final int[] count = {0};
        rig.until(() -> (count[0] += poll()) == messages);
    }

    private int poll() {
        return line.poll(
                (buffer, offset, length) -> {
                    final byte[] message = new byte[length];
                    buffer.getBytes(offset, message);
                    harness.raw(new UnsafeBuffer(message), length);
                },
                10);
    }
}
