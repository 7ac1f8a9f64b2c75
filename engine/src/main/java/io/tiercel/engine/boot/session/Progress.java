package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.observe.CoreStatus;
import io.tiercel.engine.observe.CoreStatus.Total;
import java.io.PrintStream;
import java.util.Locale;

/** Lines on standard error while a run goes on, and the wish to end it. */
final class Progress {
    private static final long INTERVAL_NS = 1_000_000_000L;
    private static final double NANOS = 1e9;
    private static final double MEGABYTE = 1 << 20;

    private final PrintStream err;
    private final Session session;
    private final CoreStatus status;
    private final long[] values;
    private long nextNs;
    private long startNs;
    private int lineCount;
    // Written by the thread that a signal runs on, read by the run's.
    private volatile boolean stopRequested;
    private final DisabledStrategies disabled;

    Progress(final Session session, final PrintStream err) {
        this.session = session;
        this.err = err;
        status = session.status();
        disabled = session.disabledStrategies();
        values = new long[status.size()];
    }

    /** From any thread. */
    void requestStop() {
        stopRequested = true;
    }

    boolean stopRequested() {
        return stopRequested;
    }

    /** The newest numbers. */
    long[] values() {
        status.copyTo(values);
        return values;
    }

    long total(final Total total) {
        return values()[total.ordinal()];
    }

    /** Prints a line when a second has passed since the last one. */
    void showIfDue() {
        final long nowNs = System.nanoTime();
        if (startNs == 0) {
            startNs = nowNs;
            nextNs = nowNs + INTERVAL_NS;
        }
        if (nowNs >= nextNs) {
            nextNs = nowNs + INTERVAL_NS;
            show(nowNs - startNs);
        }
    }

    private void show(final long elapsedNs) {
        final long[] now = values();
        if (lineCount++ % 10 == 0) {
            err.printf(
                    Locale.ROOT,
                    "%6s %11s %9s %8s %8s %6s %12s %9s %9s %9s  %s%n",
                    "s",
                    "events",
                    "orders",
                    "fills",
                    "refused",
                    "alerts",
                    "P&L",
                    "journal",
                    "t2t p50",
                    "t2t p99",
                    "positions and books");
        }
        err.printf(
                Locale.ROOT,
                "%6.1f %,11d %,9d %,8d %,8d %,6d %,12.2f %6.0f MB %6.1f us %6.1f us  %s%n",
                elapsedNs / NANOS,
                at(now, Total.INPUTS),
                at(now, Total.ORDERS),
                at(now, Total.FILLS),
                at(now, Total.REFUSED) + at(now, Total.REJECTED),
                at(now, Total.ALERTS),
                (at(now, Total.REALISED_MONEY) + at(now, Total.UNREALISED_MONEY) - at(now, Total.FEE_MONEY)) / NANOS,
                at(now, Total.JOURNAL_BYTES) / MEGABYTE,
                at(now, Total.TICK_TO_TRADE_P50_NS) / 1e3,
                at(now, Total.TICK_TO_TRADE_P99_NS) / 1e3,
                positions(now));
        final long disabledCount = at(now, Total.DISABLED_STRATEGIES);
        // What the board counts came before it and is safe to read here; one that it does not count yet is not.
        if (disabledCount > 0 && disabledCount == disabled.list().size()) {
            showFailures();
        }
    }

    private String positions(final long[] now) {
        final StringBuilder text = new StringBuilder();
        for (final StrategyConfiguration strategy : session.configuration().strategies()) {
            for (int id = 1; id <= status.instrumentCount(); id++) {
                final int position = status.positionIndex(strategy.id(), id);
                if (now[position + 3] != 0) {
                    final int book = status.instrumentIndex(id);
                    // Defined before the board showed it, and its symbol never changes: safe on this thread.
                    text.append(String.format(
                            Locale.ROOT,
                            "%s %+d @ %s/%s  ",
                            session.core().instruments().get(id).symbol(),
                            now[position],
                            price(now[book]),
                            price(now[book + 2])));
                }
            }
        }
        return text.toString().stripTrailing();
    }

    private static String price(final long priceNanos) {
        return priceNanos == Long.MIN_VALUE ? "-" : String.format(Locale.ROOT, "%.2f", priceNanos / NANOS);
    }

    /** Says which strategies failed, each once; for the last time when the run's threads have ended. */
    void showFailures() {
        disabled.tell(session.journalFolder(), err);
    }

    private static long at(final long[] now, final Total total) {
        return now[total.ordinal()];
    }
}
