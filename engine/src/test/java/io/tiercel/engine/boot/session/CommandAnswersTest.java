package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeron.Publication;
import io.tiercel.codecs.control.AlertDecoder;
import io.tiercel.codecs.control.CommandResultDecoder;
import io.tiercel.codecs.control.CommandResultEncoder;
import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.pipeline.InputProbe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class CommandAnswersTest {
    private static final int OFFSET = 24;

    private final List<String> events = new ArrayList<>();
    private final Deque<Long> positions = new ArrayDeque<>();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[128]);
    private final CommandAnswers answers = new CommandAnswers(new RecordingProbe(), this::offer);

    @Test
    void shouldAnswerOnceItsInputIsDone() {
        result(42);
        output(AlertDecoder.TEMPLATE_ID);
        inputDone();
        inputDone();

        assertEquals(List.of("output 230", "output 231", "input done", "answer 42 APPLIED", "input done"), events);
        assertEquals(0, answers.lostCount());
    }

    @Test
    void shouldTryAgainAtTheEndOfTermOnly() {
        positions.add(Publication.ADMIN_ACTION);

        result(42);
        inputDone();

        assertEquals(List.of("output 230", "input done", "answer 42 APPLIED", "answer 42 APPLIED"), events);
        assertEquals(0, answers.lostCount());
    }

    @Test
    void shouldLoseAndCountAnswerWithoutRoom() {
        positions.add(Publication.BACK_PRESSURED);
        result(42);
        inputDone();
        positions.add(Publication.ADMIN_ACTION);
        positions.add(Publication.ADMIN_ACTION);
        positions.add(Publication.ADMIN_ACTION);
        result(43);
        inputDone();

        assertEquals(2, answers.lostCount());
        assertEquals(
                4, events.stream().filter(event -> event.startsWith("answer")).count());
    }

    @Test
    void shouldNotMissAnswerThatNobodyWaitsFor() {
        positions.add(Publication.NOT_CONNECTED);

        result(42);
        inputDone();

        assertEquals(0, answers.lostCount());
    }

    private void result(final long commandId) {
        new CommandResultEncoder()
                .wrapAndApplyHeader(message, OFFSET, new MessageHeaderEncoder())
                .commandId(commandId)
                .code(CommandResultCode.APPLIED)
                .templateId(KillDecoder.TEMPLATE_ID);
        output(CommandResultDecoder.TEMPLATE_ID);
        // What the core makes next takes the same buffer.
        message.setMemory(0, message.capacity(), (byte) 0);
    }

    private void output(final int templateId) {
        final int length = MessageHeaderDecoder.ENCODED_LENGTH + CommandResultDecoder.BLOCK_LENGTH;
        answers.onOutput(7, 1, templateId, true, message, OFFSET, length);
    }

    private void inputDone() {
        answers.onInputDone(7, 1, KillDecoder.TEMPLATE_ID, message, 0, 16);
    }

    private long offer(final DirectBuffer buffer, final int offset, final int length) {
        final CommandResultDecoder result =
                new CommandResultDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        events.add("answer " + result.commandId() + " " + result.code());
        return positions.isEmpty() ? length : positions.remove();
    }

    private final class RecordingProbe implements InputProbe {
        @Override
        public void onOutput(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final boolean left,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            events.add("output " + templateId);
        }

        @Override
        public void onInputDone(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            events.add("input done");
        }
    }
}
