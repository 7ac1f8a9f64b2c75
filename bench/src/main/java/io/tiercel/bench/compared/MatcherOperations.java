package io.tiercel.bench.compared;

import io.tiercel.bench.market.RandomBits;
import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Trades;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders for one instrument from a seed, none of them illegal: first adds that rest, then a mix. A centre takes a step
 * now and then; orders come and move to prices around it, and some of them across the market. How much is traded
 * follows the number of live orders, so that it stays about the same.
 */
public final class MatcherOperations {
    /** What comes how often, in per cent; moves are the rest. */
    public enum Mix {
        /** As exchange-core mixes for its own figures. */
        MOVES(9, 3, 6),
        ADDS(46, 10, 44);

        private final int addsBelow;
        private final int immediatesBelow;
        private final int cancelsBelow;

        Mix(final int adds, final int immediates, final int cancels) {
            addsBelow = adds;
            immediatesBelow = addsBelow + immediates;
            cancelsBelow = immediatesBelow + cancels;
        }
    }

    private static final int INSTRUMENT = 1;
    private static final int PERCENT = 100;
    private static final long LEAST_CENTRE = 1_000;
    private static final long START_CENTRE = 10_000;
    private static final long GREATEST_CENTRE = 20_000;
    private static final int GREATEST_QUANTITY = 100;
    /** Takes two or so orders of the other side, or hardly ever one. */
    private static final int MUCH = 200;

    private static final int LITTLE = 8;
    /** One in so many adds or moves goes across the market while there are more orders than asked for. */
    private static final int ADDS_PER_CROSSING = 8;

    private static final int MOVES_PER_CROSSING = 32;

    private final RandomBits random;
    private final Mix mix;
    private final int liveOrders;
    private final Trades trades = new Trades();
    private final PlainMatcher model = new PlainMatcher(trades);
    /** All that may still rest; those that no longer do go when they are drawn. */
    private final List<Long> candidates = new ArrayList<>();

    private long centre = START_CENTRE;
    private long lastOrderId;

    /**
     * @param liveOrders about so many rest
     */
    public MatcherOperations(final long seed, final Mix mix, final int liveOrders) {
        if (liveOrders < 2) {
            throw new IllegalArgumentException(liveOrders + " live orders are too few for a mix: at least 2");
        }
        random = new RandomBits(seed);
        this.mix = mix;
        this.liveOrders = liveOrders;
    }

    public int liveOrders() {
        return model.orderCount();
    }

    /** How many trades all operations so far have led to. */
    public long tradeCount() {
        return trades.count();
    }

    /** As many adds as orders shall live. */
    public Operations fill() {
        final Operations operations = new Operations(liveOrders);
        while (operations.count() < liveOrders) {
            final boolean buy = (operations.count() & 1) == 0;
            add(operations, buy, resting(buy));
        }
        return operations;
    }

    /** The next ones of the mix. */
    public Operations record(final int count) {
        final Operations operations = new Operations(count);
        while (operations.count() < count) {
            step();
            final int kind = random.below(PERCENT);
            if (kind < mix.addsBelow || model.orderCount() < 2) {
                final boolean buy = random.below(2) == 0;
                add(operations, buy, crosses(ADDS_PER_CROSSING) ? crossing(buy) : resting(buy));
            } else if (kind < mix.immediatesBelow) {
                final boolean buy = random.below(2) == 0;
                final int quantity = 1 + random.below(model.orderCount() > liveOrders ? MUCH : LITTLE);
                append(operations, Operations.IMMEDIATE, ++lastOrderId, buy, crossing(buy), quantity);
            } else if (kind < mix.cancelsBelow) {
                final long orderId = draw();
                append(
                        operations,
                        Operations.DELETE,
                        orderId,
                        model.find(orderId).buy(),
                        0,
                        0);
            } else {
                move(operations, draw());
            }
        }
        return operations;
    }

    private void step() {
        final int step = random.below(PERCENT);
        if (step == 0 && centre < GREATEST_CENTRE) {
            centre++;
        } else if (step == 1 && centre > LEAST_CENTRE) {
            centre--;
        }
    }

    private boolean crosses(final int oneIn) {
        return model.orderCount() > liveOrders && random.below(oneIn) == 0;
    }

    private void add(final Operations operations, final boolean buy, final long price) {
        final long orderId = ++lastOrderId;
        candidates.add(orderId);
        append(operations, Operations.ADD, orderId, buy, price, 1 + random.below(GREATEST_QUANTITY));
    }

    private void move(final Operations operations, final long orderId) {
        final PlainMatcher.Order order = model.find(orderId);
        final boolean buy = order.buy();
        final long drawn = crosses(MOVES_PER_CROSSING) ? crossing(buy) : resting(buy);
        // To its own price is no move: some matchers would send it to the end of its queue, others not
        final long price = drawn == order.price() ? drawn + (buy ? -1 : 1) : drawn;
        append(operations, Operations.MOVE, orderId, buy, price, order.leaves());
    }

    private void append(
            final Operations operations,
            final int kind,
            final long orderId,
            final boolean buy,
            final long price,
            final long quantity) {
        operations.append(kind, INSTRUMENT, buy, orderId, 0, price, quantity);
        model.apply(operations, operations.count() - 1, operations.count());
    }

    /** An order that rests. */
    private long draw() {
        while (true) {
            final int place = random.below(candidates.size());
            final long orderId = candidates.get(place);
            if (model.find(orderId) != null) {
                return orderId;
            }
            candidates.set(place, candidates.get(candidates.size() - 1));
            candidates.remove(candidates.size() - 1);
        }
    }

    /** Near the centre more often than far from it, and never across the other side. */
    private long resting(final boolean buy) {
        final int distance = 1 + random.geometric() + 4 * random.geometric() + random.below(4);
        final long opposite = model.bestPrice(INSTRUMENT, !buy);
        if (buy) {
            return opposite == 0 ? centre - distance : Math.min(centre - distance, opposite - 1);
        }
        return Math.max(centre + distance, opposite + 1);
    }

    /** At the other side's best price or a little behind it. */
    private long crossing(final boolean buy) {
        final long opposite = model.bestPrice(INSTRUMENT, !buy);
        final long from = opposite == 0 ? centre : opposite;
        final int reach = random.below(3);
        return buy ? from + reach : from - reach;
    }
}
