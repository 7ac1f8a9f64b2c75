package io.tiercel.engine.risk;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Decides whether an order may leave. A check changes nothing but the message count; after {@link RiskReason#NONE}
 * the caller reserves, sends, and later releases or settles. Cancels are never checked.
 *
 * <p>The controls, in the order in which they are asked; the first that refuses names the reason:
 *
 * <table>
 * <caption>Controls</caption>
 * <tr><th>reason</th><th>value / limit</th></tr>
 * <tr><td>UNSUPPORTED: strategy id, side or order type</td><td>what it is / the greatest strategy id, or 0</td></tr>
 * <tr><td>ALL_KILLED, STRATEGY_KILLED, HALTED</td><td>strategy id / 0</td></tr>
 * <tr><td>UNKNOWN_INSTRUMENT</td><td>instrument id, or 0 / the greatest one</td></tr>
 * <tr><td>INSTRUMENT_HALTED: its status is not TRADING</td><td>status / TRADING</td></tr>
 * <tr><td>VENUE_DOWN</td><td>venue id / 0</td></tr>
 * <tr><td>BOOK_SUSPECT</td><td>0 / 0</td></tr>
 * <tr><td>FEED_NOT_LIVE</td><td>feed state / LIVE</td></tr>
 * <tr><td>QUANTITY_NOT_POSITIVE: of a replace, what would be left</td><td>quantity / 1</td></tr>
 * <tr><td>QUANTITY_LOT</td><td>quantity / lot</td></tr>
 * <tr><td>PRICE_TICK (limit orders)</td><td>price / tick</td></tr>
 * <tr><td>QUANTITY_LIMIT</td><td>quantity / limit in the instrument's scale</td></tr>
 * <tr><td>NO_REFERENCE_PRICE</td><td>price / 0</td></tr>
 * <tr><td>PRICE_COLLAR (limit orders)</td><td>price / the worst price allowed</td></tr>
 * <tr><td>MONEY_OVERFLOW: the notional does not fit</td><td>price / notional limit</td></tr>
 * <tr><td>NOTIONAL_LIMIT</td><td>notional / limit</td></tr>
 * <tr><td>POSITION_UNKNOWN</td><td>instrument id / 0</td></tr>
 * <tr><td>STOPPING: the order does not only reduce the position</td><td>position after it / position now</td></tr>
 * <tr><td>POSITION_LIMIT: position and open orders on its side and this one, as if filled</td>
 *     <td>that sum, positive towards the order's side / limit in the instrument's scale</td></tr>
 * <tr><td>OPEN_ORDER_LIMIT (new orders)</td><td>open orders with it / limit</td></tr>
 * <tr><td>MESSAGE_RATE</td><td>messages with it in a second, at least / limit</td></tr>
 * </table>
 *
 * <p>The position limit looks at the order's own side only: a buy while short by more than the limit passes as long
 * as buying everything would not go beyond the limit on the long side. A replace that lowers the total quantity
 * at a price no more aggressive than the old one passes kill, halt and stop, and is not held against the position;
 * every other replace counts as adding.
 */
@HotPath
public final class Risk {
    private static final int SECTION = 0x5249534B;
    private static final int MAX_PAIRS = 1 << 26;

    private final int maxStrategies;
    private final int maxInstruments;
    private final Verdict verdict;
    private final LimitTable limits;
    private final TradingStates states;
    private final MarketControls market;
    private final PriceControls prices;
    private final ExposureControls exposure;
    private final MessageRate messageRate;
    private final Positions positions;

    /**
     * Takes about 81 bytes for each pair of strategy and instrument, and 8 for each strategy and message per second.
     *
     * @throws IllegalArgumentException when there are too many pairs
     */
    public Risk(final RiskLimits defaults, final int maxStrategies, final int maxInstruments) {
        this(defaults, maxStrategies, maxInstruments, CheckListener.NONE);
    }

    /** @param checks hears of every control; {@link CheckListener#NONE} unless orders are explained */
    public Risk(
            final RiskLimits defaults, final int maxStrategies, final int maxInstruments, final CheckListener checks) {
        final long pairs = (maxStrategies + 1L) * (maxInstruments + 1L);
        if (maxStrategies < 1 || maxInstruments < 1 || pairs > MAX_PAIRS) {
            throw new IllegalArgumentException(
                    "maxStrategies " + maxStrategies + " and maxInstruments " + maxInstruments
                            + ": each has to be 1 or more, and (maxStrategies + 1) × (maxInstruments + 1) at most "
                            + MAX_PAIRS);
        }
        this.maxStrategies = maxStrategies;
        this.maxInstruments = maxInstruments;
        verdict = Verdict.of(checks);
        limits = new LimitTable(defaults, maxStrategies, maxInstruments);
        states = new TradingStates(maxStrategies);
        market = new MarketControls(maxInstruments, states, verdict);
        prices = new PriceControls(limits, verdict);
        messageRate = new MessageRate(maxStrategies);
        positions = new Positions(maxStrategies, maxInstruments);
        exposure = new ExposureControls(limits, states, positions, messageRate, verdict);
        reserveMessageRates();
    }

    /** Whether a new order may leave. {@code book} is null when the instrument is unknown. */
    public RiskReason checkNew(
            final int strategyId,
            final Book book,
            final Side side,
            final OrderType type,
            final long priceNanos,
            final long quantity,
            final long timeNs) {
        RiskReason reason = checkCaller(strategyId, side, type, true);
        if (reason == RiskReason.NONE) {
            reason = market.check(book);
        }
        if (reason == RiskReason.NONE) {
            reason = checkOrder(strategyId, book, side, type, priceNanos, quantity, quantity);
        }
        if (reason == RiskReason.NONE) {
            reason = exposure.checkPosition(strategyId, book.instrument(), side, quantity);
        }
        if (reason == RiskReason.NONE) {
            reason = exposure.checkOpenOrders(strategyId);
        }
        return reason == RiskReason.NONE ? exposure.checkMessageRate(strategyId, timeNs) : reason;
    }

    /** Whether an open order may change; quantities are totals, {@code executedQuantity} of them is done. */
    public RiskReason checkReplace(
            final int strategyId,
            final Book book,
            final Side side,
            final long executedQuantity,
            final long oldPriceNanos,
            final long oldQuantity,
            final long newPriceNanos,
            final long newQuantity,
            final long timeNs) {
        final boolean adds = newQuantity >= oldQuantity || isMoreAggressive(side, oldPriceNanos, newPriceNanos);
        RiskReason reason = checkCaller(strategyId, side, OrderType.LIMIT, adds);
        if (reason == RiskReason.NONE) {
            reason = market.check(book);
        }
        if (reason == RiskReason.NONE) {
            final long leaves = Saturating.subtract(newQuantity, executedQuantity);
            reason = checkOrder(strategyId, book, side, OrderType.LIMIT, newPriceNanos, newQuantity, leaves);
        }
        if (reason == RiskReason.NONE && adds) {
            reason = exposure.checkPosition(
                    strategyId, book.instrument(), side, Saturating.subtract(newQuantity, oldQuantity));
        }
        return reason == RiskReason.NONE ? exposure.checkMessageRate(strategyId, timeNs) : reason;
    }

    private static boolean isMoreAggressive(final Side side, final long oldPriceNanos, final long newPriceNanos) {
        return side == Side.BUY ? newPriceNanos > oldPriceNanos : newPriceNanos < oldPriceNanos;
    }

    /** Whether this strategy may send such an order at all; {@code adds}: it may lead to more exposure. */
    public RiskReason checkCaller(final int strategyId, final Side side, final OrderType type, final boolean adds) {
        final boolean known = strategyId >= 1 && strategyId <= maxStrategies;
        if (verdict.when(!known, RiskReason.UNSUPPORTED, strategyId, maxStrategies)
                || verdict.when(side != Side.BUY && side != Side.SELL, RiskReason.UNSUPPORTED, side.value(), 0)
                || verdict.when(
                        type != OrderType.LIMIT && type != OrderType.MARKET, RiskReason.UNSUPPORTED, type.value(), 0)) {
            return RiskReason.UNSUPPORTED;
        }
        return adds ? states.check(strategyId, verdict) : RiskReason.NONE;
    }

    /**
     * A control that is not this package's: room, and what else stands between an order and its venue. Returns
     * {@code control} when it refuses, with {@link #value} and {@link #limitValue}, else NONE.
     */
    public RiskReason check(
            final RiskReason control, final boolean passed, final long controlValue, final long controlLimit) {
        return verdict.when(!passed, control, controlValue, controlLimit) ? control : RiskReason.NONE;
    }

    private RiskReason checkOrder(
            final int strategyId,
            final Book book,
            final Side side,
            final OrderType type,
            final long priceNanos,
            final long quantity,
            final long leavesQuantity) {
        final Instrument instrument = book.instrument();
        if (verdict.below(RiskReason.QUANTITY_NOT_POSITIVE, Math.min(quantity, leavesQuantity), 1)) {
            return RiskReason.QUANTITY_NOT_POSITIVE;
        }
        final long lot = instrument.lotQuantity();
        final boolean odd = lot > 1 && quantity % lot != 0;
        if (verdict.refuses(RiskReason.QUANTITY_LOT, Bound.MULTIPLE, odd, quantity, lot)) {
            return RiskReason.QUANTITY_LOT;
        }
        if (type == OrderType.LIMIT) {
            final RiskReason reason = prices.checkTick(instrument, priceNanos);
            if (reason != RiskReason.NONE) {
                return reason;
            }
        }
        final long limit =
                Saturating.scaled(limits.maxOrderQuantity(strategyId, instrument.id()), instrument.quantityScale());
        if (verdict.above(RiskReason.QUANTITY_LIMIT, quantity, limit)) {
            return RiskReason.QUANTITY_LIMIT;
        }
        return prices.checkPrice(strategyId, book, side, type, priceNanos, quantity);
    }

    /** The value that broke a limit in the last check that did not return NONE. */
    public long value() {
        return verdict.value();
    }

    /** The limit it broke. */
    public long limitValue() {
        return verdict.limitValue();
    }

    /** An order of this open quantity leaves: counts as open, and as if filled. */
    public void openOrder(final int strategyId, final int instrumentId, final Side side, final long quantity) {
        if (positions.inRange(strategyId, instrumentId)) {
            positions.countOrder(strategyId, 1);
            positions.changeOpen(strategyId, instrumentId, side, quantity);
        }
    }

    /** An open order is over; {@code leavesQuantity} of it was not executed. */
    public void closeOrder(final int strategyId, final int instrumentId, final Side side, final long leavesQuantity) {
        if (positions.inRange(strategyId, instrumentId)) {
            positions.countOrder(strategyId, -1);
            positions.changeOpen(strategyId, instrumentId, side, -leavesQuantity);
        }
    }

    /** The open quantity of an order changes by this much: a replace. */
    public void adjustOrder(final int strategyId, final int instrumentId, final Side side, final long quantityChange) {
        if (positions.inRange(strategyId, instrumentId)) {
            positions.changeOpen(strategyId, instrumentId, side, quantityChange);
        }
    }

    /**
     * A fill: moves {@code reservedQuantity} of the open quantity (less than {@code quantity} only when the order was
     * over or was over-filled) into the position. False when money overflowed: the strategy is killed then, and the
     * position unknown until it is set by {@link #startPosition}.
     */
    public boolean fill(
            final int strategyId,
            final Book book,
            final Side side,
            final long reservedQuantity,
            final long quantity,
            final long priceNanos,
            final long feeMoney) {
        if (book == null || !positions.inRange(strategyId, book.instrumentId()) || quantity <= 0) {
            return false;
        }
        positions.changeOpen(strategyId, book.instrumentId(), side, -reservedQuantity);
        if (positions.fill(strategyId, book.instrument(), side, quantity, priceNanos, feeMoney)) {
            return true;
        }
        states.kill(strategyId);
        return false;
    }

    /**
     * What the strategy holds is not known, for example since an execution came whose order is unknown: nothing that
     * adds passes in this instrument until {@link #startPosition} sets it. 0, or an id that no strategy has, is every
     * strategy: nobody knows whose execution it was.
     */
    public void positionUnknown(final int strategyId, final int instrumentId) {
        final boolean everybody = strategyId < 1 || strategyId > maxStrategies;
        final int first = everybody ? 1 : strategyId;
        final int last = everybody ? maxStrategies : strategyId;
        for (int id = first; id <= last; id++) {
            if (positions.inRange(id, instrumentId)) {
                positions.unknown(id, instrumentId);
            }
        }
    }

    /** Operator, or the engine itself: no new orders; 0 is all. */
    public void halt(final int strategyId) {
        states.halt(strategyId);
    }

    /** As halt, with the reason {@link RiskReason#STRATEGY_KILLED} or {@link RiskReason#ALL_KILLED}; 0 is all. */
    public void kill(final int strategyId) {
        states.kill(strategyId);
    }

    /** Undoes halt and kill; 0 undoes those for all, not those of single strategies. */
    public void resume(final int strategyId) {
        states.resume(strategyId);
    }

    /** Whether a kill of this strategy (0: of all) is in force. */
    public boolean killed(final int strategyId) {
        return states.killed(strategyId);
    }

    /** Whether a halt of this strategy (0: of all) is in force. */
    public boolean halted(final int strategyId) {
        return states.halted(strategyId);
    }

    /** The engine is about to stop: refuses everything that adds exposure from now on. */
    public void stopping(final boolean stopping) {
        states.stopping(stopping);
    }

    /** Whether the engine is about to stop. */
    public boolean stopping() {
        return states.stopping();
    }

    /** Without room for the journal: nothing new of any strategy, with the reason {@link RiskReason#JOURNAL_FULL}. */
    public void journalFull(final boolean full) {
        states.journalFull(full);
    }

    public boolean journalFull() {
        return states.journalFull();
    }

    /** While inputs come to the disk too late: as above, with the reason {@link RiskReason#JOURNAL_SLOW}. */
    public void journalSlow(final boolean slow) {
        states.journalSlow(slow);
    }

    public boolean journalSlow() {
        return states.journalSlow();
    }

    /** A venue counts as down until it is said to be up. */
    public boolean venueUp(final int venueId) {
        return states.venueUp(venueId);
    }

    /** Whether that is news: its session was up and is down, or is up again. */
    public boolean venueUp(final int venueId, final boolean up) {
        return states.venueUp(venueId, up);
    }

    /**
     * Strategy 0 is every strategy, instrument 0 every instrument; those that had a limit of their own included.
     * Values are in the units of {@link RiskLimits}. Limits per strategy take no instrument: UNKNOWN_LIMIT.
     */
    public CommandResultCode changeLimit(
            final int strategyId, final int instrumentId, final LimitKind kind, final long value) {
        final CommandResultCode code = limits.change(strategyId, instrumentId, kind, value);
        if (code == CommandResultCode.APPLIED && kind == LimitKind.MAX_MESSAGES_PER_SECOND) {
            reserveMessageRates();
        }
        return code;
    }

    /** The limit in force, in the units of {@link RiskLimits}; the pair has to be in range. */
    @ColdPath
    public long limit(final int strategyId, final int instrumentId, final LimitKind kind) {
        return limits.limit(strategyId, instrumentId, kind);
    }

    /** How many messages the strategy sent in the second before this time, as far as its limit counts them. */
    public int recentMessages(final int strategyId, final long timeNs) {
        return messageRate.recent(strategyId, timeNs);
    }

    private void reserveMessageRates() {
        for (int strategyId = 1; strategyId <= maxStrategies; strategyId++) {
            messageRate.reserve(strategyId, limits.maxMessages(strategyId));
        }
    }

    /**
     * Sets what a strategy holds when the day begins, and what it cost; what was realised before stays. False when
     * that cost does not fit: the position is unknown then.
     */
    public boolean startPosition(
            final int strategyId, final Book book, final long quantity, final long averagePriceNanos) {
        return book != null
                && positions.inRange(strategyId, book.instrumentId())
                && positions.start(strategyId, book.instrument(), quantity, averagePriceNanos);
    }

    public Positions positions() {
        return positions;
    }

    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putInt(maxStrategies);
        writer.putInt(maxInstruments);
        limits.snapshotTo(writer);
        states.snapshotTo(writer);
        messageRate.snapshotTo(writer);
        positions.snapshotTo(writer);
    }

    /**
     * Into a fresh object.
     *
     * @throws IllegalStateException when the snapshot was made with another configuration
     */
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        final int strategies = reader.takeInt();
        final int instruments = reader.takeInt();
        if (strategies != maxStrategies || instruments != maxInstruments) {
            throw new IllegalStateException("the snapshot holds " + strategies + " strategies and " + instruments
                    + " instruments, this engine is configured for " + maxStrategies + " and " + maxInstruments
                    + ": configure the same numbers");
        }
        limits.restoreFrom(reader);
        states.restoreFrom(reader);
        reserveMessageRates();
        messageRate.restoreFrom(reader);
        positions.restoreFrom(reader);
    }
}
