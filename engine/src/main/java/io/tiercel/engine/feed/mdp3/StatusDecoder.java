package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.mdp3.sbe.MDInstrumentDefinitionFuture54Decoder;
import io.tiercel.codecs.mdp3.sbe.SecurityStatus30Decoder;
import io.tiercel.codecs.mdp3.sbe.SecurityStatusWorkup60Decoder;
import io.tiercel.codecs.mdp3.sbe.SecurityTradingEvent;
import io.tiercel.codecs.mdp3.sbe.SecurityUpdateAction;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;

/** What instruments are, and whether they trade. */
@HotPath
final class StatusDecoder {
    private static final int CLOSE = 4;
    private static final int NEW_PRICE_INDICATION = 15;
    private static final int READY_TO_TRADE = 17;
    private static final int NOT_AVAILABLE = 18;
    private static final int PRE_OPEN = 21;
    private static final int PRE_CROSS = 24;
    private static final int CROSS = 25;
    private static final int POST_CLOSE = 26;
    private static final int NO_CHANGE = 103;
    private static final int NONE = 255;
    private static final int NAME_LENGTH = 6;

    private final InstrumentTable instruments;
    private final Mdp3Books books;
    private final StatisticDecoder statistics;
    private final LimitsDecoder limits;
    private final FeedSender sender;
    private final FeedCounts counts;
    private final SecurityStatus30Decoder status30 = new SecurityStatus30Decoder();
    private final SecurityStatusWorkup60Decoder workup60 = new SecurityStatusWorkup60Decoder();
    /** What all kinds of definitions have in common lies at the same place. */
    private final MDInstrumentDefinitionFuture54Decoder definition = new MDInstrumentDefinitionFuture54Decoder();

    private boolean changed;
    /** Of the last definition; 0 where it says none. */
    private int outrightDepth;

    private int impliedDepth;

    StatusDecoder(
            final InstrumentTable instruments,
            final Mdp3Books books,
            final StatisticDecoder statistics,
            final LimitsDecoder limits,
            final FeedSender sender,
            final FeedCounts counts) {
        this.instruments = instruments;
        this.books = books;
        this.statistics = statistics;
        this.limits = limits;
        this.sender = sender;
        this.counts = counts;
    }

    void onSecurityStatus(final Mdp3PacketFlyweight packet) {
        final SecurityStatus30Decoder message =
                status30.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        sender.time(message.transactTime());
        final int status = message.securityTradingStatusRaw();
        final boolean reset = message.securityTradingEventRaw() == SecurityTradingEvent.ResetStatistics.value();
        if (message.securityID() != SecurityStatus30Decoder.securityIDNullValue()) {
            onStatus(message.securityID(), status, reset, packet.sequence());
            return;
        }
        long group = 0;
        long asset = 0;
        for (int i = 0; i < NAME_LENGTH; i++) {
            group = group << 8 | message.securityGroup(i);
            asset = asset << 8 | message.asset(i);
        }
        if (group == 0) {
            // It says of nobody what it is about.
            counts.add(FeedCount.MALFORMED, 1);
        }
        for (final InstrumentBook book : instruments.books()) {
            if (book.securityId == 0) {
                // What the exchange says of it comes with its number.
                continue;
            }
            if (book.group == 0) {
                onForeignStatus(book, status, reset, packet.sequence());
            } else if (book.group == group && (asset == 0 || book.asset == asset)) {
                onStatus(book, status, reset, packet.sequence());
            }
        }
    }

    /** Of a group, which may be the instrument's: its definition has not come. */
    private void onForeignStatus(
            final InstrumentBook book, final int status, final boolean reset, final long sequence) {
        if (reset || says(status)) {
            forget(book, sequence + 1);
        }
    }

    /** While one lasts, all that trades is more at its price: it is a halt for everybody else. */
    void onWorkup(final Mdp3PacketFlyweight packet) {
        final SecurityStatusWorkup60Decoder message =
                workup60.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        sender.time(message.transactTime());
        final boolean reset = message.securityTradingEventRaw() == SecurityTradingEvent.ResetStatistics.value();
        onStatus(message.securityID(), message.securityTradingStatusRaw(), reset, packet.sequence());
    }

    private void onStatus(final int securityId, final int status, final boolean reset, final long sequence) {
        final InstrumentBook book = instruments.book(securityId);
        if (book == null) {
            counts.add(FeedCount.UNKNOWN_INSTRUMENT, 1);
        } else {
            onStatus(book, status, reset, sequence);
        }
    }

    private void onStatus(final InstrumentBook book, final int status, final boolean reset, final long sequence) {
        onKnownStatus(book, status);
        if (reset) {
            statistics.reset(book, sequence);
        }
    }

    /**
     * Packets before this one are missing, and one of them may have halted what trades: books that recover wait for
     * word of their status, too.
     */
    void onGap(final long nextSequence) {
        for (final InstrumentBook book : instruments.books()) {
            if (!book.live) {
                forget(book, nextSequence);
            }
        }
    }

    private void forget(final InstrumentBook book, final long nextSequence) {
        book.statusUnknown = true;
        book.statusFrom = nextSequence;
        book.statisticsUnknown = true;
        book.statisticsFrom = nextSequence;
        status(book, TradingStatus.HALTED);
    }

    /** The status of a snapshot that has what was up to this packet. */
    void onSnapshot(final InstrumentBook book, final long sequence, final int exchangeStatus) {
        if (book.statusUnknown && sequence + 1 >= book.statusFrom) {
            onKnownStatus(book, exchangeStatus);
        }
    }

    private void onKnownStatus(final InstrumentBook book, final int exchangeStatus) {
        if (says(exchangeStatus)) {
            book.statusUnknown = false;
            status(book, meaning(exchangeStatus));
        }
    }

    private static boolean says(final int exchangeStatus) {
        return exchangeStatus != NO_CHANGE && exchangeStatus != NONE;
    }

    private static TradingStatus meaning(final int exchangeStatus) {
        return switch (exchangeStatus) {
            case READY_TO_TRADE -> TradingStatus.TRADING;
            case NEW_PRICE_INDICATION, PRE_OPEN, PRE_CROSS, CROSS -> TradingStatus.AUCTION;
            case CLOSE, NOT_AVAILABLE, POST_CLOSE -> TradingStatus.CLOSED;
            // Halted, unknown, a workup, and what a later version may have
            default -> TradingStatus.HALTED;
        };
    }

    /** To be told at the end of the packet. */
    private void status(final InstrumentBook book, final TradingStatus status) {
        book.status = status;
        changed |= status != book.toldStatus;
    }

    /** Tells what changed, once for each instrument. */
    void endPacket() {
        if (!changed) {
            return;
        }
        changed = false;
        for (final InstrumentBook book : instruments.books()) {
            if (book.status != book.toldStatus) {
                book.toldStatus = book.status;
                sender.instrumentStatus(book.id, book.status);
            }
        }
    }

    /**
     * @param nextSequence of the next packet of the incremental feed
     * @param inOrder      it came by that feed; by the instrument feed it is told over and over, out of step, so that a
     *                     halt may be newer: its status never counts
     */
    void onDefinition(final Mdp3PacketFlyweight packet, final long nextSequence, final boolean inOrder) {
        definition.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        final InstrumentBook book = instruments.named(definition);
        if (book == null) {
            counts.add(FeedCount.UNKNOWN_SYMBOL, 1);
            return;
        }
        sender.time(definition.lastUpdateTime());
        if (definition.securityUpdateActionRaw() == SecurityUpdateAction.Delete.value()) {
            onDeleted(book, nextSequence);
            return;
        }
        readDepths();
        if (isTooDeep(book)) {
            onTooDeep(book, nextSequence);
            return;
        }
        book.tooDeep = false;
        if (book.securityId != definition.securityID()) {
            onNumber(book, nextSequence);
        }
        book.group = 0;
        book.asset = 0;
        for (int i = 0; i < NAME_LENGTH; i++) {
            book.group = book.group << 8 | definition.securityGroup(i);
            book.asset = book.asset << 8 | definition.asset(i);
        }
        depth(book, false, outrightDepth, nextSequence);
        depth(book, true, impliedDepth, nextSequence);
        limits.onDefinition(packet, book, inOrder, nextSequence - 1);
        if (inOrder) {
            onKnownStatus(book, definition.mDSecurityTradingStatusRaw());
        }
    }

    /** Of what it was under another number nothing holds; neither does anything of whose number that was. */
    private void onNumber(final InstrumentBook book, final long nextSequence) {
        final boolean had = book.securityId != 0;
        final InstrumentBook former = instruments.bind(book, definition.securityID());
        if (former != null) {
            books.lose(former, nextSequence);
            forget(former, nextSequence);
            statistics.forget(former, nextSequence);
        }
        forget(book, nextSequence);
        if (had) {
            statistics.forget(book, nextSequence);
        }
        books.lose(book, nextSequence);
    }

    private void onDeleted(final InstrumentBook book, final long nextSequence) {
        final int number = book.tooDeep ? book.tooDeepId : book.securityId;
        if (number != 0 && number != definition.securityID()) {
            // It has gone on under another number.
            return;
        }
        instruments.delete(book);
        book.tooDeep = false;
        books.lose(book, nextSequence);
        // No word of a group is about it any more.
        book.group = 0;
        book.asset = 0;
        onKnownStatus(book, CLOSE);
    }

    /** There is no room for its books: it has no number and stays closed, and HALTED. Said over and over, it is so. */
    private void onTooDeep(final InstrumentBook book, final long nextSequence) {
        if (book.tooDeep && book.tooDeepId == definition.securityID()) {
            return;
        }
        counts.add(FeedCount.MALFORMED, 1);
        if (book.securityId == definition.securityID()) {
            books.lose(book, nextSequence);
            forget(book, nextSequence);
            statistics.forget(book, nextSequence);
        } else {
            onNumber(book, nextSequence);
        }
        instruments.unbind(book);
        book.tooDeep = true;
        book.tooDeepId = definition.securityID();
        // No word of a group is about it any more.
        book.group = 0;
        book.asset = 0;
    }

    private boolean isTooDeep(final InstrumentBook book) {
        return outrightDepth > Mdp3Instrument.MAX_DEPTH || hasImplied(book) && impliedDepth > Mdp3Instrument.MAX_DEPTH;
    }

    /** Who wants no implied levels has none, whatever the exchange has. */
    private static boolean hasImplied(final InstrumentBook book) {
        return book.levels.depth(true) != 0;
    }

    private void readDepths() {
        outrightDepth = 0;
        impliedDepth = 0;
        final MDInstrumentDefinitionFuture54Decoder.NoEventsDecoder events = definition.noEvents();
        while (events.hasNext()) {
            events.next();
        }
        final MDInstrumentDefinitionFuture54Decoder.NoMDFeedTypesDecoder types = definition.noMDFeedTypes();
        while (types.hasNext()) {
            types.next();
            final boolean isBook = types.mDFeedType(0) == 'G' && types.mDFeedType(1) == 'B';
            if (isBook && types.mDFeedType(2) == 'X') {
                outrightDepth = Math.max(outrightDepth, types.marketDepth());
            } else if (isBook && types.mDFeedType(2) == 'I') {
                impliedDepth = Math.max(impliedDepth, types.marketDepth());
            }
        }
    }

    private void depth(final InstrumentBook book, final boolean implied, final int depth, final long nextSequence) {
        if (depth > 0 && book.levels.depth(implied) != depth && (!implied || hasImplied(book))) {
            books.lose(book, nextSequence);
            book.levels.depth(implied, depth);
        }
    }
}
