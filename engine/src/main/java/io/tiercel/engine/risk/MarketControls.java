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
    private final Breach breach;

    MarketControls(final int maxInstruments, final TradingStates states, final Breach breach) {
        this.maxInstruments = maxInstruments;
        this.states = states;
        this.breach = breach;
    }

    /** {@code book} is null when the instrument is unknown. */
    RiskReason check(final Book book) {
        if (book == null) {
            return breach.of(RiskReason.UNKNOWN_INSTRUMENT, 0, maxInstruments);
        }
        final Instrument instrument = book.instrument();
        if (instrument.id() < 1 || instrument.id() > maxInstruments) {
            return breach.of(RiskReason.UNKNOWN_INSTRUMENT, instrument.id(), maxInstruments);
        }
        if (instrument.status() == TradingStatus.ENDED) {
            return breach.of(RiskReason.INSTRUMENT_EXPIRED, instrument.expiryDate(), 0);
        }
        if (instrument.status() != TradingStatus.TRADING) {
            return breach.of(RiskReason.INSTRUMENT_HALTED, instrument.status().value(), TradingStatus.TRADING.value());
        }
        if (!states.venueUp(instrument.venueId())) {
            return breach.of(RiskReason.VENUE_DOWN, instrument.venueId(), 0);
        }
        if (book.suspect()) {
            return breach.of(RiskReason.BOOK_SUSPECT, 0, 0);
        }
        if (book.feedState() != FeedState.LIVE) {
            return breach.of(RiskReason.FEED_NOT_LIVE, book.feedState().value(), FeedState.LIVE.value());
        }
        return RiskReason.NONE;
    }
}
