package io.tiercel.engine.feed.history;

/** An instrument and what was counted of its book. */
public final class BookEntry {
    private final int id;
    private final int feedId;
    private final int quantityDecimals;
    private long code;
    private String symbol;
    long trades;
    long crossed;
    long errors;
    /** An error since the book was empty last. */
    boolean faulty;
    /** The files do not say enough for it to be trusted. */
    boolean doubtful;
    /** Something of it was long after the time at which books are wanted. */
    boolean passedOver;
    /** It was found after that time. */
    boolean later;

    final SessionStatistics statistics = new SessionStatistics();

    BookEntry(final int id, final int feedId, final long code, final String symbol, final int quantityDecimals) {
        this.id = id;
        this.feedId = feedId;
        this.quantityDecimals = quantityDecimals;
        this.code = code;
        this.symbol = symbol;
    }

    /** From 1, in the order in which they were found. */
    public int id() {
        return id;
    }

    int feedId() {
        return feedId;
    }

    void rename(final long newCode, final String newSymbol) {
        code = newCode;
        symbol = newSymbol;
    }

    /** The exchange's own number for it. */
    public long code() {
        return code;
    }

    /** Empty where no message says it. */
    public String symbol() {
        return symbol;
    }

    /** Digits after the point of its quantities. */
    public int quantityDecimals() {
        return quantityDecimals;
    }

    public long trades() {
        return trades;
    }

    /** Times that bid and ask met or passed each other at the end of a packet. */
    public long crossed() {
        return crossed;
    }

    /** Whether something did not fit the book since it was empty last, or the files do not say enough of it. */
    public boolean faulty() {
        return faulty || doubtful;
    }

    /** Messages that did not fit the book. */
    public long errors() {
        return errors;
    }

    /** Null where nothing holds that was said. */
    public SessionStatistics statistics() {
        return statistics.isEmpty() ? null : statistics;
    }
}
