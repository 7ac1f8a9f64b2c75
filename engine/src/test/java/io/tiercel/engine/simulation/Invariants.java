package io.tiercel.engine.simulation;

import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.control.ResumeDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.simulation.VenueLedger.Held;
import io.tiercel.engine.state.OrderIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What holds at every step, of what leaves the engine, and of its core against the exchange. */
final class Invariants {
    /** An input's time is that of its packet's first message, and the disk can be slow meanwhile. */
    private static final long CLOCK_SLACK_NS = 300_000_000;

    private final VenueLedger ledger;
    private final Set<Long> orderIds = new HashSet<>();
    private final Set<Long> tokens = new HashSet<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final ReplaceOrderDecoder replace = new ReplaceOrderDecoder();
    private final KillDecoder kill = new KillDecoder();
    private final ResumeDecoder resume = new ResumeDecoder();
    private final List<Input> commands = new ArrayList<>();
    private final boolean[] killed = new boolean[World.STRATEGIES + 1];
    private long acknowledged;

    Invariants(final VenueLedger ledger) {
        this.ledger = ledger;
    }

    private static void fail(final String invariant, final String what, final Object expected, final Object actual) {
        throw new Violation(invariant, what + ": expected " + expected + ", actual " + actual);
    }

    /** That of an order or replace. */
    static OptionalLong token(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        return switch (header.templateId()) {
            case NewOrderDecoder.TEMPLATE_ID ->
                OptionalLong.of(new NewOrderDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .venueToken());
            case ReplaceOrderDecoder.TEMPLATE_ID ->
                OptionalLong.of(new ReplaceOrderDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .venueToken());
            default -> OptionalLong.empty();
        };
    }

    /** Whether a message makes orders, or makes them greater. */
    static boolean exposes(final int templateId) {
        return templateId == NewOrderDecoder.TEMPLATE_ID || templateId == ReplaceOrderDecoder.TEMPLATE_ID;
    }

    /**
     * Cause before exposure: when an order or replace leaves, the input that led to it is in the journal, so that it
     * survives what can happen. And ids and tokens are new, and nobody who was killed sends.
     *
     * @param causeSequence the input that led to it
     * @param durable       the last input that survives
     */
    void leaves(final DirectBuffer buffer, final int offset, final long causeSequence, final long durable) {
        header.wrap(buffer, offset);
        if (!exposes(header.templateId())) {
            return;
        }
        acknowledged = Math.max(acknowledged, causeSequence);
        if (durable < causeSequence) {
            fail("cause before exposure", "last durable input when an order leaves", causeSequence, durable);
        }
        final int strategyId;
        final long token;
        if (header.templateId() == NewOrderDecoder.TEMPLATE_ID) {
            newOrder.wrapAndApplyHeader(buffer, offset, header);
            strategyId = newOrder.strategyId();
            token = newOrder.venueToken();
            final long orderId = newOrder.orderId();
            if (!orderIds.add(orderId)) {
                fail("no effect twice", "order id " + orderId, "a new one", "one that was used");
            }
            if (OrderIds.sequence(orderId) != causeSequence) {
                fail("cause before exposure", "cause of order " + orderId, causeSequence, OrderIds.sequence(orderId));
            }
        } else {
            replace.wrapAndApplyHeader(buffer, offset, header);
            strategyId = replace.strategyId();
            token = replace.newVenueToken();
        }
        if (!tokens.add(token)) {
            fail("no effect twice", "venue token " + token, "a new one", "one that was used");
        }
        if (killed[0] || killed[strategyId]) {
            fail("kill holds", "an order of strategy " + strategyId, "none before a resume", "one");
        }
    }

    /** The last input that somebody outside can know of. */
    long acknowledged() {
        return acknowledged;
    }

    void acknowledge(final long sequence) {
        acknowledged = Math.max(acknowledged, sequence);
    }

    /** The core is done with a command. */
    void onCommand(final Input input) {
        if (input.kind() == KillDecoder.TEMPLATE_ID || input.kind() == ResumeDecoder.TEMPLATE_ID) {
            commands.add(input);
            apply(input);
        }
    }

    /**
     * The next engine goes on from the inputs up to {@code last}: what came later has not been, and what the one before
     * had not come to has.
     */
    void recovered(final List<Input> inputs, final long lastOfCore, final long last) {
        inputs.stream().filter(input -> input.sequence() > lastOfCore).forEach(this::onCommand);
        commands.removeIf(command -> command.sequence() > last);
        Arrays.fill(killed, false);
        commands.forEach(this::apply);
    }

    private void apply(final Input input) {
        final UnsafeBuffer buffer = new UnsafeBuffer(input.message());
        if (input.kind() == KillDecoder.TEMPLATE_ID) {
            killed[kill.wrapAndApplyHeader(buffer, 0, header).strategyId()] = true;
            return;
        }
        final int strategyId = resume.wrapAndApplyHeader(buffer, 0, header).strategyId();
        killed[strategyId] = false;
    }

    /** Time: that of inputs does not go back, and does not stand still when the host's clock goes back. */
    void time(final Input before, final Input now, final long leastNs) {
        if (before != null && now.timeNs() < before.timeNs()) {
            fail("time goes on", "time of input " + now.sequence(), "at least " + before.timeNs(), now.timeNs());
        }
        if (now.timeNs() < leastNs - CLOCK_SLACK_NS) {
            fail("time goes on", "time of input " + now.sequence(), "about " + leastNs, now.timeNs());
        }
    }

    /** No effect twice: of no order has the core more executions than the exchange. */
    void noFillTwice(final TradingCore core) {
        for (Order order = core.nextOpenOrder(0); order != null; order = core.nextOpenOrder(order.orderId())) {
            final Held held = ledger.order(order.orderId());
            final long most = held == null ? 0 : held.cumulative;
            if (order.cumulativeQuantity() > most) {
                fail("no effect twice", "executed of order " + order.orderId(), most, order.cumulativeQuantity());
            }
        }
    }

    /** Positions are the sums of the exchange's fills, and both have the same orders open; null, or what differs. */
    String difference(final TradingCore core) {
        for (int strategyId = 1; strategyId <= World.STRATEGIES; strategyId++) {
            for (int instrumentId = 1; instrumentId <= World.INSTRUMENTS; instrumentId++) {
                final long actual = core.positions().quantity(strategyId, instrumentId);
                final long expected = ledger.position(strategyId, instrumentId);
                if (actual != expected) {
                    return "position of strategy " + strategyId + " in instrument " + instrumentId + ": expected "
                            + expected + ", actual " + actual;
                }
            }
        }
        final List<Long> actual = new ArrayList<>();
        for (Order order = core.nextOpenOrder(0); order != null; order = core.nextOpenOrder(order.orderId())) {
            actual.add(order.orderId());
        }
        final List<Long> expected = List.copyOf(ledger.open().keySet());
        return actual.equals(expected) ? null : "open orders: expected " + expected + ", actual " + actual;
    }
}
