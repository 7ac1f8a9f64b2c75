package io.tiercel.engine.boot.session;

import io.aeron.Publication;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.CommandResultDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.pipeline.InputProbe;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tells an operator what became of a command, once everything the command caused is journaled. It stands before the
 * session's metrics, on the pipeline's thread. An answer that finds no room is lost and counted: the engine never waits
 * for who listens.
 */
@HotPath
final class CommandAnswers implements InputProbe {
    /** Takes an answer, as an Aeron publication does. */
    interface Line {
        long offer(DirectBuffer buffer, int offset, int length);
    }

    /** Where no operator can be. */
    static final Line NOBODY = (buffer, offset, length) -> Publication.NOT_CONNECTED;

    /** The end of a term is met once; the attempt after it finds the next one. */
    private static final int ATTEMPTS = 3;

    private static final int LENGTH = MessageHeaderDecoder.ENCODED_LENGTH + CommandResultDecoder.BLOCK_LENGTH;

    private final InputProbe metrics;
    private final Line line;
    private final UnsafeBuffer answer = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    private boolean answered;
    private long lostCount;

    CommandAnswers(final InputProbe metrics, final Line line) {
        this.metrics = metrics;
        this.line = line;
    }

    @Override
    public void onOutput(
            final long sequence,
            final long inputTimeNs,
            final int templateId,
            final boolean left,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        metrics.onOutput(sequence, inputTimeNs, templateId, left, buffer, offset, length);
        if (templateId == CommandResultDecoder.TEMPLATE_ID) {
            answer.putBytes(0, buffer, offset, LENGTH);
            answered = true;
        }
    }

    // What waits for the disk is for a venue, and neither an answer nor an event.
    @Override
    public void onLateOutput(
            final long sequence,
            final long inputTimeNs,
            final boolean ofMarketData,
            final int templateId,
            final boolean left,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        metrics.onLateOutput(sequence, inputTimeNs, ofMarketData, templateId, left, buffer, offset, length);
    }

    @Override
    public void onInputDone(
            final long sequence,
            final long inputTimeNs,
            final int templateId,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        metrics.onInputDone(sequence, inputTimeNs, templateId, buffer, offset, length);
        if (answered) {
            answered = false;
            send();
        }
    }

    private void send() {
        long position = 0;
        for (int left = ATTEMPTS; left > 0; left--) {
            position = line.offer(answer, 0, LENGTH);
            if (position != Publication.ADMIN_ACTION) {
                break;
            }
        }
        if (position < 0 && position != Publication.NOT_CONNECTED) {
            lostCount++;
        }
    }

    /** Answers that had no room, though somebody listened. */
    long lostCount() {
        return lostCount;
    }
}
