package io.tiercel.engine.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Phase;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeExecution;
import io.tiercel.engine.strategy.testing.FakeSetup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of its orders, the market maker keeps to its rules, comes back, and gets out when told. */
class MarketMakerRandomTest {
    private static final int STEPS = 20_000;
    private static final long MAX_INVENTORY = 300;

    private final FakeBook book = new FakeBook(FakeBook.instrument(7, "ACME", 0, 10));
    private final Timers timers = new Timers();
    private final FakeSetup setup = new FakeSetup(
            new HostedContext(1, timers),
            Map.of("instrument", "ACME", "size", "100", "maxInventory", "300", "backOff", "1ms"),
            book.instrument());
    private final MarketMaker maker = new MarketMaker(setup);
    private ErraticVenue venue;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 20_260_101, -9})
    void shouldKeepItsRules(final long seed) {
        final Random random = new Random(seed);
        venue = new ErraticVenue(seed, MAX_INVENTORY);
        timers.book = book.bids(9995, 500, 9990, 900).asks(10005, 500, 10010, 900);
        setup.signal("microprice").set(100);
        setup.signal("volatilityFilter").set(1);
        try {
            for (int step = 0; step < STEPS; step++) {
                step(random);
            }
            final int messagesBefore = venue.messageCount();
            stop(random);
            assertEquals(0, venue.openCount(), () -> "orders are left: seed " + seed);
            assertTrue(messagesBefore > STEPS / 20, () -> "it hardly traded: seed " + seed);
        } catch (final AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private void step(final Random random) {
        timers.timeNs += random.nextInt(1_000_000);
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                final int cents = random.nextInt(20);
                book.best(9985 + cents, 9995 + cents);
                setup.signal("microprice").set((9990 + cents) / 100.0);
                maker.onBook(book);
            }
            case 2 -> {
                setup.signal("volatilityFilter").set(random.nextInt(4) == 0 ? 0 : 1);
                maker.onBook(book);
            }
            case 3 -> fireTimers();
            default -> venue.step();
        }
        if (random.nextInt(3) > 0) {
            tell();
        }
    }

    /** After the word to stop nothing new may come, and all that stands goes, though cancels fail now and then. */
    private void stop(final Random random) {
        maker.onSession(0, Phase.STOPPING);
        for (int i = 0; i < 2_000 && venue.openCount() > 0; i++) {
            venue.step();
            tell();
            timers.timeNs += 1_000_000L + random.nextInt(1_000_000);
            fireTimers();
        }
    }

    private void tell() {
        for (FakeExecution execution = venue.poll(); execution != null; execution = venue.poll()) {
            timers.position = venue.position();
            maker.onExecution(execution);
        }
    }

    private void fireTimers() {
        for (int i = timers.running.size(); i > 0; i--) {
            final long[] timer = timers.running.poll();
            if (timer[1] <= timers.timeNs) {
                maker.onTimer(timer[0], 0);
            } else {
                timers.running.add(timer);
            }
        }
    }

    /** An environment whose timers run, and whose orders go to the venue of this run. */
    private final class Timers implements StrategyEnvironment {
        private final Deque<long[]> running = new ArrayDeque<>();
        private FakeBook book;
        private long timeNs;
        private long position;
        private long lastId;

        @Override
        public long timeNs() {
            return timeNs;
        }

        @Override
        public OrderPort orders(final int strategyId) {
            return venue;
        }

        @Override
        public FakeBook book(final int instrumentId) {
            return book;
        }

        @Override
        public MarketFacts facts(final int instrumentId) {
            return null;
        }

        @Override
        public MarketFacts marketFacts(final int venueId) {
            return null;
        }

        @Override
        public TradingDay tradingDay(final int instrumentId) {
            return null;
        }

        @Override
        public long position(final int strategyId, final int instrumentId) {
            return position;
        }

        @Override
        public long openBuyQuantity(final int strategyId, final int instrumentId) {
            return 0;
        }

        @Override
        public long openSellQuantity(final int strategyId, final int instrumentId) {
            return 0;
        }

        @Override
        public long realisedMoney(final int strategyId, final int instrumentId) {
            return 0;
        }

        @Override
        public long startTimer(final int strategyId, final long delayNs, final long data) {
            lastId++;
            running.add(new long[] {lastId, timeNs + delayNs});
            return lastId;
        }

        @Override
        public boolean cancelTimer(final int strategyId, final long timerId) {
            return running.removeIf(timer -> timer[0] == timerId);
        }

        @Override
        public long sequence() {
            return 0;
        }

        @Override
        public boolean broken() {
            return false;
        }

        @Override
        public void onStrategyFailed(final int strategyId, final StrategyFailure failure, final Throwable cause) {
            throw new AssertionError(cause);
        }
    }
}
