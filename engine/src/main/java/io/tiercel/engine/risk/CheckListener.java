package io.tiercel.engine.risk;

import io.tiercel.codecs.types.RiskReason;

/**
 * Hears of every control that was asked, in its order, also of those that passed. On the core's thread, and only where
 * a replay explains an order. Nothing comes back from it: verdicts, state and outputs are the same whoever listens.
 */
public interface CheckListener {
    /** Nobody listens: whatever trades. */
    CheckListener NONE = (control, bound, passed, value, limitValue) -> {};

    /**
     * @param control    the reason of a refusal by it
     * @param bound      how value and limit are compared
     * @param value      in the units of a refusal's, also when it passed
     * @param limitValue the same
     */
    void onCheck(RiskReason control, Bound bound, boolean passed, long value, long limitValue);
}
