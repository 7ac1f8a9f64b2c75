package io.tiercel.engine.replay.story;

import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.NotSentDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.InputWatch;
import io.tiercel.engine.replay.story.OrderStory.Caller;
import io.tiercel.engine.replay.story.OrderStory.Check;
import io.tiercel.engine.replay.story.OrderStory.Decision;
import io.tiercel.engine.replay.story.OrderStory.Holding;
import io.tiercel.engine.replay.story.OrderStory.Message;
import io.tiercel.engine.replay.story.OrderStory.Parent;
import io.tiercel.engine.replay.story.OrderStory.Step;
import io.tiercel.engine.replay.story.OrderStory.Target;
import io.tiercel.engine.risk.Bound;
import io.tiercel.engine.risk.CheckListener;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.state.StageProbe;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.dump.MessageFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * Notes what concerns one order while its journal is run again: it hears of inputs and outputs, of the controls, of
 * what strategies are told and ask for. It keeps what it hears until it knows whose it was, and forgets it else.
 */
final class StoryRecorder implements InputWatch, CheckListener, StrategyWatch, StageProbe {
    private static final String ORDER_ID = "orderId";
    private static final String VENUE_TOKEN = "venueToken";
    private static final Caller ENGINE = new Caller("", null, "");

    private final Target target;
    private final MessageFields decoder = new MessageFields();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CauseNotes cause;
    private final List<Check> checks = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Slices slices = new Slices();
    private final Set<String> tokens = new HashSet<>();
    private final Map<Long, Parent> parents = new TreeMap<>();
    private final Sight sight = new Sight();
    private final Grounds grounds;
    private Caller caller = ENGINE;
    private String request = "";
    private boolean inTwap;
    private Holding held;
    private Decision decision;
    private long parentOrderId;
    private boolean over;
    private long sequence;
    private long timeNs;
    private int venueStep = -1;
    private JournalReader input;

    StoryRecorder(final Target target) {
        this.target = target;
        cause = new CauseNotes(target, decoder, sight);
        grounds = new Grounds(target);
    }

    /** The core that it watches: before the first input. */
    void watch(final TradingCore core) {
        sight.of(core);
        grounds.of(core);
        core.stagesTo(this);
    }

    /** What was seen; null when the order was not. */
    OrderStory story() {
        return decision == null && steps.isEmpty()
                ? null
                : new OrderStory(
                        target,
                        sight.strategyName(strategyId()),
                        sight.instrument(instrumentId()),
                        cause.messages(),
                        decision,
                        parents.get(parentOrderId),
                        List.copyOf(steps),
                        slices.list(),
                        timeNs);
    }

    /** With the strategy and instrument that the replay showed. */
    Target seen() {
        return new Target(
                target.orderId(),
                target.sequence(),
                target.ordinal(),
                strategyId(),
                instrumentId(),
                target.lastSequence());
    }

    long sequence() {
        return sequence;
    }

    private int strategyId() {
        return target.strategyId() != 0 || steps.isEmpty() ? target.strategyId() : field("strategyId");
    }

    private int instrumentId() {
        return target.instrumentId() != 0 || steps.isEmpty() ? target.instrumentId() : field("instrumentId");
    }

    private int field(final String name) {
        return Integer.parseInt(steps.get(0).message().fields().getOrDefault(name, "0"));
    }

    @Override
    public void beforeInput(final JournalReader next) {
        input = next;
        sequence = next.sequence();
        timeNs = next.timeNs();
        caller = ENGINE;
        venueStep = -1;
        cause.onInput(next);
        final boolean venues =
                next.kind() >= OrderAcceptedDecoder.TEMPLATE_ID && next.kind() <= NotSentDecoder.TEMPLATE_ID;
        if (venues && !steps.isEmpty()) {
            final Message message = message(next.buffer(), next.offset());
            if (concerns(message)) {
                final Holding before =
                        message.name().equals("OrderFilled") ? sight.holding(strategyId(), instrumentId()) : null;
                venueStep = steps.size();
                steps.add(new Step("venue", message, null, null, before, null));
            }
        }
    }

    private boolean concerns(final Message message) {
        final String token = message.fields().get(VENUE_TOKEN);
        return isTarget(message) || (token != null && tokens.contains(token));
    }

    private boolean isTarget(final Message message) {
        return target.orderId() != 0
                && String.valueOf(target.orderId()).equals(message.fields().get(ORDER_ID));
    }

    private Message message(final DirectBuffer buffer, final int offset) {
        return new Message(sequence, timeNs, decoder.name(buffer, offset), decoder.fields(buffer, offset));
    }

    @Override
    public void onOutput(
            final long causedBy, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
        if (causedBy < target.sequence()) {
            return;
        }
        header.wrap(buffer, offset);
        if (header.templateId() < NewOrderDecoder.TEMPLATE_ID) {
            return;
        }
        final Message message = message(buffer, offset);
        final boolean refusedParent = target.orderId() == 0
                && causedBy == target.sequence()
                && ordinal == target.ordinal()
                && message.name().equals("RiskRejected");
        if (isTarget(message) || refusedParent) {
            onOwn(message);
        } else if (target.orderId() != 0) {
            slices.onOutput(target.orderId(), message);
        }
    }

    private void onOwn(final Message message) {
        final String name = message.name();
        final boolean decides = name.equals("NewOrder")
                || name.equals("ReplaceOrder")
                || name.equals("RiskRejected")
                || name.equals("ParentChanged");
        Decision of = null;
        if (decision == null && decides) {
            decision = decided(message);
        } else if (decides && !name.equals("ParentChanged") && !steps.isEmpty()) {
            of = name.equals("NewOrder") || steps.get(0).message().name().equals("RiskRejected")
                    ? null
                    : decided(message);
        }
        if (steps.isEmpty()) {
            parentOrderId = Long.parseLong(message.fields().getOrDefault("parentOrderId", "0"));
        }
        note(message, VENUE_TOKEN);
        note(message, "newVenueToken");
        over |= over(message.fields().get("state")) || (steps.isEmpty() && name.equals("RiskRejected"));
        final boolean leaves = name.equals("NewOrder")
                || name.equals("ReplaceOrder")
                || name.equals("CancelOrder")
                || name.equals("OrderStatusRequest");
        steps.add(new Step(leaves ? "engine" : "core", message, leaves ? caller : null, of, null, null));
    }

    private void note(final Message message, final String field) {
        final String token = message.fields().get(field);
        if (token != null) {
            tokens.add(token);
        }
    }

    private static boolean over(final String state) {
        return state != null && OrderState.valueOf(state).value() >= OrderState.FILLED.value();
    }

    /** The record of a refusal for want of room can come after others were checked: it says itself what was checked. */
    private Decision decided(final Message message) {
        final Map<String, String> fields = message.fields();
        if (RiskReason.OUTPUT_CAPACITY.name().equals(fields.get("reason"))) {
            final Check room = new Check(
                    RiskReason.OUTPUT_CAPACITY,
                    Bound.STATE,
                    false,
                    Long.parseLong(fields.get("value")),
                    Long.parseLong(fields.get("limitValue")));
            return decision(fields, List.of(room));
        }
        return decision(fields, List.copyOf(checks));
    }

    private Decision decision(final Map<String, String> fields, final List<Check> asked) {
        final int strategyId = Integer.parseInt(fields.getOrDefault("strategyId", "0"));
        final int instrumentId = Integer.parseInt(fields.getOrDefault("instrumentId", "0"));
        final boolean slice = !"0".equals(fields.getOrDefault("parentOrderId", "0"));
        return new Decision(
                sequence,
                timeNs,
                caller,
                slice && !request.startsWith("replace") ? "the next slice of its parent" : request,
                sequence == target.sequence() ? cause.before() : null,
                sight.book(instrumentId),
                sight.signals(sight.strategyName(strategyId)),
                held,
                asked,
                since(asked));
    }

    /** What brought about the state that the last control refused; null when it is none, or nothing refused. */
    private Message since(final List<Check> asked) {
        final Check last = asked.isEmpty() ? null : asked.get(asked.size() - 1);
        if (last == null || last.passed()) {
            return null;
        }
        // It may have come about within this very input.
        grounds.look(() -> message(input.buffer(), input.offset()));
        return grounds.of(last.control());
    }

    @Override
    public boolean afterInput(final long done) {
        grounds.look(() -> message(input.buffer(), input.offset()));
        if (venueStep >= 0) {
            final Step step = steps.get(venueStep);
            if (step.before() != null) {
                final Holding after = sight.holding(strategyId(), instrumentId());
                steps.set(venueStep, new Step("venue", step.message(), null, null, step.before(), after));
            }
        }
        final boolean missed = done >= target.sequence() && steps.isEmpty() && target.lastSequence() <= done;
        return !missed && !(over && done >= target.lastSequence());
    }

    @Override
    public void onCheck(
            final RiskReason control,
            final Bound bound,
            final boolean passed,
            final long value,
            final long limitValue) {
        checks.add(new Check(control, bound, passed, value, limitValue));
    }

    @Override
    public void onDeclared(final String strategy, final String key, final Signal signal) {
        sight.declare(strategy, key, signal);
    }

    @Override
    public void onCall(final String strategy, final String method, final String detail) {
        caller = new Caller(strategy, method, detail);
    }

    @Override
    public void onReturn() {
        caller = ENGINE;
        request = "";
    }

    @Override
    public void onAsk(final String asked, final long orderId) {
        request = asked;
        inTwap = asked.startsWith("submitTwap");
        onOrderAsked();
    }

    @Override
    public void onAnswer(final long orderId) {
        if (inTwap && orderId != 0) {
            parents.put(orderId, new Parent(orderId, timeNs, caller, request));
        }
        if (orderId == target.orderId() && orderId != 0 && decision == null) {
            // Its record is yet to come: the input has no room for it.
            decision = decision(
                    Map.of(
                            "strategyId", String.valueOf(target.strategyId()),
                            "instrumentId", String.valueOf(target.instrumentId())),
                    List.copyOf(checks));
        }
        inTwap = false;
        request = "";
    }

    @Override
    public void onOrderAsked() {
        checks.clear();
        held = sequence < target.sequence() ? null : sight.holding(strategyId(), instrumentId());
    }

    @Override
    public void onApplied() {
        // The book is seen when an order is decided on.
    }

    @Override
    public void onSignals() {
        // Signals too.
    }

    @Override
    public void onStrategies() {
        // Their calls are heard one by one.
    }

    @Override
    public void onOrderReady() {
        // The output itself comes next.
    }
}
