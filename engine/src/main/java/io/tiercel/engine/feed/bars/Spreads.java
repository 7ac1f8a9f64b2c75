package io.tiercel.engine.feed.bars;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.util.Arrays;

/**
 * Averages of the quoted spread, ask − bid, weighted by how long each was quoted: of each instrument from its first
 * trade to its last, since before and behind these nobody means a quote. A time without a bid below an ask has no
 * weight.
 */
@HotPath
public final class Spreads {
    /** In place of an average, or of a spread. */
    public static final long NONE = -1;

    private Spread[] spreads = new Spread[64];

    /** The best bid and ask from now on; no quote unless the bid is below the ask. */
    public void onQuote(final int instrumentId, final long timeNs, final long bidNanos, final long askNanos) {
        final Spread spread = of(instrumentId);
        spread.until(timeNs);
        final long nanos = askNanos - bidNanos;
        spread.nanos = bidNanos < askNanos && nanos > 0 ? nanos : NONE;
    }

    /** From now on none is there, or it is not known. */
    public void onNoQuote(final int instrumentId, final long timeNs) {
        onQuote(instrumentId, timeNs, 0, 0);
    }

    public void onTrade(final int instrumentId, final long timeNs) {
        of(instrumentId).trade(timeNs);
    }

    /** Half to even; {@link #NONE} where there was no quote between trades. */
    public long averageNanos(final int instrumentId) {
        final Spread spread = instrumentId < spreads.length ? spreads[instrumentId] : null;
        return spread == null || spread.quotedNs == 0 ? NONE : spread.sum.dividedBy(spread.quotedNs);
    }

    private Spread of(final int instrumentId) {
        return instrumentId < spreads.length && spreads[instrumentId] != null
                ? spreads[instrumentId]
                : first(instrumentId);
    }

    @ColdPath
    private Spread first(final int instrumentId) {
        if (instrumentId >= spreads.length) {
            spreads = Arrays.copyOf(spreads, Math.max(instrumentId + 1, 2 * spreads.length));
        }
        spreads[instrumentId] = new Spread();
        return spreads[instrumentId];
    }

    /** Of one instrument. */
    private static final class Spread {
        /** Spread × time, and the time, up to the last trade. */
        final WideSum sum = new WideSum();

        long quotedNs;
        /** The same since then: of no weight until another one. */
        final WideSum pending = new WideSum();

        long pendingNs;
        long nanos = NONE;
        private long sinceNs;
        private boolean traded;

        void until(final long timeNs) {
            // Messages may be late; time is not given back.
            final long passedNs = timeNs - sinceNs;
            if (!traded || passedNs <= 0) {
                return;
            }
            sinceNs = timeNs;
            if (nanos != NONE && pending.add(nanos, passedNs)) {
                pendingNs += passedNs;
            }
        }

        void trade(final long timeNs) {
            if (!traded) {
                traded = true;
                sinceNs = timeNs;
                return;
            }
            until(timeNs);
            if (sum.add(pending)) {
                quotedNs += pendingNs;
            }
            pending.clear();
            pendingNs = 0;
        }
    }
}
