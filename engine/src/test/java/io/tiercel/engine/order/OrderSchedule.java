package io.tiercel.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.order.VenueMessage.Kind;
import io.tiercel.engine.risk.Positions;
import io.tiercel.engine.risk.Risk;
import io.tiercel.engine.risk.RiskLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One random run: our orders, wired to risk control as {@link OrderListener} says, a venue, and a line between them
 * that may lose, repeat and reorder. After each step everything is compared with sums that are made anew.
 */
final class OrderSchedule implements OrderListener {
    private static final int STRATEGIES = 2;
    private static final int INSTRUMENTS = 2;
    /** Shorter than what the venue may take to answer. */
    private static final long TIMEOUT_NS = 100;

    /** Longer than that. */
    private static final long PATIENT_TIMEOUT_NS = 1_000_000;

    final ManualTimers timers = new ManualTimers();
    final ModelVenue venue;
    final OwnOrders orders;

    private final long seed;
    private final SplittableRandom random;
    private final int repeatPercent;
    private final int reorderPercent;
    private final int losePercent;
    private final int sessionPercent;
    private final Risk risk = new Risk(
            new RiskLimits(Long.MAX_VALUE, Long.MAX_VALUE, 0, Long.MAX_VALUE, Long.MAX_VALUE, 1_000),
            STRATEGIES,
            INSTRUMENTS);
    private final PlainBook[] books = {null, new PlainBook(1), new PlainBook(2)};
    private final ArrayDeque<Runnable> requests = new ArrayDeque<>();
    private final List<VenueMessage> line = new ArrayList<>();
    private final Map<Long, Long> executed = new HashMap<>();
    private final Map<Long, Long> positions = new HashMap<>();
    private final HashSet<Long> opened = new HashSet<>();
    private final HashSet<Long> ended = new HashSet<>();
    private final HashSet<Long> executionIds = new HashSet<>();
    /** What an operator would have heard of. */
    final List<String> alerts = new ArrayList<>();

    private boolean calm;
    private int step;
    private int delivered;
    private long nextOrderId = 1;
    private long lastToken;
    private long timeNs = 1;

    OrderSchedule(
            final long seed,
            final int repeatPercent,
            final int reorderPercent,
            final int losePercent,
            final int sessionPercent) {
        this.seed = seed;
        this.repeatPercent = repeatPercent;
        this.reorderPercent = reorderPercent;
        this.losePercent = losePercent;
        this.sessionPercent = sessionPercent;
        random = new SplittableRandom(seed);
        final boolean patient = losePercent + reorderPercent + sessionPercent == 0;
        orders = new OwnOrders(1_000, 1_000, 1, patient ? PATIENT_TIMEOUT_NS : TIMEOUT_NS, timers, this);
        venue = new ModelVenue(random);
        orders.onSessionUp(1, 1, 1, timeNs);
    }

    String where() {
        return "seed " + seed + " step " + step + " alerts " + alerts;
    }

    int fillCount() {
        return executionIds.size();
    }

    /** One thing happens, at either end or on the line. */
    void step() {
        step++;
        timeNs += random.nextInt(0, 10);
        timers.fireUpTo(timeNs, orders);
        assertSound();
        act();
        assertSound();
        venueActs();
        transmit();
        assertSound();
        if (chance(sessionPercent)) {
            newSession();
            assertSound();
        }
    }

    /** Nothing is lost any more, until both ends are at rest. */
    void settle() {
        calm = true;
        if (losePercent + reorderPercent > 0) {
            newSession();
        }
        for (int round = 0; round < 40; round++) {
            step++;
            timeNs += TIMEOUT_NS;
            timers.fireUpTo(timeNs, orders);
            while (!requests.isEmpty() || delivered < venue.log.size() || !line.isEmpty()) {
                if (!requests.isEmpty()) {
                    requests.poll().run();
                }
                transmit();
                assertSound();
            }
        }
    }

    private void act() {
        final int what = random.nextInt(10);
        if (what < 3) {
            openOrder();
            return;
        }
        final Order order = orders.nextOpen(random.nextLong(0, nextOrderId));
        if (order == null) {
            return;
        }
        final long orderId = order.orderId();
        final long token = order.venueToken();
        if (what < 5) {
            if (orders.startCancel(order, timeNs)) {
                request(() -> venue.cancel(orderId, token));
            }
        } else if (what < 8) {
            final long price = random.nextInt(1, 100);
            final long quantity = random.nextInt(1, 30);
            final long increase = Math.max(0, quantity - order.quantity());
            if (orders.startReplace(order, price, quantity, timeNs)) {
                risk.adjustOrder(order.strategyId(), order.instrumentId(), order.side(), increase);
                final long newToken = order.pendingToken();
                assertFresh(newToken);
                request(() -> venue.replace(orderId, token, newToken, price, quantity));
            }
        }
    }

    private void openOrder() {
        final long orderId = nextOrderId++;
        final long price = random.nextInt(1, 100);
        final long quantity = random.nextInt(1, 20);
        final Order order = orders.prepare(
                orderId,
                0,
                random.nextInt(1, STRATEGIES + 1),
                1,
                random.nextInt(1, INSTRUMENTS + 1),
                random.nextBoolean() ? Side.BUY : Side.SELL,
                OrderType.LIMIT,
                TimeInForce.DAY,
                false,
                price,
                quantity);
        orders.open(order, timeNs);
        risk.openOrder(order.strategyId(), order.instrumentId(), order.side(), quantity);
        opened.add(orderId);
        executed.put(orderId, 0L);
        final long token = order.venueToken();
        assertFresh(token);
        request(() -> venue.newOrder(orderId, token, price, quantity));
    }

    private void assertFresh(final long token) {
        assertTrue(token > lastToken, () -> where() + ": token " + token + " after " + lastToken);
        lastToken = token;
    }

    private void request(final Runnable request) {
        if (!chance(losePercent)) {
            requests.add(request);
        }
    }

    private void venueActs() {
        while (!requests.isEmpty() && random.nextBoolean()) {
            requests.poll().run();
        }
        for (final Map.Entry<Long, ModelVenue.Truth> entry : venue.book.entrySet()) {
            final ModelVenue.Truth truth = entry.getValue();
            if (truth.open && random.nextInt(12) == 0) {
                venue.fill(entry.getKey(), random.nextLong(1, truth.quantity - truth.cumulative + 1));
            } else if (truth.open && random.nextInt(100) == 0) {
                venue.expire(entry.getKey());
            }
        }
    }

    /** Takes what the venue sent onto the line, and something off it. */
    private void transmit() {
        while (delivered < venue.log.size()) {
            final VenueMessage message = venue.log.get(delivered++);
            if (!chance(reorderPercent) || random.nextBoolean()) {
                line.add(message);
            }
            if (chance(repeatPercent)) {
                line.add(message);
            }
        }
        while (!line.isEmpty() && (calm || random.nextInt(3) != 0)) {
            final int index = chance(reorderPercent) ? random.nextInt(Math.min(4, line.size())) : 0;
            line.remove(index).deliver(orders, timeNs);
            assertSound();
        }
    }

    /** What was on its way is lost; what the venue sent before it sends again, under new numbers, and then goes on. */
    private void newSession() {
        requests.clear();
        line.clear();
        orders.onSessionDown(1, venue.sessionId, timeNs);
        venue.newSession();
        delivered = 0;
        for (final VenueMessage message : venue.history) {
            if (message.executionId != 0 && message.kind != Kind.UNKNOWN && message.kind != Kind.CANCEL_REJECTED) {
                venue.log.add(message.copy(venue.sessionId, venue.log.size() + 1));
            }
        }
        venue.history.clear();
        orders.onSessionUp(1, venue.sessionId, 1, timeNs);
    }

    private boolean chance(final int percent) {
        return !calm && random.nextInt(100) < percent;
    }

    /** A message that no sane venue sends. */
    void nonsense() {
        final Kind[] kinds = Kind.values();
        final VenueMessage message = new VenueMessage(kinds[random.nextInt(kinds.length)]);
        message.of(random.nextLong(0, nextOrderId + 1), random.nextLong(-1, lastToken + 3));
        message.sequence(random.nextInt(0, 3), random.nextInt(-2, 50), random.nextLong(1L << 40, 1L << 50));
        if (random.nextInt(4) != 0) {
            message.inbound = 0;
        }
        message.newToken = random.nextLong(0, lastToken + 3);
        message.price = random.nextInt(-5, 100);
        message.quantity = random.nextInt(20) == 0 ? random.nextLong(0, 1L << 40) : random.nextInt(-2, 40);
        message.leaves = random.nextInt(-1, 20);
        message.cumulative = random.nextInt(-1, 40);
        message.open = random.nextBoolean();
        message.reason = random.nextBoolean() ? VenueReason.NONE : VenueReason.TOO_LATE;
        message.templateId = random.nextInt(100, 108);
        message.deliver(orders, timeNs);
        assertSound();
    }

    /**
     * What risk control holds is the sum over the open orders; positions are the sum of the executions; lists are in
     * order.
     */
    void assertSound() {
        final long[][][] open = new long[STRATEGIES + 1][INSTRUMENTS + 1][2];
        final int[] count = new int[STRATEGIES + 1];
        long last = 0;
        int openCount = 0;
        for (Order order = orders.nextOpen(0); order != null; order = orders.nextOpen(order.orderId())) {
            final long orderId = order.orderId();
            final long before = last;
            assertTrue(orderId > before, () -> where() + ": order " + orderId + " listed after " + before);
            assertFalse(order.closed(), this::where);
            assertFalse(ended.contains(orderId), this::where);
            assertTrue(order.reservedQuantity() >= order.leavesQuantity(), this::where);
            assertEquals(executed.get(orderId), order.cumulativeQuantity(), this::where);
            assertEquals(order.timerId != 0, timers.running.containsKey(order.timerId), this::where);
            open[order.strategyId()][order.instrumentId()][order.side() == Side.BUY ? 0 : 1] +=
                    order.reservedQuantity();
            count[order.strategyId()]++;
            openCount++;
            last = orderId;
        }
        assertEquals(openCount, orders.openCount(), this::where);
        assertEquals(opened.size() - ended.size(), openCount, this::where);
        final Positions held = risk.positions();
        assertEquals(0, held.inconsistencyCount(), this::where);
        for (int strategy = 1; strategy <= STRATEGIES; strategy++) {
            assertEquals(count[strategy], held.openOrderCount(strategy), this::where);
            for (int instrument = 1; instrument <= INSTRUMENTS; instrument++) {
                assertEquals(open[strategy][instrument][0], held.openBuyQuantity(strategy, instrument), this::where);
                assertEquals(open[strategy][instrument][1], held.openSellQuantity(strategy, instrument), this::where);
                final long expected = positions.getOrDefault(pair(strategy, instrument), 0L);
                assertEquals(expected, held.quantity(strategy, instrument), this::where);
            }
        }
    }

    private static long pair(final int strategy, final int instrument) {
        return strategy * 100L + instrument;
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void onAccepted(final Order order) {
        assertFalse(order.closed(), this::where);
    }

    @Override
    public void onFilled(
            final Order order,
            final long quantity,
            final long priceNanos,
            final long reservedQuantity,
            final long feeMoney,
            final long executionId) {
        assertTrue(executionIds.add(executionId), () -> where() + ": execution " + executionId + " twice");
        assertTrue(reservedQuantity >= 0 && reservedQuantity <= quantity, this::where);
        risk.fill(
                order.strategyId(),
                books[order.instrumentId()],
                order.side(),
                reservedQuantity,
                quantity,
                priceNanos,
                feeMoney);
        executed.merge(order.orderId(), quantity, Long::sum);
        final long change = order.side() == Side.BUY ? quantity : -quantity;
        positions.merge(pair(order.strategyId(), order.instrumentId()), change, Long::sum);
    }

    @Override
    public void onClosed(
            final Order order, final OrderState state, final VenueReason reason, final long releasedQuantity) {
        assertTrue(ended.add(order.orderId()), () -> where() + ": order " + order.orderId() + " ended twice");
        assertEquals(state, order.state(), this::where);
        assertTrue(releasedQuantity >= 0, this::where);
        risk.closeOrder(order.strategyId(), order.instrumentId(), order.side(), releasedQuantity);
    }

    @Override
    public void onReplaced(final Order order, final long openQuantityChange) {
        risk.adjustOrder(order.strategyId(), order.instrumentId(), order.side(), openQuantityChange);
    }

    @Override
    public void onChangeRefused(final Order order, final VenueReason reason, final long openQuantityChange) {
        assertTrue(openQuantityChange <= 0, this::where);
        risk.adjustOrder(order.strategyId(), order.instrumentId(), order.side(), openQuantityChange);
    }

    @Override
    public void onInDoubt(final Order order) {
        assertEquals(OrderState.IN_DOUBT, order.state(), this::where);
        final long orderId = order.orderId();
        final long token = order.venueToken();
        request(() -> venue.status(orderId, token));
    }

    /** The venue sends again what was missing. */
    @Override
    public void onExecutionGap(final int venueId, final int sessionId, final long fromInbound, final long toInbound) {
        if (sessionId != venue.sessionId) {
            return;
        }
        requests.add(() -> {
            if (sessionId == venue.sessionId) {
                line.addAll(venue.log.subList((int) Math.min(venue.log.size(), fromInbound - 1), (int)
                        Math.min(venue.log.size(), toInbound)));
            }
        });
    }

    @Override
    public void onResendWanted(final int venueId, final int sessionId, final long fromInbound, final long toInbound) {
        onExecutionGap(venueId, sessionId, fromInbound, toInbound);
    }

    /** The list is lost: the venue is asked about each order. */
    @Override
    public void onOpenOrdersWanted(final int venueId) {
        assertTrue(orders.openCount() > 0, this::where);
    }

    @Override
    public void onOrderAlert(final AlertCode code, final Order order, final long value, final long limitValue) {
        assertTrue(code != AlertCode.TIMER_CAPACITY, this::where);
        alerts.add("step " + step + " " + code + " order " + (order == null ? 0 : order.orderId()) + " " + value + " "
                + limitValue);
    }
}
