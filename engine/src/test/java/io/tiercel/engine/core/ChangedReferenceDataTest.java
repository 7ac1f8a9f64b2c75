package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reference data that changes after the session is ready. */
final class ChangedReferenceDataTest {
    private static final long CENT = CoreHarness.NANO / 100;
    private static final String OFF_TICK = "refused PRICE_TICK " + 9_991 * CENT + "/" + 5 * CENT;

    private final List<ProbeStrategy> probes = new ArrayList<>();
    private final CoreHarness harness = harness(probes);

    private static CoreHarness harness(final List<ProbeStrategy> probes) {
        final CoreHarness harness = new CoreHarness(CoreHarness.catalogue("Probe", setup -> {
            final ProbeStrategy probe = new ProbeStrategy(setup, new ArrayList<>());
            probes.add(probe);
            return probe;
        }));
        return harness.configure("strategies.strategy1.parameters.instrument", "S1")
                .open(2, "Probe")
                .quoteAll();
    }

    /** What comes of an order at this price. */
    private static List<String> buy(final CoreHarness harness, final List<ProbeStrategy> probes, final long cents) {
        harness.outputs.takeLines();
        probes.get(0).onBook = self -> self.buy(cents, 1);
        harness.add(1, Side.BUY, harness.sequence() + 100, 9_900, 1, true);
        probes.get(0).onBook = self -> {};
        return harness.outputs.takeLines().stream()
                .filter(line -> line.startsWith("refused"))
                .toList();
    }

    private List<String> buy(final long cents) {
        return buy(harness, probes, cents);
    }

    private static CoreHarness sendCoarserTicks(final CoreHarness harness) {
        return harness.beginReferenceData(2)
                .tickTableEntry(0, CENT)
                .tickTableEntry(10 * CoreHarness.NANO, 5 * CENT)
                .endReferenceData(2, 2);
    }

    @Test
    void shouldCheckPricesAgainstChangedTickTable() {
        assertEquals(List.of(), buy(9_991));

        sendCoarserTicks(harness);

        assertEquals(List.of(OFF_TICK), buy(9_991));
        assertEquals(List.of(), buy(9_990));
        assertEquals(2, harness.core.instruments().get(2).tickTable().entryCount());
    }

    @Test
    void shouldKeepTickTableUntilItsSetEnds() {
        harness.beginReferenceData(2).tickTableEntry(0, 5 * CENT);

        assertEquals(List.of(), buy(9_991));

        harness.endReferenceData(2, 1);

        assertEquals(List.of(OFF_TICK), buy(9_991));
    }

    @Test
    void shouldForgetSetThatNeverEnded() {
        harness.beginReferenceData(2).tickTableEntry(0, 5 * CENT).instrument(3, 1);
        harness.beginReferenceData(2).endReferenceData(2, 0);

        assertEquals(List.of(), buy(9_991));
        assertNull(harness.core.instruments().get(3));
    }

    @Test
    void shouldKeepTickTableWhenEntryIsOutOfOrder() {
        harness.beginReferenceData(2)
                .tickTableEntry(0, 5 * CENT)
                .tickTableEntry(0, 5 * CENT)
                .tickTableEntry(CENT, 5 * CENT)
                .endReferenceData(2, 3);

        assertEquals(1, harness.core.counted(AlertCode.MALFORMED_INPUT));
        assertEquals(List.of(), buy(9_991));
    }

    @Test
    void shouldKeepTickTableWhenItsBeginIsMissing() {
        harness.beginReferenceData(2).tickTableEntry(CENT, 5 * CENT).endReferenceData(2, 1);
        harness.tickTableEntry(0, 5 * CENT);

        assertEquals(2, harness.core.counted(AlertCode.MALFORMED_INPUT));
        assertEquals(List.of(), buy(9_991));
    }

    @Test
    void shouldRefuseToOpenWithTickTableThatDoesNotBeginAtZero() {
        final CoreHarness fresh = new CoreHarness(CoreHarness.catalogue("Probe", setup -> null));

        assertThrows(SetupException.class, () -> fresh.tickTableEntry(CENT, CENT));
    }

    @Test
    void shouldDefineInstrumentsWithNewTablesAtEndOfSet() {
        harness.beginReferenceData(2).instrument(3, 7).tickTableEntry(0, 5 * CENT);
        assertNull(harness.core.instruments().get(3));

        harness.endReferenceData(2, 2);

        assertEquals(7, harness.core.instruments().get(3).lotQuantity());
        assertEquals(5 * CENT, harness.core.instruments().get(3).tickTable().tickAt(0));
        assertNotNull(harness.core.books().book(3));
    }

    @Test
    void shouldTradeInstrumentAddedWhileRunning() {
        harness.add(3, Side.BUY, 1, 9_999, 10, true);
        assertEquals(1, harness.core.counted(AlertCode.UNKNOWN_INSTRUMENT));
        harness.beginReferenceData(2).instrument(3, 1).endReferenceData(2, 1);
        harness.feed(1, 3, FeedState.LIVE).add(3, Side.BUY, 1, 9_999, 10, false).add(3, Side.SELL, 2, 10_001, 10, true);
        harness.limit(1, 3, LimitKind.MAX_ORDER_QUANTITY, 5).outputs.takeLines();

        assertEquals(0, probes.get(0).context.position(3));
        assertTrue(probes.get(0).context.book(3).tradable());
        probes.get(0).orders().limit(3, Side.BUY, 99 * CoreHarness.NANO, 6);
        probes.get(0).orders().limit(3, Side.BUY, 99 * CoreHarness.NANO, 5);
        assertEquals(List.of("refused QUANTITY_LIMIT 6/5", "order BUY 5 of 3"), harness.outputs.takeLines());
        harness.fill(harness.outputs.orders.get(0), 5, 0);
        assertEquals(5, probes.get(0).context.position(3));
    }

    @Test
    void shouldKeepBookAndStatusOfAmendedInstrument() {
        harness.core.instruments().get(1).status(TradingStatus.HALTED);
        final long bidPriceNanos = harness.core.books().book(1).bidPriceNanos();

        harness.beginReferenceData(2).instrument(1, 10).endReferenceData(2, 1);

        assertEquals(10, harness.core.books().book(1).instrument().lotQuantity());
        assertEquals(bidPriceNanos, harness.core.books().book(1).bidPriceNanos());
        assertEquals(TradingStatus.HALTED, harness.core.instruments().get(1).status());
    }

    @Test
    void shouldComeToSameDigestTwice() {
        final long digest = digestWith(true);

        assertEquals(digest, digestWith(true));
        assertNotEquals(digest, digestWith(false));
    }

    private static long digestWith(final boolean changed) {
        final List<ProbeStrategy> ownProbes = new ArrayList<>();
        final CoreHarness own = harness(ownProbes);
        if (changed) {
            sendCoarserTicks(own);
        }
        buy(own, ownProbes, 9_991);
        return own.core.digest();
    }
}
