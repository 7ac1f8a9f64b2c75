package io.tiercel.engine.risk;

import io.tiercel.codecs.types.RiskReason;

/** Tells a listener of each control. Verdicts are those of {@link SilentVerdict}. */
final class ToldVerdict extends Verdict {
    private final CheckListener listener;

    ToldVerdict(final CheckListener listener) {
        this.listener = listener;
    }

    @Override
    boolean refuses(
            final RiskReason control,
            final Bound bound,
            final boolean broken,
            final long newValue,
            final long newLimitValue) {
        listener.onCheck(control, bound, !broken, newValue, newLimitValue);
        return note(broken, newValue, newLimitValue);
    }

    @Override
    boolean explains() {
        return true;
    }
}
