package io.tiercel.engine.risk;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** Who may send what: killed, halted, stopping, journal full, venue down. A venue is down until it is said to be up. */
@HotPath
final class TradingStates {
    private static final int VENUES = 256;

    private final boolean[] killed;
    private final boolean[] halted;
    private final boolean[] venueUp = new boolean[VENUES];
    /** Its session was up, and is not now. */
    private final boolean[] venueLost = new boolean[VENUES];

    private boolean stopping;
    private boolean journalFull;
    private boolean journalSlow;

    /** Index 0 stands for all. */
    TradingStates(final int maxStrategies) {
        killed = new boolean[maxStrategies + 1];
        halted = new boolean[maxStrategies + 1];
    }

    RiskReason check(final int strategyId, final Verdict verdict) {
        if (verdict.when(killed[0], RiskReason.ALL_KILLED, strategyId, 0)) {
            return RiskReason.ALL_KILLED;
        }
        if (verdict.when(killed[strategyId], RiskReason.STRATEGY_KILLED, strategyId, 0)) {
            return RiskReason.STRATEGY_KILLED;
        }
        if (verdict.when(journalFull, RiskReason.JOURNAL_FULL, strategyId, 0)) {
            return RiskReason.JOURNAL_FULL;
        }
        if (verdict.when(journalSlow, RiskReason.JOURNAL_SLOW, strategyId, 0)) {
            return RiskReason.JOURNAL_SLOW;
        }
        return verdict.when(halted[0] || halted[strategyId], RiskReason.HALTED, strategyId, 0)
                ? RiskReason.HALTED
                : RiskReason.NONE;
    }

    void kill(final int strategyId) {
        if (known(strategyId)) {
            killed[strategyId] = true;
        }
    }

    void halt(final int strategyId) {
        if (known(strategyId)) {
            halted[strategyId] = true;
        }
    }

    void resume(final int strategyId) {
        if (known(strategyId)) {
            killed[strategyId] = false;
            halted[strategyId] = false;
        }
    }

    boolean killed(final int strategyId) {
        return known(strategyId) && killed[strategyId];
    }

    boolean halted(final int strategyId) {
        return known(strategyId) && halted[strategyId];
    }

    private boolean known(final int strategyId) {
        return strategyId >= 0 && strategyId < killed.length;
    }

    boolean stopping() {
        return stopping;
    }

    void stopping(final boolean newStopping) {
        stopping = newStopping;
    }

    boolean journalFull() {
        return journalFull;
    }

    void journalFull(final boolean newJournalFull) {
        journalFull = newJournalFull;
    }

    boolean journalSlow() {
        return journalSlow;
    }

    void journalSlow(final boolean newJournalSlow) {
        journalSlow = newJournalSlow;
    }

    boolean venueUp(final int venueId) {
        return venueId >= 0 && venueId < VENUES && venueUp[venueId];
    }

    /** Whether that is news: its session was up and is down, or is up again. The first time up is none. */
    boolean venueUp(final int venueId, final boolean up) {
        if (venueId < 0 || venueId >= VENUES) {
            return false;
        }
        final boolean news = up ? venueLost[venueId] : venueUp[venueId];
        venueLost[venueId] = !up && (venueLost[venueId] || venueUp[venueId]);
        venueUp[venueId] = up;
        return news;
    }

    void snapshotTo(final StateWriter writer) {
        for (int i = 0; i < killed.length; i++) {
            writer.putBoolean(killed[i]);
            writer.putBoolean(halted[i]);
        }
        for (int i = 0; i < VENUES; i++) {
            writer.putBoolean(venueUp[i]);
            writer.putBoolean(venueLost[i]);
        }
        writer.putBoolean(stopping);
        writer.putBoolean(journalFull);
        writer.putBoolean(journalSlow);
    }

    void restoreFrom(final StateReader reader) {
        for (int i = 0; i < killed.length; i++) {
            killed[i] = reader.takeBoolean();
            halted[i] = reader.takeBoolean();
        }
        for (int i = 0; i < VENUES; i++) {
            venueUp[i] = reader.takeBoolean();
            venueLost[i] = reader.takeBoolean();
        }
        stopping = reader.takeBoolean();
        journalFull = reader.takeBoolean();
        journalSlow = reader.takeBoolean();
    }
}
