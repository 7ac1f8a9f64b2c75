package io.tiercel.engine.feed.bars;

/** Who takes bars. */
@FunctionalInterface
public interface BarListener {
    /**
     * @param bar   holds during the call
     * @param whole false for one that the end of the trades ended
     */
    void onBar(Bar bar, boolean whole);
}
