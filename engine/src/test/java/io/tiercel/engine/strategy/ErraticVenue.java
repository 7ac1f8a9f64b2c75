package io.tiercel.engine.strategy;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeExecution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Core and venue in one, with the worst luck that is possible: changes take their time, are refused, rejected or in
 * doubt, fills come at any moment. It checks each order as it comes.
 */
final class ErraticVenue implements OrderPort {
    private final Random random;
    private final long maxInventory;
    private final List<Resting> open = new ArrayList<>();
    private final Deque<FakeExecution> told = new ArrayDeque<>();
    private long lastId;
    private long position;
    private int messageCount;

    ErraticVenue(final long seed, final long maxInventory) {
        this.random = new Random(seed);
        this.maxInventory = maxInventory;
    }

    private static final class Resting {
        long id;
        Side side;
        long price;
        long quantity;
        long done;
        long newPrice;
        long newQuantity;
        boolean accepted;
        boolean cancelling;

        long leaves() {
            return quantity - done;
        }
    }

    long position() {
        return position;
    }

    int openCount() {
        return open.size();
    }

    int messageCount() {
        return messageCount;
    }

    /** The next execution to be told, or null. */
    FakeExecution poll() {
        return told.poll();
    }

    /** Something happens to one order. */
    void step() {
        if (open.isEmpty()) {
            return;
        }
        final Resting order = open.get(random.nextInt(open.size()));
        final int luck = random.nextInt(10);
        if (luck == 0 && (!order.accepted || order.newPrice != 0 || order.cancelling)) {
            tell(order, Execution.Kind.IN_DOUBT);
        } else if (!order.accepted) {
            answerNew(order, luck);
        } else if (luck < 3) {
            fill(order);
        } else if (order.newPrice != 0) {
            answerReplace(order, luck);
        } else if (order.cancelling) {
            answerCancel(order, luck);
        } else if (luck == 3) {
            end(order, random.nextBoolean() ? Execution.Kind.CANCELLED : Execution.Kind.EXPIRED, VenueReason.NONE);
        }
    }

    @Override
    public long submit(
            final int instrumentId,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final boolean postOnly,
            final long priceNanos,
            final long quantity) {
        messageCount++;
        check(postOnly, "an order that could take");
        check(open.stream().noneMatch(order -> order.side == side), "a second order on a side");
        checkTerms(side, priceNanos, quantity);
        final Resting order = new Resting();
        order.id = ++lastId;
        order.side = side;
        order.price = priceNanos;
        order.quantity = quantity;
        open.add(order);
        if (random.nextInt(12) == 0) {
            end(order, Execution.Kind.REFUSED, VenueReason.NONE);
        }
        return order.id;
    }

    @Override
    public boolean cancel(final long orderId) {
        messageCount++;
        final Resting order = find(orderId);
        if (order == null) {
            return false;
        }
        order.cancelling = true;
        return true;
    }

    @Override
    public boolean replace(final long orderId, final long priceNanos, final long quantity) {
        messageCount++;
        final Resting order = find(orderId);
        if (order == null) {
            return false;
        }
        // A replace counts from what was told: what executed since then is part of its quantity.
        checkTerms(order.side, priceNanos, quantity - order.done);
        check(order.newPrice == 0, "a second replace before the answer to the first");
        if (!order.accepted || random.nextInt(12) == 0) {
            tell(order, Execution.Kind.REFUSED);
            return true;
        }
        order.newPrice = priceNanos;
        order.newQuantity = quantity;
        return true;
    }

    @Override
    public long submitTwap(
            final int instrumentId,
            final Side side,
            final long limitPriceNanos,
            final long quantity,
            final long durationNs,
            final int sliceCount) {
        throw new AssertionError("a market maker sends no parent orders");
    }

    @Override
    public void cancelAll(final int instrumentId) {
        throw new AssertionError("a market maker cancels its own orders only");
    }

    private void answerNew(final Resting order, final int luck) {
        if (luck < 3) {
            final VenueReason reason = random.nextBoolean() ? VenueReason.WOULD_TAKE : VenueReason.NOT_TRADING;
            end(order, luck == 1 ? Execution.Kind.NOT_SENT : Execution.Kind.REJECTED, reason);
        } else {
            order.accepted = true;
            tell(order, Execution.Kind.ACCEPTED);
        }
    }

    private void answerReplace(final Resting order, final int luck) {
        if (luck < 5) {
            order.newPrice = 0;
            tell(order, Execution.Kind.CANCEL_REJECTED);
            return;
        }
        order.price = order.newPrice;
        order.quantity = order.newQuantity;
        order.newPrice = 0;
        if (order.leaves() <= 0) {
            order.quantity = order.done;
            end(order, Execution.Kind.CANCELLED, VenueReason.REQUESTED);
        } else {
            tell(order, Execution.Kind.REPLACED);
        }
    }

    private void answerCancel(final Resting order, final int luck) {
        if (luck < 5) {
            order.cancelling = false;
            tell(order, Execution.Kind.CANCEL_REJECTED);
        } else {
            end(order, Execution.Kind.CANCELLED, VenueReason.REQUESTED);
        }
    }

    private void fill(final Resting order) {
        final long last = 1 + random.nextInt((int) order.leaves());
        order.done += last;
        position += order.side == Side.BUY ? last : -last;
        check(Math.abs(position) <= maxInventory, "a position beyond its limit: " + position);
        if (order.leaves() == 0) {
            open.remove(order);
        }
        final FakeExecution fill = execution(order, Execution.Kind.FILLED).executed(last, order.done);
        told.add(order.leaves() == 0 ? fill.over() : fill);
    }

    private void end(final Resting order, final Execution.Kind kind, final VenueReason reason) {
        open.remove(order);
        told.add(execution(order, kind).because(reason).over());
    }

    private void tell(final Resting order, final Execution.Kind kind) {
        told.add(execution(order, kind));
    }

    private static FakeExecution execution(final Resting order, final Execution.Kind kind) {
        return FakeExecution.of(7, kind, order.id, order.side, order.price, order.leaves())
                .executed(0, order.done);
    }

    private void checkTerms(final Side side, final long price, final long leaves) {
        check(price > 0 && price % FakeBook.CENT == 0, "a price off the grid: " + price);
        check(leaves <= 100, "more than its size: " + leaves);
        final long worst = side == Side.BUY ? position + leaves : position - leaves;
        check(Math.abs(worst) <= Math.max(maxInventory, Math.abs(position)), "a risk beyond its limit: " + worst);
    }

    private Resting find(final long orderId) {
        return open.stream().filter(order -> order.id == orderId).findFirst().orElse(null);
    }

    private static void check(final boolean holds, final String what) {
        if (!holds) {
            throw new AssertionError("the market maker sent " + what);
        }
    }
}
