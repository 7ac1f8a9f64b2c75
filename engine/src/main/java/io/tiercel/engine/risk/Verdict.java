package io.tiercel.engine.risk;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.RiskReason;

/**
 * What every control of an order goes through: it refuses or not, and the value and the limit that it broke are kept
 * for whoever asks after a check. A replay that explains orders uses {@link ToldVerdict}; where orders are sent {@link
 * SilentVerdict} is the only one that is loaded, so the virtual machine calls it without looking.
 */
@HotPath
abstract class Verdict {
    private long value;
    private long limitValue;

    /** The one of a listener. */
    static Verdict of(final CheckListener listener) {
        return listener == CheckListener.NONE ? new SilentVerdict() : new ToldVerdict(listener);
    }

    /** Notes value and limit when {@code broken}, which is returned. Every control comes here, whatever it found. */
    abstract boolean refuses(RiskReason control, Bound bound, boolean broken, long newValue, long newLimitValue);

    /** Whether somebody wants to see values that only a refusal needs. */
    abstract boolean explains();

    /** Refuses a value above its limit. */
    final boolean above(final RiskReason control, final long newValue, final long newLimitValue) {
        return refuses(control, Bound.AT_MOST, newValue > newLimitValue, newValue, newLimitValue);
    }

    /** Refuses a value below its limit. */
    final boolean below(final RiskReason control, final long newValue, final long newLimitValue) {
        return refuses(control, Bound.AT_LEAST, newValue < newLimitValue, newValue, newLimitValue);
    }

    /** Refuses while a condition is there. */
    final boolean when(
            final boolean condition, final RiskReason control, final long newValue, final long newLimitValue) {
        return refuses(control, Bound.STATE, condition, newValue, newLimitValue);
    }

    final boolean note(final boolean broken, final long newValue, final long newLimitValue) {
        if (broken) {
            value = newValue;
            limitValue = newLimitValue;
        }
        return broken;
    }

    final long value() {
        return value;
    }

    final long limitValue() {
        return limitValue;
    }
}
