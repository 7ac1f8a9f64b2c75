package io.tiercel.engine.replay.whatif;

import java.util.ArrayList;
import java.util.List;

/**
 * How the orders of two sessions differ.
 *
 * @param added   only in the second
 * @param missing only in the first
 * @param changed in both, with other terms or another end
 * @param first   the first difference, or null
 */
public record OrderComparison(long added, long missing, long changed, Difference first) {
    /**
     * @param before null when the order was added
     * @param after  null when it is missing
     * @param term   in which they differ; null when one of them is not there
     */
    public record Difference(SentOrder before, SentOrder after, SentOrder.Term term) {
        public String kind() {
            return before == null ? "added" : after == null ? "missing" : "changed";
        }

        /** The one that is there, the first session's rather. */
        public SentOrder known() {
            return before == null ? after : before;
        }
    }

    /** Orders are matched by strategy, exogenous cause and ordinal. */
    public static OrderComparison of(final List<SentOrder> before, final List<SentOrder> after) {
        final List<SentOrder> left = sorted(before);
        final List<SentOrder> right = sorted(after);
        long added = 0;
        long missing = 0;
        long changed = 0;
        Difference first = null;
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            final int order =
                    i == left.size() ? 1 : j == right.size() ? -1 : SentOrder.BY_KEY.compare(left.get(i), right.get(j));
            final SentOrder one = order <= 0 ? left.get(i++) : null;
            final SentOrder other = order >= 0 ? right.get(j++) : null;
            final SentOrder.Term term = order == 0 ? one.difference(other) : null;
            added += order > 0 ? 1 : 0;
            missing += order < 0 ? 1 : 0;
            changed += term != null ? 1 : 0;
            if (first == null && (order != 0 || term != null)) {
                first = new Difference(one, other, term);
            }
        }
        return new OrderComparison(added, missing, changed, first);
    }

    public boolean equal() {
        return first == null;
    }

    private static List<SentOrder> sorted(final List<SentOrder> orders) {
        final List<SentOrder> sorted = new ArrayList<>(orders);
        sorted.sort(SentOrder.BY_KEY);
        return sorted;
    }
}
