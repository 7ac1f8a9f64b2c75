package io.tiercel.engine.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.ClockStepDecoder;
import io.tiercel.codecs.control.ContinueDecoder;
import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.control.TickDecoder;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Phase;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class IngressTest {
    private static final long START_NS = 1_000_000_000_000L;
    private static final long SILENCE_NS = 1_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    private final ManualClock clock = new ManualClock(START_NS);
    private final WaitingCore core = new WaitingCore();
    private final List<Input> inputs = new ArrayList<>();
    private final QueuedSource notSent = new QueuedSource();
    private final QueuedSource commands = new QueuedSource();
    private final QueuedSource executions = new QueuedSource();
    private final QueuedSource feed = new QueuedSource();
    private final Ingress ingress =
            new Ingress(clock, core, this::onInput, 501, SILENCE_NS, notSent, commands, executions, feed);

    private record Input(long sequence, long timeNs, String what) {}

    private void onInput(
            final long sequence, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        inputs.add(new Input(sequence, timeNs, name(buffer, offset)));
    }

    private static String name(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        return switch (header.templateId()) {
            case TickDecoder.TEMPLATE_ID -> "tick";
            case ContinueDecoder.TEMPLATE_ID ->
                "continue of "
                        + new ContinueDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .causeSequence();
            case ClockStepDecoder.TEMPLATE_ID ->
                "step of "
                        + new ClockStepDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .offsetNs();
            case FeedStatusDecoder.TEMPLATE_ID -> {
                final FeedStatusDecoder status = new FeedStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield "feed " + status.feedId() + "/" + status.instrumentId() + " " + status.state();
            }
            default -> "template " + header.templateId();
        };
    }

    @Test
    void shouldPollWhatWasNotSentThenCommandsThenExecutionsThenFeed() {
        feed.add(Bytes.add(1, true));
        executions.add(Bytes.cancelled(1));
        commands.add(Bytes.halt(1));
        notSent.add(Bytes.notSent(1));

        assertEquals(4, ingress.poll());

        assertEquals(List.of("template 140", "template 220", "template 123", "template 1"), whats());
    }

    @Test
    void shouldBoundEachSource() {
        for (int i = 0; i < 100; i++) {
            feed.add(Bytes.add(i, true));
            executions.add(Bytes.cancelled(i));
            commands.add(Bytes.halt(1));
            notSent.add(Bytes.notSent(i));
        }

        assertEquals(32 + 8 + 32 + 32, ingress.poll());

        assertEquals(List.of(68, 92, 68, 68), List.of(notSent.size(), commands.size(), executions.size(), feed.size()));
    }

    @Test
    void shouldNumberWithoutGapFromTheFirstSequence() {
        for (int i = 0; i < 100; i++) {
            feed.add(i % 3 == 0 ? Bytes.halt(1) : Bytes.add(i, true));
            executions.add(Bytes.cancelled(i));
        }
        for (int i = 0; i < 10; i++) {
            core.continuation = i % 2 == 0;
            clock.set(START_NS + i * SILENCE_NS * 2);
            ingress.poll();
        }

        long expected = 501;
        for (final Input input : inputs) {
            assertEquals(expected++, input.sequence());
        }
        assertEquals(expected - 1, ingress.lastSequence());
        assertEquals(34, ingress.refusedCount());
    }

    @Test
    void shouldNeverGoBackInTime() {
        executions.add(Bytes.cancelled(1)).add(Bytes.cancelled(2)).add(Bytes.cancelled(3));
        clock.moving(-5);

        ingress.poll();

        assertEquals(List.of(START_NS, START_NS, START_NS), times());
    }

    @Test
    void shouldGiveOnePacketOneTimeUntilItsEnd() {
        clock.moving(100);
        feed.add(Bytes.add(1, false)).add(Bytes.add(2, false)).add(Bytes.add(3, true));
        feed.add(Bytes.add(4, false)).add(Bytes.add(5, true));

        ingress.poll();

        assertEquals(List.of(START_NS, START_NS, START_NS, START_NS + 100, START_NS + 100), times());
    }

    @Test
    void shouldKeepTimeOfPacketOverPolls() {
        clock.moving(100);
        for (int i = 0; i < 40; i++) {
            feed.add(Bytes.add(i, i == 39));
        }

        ingress.poll();
        ingress.poll();

        assertEquals(40, inputs.size());
        assertEquals(1, times().stream().distinct().count());
    }

    @Test
    void shouldNotLetAnythingComeBetweenPartsOfPacket() {
        final Pausing pausing = new Pausing(Bytes.add(1, false), Bytes.add(2, false), Bytes.add(3, true));
        pausing.meanwhile = () -> {
            executions.add(Bytes.cancelled(1));
            commands.add(Bytes.halt(1));
            notSent.add(Bytes.notSent(1));
            core.continuation = true;
        };
        final Ingress withPausing =
                new Ingress(clock, core, this::onInput, 501, SILENCE_NS, notSent, commands, executions, pausing);

        withPausing.poll();
        core.continuation = false;
        withPausing.poll();

        assertEquals(
                List.of(
                        "template 1",
                        "template 1",
                        "template 1",
                        "continue of 503",
                        "template 140",
                        "template 220",
                        "template 123"),
                whats().subList(0, 7));
        assertEquals(0, withPausing.brokenPacketCount());
    }

    @Test
    void shouldBreakPacketThatDoesNotEndInTime() {
        clock.moving(SILENCE_NS / 10);
        feed.add(Bytes.add(1, true)).add(Bytes.add(2, false));
        executions.add(Bytes.cancelled(1));

        ingress.poll();

        assertEquals(List.of("template 123", "template 1", "template 1", "feed 0/1 INTERRUPTED"), whats());
        assertEquals(1, ingress.brokenPacketCount());
    }

    @Test
    void shouldBreakPacketWithTooManyMessages() {
        for (int i = 0; i < 5_000; i++) {
            feed.add(Bytes.add(i, false));
        }

        ingress.poll();

        assertEquals(32 + 4_096 + 1, inputs.size());
        assertEquals("feed 0/1 INTERRUPTED", inputs.get(inputs.size() - 1).what());
    }

    @Test
    void shouldBreakPacketWhereClockStandsStill() {
        feed.add(Bytes.add(1, false));

        ingress.poll();

        assertEquals(List.of("template 1", "feed 0/1 INTERRUPTED"), whats());
    }

    @Test
    void shouldEndPacketAtMessageThatHasNoFlag() {
        clock.moving(100);
        feed.add(Bytes.phase(Phase.OPEN)).add(Bytes.add(1, true));

        ingress.poll();

        assertEquals(List.of(START_NS, START_NS + 100), times());
    }

    @Test
    void shouldPollEachFeedOnceARound() {
        final QueuedSource other = new QueuedSource();
        final Ingress two = withFeeds(feed, other);
        for (int i = 0; i < 40; i++) {
            feed.add(Bytes.add(i, true));
            other.add(Bytes.add(i, true));
        }

        two.poll();

        assertEquals(List.of(8, 8), List.of(feed.size(), other.size()));
    }

    @Test
    void shouldLetNoOtherFeedIntoPacket() {
        final QueuedSource other = new QueuedSource();
        final Pausing pausing = new Pausing(Bytes.add(1, false), Bytes.add(2, true));
        other.add(Bytes.phase(Phase.OPEN));

        withFeeds(pausing, other).poll();

        assertEquals(List.of("template 1", "template 1", "template 22"), whats());
    }

    @Test
    void shouldNotLetTimeAndOtherFeedsWaitForEndlessPacket() {
        final QueuedSource other = new QueuedSource();
        final Ingress two = withFeeds(feed, other);
        other.add(Bytes.phase(Phase.OPEN));
        for (int i = 0; i < 5_000; i++) {
            feed.add(Bytes.add(i, false));
        }

        two.poll();

        assertEquals(1, two.brokenPacketCount());
        assertTrue(whats().contains("template 22"));
    }

    private Ingress withFeeds(final InputSource... feeds) {
        return new Ingress(clock, core, this::onInput, 501, Long.MAX_VALUE / 4, notSent, commands, executions, feeds);
    }

    @Test
    void shouldTickAtDeadlineOfCore() {
        feed.add(Bytes.add(1, true));
        ingress.poll();
        core.deadlineNs = START_NS + 400;
        clock.set(START_NS + 399);
        assertEquals(0, ingress.poll());
        assertEquals(START_NS + 400, ingress.nextTickNs());
        clock.set(START_NS + 400);

        assertEquals(1, ingress.poll());

        assertEquals(new Input(502, START_NS + 400, "tick"), inputs.get(1));
    }

    @Test
    void shouldTickAfterSilence() {
        feed.add(Bytes.add(1, true));
        ingress.poll();
        clock.set(START_NS + SILENCE_NS - 1);
        assertEquals(0, ingress.poll());
        clock.set(START_NS + SILENCE_NS);

        assertEquals(1, ingress.poll());

        assertEquals(new Input(502, START_NS + SILENCE_NS, "tick"), inputs.get(1));
    }

    @Test
    void shouldNotTickWhereAnInputBroughtTheTime() {
        core.deadlineNs = START_NS - 1;
        feed.add(Bytes.add(1, true));

        assertEquals(1, ingress.poll());

        assertEquals(List.of("template 1"), whats());
    }

    @Test
    void shouldTickWhenOnlyRefusedMessagesCome() {
        ingress.poll();
        inputs.clear();
        feed.add(Bytes.halt(1));
        clock.set(START_NS + SILENCE_NS);

        assertEquals(1, ingress.poll());

        assertEquals(List.of("tick"), whats());
    }

    @Test
    void shouldContinueWhileCoreHasWorkLeft() {
        core.continuation = true;
        feed.add(Bytes.add(1, true));

        ingress.poll();
        ingress.poll();
        core.continuation = false;
        ingress.poll();

        assertEquals(List.of("template 1", "continue of 501", "continue of 502"), whats());
    }

    @Test
    void shouldMakeStepOfHostClockAnInput() {
        feed.add(Bytes.add(1, true));
        clock.hostStep(-7 * SECOND_NS);

        ingress.poll();

        assertEquals(List.of("template 1", "step of " + -7 * SECOND_NS), whats());
    }

    @Test
    void shouldLookAtHostClockOnceInASecond() {
        feed.add(Bytes.add(1, true));
        ingress.poll();
        clock.hostStep(SECOND_NS);
        feed.add(Bytes.add(2, true));
        clock.set(START_NS + SECOND_NS - 1);
        ingress.poll();
        assertEquals(List.of("template 1", "template 1"), whats());
        feed.add(Bytes.add(3, true));
        clock.set(START_NS + SECOND_NS);

        ingress.poll();

        assertEquals(List.of("template 1", "template 1", "template 1", "step of " + SECOND_NS), whats());
    }

    @Test
    void shouldSequenceWhatTheProcessSays() {
        final byte[] halt = Bytes.halt(0);

        ingress.sequenceNow(new UnsafeBuffer(halt), 0, halt.length);

        assertEquals(List.of(new Input(501, START_NS, "template 220")), inputs);
        assertEquals(START_NS, ingress.lastTimeNs());
    }

    @Test
    void shouldNotLetFeedKill() {
        feed.add(Bytes.zeros(KillDecoder.SCHEMA_ID, KillDecoder.TEMPLATE_ID, 1, KillDecoder.BLOCK_LENGTH));

        ingress.poll();

        assertEquals(1, ingress.refusedCount());
        assertEquals(List.of("tick"), whats());
    }

    private List<String> whats() {
        return inputs.stream().map(Input::what).toList();
    }

    private List<Long> times() {
        return inputs.stream().map(Input::timeNs).toList();
    }

    /** Has nothing at every second poll, and lets other things happen then. */
    private static final class Pausing implements InputSource {
        private final QueuedSource source = new QueuedSource();
        private Runnable meanwhile = () -> {};
        private boolean pause;

        Pausing(final byte[]... messages) {
            for (final byte[] message : messages) {
                source.add(message);
            }
        }

        @Override
        public int poll(final Consumer consumer, final int limit) {
            pause = !pause;
            if (!pause) {
                meanwhile.run();
                meanwhile = () -> {};
                return 0;
            }
            return source.poll(consumer, 1);
        }
    }

    /** A core of which ingress sees nothing but what it waits for. */
    private static final class WaitingCore implements StateMachine {
        private long deadlineNs = NO_DEADLINE;
        private boolean continuation;

        @Override
        public void onEvent(
                final long sequence,
                final long timeNs,
                final DirectBuffer buffer,
                final int offset,
                final int length,
                final Outputs outputs) {
            throw new AssertionError("ingress hands inputs to its listener");
        }

        @Override
        public long nextDeadlineNs() {
            return deadlineNs;
        }

        @Override
        public boolean hasContinuation() {
            return continuation;
        }

        @Override
        public void snapshotTo(final StateWriter writer) {}

        @Override
        public void restoreFrom(final StateReader reader) {}

        @Override
        public long digest() {
            return 0;
        }
    }
}
