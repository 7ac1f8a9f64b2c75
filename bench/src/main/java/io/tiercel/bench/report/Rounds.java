package io.tiercel.bench.report;

import java.util.ArrayList;
import java.util.List;

/** One figure of each round. Rounds in which a measured thread waited for its processor are shown apart. */
public final class Rounds {
    /** Fewer have no spread that says anything. */
    static final int LEAST_CLEAN = 10;

    private record Round(double figure, boolean disturbed) {}

    private final List<Round> rounds = new ArrayList<>();

    public void add(final double figure, final boolean disturbed) {
        rounds.add(new Round(figure, disturbed));
    }

    /** Without the disturbed ones; nothing where others are fewer than ten, unless all are clean. */
    public Percentiles clean() {
        final Percentiles clean = Percentiles.of(rounds.stream()
                .filter(round -> !round.disturbed)
                .mapToDouble(Round::figure)
                .toArray());
        return enough(clean.count(), rounds.size()) ? clean : Percentiles.of();
    }

    /** Of the clean ones if they are enough; else of all, and marked so. */
    public Percentiles best() {
        final Percentiles clean = clean();
        return clean.count() > 0 ? clean : all().ofDisturbedToo();
    }

    static boolean enough(final int clean, final int all) {
        return clean >= Math.min(LEAST_CLEAN, all);
    }

    public Percentiles all() {
        return Percentiles.of(rounds.stream().mapToDouble(Round::figure).toArray());
    }

    public int disturbedCount() {
        return (int) rounds.stream().filter(Round::disturbed).count();
    }
}
