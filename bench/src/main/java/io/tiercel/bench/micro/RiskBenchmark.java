package io.tiercel.bench.micro;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.risk.Risk;
import io.tiercel.engine.risk.RiskLimits;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All controls of one order; every limit is on, none is near. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RiskBenchmark {
    private static final int INSTRUMENTS = 100;
    private static final long INTERVAL_NS = 1_000_000;
    private static final RiskLimits LIMITS =
            new RiskLimits(1_000_000, Long.MAX_VALUE / 4, 10_000, 1_000_000, 1_000, 10_000);

    private final QuoteBook[] books = new QuoteBook[INSTRUMENTS];
    private final Random random = new Random();
    private Risk risk;
    private long timeNs;

    @Setup
    public void open() {
        risk = new Risk(LIMITS, 1, INSTRUMENTS);
        risk.venueUp(1, true);
        for (int i = 0; i < INSTRUMENTS; i++) {
            books[i] = new QuoteBook(i + 1);
        }
        if (checkNew() != RiskReason.NONE) {
            throw new IllegalStateException("the order is refused: " + checkNew());
        }
    }

    @Benchmark
    public RiskReason checkNew() {
        timeNs += INTERVAL_NS;
        final QuoteBook book = books[random.below(INSTRUMENTS)];
        final Side side = random.below(2) == 0 ? Side.BUY : Side.SELL;
        return risk.checkNew(1, book, side, OrderType.LIMIT, book.bidPriceNanos(), 10, timeNs);
    }
}
