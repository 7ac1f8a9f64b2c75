package io.tiercel.engine.replay.story;

import io.tiercel.codecs.control.AlertDecoder;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderChangedDecoder;
import io.tiercel.codecs.orders.OrderStatusRequestDecoder;
import io.tiercel.codecs.orders.ParentChangedDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.replay.story.OrderStory.Target;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Every order of which a journal holds an output, to find one and to say which there are. */
final class OrderFinder {
    private final NavigableMap<Long, Target> byId = new TreeMap<>();
    private final List<Target> inOrder = new ArrayList<>();
    private final Map<Long, Long> byToken = new HashMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long lastCause;
    private long engineId;
    private long firstSequence;
    /** What is wrong with the outputs behind those that were read; null when nothing is. */
    private JournalFault fault;

    /** Reads all outputs of a journal, those that its engine has not written yet excepted. */
    static OrderFinder read(final Path journal) {
        final OrderFinder finder = new OrderFinder();
        try (JournalReader outputs = Journals.read(journal, Stream.OUTPUT)) {
            JournalReader.Result result = outputs.next();
            while (result == JournalReader.Result.RECORD) {
                finder.onOutput(outputs);
                result = outputs.next();
            }
            finder.fault = result == JournalReader.Result.FAULT ? outputs.fault() : null;
            finder.engineId = outputs.engineId();
        }
        return finder;
    }

    private void onOutput(final JournalReader record) {
        lastCause = record.cause();
        switch (record.kind()) {
            case NewOrderDecoder.TEMPLATE_ID -> {
                final NewOrderDecoder order =
                        new NewOrderDecoder().wrapAndApplyHeader(record.buffer(), record.offset(), header);
                add(record, order.orderId(), order.strategyId(), order.instrumentId());
                byToken.put(order.venueToken(), order.orderId());
            }
            case ReplaceOrderDecoder.TEMPLATE_ID -> {
                final ReplaceOrderDecoder order =
                        new ReplaceOrderDecoder().wrapAndApplyHeader(record.buffer(), record.offset(), header);
                byToken.put(order.newVenueToken(), order.orderId());
                mention(order.orderId());
            }
            case RiskRejectedDecoder.TEMPLATE_ID -> {
                final RiskRejectedDecoder order =
                        new RiskRejectedDecoder().wrapAndApplyHeader(record.buffer(), record.offset(), header);
                add(record, order.orderId(), order.strategyId(), order.instrumentId());
            }
            case ParentChangedDecoder.TEMPLATE_ID -> {
                final ParentChangedDecoder order =
                        new ParentChangedDecoder().wrapAndApplyHeader(record.buffer(), record.offset(), header);
                add(record, order.orderId(), order.strategyId(), order.instrumentId());
            }
            case OrderChangedDecoder.TEMPLATE_ID ->
                mention(new OrderChangedDecoder()
                        .wrapAndApplyHeader(record.buffer(), record.offset(), header)
                        .orderId());
            case CancelOrderDecoder.TEMPLATE_ID ->
                mention(new CancelOrderDecoder()
                        .wrapAndApplyHeader(record.buffer(), record.offset(), header)
                        .orderId());
            case OrderStatusRequestDecoder.TEMPLATE_ID ->
                mention(new OrderStatusRequestDecoder()
                        .wrapAndApplyHeader(record.buffer(), record.offset(), header)
                        .orderId());
            case AlertDecoder.TEMPLATE_ID ->
                mention(new AlertDecoder()
                        .wrapAndApplyHeader(record.buffer(), record.offset(), header)
                        .orderId());
            default -> {
                // Nothing of an order.
            }
        }
    }

    /** A new one; of one that is known, a refused change or a parent's progress. */
    private void add(final JournalReader record, final long orderId, final int strategyId, final int instrumentId) {
        if (byId.containsKey(orderId)) {
            mention(orderId);
            return;
        }
        final long sequence = orderId == 0 ? record.cause() : OrderIds.sequence(orderId);
        final Target target = new Target(orderId, sequence, record.ordinal(), strategyId, instrumentId, record.cause());
        inOrder.add(target);
        if (orderId != 0) {
            byId.put(orderId, target);
        }
    }

    private void mention(final long orderId) {
        byId.computeIfPresent(
                orderId,
                (id, known) -> new Target(
                        id, known.sequence(), known.ordinal(), known.strategyId(), known.instrumentId(), lastCause));
    }

    private UnknownOrderException notFound(final String what) {
        return new UnknownOrderException(what, fault);
    }

    /**
     * @param strategies their ids by name
     * @throws UnknownOrderException when there is no such order
     */
    Target find(final OrderQuery query, final Map<String, Integer> strategies, final long journalStart) {
        firstSequence = journalStart;
        if (query.strategy() != null) {
            return ofStrategy(query, strategies);
        }
        if (query.orderId() != 0) {
            return byOrderId(query.orderId());
        }
        final Long orderId = byToken.get(query.token());
        if (orderId == null) {
            throw notFound("no order of this journal has the venue token " + query.token() + "; " + range());
        }
        return byId.get(orderId);
    }

    private Target ofStrategy(final OrderQuery query, final Map<String, Integer> strategies) {
        final Integer strategyId = strategies.get(query.strategy());
        if (strategyId == null) {
            throw new UnknownOrderException(
                    "there is no strategy \"" + query.strategy() + "\" in this journal; there are "
                            + String.join(", ", strategies.keySet()),
                    null);
        }
        final List<Target> orders = inOrder.stream()
                .filter(order -> order.strategyId() == strategyId)
                .toList();
        if (query.number() < 0 && fault != null) {
            throw notFound("orders of " + query.strategy() + " cannot be counted from the last one: count from #1");
        }
        final long index = query.number() > 0 ? query.number() - 1 : orders.size() + query.number();
        if (index < 0 || index >= orders.size()) {
            throw notFound(query.strategy() + " has no order " + query.number()
                    + " in this journal, which holds "
                    + (orders.isEmpty()
                            ? "none of it"
                            : orders.size() + " of it, parents, slices and refused ones included: ask for "
                                    + query.strategy() + "#1 to #" + orders.size()));
        }
        final Target order = orders.get((int) index);
        return order.orderId() == 0 ? order : byId.get(order.orderId());
    }

    private Target byOrderId(final long orderId) {
        final Target known = byId.get(orderId);
        if (known != null) {
            return known;
        }
        if (engineId != 0 && OrderIds.engineId(orderId) != engineId) {
            throw new UnknownOrderException(
                    "order " + orderId + " (" + OrderQuery.parts(orderId) + ") is of engine "
                            + OrderIds.engineId(orderId) + ", this journal of engine " + engineId
                            + ": ask a journal of that engine with --journal",
                    null);
        }
        final long sequence = OrderIds.sequence(orderId);
        if (sequence < firstSequence) {
            throw new UnknownOrderException(
                    "order " + orderId + " (" + OrderQuery.parts(orderId) + ") came of input "
                            + sequence + ", this journal begins with input " + firstSequence
                            + ": ask an earlier journal of this engine with --journal",
                    null);
        }
        if (sequence <= lastCause) {
            throw unknown(orderId);
        }
        // Nothing is recorded from there on; running the inputs again shows whether there is such an order.
        return new Target(orderId, sequence, -1, 0, 0, sequence);
    }

    UnknownOrderException unknown(final long orderId) {
        final Map.Entry<Long, Target> below = byId.lowerEntry(orderId);
        final Map.Entry<Long, Target> above = byId.higherEntry(orderId);
        final StringBuilder text = new StringBuilder("there is no order ")
                .append(orderId)
                .append(" (")
                .append(OrderQuery.parts(orderId))
                .append(") in this journal");
        if (below != null || above != null) {
            text.append("; the nearest is ").append(named(nearest(orderId, below, above)));
        }
        return notFound(text.append("; ").append(range()).toString());
    }

    private static long nearest(
            final long orderId, final Map.Entry<Long, Target> below, final Map.Entry<Long, Target> above) {
        if (below == null || above == null) {
            return below == null ? above.getKey() : below.getKey();
        }
        return orderId - below.getKey() <= above.getKey() - orderId ? below.getKey() : above.getKey();
    }

    private static String named(final long orderId) {
        return orderId + " (" + OrderQuery.parts(orderId) + ")";
    }

    private String range() {
        return byId.isEmpty()
                ? "it holds no order"
                : "it holds " + inOrder.size() + " orders, " + named(byId.firstKey()) + " to " + named(byId.lastKey());
    }
}
