package io.tiercel.journal.export;

/**
 * Definition or repetition levels: small numbers in runs, as Parquet's RLE encoding has them. A run is its length,
 * shifted by one, and the level in a byte.
 */
final class Levels {
    private final Bytes runs = new Bytes();
    private int level;
    private int run;

    void add(final int next) {
        if (next != level) {
            endRun();
            level = next;
        }
        run++;
    }

    void clear() {
        runs.clear();
        run = 0;
    }

    /** With their length before them, as a page has them. */
    void putTo(final Bytes page) {
        endRun();
        page.putInt(runs.length());
        page.put(runs);
    }

    private void endRun() {
        if (run > 0) {
            runs.putVarint((long) run << 1);
            runs.putByte(level);
            run = 0;
        }
    }
}
