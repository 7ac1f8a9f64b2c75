package io.tiercel.engine.risk;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;

/**
 * Whether the market itself may be traded: the instrument is known and trading, its venue up, its book to be trusted.
 */
@HotPath
final class MarketControls {
    private final int maxInstruments;
    private final TradingStates states;
    private final Verdict verdict;

    MarketControls(final int maxInstruments, final TradingStates states, final Verdict verdict) {
        this.maxInstruments = maxInstruments;
        this.states = states;
        this.verdict = verdict;
    }

    /** {@code book} is null when the instrument is unknown. */
    RiskReason check(final Book book) {
        if (book == null) {
            verdict.when(true, RiskReason.UNKNOWN_INSTRUMENT, 0, maxInstruments);
            return RiskReason.UNKNOWN_INSTRUMENT;
        }
        final Instrument instrument = book.instrument();
        final int id = instrument.id();
        if (verdict.when(id < 1 || id > maxInstruments, RiskReason.UNKNOWN_INSTRUMENT, id, maxInstruments)) {
            return RiskReason.UNKNOWN_INSTRUMENT;
        }
        final TradingStatus status = instrument.status();
        final boolean ended = status == TradingStatus.ENDED;
        if (verdict.when(ended, RiskReason.INSTRUMENT_EXPIRED, instrument.expiryDate(), 0)) {
            return RiskReason.INSTRUMENT_EXPIRED;
        }
        final boolean trading = status == TradingStatus.TRADING;
        if (verdict.when(!trading, RiskReason.INSTRUMENT_HALTED, status.value(), TradingStatus.TRADING.value())) {
            return RiskReason.INSTRUMENT_HALTED;
        }
        final int venueId = instrument.venueId();
        if (verdict.when(!states.venueUp(venueId), RiskReason.VENUE_DOWN, venueId, 0)) {
            return RiskReason.VENUE_DOWN;
        }
        if (verdict.when(book.suspect(), RiskReason.BOOK_SUSPECT, 0, 0)) {
            return RiskReason.BOOK_SUSPECT;
        }
        final FeedState feed = book.feedState();
        if (verdict.when(feed != FeedState.LIVE, RiskReason.FEED_NOT_LIVE, feed.value(), FeedState.LIVE.value())) {
            return RiskReason.FEED_NOT_LIVE;
        }
        return RiskReason.NONE;
    }
}
