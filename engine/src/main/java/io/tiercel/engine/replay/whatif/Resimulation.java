package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.control.AnalyticsBeginDecoder;
import io.tiercel.codecs.control.AnalyticsBeginEncoder;
import io.tiercel.codecs.control.ContinueEncoder;
import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.codecs.control.TickEncoder;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.InstrumentDefinitionDecoder;
import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.orders.ExecutionResendRequestDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.NotSentDecoder;
import io.tiercel.codecs.orders.VenueSessionDownDecoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A session again, in discrete-event time: exogenous inputs at their recorded times, own orders at the fill model, its
 * answers a fixed latency later, ticks when the core waits for a deadline, and Continue inputs while it has work left.
 * Inputs are numbered anew, without a gap, from the recorded first one. At one time answers come before what was
 * recorded; what market data does to own orders is told right after its packet.
 */
public final class Resimulation {
    private static final int PROGRESS_MASK = (1 << 18) - 1;
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    /** Continue inputs at one moment; what is left then goes on with the next input. */
    private static final int MAX_CONTINUES = 1 << 16;

    /** Orders and their cancels, with one in between. */
    private static final int FINAL_ROUNDS = 4;

    private static final int SEQUENCE_MEMORY = 1 << 16;

    private final Path folder;
    private final RecordedFacts facts;
    private final FillSettings settings;
    private final ObservedCore core;
    private final FillModel model;
    private final MarketModel market;
    private final MarketPacket packet;
    private final OpeningInputs opening;
    private final ArrayDeque<Request> requests = new ArrayDeque<>();
    private final UnsafeBuffer own = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer answer = new UnsafeBuffer(0, 0);
    private final MessageHeaderEncoder ownHeader = new MessageHeaderEncoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final long[] newSequences = new long[SEQUENCE_MEMORY];
    private long sequence;
    private long timeNs;

    private record Request(long dueNs, UnsafeBuffer message) {}

    /** @param stateMachine as large as the configuration says, and fresh */
    public Resimulation(
            final Path folder,
            final RecordedFacts facts,
            final StateMachine stateMachine,
            final Opening opening,
            final FillSettings settings) {
        this.folder = folder;
        this.facts = facts;
        this.settings = settings;
        core = new ObservedCore(stateMachine, this::onOutput);
        model = new FillModel(settings);
        market = new MarketModel(facts, model, settings.latencyNs());
        packet = new MarketPacket(facts);
        this.opening = new OpeningInputs(opening, this::step);
    }

    /** @param progress told the number of recorded inputs so far, now and then */
    public SessionOutcome run(final LongConsumer progress) {
        try (JournalReader inputs = Journals.read(folder, Stream.INPUT)) {
            long events = 0;
            boolean goesOn = facts.lastSequence() > 0;
            while (goesOn && inputs.next() == JournalReader.Result.RECORD) {
                if (events == 0) {
                    sequence = inputs.sequence() - 1;
                }
                onRecorded(inputs);
                goesOn = !core.failed() && inputs.sequence() < facts.lastSequence();
                if ((++events & PROGRESS_MASK) == 0) {
                    progress.accept(events);
                }
            }
        }
        return core.outcome();
    }

    private void onRecorded(final JournalReader inputs) {
        if (MarketMessage.is(inputs.kind())) {
            packet.add(inputs);
            if (packet.isComplete()) {
                onPacket();
            }
        } else if (!RecordedRun.isReaction(inputs.kind()) || isLatch(inputs)) {
            // A packet that never ended: its feed was interrupted.
            onPacket();
            onExogenous(inputs);
        }
    }

    /** Of what the gate said only that it was closed for good is not about an order. */
    private static boolean isLatch(final JournalReader inputs) {
        return inputs.kind() == NotSentDecoder.TEMPLATE_ID
                && new NotSentDecoder()
                                .wrapAndApplyHeader(inputs.buffer(), inputs.offset(), new MessageHeaderDecoder())
                                .templateId()
                        == 0;
    }

    private void onPacket() {
        if (packet.isEmpty()) {
            return;
        }
        advanceTo(packet.timeNs());
        model.time(timeNs);
        for (int i = 0; i < packet.count(); i++) {
            market.onMessage(packet.buffer(), packet.offset(i), timeNs);
        }
        packet.strip();
        model.showLess(this::step);
        for (int i = 0; i < packet.count(); i++) {
            if (packet.length(i) > 0) {
                core.cause(packet.sequence(i));
                step(packet.buffer(), packet.offset(i), packet.length(i));
            }
            remember(packet.sequence(i));
        }
        packet.clear();
        model.showMore(this::step);
        settle();
    }

    private void onExogenous(final JournalReader inputs) {
        if (inputs.kind() == SessionEndDecoder.TEMPLATE_ID) {
            answerUntil(inputs.timeNs());
        }
        advanceTo(inputs.timeNs());
        core.cause(inputs.sequence());
        final DirectBuffer buffer = inputs.buffer();
        final int offset = inputs.offset();
        switch (inputs.kind()) {
            case VenueSessionUpDecoder.TEMPLATE_ID -> {
                final VenueSessionUpDecoder up = new VenueSessionUpDecoder().wrapAndApplyHeader(buffer, offset, header);
                model.time(timeNs);
                model.onSessionUp(up.venueId(), up.sessionId());
            }
            case VenueSessionDownDecoder.TEMPLATE_ID -> {
                model.time(timeNs);
                model.onSessionDown(new VenueSessionDownDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .venueId());
            }
            case AnalyticsBeginDecoder.TEMPLATE_ID -> onAnalytics(inputs);
            default -> {
                hear(inputs.kind(), buffer, offset);
                if (!opening.onMessage(inputs.kind(), buffer, offset)) {
                    step(buffer, offset, inputs.length());
                }
            }
        }
        remember(inputs.sequence());
        settle();
        model.showLess(this::step);
        model.showMore(this::step);
        settle();
    }

    /** What of the other inputs concerns the model, too. */
    private void hear(final int kind, final DirectBuffer buffer, final int offset) {
        model.time(timeNs);
        switch (kind) {
            case InstrumentDefinitionDecoder.TEMPLATE_ID ->
                model.define(new InstrumentDefinitionDecoder().wrapAndApplyHeader(buffer, offset, header));
            case InstrumentStatusDecoder.TEMPLATE_ID -> {
                final InstrumentStatusDecoder status =
                        new InstrumentStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
                model.onStatus(status.instrumentId(), status.status());
            }
            case FeedStatusDecoder.TEMPLATE_ID -> {
                final FeedStatusDecoder status = new FeedStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
                if (status.instrumentId() == 0) {
                    packet.onFeedStatus(status.feedId());
                }
            }
            default -> {
                // Nothing to the model.
            }
        }
    }

    /** A lane's result names an input that it knows of by its number: here it has another one. */
    private void onAnalytics(final JournalReader inputs) {
        own.putBytes(0, inputs.buffer(), inputs.offset(), inputs.length());
        final long asOf =
                new AnalyticsBeginDecoder().wrapAndApplyHeader(own, 0, header).asOfSequence();
        own.putLong(
                HEADER + AnalyticsBeginEncoder.asOfSequenceEncodingOffset(),
                newSequences[(int) (asOf & (SEQUENCE_MEMORY - 1))],
                ByteOrder.LITTLE_ENDIAN);
        step(own, 0, inputs.length());
    }

    private void remember(final long recordedSequence) {
        newSequences[(int) (recordedSequence & (SEQUENCE_MEMORY - 1))] = sequence;
    }

    /** All that is due until then: orders that reach their venue, and the core's deadlines before that time. */
    private void advanceTo(final long untilNs) {
        boolean waitsForMore = false;
        while (!core.failed()) {
            final long requestNs =
                    requests.isEmpty() ? Long.MAX_VALUE : requests.peek().dueNs();
            final long deadlineNs = waitsForMore ? Long.MAX_VALUE : Math.max(timeNs, core.nextDeadlineNs());
            if (requestNs <= deadlineNs && requestNs <= untilNs) {
                onRequest();
            } else if (deadlineNs < untilNs) {
                timeNs = deadlineNs;
                tick();
                // A deadline that time alone does not end waits for the recorded input.
                waitsForMore = core.nextDeadlineNs() <= timeNs;
            } else {
                break;
            }
        }
        timeNs = Math.max(timeNs, untilNs);
    }

    /** Before the session ends: what is under way gets its answer, however late, and so does what that leads to. */
    private void answerUntil(final long endNs) {
        final long lastNs = endNs + FINAL_ROUNDS * settings.latencyNs();
        while (!requests.isEmpty() && requests.peek().dueNs() <= lastNs && !core.failed()) {
            onRequest();
        }
    }

    private void onRequest() {
        final Request request = requests.poll();
        timeNs = Math.max(timeNs, request.dueNs());
        model.time(timeNs);
        model.onRequest(request.message());
        settle();
        model.showLess(this::step);
        model.showMore(this::step);
        settle();
    }

    private void tick() {
        new TickEncoder().wrapAndApplyHeader(own, 0, ownHeader).reserved((short) 0);
        step(own, 0, HEADER + TickEncoder.BLOCK_LENGTH);
        settle();
    }

    /** The answers that there are, then what the core has left. */
    private void settle() {
        for (byte[] message = model.pollAnswer(); message != null; message = model.pollAnswer()) {
            answer.wrap(message);
            step(answer, 0, message.length);
        }
        for (int i = 0; i < MAX_CONTINUES && core.hasContinuation(); i++) {
            new ContinueEncoder().wrapAndApplyHeader(own, 0, ownHeader).causeSequence(sequence);
            step(own, 0, HEADER + ContinueEncoder.BLOCK_LENGTH);
        }
    }

    private void step(final DirectBuffer buffer, final int offset, final int length) {
        core.onInput(++sequence, timeNs, buffer, offset, length);
    }

    private void onOutput(final DirectBuffer buffer, final int offset, final int length) {
        final int templateId = MarketMessage.templateId(buffer, offset);
        if (templateId >= NewOrderDecoder.TEMPLATE_ID && templateId <= ExecutionResendRequestDecoder.TEMPLATE_ID) {
            final byte[] copy = new byte[length];
            buffer.getBytes(offset, copy);
            requests.add(new Request(timeNs + settings.latencyNs(), new UnsafeBuffer(copy)));
        }
    }
}
