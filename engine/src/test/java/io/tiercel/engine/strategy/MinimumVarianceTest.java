package io.tiercel.engine.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.strategy.testing.FakeAnalytics;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeContext;
import io.tiercel.engine.strategy.testing.FakeSetup;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two instruments at 99.95 to 100.05 in lots of ten; the second has three times the variance of the first. */
class MinimumVarianceTest {
    private static final long SEED = 7;
    private static final Map<String, String> PARAMETERS = Map.of(
            "lane", "risk", "budget", "100000", "maxWeight", "1", "shrinkage", "0", "band", "0.02", "maxAge", "10ms");

    private final Instrument first = FakeBook.instrument(7, "ACME", 0, 10);
    private final Instrument second = FakeBook.instrument(8, "BOLT", 0, 10);
    private final FakeBook firstBook = new FakeBook(first).bids(9995, 5_000).asks(10005, 5_000);
    private final FakeBook secondBook = new FakeBook(second).bids(9995, 5_000).asks(10005, 5_000);
    private final FakeContext context =
            new FakeContext().time(1_000_000).book(firstBook).book(secondBook);
    private final FakeAnalytics lane = new FakeAnalytics("risk", 7, 8);
    private final FakeSetup setup = new FakeSetup(context, PARAMETERS).lane(lane);
    private final MinimumVariance strategy = new MinimumVariance(setup);

    @Test
    void shouldWeighByTheInverseOfVariances() {
        calculated();

        assertCalls(buy(1, 7, 750), buy(2, 8, 250));
    }

    @Test
    void shouldLeaveAloneWhatIsWithinTheBand() {
        context.position(7, 740).position(8, 280);

        calculated();

        // 10 × 100 is below 2 % of the budget, 30 × 100 is not.
        assertCalls("submit #1 instrument 8 SELL LIMIT IOC 30 at 99.95");
    }

    @Test
    void shouldWaitForWhatIsUnderWay() {
        context.open(7, 100, 0);

        calculated();

        assertCalls(buy(1, 8, 250));
    }

    @Test
    void shouldHoldWhatTheMatrixSaysNothingAbout() {
        context.position(8, 500);
        lane.result(1_000_000).set(0, 0, 1e-8).set(1, 1, Double.NaN).set(0, 1, Double.NaN);
        strategy.onAnalytics(lane);

        assertCalls(buy(1, 7, 1_000));
    }

    @Test
    void shouldDoNothingOnStaleOrOldResult() {
        lane.result(1_000_000).set(0, 0, 1e-8).set(1, 1, 3e-8).stale(true);
        strategy.onAnalytics(lane);
        assertCalls();

        lane.stale(false);
        context.time(1_000_000 + 10_000_001);
        strategy.onAnalytics(lane);
        assertCalls();

        context.time(1_000_000 + 10_000_000);
        strategy.onAnalytics(lane);
        assertCalls(buy(1, 7, 750), buy(2, 8, 250));
    }

    @Test
    void shouldSendNothingWhereItCannotTrade() {
        firstBook.suspect(true);
        second.status(TradingStatus.HALTED);
        calculated();
        assertCalls();

        firstBook.suspect(false);
        second.status(TradingStatus.TRADING);
        strategy.onSession(1, Phase.CLOSED);
        calculated();
        assertCalls();

        strategy.onSession(1, Phase.OPEN);
        calculated();
        assertCalls(buy(1, 7, 750), buy(2, 8, 250));
        strategy.onSession(0, Phase.STOPPING);
        calculated();
        assertCalls();
    }

    @Test
    void shouldGetFlatWhenToldNotToTrade() {
        context.position(7, 20).position(8, 10);
        setup.change("trading", "false");

        calculated();

        assertCalls(
                "submit #1 instrument 7 SELL LIMIT IOC 20 at 99.95",
                "submit #2 instrument 8 SELL LIMIT IOC 10 at 99.95");
    }

    @Test
    void shouldGoOnFromASnapshot() {
        strategy.onSession(1, Phase.CLOSED);
        final StateBuffer state = new StateBuffer();
        strategy.snapshotTo(state);
        final MinimumVariance restored = new MinimumVariance(new FakeSetup(context, PARAMETERS).lane(lane));
        restored.restoreFrom(state.reader());

        lane.result(1_000_000).set(0, 0, 1e-8).set(1, 1, 3e-8);
        restored.onAnalytics(lane);

        assertCalls();
    }

    @Test
    void shouldRefuseLaneThatIsNotThere() {
        final FakeSetup wrong = new FakeSetup(context, Map.of("lane", "other"));

        final String message = assertThrows(IllegalArgumentException.class, () -> new MinimumVariance(wrong))
                .getMessage();

        assertTrue(message.contains("lane = \"other\": no such analytics lane"), message);
    }

    /** Where the variance is least, no weight that may move to another instrument would lower it. */
    @Test
    void shouldFindTheLeastVariance() {
        final Random random = new Random(SEED);
        for (int trial = 0; trial < 50; trial++) {
            final int n = 2 + random.nextInt(40);
            final double maxWeight = Math.max(0.15, 1.5 / n);
            final FakeAnalytics covariance = randomCovariance(n, random);
            final LeastVariance basket = new LeastVariance(n);

            assertEquals(1, basket.solve(covariance, 0, maxWeight), 1e-12);

            double sum = 0;
            double variance = 0;
            double least = Double.MAX_VALUE;
            double greatest = -Double.MAX_VALUE;
            for (int i = 0; i < n; i++) {
                double slope = 0;
                for (int j = 0; j < n; j++) {
                    slope += basket.weight(j) * covariance.value(i, j);
                }
                sum += basket.weight(i);
                variance += basket.weight(i) * slope;
                least = basket.weight(i) < maxWeight ? Math.min(least, slope) : least;
                greatest = basket.weight(i) > 0 ? Math.max(greatest, slope) : greatest;
                assertTrue(basket.weight(i) >= 0 && basket.weight(i) <= maxWeight + 1e-12);
            }
            assertEquals(1, sum, 1e-9);
            assertTrue(
                    greatest - least <= 0.05 * variance,
                    "seed " + SEED + ", trial " + trial + ": " + greatest + " and " + least + " of " + variance);
        }
    }

    private static FakeAnalytics randomCovariance(final int n, final Random random) {
        final double[][] returns = new double[n][3 * n];
        final FakeAnalytics covariance = new FakeAnalytics("risk", new int[n]).result(1);
        for (int i = 0; i < n; i++) {
            final double size = 0.5 + random.nextDouble();
            for (int k = 0; k < 3 * n; k++) {
                returns[i][k] = size * random.nextGaussian();
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < 3 * n; k++) {
                    sum += returns[i][k] * returns[j][k];
                }
                covariance.set(i, j, sum);
            }
        }
        return covariance;
    }

    private void calculated() {
        lane.result(1_000_000).set(0, 0, 1e-8).set(1, 1, 3e-8);
        strategy.onAnalytics(lane);
    }

    private void assertCalls(final String... calls) {
        assertEquals(List.of(calls), context.orders().takeCalls());
    }

    private static String buy(final int id, final int instrumentId, final int quantity) {
        return "submit #" + id + " instrument " + instrumentId + " BUY LIMIT IOC " + quantity + " at 100.05";
    }
}
