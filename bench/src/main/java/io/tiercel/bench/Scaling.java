package io.tiercel.bench;

import io.tiercel.bench.engine.CoreFigures;
import io.tiercel.bench.engine.MeasuredCore;
import io.tiercel.bench.engine.MeasuredStrategy.Kind;
import io.tiercel.bench.market.MarketAccess;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.market.Tape;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.RunDelay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an event costs the core as instruments and live orders grow, against itself: {@link CoreThroughput}'s core, once
 * for each size of market, all beside each other, their windows in turn. First with instruments drawn evenly, then by
 * Zipf's law.
 */
@Command(name = "scaling", description = "Cost of an event in the core as instruments and orders grow.")
final class Scaling extends Bench.Measurement {
    private static final long MEBIBYTE = 1 << 20;
    private static final double UNIFORM_GOAL = 4;
    private static final double ZIPF_GOAL = 2;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "INSTRUMENTSxORDERS",
            defaultValue = "10x50000,100x50000,1000x500000,10000x500000,10000x5000000",
            description = "Markets by instruments and live orders; the last is held against the first "
                    + "(${DEFAULT-VALUE}).")
    private List<String> sizes;

    @Option(
            names = "--access",
            split = ",",
            defaultValue = "uniform,zipf",
            description = "How instruments are drawn: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private List<MarketAccess> accesses;

    @Option(names = "--events", defaultValue = "250000", description = "Events of a window (${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--lead-in",
            defaultValue = "50000",
            description = "Events before those, unmeasured: they bring the caches back (${DEFAULT-VALUE}).")
    private int leadIn;

    @Option(names = "--windows", defaultValue = "6", description = "Windows of each core (${DEFAULT-VALUE}).")
    private int windows;

    @Option(
            names = "--rounds",
            defaultValue = "4",
            description = "Measured rounds, each with new cores (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "1", description = "Rounds before those (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--seed", defaultValue = "7", description = "Of the market data (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--core", defaultValue = "1", description = "Processor; -1: not pinned (${DEFAULT-VALUE}).")
    private int processor;

    private boolean sound = true;
    private boolean goalsMet = true;

    private record Size(int instruments, int orders) {
        private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})x([0-9]{1,9})");

        static Size of(final String text) {
            final Matcher parts = TEXT.matcher(text.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException("--sizes " + text
                        + ": not a number of instruments and one of live orders, such as 1000x500000");
            }
            return new Size(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,d instruments, %,d orders", instruments, orders);
        }
    }

    /** A size with its tapes, and what its cores gave. */
    private record Market(Size size, Tape fill, List<Window> windows, long ordersAtEnd, CoreFigures figures) {}

    private record Window(Tape leadIn, Tape measured) {}

    @Override
    int measure(final Report report) throws InterruptedException {
        if (events < 1 || leadIn < 1 || windows < 1 || rounds < 1 || warmUp < 0) {
            throw new IllegalArgumentException("--events " + events + ", --lead-in " + leadIn + ", --windows " + windows
                    + ", --rounds " + rounds + ", --warm-up " + warmUp
                    + ": the last is at least 0, the others at least 1");
        }
        final List<Size> wanted = sizes.stream().map(Size::of).toList();
        report.put("benchmark", "scaling");
        PinnedThread.run("bench-core", processor, () -> accesses.forEach(access -> measure(report, access, wanted)));
        report.put("sameDigestInAllRounds", sound)
                .put("goalsMet", sound && goalsMet)
                .put("eventsPerWindow", events)
                .put("windows", windows)
                .put("rounds", rounds)
                .put("seed", seed)
                .put("processor", processor)
                .put("machine", Machine.describe());
        return sound ? Bench.OK : Bench.MISSED;
    }

    private void measure(final Report report, final MarketAccess access, final List<Size> wanted) {
        final List<Market> markets = new ArrayList<>();
        for (final Size size : wanted) {
            progress(access + ": making " + size);
            markets.add(market(access, size));
        }
        for (int i = -warmUp; i < rounds; i++) {
            progress(access + (i < 0 ? ": warm-up" : ": round " + (i + 1) + " of " + rounds));
            round(markets, i >= 0);
        }
        final Report figures = new Report();
        report.put(access.place(), figures);
        fill(figures, access, markets);
    }

    private Market market(final MarketAccess access, final Size size) {
        try {
            final MarketFlow flow = access.flow(seed, size.instruments, size.orders);
            final Tape fill = Tape.record(flow, (int) flow.fillCount());
            final List<Window> tapes = new ArrayList<>();
            for (int i = 0; i < windows; i++) {
                tapes.add(new Window(Tape.record(flow, leadIn), Tape.record(flow, events)));
            }
            return new Market(size, fill, tapes, flow.liveOrders(), new CoreFigures());
        } catch (final OutOfMemoryError full) {
            throw tooLarge(size, full);
        }
    }

    private void round(final List<Market> markets, final boolean measured) {
        // Those of the round before make room: nothing is collected while this one is measured.
        System.gc();
        final List<MeasuredCore> cores = new ArrayList<>();
        for (final Market market : markets) {
            cores.add(filledCore(market));
        }
        final RunDelay delay = RunDelay.ofCurrentThread();
        for (int i = 0; i < windows; i++) {
            for (int j = 0; j < cores.size(); j++) {
                // Another one first each time, so that none always runs behind the same one.
                final int at = (i + j) % cores.size();
                final Window window = markets.get(at).windows.get(i);
                cores.get(at).play(window.leadIn);
                final MeasuredCore.Span span = cores.get(at).measure(window.measured, delay);
                if (measured) {
                    markets.get(at).figures.add(span);
                }
            }
        }
        for (int i = 0; i < cores.size(); i++) {
            markets.get(i).figures.addDigest(cores.get(i).end());
        }
    }

    private static MeasuredCore filledCore(final Market market) {
        try {
            final MeasuredCore core =
                    new MeasuredCore(market.size.instruments, market.size.orders, null, Kind.EVERY_950_BOOKS);
            core.open(market.fill);
            return core;
        } catch (final OutOfMemoryError full) {
            throw tooLarge(market.size, full);
        }
    }

    private static IllegalStateException tooLarge(final Size size, final OutOfMemoryError full) {
        return new IllegalStateException(
                size + ": more than the " + Runtime.getRuntime().maxMemory() / MEBIBYTE
                        + " MiB of heap that this JVM may take, or as much outside of it; give it more by"
                        + " TIERCEL_JAVA_OPTS=-Xmx4g, or take smaller --sizes",
                full);
    }

    /** How much more an event of the last size may cost than one of the first. */
    private static double goalRatio(final MarketAccess access) {
        return access == MarketAccess.UNIFORM ? UNIFORM_GOAL : ZIPF_GOAL;
    }

    private void fill(final Report report, final MarketAccess access, final List<Market> markets) {
        final CoreFigures first = markets.get(0).figures;
        for (int i = 0; i < markets.size(); i++) {
            sound &= markets.get(i).figures.sound();
            report.put("size" + (i + 1), figuresOf(markets.get(i), first));
        }
        final CoreFigures last = markets.get(markets.size() - 1).figures;
        final Percentiles ratio = last.costRatio(first);
        final boolean met = ratio.median() <= goalRatio(access);
        goalsMet &= met;
        report.put("nsPerEventOfLast", last.nsPerEvent())
                .put("ratioLastToFirst", ratio)
                .put("ratioByProcessorTime", last.processorCostRatio(first))
                .put("goalRatio", goalRatio(access))
                .put("goalsMet", met);
    }

    private static Report figuresOf(final Market market, final CoreFigures first) {
        final CoreFigures figures = market.figures;
        return new Report()
                .put("instruments", market.size.instruments)
                .put("liveOrders", market.size.orders)
                .put("liveOrdersAtEnd", market.ordersAtEnd)
                .put("nsPerEvent", figures.nsPerEvent())
                .put("processorNsPerEvent", figures.processorNsPerEvent())
                .put("ratioToFirst", figures.costRatio(first))
                .put("ratioByProcessorTime", figures.processorCostRatio(first))
                .put("disturbedWindows", figures.disturbedCount())
                .put("orders", figures.orderCount())
                .put("digest", figures.digest())
                .put("sameDigestInAllRounds", figures.sameDigest());
    }
}
