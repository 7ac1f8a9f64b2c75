package io.tiercel.engine.strategy.testing;

import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.strategy.StrategyContext;
import java.util.TreeMap;

/**
 * What a strategy may ask in a test: the test sets time, books and positions. Orders and timers are written down by
 * {@link #orders()} in the order in which they come; no timer runs out by itself.
 */
public final class FakeContext implements StrategyContext {
    private final RecordingOrderPort orders = new RecordingOrderPort();
    private final TreeMap<Integer, Book> books = new TreeMap<>();
    private final TreeMap<Integer, MarketFacts> facts = new TreeMap<>();
    private final TreeMap<Integer, MarketFacts> marketFacts = new TreeMap<>();
    private final TreeMap<Integer, Long> positions = new TreeMap<>();
    private final TreeMap<Integer, Long> openBuys = new TreeMap<>();
    private final TreeMap<Integer, Long> openSells = new TreeMap<>();
    private final TreeMap<Integer, Long> realised = new TreeMap<>();
    private final TreeMap<Integer, TradingDay> days = new TreeMap<>();
    private long timeNs;
    private long lastTimerId;
    private boolean timerRoom = true;

    /** The time from now on, UTC ns. */
    public FakeContext time(final long newTimeNs) {
        timeNs = newTimeNs;
        return this;
    }

    /** Time goes on by this much. */
    public FakeContext advance(final long ns) {
        timeNs += ns;
        return this;
    }

    /** The book of its instrument. */
    public FakeContext book(final Book book) {
        books.put(book.instrumentId(), book);
        return this;
    }

    /** What is said of its instrument, or of a whole market. */
    public FakeContext facts(final MarketFacts newFacts) {
        if (newFacts.instrument() == null) {
            marketFacts.put(newFacts.venueId(), newFacts);
        } else {
            facts.put(newFacts.instrumentId(), newFacts);
        }
        return this;
    }

    /** The day that is open now or opens next, of an instrument's calendar. */
    public FakeContext tradingDay(final int instrumentId, final TradingDay day) {
        days.put(instrumentId, day);
        return this;
    }

    /** What the strategy holds from now on. */
    public FakeContext position(final int instrumentId, final long quantity) {
        positions.put(instrumentId, quantity);
        return this;
    }

    /** What its open orders could still execute from now on. */
    public FakeContext open(final int instrumentId, final long buyQuantity, final long sellQuantity) {
        openBuys.put(instrumentId, buyQuantity);
        openSells.put(instrumentId, sellQuantity);
        return this;
    }

    /** What it has realised, in 1e-9 of the currency. */
    public FakeContext realised(final int instrumentId, final long money) {
        realised.put(instrumentId, money);
        return this;
    }

    /** Whether a timer finds room from now on; without it {@link #startTimer} returns 0. */
    public FakeContext timerRoom(final boolean newTimerRoom) {
        timerRoom = newTimerRoom;
        return this;
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public RecordingOrderPort orders() {
        return orders;
    }

    @Override
    public Book book(final int instrumentId) {
        return books.get(instrumentId);
    }

    @Override
    public MarketFacts facts(final int instrumentId) {
        return facts.get(instrumentId);
    }

    @Override
    public MarketFacts marketFacts(final int venueId) {
        return marketFacts.get(venueId);
    }

    @Override
    public TradingDay tradingDay(final int instrumentId) {
        return days.get(instrumentId);
    }

    @Override
    public long position(final int instrumentId) {
        return positions.getOrDefault(instrumentId, 0L);
    }

    @Override
    public long openBuyQuantity(final int instrumentId) {
        return openBuys.getOrDefault(instrumentId, 0L);
    }

    @Override
    public long openSellQuantity(final int instrumentId) {
        return openSells.getOrDefault(instrumentId, 0L);
    }

    @Override
    public long realisedMoney(final int instrumentId) {
        return realised.getOrDefault(instrumentId, 0L);
    }

    @Override
    public long startTimer(final long delayNs, final long data) {
        final long id = timerRoom ? ++lastTimerId : 0;
        orders.note("timer " + id + " in " + delayNs);
        return id;
    }

    @Override
    public boolean cancelTimer(final long timerId) {
        orders.note("stop timer " + timerId);
        return true;
    }
}
