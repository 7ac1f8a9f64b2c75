package io.tiercel.engine.feed.history;

/**
 * Room for books of files whose content is not known yet.
 *
 * @param orders      in all books together
 * @param levels      likewise
 * @param instruments the greatest id
 */
record BookRoom(int orders, int levels, int instruments) {
    private static final int MAX_INSTRUMENTS = 1 << 16;
    /** A whole exchange has fewer. */
    private static final int MAX_LEVELS = 1 << 21;

    private static final int LEAST_ORDERS = 1 << 10;
    private static final int LEAST_INSTRUMENTS = 1 << 6;
    private static final int BYTES_OF_AN_ORDER = 8;
    /** No compression of such files is better. */
    private static final int MAX_COMPRESSION = 32;

    /** @param maxOrders 0 for {@link BookBuild#MAX_ORDERS}, or less where the files are small */
    static BookRoom of(final HistoryFiles files, final int maxOrders) {
        final long bytes = files.totalBytes() * MAX_COMPRESSION / BYTES_OF_AN_ORDER;
        final int orders =
                maxOrders > 0 ? maxOrders : (int) Math.max(LEAST_ORDERS, Math.min(BookBuild.MAX_ORDERS, bytes));
        return new BookRoom(orders, Math.min(orders, MAX_LEVELS), (int)
                Math.max(LEAST_INSTRUMENTS, Math.min(MAX_INSTRUMENTS, bytes)));
    }
}
