package io.tiercel.engine.strategy;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeExecution;
import io.tiercel.engine.strategy.testing.FakeSetup;
import io.tiercel.engine.strategy.testing.RecordingOrderPort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pair of ACME, 99.95 to 100.05, in lots of 10, and BOLT, 49.95 to 50.05, in lots of 5; the hedge ratio is 0.5, z is
 * what a test says. Timers run when the test's time does.
 */
final class PairRig implements StrategyEnvironment {
    static final int FIRST = 7;
    static final int SECOND = 8;

    final FakeBook acme = new FakeBook(FakeBook.instrument(FIRST, "ACME", 0, 10));
    final FakeBook bolt = new FakeBook(FakeBook.instrument(SECOND, "BOLT", 0, 5));
    final RecordingOrderPort port = new RecordingOrderPort();
    OrderPort orders = port;
    long timeNs = 1_000;
    long firstPosition;
    long secondPosition;

    FakeSetup setup;
    Pairs pairs;

    private final Map<String, String> parameters = new HashMap<>(Map.of(
            "instrument", "ACME",
            "hedgeInstrument", "BOLT",
            "size", "100",
            "enterDeviations", "2",
            "stopDeviations", "4",
            "maxHolding", "60s",
            "legOutTicks", "4",
            "legOutAttempts", "2",
            "legOutTimeout", "500ms",
            "backOff", "10ms"));
    // At most so many at a time; nothing here allocates.
    private final long[] timerIds = new long[4];
    private final long[] timerNs = new long[4];
    private long lastTimerId;

    PairRig() {
        acme.bids(9995, 500).asks(10005, 500);
        bolt.bids(4995, 500).asks(5005, 500);
        make();
        setup.rejectUnknownKeys();
        signals(0, 0.5);
        setup.signal("volatilityFilter").set(1);
    }

    private void make() {
        setup = new FakeSetup(new HostedContext(1, this), parameters, acme.instrument(), bolt.instrument());
        pairs = new Pairs(setup);
    }

    void signals(final double z, final double ratio) {
        setup.signal("zScore").set(z);
        setup.signal("hedgeRatio").set(ratio);
    }

    void set(final String key, final String value) {
        parameters.put(key, value);
        setup.change(key, value);
    }

    /** z has a new value, and both books have changed. */
    void at(final double z) {
        setup.signal("zScore").set(z);
        books();
    }

    void books() {
        pairs.onBook(acme);
        pairs.onBook(bolt);
    }

    void advance(final long milliseconds) {
        timeNs += milliseconds * 1_000_000;
        fire();
    }

    void fire() {
        for (int i = 0; i < timerIds.length; i++) {
            final long id = timerIds[i];
            if (id != 0 && timerNs[i] <= timeNs) {
                timerIds[i] = 0;
                pairs.onTimer(id, 0);
            }
        }
    }

    /** An order took so much of what it asked for, and is over. */
    void took(final long orderId, final int instrumentId, final Side side, final long quantity) {
        fill(instrumentId, side == Side.BUY ? quantity : -quantity);
        end(orderId, quantity > 0 ? Execution.Kind.FILLED : Execution.Kind.CANCELLED, quantity);
    }

    void end(final long orderId, final Execution.Kind kind, final long cumulative) {
        pairs.onExecution(FakeExecution.of(7, kind, orderId, Side.BUY, 0, 0)
                .executed(cumulative, cumulative)
                .over());
    }

    void fill(final int instrumentId, final long quantity) {
        if (instrumentId == FIRST) {
            firstPosition += quantity;
        } else {
            secondPosition += quantity;
        }
    }

    /** Another strategy goes on from what this one remembers. */
    void restore() {
        final StateBuffer state = new StateBuffer();
        pairs.snapshotTo(state);
        final FakeSetup before = setup;
        make();
        pairs.restoreFrom(state.reader());
        for (final String key : List.of("zScore", "hedgeRatio", "volatilityFilter")) {
            if (before.signal(key).ready()) {
                setup.signal(key).set(before.signal(key).value());
            }
        }
    }

    static String text(final int id, final int instrumentId, final Side side, final int quantity, final String price) {
        return "submit #" + id + " instrument " + instrumentId + " " + side + " LIMIT IOC " + quantity + " at " + price;
    }

    static Instrument other(final String currency, final int quantityScale, final long lot, final long multiplier) {
        final Instrument bolt = FakeBook.instrument(SECOND, "BOLT", 0, 5);
        return new Instrument(
                SECOND, "BOLT", "BOLT", 1, quantityScale, true, lot, multiplier, currency, 0, 1, bolt.tickTable());
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public OrderPort orders(final int strategyId) {
        return orders;
    }

    @Override
    public FakeBook book(final int instrumentId) {
        return instrumentId == FIRST ? acme : bolt;
    }

    @Override
    public long position(final int strategyId, final int instrumentId) {
        return instrumentId == FIRST ? firstPosition : secondPosition;
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
    public long realisedMoney(final int strategyId, final int instrumentId) {
        return 0;
    }

    @Override
    public long startTimer(final int strategyId, final long delayNs, final long data) {
        if (delayNs <= 0) {
            throw new AssertionError("a timer without a delay: " + delayNs);
        }
        int slot = 0;
        while (timerIds[slot] != 0) {
            slot++;
        }
        timerIds[slot] = ++lastTimerId;
        timerNs[slot] = timeNs + delayNs;
        return lastTimerId;
    }

    @Override
    public boolean cancelTimer(final int strategyId, final long timerId) {
        for (int i = 0; i < timerIds.length; i++) {
            if (timerIds[i] == timerId) {
                timerIds[i] = 0;
                return true;
            }
        }
        return false;
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
