package io.tiercel.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Windows of two subjects, taken in turn, so that what changes on the machine changes for both. A window in which a
 * measured thread had to wait for its processor is disturbed; it is counted and shown, apart from the clean ones.
 */
public final class PairedWindows {
    private static final double P50 = 50;
    private static final double P99 = 99;

    /** The percentiles of one window. */
    public record Window(double p50, double p99, boolean disturbed) {
        public static Window of(final long[] samplesNs, final int count, final boolean disturbed) {
            final Percentiles percentiles = Percentiles.of(samplesNs, count);
            return new Window(percentiles.at(P50), percentiles.at(P99), disturbed);
        }
    }

    private record Pair(Window subject, Window reference) {
        boolean clean() {
            return !subject.disturbed && !reference.disturbed;
        }
    }

    private final List<Pair> pairs = new ArrayList<>();

    public void add(final Window subject, final Window reference) {
        pairs.add(new Pair(subject, reference));
    }

    public int count() {
        return pairs.size();
    }

    /** Pairs of which neither window was disturbed. */
    public int cleanCount() {
        return (int) pairs.stream().filter(Pair::clean).count();
    }

    /** How many windows of the subject, or of the reference, were disturbed. */
    public int disturbedCount(final boolean ofSubject) {
        return (int) pairs.stream()
                .filter(pair -> (ofSubject ? pair.subject : pair.reference).disturbed)
                .count();
    }

    /** The windows' medians; of clean windows, or of disturbed ones. */
    public Percentiles p50(final boolean ofSubject, final boolean disturbed) {
        return windows(ofSubject, disturbed, Window::p50);
    }

    /** Of all windows. */
    public Percentiles p50OfAll(final boolean ofSubject) {
        return Percentiles.of(pairs.stream()
                .mapToDouble(pair -> (ofSubject ? pair.subject : pair.reference).p50)
                .toArray());
    }

    public Percentiles p99(final boolean ofSubject, final boolean disturbed) {
        return windows(ofSubject, disturbed, Window::p99);
    }

    /** Subject by reference, pair by pair; of clean pairs alone only where these are ten, or all. */
    public Percentiles p50Ratio(final boolean cleanOnly) {
        return ratios(cleanOnly, Window::p50);
    }

    public Percentiles p99Ratio(final boolean cleanOnly) {
        return ratios(cleanOnly, Window::p99);
    }

    private Percentiles windows(
            final boolean ofSubject, final boolean disturbed, final ToDoubleFunction<Window> percentile) {
        return Percentiles.of(pairs.stream()
                .map(pair -> ofSubject ? pair.subject : pair.reference)
                .filter(window -> window.disturbed == disturbed)
                .mapToDouble(percentile)
                .toArray());
    }

    private Percentiles ratios(final boolean cleanOnly, final ToDoubleFunction<Window> percentile) {
        if (cleanOnly && !Rounds.enough(cleanCount(), count())) {
            return Percentiles.of();
        }
        final Predicate<Pair> counts = cleanOnly ? Pair::clean : pair -> true;
        return Percentiles.of(pairs.stream()
                .filter(counts)
                .mapToDouble(pair -> percentile.applyAsDouble(pair.subject) / percentile.applyAsDouble(pair.reference))
                .toArray());
    }
}
