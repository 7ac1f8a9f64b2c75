package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.Digest;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;

/**
 * The background traders of one instrument. Their n-th decision follows from the seed and n alone: they watch a book of
 * their own, in which only their own orders are, and never hear of what the engine does. So a run in which the engine
 * does something else meets the same traders. Where the engine took an order of theirs, a later cancel of it finds
 * nothing; where the engine's order was hit in place of one of theirs, theirs is cancelled.
 */
@HotPath
final class InstrumentFlow {
    /** How far from the fundamental price an order can be, in ticks. */
    static final int MAX_DISTANCE = 200;

    private static final double LIMIT_WEIGHT = 0.48;
    private static final double MARKET_WEIGHT = 0.04;
    private static final double CHANGE_WEIGHT = 0.03;
    /** At the wanted number of orders. */
    private static final double CANCEL_WEIGHT = 0.45;
    /** Of cancels, as long as there are orders on the wrong side of the fundamental price. */
    private static final double STALE_FIRST = 0.7;
    /** Of market orders, while the fundamental price is beyond the best price. */
    private static final double INFORMED = 0.5;

    private static final double OPENING = 0.8;
    private static final double HALF_SPREAD_TICKS = 0.3;
    private static final double DISTANCE_SCALE = 4;
    private static final double IMPACT_TICKS = 0.08;
    private static final int PARENTS = 2;
    private static final double PARENT_SCALE = 12;
    private static final int MAX_PARENT = 400;
    private static final int INSTRUMENT_SHIFT = 40;
    private static final double NANOS = 1e9;

    private final int index;
    private final SimInstrument instrument;
    private final FlowListener listener;
    private final int wantedOrders;
    private final Randomness random;
    private final ArrivalClock arrivals;
    private final FundamentalPrice fundamental;
    private final RestingOrders model;
    private final int[] live;
    private int liveCount;
    private final int[] parentOrders = new int[PARENTS];
    private final boolean[] parentBuys = new boolean[PARENTS];
    private double gapSeconds;
    private long orderCount;
    private long decisionCount;
    private long digest = Digest.SEED;

    InstrumentFlow(
            final int index, final SimInstrument instrument, final SimVenueConfig config, final FlowListener listener) {
        this.index = index;
        this.instrument = instrument;
        this.listener = listener;
        wantedOrders = config.backgroundOrders();
        random = new Randomness(Randomness.derive(config.seed(), instrument.id()));
        arrivals = new ArrivalClock(config.eventsPerSecond(), random);
        final double startTicks = (double) instrument.startPriceNanos() / instrument.tickNanos();
        fundamental = new FundamentalPrice(startTicks, config.volatilityTicks(), random);
        final int capacity = 4 * wantedOrders;
        model = new RestingOrders(capacity, capacity);
        live = new int[capacity];
    }

    /** Fills the book for the opening. */
    @ColdPath
    void open() {
        final int count = (int) (OPENING * wantedOrders);
        for (int i = 0; i < count; i++) {
            limit();
        }
    }

    /** Nanoseconds until the next decision; to be called once before each. */
    long nextGapNs() {
        gapSeconds = arrivals.next();
        return (long) (gapSeconds * NANOS) + 1;
    }

    void decide() {
        decisionCount++;
        fundamental.advance(gapSeconds);
        final double cancelWeight = CANCEL_WEIGHT * liveCount / wantedOrders;
        double choice = random.nextDouble() * (LIMIT_WEIGHT + MARKET_WEIGHT + CHANGE_WEIGHT + cancelWeight);
        if (choice < cancelWeight) {
            cancel();
            return;
        }
        choice -= cancelWeight;
        if (choice < MARKET_WEIGHT) {
            market();
        } else if (choice < MARKET_WEIGHT + CHANGE_WEIGHT && liveCount > 0) {
            change();
        } else if (liveCount < live.length) {
            limit();
        } else {
            cancel();
        }
    }

    long decisionCount() {
        return decisionCount;
    }

    /** A hash of all decisions so far. */
    long digest() {
        return digest;
    }

    double fundamentalTicks() {
        return fundamental.ticks();
    }

    private void limit() {
        final boolean buy = random.nextBoolean();
        final int side = sideOf(buy);
        final int distance = random.nextHeavyTailed(DISTANCE_SCALE, MAX_DISTANCE);
        final long quantity = (1 + random.nextHeavyTailed(3, 50)) * instrument.lotQuantity();
        final long best = model.bestPrice(RestingOrders.opposite(side));
        long tick;
        if (buy) {
            tick = (long) Math.floor(fundamental.ticks() - HALF_SPREAD_TICKS) - distance;
            if (best != RestingOrders.NO_PRICE) {
                tick = Math.min(tick, best - 1);
            }
        } else {
            tick = (long) Math.ceil(fundamental.ticks() + HALF_SPREAD_TICKS) + distance;
            if (best != RestingOrders.NO_PRICE) {
                tick = Math.max(tick, best + 1);
            }
        }
        // A bid that the lowest ask leaves no room for becomes an ask's neighbour at the lowest price there is.
        if (tick < 1) {
            tick = 1;
            if (buy && best == 1) {
                cancel();
                return;
            }
        }
        final long id = nextId();
        final int slot = model.add(id, side, tick, quantity, liveCount, false);
        live[liveCount++] = slot;
        note(1, id, buy ? tick : -tick, quantity);
        listener.onFlowLimit(index, id, buy ? Side.BUY : Side.SELL, tick * instrument.tickNanos(), quantity);
    }

    private void cancel() {
        if (liveCount == 0) {
            return;
        }
        int slot = RestingOrders.NONE;
        if (random.nextDouble() < STALE_FIRST) {
            slot = stale();
        }
        if (slot == RestingOrders.NONE) {
            slot = live[(int) random.nextBelow(liveCount)];
        }
        final long id = model.id(slot);
        forget(slot);
        note(2, id, 0, 0);
        listener.onFlowCancel(index, id);
    }

    private int stale() {
        final long ask = model.bestPrice(RestingOrders.SELL);
        if (ask != RestingOrders.NO_PRICE && ask < fundamental.ticks()) {
            return model.first(RestingOrders.SELL);
        }
        final long bid = model.bestPrice(RestingOrders.BUY);
        if (bid != RestingOrders.NO_PRICE && bid > fundamental.ticks()) {
            return model.first(RestingOrders.BUY);
        }
        return RestingOrders.NONE;
    }

    private void market() {
        final boolean buy = marketSide();
        final long id = nextId();
        long left = (1 + random.nextHeavyTailed(2, 100)) * instrument.lotQuantity();
        fundamental.push(buy ? IMPACT_TICKS : -IMPACT_TICKS);
        note(3, id, buy ? 1 : -1, left);
        listener.onFlowMarket(index, id, buy ? Side.BUY : Side.SELL, left);
        final int other = RestingOrders.opposite(sideOf(buy));
        for (int slot = model.first(other); slot != RestingOrders.NONE && left > 0; slot = model.first(other)) {
            final long leaves = model.leaves(slot);
            if (leaves > left) {
                model.reduce(slot, left);
                return;
            }
            left -= leaves;
            final long gone = model.id(slot);
            forget(slot);
            listener.onFlowCancel(index, gone);
        }
    }

    /** Large orders are worked in pieces, so that signs persist; some traders act on the fundamental price. */
    private boolean marketSide() {
        final int parent = (int) random.nextBelow(PARENTS);
        if (parentOrders[parent] == 0) {
            parentOrders[parent] = 1 + random.nextHeavyTailed(PARENT_SCALE, MAX_PARENT);
            parentBuys[parent] = random.nextBoolean();
        }
        if (random.nextDouble() < INFORMED) {
            final int slot = stale();
            if (slot != RestingOrders.NONE) {
                return model.side(slot) == RestingOrders.SELL;
            }
        }
        parentOrders[parent]--;
        return parentBuys[parent];
    }

    private void change() {
        final int slot = live[(int) random.nextBelow(liveCount)];
        final long id = model.id(slot);
        final long lot = instrument.lotQuantity();
        final long leaves = model.leaves(slot);
        long tick = model.price(slot);
        final long quantity;
        if (random.nextBoolean() && leaves > lot) {
            quantity = leaves - (1 + random.nextBelow(leaves / lot - 1)) * lot;
            model.reduce(slot, leaves - quantity);
        } else {
            quantity = leaves + lot;
            final int side = model.side(slot);
            final boolean buy = side == RestingOrders.BUY;
            final long moved = buy ? tick + 1 : tick - 1;
            final long best = model.bestPrice(RestingOrders.opposite(side));
            if (best == RestingOrders.NO_PRICE || (buy ? moved < best : moved > best)) {
                tick = moved;
            }
            model.move(slot, id, tick, quantity, model.owner(slot));
        }
        note(4, id, tick, quantity);
        listener.onFlowChange(index, id, tick * instrument.tickNanos(), quantity);
    }

    private static int sideOf(final boolean buy) {
        return buy ? RestingOrders.BUY : RestingOrders.SELL;
    }

    private void forget(final int slot) {
        final int position = (int) model.owner(slot);
        final int last = live[--liveCount];
        live[position] = last;
        model.owner(last, position);
        model.remove(slot);
    }

    private long nextId() {
        return (((long) instrument.id() << INSTRUMENT_SHIFT) | ++orderCount) << 1;
    }

    private void note(final int kind, final long id, final long price, final long quantity) {
        digest = Digest.mix(Digest.mix(Digest.mix(Digest.mix(digest, kind), id), price), quantity);
    }
}
