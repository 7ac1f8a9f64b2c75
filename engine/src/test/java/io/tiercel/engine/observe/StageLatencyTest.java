package io.tiercel.engine.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.control.TickDecoder;
import io.tiercel.codecs.journal.HopTimesDecoder;
import io.tiercel.codecs.journal.OrderLeftDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.state.StageProbe;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class StageLatencyTest {
    private static final long START_NS = 1_000_000;
    private static final int SLOTS = 512;
    /** Some input that is sampled, and the next one, which is not. */
    private static final long SAMPLED = 64 * 1_000_000_007L;

    private static final long OTHER = SAMPLED + 1;

    private final VirtualClock clock = new VirtualClock(START_NS);
    private final SessionMetrics metrics = new SessionMetrics(clock, 1);
    private StageLatency latency = new StageLatency(metrics, clock, SLOTS);
    private StageProbe core = latency.core();
    private final UnsafeBuffer message =
            new UnsafeBuffer(new byte[MessageHeaderDecoder.ENCODED_LENGTH + NewOrderDecoder.BLOCK_LENGTH]);

    private void after(final long ns) {
        clock.advanceTo(clock.timeNs() + ns);
    }

    /** Through all stages, the first takes 1 ns, each one more than the one before. */
    private void packet(final long sequence, final boolean orders, final boolean left) {
        final long inputTimeNs = clock.timeNs();
        after(1);
        latency.onJournaled(sequence);
        after(2);
        latency.onCore(sequence);
        after(3);
        core.onApplied();
        after(4);
        core.onSignals();
        after(5);
        if (orders) {
            core.onOrderAsked();
            after(6);
            core.onOrderReady();
            after(7);
            output(inputTimeNs, NewOrderDecoder.TEMPLATE_ID, left);
        }
        core.onStrategies();
        metrics.onInputDone(sequence, inputTimeNs, TradeDecoder.TEMPLATE_ID, message, 0, message.capacity());
        latency.onInputDone(sequence, inputTimeNs, TradeDecoder.TEMPLATE_ID);
    }

    private void output(final long inputTimeNs, final int templateId, final boolean left) {
        metrics.onOutput(OTHER, inputTimeNs, templateId, left, message, 0, message.capacity());
        after(8);
        latency.onOutputJournaled(templateId, left);
    }

    /** Those that were measured once, and how long. */
    private Map<Hop, Long> measured() {
        final Map<Hop, Long> measured = new EnumMap<>(Hop.class);
        metrics.histograms().forEach((hop, histogram) -> {
            if (histogram.getTotalCount() > 0) {
                assertEquals(1, histogram.getTotalCount(), hop::label);
                measured.put(hop, histogram.getMaxValue());
            }
        });
        return measured;
    }

    @Test
    void shouldMeasureEachStageOfSampledInput() {
        packet(SAMPLED, false, false);

        assertEquals(
                Map.of(
                        Hop.INPUT_RECORDED,
                        1L,
                        Hop.INGRESS_TO_CORE,
                        3L,
                        Hop.BOOK,
                        3L,
                        Hop.SIGNALS,
                        4L,
                        Hop.STRATEGY,
                        5L),
                measured());
    }

    @Test
    void shouldMeasureNothingOfOtherInputWithoutOrder() {
        packet(OTHER, false, false);

        assertEquals(Map.of(), measured());
    }

    @Test
    void shouldMeasureWayOfFirstOrderOfAnyInput() {
        packet(OTHER, true, true);

        assertEquals(
                Map.of(
                        Hop.TICK_TO_DECISION,
                        15L,
                        Hop.RISK,
                        6L,
                        Hop.GATE,
                        7L,
                        Hop.OUTPUT_RECORDED,
                        8L,
                        Hop.TICK_TO_TRADE,
                        28L),
                measured());
    }

    @Test
    void shouldMeasureAllOfSampledInputWithOrder() {
        packet(SAMPLED, true, true);

        final Map<Hop, Long> measured = measured();
        assertEquals(Hop.values().length - 2, measured.size(), measured::toString);
        // Not the way of the order that was sent meanwhile.
        assertEquals(5, measured.get(Hop.STRATEGY));
        assertEquals(
                measured.get(Hop.TICK_TO_TRADE),
                measured.get(Hop.TICK_TO_DECISION) + measured.get(Hop.RISK) + measured.get(Hop.GATE));
    }

    @Test
    void shouldTellTelemetryOfSampledInputsAndOfThoseWithOrders() {
        final TelemetryRing ring = new TelemetryRing(1 << 16);
        metrics.telemetryTo(ring);
        latency = new StageLatency(metrics, clock, SLOTS);
        core = latency.core();

        packet(SAMPLED, false, false);
        packet(OTHER, false, false);
        packet(OTHER, true, true);

        final List<String> told = new ArrayList<>();
        ring.read((type, buffer, index, length) -> told.add(text(buffer, index + TelemetryRing.MESSAGE)), 10);
        assertEquals(
                List.of(
                        "journaled 1, core 3, applied 6, signals 10, strategies 15",
                        "decided 15, checked 21, left 28, recorded 36, done 36",
                        "left 28"),
                told);
    }

    /** The times that there are, counted from the packet that took 15 ns, or from the one after two of these. */
    private static String text(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        if (header.templateId() == OrderLeftDecoder.TEMPLATE_ID) {
            return "left "
                    + (new OrderLeftDecoder()
                                    .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder())
                                    .leftNs()
                            - START_NS
                            - 30);
        }
        final HopTimesDecoder hops =
                new HopTimesDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        final long zeroNs = hops.decidedNs() == HopTimesDecoder.decidedNsNullValue() ? START_NS : START_NS + 30;
        final Map<String, Long> times = new LinkedHashMap<>();
        times.put("journaled", hops.journaledNs());
        times.put("core", hops.coreNs());
        times.put("applied", hops.appliedNs());
        times.put("signals", hops.signalsNs());
        times.put("decided", hops.decidedNs());
        times.put("checked", hops.checkedNs());
        times.put("left", hops.leftNs());
        times.put("recorded", hops.recordedNs());
        times.put("strategies", hops.strategiesNs());
        times.put("done", hops.doneNs());
        times.values().removeIf(timeNs -> timeNs == HopTimesDecoder.doneNsNullValue());
        return times.entrySet().stream()
                .map(time -> time.getKey() + " " + (time.getValue() - zeroNs))
                .collect(Collectors.joining(", "));
    }

    @Test
    void shouldMeasureNoOrderThatTheGateCouldNotSend() {
        packet(OTHER, true, false);

        assertEquals(Map.of(), measured());
    }

    @Test
    void shouldMeasureFirstOrderOnlyAndCountRefusalsToDecision() {
        latency.onCore(OTHER);
        core.onOrderAsked();
        after(10);
        core.onOrderAsked();
        after(20);
        core.onOrderReady();
        output(START_NS, CancelOrderDecoder.TEMPLATE_ID, true);
        output(START_NS, NewOrderDecoder.TEMPLATE_ID, true);
        after(100);
        core.onOrderAsked();
        core.onOrderReady();
        output(START_NS, NewOrderDecoder.TEMPLATE_ID, true);
        metrics.onInputDone(OTHER, START_NS, TickDecoder.TEMPLATE_ID, message, 0, message.capacity());
        latency.onInputDone(OTHER, START_NS, TickDecoder.TEMPLATE_ID);

        // A tick is no market data.
        assertEquals(Map.of(Hop.RISK, 20L, Hop.GATE, 8L, Hop.OUTPUT_RECORDED, 8L), measured());
    }

    @Test
    void shouldNotTakeStampsOfEarlierInputInTheSameSlot() {
        packet(SAMPLED, true, true);
        final Map<Hop, Long> first = measured();

        packet(SAMPLED + SLOTS + 1, false, false);
        latency.onInputDone(SAMPLED + SLOTS, clock.timeNs(), TickDecoder.TEMPLATE_ID);

        first.remove(Hop.INPUT_RECORDED);
        metrics.histograms().forEach((hop, histogram) -> {
            if (first.containsKey(hop)) {
                assertEquals(1, histogram.getTotalCount(), hop::label);
            }
        });
    }
}
