package io.tiercel.engine.feed.history;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.InstrumentDirectory;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * Books of LOBSTER's tables: of messages by order, of order books by price. What stood in the book before a table of
 * messages began is not in it.
 */
final class LobsterBooks implements BookFeed {
    /** A table is of one stock, and has no number for it. */
    static final long CODE = 1;

    /** 1e-4 in 1e-9. */
    private static final long PRICE_NANOS = 100_000;

    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long MAX_PRICE = Long.MAX_VALUE / 2 / PRICE_NANOS;
    private static final int STAGED = 4 * LobsterRow.MAX_FIELDS;

    private final LobsterProtocol protocol;
    private final BookTarget target;
    private final FeedSender sender;
    private final LobsterRow row = new LobsterRow();
    private final long midnightNs;
    private final int id;
    /** What was told last: of order books recovering before the first one, stale where one was not read. */
    private FeedState state;
    /** That is read now. */
    private Path file;
    /** Of its order books, where the messages are there; else null. */
    private LobsterTimes times;
    /** Order books of it so far. */
    private long rows;

    private long[] shownBids = new long[0];
    private long[] shownAsks = new long[0];

    LobsterBooks(final LobsterProtocol protocol, final BookTarget target) {
        this.protocol = protocol;
        this.target = target;
        final int feedId = target.newFeed();
        sender = new FeedSender(feedId, target.line(), new FeedCounts(), STAGED);
        midnightNs = target.dayNs() != 0 ? target.dayNs() : protocol.midnightNs();
        sender.time(midnightNs);
        // Messages begin in a book of which nobody says what is in it.
        tell(protocol.messages() ? FeedState.STALE : FeedState.RECOVERING);
        sender.send();
        id = target.instruments(feedId, protocol.messages()).add(CODE, protocol.symbol());
    }

    @Override
    public void onSession(final Origin origin, final String session, final long next) {
        // Tables have no sessions.
    }

    @Override
    public void onDatagram(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        throw new IllegalStateException("rows of tables do not come as datagrams");
    }

    @Override
    public void onLost(final Origin origin) {
        // A book of messages is stale anyway.
        tell(FeedState.STALE);
        sender.send();
    }

    private void tell(final FeedState newState) {
        if (state != newState) {
            state = newState;
            sender.feedStatus(newState);
        }
    }

    @Override
    public void onEnd() {
        sender.send();
        close();
    }

    private void close() {
        if (times != null) {
            times.close();
            times = null;
        }
    }

    /** Another file of order books begins: its messages are those from the first one on. */
    private void begin(final Path newFile) {
        close();
        file = newFile;
        rows = 0;
        // What was told of the file before may be of a later time.
        state = null;
        if (protocol.times() != null) {
            times = new LobsterTimes(protocol.times());
        } else if (target.untilTime()) {
            throw new HistoryException(
                    "order books of LOBSTER have no times, and here times are needed; give the file of"
                            + " their messages, too, or ask feed book without --at");
        }
    }

    /** Each message has its order book: where some are missing nobody knows which. */
    @Override
    public void onFileEnd(final Origin origin) {
        if (times == null || !origin.file().equals(file) || times.next() < 0) {
            return;
        }
        while (times.next() >= 0) {
            // They are counted.
        }
        tell(FeedState.STALE);
        sender.send();
        target.onFault(
                origin,
                rows + " order books for the " + times.count() + " messages of "
                        + times.file().getFileName() + ", each of which has one; give the whole table of order books");
    }

    @Override
    public void onMessage(final Origin origin, final DirectBuffer buffer, final int offset, final int length) {
        if (!protocol.messages() && !origin.file().equals(file)) {
            begin(origin.file());
        }
        rows++;
        final long timeNs = times == null ? 0 : times.next();
        final String fault = protocol.messages()
                ? row.message(buffer, offset, length)
                : row.book(origin.file(), buffer, offset, length);
        if (timeNs < 0) {
            target.onFault(
                    origin,
                    "an order book without a message: "
                            + times.file().getFileName() + " has " + times.count()
                            + "; give the whole table of messages");
            onLost(origin);
            return;
        }
        if (times != null) {
            sender.time(midnightNs + timeNs);
        }
        if (fault != null) {
            target.onFault(origin, fault);
            onLost(origin);
        } else if (protocol.messages()) {
            onOrder(origin);
        } else {
            onBook();
        }
        sender.endPacket();
        sender.send();
    }

    private void onOrder(final Origin origin) {
        final long timeNs = row.value(LobsterRow.TIME);
        final long price = row.value(LobsterRow.PRICE);
        if (timeNs < 0 || timeNs >= DAY_NS || Math.abs(price) > MAX_PRICE) {
            target.onFault(
                    origin, timeNs < 0 || timeNs >= DAY_NS ? "a time outside of a day" : "a price beyond 62 bits");
            return;
        }
        sender.time(midnightNs + timeNs);
        final long order = row.value(LobsterRow.ORDER_ID);
        final long size = row.value(LobsterRow.SIZE);
        switch ((int) row.value(LobsterRow.TYPE)) {
            case 1 -> sender.add(id, side(), order, price * PRICE_NANOS, size);
            case 2 -> sender.cancel(id, order, size);
            case 3 -> sender.delete(id, order);
            case 4 -> sender.execute(id, order, price * PRICE_NANOS, size, 0);
            case 5, 6 -> sender.trade(id, price * PRICE_NANOS, size, 0);
            case 7 -> onHalt(origin, price);
            default -> {
                // Others change no book.
            }
        }
    }

    /** @param word in the place of a price */
    private void onHalt(final Origin origin, final long word) {
        if (word < -1 || word > 1) {
            target.onFault(origin, "a halt with " + word + " for a price; it is -1, 0 or 1");
        } else if (id != InstrumentDirectory.NONE) {
            sender.instrumentStatus(
                    id, word == 1 ? TradingStatus.TRADING : word == 0 ? TradingStatus.AUCTION : TradingStatus.HALTED);
        }
    }

    /** Of the order that stood in the book. */
    private Side side() {
        return row.value(LobsterRow.DIRECTION) == 1 ? Side.BUY : Side.SELL;
    }

    private void onBook() {
        shownAsks = show(Side.SELL, 0, LobsterReader.NO_ASK, shownAsks);
        shownBids = show(Side.BUY, 2, LobsterReader.NO_BID, shownBids);
        // A row says all of the book.
        tell(FeedState.LIVE);
    }

    /** @param column of the side's price in a level */
    private long[] show(final Side side, final int column, final long none, final long[] before) {
        final long[] now = new long[row.count() / LobsterRow.LEVEL_FIELDS];
        for (int i = 0; i < now.length; i++) {
            now[i] = row.value(i * LobsterRow.LEVEL_FIELDS + column);
        }
        for (final long price : before) {
            boolean there = price == none;
            for (final long other : now) {
                there |= other == price;
            }
            if (!there) {
                sender.level(id, side, price * PRICE_NANOS, 0, 0);
            }
        }
        for (int i = 0; i < now.length; i++) {
            if (now[i] != none && Math.abs(now[i]) <= MAX_PRICE) {
                sender.level(id, side, now[i] * PRICE_NANOS, row.value(i * LobsterRow.LEVEL_FIELDS + column + 1), 0);
            } else {
                now[i] = none;
            }
        }
        return now;
    }
}
