package io.tiercel.bench.rig;

import io.tiercel.bench.report.Distribution;
import io.tiercel.bench.report.PairedWindows;
import io.tiercel.bench.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What closed loops gave, one start of the engine after the other, each beside an echo of its own. Where a process
 * finds its memory decides a part of its latency until it ends, of the echo's and of the engine's: windows of one start
 * alone would say less of the next one than their spread promises.
 */
public final class ClosedLoopFigures {
    private final PairedWindows windows = new PairedWindows();
    private final List<PairedWindows> starts = new ArrayList<>();
    private final Distribution ofEngine = new Distribution();
    private final Distribution ofEcho = new Distribution();
    private final Hops hops = new Hops();
    private JournaledOrders journaled = JournaledOrders.NONE;
    private boolean runDelayKnown = true;
    private long fromNs;

    /** @param nowNs when its first measured window begins */
    void beginStart(final long nowNs, final boolean delayKnown) {
        if (starts.isEmpty()) {
            fromNs = nowNs;
        }
        starts.add(new PairedWindows());
        runDelayKnown &= delayKnown;
    }

    void add(final PairedWindows.Window engine, final PairedWindows.Window echo) {
        windows.add(engine, echo);
        starts.get(starts.size() - 1).add(engine, echo);
    }

    Distribution samples(final boolean engine) {
        return engine ? ofEngine : ofEcho;
    }

    void addJournaled(final JournaledOrders more) {
        journaled = journaled.and(more);
    }

    /** Of all starts. */
    public PairedWindows windows() {
        return windows;
    }

    /** Whether this system says how long a thread waited for its processor. */
    public boolean runDelayKnown() {
        return runDelayKnown;
    }

    /** All measured samples, of the engine or of the echo, disturbed windows included. */
    public Report distribution(final boolean engine) {
        return samples(engine).describe(fromNs);
    }

    public JournaledOrders journaled() {
        return journaled;
    }

    /** Of the measured ticks. */
    public Hops hops() {
        return hops;
    }

    /** Start by start, of all its windows: how much of the ratio is the start's. */
    public Report byStart() {
        return new Report()
                .put("count", starts.size())
                .put("tickToTradeP50Ns", each(start -> start.p50OfAll(true).median()))
                .put("echoP50Ns", each(start -> start.p50OfAll(false).median()))
                .put("ratioOfMedians", each(start -> start.p50Ratio(false).median()));
    }

    private double[] each(final ToDoubleFunction<PairedWindows> figure) {
        return starts.stream().mapToDouble(figure).toArray();
    }

    /**
     * How much of a median tick is known by measurements of its parts: the way there and back, as the echo takes it,
     * and what passes within the engine, by its own clock, without the sending: the echo sends as well. The rest is how
     * long the tick waited for the engine's look at the stream, and what the engine's work takes from the caches on the
     * way.
     */
    public Report accountedFor() {
        final double tickToTradeNs = ofEngine.medianNs();
        final double echoNs = ofEcho.medianNs();
        final double engineNs = hops.receivedToLeftNs();
        final double sendingNs = hops.sendingNs();
        return new Report()
                .put("tickToTradeNs", tickToTradeNs)
                .put("echoNs", echoNs)
                .put("withinEngineNs", engineNs)
                .put("sendingNs", sendingNs)
                .put("share", (echoNs + engineNs - sendingNs) / tickToTradeNs);
    }
}
