package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.reference.TradingDay;
import java.util.List;

/**
 * The exchange's days. A listing opens and closes by its hours. With the last one the exchange closes; shortly before
 * the next one opens a new session begins, and with it the next day.
 */
final class MarketDays {
    static final long NEVER = Long.MAX_VALUE;
    /** The new session begins so long before the open, if the last close is over by then. */
    static final long PRE_OPEN_NS = 1_000_000_000L;

    private final TradingHours[] hours;
    private final int[] expiryDates;
    private final Listing[] listings;
    private final Listener listener;
    /** Of the day that is open or comes next, per listing. */
    private final long[] openNs;

    private final long[] closeNs;
    private final int[] dates;
    private final boolean[] open;
    private int openCount;
    private Phase phase = Phase.CLOSED;
    private long sessionNs = NEVER;
    private long nextNs = NEVER;

    /** What else is done where days begin and end. */
    interface Listener {
        /** A new session begins, for the day of this date. */
        void onNewSession(int date);

        void onPhase(Phase phase, int date);

        /** A listing has closed until then, or for ever: {@link #NEVER}. */
        void onClosed(int index, long untilNs);
    }

    MarketDays(final List<SimInstrument> instruments, final Listing[] listings, final Listener listener) {
        final int count = instruments.size();
        hours = new TradingHours[count];
        expiryDates = new int[count];
        for (int i = 0; i < count; i++) {
            hours[i] = instruments.get(i).hours();
            expiryDates[i] = instruments.get(i).expiryDate();
        }
        this.listings = listings;
        this.listener = listener;
        openNs = new long[count];
        closeNs = new long[count];
        dates = new int[count];
        open = new boolean[count];
    }

    /** Finds each listing's day. Nothing is told: {@link #isOpen} says what is open. */
    void start(final long timeNs) {
        for (int i = 0; i < listings.length; i++) {
            findDay(i, timeNs);
            open[i] = openNs[i] <= timeNs;
            openCount += open[i] ? 1 : 0;
        }
        phase = openCount > 0 ? Phase.OPEN : Phase.CLOSED;
        sessionNs = phase == Phase.OPEN ? NEVER : newSessionNs(timeNs);
        findNext();
    }

    Phase phase() {
        return phase;
    }

    boolean isOpen(final int index) {
        return open[index];
    }

    /** When this listing opens, or has opened. */
    long openNs(final int index) {
        return openNs[index];
    }

    /** The date of the day that is open or comes next; 0 when there is none. */
    int date() {
        int first = -1;
        for (int i = 0; i < listings.length; i++) {
            if (openNs[i] != NEVER && (first < 0 || openNs[i] < openNs[first])) {
                first = i;
            }
        }
        return first < 0 ? 0 : dates[first];
    }

    /** When a day begins or ends next. */
    long nextNs() {
        return nextNs;
    }

    /** To be called at {@link #nextNs}. */
    void turn(final long timeNs) {
        final int today = date();
        for (int i = 0; i < listings.length; i++) {
            if (open[i] && closeNs[i] <= timeNs) {
                close(i);
            }
        }
        if (openCount == 0 && phase == Phase.OPEN) {
            move(Phase.CLOSED, today);
            sessionNs = newSessionNs(timeNs);
        }
        if (sessionNs <= timeNs) {
            sessionNs = NEVER;
            listener.onNewSession(date());
            move(Phase.PRE_OPEN, date());
        }
        for (int i = 0; i < listings.length; i++) {
            if (!open[i] && openNs[i] <= timeNs) {
                open(i);
            }
        }
        findNext();
    }

    private void close(final int index) {
        open[index] = false;
        openCount--;
        listings[index].status(TradingStatus.CLOSED);
        findDay(index, closeNs[index]);
        listings[index].endDay(openNs[index] == NEVER);
        listener.onClosed(index, openNs[index]);
    }

    private void open(final int index) {
        if (phase != Phase.OPEN) {
            move(Phase.OPEN, date());
        }
        open[index] = true;
        openCount++;
        listings[index].status(TradingStatus.TRADING);
    }

    private void move(final Phase newPhase, final int date) {
        phase = newPhase;
        listener.onPhase(newPhase, date);
    }

    private void findDay(final int index, final long timeNs) {
        final TradingDay day = hours[index].dayAt(timeNs);
        if (day == null) {
            openNs[index] = Long.MIN_VALUE;
            closeNs[index] = NEVER;
        } else {
            final boolean ended = expiryDates[index] != 0 && day.date() > expiryDates[index];
            openNs[index] = ended ? NEVER : day.openNs();
            closeNs[index] = ended ? NEVER : day.closeNs();
            dates[index] = day.date();
        }
    }

    private long newSessionNs(final long timeNs) {
        final long firstOpenNs = firstOpenNs();
        return firstOpenNs == NEVER ? NEVER : Math.max(timeNs, firstOpenNs - PRE_OPEN_NS);
    }

    private long firstOpenNs() {
        long first = NEVER;
        for (int i = 0; i < listings.length; i++) {
            first = Math.min(first, openNs[i]);
        }
        return first;
    }

    private void findNext() {
        nextNs = sessionNs;
        for (int i = 0; i < listings.length; i++) {
            nextNs = Math.min(nextNs, open[i] ? closeNs[i] : openNs[i]);
        }
    }
}
