package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.orders.CancelOrderEncoder;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.pipeline.VenuePort.Result;
import io.tiercel.engine.state.Outputs;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What the gate could not send, on its way through the whole core. */
final class NotSentTest {
    private final List<String> calls = new ArrayList<>();
    private final List<ProbeStrategy> probes = new ArrayList<>();
    private final RecordedOutputs outputs = new RecordedOutputs();
    private final Gate gate = new Gate(1_000);
    private Result answer = Result.SENT;
    private final CoreHarness harness = new CoreHarness(
            CoreHarness.catalogue("Probe", setup -> {
                final ProbeStrategy probe = new ProbeStrategy(setup, calls);
                probes.add(probe);
                return probe;
            }),
            new GatedOutputs());

    /** Sends as the pipeline does, and notes everything. */
    private final class GatedOutputs implements Outputs {
        @Override
        public void onOutput(
                final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
            final int templateId =
                    new MessageHeaderDecoder().wrap(buffer, offset).templateId();
            if (Gate.isForVenue(templateId)) {
                gate.send(templateId, buffer, offset, length);
            }
            outputs.onOutput(cause, ordinal, buffer, offset, length);
        }
    }

    private ProbeStrategy openWithOne() {
        final VenuePort port = (buffer, offset, length) -> answer;
        gate.connect(CoreHarness.VENUE, port);
        harness.configure("strategies.strategy1.parameters.instrument", "S1")
                .open(2, "Probe")
                .quoteAll();
        outputs.takeLines();
        calls.clear();
        return probes.get(0);
    }

    @Test
    void shouldCloseOrderThatWasNotSentAndTellItsStrategy() {
        final ProbeStrategy probe = openWithOne();
        answer = Result.DOWN;
        buyOnNextBook(probe, 10);
        assertEquals(1, harness.core.openOrderCount());

        final int count = returnNotSent();

        assertEquals(1, count);
        assertEquals(0, harness.core.openOrderCount());
        assertEquals(List.of("order BUY 10 of 1", "changed NOT_SENT 0"), outputs.takeLines());
        assertEquals(List.of("strategy1 book 1", "strategy1 NOT_SENT"), calls);
    }

    @Test
    void shouldReleaseWhatWasReservedForOrderThatWasNotSent() {
        final ProbeStrategy probe = openWithOne();
        harness.limit(1, 1, LimitKind.MAX_POSITION, 10).limit(1, 0, LimitKind.MAX_OPEN_ORDERS, 1);
        answer = Result.DOWN;
        buyOnNextBook(probe, 10);
        assertEquals(10, probe.context.openBuyQuantity(1));

        returnNotSent();
        answer = Result.SENT;
        outputs.takeLines();
        final long quantityAfter = probe.context.openBuyQuantity(1);
        buyOnNextBook(probe, 10);

        assertEquals(0, quantityAfter);
        assertEquals(List.of("order BUY 10 of 1"), outputs.takeLines());
    }

    @Test
    void shouldKeepOrderOpenWhoseCancelWasNotSent() {
        final ProbeStrategy probe = openWithOne();
        buyOnNextBook(probe, 10);
        harness.accept(outputs.orders.get(0));
        answer = Result.BACK_PRESSURE;
        probe.onBook = self -> self.orders().cancel(self.lastOrderId);
        harness.add(1, Side.BUY, 51, 9_998, 10, true);
        probe.onBook = self -> {};
        outputs.takeLines();

        returnNotSent();
        answer = Result.SENT;
        probe.onBook = self -> self.orders().cancel(self.lastOrderId);
        harness.add(1, Side.BUY, 52, 9_998, 10, true);

        assertEquals(1, harness.core.openOrderCount());
        assertEquals(List.of("changed LIVE 10", "cancel"), outputs.takeLines());
    }

    @Test
    void shouldRefuseNothingButNewExposureOnceLatched() {
        final ProbeStrategy probe = openWithOne();
        buyOnNextBook(probe, 10);
        harness.accept(outputs.orders.get(0));
        gate.latch();
        probe.onBook = self -> {
            self.orders().cancel(self.lastOrderId);
            self.buy(9_990, 7);
        };
        harness.add(1, Side.BUY, 53, 9_998, 10, true);
        probe.onBook = self -> {};
        outputs.takeLines();

        returnNotSent();
        harness.cancelled(outputs.orders.get(0));

        assertEquals(List.of("changed NOT_SENT 0", "changed CANCELLED 0"), outputs.takeLines());
        assertEquals(0, harness.core.openOrderCount());
        assertEquals(0, probe.context.openBuyQuantity(1));
    }

    @Test
    void shouldRaiseAlertWhenGateLatchedSinceNothingMoreCouldBeToldBack() {
        openWithOne();
        answer = Result.DOWN;
        final UnsafeBuffer cancel = new UnsafeBuffer(new byte[64]);
        final CancelOrderEncoder encoder = new CancelOrderEncoder()
                .wrapAndApplyHeader(cancel, 0, new MessageHeaderEncoder())
                .venueId((short) CoreHarness.VENUE);
        while (!gate.latched()) {
            gate.send(encoder.sbeTemplateId(), cancel, 0, 64);
        }

        gate.notSentSource()
                .poll(
                        (buffer, offset, length) -> {
                            final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
                            buffer.getBytes(offset, copy, 0, length);
                            harness.raw(copy, length);
                        },
                        Integer.MAX_VALUE);

        assertEquals(List.of("alert GATE_LATCHED"), outputs.takeLines());
    }

    private void buyOnNextBook(final ProbeStrategy probe, final long quantity) {
        probe.onBook = self -> self.buy(9_990, quantity);
        harness.add(1, Side.BUY, 50 + quantity + harness.sequence(), 9_998, 10, true);
        probe.onBook = self -> {};
    }

    private int returnNotSent() {
        return gate.notSentSource()
                .poll(
                        (buffer, offset, length) -> {
                            final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
                            buffer.getBytes(offset, copy, 0, length);
                            harness.raw(copy, length);
                        },
                        100);
    }
}
