package io.tiercel.engine.strategy;

import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.strategy.testing.RecordingOrderPort;

/** The core as tests of strategies see it: one book, one position, and timers that are only written down. */
final class FakeEnvironment implements StrategyEnvironment {
    final RecordingOrderPort port = new RecordingOrderPort();
    OrderPort orders = port;
    Book book;
    /** That of another instrument, when there is one. */
    Book otherBook;

    long timeNs = 1_000;
    long position;
    boolean broken;
    private boolean timerRoom = true;
    private long lastTimerId;

    void timerRoom(final boolean newTimerRoom) {
        timerRoom = newTimerRoom;
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
    public Book book(final int instrumentId) {
        return otherBook != null && otherBook.instrumentId() == instrumentId ? otherBook : book;
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
        return 100L * strategyId + instrumentId;
    }

    @Override
    public long openSellQuantity(final int strategyId, final int instrumentId) {
        return 200L * strategyId + instrumentId;
    }

    @Override
    public long realisedMoney(final int strategyId, final int instrumentId) {
        return 300L * strategyId + instrumentId;
    }

    @Override
    public long startTimer(final int strategyId, final long delayNs, final long data) {
        final long id = timerRoom ? ++lastTimerId : 0;
        if (orders == port) {
            port.note("timer " + id + " in " + delayNs);
        }
        return id;
    }

    @Override
    public boolean cancelTimer(final int strategyId, final long timerId) {
        if (orders == port) {
            port.note("stop timer " + timerId);
        }
        return true;
    }

    @Override
    public long sequence() {
        return 700;
    }

    @Override
    public boolean broken() {
        return broken;
    }

    @Override
    public void onStrategyFailed(final int strategyId, final StrategyFailure failure, final Throwable cause) {
        port.note("strategy " + strategyId + " failed: " + cause.getMessage());
    }
}
