package io.tiercel.engine.observe;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.AlertDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.StatusWriter;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.risk.Positions;

/**
 * Writes a {@link StatusPage}: the gate's board on the gate's thread, the core's on the core's. Each board is
 * consistent in itself. Of the instruments a window goes by, {@value #WINDOW} at each call, so that a call's work is
 * bounded however many there are; the money totals are those of the last whole round.
 */
@HotPath
public final class CoreStatus implements StatusWriter {
    /** How much is journaled. */
    public interface JournalBytes {
        long written();
    }

    private static final int WINDOW = 256;
    /** A percentile is a search through a histogram: of the hops, too, a window goes by. */
    private static final int HOP_WINDOW = 3;

    private static final int NONE = 0;
    private static final Hop[] HOPS = Hop.values();

    private final TradingCore core;
    private final Gate gate;
    private final SessionMetrics metrics;
    private final JournalBytes journalBytes;
    private final StatusPage page;
    private final StatusBoard ofGate;
    private final StatusBoard ofCore;
    private final int strategyCount;
    private final int venueCount;
    /** By strategy and instrument: 1 + where its position stands. */
    private final int[] slots;

    private int positionCount;
    private int nextInstrumentId = 1;
    private int nextHop;
    private long realised;
    private long unrealised;
    private long fees;

    /** @param journalBytes how much is journaled; asked on the gate's thread */
    public CoreStatus(
            final TradingCore core,
            final Gate gate,
            final SessionMetrics metrics,
            final JournalBytes journalBytes,
            final StatusPage page,
            final int venueCount) {
        this.core = core;
        this.gate = gate;
        this.metrics = metrics;
        this.journalBytes = journalBytes;
        this.page = page;
        this.venueCount = venueCount;
        ofGate = page.gate();
        ofCore = page.core();
        strategyCount = page.strategyCount();
        slots = new int[(strategyCount + 1) * (page.maxInstruments() + 1)];
    }

    @Override
    public void onIngress(final long timeNs) {
        // The page shows nothing of it.
    }

    @Override
    public void onGate(final long timeNs) {
        ofGate.begin();
        try {
            fillOfGate();
        } finally {
            // Whatever went wrong: a reader does not wait for a writer that is gone.
            ofGate.end();
        }
    }

    @Override
    public void onCore(final long timeNs) {
        ofCore.begin();
        try {
            fillInstruments();
            fillStrategies();
            fillOrders();
            fillOfCore(timeNs);
        } finally {
            // As above.
            ofCore.end();
        }
    }

    private void fillInstruments() {
        final int greatestId = core.instruments().greatestId();
        for (int left = Math.min(WINDOW, greatestId); left > 0; left--) {
            final Book book = core.books().book(nextInstrumentId);
            if (book != null) {
                fillBook(book);
                fillPositions(book);
            }
            nextInstrumentId++;
            if (nextInstrumentId > greatestId) {
                nextInstrumentId = 1;
                ofCore(Total.REALISED_MONEY, realised);
                ofCore(Total.UNREALISED_MONEY, unrealised);
                ofCore(Total.FEE_MONEY, fees);
                realised = 0;
                unrealised = 0;
                fees = 0;
            }
        }
    }

    private void fillBook(final Book book) {
        final Instrument instrument = book.instrument();
        final int at = page.instrumentAt(instrument.id());
        final String symbol = instrument.symbol();
        if (ofCore.get(at) == NONE) {
            for (int i = 0; i < StatusPage.SYMBOL_LONGS; i++) {
                ofCore.set(at + i, characters(symbol, Long.BYTES * i));
            }
        }
        ofCore.set(at + 3, instrument.quantityScale());
        ofCore.set(at + 4, book.bidPriceNanos());
        ofCore.set(at + 5, book.bidQuantity());
        ofCore.set(at + 6, book.askPriceNanos());
        ofCore.set(at + 7, book.askQuantity());
        ofCore.set(at + 8, book.lastTradePriceNanos());
        final FeedState feed = book.feedState();
        ofCore.set(
                at + 9,
                (feed == FeedState.LIVE ? StatusPage.BOOK_LIVE : 0)
                        | (feed == FeedState.RECOVERING ? StatusPage.BOOK_RECOVERING : 0)
                        | (book.suspect() ? StatusPage.BOOK_SUSPECT : 0)
                        | (instrument.status() == TradingStatus.TRADING ? 0 : StatusPage.NOT_TRADING));
    }

    /** Eight characters of a text, the first in the lowest byte. */
    private static long characters(final String text, final int from) {
        long packed = 0;
        for (int i = Math.min(text.length(), from + Long.BYTES) - 1; i >= from; i--) {
            packed = packed << Byte.SIZE | text.charAt(i) & 0x7F;
        }
        return packed;
    }

    private void fillPositions(final Book book) {
        final Positions positions = core.positions();
        final int instrumentId = book.instrumentId();
        for (int strategyId = 1; strategyId <= strategyCount; strategyId++) {
            if (!positions.touched(strategyId, instrumentId)) {
                continue;
            }
            final long unrealisedHere = positions.unrealisedMoney(strategyId, book);
            realised += positions.realisedMoney(strategyId, instrumentId);
            unrealised += unrealisedHere;
            fees += positions.feeMoney(strategyId, instrumentId);
            final int slot = slot(strategyId, instrumentId);
            if (slot >= 0) {
                final int at = page.positionAt(slot);
                ofCore.set(at, strategyId);
                ofCore.set(at + 1, instrumentId);
                ofCore.set(at + 2, positions.quantity(strategyId, instrumentId));
                ofCore.set(at + 3, positions.realisedMoney(strategyId, instrumentId));
                ofCore.set(at + 4, unrealisedHere);
                ofCore.set(at + 5, positions.feeMoney(strategyId, instrumentId));
            }
        }
    }

    private int slot(final int strategyId, final int instrumentId) {
        final int pair = strategyId * (page.maxInstruments() + 1) + instrumentId;
        if (slots[pair] == NONE && positionCount < StatusPage.SHOWN_POSITIONS) {
            slots[pair] = ++positionCount;
            ofCore.set(page.positionsAt(), positionCount);
        }
        return slots[pair] - 1;
    }

    private void fillStrategies() {
        for (int strategyId = 1; strategyId <= strategyCount; strategyId++) {
            final int at = StatusPage.strategyAtCore(strategyId);
            ofCore.set(
                    at,
                    (core.risk().killed(strategyId) ? StatusPage.STRATEGY_KILLED : 0)
                            | (core.risk().halted(strategyId) ? StatusPage.STRATEGY_HALTED : 0)
                            | absence(strategyId));
            ofCore.set(at + 1, core.positions().openOrderCount(strategyId));
        }
    }

    private int absence(final int strategyId) {
        if (core.strategies().enabled(strategyId)) {
            return 0;
        }
        return core.strategies().failure(strategyId) == null
                ? StatusPage.STRATEGY_ABSENT
                : StatusPage.STRATEGY_DISABLED;
    }

    private void fillOrders() {
        int count = 0;
        Order order = core.nextOpenOrder(0);
        while (order != null && count < StatusPage.SHOWN_ORDERS) {
            final int at = page.orderAt(count);
            ofCore.set(at, order.orderId());
            ofCore.set(at + 1, order.strategyId());
            ofCore.set(at + 2, order.instrumentId());
            ofCore.set(at + 3, order.side().value());
            ofCore.set(at + 4, order.leavesQuantity());
            ofCore.set(at + 5, order.priceNanos());
            ofCore.set(at + 6, order.state().value());
            count++;
            order = core.nextOpenOrder(order.orderId());
        }
        ofCore.set(page.ordersAt(), count);
    }

    private void fillOfCore(final long timeNs) {
        int venuesUp = 0;
        for (int venueId = 1; venueId <= venueCount; venueId++) {
            venuesUp += core.risk().venueUp(venueId) ? 1 : 0;
        }
        ofCore(Total.TIME_NS, timeNs);
        ofCore(Total.INPUTS, core.inputCount());
        ofCore(Total.OUTPUTS, core.outputCount());
        ofCore(Total.OPEN_ORDERS, core.openOrderCount());
        ofCore(Total.DISABLED_STRATEGIES, core.strategies().disabledCount());
        ofCore(Total.ALL_KILLED, core.risk().killed(0) ? 1 : 0);
        ofCore(Total.ALL_HALTED, core.risk().halted(0) ? 1 : 0);
        ofCore(Total.VENUES_UP, venuesUp);
    }

    private void fillOfGate() {
        ofGate(Total.MARKET_EVENTS, metrics.marketEvents());
        ofGate(Total.ORDERS, metrics.outputs(NewOrderDecoder.TEMPLATE_ID));
        ofGate(Total.FILLS, metrics.inputs(OrderFilledDecoder.TEMPLATE_ID));
        ofGate(Total.REFUSED, metrics.outputs(RiskRejectedDecoder.TEMPLATE_ID));
        ofGate(Total.REJECTED, metrics.inputs(OrderRejectedDecoder.TEMPLATE_ID));
        ofGate(Total.ALERTS, metrics.outputs(AlertDecoder.TEMPLATE_ID));
        ofGate(Total.SENT, gate.sentCount());
        ofGate(Total.NOT_SENT, gate.notSentCount());
        ofGate(Total.LATCHED, gate.latched() ? 1 : 0);
        ofGate(Total.JOURNAL_BYTES, journalBytes.written());
        for (int strategyId = 1; strategyId <= strategyCount; strategyId++) {
            final int at = StatusPage.strategyAtGate(strategyId);
            ofGate.set(at, metrics.ordersOf(strategyId));
            ofGate.set(at + 1, metrics.fillsOf(strategyId));
            ofGate.set(at + 2, metrics.refusedOf(strategyId));
        }
        for (int left = HOP_WINDOW; left > 0; left--) {
            final Hop hop = HOPS[nextHop];
            final int at = page.hopAt(hop);
            ofGate.set(at, metrics.count(hop));
            ofGate.set(at + 1, metrics.percentileNs(hop, 50));
            ofGate.set(at + 2, metrics.percentileNs(hop, 99));
            ofGate.set(at + 3, metrics.percentileNs(hop, 99.9));
            ofGate.set(at + 4, metrics.percentileNs(hop, 100));
            nextHop = nextHop + 1 < HOPS.length ? nextHop + 1 : 0;
        }
    }

    private void ofCore(final Total total, final long value) {
        ofCore.set(total.index(), value);
    }

    private void ofGate(final Total total, final long value) {
        ofGate.set(total.index(), value);
    }
}
