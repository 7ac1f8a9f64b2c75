package io.tiercel.engine.core;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.order.OwnOrders;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.reference.TradingDays;
import io.tiercel.engine.risk.Positions;
import io.tiercel.engine.route.Router;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.Arrays;

/**
 * What follows from the ends of trading days, at core time. A day order that the venue has not ended an answer timeout
 * after the close is asked about. An instrument ends with the close of its expiry's day, or where its calendar has no
 * such day, with that date in UTC: from then on risk control refuses orders in it, open ones are cancelled until none
 * is left, and an alert says who still holds it. Alerts, questions and cancels are spread over as many inputs as the
 * bound of outputs demands.
 */
@HotPath
final class DayEnds {
    private static final int SECTION = 0x44415945;
    private static final long PASS_INTERVAL_NS = 100_000_000L;

    private final CoreClock clock;
    private final Instruments instruments;
    private final TradingDays days;
    private final Packet packet;
    private final Books books;
    private final Positions positions;
    private final Router router;
    private final OwnOrders orders;
    private final OrderFlow orderFlow;
    private final OutputEncoder outputs;
    private final OrderIds orderIds;
    private final int maxStrategies;
    private final long answerTimeoutNs;
    /** Instruments that have ended and are not reported yet. */
    private final boolean[] unreported;

    private int unreportedCount;
    /** Who comes next in the report of the first of them; 0 is the instrument itself. */
    private int reportStrategy;
    /** Per calendar: when day orders of up to this id are asked about; 0 for none. */
    private long[] askNs = {};

    private long[] askUpTo = {};
    /** The sweep over open orders goes on behind this one. */
    private long cursor;

    private boolean sweeping;
    private long nextPassNs = StateMachine.NO_DEADLINE;
    /** The ends up to this time have been dealt with. */
    private long doneNs = Long.MIN_VALUE;

    private long nextEndNs = StateMachine.NO_DEADLINE;
    private boolean changed;
    private boolean ready;

    DayEnds(
            final CoreSettings settings,
            final CoreClock clock,
            final Instruments instruments,
            final TradingDays days,
            final Packet packet,
            final Books books,
            final Positions positions,
            final Router router,
            final OwnOrders orders,
            final OrderFlow orderFlow,
            final OrderIds orderIds,
            final OutputEncoder outputs) {
        this.clock = clock;
        this.instruments = instruments;
        this.days = days;
        this.packet = packet;
        this.books = books;
        this.positions = positions;
        this.router = router;
        this.orders = orders;
        this.orderFlow = orderFlow;
        this.orderIds = orderIds;
        this.outputs = outputs;
        maxStrategies = settings.maxStrategies();
        answerTimeoutNs = settings.answerTimeoutNs();
        unreported = new boolean[settings.maxInstruments() + 1];
    }

    /** Strategies can be told from now on. */
    void ready() {
        ready = true;
        doneNs = clock.timeNs();
        changed = true;
    }

    @ColdPath
    void onTradingDay(final TradingDay day) {
        days.put(day, clock.timeNs());
        if (day.calendarId() >= askNs.length) {
            askNs = Arrays.copyOf(askNs, day.calendarId() + 1);
            askUpTo = Arrays.copyOf(askUpTo, day.calendarId() + 1);
        }
        changed = true;
    }

    /**
     * To be called before the instrument is defined. One that had ended and has a later expiry now is closed until the
     * venue says otherwise.
     */
    void onInstrument(final Instrument instrument) {
        final long endNs = endNs(instrument);
        if (instrument.status() == TradingStatus.ENDED && endNs > clock.timeNs()) {
            instrument.status(TradingStatus.CLOSED);
        }
        changed = true;
    }

    long nextDeadlineNs() {
        return Math.min(nextEndNs, nextPassNs);
    }

    /** There is something to say now. */
    boolean hasWork() {
        return sweeping || unreportedCount > 0;
    }

    /** To be called with each input's time, before anything acts on it. */
    void check(final long timeNs) {
        if (timeNs >= nextEndNs) {
            endDays(timeNs);
            endInstruments(timeNs);
            doneNs = timeNs;
            findNext();
        }
        if (timeNs >= nextPassNs) {
            startSweep();
        }
    }

    private void endDays(final long timeNs) {
        for (int calendarId = 0; calendarId < askNs.length; calendarId++) {
            final TradingDay day = days.at(calendarId, doneNs);
            if (day != null && day.closeNs() <= timeNs) {
                askNs[calendarId] = day.closeNs() + answerTimeoutNs;
                askUpTo[calendarId] = orderIds.first();
            }
            if (askNs[calendarId] != 0 && askNs[calendarId] <= timeNs) {
                startSweep();
            }
        }
    }

    private void endInstruments(final long timeNs) {
        final boolean open = packet.isOpen();
        for (int id = 1; id <= instruments.greatestId(); id++) {
            final Instrument instrument = instruments.get(id);
            if (instrument != null && instrument.status() != TradingStatus.ENDED && endNs(instrument) <= timeNs) {
                instrument.status(TradingStatus.ENDED);
                unreported[id] = true;
                unreportedCount++;
                router.cancelAll(0, id);
                startSweep();
                packet.touch(books.book(id));
            }
        }
        if (!open && packet.isOpen()) {
            packet.endIf(true);
        }
    }

    private void startSweep() {
        sweeping = true;
        cursor = 0;
        nextPassNs = StateMachine.NO_DEADLINE;
    }

    /** When an instrument ends; a time that never comes when it does not. */
    private long endNs(final Instrument instrument) {
        if (instrument.expiryDate() == 0) {
            return StateMachine.NO_DEADLINE;
        }
        final TradingDay day = days.on(instrument.calendarId(), instrument.expiryDate());
        return day == null || day.holiday() ? Dates.endNs(instrument.expiryDate()) : day.closeNs();
    }

    private void findNext() {
        nextEndNs = StateMachine.NO_DEADLINE;
        for (int calendarId = 0; calendarId < askNs.length; calendarId++) {
            final TradingDay day = days.at(calendarId, doneNs);
            if (day != null) {
                nextEndNs = Math.min(nextEndNs, day.closeNs());
            }
            if (askNs[calendarId] > doneNs) {
                nextEndNs = Math.min(nextEndNs, askNs[calendarId]);
            }
        }
        for (int id = 1; id <= instruments.greatestId(); id++) {
            final Instrument instrument = instruments.get(id);
            if (instrument != null && instrument.status() != TradingStatus.ENDED) {
                nextEndNs = Math.min(nextEndNs, endNs(instrument));
            }
        }
    }

    /** To be called after each input: days or instruments may have changed. */
    void refresh() {
        if (changed && ready) {
            changed = false;
            findNext();
        }
    }

    /** Says what is to say while there is room for it. */
    void run() {
        if (unreportedCount > 0) {
            report();
        }
        if (sweeping) {
            sweep();
        }
    }

    private void report() {
        for (int id = 1; id <= instruments.greatestId() && unreportedCount > 0; id++) {
            while (unreported[id] && outputs.hasRoom()) {
                final long held = reportStrategy == 0 ? 0 : positions.quantity(reportStrategy, id);
                if (reportStrategy == 0 || held != 0) {
                    final int expiryDate = instruments.get(id).expiryDate();
                    outputs.alert(AlertCode.INSTRUMENT_EXPIRED, reportStrategy, id, 0, held, expiryDate);
                }
                if (++reportStrategy > maxStrategies) {
                    reportStrategy = 0;
                    unreported[id] = false;
                    unreportedCount--;
                }
            }
            if (unreported[id]) {
                return;
            }
        }
    }

    private void sweep() {
        boolean anyLeft = false;
        Order order = orders.nextOpen(cursor);
        while (order != null && outputs.hasRoom()) {
            cursor = order.orderId();
            final Instrument instrument = instruments.get(order.instrumentId());
            if (instrument.status() == TradingStatus.ENDED) {
                anyLeft = true;
                orderFlow.cancel(order);
            } else if (order.timeInForce() == TimeInForce.DAY && isDue(instrument.calendarId(), cursor)) {
                orders.doubt(order, clock.timeNs());
            }
            order = orders.nextOpen(cursor);
        }
        if (anyLeft) {
            // Again later, for those that could not be cancelled now.
            nextPassNs = clock.timeNs() + PASS_INTERVAL_NS;
        }
        if (order == null) {
            sweeping = false;
            for (int calendarId = 0; calendarId < askNs.length; calendarId++) {
                if (askNs[calendarId] <= clock.timeNs()) {
                    askNs[calendarId] = 0;
                }
            }
        }
    }

    private boolean isDue(final int calendarId, final long orderId) {
        return calendarId < askNs.length
                && askNs[calendarId] != 0
                && askNs[calendarId] <= clock.timeNs()
                && orderId < askUpTo[calendarId];
    }

    void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putLong(doneNs);
        writer.putLong(nextEndNs);
        writer.putLong(nextPassNs);
        writer.putBoolean(sweeping);
        writer.putLong(sweeping ? cursor : 0);
        writer.putInt(askNs.length);
        for (int calendarId = 0; calendarId < askNs.length; calendarId++) {
            writer.putLong(askNs[calendarId]);
            writer.putLong(askNs[calendarId] == 0 ? 0 : askUpTo[calendarId]);
        }
        writer.putInt(unreportedCount);
        writer.putInt(reportStrategy);
        for (int id = 1; id <= instruments.greatestId() && unreportedCount > 0; id++) {
            writer.putBoolean(unreported[id]);
        }
    }

    @ColdPath
    void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        doneNs = reader.takeLong();
        nextEndNs = reader.takeLong();
        nextPassNs = reader.takeLong();
        sweeping = reader.takeBoolean();
        cursor = reader.takeLong();
        askNs = new long[reader.takeInt()];
        askUpTo = new long[askNs.length];
        for (int calendarId = 0; calendarId < askNs.length; calendarId++) {
            askNs[calendarId] = reader.takeLong();
            askUpTo[calendarId] = reader.takeLong();
        }
        unreportedCount = reader.takeInt();
        reportStrategy = reader.takeInt();
        for (int id = 1; id <= instruments.greatestId(); id++) {
            unreported[id] = unreportedCount > 0 && reader.takeBoolean();
        }
        changed = false;
        ready = true;
    }
}
