package io.tiercel.engine.lane;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.ingress.RingSource;

/**
 * One analytics lane: reads quotes, calculates when it is time, writes the result. While a result waits for room it
 * reads no quotes; the broadcast goes on without it.
 */
@HotPath
public final class AnalyticsLane {
    private static final int QUOTE_LIMIT = 256;

    private final int id;
    private final String name;
    private final QuoteReceiver quotes;
    private final Calculation calculation;
    private final ResultWriter writer;
    private long lastSequence;
    // Written by the lane's thread, read by any.
    private volatile long resultCount;

    /** @param results what ingress empties */
    public AnalyticsLane(
            final int id,
            final String name,
            final QuoteReceiver quotes,
            final Calculation calculation,
            final RingSource results) {
        this.id = id;
        this.name = name;
        this.quotes = quotes;
        this.calculation = calculation;
        writer = new ResultWriter(id, calculation, results);
    }

    public int id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** One round; returns 0 when there was nothing to do. */
    public int doWork() {
        final int workCount = read();
        return workCount + write();
    }

    /** Quotes, until there are none, a result is ready, or it is enough for one round. */
    public int read() {
        int count = 0;
        while (!writer.pending() && count < QUOTE_LIMIT && quotes.next()) {
            count++;
            onQuote();
        }
        return count;
    }

    private void onQuote() {
        if (quotes.missed() > 0) {
            calculation.onMissed();
        }
        if (calculation.onTime(quotes.timeNs())) {
            calculation.calculate(writer.values());
            writer.start(lastSequence, calculation.asOfTimeNs());
        }
        lastSequence = quotes.sequence();
        calculation.onQuote(quotes.instrumentId(), quotes.bidPriceNanos(), quotes.askPriceNanos(), quotes.tradable());
    }

    /** A result is calculated and not wholly written. */
    public boolean pending() {
        return writer.pending();
    }

    /** As much of a result as there is room for; returns how many pieces. */
    public int write() {
        if (!writer.pending()) {
            return 0;
        }
        final int count = writer.write();
        if (!writer.pending()) {
            resultCount = resultCount + 1;
        }
        return count;
    }

    /** Results that were wholly written. Any thread. */
    public long resultCount() {
        return resultCount;
    }

    /** Quotes that came too fast. Any thread. */
    public long missedCount() {
        return quotes.missedCount();
    }
}
