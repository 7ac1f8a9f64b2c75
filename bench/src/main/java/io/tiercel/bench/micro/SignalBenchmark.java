package io.tiercel.bench.micro;

import static io.tiercel.engine.signal.StandardSignals.averagePrice;
import static io.tiercel.engine.signal.StandardSignals.averageTrueRange;
import static io.tiercel.engine.signal.StandardSignals.ewmaVolatility;
import static io.tiercel.engine.signal.StandardSignals.hedgeRatio;
import static io.tiercel.engine.signal.StandardSignals.microprice;
import static io.tiercel.engine.signal.StandardSignals.mid;
import static io.tiercel.engine.signal.StandardSignals.orderFlowImbalance;
import static io.tiercel.engine.signal.StandardSignals.realisedVolatility;
import static io.tiercel.engine.signal.StandardSignals.rollingVwap;
import static io.tiercel.engine.signal.StandardSignals.simpleAverage;
import static io.tiercel.engine.signal.StandardSignals.spread;
import static io.tiercel.engine.signal.StandardSignals.tradeImbalance;
import static io.tiercel.engine.signal.StandardSignals.trend;
import static io.tiercel.engine.signal.StandardSignals.volatilityFilter;
import static io.tiercel.engine.signal.StandardSignals.vwap;
import static io.tiercel.engine.signal.StandardSignals.zScore;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.signal.SignalSpec;
import io.tiercel.engine.signal.Signals;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One signal with those that it needs, and a new quote or trade of one of two instruments, 10 µs after the last. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SignalBenchmark {
    private static final long START_NS = 1_767_623_400_000_000_000L;
    private static final long INTERVAL_NS = 10_000;
    private static final long MILLIS = 1_000_000;
    private static final int SAMPLES = 100;
    private static final long BASE_NANOS = 100_000_000_000L;
    private static final int STEPS = 32;

    @Param({
        "microprice",
        "orderFlowImbalance",
        "averagePrice",
        "trend",
        "tradeImbalance",
        "ewmaVolatility",
        "realisedVolatility",
        "vwap",
        "rollingVwap",
        "mid",
        "simpleAverage",
        "averageTrueRange",
        "hedgeRatio",
        "spread",
        "zScore",
        "volatilityFilter"
    })
    private String signal;

    private final QuoteBook first = new QuoteBook(1);
    private final QuoteBook second = new QuoteBook(2);
    private final Random random = new Random();
    private Signals signals;
    private boolean ofTrades;
    private boolean ofPairs;
    private long timeNs = START_NS;
    private long count;
    private double told;

    @Setup
    public void declare() {
        signals = new Signals(2, (id, changed) -> told += changed.value());
        signals.declare(spec(signal));
        ofTrades = signal.equals("tradeImbalance") || signal.equals("vwap") || signal.equals("rollingVwap");
        ofPairs = signal.equals("hedgeRatio") || signal.equals("spread");
    }

    private static SignalSpec spec(final String name) {
        return switch (name) {
            case "microprice" -> microprice(1);
            case "orderFlowImbalance" -> orderFlowImbalance(1, 10 * MILLIS);
            case "averagePrice" -> averagePrice(1, 10 * MILLIS);
            case "trend" -> trend(1, 10 * MILLIS, 100 * MILLIS);
            case "tradeImbalance" -> tradeImbalance(1, 10 * MILLIS);
            case "ewmaVolatility" -> ewmaVolatility(1, 100 * MILLIS);
            case "realisedVolatility" -> realisedVolatility(1, MILLIS, SAMPLES);
            case "vwap" -> vwap(1);
            case "rollingVwap" -> rollingVwap(1, 10 * MILLIS, 10);
            case "mid" -> mid(1);
            case "simpleAverage" -> simpleAverage(1, MILLIS, SAMPLES);
            case "averageTrueRange" -> averageTrueRange(1, MILLIS, SAMPLES);
            case "hedgeRatio" -> hedgeRatio(1, 2, MILLIS, SAMPLES);
            case "spread" -> spread(1, 2, MILLIS, SAMPLES);
            case "zScore" -> zScore(mid(1), MILLIS, SAMPLES);
            case "volatilityFilter" -> volatilityFilter(ewmaVolatility(1, 100 * MILLIS), 1, 50, 0.5, 100);
            default -> throw new IllegalArgumentException("no signal " + name);
        };
    }

    @Benchmark
    public double update() {
        timeNs += INTERVAL_NS;
        final int step = random.below(STEPS);
        final long bid = BASE_NANOS + step * QuoteBook.TICK_NANOS;
        if (ofTrades) {
            signals.onTrade(first, (step & 1) == 0 ? Side.BUY : Side.SELL, bid, 1 + step, timeNs);
        } else {
            final QuoteBook book = ofPairs && (++count & 1) == 0 ? second : first;
            book.quote(bid, 1 + step, bid + QuoteBook.TICK_NANOS, 1 + STEPS - step);
            signals.onBook(book, true, timeNs);
        }
        return told;
    }
}
