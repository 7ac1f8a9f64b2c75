package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Side;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class MarketStatisticsTest {
    private static final long START = 1_767_225_600_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final SimInstrument ABC = new SimInstrument(1, "ABC", 10_000_000L, 1, 0, 1, 100_000_000_000L);
    private static final List<SimInstrument> INSTRUMENTS = List.of(
            ABC,
            new SimInstrument(2, "XYZ", 10_000_000L, 100, 0, 1, 25_000_000_000L),
            new SimInstrument(5, "FUT", 250_000_000L, 1, 0, 50, 5_000_000_000_000L));

    @Test
    void shouldFindTheBackgroundMarketLike(final TestReporter reporter) {
        final MarketStatistics statistics = new MarketStatistics(INSTRUMENTS, 1 << 14, 1 << 12);
        final SimVenueConfig config = new SimVenueConfig().seed(7);
        final SimVenue venue = new SimVenue(config, INSTRUMENTS, new StatisticsSink(statistics), VenueLog.none());
        venue.start(START);
        venue.advanceTo(START + 40 * SECOND, Integer.MAX_VALUE);
        reporter.publishEntry("market", "\n" + statistics.table());

        for (final InstrumentStatistics found : statistics.instruments()) {
            final String name = found.instrument().symbol();
            between(0.8, found.cancelToAdd(), 0.97, name + ", deleted / added");
            between(2, found.fanoFactor(), 60, name + ", Fano factor");
            between(1, found.meanSpread(), 3, name + ", mean spread");
            between(0.05, 1 - found.spreadShare(1), 0.9, name + ", spreads wider than a tick");
            between(10, found.meanLevels(), 200, name + ", levels");
            for (int level = 0; level < InstrumentStatistics.LEVELS; level++) {
                between(1, found.meanDepth(level), 10_000, name + ", depth at level " + level);
            }
            assertTrue(found.meanDepth(9) < found.meanDepth(1), name + ": depth falls with distance");
            for (int lag = 1; lag <= InstrumentStatistics.LAGS; lag++) {
                between(0.05, found.signCorrelation(lag), 0.95, name + ", trade signs at lag " + lag);
            }
            assertTrue(found.tradeCount() > 1_000, name + " trades " + found.tradeCount());
            assertEquals(0, found.faultCount(), name + " faults");
            assertEquals(0, found.crossedCount(), name + " crossed");
        }
        assertEquals(0, venue.refusedFlowCount());
    }

    @Test
    void shouldMoveThePriceMoreInSomeTimesThanInOthers() {
        final InstrumentFlow flow =
                new InstrumentFlow(0, ABC, new SimVenueConfig().seed(3), new IgnoringFlowListener());
        flow.open();
        final double[] ranges = new double[120];
        for (int second = 0; second < ranges.length; second++) {
            double squares = 0;
            double before = flow.fundamentalTicks();
            for (long timeNs = 0; timeNs < SECOND; timeNs += flow.nextGapNs()) {
                flow.decide();
                final double now = flow.fundamentalTicks();
                squares += (now - before) * (now - before);
                before = now;
            }
            ranges[second] = Math.sqrt(squares);
        }
        Arrays.sort(ranges);

        assertTrue(ranges[110] > 2 * ranges[10], "realised volatility from " + ranges[10] + " to " + ranges[110]);
    }

    @Test
    void shouldComputeWhatIsKnownOfASmallFeed() {
        final InstrumentStatistics statistics = new InstrumentStatistics(ABC, 64, 64);
        final long tick = ABC.tickNanos();
        long timeNs = START;
        statistics.onAdd(Side.BUY, 1, 100 * tick, 10);
        statistics.onAdd(Side.SELL, 2, 102 * tick, 40);
        statistics.onEndOfPacket(timeNs);
        // Signs + + − − + + − −: half of the neighbours agree, none of the next but one do.
        for (int trade = 0; trade < 40; trade++) {
            timeNs = START + 1 + trade * InstrumentStatistics.WINDOW_NS;
            final boolean buy = trade % 4 < 2;
            statistics.onAdd(buy ? Side.SELL : Side.BUY, 10 + trade, (buy ? 102 : 100) * tick, 1);
            statistics.onExecute(buy ? Side.BUY : Side.SELL, buy ? 2 : 1, buy ? 1 : 0);
            statistics.onDelete(10 + trade);
            statistics.onEndOfPacket(timeNs);
        }

        assertEquals(2, statistics.meanSpread());
        assertEquals(1, statistics.spreadShare(2));
        assertEquals(42, statistics.addCount());
        assertEquals(40, statistics.deleteCount());
        assertEquals(40, statistics.tradeCount());
        assertEquals(0, statistics.signCorrelation(1), 0.03);
        assertEquals(-1, statistics.signCorrelation(2), 1e-9);
        assertEquals(1, statistics.signCorrelation(4), 1e-9);
        assertEquals(0, statistics.fanoFactor(), 1e-9);
        assertEquals(0, statistics.faultCount());
    }

    @Test
    void shouldCountWhatDoesNotFitTheBook() {
        final InstrumentStatistics statistics = new InstrumentStatistics(ABC, 64, 64);

        statistics.onDelete(1);
        statistics.onCancel(1, 1);
        statistics.onExecute(Side.BUY, 1, 1);
        statistics.onChange(1, 2, 100, 1);
        statistics.onAdd(Side.BUY, 5, 100, 1);
        statistics.onAdd(Side.BUY, 5, 100, 1);

        assertEquals(5, statistics.faultCount());
    }

    private static void between(final double least, final double value, final double most, final String what) {
        assertTrue(value >= least && value <= most, what + " is " + value + ", not from " + least + " to " + most);
    }

    private record StatisticsSink(MarketStatistics statistics) implements VenueSink {
        @Override
        public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
            statistics.onFeed(buffer, offset);
            return true;
        }

        @Override
        public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
            return true;
        }
    }

    private static final class IgnoringFlowListener implements FlowListener {
        @Override
        public void onFlowLimit(
                final int index, final long orderId, final Side side, final long priceNanos, final long quantity) {}

        @Override
        public void onFlowMarket(final int index, final long orderId, final Side side, final long quantity) {}

        @Override
        public void onFlowCancel(final int index, final long orderId) {}

        @Override
        public void onFlowChange(final int index, final long orderId, final long priceNanos, final long quantity) {}
    }
}
