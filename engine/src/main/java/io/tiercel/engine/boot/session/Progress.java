package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.status.Console;
import io.tiercel.engine.observe.EngineStatus;
import io.tiercel.engine.observe.EngineStatus.Instrument;
import io.tiercel.engine.observe.EngineStatus.Position;
import io.tiercel.engine.observe.EngineStatus.Strategy;
import io.tiercel.engine.observe.Hop;
import io.tiercel.engine.observe.StatusReader;
import io.tiercel.engine.observe.Total;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What is shown on standard error while a run goes on, and the wish to end it. In a terminal it is a view that is drawn
 * anew, else a line each second.
 */
final class Progress {
    private static final long LINE_INTERVAL_NS = 1_000_000_000L;
    private static final long SCREEN_INTERVAL_NS = 250_000_000L;
    private static final int TITLE_INTERVAL = 10;
    private static final int LINE_POSITIONS = 4;
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e3;
    private static final double MEGABYTE = 1 << 20;

    private final PrintStream err;
    private final Session session;
    private final StatusReader reader;
    private final DisabledStrategies disabled;
    private final Console console;
    private final StopWish stop;
    private final long intervalNs;
    private long nextNs;
    private long startNs;
    private int lineCount;

    Progress(final Session session, final Console console, final StopWish stop) {
        this.stop = stop;
        this.session = session;
        this.console = console;
        err = console.err();
        reader = new StatusReader(session.page());
        disabled = session.disabledStrategies();
        intervalNs = console.interactive() ? SCREEN_INTERVAL_NS : LINE_INTERVAL_NS;
    }

    boolean stopRequested() {
        return stop.asked();
    }

    /** The newest. */
    long total(final Total total) {
        return reader.total(total);
    }

    /** Shows the newest when it is time to. */
    void showIfDue() {
        final long nowNs = System.nanoTime();
        if (startNs == 0) {
            startNs = nowNs;
            nextNs = nowNs + intervalNs;
        }
        if (nowNs >= nextNs) {
            nextNs = nowNs + intervalNs;
            // Of a run on virtual time, too: there the engine's own time is now.
            final EngineStatus status = reader.read(total(Total.TIME_NS));
            if (console.interactive()) {
                console.show(status);
            } else {
                show(status, nowNs - startNs);
            }
            final long disabledCount = of(status, Total.DISABLED_STRATEGIES);
            // What is counted there came before it and is safe to read here; one that is not counted yet is not.
            if (disabledCount > 0 && disabledCount == disabled.list().size()) {
                disabled.log(session.log());
                if (!console.interactive()) {
                    disabled.tell(session.journalFolder(), err);
                }
            }
        }
    }

    private void show(final EngineStatus status, final long elapsedNs) {
        if (lineCount++ % TITLE_INTERVAL == 0) {
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
        final EngineStatus.Latency latency = status.latencies().get(Hop.TICK_TO_TRADE.ordinal());
        err.printf(
                Locale.ROOT,
                "%6.1f %,11d %,9d %,8d %,8d %,6d %,12.2f %6.0f MB %6.1f us %6.1f us  %s%n",
                elapsedNs / NANOS,
                of(status, Total.INPUTS),
                of(status, Total.ORDERS),
                of(status, Total.FILLS),
                of(status, Total.REFUSED) + of(status, Total.REJECTED),
                of(status, Total.ALERTS),
                (of(status, Total.REALISED_MONEY) + of(status, Total.UNREALISED_MONEY) - of(status, Total.FEE_MONEY))
                        / NANOS,
                of(status, Total.JOURNAL_BYTES) / MEGABYTE,
                latency.p50Ns() / MICROS,
                latency.p99Ns() / MICROS,
                positions(status));
    }

    private static String positions(final EngineStatus status) {
        final StringBuilder text = new StringBuilder();
        int count = 0;
        for (final Strategy strategy : status.strategies()) {
            for (final Position position : strategy.positions()) {
                if (++count > LINE_POSITIONS) {
                    continue;
                }
                final Instrument book = status.instruments().stream()
                        .filter(instrument -> instrument.symbol().equals(position.symbol()))
                        .findFirst()
                        .orElseThrow();
                text.append(String.format(
                        Locale.ROOT,
                        "%s %+d @ %s/%s  ",
                        position.symbol(),
                        position.quantity(),
                        price(book.bidPriceNanos()),
                        price(book.askPriceNanos())));
            }
        }
        if (count > LINE_POSITIONS) {
            text.append("and ").append(count - LINE_POSITIONS).append(" more");
        }
        return text.toString().stripTrailing();
    }

    private static String price(final long priceNanos) {
        return priceNanos == Long.MIN_VALUE ? "-" : String.format(Locale.ROOT, "%.2f", priceNanos / NANOS);
    }

    private static long of(final EngineStatus status, final Total total) {
        return status.totals().get(total.label());
    }

    /** Says which strategies failed, each once; for the last time when the run's threads have ended. */
    void showFailures() {
        disabled.log(session.log());
        disabled.tell(session.journalFolder(), err);
    }
}
