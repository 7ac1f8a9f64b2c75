package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.OrderReplacedDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.Arrays;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/** What a journal tells about the own orders of its session, and how far it goes: read once, before anything is run. */
public final class RecordedFacts {
    private static final long NONE = Long.MIN_VALUE;

    private final Int2ObjectHashMap<Long2ObjectHashMap<OwnOrder>> ownOrders = new Int2ObjectHashMap<>();
    /** The trade's id, and the execution that told of it first. */
    private final Int2ObjectHashMap<Long2LongHashMap> ownMatches = new Int2ObjectHashMap<>();

    private final Int2ObjectHashMap<LongHashSet> selfMatches = new Int2ObjectHashMap<>();
    private final Long2LongHashMap sentNs = new Long2LongHashMap(NONE);
    private final LongArrayList answerNs = new LongArrayList();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long lastSequence;
    private boolean ended;
    private JournalFault fault;

    /** As the venue accepted it: what a feed leaves out that tells each order's side and price only once. */
    record OwnOrder(Side side, long priceNanos) {}

    private RecordedFacts() {}

    /** Reads what is there: of a journal that is being written, up to what its end is now. */
    public static RecordedFacts read(final Path folder) {
        final RecordedFacts facts = new RecordedFacts();
        try (JournalReader outputs = Journals.read(folder, Stream.OUTPUT)) {
            facts.readOrders(outputs);
        }
        try (JournalReader inputs = Journals.read(folder, Stream.INPUT)) {
            facts.readInputs(inputs);
        }
        return facts;
    }

    private void readOrders(final JournalReader outputs) {
        final NewOrderDecoder order = new NewOrderDecoder();
        while (outputs.next() == JournalReader.Result.RECORD) {
            if (outputs.kind() == NewOrderDecoder.TEMPLATE_ID) {
                order.wrapAndApplyHeader(outputs.buffer(), outputs.offset(), header);
                sentNs.put(order.orderId(), outputs.timeNs());
            }
        }
    }

    private void readInputs(final JournalReader inputs) {
        JournalReader.Result result = inputs.next();
        while (result == JournalReader.Result.RECORD) {
            lastSequence = inputs.sequence();
            ended = inputs.kind() == SessionEndDecoder.TEMPLATE_ID;
            switch (inputs.kind()) {
                case OrderAcceptedDecoder.TEMPLATE_ID -> {
                    final OrderAcceptedDecoder accepted =
                            new OrderAcceptedDecoder().wrapAndApplyHeader(inputs.buffer(), inputs.offset(), header);
                    own(
                            accepted.instrumentId(),
                            accepted.venueOrderId(),
                            new OwnOrder(accepted.side(), accepted.priceNanos()));
                    answered(accepted.orderId(), inputs.timeNs());
                }
                case OrderReplacedDecoder.TEMPLATE_ID -> {
                    final OrderReplacedDecoder replaced =
                            new OrderReplacedDecoder().wrapAndApplyHeader(inputs.buffer(), inputs.offset(), header);
                    own(
                            replaced.instrumentId(),
                            replaced.venueOrderId(),
                            new OwnOrder(replaced.side(), replaced.priceNanos()));
                }
                case OrderRejectedDecoder.TEMPLATE_ID ->
                    answered(
                            new OrderRejectedDecoder()
                                    .wrapAndApplyHeader(inputs.buffer(), inputs.offset(), header)
                                    .orderId(),
                            inputs.timeNs());
                case OrderFilledDecoder.TEMPLATE_ID -> {
                    final OrderFilledDecoder filled =
                            new OrderFilledDecoder().wrapAndApplyHeader(inputs.buffer(), inputs.offset(), header);
                    onMatch(filled.instrumentId(), filled.matchId(), filled.executionId());
                }
                default -> {
                    // Says nothing of own orders.
                }
            }
            result = inputs.next();
        }
        fault = inputs.fault();
    }

    private void answered(final long orderId, final long timeNs) {
        final long sent = sentNs.remove(orderId);
        if (sent != NONE && timeNs > sent) {
            answerNs.addLong(timeNs - sent);
        }
    }

    /** Two executions of one trade: both orders were own. The same one again was only sent again. */
    private void onMatch(final int instrumentId, final long matchId, final long executionId) {
        if (matchId != 0) {
            final long first = ownMatches
                    .computeIfAbsent(instrumentId, instrument -> new Long2LongHashMap(NONE))
                    .putIfAbsent(matchId, executionId);
            if (first != NONE && first != executionId) {
                add(selfMatches, instrumentId, matchId);
            }
        }
    }

    private void own(final int instrumentId, final long venueOrderId, final OwnOrder order) {
        if (venueOrderId != 0) {
            ownOrders
                    .computeIfAbsent(instrumentId, instrument -> new Long2ObjectHashMap<>())
                    .put(venueOrderId, order);
        }
    }

    private static void add(final Int2ObjectHashMap<LongHashSet> ids, final int instrumentId, final long id) {
        if (id != 0) {
            ids.computeIfAbsent(instrumentId, instrument -> new LongHashSet()).add(id);
        }
    }

    private static boolean has(final Int2ObjectHashMap<LongHashSet> ids, final int instrumentId, final long id) {
        final LongHashSet known = ids.get(instrumentId);
        return known != null && known.contains(id);
    }

    /** The engine's order that the feed names so, or null when it is another's. */
    OwnOrder ownOrder(final int instrumentId, final long venueOrderId) {
        final Long2ObjectHashMap<OwnOrder> known = ownOrders.get(instrumentId);
        return known == null ? null : known.get(venueOrderId);
    }

    /** Whether an order of the engine took part in this trade. */
    boolean ownMatch(final int instrumentId, final long matchId) {
        final Long2LongHashMap known = ownMatches.get(instrumentId);
        return known != null && known.containsKey(matchId);
    }

    /** Whether both orders of this trade were the engine's. */
    boolean selfMatch(final int instrumentId, final long matchId) {
        return has(selfMatches, instrumentId, matchId);
    }

    /** Of the last input that is read, also when more come later. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Whether the journal's session came to its end. */
    public boolean ended() {
        return ended;
    }

    /** What is wrong with the inputs beyond that, or null. */
    public JournalFault fault() {
        return fault;
    }

    /** How many orders were answered. */
    public int answerCount() {
        return answerNs.size();
    }

    /** How long an order waited for its first answer, the median; 0 when none was answered. */
    public long medianAnswerNs() {
        final long[] sorted = answerNs.toLongArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
    }
}
