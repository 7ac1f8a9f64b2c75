package io.tiercel.engine.feed.history;

import io.tiercel.codecs.marketdata.AuctionImbalanceDecoder;
import io.tiercel.codecs.marketdata.FactsClearDecoder;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.L2UpdateDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.PriceLimitsDecoder;
import io.tiercel.codecs.marketdata.StatisticDecoder;
import io.tiercel.codecs.marketdata.TradeCorrectionDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.BookFault;
import io.tiercel.engine.book.BookListener;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.feed.MarketDataSink;
import io.tiercel.engine.feed.MessageLine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.agrona.DirectBuffer;

/** The feeds' messages, as an engine gets them, into books like the engine's. */
final class BookLine implements MessageLine, BookListener {
    /** The same in all messages of a packet. */
    private static final int FLAGS = MessageHeaderDecoder.ENCODED_LENGTH + L3AddDecoder.flagsEncodingOffset();

    private static final int END_OF_PACKET = 1;
    private static final long NOTHING = Long.MIN_VALUE;
    /** Messages that say together how late it is. */
    private static final int ENOUGH = 64;

    private final List<BookEntry> entries;
    private final BookTime until;
    private final HistoryTimes times;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final L3AddDecoder add = new L3AddDecoder();
    private final L3ModifyDecoder modify = new L3ModifyDecoder();
    private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
    private final L3CancelDecoder cancel = new L3CancelDecoder();
    private final L3DeleteDecoder delete = new L3DeleteDecoder();
    private final L3ReplaceDecoder replace = new L3ReplaceDecoder();
    private final L3ClearDecoder clear = new L3ClearDecoder();
    private final L2UpdateDecoder level = new L2UpdateDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final StatisticDecoder statistic = new StatisticDecoder();
    private final FactsClearDecoder factsClear = new FactsClearDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final List<FeedState> states = new ArrayList<>();
    /** Changed since the end of the last packet; each once. */
    private final List<Book> changed = new ArrayList<>();

    private Books books;
    private long timeNs;
    /** As {@link #time}. */
    private long toldNs = NOTHING;
    /** Messages in a row that are long after the time at which books are wanted. */
    private int longAfter;
    /** Feeds of which something was passed over since that time. */
    private final BitSet passedOver = new BitSet();

    /** @param dayNs as {@link BookTarget#dayNs} */
    BookLine(final List<BookEntry> entries, final BookTime until, final long dayNs) {
        this.entries = entries;
        this.until = until;
        times = new HistoryTimes(dayNs);
    }

    void connect(final Books newBooks) {
        books = newBooks;
    }

    /** A new feed; from 1. */
    void feed(final int feedId) {
        while (states.size() <= feedId) {
            states.add(FeedState.STALE);
        }
    }

    FeedState state(final int feedId) {
        return states.get(feedId);
    }

    /** Whether the time at which books are wanted is over. */
    boolean complete() {
        return longAfter >= ENOUGH;
    }

    /** Another file may be of the same time. */
    void reopen() {
        toldNs = NOTHING;
        longAfter = 0;
        passedOver.clear();
        for (final BookEntry entry : entries) {
            entry.passedOver = false;
            if (entry.later) {
                passedOver.set(entry.feedId());
            }
        }
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public Result offer(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> onAdd(buffer, offset);
            case L3ModifyDecoder.TEMPLATE_ID -> onModify(buffer, offset);
            case L3ExecuteDecoder.TEMPLATE_ID -> onExecute(buffer, offset);
            case L3CancelDecoder.TEMPLATE_ID -> onCancel(buffer, offset);
            case L3DeleteDecoder.TEMPLATE_ID -> onDelete(buffer, offset);
            case L3ReplaceDecoder.TEMPLATE_ID -> onReplace(buffer, offset);
            case L3ClearDecoder.TEMPLATE_ID -> onClear(buffer, offset);
            case L2UpdateDecoder.TEMPLATE_ID -> onLevel(buffer, offset);
            case TradeDecoder.TEMPLATE_ID -> onTrade(buffer, offset);
            case FeedStatusDecoder.TEMPLATE_ID -> onStatus(buffer, offset);
            case StatisticDecoder.TEMPLATE_ID -> onStatistic(buffer, offset);
            case FactsClearDecoder.TEMPLATE_ID -> onFactsClear(buffer, offset);
            case TradeCorrectionDecoder.TEMPLATE_ID,
                    AuctionImbalanceDecoder.TEMPLATE_ID,
                    PriceLimitsDecoder.TEMPLATE_ID -> endIf((buffer.getByte(offset + FLAGS) & END_OF_PACKET) != 0);
            default -> {
                // Statuses of instruments and phases of the day change no book.
            }
        }
        return Result.TAKEN;
    }

    private void onAdd(final DirectBuffer buffer, final int offset) {
        add.wrapAndApplyHeader(buffer, offset, header);
        if (wanted(add.instrumentId(), add.venueTimeNs())) {
            books.add(add.instrumentId(), add.side(), add.orderId(), add.priceNanos(), add.quantity());
        }
        endIf(add.flags().endOfPacket());
    }

    private void onModify(final DirectBuffer buffer, final int offset) {
        modify.wrapAndApplyHeader(buffer, offset, header);
        if (wanted(modify.instrumentId(), modify.venueTimeNs())) {
            books.modify(
                    modify.instrumentId(), modify.side(), modify.orderId(), modify.priceNanos(), modify.quantity());
        }
        endIf(modify.flags().endOfPacket());
    }

    private void onExecute(final DirectBuffer buffer, final int offset) {
        execute.wrapAndApplyHeader(buffer, offset, header);
        if (wanted(execute.instrumentId(), execute.venueTimeNs())) {
            books.execute(
                    execute.instrumentId(),
                    execute.aggressorSide(),
                    execute.orderId(),
                    execute.priceNanos(),
                    execute.quantity());
        }
        endIf(execute.flags().endOfPacket());
    }

    private void onCancel(final DirectBuffer buffer, final int offset) {
        cancel.wrapAndApplyHeader(buffer, offset, header);
        if (wanted(cancel.instrumentId(), cancel.venueTimeNs())) {
            books.cancel(cancel.instrumentId(), cancel.side(), cancel.orderId(), cancel.quantity());
        }
        endIf(cancel.flags().endOfPacket());
    }

    private void onDelete(final DirectBuffer buffer, final int offset) {
        delete.wrapAndApplyHeader(buffer, offset, header);
        if (wanted(delete.instrumentId(), delete.venueTimeNs())) {
            books.delete(delete.instrumentId(), delete.side(), delete.orderId());
        }
        endIf(delete.flags().endOfPacket());
    }

    private void onReplace(final DirectBuffer buffer, final int offset) {
        replace.wrapAndApplyHeader(buffer, offset, header);
        if (wanted(replace.instrumentId(), replace.venueTimeNs())) {
            books.replace(
                    replace.instrumentId(),
                    replace.side(),
                    replace.orderId(),
                    replace.newOrderId(),
                    replace.priceNanos(),
                    replace.quantity());
        }
        endIf(replace.flags().endOfPacket());
    }

    private void onClear(final DirectBuffer buffer, final int offset) {
        clear.wrapAndApplyHeader(buffer, offset, header);
        if (wanted(clear.instrumentId(), clear.venueTimeNs())) {
            clear(clear.instrumentId());
        }
        endIf(clear.flags().endOfPacket());
    }

    void clear(final int instrumentId) {
        books.clear(instrumentId);
        entries.get(instrumentId - 1).faulty = false;
    }

    private void onLevel(final DirectBuffer buffer, final int offset) {
        level.wrapAndApplyHeader(buffer, offset, header);
        if (wanted(level.instrumentId(), level.venueTimeNs())) {
            books.level(level.instrumentId(), level.side(), level.priceNanos(), level.quantity(), level.orderCount());
        }
        endIf(level.flags().endOfPacket());
    }

    private void onTrade(final DirectBuffer buffer, final int offset) {
        trade.wrapAndApplyHeader(buffer, offset, header);
        if (wanted(trade.instrumentId(), trade.venueTimeNs())) {
            books.trade(trade.instrumentId(), trade.aggressorSide(), trade.priceNanos(), trade.quantity());
        }
        endIf(trade.flags().endOfPacket());
    }

    private void onStatistic(final DirectBuffer buffer, final int offset) {
        statistic.wrapAndApplyHeader(buffer, offset, header);
        if (wanted(statistic.instrumentId(), statistic.venueTimeNs())) {
            if (statistic.withdrawn() == BooleanFlag.TRUE) {
                withdraw(statistic.instrumentId(), statistic.statistic());
            } else {
                statistic(
                        statistic.instrumentId(),
                        statistic.statistic(),
                        statistic.priceNanos(),
                        statistic.quantity(),
                        statistic.code());
            }
        }
        endIf(statistic.flags().endOfPacket());
    }

    void statistic(
            final int instrumentId,
            final StatisticKind kind,
            final long priceNanos,
            final long quantity,
            final int code) {
        if (instrumentId != MarketDataSink.MARKET) {
            entries.get(instrumentId - 1).statistics.set(kind, priceNanos, quantity, code);
        }
    }

    void withdraw(final int instrumentId, final StatisticKind kind) {
        if (instrumentId != MarketDataSink.MARKET) {
            entries.get(instrumentId - 1).statistics.remove(kind);
        }
    }

    private void onFactsClear(final DirectBuffer buffer, final int offset) {
        factsClear.wrapAndApplyHeader(buffer, offset, header);
        if (wanted(factsClear.instrumentId(), factsClear.venueTimeNs())) {
            clearFacts(factsClear.instrumentId());
        }
        endIf(factsClear.flags().endOfPacket());
    }

    void clearFacts(final int instrumentId) {
        if (instrumentId != MarketDataSink.MARKET) {
            entries.get(instrumentId - 1).statistics.clear();
        }
    }

    private void onStatus(final DirectBuffer buffer, final int offset) {
        status.wrapAndApplyHeader(buffer, offset, header);
        if (!wanted(status.instrumentId(), status.venueTimeNs())) {
            return;
        }
        if (status.instrumentId() != 0) {
            books.feedState(status.instrumentId(), status.state());
            return;
        }
        feedStatus(status.feedId(), status.state());
    }

    /** Of all books of a feed. */
    void feedStatus(final int feedId, final FeedState state) {
        states.set(feedId, state);
        for (final BookEntry entry : entries) {
            if (entry.feedId() == feedId) {
                books.feedState(entry.id(), state);
            }
        }
    }

    /** As {@link BookTarget#at}. */
    void at(final Origin origin) {
        times.at(origin);
    }

    /** When what a message without messages between tells happened. */
    void time(final long newTimeNs) {
        toldNs = newTimeNs;
    }

    /** By what is told now. */
    void onFound(final BookEntry entry) {
        if (toldNs != NOTHING && until.isBefore(toldNs)) {
            entry.later = true;
            passedOver.set(entry.feedId());
        }
    }

    /** When what was told last happened. */
    long timeNs() {
        return timeNs;
    }

    /**
     * Whether what happened at this time is before the time at which books are wanted. Single messages may have a time
     * that cannot be: only many in a row say that the time is over, and a book that one was not applied to is not to be
     * trusted when its feed goes on before.
     *
     * @param instrumentId of whom; {@link MarketDataSink#MARKET} for all
     */
    boolean wanted(final int instrumentId, final long newTimeNs) {
        timeNs = newTimeNs;
        if (until.isMoment()) {
            times.check(newTimeNs);
        }
        if (!until.isBefore(timeNs)) {
            longAfter = 0;
            if (!passedOver.isEmpty()) {
                goOnBefore(instrumentId);
            }
            return true;
        }
        if (until.isLongBefore(timeNs)) {
            longAfter++;
            passOver(instrumentId);
        }
        return false;
    }

    private void passOver(final int instrumentId) {
        if (instrumentId != MarketDataSink.MARKET) {
            final BookEntry entry = entries.get(instrumentId - 1);
            entry.passedOver = true;
            passedOver.set(entry.feedId());
        }
    }

    /** What was passed over of its feed had a time that cannot be. */
    private void goOnBefore(final int instrumentId) {
        final int feedId = instrumentId == MarketDataSink.MARKET
                ? 0
                : entries.get(instrumentId - 1).feedId();
        if (passedOver.get(feedId)) {
            passedOver.clear(feedId);
            for (final BookEntry entry : entries) {
                if (entry.feedId() == feedId) {
                    entry.doubtful |= entry.passedOver;
                    entry.later = false;
                }
            }
        }
    }

    void endIf(final boolean endOfPacket) {
        if (endOfPacket) {
            for (int i = 0; i < changed.size(); i++) {
                books.endOfPacket(changed.get(i).instrumentId());
            }
            changed.clear();
        }
    }

    @Override
    public void onBookChanged(final Book book) {
        if (!changed.contains(book)) {
            changed.add(book);
        }
    }

    @Override
    public void onTrade(final Book book, final Side aggressorSide, final long priceNanos, final long quantity) {
        entries.get(book.instrumentId() - 1).trades++;
    }

    @Override
    public void onFault(final Book book, final BookFault fault, final long value) {
        final BookEntry entry = entries.get(book.instrumentId() - 1);
        if (fault == BookFault.CROSSED) {
            entry.crossed++;
        } else {
            entry.errors++;
            entry.faulty = true;
        }
    }
}
