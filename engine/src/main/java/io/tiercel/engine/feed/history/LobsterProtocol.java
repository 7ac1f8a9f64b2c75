package io.tiercel.engine.feed.history;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import org.agrona.DirectBuffer;

/** One table of LOBSTER, messages or order books; its name says which stock's and which day's. */
final class LobsterProtocol implements Protocol {
    private static final long SECOND_NS = 1_000_000_000L;

    private final boolean messages;
    private final String symbol;
    private final String date;
    /** The messages that order books belong to; null where they are not there. */
    private Path times;

    LobsterProtocol(final boolean messages, final String symbol, final String date) {
        this.messages = messages;
        this.symbol = symbol;
        this.date = date;
    }

    boolean messages() {
        return messages;
    }

    /** Whether this has the messages of those order books, row by row. */
    boolean hasTimesOf(final LobsterProtocol other) {
        return messages && !other.messages && symbol.equals(other.symbol) && date.equals(other.date);
    }

    void times(final Path file) {
        times = file;
    }

    /** Where the times of order books are; null where that is not known. */
    Path times() {
        return times;
    }

    /** Empty where the file's name does not say it. */
    String symbol() {
        return symbol;
    }

    /** What a file says of itself. */
    String content() {
        return (messages ? "messages" : "order books") + (symbol.isEmpty() ? "" : " of " + symbol + ", " + date);
    }

    /** Of the day, in New York; 0 where the file's name does not say it. */
    long midnightNs() {
        try {
            return date.isEmpty()
                    ? 0
                    : LocalDate.parse(date).atStartOfDay(ItchProtocol.ZONE).toEpochSecond() * SECOND_NS;
        } catch (final DateTimeException noDay) {
            return 0;
        }
    }

    @Override
    public String name() {
        return "lobster";
    }

    @Override
    public ZoneId timesOfDayIn() {
        return ItchProtocol.ZONE;
    }

    @Override
    public boolean recognisesDatagram(final DirectBuffer buffer, final int offset, final int length) {
        return false;
    }

    @Override
    public boolean recognisesMessage(final DirectBuffer buffer, final int offset, final int length) {
        return false;
    }

    @Override
    public MessageReader reader() {
        return new LobsterReader(this);
    }

    @Override
    public BookFeed books(final BookTarget target, final HistoryFiles files) {
        return new LobsterBooks(this, target);
    }
}
