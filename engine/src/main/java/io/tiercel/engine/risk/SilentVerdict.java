package io.tiercel.engine.risk;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.RiskReason;

/** Tells nobody: the one of every core that trades. */
@HotPath
final class SilentVerdict extends Verdict {
    @Override
    boolean refuses(
            final RiskReason control,
            final Bound bound,
            final boolean broken,
            final long newValue,
            final long newLimitValue) {
        return note(broken, newValue, newLimitValue);
    }

    @Override
    boolean explains() {
        return false;
    }
}
