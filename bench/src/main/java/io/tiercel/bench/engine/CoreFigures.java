package io.tiercel.bench.engine;

import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Rounds;
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
        return rounds(span -> span.events() * NANOS_PER_SECOND / span.elapsedNs());
    }

    public Percentiles nsPerEvent() {
        return rounds(CoreFigures::cost);
    }

    /** By the thread's own processor time, whatever it had to wait. */
    public Percentiles processorNsPerEvent() {
        return Percentiles.of(
                spans.stream().mapToDouble(CoreFigures::processorCost).toArray());
    }

    /** This one's cost by the other's, span by span. */
    public Percentiles costRatio(final CoreFigures other) {
        final Rounds ratios = new Rounds();
        for (int i = 0; i < spans.size(); i++) {
            final MeasuredCore.Span one = spans.get(i);
            final MeasuredCore.Span against = other.spans.get(i);
            ratios.add(cost(one) / cost(against), one.disturbed() || against.disturbed());
        }
        return ratios.best();
    }

    /** The same by the thread's own processor time. */
    public Percentiles processorCostRatio(final CoreFigures other) {
        final double[] ratios = new double[spans.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = processorCost(spans.get(i)) / processorCost(other.spans.get(i));
        }
        return Percentiles.of(ratios);
    }

    /** Spans in which the thread had to wait for its processor. */
    public int disturbedCount() {
        return (int) spans.stream().filter(MeasuredCore.Span::disturbed).count();
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

    private Percentiles rounds(final ToDoubleFunction<MeasuredCore.Span> figure) {
        final Rounds rounds = new Rounds();
        spans.forEach(span -> rounds.add(figure.applyAsDouble(span), span.disturbed()));
        return rounds.best();
    }

    private static double cost(final MeasuredCore.Span span) {
        return (double) span.elapsedNs() / span.events();
    }

    private static double processorCost(final MeasuredCore.Span span) {
        return (double) span.processorNs() / span.events();
    }
}
