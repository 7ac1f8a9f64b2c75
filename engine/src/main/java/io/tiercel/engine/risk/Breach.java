package io.tiercel.engine.risk;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.RiskReason;

/** The value and the limit it broke, kept for whoever asks after a check. */
@HotPath
final class Breach {
    private long value;
    private long limitValue;

    /** Notes them and returns the reason, so that a control is one line. */
    RiskReason of(final RiskReason reason, final long brokenValue, final long brokenLimit) {
        value = brokenValue;
        limitValue = brokenLimit;
        return reason;
    }

    long value() {
        return value;
    }

    long limitValue() {
        return limitValue;
    }
}
