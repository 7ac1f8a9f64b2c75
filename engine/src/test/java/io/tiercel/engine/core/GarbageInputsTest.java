package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.strategy.StrategyFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The core among inputs that make no sense. */
final class GarbageInputsTest {
    private static final int INPUTS = 100_000;
    private static final long SEED = 41;
    /** So few that work is left for Continues. */
    private static final int MAX_OUTPUTS_PER_INPUT = 16;

    private final List<ProbeStrategy> probes = new ArrayList<>();

    @Test
    void shouldTradeOnThroughGarbageFromOutside() {
        final CoreHarness harness = open();

        give(harness, SEED, INPUTS, false);

        final int orders = harness.outputs.orders.size();
        assertTrue(orders > 500, "only " + orders + " orders, seed " + SEED);
        assertTrue(harness.outputs.lines.contains("changed FILLED 0"));
        assertTrue(harness.outputs.lines.contains("alert OVER_FILL"));
        assertTrue(harness.core.counted(AlertCode.UNKNOWN_INSTRUMENT) > 100);
        assertTrue(harness.core.counted(AlertCode.BOOK_SUSPECT) > 100);
        assertTrue(harness.core.counted(AlertCode.FEED_GAP) > 100);
        assertTrue(harness.core.counted(AlertCode.FEED_LATE) > 100);
        assertNull(harness.core.failure(1), () -> "the market maker threw " + harness.core.failure(1));
        assertNull(harness.core.failure(2), () -> "the probe threw " + harness.core.failure(2));
    }

    @Test
    void shouldLiveThroughGarbageOfEveryTemplate() {
        final CoreHarness harness = open();

        give(harness, SEED + 1, INPUTS, true);

        assertTrue(harness.core.inputCount() > INPUTS);
        assertTrue(harness.core.counted(AlertCode.UNKNOWN_TEMPLATE) > 100);
        assertTrue(harness.core.counted(AlertCode.MALFORMED_INPUT) > 100);
    }

    @Test
    void shouldComeToSameDigestTwiceWhateverCame() {
        final CoreHarness first = open();
        give(first, SEED + 2, INPUTS / 10, true);
        final CoreHarness second = open();
        give(second, SEED + 2, INPUTS / 10, true);

        assertEquals(first.outputs.lines, second.outputs.lines);
        assertEquals(first.core.digest(), second.core.digest());
    }

    @Test
    void shouldTradeOnceGarbageIsOver() {
        final CoreHarness harness = open();
        give(harness, SEED + 3, 5_000, false);
        recover(harness, 99);
        final int before = harness.outputs.orders.size();

        probe().onBook = self -> self.buy(9_990, 1);
        harness.add(4, Side.BUY, 1_000_003, 9_998, 100, true);

        assertEquals(before + 1, harness.outputs.orders.size(), () -> "last outputs: " + last(harness.outputs.lines));
    }

    private CoreHarness open() {
        final Map<String, StrategyFactory> catalogue = new TreeMap<>();
        catalogue.put("MarketMaker", ShippedStrategies.factory("MarketMaker"));
        catalogue.put("Probe", setup -> {
            final ProbeStrategy probe = new ProbeStrategy(setup, new ArrayList<>());
            probes.add(probe);
            return probe;
        });
        final CoreHarness harness = new CoreHarness(catalogue, null, CoreHarness.settings(MAX_OUTPUTS_PER_INPUT));
        harness.configure("strategies.strategy1.parameters.instrument", "S1")
                .configure("strategies.strategy1.parameters.size", "10")
                .configure("strategies.strategy1.parameters.maxInventory", "100000")
                .configure("strategies.strategy1.parameters.volatilityHalfLife", "1s")
                .configure("strategies.strategy2.parameters.instrument", "S4")
                .open(4, "MarketMaker", "Probe");
        return harness.quoteAll();
    }

    /** The probe trades and cancels along, so that there are orders for the garbage to be about. */
    private void give(final CoreHarness harness, final long seed, final int count, final boolean alsoFromInside) {
        final GarbageInputs garbage = new GarbageInputs(seed, harness.outputs.orders, alsoFromInside);
        probe().onBook = self -> {
            self.calls.clear();
            self.buy(9_970 + garbage.nextInt(20), 1 + garbage.nextInt(9));
            if (garbage.nextInt(3) == 0) {
                self.orders().cancel(self.lastOrderId);
            } else if (garbage.nextInt(3) == 0) {
                self.orders().replace(self.lastOrderId, 9_980L * CoreHarness.NANO / 100, 1 + garbage.nextInt(20));
            }
        };
        for (int i = 0; i < count; i++) {
            final int length = garbage.next();
            try {
                harness.after(garbage.nextInt(2_000_000)).raw(garbage.buffer(), length);
                harness.continueAll();
            } catch (final RuntimeException broken) {
                throw new AssertionError(
                        "seed " + seed + ", input " + i + " of template " + templateOf(garbage.buffer()), broken);
            }
            if (i % 25 == 24) {
                recover(harness, 1_000 + i);
            }
        }
        probe().onBook = self -> {};
        final int outputs = harness.outputs.greatestOrdinal + 1;
        assertTrue(
                outputs <= OutputBoundTest.greatest(MAX_OUTPUTS_PER_INPUT, 2),
                outputs + " outputs of one input, seed " + seed);
    }

    /** What an operator, a venue and a feed would say after a bad time. */
    private void recover(final CoreHarness harness, final int sessionId) {
        final ProbeStrategy.Reaction before = probe().onBook;
        probe().onBook = self -> {};
        harness.sessionUp(sessionId).feedLive();
        harness.limit(0, 0, LimitKind.MAX_ORDER_QUANTITY, 1_000_000)
                .limit(0, 0, LimitKind.MAX_ORDER_NOTIONAL, Long.MAX_VALUE / 4)
                .limit(0, 0, LimitKind.PRICE_COLLAR_BASIS_POINTS, 10_000)
                .limit(0, 0, LimitKind.MAX_POSITION, 100_000_000)
                .limit(0, 0, LimitKind.MAX_OPEN_ORDERS, 100_000)
                .limit(0, 0, LimitKind.MAX_MESSAGES_PER_SECOND, 1_000_000);
        for (int instrument = 1; instrument <= 4; instrument++) {
            harness.trading(instrument).clear(instrument);
            harness.startPosition(1, instrument, 0).startPosition(2, instrument, 0);
            harness.add(instrument, Side.BUY, 1_000_001, 9_999, 100, false);
            harness.add(instrument, Side.SELL, 1_000_002, 10_001, 100, true);
        }
        harness.resume(0).resume(1).resume(2);
        probe().onBook = before;
    }

    private ProbeStrategy probe() {
        return probes.get(probes.size() - 1);
    }

    private static int templateOf(final UnsafeBuffer buffer) {
        return new MessageHeaderDecoder().wrap(buffer, 0).templateId();
    }

    private static List<String> last(final List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 20), lines.size());
    }
}
