package io.tiercel.bench.engine;

import io.tiercel.bench.report.Percentiles;
import io.tiercel.codecs.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What several spans of cores that were all given the same gave. */
public final class CoreFigures {
    private static final double NANOS_PER_SECOND = 1e9;
    /** With fewer orders than one in so many events the figure is not one of a core that trades. */
    private static final long EVENTS_PER_ORDER = 1_000;

    private final List<MeasuredCore.Span> spans = new ArrayList<>();
    private Long digest;
    private boolean sameDigest = true;

    public void add(final MeasuredCore.Span span) {
        spans.add(span);
    }

    /** Of a core at its end: all have to be the same. */
    public void addDigest(final long ended) {
        if (digest == null) {
            digest = ended;
        }
        sameDigest &= digest == ended;
    }

    public MeasuredCore.Span first() {
        return spans.get(0);
    }

    /** Of the core that ended first. */
    public String digest() {
        return Digest.format(digest);
    }

    public Percentiles eventsPerSecond() {
        return Percentiles.of(each(span -> span.events() * NANOS_PER_SECOND / span.elapsedNs()));
    }

    public Percentiles nsPerEvent() {
        return Percentiles.of(costs());
    }

    /** By the thread's own processor time. */
    public Percentiles processorNsPerEvent() {
        return Percentiles.of(processorCosts());
    }

    /** This one's cost by the other's, span by span. */
    public Percentiles costRatio(final CoreFigures other) {
        return ratio(costs(), other.costs());
    }

    /** The same by the thread's own processor time. */
    public Percentiles processorCostRatio(final CoreFigures other) {
        return ratio(processorCosts(), other.processorCosts());
    }

    /** Spans in which the thread had to wait for its processor. */
    public int disturbedCount() {
        return (int) spans.stream().filter(span -> span.runDelayNs() > 0).count();
    }

    public long allocatedBytes() {
        return spans.stream().mapToLong(MeasuredCore.Span::allocatedBytes).sum();
    }

    public boolean sameDigest() {
        return sameDigest;
    }

    public long orderCount() {
        return spans.stream().mapToLong(MeasuredCore.Span::orders).sum();
    }

    /** Whether all cores ended alike, and the strategy traded. */
    public boolean sound() {
        final long events = spans.stream().mapToLong(MeasuredCore.Span::events).sum();
        return sameDigest && orderCount() * EVENTS_PER_ORDER >= events;
    }

    private double[] costs() {
        return each(span -> (double) span.elapsedNs() / span.events());
    }

    private double[] processorCosts() {
        return each(span -> (double) span.processorNs() / span.events());
    }

    private double[] each(final ToDoubleFunction<MeasuredCore.Span> figure) {
        return spans.stream().mapToDouble(figure).toArray();
    }

    private static Percentiles ratio(final double[] these, final double[] others) {
        final double[] ratios = new double[these.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = these[i] / others[i];
        }
        return Percentiles.of(ratios);
    }
}
