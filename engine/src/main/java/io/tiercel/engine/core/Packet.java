package io.tiercel.engine.core;

import io.tiercel.codecs.Digest;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.BookFault;
import io.tiercel.engine.book.BookListener;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.book.Facts;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.SignalListener;
import io.tiercel.engine.signal.Signals;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.state.StageProbe;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.Strategies;

/**
 * What one packet of market data changed. Books and trades are collected while it is applied; at its end signals are
 * brought up to date, then strategies hear of trades and their corrections, of facts, signals and books, in this
 * order.
 */
@HotPath
final class Packet implements BookListener, SignalListener {
    private static final int SECTION = 0x50414b54;
    private static final int MAX_TRADES = 1 << 10;
    private static final Side[] SIDES = {null, Side.BUY, Side.SELL};
    /** What becomes of a trade. */
    private static final byte TRADED = 0;

    private static final byte BROKEN = 1;
    private static final byte CORRECTED = 2;

    private final CoreClock clock;
    private final AlertLimiter alerts;
    private final int[] changedInstruments;
    private final boolean[] instrumentChanged;
    /** Of what is told just now: whether the change can be seen at the book's best. */
    private final boolean[] quoteChangedOf;

    private final int[] tradeInstrument = new int[MAX_TRADES];
    private final byte[] tradeAggressor = new byte[MAX_TRADES];
    private final long[] tradePriceNanos = new long[MAX_TRADES];
    private final long[] tradeQuantity = new long[MAX_TRADES];
    private final long[] tradeMatchId = new long[MAX_TRADES];
    private final byte[] tradeChange = new byte[MAX_TRADES];
    private final CorrectionView correction = new CorrectionView();
    private final Facts facts;
    /** Of the next trade that a book tells. */
    private long nextMatchId;

    private int changedCount;
    private int tradeCount;
    private int[] changedSignals = new int[0];
    private boolean[] signalChanged = new boolean[0];
    private int changedSignalCount;
    private boolean complete;
    private long stateChain = Digest.SEED;
    private Books books;
    private Signals signals;
    private Strategies strategies;
    /** Null: nobody wants to hear. */
    private QuoteListener quotes;

    private OrderIds orderIds;
    private StageProbe stages = StageProbe.NONE;

    Packet(final CoreSettings settings, final CoreClock clock, final Facts facts, final AlertLimiter alerts) {
        this.clock = clock;
        this.facts = facts;
        this.alerts = alerts;
        changedInstruments = new int[settings.maxInstruments()];
        instrumentChanged = new boolean[settings.maxInstruments() + 1];
        quoteChangedOf = new boolean[settings.maxInstruments() + 1];
    }

    void connect(final Books newBooks, final Signals newSignals, final Strategies newStrategies) {
        books = newBooks;
        signals = newSignals;
        strategies = newStrategies;
    }

    void quotesTo(final QuoteListener listener, final OrderIds ids) {
        quotes = listener;
        orderIds = ids;
    }

    void stagesTo(final StageProbe probe) {
        stages = probe;
    }

    /** Takes the room for signals, once they are all declared. */
    void ready() {
        changedSignals = new int[signals.signalCount()];
        signalChanged = new boolean[signals.signalCount()];
    }

    /** The running hash of best prices and signal values. */
    long stateChain() {
        return stateChain;
    }

    void touch(final Book book) {
        final int instrumentId = book.instrumentId();
        if (!instrumentChanged[instrumentId]) {
            instrumentChanged[instrumentId] = true;
            changedInstruments[changedCount++] = instrumentId;
        }
    }

    void endIf(final boolean endOfPacket) {
        complete = endOfPacket;
    }

    /** Something was changed that strategies have not been told of yet. */
    boolean isOpen() {
        return changedCount > 0 || tradeCount > 0 || changedSignalCount > 0 || facts.changedCount() > 0;
    }

    /** A packet was completed by the current input and has not been told yet. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public void onBookChanged(final Book book) {
        touch(book);
    }

    /** The exchange's number of the trade that a book tells next. */
    void nextTrade(final long matchId) {
        nextMatchId = matchId;
    }

    @Override
    public void onTrade(final Book book, final Side aggressorSide, final long priceNanos, final long quantity) {
        touch(book);
        signals.onTrade(book, aggressorSide, priceNanos, quantity, clock.timeNs());
        note(book.instrumentId(), TRADED, aggressorSide, priceNanos, quantity, nextMatchId);
    }

    /** A trade is no more, or another one. The book is what it was, and so are signals: they know no single trades. */
    void onCorrection(
            final int instrumentId,
            final boolean broken,
            final Side aggressorSide,
            final long priceNanos,
            final long quantity,
            final long matchId) {
        note(instrumentId, broken ? BROKEN : CORRECTED, aggressorSide, priceNanos, quantity, matchId);
    }

    private void note(
            final int instrumentId,
            final byte change,
            final Side aggressorSide,
            final long priceNanos,
            final long quantity,
            final long matchId) {
        if (tradeCount == MAX_TRADES) {
            alerts.count(AlertCode.DERIVED_OVERFLOW, instrumentId, MAX_TRADES);
            return;
        }
        tradeInstrument[tradeCount] = instrumentId;
        tradeChange[tradeCount] = change;
        tradeAggressor[tradeCount] = aggressorSide == Side.BUY ? (byte) 1 : aggressorSide == Side.SELL ? (byte) 2 : 0;
        tradePriceNanos[tradeCount] = priceNanos;
        tradeQuantity[tradeCount] = quantity;
        tradeMatchId[tradeCount] = matchId;
        tradeCount++;
    }

    @Override
    public void onFault(final Book book, final BookFault fault, final long value) {
        touch(book);
        alerts.count(AlertCode.BOOK_SUSPECT, book.instrumentId(), fault.ordinal());
    }

    @Override
    public void onSignal(final int signalId, final Signal signal) {
        if (!signalChanged[signalId]) {
            signalChanged[signalId] = true;
            changedSignals[changedSignalCount++] = signalId;
        }
    }

    /** Brings signals up to date, then tells the strategies. */
    void end() {
        complete = false;
        stages.onApplied();
        try {
            tell();
            stages.onStrategies();
        } finally {
            // Also when the engine breaks in there: no packet is told twice.
            tradeCount = 0;
            facts.told();
            chain();
        }
    }

    private void tell() {
        for (int i = 0; i < changedCount; i++) {
            final int instrumentId = changedInstruments[i];
            final boolean quoteChanged = books.endOfPacket(instrumentId);
            final Book book = books.book(instrumentId);
            quoteChangedOf[instrumentId] = quoteChanged;
            signals.onBook(book, quoteChanged, clock.timeNs());
        }
        stages.onSignals();
        for (int i = 0; i < tradeCount; i++) {
            tellTrade(i);
        }
        for (int i = 0; i < facts.changedCount(); i++) {
            strategies.onFacts(facts.changed(i));
        }
        for (int i = 0; i < changedSignalCount; i++) {
            strategies.onSignal(changedSignals[i], signals.signal(changedSignals[i]));
        }
        for (int i = 0; i < changedCount; i++) {
            strategies.onBook(books.book(changedInstruments[i]));
        }
    }

    private void tellTrade(final int index) {
        final Book book = books.book(tradeInstrument[index]);
        final Side aggressorSide = SIDES[tradeAggressor[index]];
        final long priceNanos = tradePriceNanos[index];
        final long quantity = tradeQuantity[index];
        final long matchId = tradeMatchId[index];
        if (tradeChange[index] == TRADED) {
            strategies.onTrade(book, aggressorSide, priceNanos, quantity, matchId);
        } else {
            final boolean broken = tradeChange[index] == BROKEN;
            strategies.onTradeCorrection(book, correction.of(broken, aggressorSide, priceNanos, quantity, matchId));
        }
    }

    /** After the strategies, which change neither books nor signals: an order need not wait for it. */
    private void chain() {
        for (int i = 0; i < changedCount; i++) {
            final int instrumentId = changedInstruments[i];
            instrumentChanged[instrumentId] = false;
            if (quoteChangedOf[instrumentId]) {
                quoteChangedOf[instrumentId] = false;
                onQuote(books.book(instrumentId));
            }
        }
        changedCount = 0;
        for (int i = 0; i < changedSignalCount; i++) {
            final int signalId = changedSignals[i];
            signalChanged[signalId] = false;
            stateChain = Digest.mix(stateChain, signals.signal(signalId).value());
        }
        changedSignalCount = 0;
    }

    private void onQuote(final Book book) {
        stateChain = Digest.mix(Digest.mix(stateChain, book.instrumentId()), book.bidPriceNanos(), book.bidQuantity());
        stateChain = Digest.mix(stateChain, book.askPriceNanos(), book.askQuantity());
        if (quotes != null) {
            quotes.onQuote(orderIds.sequence(), clock.timeNs(), book);
        }
    }

    void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putLong(stateChain);
        writer.putInt(changedCount);
        for (int i = 0; i < changedCount; i++) {
            writer.putInt(changedInstruments[i]);
        }
        writer.putInt(changedSignalCount);
        for (int i = 0; i < changedSignalCount; i++) {
            writer.putInt(changedSignals[i]);
        }
        writer.putInt(tradeCount);
        for (int i = 0; i < tradeCount; i++) {
            writer.putInt(tradeInstrument[i]);
            writer.putInt(tradeAggressor[i]);
            writer.putLong(tradePriceNanos[i]);
            writer.putLong(tradeQuantity[i]);
            writer.putLong(tradeMatchId[i]);
            writer.putInt(tradeChange[i]);
        }
    }

    void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        ready();
        stateChain = reader.takeLong();
        changedCount = reader.takeInt();
        for (int i = 0; i < changedCount; i++) {
            changedInstruments[i] = reader.takeInt();
            instrumentChanged[changedInstruments[i]] = true;
        }
        changedSignalCount = reader.takeInt();
        for (int i = 0; i < changedSignalCount; i++) {
            changedSignals[i] = reader.takeInt();
            signalChanged[changedSignals[i]] = true;
        }
        tradeCount = reader.takeInt();
        for (int i = 0; i < tradeCount; i++) {
            tradeInstrument[i] = reader.takeInt();
            tradeAggressor[i] = (byte) reader.takeInt();
            tradePriceNanos[i] = reader.takeLong();
            tradeQuantity[i] = reader.takeLong();
            tradeMatchId[i] = reader.takeLong();
            tradeChange[i] = (byte) reader.takeInt();
        }
    }
}
